import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedOutputs } from '../fixtures/checkpoints.ts';
import { onnxModel, type Files } from '../fixtures/onnx-model.ts';
import { openEngineSite, type EngineSite } from '../../scripts/browser/engine-site.ts';
import type { Sent } from './support/pipeline-harness.ts';

let site: EngineSite;
let page: Page;
const asked: string[] = [];
beforeAll(async () => {
  site = await openEngineSite('tests/browser/support/pipeline-harness.ts');
  page = await site.open();
  await page.waitForFunction(() => typeof globalThis.anaumePipeline === 'object');
  page.on('request', (request) => asked.push(request.url()));
});
afterAll(() => site?.close());

const sent = (files: Files): Sent =>
  [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const);
const expected = expectedOutputs('safetensors');

describe('a model through @xenova/transformers', () => {
  it.each(['wordpiece', 'unigram'] as const)('has PyTorch’s outputs within 1e-4 (%s)', async (tokenizer) => {
    // Positions of an XLM-RoBERTa begin after the padding's.
    const maxPositions = tokenizer === 'wordpiece' ? 40 : 38;
    const sentences = expected.filter(
      ({ ids, tokenTypes }) => ids.length <= maxPositions && (tokenizer === 'wordpiece' || !tokenTypes.includes(1)),
    );
    const answer = await page.evaluate(
      (files, all) => anaumePipeline.logProbabilities(files, all),
      sent(await onnxModel({ tokenizer })),
      sentences,
    );
    expect(answer).toMatchObject({
      vocabularySize: 190,
      maxPositions,
      backend: { device: 'wasm', precision: 'fp32', threads: 1, tested: false, passedOver: [] },
    });
    expect(sentences.length).toBeGreaterThan(1);
    sentences.forEach(({ logProbabilities }, s) =>
      logProbabilities.forEach((logs, p) => {
        logs.forEach((log, id) => expect(Math.abs(answer.byTop[s]![p]![id]! - log)).toBeLessThan(1e-4));
        expect(Math.abs(answer.wanted[s]![p]! - logs[p + 7]!)).toBeLessThan(1e-4);
        expect(answer.best[s]![p]).toEqual(
          logs
            .map((log, id) => [log, id] as const)
            .sort((a, b) => b[0] - a[0])
            .slice(0, 3)
            .map(([, id]) => id),
        );
      }),
    );
  });

  it('runs int8 near PyTorch', async () => {
    const answer = await page.evaluate(
      (files, all) => anaumePipeline.logProbabilities(files, all),
      sent(await onnxModel({ precision: 'int8' })),
      expected,
    );
    expect(answer.backend).toMatchObject({ precision: 'int8' });
    expected.forEach(({ logProbabilities }, s) =>
      logProbabilities.forEach((logs, p) =>
        logs.forEach((log, id) => expect(Math.abs(answer.byTop[s]![p]![id]! - log)).toBeLessThan(0.3)),
      ),
    );
  });

  it('can be given up, says when it is asked too much or after its end, and goes on after a run that failed', async () => {
    expect(
      await page.evaluate((files, one) => anaumePipeline.failures(files, one), sent(await onnxModel()), expected[0]!),
    ).toEqual({ aborted: 'AbortError', long: 'failed', unknown: 'failed', after: 'none', disposed: 'disposed' });
  });

  it.each<[string, (files: Files) => void, RegExp]>([
    [
      'without weights',
      (files) => files.delete('onnx/model.onnx_data'),
      /^Nothing here can run x\. onnx\/model\.onnx: /,
    ],
    [
      'with weights cut short',
      (files) => files.set('onnx/model.onnx_data', files.get('onnx/model.onnx_data')!.slice(0, 1000)),
      /^Nothing here can run x\. onnx\/model\.onnx: /,
    ],
    [
      'with a graph cut short',
      (files) => files.set('onnx/model.onnx', files.get('onnx/model.onnx')!.slice(0, 3000)),
      /^onnx\/model\.onnx: cut short/,
    ],
    [
      'with logits for fewer than config.json says',
      (files) => {
        const config = new TextDecoder().decode(files.get('config.json'));
        const more = config.replace(/"vocab_size":\s*190/, '"vocab_size":400');
        files.set('config.json', new TextEncoder().encode(more));
      },
      /^Nothing here can run x\. onnx\/model\.onnx: .*190 logits, where config\.json says 400 pieces/,
    ],
    ['without a graph', (files) => files.delete('onnx/model.onnx'), /^There is no onnx\//],
  ])('is refused %s, and the next one runs', async (_, spoil, message) => {
    const files = await onnxModel();
    spoil(files);
    expect((await page.evaluate((all) => anaumePipeline.refusal(all), sent(files))).message).toMatch(message);
    expect(await page.evaluate((all) => anaumePipeline.refusal(all), sent(await onnxModel()))).toEqual({
      name: 'none',
      message: '',
    });
  });

  it('asks nobody for anything but the one wasm file of ORT', () => {
    expect(asked.filter((url) => !/^(?:blob|data):/.test(url)).map((url) => new URL(url).pathname)).toEqual([
      expect.stringMatching(/^\/assets\/ort-wasm-.*\.wasm$/),
    ]);
  });
});
