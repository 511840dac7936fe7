import { describe, expect, it, vi } from 'vitest';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { runUnwatched } from '../../../src/protocol/watchdog.ts';
import { UnusableModel, watchModel, watchTokenizer } from '../../../src/worker/watched.ts';

const tokenizer = (encode: () => never): Tokenizer => ({ vocabulary: [], kinds: [], texts: [], encode }) as never;

describe('the parts of a model that others made', () => {
  it.each([
    ['an error', new RangeError('Maximum call stack size exceeded')],
    ['something else', 'no error'],
    ['nothing', undefined],
  ])('a tokenizer that throws %s makes the model unusable', async (_, thrown) => {
    const watched = await watchTokenizer('id', runUnwatched, async () =>
      tokenizer(() => {
        throw thrown;
      }),
    );
    expect(() => watched.encode('猫')).toThrow(UnusableModel);
  });

  it('a tokenizer still tells what it is', async () => {
    const origin = { class: 'BertTokenizer', ownCode: false, words: null, sentencePiece: false };
    const load = async () => ({ ...tokenizer(() => undefined as never), origin });
    expect((await watchTokenizer('id', runUnwatched, load)).origin).toEqual(origin);
  });

  const failsOn = (fails: (text: string) => boolean, thrown: unknown, before = () => {}): Promise<Tokenizer> =>
    watchTokenizer('id', runUnwatched, async () => ({
      ...tokenizer(() => undefined as never),
      encode(text) {
        if (!fails(text)) return { text, words: [], pieces: [] };
        before();
        throw thrown;
      },
    }));

  it('a tokenizer that throws on one text is still of use', async () => {
    const thrown = new RangeError('no such place');
    const watched = await failsOn((text) => text === '謎', thrown);
    expect(() => watched.encode('謎')).toThrow(thrown);
    expect(watched.encode('猫').text).toBe('猫');
    const odd = await failsOn((text) => text === '謎', undefined);
    expect(() => odd.encode('謎')).toThrow(Error);
    expect(() => odd.encode('謎')).not.toThrow(UnusableModel);
  });

  it('a tokenizer that throws on one text after seconds has hung in it', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const watched = await failsOn(
      (text) => text === '謎',
      new Error('too much recursion'),
      () => void vi.advanceTimersByTime(5_000),
    );
    expect(() => watched.encode('謎')).toThrow(UnusableModel);
    vi.useRealTimers();
  });

  it('a graph that cannot be run is found out when it is loaded, and given back', async () => {
    const disposed = vi.fn(async () => {});
    const topK = () => Promise.reject(new Error('Gather: index out of bounds'));
    const load = async () => ({ name: 'x', topK, dispose: disposed }) as never;
    await expect(watchModel('id', runUnwatched, load)).rejects.toMatchObject({ name: 'BackendError', code: 'none' });
    expect(disposed).toHaveBeenCalledTimes(1);
  });
});
