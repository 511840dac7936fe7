import type { PassedOver, Target } from '../../predictions/backend.ts';
import { KERNEL } from './prepare.ts';

/** What this needs of `navigator.gpu`. */
interface Gpu {
  requestAdapter(options?: { powerPreference?: 'high-performance' }): Promise<{
    readonly features: { has(name: string): boolean };
    readonly info?: { readonly isFallbackAdapter?: boolean };
  } | null>;
}

/**
 * Where to try a model here, best first: WebGPU in half precision where the GPU has it, else in single; then int8 on
 * the CPU. A software GPU is left out: it is slower than wasm (15 to 57 times with SwiftShader).
 */
export async function preferredTargets(
  gpu: Gpu | undefined = (globalThis.navigator as { gpu?: Gpu } | undefined)?.gpu,
): Promise<Target[]> {
  const targets: Target[] = [];
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (adapter && adapter.info?.isFallbackAdapter !== true) {
    if (adapter.features.has('shader-f16')) targets.push({ device: 'webgpu', precision: 'fp16' });
    targets.push({ device: 'webgpu', precision: 'fp32' });
  }
  return [...targets, KERNEL];
}

/** For the message of a model that nothing can run. */
export const describePassedOver = (passedOver: readonly PassedOver[]): string =>
  passedOver
    .map((target) => `${describeTarget(target)}: ${target.why === 'wrong' ? 'wrong answers, ' : ''}${target.detail}`)
    .join('; ');

const describeTarget = ({ device, precision }: Target): string =>
  `${device === 'webgpu' ? 'WebGPU' : 'wasm'} ${precision}`;
