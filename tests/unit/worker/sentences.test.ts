import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../../src/worker/answerer.ts';
import { toFailure } from '../../../src/worker/failure.ts';
import type { PracticeKind } from '../../../src/predictions/results.ts';
import type { Outcome } from '../../../src/protocol/outcome.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { root } from '../../../scripts/node/paths.ts';

const answers = createAnswerer({ files: nodeFiles(root), runtimes });
const request = (signal = new AbortController().signal) => ({ signal, report: () => {}, progress: () => {} });

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail);
  return outcome.value;
}

// The model is loaded once for all.
describe('one sentence', { timeout: 60_000 }, () => {
  it('is scored piece by piece, blanks left out', async () => {
    const text = '友達とXXXXをする。';
    const { pll, pieces, model, backend } = value(await answers.score({ text }, request()));
    expect(pieces.map(({ start, end }) => text.slice(start, end))).toEqual(['友達', 'と', 'を', 'する', '。']);
    expect(pieces.reduce((sum, { logprob }) => sum + logprob, 0)).toBeCloseTo(pll, 5);
    for (const { logprob } of pieces) expect(logprob).toBeLessThanOrEqual(0);
    expect({ model, device: backend.device }).toEqual({ model: 'default', device: 'wasm' });
  });

  it('is scored higher than the same words in disorder', async () => {
    const good = value(await answers.score({ text: '私は毎日学校に行きます。' }, request()));
    const bad = value(await answers.score({ text: '学校行き私に毎日ますは。' }, request()));
    expect(good.pll).toBeGreaterThan(bad.pll);
  });

  it('is practised without the words that have furigana in brackets', async () => {
    const asked = async (text: string) =>
      value(await answers.practice({ text, kind: 'verb' }, request())).exercises.map(({ answer }) => answer);
    expect(await asked('東京へ行きたいと思います。')).toEqual(['行き', '思い']);
    expect(await asked('東京へ行（い）きたいと思います。')).toEqual(['思い']);
  });

  it('is practised word by word, as a reader knows them', async () => {
    const asked = async (text: string, kind: PracticeKind) =>
      value(await answers.practice({ text, kind }, request())).exercises.map(({ answer }) => answer);
    expect(await asked('誕生日にケーキを食べた。', 'noun')).not.toContain('誕生');
    expect(await asked('ここで写真を撮ってはいけない。', 'particle')).not.toContain('は');
    expect(await asked('部屋を掃除してから、洗濯をした。', 'noun')).toContain('掃除');
  });

  it('says how well each particle would fit, in the numbers that are shown of the candidates', async () => {
    const texts = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から', 'まで'];
    const text = '毎朝パンを焼いて食べる。';
    const { alternatives } = value(await answers.alternatives({ text, start: 4, end: 5, texts }, request()));
    expect(alternatives.map((alternative) => alternative.text)).toEqual(texts);
    const { words } = value(await answers.analyze({ text }, request()));
    const morphemes = words.filter(({ start }) => start === 4).map(({ first }) => first);
    const { masks } = value(await answers.predict({ text, morphemes, candidates: 5, anyClass: true }, request()));
    const shown = masks[0]!.candidates.filter((candidate) => texts.includes(candidate.text));
    expect(shown[0]!.text).toBe('を');
    for (const { text: candidate, score } of shown)
      expect(alternatives.find((alternative) => alternative.text === candidate)!.score).toBe(score);
  });

  it('refuses to compare what is no word', async () => {
    const asked = answers.alternatives({ text: '東京に住む。', start: 0, end: 1, texts: ['京'] }, request());
    await expect(asked).rejects.toMatchObject({ name: 'RefusedError' });
    expect(toFailure(await asked.catch((error: unknown) => error))).toEqual({
      code: 'refused',
      detail: 'no word there',
    });
  });

  it('makes exercises of the words it is sure of', async () => {
    const text = '毎朝パンを焼いて食べる。';
    const { exercises } = value(await answers.practice({ text, kind: 'particle' }, request()));
    expect(exercises).toMatchObject([{ start: 4, end: 5, answer: 'を' }]);
    expect(exercises[0]!.choices).toContain('を');
  });

  it('ends when the caller gives up', async () => {
    await expect(answers.score({ text: '猫が鳴く。' }, request(AbortSignal.abort()))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
