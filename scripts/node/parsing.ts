import { join } from 'node:path';
import { loadParser } from '../../src/engine/parser/parser.ts';
import { loadInspector } from '../../src/engine/running/inspect.ts';
import type { ParsingParts } from '../../src/worker/dependencies.ts';
import { DEFAULT_MODEL, loadTokenizer, PARSER } from '../../src/worker/parts.ts';
import { nodeFiles } from './node-files.ts';
import { root } from './paths.ts';
import { runtimes } from './runtimes.ts';

/** What parses, as it ships. */
export async function loadParsing(): Promise<ParsingParts> {
  const files = nodeFiles(join(root, DEFAULT_MODEL));
  const [tokenizer, inspector, parser] = await Promise.all([
    loadTokenizer(nodeFiles(root), files),
    loadInspector({ runtimes, files }),
    loadParser(nodeFiles(join(root, PARSER)), runtimes.kernel),
  ]);
  return { tokenizer, inspector, parser };
}
