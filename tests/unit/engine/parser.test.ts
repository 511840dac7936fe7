import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
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
    const parser = await loadParser(nodeFiles(folder));
    const count = expected.bunsetsu.length;
    const scores = parser.scores(states, expected.bunsetsu);
    for (let i = 0; i < count - 1; i++)
      for (let j = 0; j < count; j++)
        if (j > i) expect(Math.abs(scores[i * count + j]! - expected.scores[i]![j]!)).toBeLessThan(2e-4);
        else expect(scores[i * count + j]).toBe(-Infinity);
  });

  it('has one bunsetsu depend on nothing', async () => {
    const parser = await loadParser(nodeFiles(folder));
    expect([...parser.scores(states, expected.bunsetsu.slice(0, 1))]).toEqual([-Infinity]);
  });

  it('does not read another encoder’s states', async () => {
    const parser = await loadParser(nodeFiles(folder));
    expect(() => parser.scores({ ...states, layers: 2 }, expected.bunsetsu)).toThrow(/another encoder/);
  });

  it.each(['{}', '[]', '{"model_type": "bert"}'])('is not made of %s', async (config) => {
    await expect(loadParser(blobFiles([['config.json', new Blob([config])]]))).rejects.toThrow(/not that of a parser/);
  });
});
