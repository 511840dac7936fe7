import { expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { openModel } from '../../../src/engine/running/prepare.ts';
import { readRecord } from '../../../src/library/record.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';

/** A folder with a record in it. */
const folder = (record: object) =>
  ({
    getFileHandle: async () => ({ getFile: async () => new File([JSON.stringify(record)], 'model.json') }),
  }) as unknown as FileSystemDirectoryHandle;

it('reads the record of a model that was installed before there were descriptions', async () => {
  const { description } = await openModel(nodeFiles(checkpointFolder('safetensors')));
  const config = {
    hiddenSize: 32,
    layers: 2,
    heads: 4,
    intermediateSize: 48,
    vocabularySize: description.vocabularySize,
    maxPositions: 40,
    typeVocabularySize: 2,
    layerNormEpsilon: 1e-12,
    activation: 'gelu',
    tiedDecoder: true,
  };
  const common = { version: 3, name: 'a', sizes: {}, config };
  expect(await readRecord(folder({ ...common, nextSentence: true }))).toEqual({
    version: 4,
    name: 'a',
    sizes: {},
    description,
  });
  expect(await readRecord(folder({ ...common, nextSentence: false }))).toMatchObject({
    description: { nextSentence: null },
  });
  expect(await readRecord(folder({ ...common, version: 2 }))).toBeNull();
});
