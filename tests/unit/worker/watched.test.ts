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

  it('a graph that cannot be run is found out when it is loaded, and given back', async () => {
    const disposed = vi.fn(async () => {});
    const topK = () => Promise.reject(new Error('Gather: index out of bounds'));
    const load = async () => ({ name: 'x', topK, dispose: disposed }) as never;
    await expect(watchModel('id', runUnwatched, load)).rejects.toMatchObject({ name: 'BackendError', code: 'none' });
    expect(disposed).toHaveBeenCalledTimes(1);
  });
});
