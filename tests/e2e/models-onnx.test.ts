import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { onnxModel, type Files } from '../fixtures/onnx-model.ts';
import {
  OTHER,
  WAIT,
  agree,
  answer,
  calling,
  damage,
  endAll,
  extension,
  failed,
  hub,
  installed,
  latest,
  lookUp,
  options,
  other,
  others,
  page,
  press,
  rows,
  stored,
  text,
  useModels,
} from './support/models.ts';
import { until } from './support/shown.ts';

useModels();

describe('a model for @xenova/transformers', () => {
  const ask = (method: string, params: object) => options.evaluate(calling(method, params)) as Promise<unknown>;
  const changed = (changes: Record<string, Uint8Array<ArrayBuffer>>): Files =>
    new Map([...other, ...Object.entries(changes)]);
  const tokenizer = (changes: object) => {
    const json = JSON.parse(Buffer.from(other.get('tokenizer.json')!).toString()) as object;
    return changed({
      'tokenizer.json': Buffer.from(JSON.stringify({ ...json, ...changes })) as Uint8Array<ArrayBuffer>,
    });
  };
  /** A graph of the same nodes whose one output has another name of the same length. */
  const withoutLogits = () =>
    Uint8Array.from(
      Buffer.from(
        Buffer.from(other.get('onnx/model_quantized.onnx')!).toString('latin1').replaceAll('logits', 'hidden'),
        'latin1',
      ),
    );

  it("is shown with its size, downloaded after consent, and fills the blanks between the dictionary's words", async () => {
    await lookUp(OTHER);
    expect(hub.requests).toEqual([
      `/api/models/${OTHER}`,
      ...['config.json', 'tokenizer_config.json'].map((name) => `/${OTHER}/resolve/abc123/${name}`),
    ]);
    expect(await text('.offer')).toMatch(/onnx\/model_quantized\.onnx/);
    await agree();
    await installed();
    expect(await text('.model-row:last-of-type')).toMatch(/sha256 [0-9a-f]{12}/);
    await press('.added button');
    await options.waitForFunction(
      (name) => document.querySelector<HTMLInputElement>('.model-row input:checked')?.value === name,
      WAIT,
      OTHER,
    );

    const asked = hub.requests.length;
    const first = await answer();
    expect(first).toMatchObject({ model: OTHER, notices: '' });
    expect(first.candidates).toHaveLength(5);
    const { analysis } = await latest();
    expect(analysis.pieces.map(({ piece }) => piece)).toContain('<mask>');
    expect(analysis.morphemes.filter(({ reading }) => reading !== null).length).toBeGreaterThan(2);
    const popup = await extension.openPopup(page);
    await popup.waitForFunction((name) => document.querySelector('.badge .model')?.textContent === name, WAIT, OTHER);
    await popup.close();
    expect(await ask('score', { text: '私の猫は山を見る。' })).toMatchObject({
      value: { model: OTHER, pieces: expect.arrayContaining([expect.objectContaining({ piece: '猫' })]) },
    });
    // What an ONNX file of this kind does not give.
    expect(await ask('attention', { text: '日本の大学', start: 0, end: 2, layer: null, head: null })).toMatchObject({
      kind: 'result',
      value: { layers: 0, words: [] },
    });
    expect(await ask('nextSentence', { first: '猫がいる。', second: '山を見る。' })).toMatchObject({
      kind: 'result',
      value: { by: 'words', bits: expect.any(Number) },
    });

    await endAll();
    expect(await answer('#apple')).toMatchObject({ model: OTHER, notices: '' });
    expect(hub.requests.slice(asked)).toEqual([]);
  });

  it('is what a repository is used as whose checkpoint is of no use here', async () => {
    const both = 'someone/bert-with-onnx';
    const checkpoint = ['vocab.txt', 'model.safetensors'].map(
      (name) => [name, Uint8Array.from(readFileSync(join(checkpointFolder('safetensors'), name)))] as const,
    );
    others.set(both, new Map([...(await onnxModel()), ...checkpoint]));
    await lookUp(both);
    expect(await text('.offer')).toContain('model.safetensors');
    hub.tokenizer = { word_tokenizer_type: 'mecab', mecab_kwargs: { mecab_dic: 'unidic_lite' } };
    await lookUp(both);
    await options.waitForFunction(
      () => document.querySelector('.offer')?.textContent?.includes('onnx/model.onnx_data'),
      WAIT,
    );
    expect(await text('.offer')).not.toContain('model.safetensors');
  });

  it('is added from files', async () => {
    const picked = await mkdtemp(join(tmpdir(), 'anaume-onnx-'));
    try {
      for (const [name, bytes] of other) await writeFile(join(picked, basename(name)), bytes);
      const input = (await options.$('input[name="model-files"]')) as unknown as {
        uploadFile(...paths: string[]): Promise<void>;
      };
      await input.uploadFile(...[...other.keys()].map((name) => join(picked, basename(name))));
      await options.waitForFunction(
        () => document.querySelector<HTMLInputElement>('input[name="own-name"]')!.value !== '',
      );
      await press('.add-model:has(input[name="model-files"]) button[type="submit"]');
      await installed();
      await press('.added button');
      expect((await answer()).candidates).toHaveLength(5);
      expect(hub.requests).toEqual([]);

      // And without its tokenizer it is not.
      await options.bringToFront();
      await input.uploadFile(
        ...[...other.keys()]
          .filter((name) => !name.startsWith('tokenizer'))
          .map((name) => join(picked, basename(name))),
      );
      await options.waitForSelector('.add-model button[type="submit"]:not(:disabled)');
      await press('.add-model:has(input[name="model-files"]) button[type="submit"]');
      // There is one of this name: it goes only after a question.
      await press('.add-model [role="alert"] button');
      expect(await failed()).toContain('tokenizer.json is missing');
    } finally {
      await rm(picked, { recursive: true });
    }
  });

  it.each<[string, () => Files, RegExp]>([
    [
      'whose ONNX file fills no masks',
      () => changed({ 'onnx/model_quantized.onnx': withoutLogits() }),
      /onnx\/model_quantized\.onnx has no output called logits, only hidden/,
    ],
    [
      'whose ONNX file is cut off',
      () => changed({ 'onnx/model_quantized.onnx': other.get('onnx/model_quantized.onnx')!.slice(0, 5000) }),
      /onnx\/model_quantized\.onnx: cut short/,
    ],
    [
      'whose tokenizer.json is cut off',
      () => changed({ 'tokenizer.json': other.get('tokenizer.json')!.slice(0, 500) }),
      /tokenizer\.json: not valid JSON/,
    ],
    ['whose tokenizer throws', () => tokenizer({ normalizer: { type: 'Sequence', normalizers: [7] } }), /tokenizer/],
    [
      'whose tokenizer gives ids that the model has not',
      () =>
        changed({
          'config.json': Buffer.from(
            Buffer.from(other.get('config.json')!)
              .toString()
              .replace(/"vocab_size": ?\d+/, '"vocab_size":9'),
          ) as Uint8Array<ArrayBuffer>,
        }),
      /tokenizer\.json has \d+ pieces, but config\.json says 9/,
    ],
  ])('%s: one message that says so, and nothing is kept', async (_, files, message) => {
    others.set(OTHER, files());
    await lookUp(OTHER);
    await agree();
    expect(await failed()).toMatch(message);
    expect(await rows()).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  it('whose tokenizer hangs on a word is stopped, and its download can be thrown away', async () => {
    const careless = { type: 'Split', pattern: { Regex: '(a+)+$' }, behavior: 'Isolated', invert: false };
    others.set(OTHER, tokenizer({ pre_tokenizer: careless }));
    await lookUp(OTHER);
    await agree();
    expect(await failed()).toMatch(/gave no sign of life while it was tried/);
    expect(await rows()).toHaveLength(1);
    await press('.unfinished button:last-child');
    await press('.unfinished .danger');
    // Nothing of it is shown while it is thrown away.
    await until(async () => (await stored()).length === 0, 'nothing kept');
    await options.waitForFunction(() => !document.querySelector('.unfinished'), WAIT);
  });

  it.each([
    ['whose weights are cut short', '.onnx_data', 'cut'],
    ['whose tokenizer is gone', 'tokenizer.json', 'remove'],
  ] as const)('%s: the built-in one answers, and the tooltip says so', async (_, ending, how) => {
    await lookUp(OTHER);
    await agree();
    await installed();
    await press('.added button');
    await options.waitForFunction(() => !document.querySelector('.added'), WAIT);
    await damage(ending, how);
    await endAll();
    const { model, notices } = await answer();
    expect(model).toBe('default');
    expect(notices).toContain(OTHER);
  });
});
