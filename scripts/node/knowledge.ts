import type { Knowledge } from '../../src/predictions/proofreading/knowledge.ts';
import { loadCollocations, loadHandbook, loadMeanings } from '../../src/worker/words.ts';
import { nodeFiles } from './node-files.ts';
import { root } from './paths.ts';

/** What ships that hints are found with beside the model. */
export async function loadKnowledge(): Promise<Knowledge> {
  const files = nodeFiles(root);
  return {
    meanings: await loadMeanings(files),
    collocations: await loadCollocations(files),
    ...(await loadHandbook(files)),
  };
}
