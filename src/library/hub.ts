import * as v from 'valibot';
import { inOnnxFolder, pipelineFiles } from '../engine/backends/transformers/files.ts';
import { SETTINGS_FILES, VOCABULARY_FILES, vocabularyWays } from '../pieces/settings.ts';
import { StoreError } from './errors.ts';
import { count } from '../predictions/count.ts';

/** Where models by name come from. Large files it sends from hosts of its own under hf.co: manifest.json names both. */
export const HUB = 'https://huggingface.co';

/** Configurations are a few kilobytes; what is larger is none. */
const MAX_SMALL = 1 << 20;
/** What the hub says of a model: some hundred bytes a file. */
const MAX_ANSWER = 8 << 20;
/** No model has more files, and as many may be handed over. */
const MAX_FILES = 200;
/** Files that are looked for have such names; whatever else a repository has is not offered. */
const FILE_NAME = /^(?:onnx\/)?[\w.-]{1,120}$/;

export interface OfferedFile {
  readonly name: string;
  readonly bytes: number;
  /** As the hub announces it for large files; null for small ones. */
  readonly sha256: string | null;
}

/** What a download would fetch. */
export interface Offer {
  /** `tohoku-nlp/bert-base-japanese-whole-word-masking` */
  readonly model: string;
  /** The commit the files belong to, so that a download continued later continues the same files. */
  readonly revision: string;
  readonly files: readonly OfferedFile[];
  readonly bytes: number;
}

/** An offer as it is kept beside what has been downloaded of it. */
export const OfferFile: v.GenericSchema<unknown, Offer> = v.object({
  model: v.string(),
  revision: v.string(),
  files: v.array(
    v.object({
      name: v.string(),
      bytes: count,
      sha256: v.nullable(v.string()),
    }),
  ),
  bytes: count,
});

const CONFIG = SETTINGS_FILES.config;
const CHECKPOINTS = ['model.safetensors', 'pytorch_model.bin'];

/**
 * Asks the hub what a model consists of: the sizes the user is shown before agreeing to a download. This is itself a
 * request: call it only when the user has asked for the model by name.
 * @param typed A name, or an address of one of the model's pages.
 * @returns One offer for each way the model could be run, the better first; at least one.
 * @throws StoreError
 */
export async function lookUp(
  typed: string,
  { hub = HUB, signal }: { readonly hub?: string; readonly signal?: AbortSignal } = {},
): Promise<Offer[]> {
  const model = modelName(typed);
  if (model === null)
    throw new StoreError(
      'name',
      `${typed.slice(0, 100)} is no model name; one looks like tohoku-nlp/bert-base-japanese`,
    );
  const response = await request(`${hub}/api/models/${model}?blobs=true`, signal ? { signal } : {});
  if (response.status === 404 || response.status === 401)
    throw new StoreError('unknown', `The hub has no public model ${model}`);
  if (!response.ok) throw new StoreError('unreachable', `The hub answered ${response.status}`);
  const answer = jsonOf(await readBody(response, MAX_ANSWER, `The hub's answer about ${model}`, signal)) as {
    sha?: unknown;
    siblings?: unknown;
  } | null;
  if (typeof answer?.sha !== 'string' || !/^[\w.-]{1,64}$/.test(answer.sha) || !Array.isArray(answer.siblings)) {
    throw new StoreError('unreachable', `The hub's answer about ${model} is not understood`);
  }
  const { sha: revision } = answer;
  return choose(answer.siblings.flatMap(parseFile), model).map((files) => {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (files.length > MAX_FILES || !Number.isSafeInteger(bytes))
      throw new StoreError('unusable', `${model} has ${files.length} files of ${bytes} bytes: that is no model`);
    return { model, revision, files, bytes };
  });
}

/** The address of a file, as @huggingface/transformers and the hub's own clients ask for it. */
export const fileUrl = ({ model, revision }: Offer, file: string, hub: string): string =>
  `${hub}/${[...model.split('/'), 'resolve', revision, ...file.split('/')].map(encodeURIComponent).join('/')}`;

/** A small file of an offer; null where there is none. Throws StoreError. */
export async function fetchSmall(
  offer: Offer,
  name: string,
  { hub, signal }: { readonly hub: string; readonly signal?: AbortSignal | undefined },
): Promise<Blob | null> {
  const file = offer.files.find((other) => other.name === name);
  if (!file) return null;
  if (file.bytes > MAX_SMALL)
    throw new StoreError('unusable', `${name} has ${file.bytes} bytes: that is no configuration`);
  const response = await request(fileUrl(offer, name, hub), signal ? { signal } : {});
  if (!response.ok) throw refusal(name, response);
  return new Blob([await readBody(response, file.bytes, name, signal)]);
}

/** What it means that the hub does not give a file that it has offered. */
export const refusal = (name: string, { status }: Response): StoreError =>
  new StoreError(status === 401 || status === 403 ? 'gated' : 'unreachable', `${name}: the hub answered ${status}`);

/** A body that is read whole, held to what really arrives, whatever was announced. @throws StoreError `unreachable` */
async function readBody(
  response: Response,
  most: number,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reach(what, signal, () => reader.read());
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => {});
      throw new StoreError('unreachable', `${what} has more than ${most} bytes`);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Null where it is no JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

/** `owner/name`, or a name alone for the oldest models. */
function isModelName(model: string): boolean {
  return model.length <= 120 && /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?$/.test(model) && !model.includes('..');
}

/** Where a page of a model is on the hub; of its branches only `main` is one that models are read from. */
const PAGE = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([^?#]*)/i;
/** What stands behind a model's name in the addresses of its pages. */
const BEHIND = /\/(?:(?:tree|blob|resolve|raw|commits)\/main(?:\/.*)?|discussions(?:\/.*)?|tree|edit\/.*)?$/;
/** Pages that are not of models. */
const OTHERS = /^(?:datasets|spaces|papers|collections|docs|blog|models|api)(?:\/|$)/;

/** The model that was typed, as a name or as an address of one of its pages; null where it is neither. */
export function modelName(typed: string): string | null {
  const address = PAGE.exec(typed.trim())?.[1];
  if (address !== undefined && OTHERS.test(address)) return null;
  const name = address === undefined ? typed.trim() : address.replace(BEHIND, '');
  return isModelName(name) ? name : null;
}

/** `fetch` whose failure is a StoreError, unless it was aborted. Neither cookies nor the page's address go along. */
export const request = (url: string, init: RequestInit): Promise<Response> =>
  reach(new URL(url).host, init.signal, () =>
    fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', ...init }),
  );

/** What a step of a request comes to. @throws StoreError `unreachable` where it fails, unless it was aborted */
export async function reach<T>(
  what: string,
  signal: AbortSignal | null | undefined,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new StoreError('unreachable', `${what} cannot be reached`, { cause: error });
  }
}

function parseFile(sibling: unknown): OfferedFile[] {
  const { rfilename, size, lfs } = (sibling ?? {}) as {
    rfilename?: unknown;
    size?: unknown;
    lfs?: { sha256?: unknown };
  };
  if (
    typeof rfilename !== 'string' ||
    !FILE_NAME.test(rfilename) ||
    typeof size !== 'number' ||
    !Number.isSafeInteger(size) ||
    size < 0
  )
    return [];
  const sha256 = typeof lfs?.sha256 === 'string' && /^[0-9a-f]{64}$/.test(lfs.sha256) ? lfs.sha256 : null;
  return [{ name: rfilename, bytes: size, sha256 }];
}

/** The files for our own engine, then those for @xenova/transformers. Throws StoreError where there are neither. */
function choose(files: readonly OfferedFile[], model: string): OfferedFile[][] {
  const byName = new Map(files.map((file) => [file.name, file]));
  // Those in `onnx/` count where both places have one.
  const inFolder = new Map([...files.map((file) => [inOnnxFolder(file.name), file] as const), ...byName]);
  const pipeline = pipelineFiles([...inFolder.keys()]);
  const ways = [...chooseCheckpoint(files, byName), ...(pipeline ? [pipeline.map((name) => inFolder.get(name)!)] : [])];
  if (ways.length > 0) return ways;
  const missing = !byName.has(CONFIG) ? CONFIG : !hasVocabulary(byName) ? 'vocab.txt' : null;
  throw new StoreError(
    'unusable',
    `${model} has ${missing ? `no ${missing}` : `neither ${CHECKPOINTS.join(' nor ')}`}, and no tokenizer.json with an ONNX file of a fill-mask model`,
  );
}

const hasVocabulary = (byName: ReadonlyMap<string, OfferedFile>): boolean =>
  VOCABULARY_FILES.some((name) => byName.has(name));

/** Configuration, vocabulary, and the checkpoint in the one format that is read first; none where something lacks. */
function chooseCheckpoint(files: readonly OfferedFile[], byName: ReadonlyMap<string, OfferedFile>): OfferedFile[][] {
  const weights = weightsOf(files, byName);
  if (!byName.has(CONFIG) || !hasVocabulary(byName) || !weights) return [];
  return vocabularyWays([...byName.keys()]).map((vocabularies) => [
    ...[...Object.values(SETTINGS_FILES), ...vocabularies].flatMap((name) => byName.get(name) ?? []),
    ...weights,
  ]);
}

/** A checkpoint, whole or in shards behind their index; null where there is none. */
function weightsOf(files: readonly OfferedFile[], byName: ReadonlyMap<string, OfferedFile>): OfferedFile[] | null {
  for (const name of CHECKPOINTS) {
    const whole = byName.get(name);
    if (whole) return [whole];
    const index = byName.get(`${name}.index.json`);
    const [stem, extension] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    const shards = files.filter(
      (file) => file.name.startsWith(`${stem}-`) && file.name.endsWith(extension) && !file.name.includes('/'),
    );
    if (index && shards.length > 0) return [index, ...shards];
  }
  return null;
}
