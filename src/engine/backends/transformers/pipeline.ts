import { AutoModelForMaskedLM, env, LogLevel } from '@xenova/transformers';
import type { MaskedLanguageModel } from '../../../predictions/model.ts';
import { BackendError, isOutOfMemory, ModelError } from '../../errors.ts';
import { makeSerially } from '../../running/runtime.ts';
import type { ModelFiles } from '../../model-files.ts';
import type { OrtModule } from '../onnx/session.ts';
import { checkGraph, dataFiles, readPipelineConfig } from './files.ts';
import { PipelineModel } from './model.ts';

export interface PipelineOptions {
  /** The build of ONNX Runtime that the library was bundled with. */
  readonly ort: OrtModule;
  readonly files: ModelFiles;
  /** What there is in `files`. */
  readonly names: readonly string[];
  /** For people. */
  readonly name: string;
  /** Called with 0 to 1 while loading. */
  readonly onProgress?: (fraction: number) => void;
}

/** Share of a load's wall time spent on reading; the rest is ORT's. */
const FETCHING = 0.5;
/**
 * Where the library believes models to be. A load has a name of its own there: the library remembers what it found
 * under a name.
 */
const FOLDER = '/models/';
let loads = 0;

/**
 * Loads an ONNX file on the CPU through @xenova/transformers, in a browser (in Node it takes paths only). The library
 * reads the given files and nothing else: it has neither network nor cache, and one model is loaded at a time.
 * @throws ModelError for the files, BackendError `none` or `memory` where the graph cannot be run.
 */
export async function loadPipelineModel({
  ort,
  files,
  names,
  name,
  onProgress,
}: PipelineOptions): Promise<MaskedLanguageModel> {
  const config = await readPipelineConfig(files);
  const onnx = await checkGraph(files, names);
  const data = dataFiles(onnx.file, names);
  const id = `anaume/${++loads}`;
  // All before the library asks: for a file that cannot be opened it would wait forever.
  const contents = new Map<string, Blob>();
  for (const file of ['config.json', onnx.file, ...data]) {
    const content = await files.open(file);
    if (!content) throw new ModelError('missing', `${file} is missing`);
    contents.set(`${FOLDER}${id}/${file}`, content);
  }
  try {
    const model = await makeSerially(() => {
      configure(contents);
      return AutoModelForMaskedLM.from_pretrained(id, {
        device: 'wasm',
        dtype: onnx.dtype,
        use_external_data_format: data.length,
        progress_callback: (event) =>
          event.status === 'progress' &&
          event.file === onnx.file &&
          onProgress?.((FETCHING * event.loaded) / event.total),
      });
    });
    const threads = Math.max(1, ort.env.wasm.numThreads ?? 1);
    const pipeline = new PipelineModel(model, config, name, {
      device: 'wasm',
      precision: onnx.precision,
      threads,
      tested: false,
      passedOver: [],
    });
    await pipeline.check().catch(async (error: unknown) => {
      await pipeline.dispose();
      throw error;
    });
    onProgress?.(1);
    return pipeline;
  } catch (error) {
    throw new BackendError(
      isOutOfMemory(error) ? 'memory' : 'none',
      `Nothing here can run ${name}. ${onnx.file}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** The library's settings are global: these make it read `contents`, by address, and nothing else. */
function configure(contents: ReadonlyMap<string, Blob>): void {
  Object.assign(env, {
    allowRemoteModels: false,
    allowLocalModels: true,
    localModelPath: FOLDER,
    useBrowserCache: false,
    useFSCache: false,
    useWasmCache: false,
    useCustomCache: true,
    logLevel: LogLevel.ERROR,
  });
  env.fetch = async () => new Response(null, { status: 404 });
  env.customCache = {
    async match(address: string) {
      const content = contents.get(address);
      return content && new Response(content, { headers: { 'content-length': String(content.size) } });
    },
    put: async () => {},
  } as unknown as NonNullable<typeof env.customCache>;
}
