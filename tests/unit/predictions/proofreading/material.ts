import { nodeFiles } from '../../../../scripts/node/node-files.ts';
import { root } from '../../../../scripts/node/paths.ts';
import type { Material, Proposal } from '../../../../src/predictions/proofreading/proposal.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../../src/worker/parts.ts';
import { loadHandbook, loadMeanings } from '../../../../src/worker/words.ts';

/** What proposals are made from, with the dictionary and the vocabulary that ship. */
export async function loadMaterial() {
  let pauses = 0;
  const files = nodeFiles(root);
  const tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
  const meanings = await loadMeanings(files);
  const { readAlike } = await loadHandbook(files);
  const lexicon = await tokenizer.analyzer.lexicon(async () => void pauses++);
  const material = (text: string): Material => ({
    encoding: tokenizer.encode(text),
    analyzer: tokenizer.analyzer,
    lexicon,
    isPiece: (word) => tokenizer.idOf(word) !== undefined,
    isSameWord: (one, other) => meanings.isSameWord(one, other),
    readAlike,
  });
  return { material, tokenizer, lexicon, meanings, pauses };
}

export const carriedOut = (text: string, proposals: readonly Proposal[]) =>
  proposals.map(({ start, end, instead }) => text.slice(0, start) + instead + text.slice(end));
