import { readArchitecture } from '../engine/architectures/index.ts';
import { canonicalName } from '../engine/checkpoint/weights.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import { fileUrl, reach, request, type Offer } from './hub.ts';

/** The one format that says at its beginning what is in it. */
const SAFETENSORS = 'model.safetensors';
/** Bytes that hold the names of all tensors of any model that fits here (a large BERT's take 45 kB). */
const MOST = 1 << 19;

/**
 * Holds an offered checkpoint to what its architecture needs, by the names of its tensors, before the rest of it is
 * downloaded: an encoder without a head for masks is of no use. Where the names cannot be had early nothing is said;
 * they are looked at when all is there.
 * @param configuration The offer's config.json.
 * @throws ModelError
 */
export async function checkOfferedTensors(
  offer: Offer,
  configuration: ModelFiles,
  { hub, signal }: { readonly hub: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  if (!offer.files.some(({ name }) => name === SAFETENSORS)) return;
  const describe = await readArchitecture(configuration, signal);
  const names = await tensorNames(fileUrl(offer, SAFETENSORS, hub), signal);
  if (names === null) return;
  const canonical = new Set(names.map(canonicalName));
  describe({ has: (name) => canonical.has(name) });
}

/**
 * Names in the header of a safetensors file; null where it is too long, or no such header. @throws StoreError where the
 * hub cannot be reached
 */
async function tensorNames(url: string, signal: AbortSignal | undefined): Promise<string[] | null> {
  const headers = { Range: `bytes=0-${MOST - 1}` };
  const response = await request(url, { headers, ...(signal ? { signal } : {}) });
  const reader = response.ok ? response.body?.getReader() : undefined;
  if (!reader) return null;
  try {
    const start = new Uint8Array(MOST);
    let [length, end] = [0, 8];
    // A server that knows no ranges sends the whole file: what is needed of it is read.
    while (length < end) {
      const { value } = await reach(new URL(url).host, signal, () => reader.read());
      if (!value) return null;
      const taken = value.subarray(0, MOST - length);
      start.set(taken, length);
      length += taken.length;
      if (length >= 8) end = 8 + Number(new DataView(start.buffer).getBigUint64(0, true));
      if (end > MOST) return null;
    }
    const header: unknown = JSON.parse(new TextDecoder().decode(start.subarray(8, end)));
    return typeof header === 'object' && header !== null ? Object.keys(header) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
