import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';
import type { Backend } from '../../../src/predictions/backend.ts';
import { backendName, backendReason } from '../../../src/view/shared/backend.ts';
import type { Translate } from '../../../src/view/shared/translate.ts';

function translator(language: string): Translate {
  const messages = JSON.parse(readFileSync(join(root, 'public/_locales', language, 'messages.json'), 'utf8')) as Record<
    string,
    { message: string }
  >;
  return (key, substitutions = []) =>
    messages[key]!.message.replace(/\$(\d)/g, (_, place: string) => substitutions[Number(place) - 1]!);
}
const cpu: Backend = { device: 'wasm', precision: 'int8', threads: 2, tested: true, passedOver: [] };
const lost = { device: 'webgpu', precision: 'fp16', why: 'lost', detail: 'the device was lost' } as const;

describe('the backend, for people', () => {
  it('has a name', () => {
    expect(backendName(cpu, translator('en'))).toBe('Wasm · int8');
    expect(backendName(lost, translator('ja'))).toBe('WebGPU · fp16');
  });

  it.each<[string, Backend, string, string]>([
    [
      'there is no GPU',
      { ...cpu, choice: 'no-gpu' },
      'Passed the self-test. WebGPU has no graphics card to run on here.',
      '自己テストに合格しました。WebGPU で使えるグラフィックカードがありません。',
    ],
    [
      'the GPU is the best there is',
      { ...cpu, device: 'webgpu', precision: 'fp16' },
      'Passed the self-test.',
      '自己テストに合格しました。',
    ],
    [
      'the GPU was lost',
      { ...cpu, passedOver: [lost] },
      'Passed the self-test. WebGPU · fp16: the graphics card was lost.',
      '自己テストに合格しました。WebGPU · fp16：グラフィックカードとの接続が失われました。',
    ],
    [
      'two would not do',
      {
        ...cpu,
        passedOver: [
          { ...lost, why: 'wrong', detail: 'distance 0.4' },
          { ...lost, precision: 'fp32', why: 'failed', detail: 'no adapter' },
        ],
      },
      'Passed the self-test. WebGPU · fp16: its answers were wrong. (distance 0.4) WebGPU · fp32: it did not start. (no adapter)',
      '自己テストに合格しました。WebGPU · fp16：答えが正しくありませんでした。(distance 0.4) WebGPU · fp32：起動しませんでした。(no adapter)',
    ],
    ['nothing was looked for yet', cpu, 'Passed the self-test.', '自己テストに合格しました。'],
    [
      'the user has said where',
      { ...cpu, choice: 'set' },
      'Passed the self-test. Where the settings say.',
      '自己テストに合格しました。設定で指定された場所で動作しています。',
    ],
    [
      'the model is small',
      { ...cpu, choice: 'quick' },
      'Passed the self-test. The CPU is quick enough for this model.',
      '自己テストに合格しました。このモデルには CPU で十分な速さです。',
    ],
    [
      'both were timed',
      { ...cpu, choice: 'measured', measured: { cpu: [117.4, 453], gpu: [20, 31.6] } },
      'Passed the self-test. Measured for 32 and 128 pieces: CPU 117 and 453 ms, WebGPU 20 and 32 ms.',
      '自己テストに合格しました。32／128 サブワードでの計測：CPU 117／453 ミリ秒、WebGPU 20／32 ミリ秒。',
    ],
    [
      'another library runs it',
      { ...cpu, tested: false },
      'Runs through @xenova/transformers, on the CPU.',
      '@xenova/transformers を通して CPU で動作しています。',
    ],
  ])('says why when %s', (_, backend, english, japanese) => {
    expect(backendReason(backend, translator('en'))).toBe(english);
    expect(backendReason(backend, translator('ja'))).toBe(japanese);
  });
});
