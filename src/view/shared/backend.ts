import type { Prediction } from '../../protocol/analysis.ts';
import { createFormat } from './format.ts';
import type { MessageKey, Translate } from './translate.ts';

type Backend = Prediction['backend'];

const devices = { webgpu: 'WebGPU', wasm: 'Wasm' } as const;
const whys: Readonly<Record<Backend['passedOver'][number]['why'], MessageKey>> = {
  lost: 'backendLost',
  wrong: 'backendWrong',
  failed: 'backendFailed',
};

/** `WebGPU fp16`, `Wasm · int8`: what runs, as names of their own. */
export const backendName = (
  { device, precision }: Pick<Backend, 'device' | 'precision'>,
  translate: Translate,
): string => translate('backendBadge', [devices[device], precision]);

const choices: Readonly<Record<NonNullable<Backend['choice']>, MessageKey>> = {
  set: 'backendSet',
  'no-gpu': 'backendNoGpu',
  quick: 'backendQuick',
  measured: 'backendMeasured',
};

/** Why this backend and no better one, in the user's language; what went wrong in detail stays English. */
export function backendReason({ tested, passedOver, choice, measured }: Backend, translate: Translate): string {
  if (!tested) return translate('backendLibrary');
  const others = passedOver.map(
    (target) =>
      `${translate(whys[target.why], [backendName(target, translate)])}${target.why === 'lost' ? '' : ` (${target.detail})`}`,
  );
  const { count } = createFormat(translate);
  const times = measured ? [...measured.cpu, ...measured.gpu].map((time) => count(Math.round(time))) : [];
  const sentences = [translate('backendTested'), ...others, ...(choice ? [translate(choices[choice], times)] : [])];
  return sentences.join(' ').replaceAll('。 ', '。');
}
