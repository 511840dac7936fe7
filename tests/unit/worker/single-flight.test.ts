import { describe, expect, it } from 'vitest';
import { singleFlight } from '../../../src/worker/single-flight.ts';

describe('single flight', () => {
  it('loads once for everyone', async () => {
    let loads = 0;
    const flight = singleFlight(async () => ++loads);
    expect(await Promise.all([flight.get(), flight.get()])).toEqual([1, 1]);
    expect(await flight.get()).toBe(1);
  });

  it('tries again after a failure, which everyone waiting hears of', async () => {
    let loads = 0;
    const flight = singleFlight(async () => {
      if (++loads === 1) throw new Error('first');
      return loads;
    });
    const both = await Promise.allSettled([flight.get(), flight.get()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flight.get()).toBe(2);
  });

  it('loads anew once forgotten, even while the old load fails', async () => {
    const fails: ((reason: Error) => void)[] = [];
    const flight = singleFlight(() => new Promise<string>((_, reject) => fails.push(reject)));
    const first = flight.get();
    flight.forget();
    const second = flight.get();
    fails[0]!(new Error('old'));
    await expect(first).rejects.toThrow('old');
    expect(flight.get()).toBe(second);
    fails[1]!(new Error('new'));
    await expect(second).rejects.toThrow('new');
  });
});
