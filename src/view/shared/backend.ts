import type { Prediction } from '../../protocol/analysis.ts';
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

/** Why this backend and no better one, in the user's language; what went wrong in detail stays English. */
export function backendReason({ device, tested, passedOver }: Backend, translate: Translate): string {
  if (!tested) return translate('backendLibrary');
  const others = passedOver.map(
    (target) =>
      `${translate(whys[target.why], [backendName(target, translate)])}${target.why === 'lost' ? '' : ` (${target.detail})`}`,
  );
  if (device === 'wasm' && others.length === 0) others.push(translate('backendNoGpu'));
  return [translate('backendTested'), ...others].join(' ');
}
