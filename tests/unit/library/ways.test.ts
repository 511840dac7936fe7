import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../../src/library/errors.ts';
import type { InstallOptions } from '../../../src/library/install.ts';
import { ModelStore } from '../../../src/library/store.ts';
import { checkModel } from '../../../src/worker/parts.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

/** A checkpoint with two files that pieces may come from. */
const checkpoint = (tokenizerClass: string, vocabulary: string): Readonly<Record<string, string>> => ({
  'config.json': JSON.stringify({ model_type: 'bert' }),
  'tokenizer_config.json': JSON.stringify({ tokenizer_class: tokenizerClass }),
  [vocabulary]: 'x',
  'tokenizer.json': '{}',
  'model.safetensors': 'y',
});

describe.each(['of the hub', 'that are picked'])('of files %s', (from) => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'anaume-store-'))));
  afterEach(async () => {
    vi.unstubAllGlobals();
    await rm(folder, { recursive: true });
  });

  /** Those that are taken, known as soon as the settings are. */
  async function taken(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const store = new ModelStore(folderHandle(folder), 'https://hub.test');
    let found: readonly string[] = [];
    const accept: InstallOptions['accept'] = async ({ open }, way, names) => {
      const settings = { open: async (name: string) => (name.endsWith('config.json') ? await open(name) : null) };
      await checkModel(settings, way, names);
      found = names;
      throw new StoreError('full', 'enough');
    };
    vi.stubGlobal('fetch', async (address: string) =>
      address.includes('/api/')
        ? Response.json({
            sha: 'abc',
            siblings: Object.entries(files).map(([rfilename, { length }]) => ({ rfilename, size: length })),
          })
        : new Response(files[address.split('/').at(-1)!]),
    );
    const picked = Object.entries(files).map(([name, text]) => [name, new Blob([text])] as const);
    await expect(
      from === 'of the hub' ? store.lookUp('a/b', { accept }) : store.importFiles('x', picked, { accept }),
    ).rejects.toThrow('enough');
    return found;
  }

  it.each([
    ['BertTokenizerFast', 'vocab.txt'],
    ['DebertaV2TokenizerFast', 'spm.model'],
  ])('the large one is left where %s has its own', async (name, vocabulary) => {
    expect(await taken(checkpoint(name, vocabulary))).not.toContain('tokenizer.json');
  });

  it.each([
    ['PreTrainedTokenizerFast', 'vocab.txt'],
    ['RobertaTokenizerFast', 'vocab.txt'],
    ['CamembertTokenizerFast', 'sentencepiece.bpe.model'],
  ])('it is taken where %s knows no other', async (name, vocabulary) => {
    expect(await taken(checkpoint(name, vocabulary))).toContain('tokenizer.json');
  });
});
