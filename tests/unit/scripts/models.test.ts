import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFolder } from '../../../scripts/node/model.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';

const folder = mkdtempSync(join(tmpdir(), 'anaume-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows of the fixture's weights, as many as its vocabulary has pieces. */
const ROWS = 190;

/** The fixture with other files beside its weights. */
function modelWith(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  cpSync(checkpointFolder('safetensors'), path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

const ownText = (file: string) => readFileSync(join(checkpointFolder('safetensors'), file), 'utf8');

describe('a model of a folder', () => {
  it('may have special tokens beyond its weights, as in the extension', async () => {
    const path = modelWith('added', { 'added_tokens.json': `{"[NEW]": ${ROWS}}` });
    const { model, tokenizer } = await loadFolder(path, 'int8');
    expect([tokenizer.vocabulary.length, model.vocabularySize]).toEqual([ROWS + 1, ROWS]);
    await model.dispose();
  }, 60_000);

  it('may not have its mask there', async () => {
    const settings = { ...JSON.parse(ownText('tokenizer_config.json')), mask_token: '[HIDDEN]' };
    const path = modelWith('mask', { 'tokenizer_config.json': JSON.stringify(settings) });
    await expect(loadFolder(path, 'int8')).rejects.toThrow(
      `the tokenizer gives the id ${ROWS}, but the model has only ${ROWS} pieces`,
    );
  }, 60_000);
});
