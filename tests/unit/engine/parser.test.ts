import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { loadParsing } from '../../../scripts/node/parsing.ts';
import { root } from '../../../scripts/node/paths.ts';
import { findBunsetsu } from '../../../src/language/bunsetsu.ts';
import { morphemesOf, scoresOf } from '../../../src/worker/dependencies.ts';
import { PARSER } from '../../../src/worker/parts.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { loadParser, type ParserInput } from '../../../src/engine/parser/parser.ts';

const folder = fileURLToPath(new URL('../../fixtures/parser/', import.meta.url));
const expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as {
  states: number[];
  bunsetsu: ParserInput[];
  scores: number[][];
};
const states = { layers: 3, pieces: 7, size: 8, values: Float32Array.from(expected.states) };

describe('the parser', () => {
  it('says what PyTorch says', async () => {
    const parser = await loadParser(nodeFiles(folder), null);
    const count = expected.bunsetsu.length;
    const scores = parser.scores(states, expected.bunsetsu);
    for (let i = 0; i < count - 1; i++)
      for (let j = 0; j < count; j++)
        if (j > i) expect(Math.abs(scores[i * count + j]! - expected.scores[i]![j]!)).toBeLessThan(2e-4);
        else expect(scores[i * count + j]).toBe(-Infinity);
  });

  it('says nearly the same on the kernel', async () => {
    const parsing = await loadParsing();
    const plain = await loadParser(nodeFiles(`${root}/${PARSER}`), null);
    const text = '昨日の夜に駅前の小さな店で買った古い本を、妹は窓の近くの椅子に座って静かに読んでいた。';
    const encoding = parsing.tokenizer.encode(text);
    const morphemes = morphemesOf(encoding);
    const bunsetsu = findBunsetsu(morphemes);
    const [exact, quantised] = await Promise.all(
      [plain, parsing.parser].map((parser) => scoresOf(encoding, bunsetsu, morphemes, { ...parsing, parser })),
    );
    const probabilities = (logs: Float64Array) => Array.from(logs, Math.exp);
    const expected = probabilities(exact!);
    const differences = probabilities(quantised!).map((probability, i) => Math.abs(probability - expected[i]!));
    expect(Math.max(...expected)).toBeGreaterThan(0.9);
    expect(Math.max(...differences)).toBeGreaterThan(0);
    expect(Math.max(...differences)).toBeLessThan(0.05);
  });

  it('has one bunsetsu depend on nothing', async () => {
    const parser = await loadParser(nodeFiles(folder), null);
    expect([...parser.scores(states, expected.bunsetsu.slice(0, 1))]).toEqual([-Infinity]);
  });

  it('does not read another encoder’s states', async () => {
    const parser = await loadParser(nodeFiles(folder), null);
    expect(() => parser.scores({ ...states, layers: 2 }, expected.bunsetsu)).toThrow(/another encoder/);
  });

  it.each(['{}', '[]', '{"model_type": "bert"}'])('is not made of %s', async (config) => {
    await expect(loadParser(blobFiles([['config.json', new Blob([config])]]), null)).rejects.toThrow(
      /not that of a parser/,
    );
  });
});
