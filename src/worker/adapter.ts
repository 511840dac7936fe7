import { preferredTargets } from '../engine/running/targets.ts';
import type { Adapter } from './placing.ts';

/** What `GPUAdapterInfo` says. */
type Info = Readonly<Partial<Record<'vendor' | 'architecture' | 'device' | 'description', string>>>;

/** The GPU of this machine, as this browser has it. */
export async function hardwareAdapter(): Promise<Adapter> {
  const { gpu, userAgent } = navigator as Navigator & {
    readonly gpu?: { requestAdapter(options: object): Promise<{ readonly info?: Info } | null> };
  };
  const targets = (await preferredTargets()).filter(({ device }) => device === 'webgpu');
  if (targets.length === 0) return { targets, name: '' };
  const { vendor, architecture, device, description } =
    (await gpu?.requestAdapter({ powerPreference: 'high-performance' }))?.info ?? {};
  return { targets, name: [vendor, architecture, device, description, userAgent].join(' ') };
}
