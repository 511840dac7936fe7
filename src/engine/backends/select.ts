import type { TopK } from '../../predictions/model.ts';

/** Beyond this share of all words, sorting them all is quicker than keeping the best. */
const FEW = 1 / 64;

/**
 * The `k` largest of a row of logits with their probabilities, in descending order; of equal ones the first comes
 * first.
 * @param logSum ln of the sum of the exponentials of them all
 */
export function selectTop(logits: Float32Array, k: number, logSum: number): TopK {
  const ids = k <= logits.length * FEW ? keepBest(logits, k) : sortAll(logits).slice(0, k);
  return { ids, probabilities: Float32Array.from(ids, (id) => Math.exp(logits[id]! - logSum)) };
}

/** Insertion into a short list: nearly all numbers are smaller than its last. */
function keepBest(logits: Float32Array, k: number): Int32Array {
  const ids = new Int32Array(k);
  let kept = 0;
  let least = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (kept === k && !(logit > least)) continue;
    let at = kept === k ? k - 1 : kept++;
    for (; at > 0 && logits[ids[at - 1]!]! < logit; at--) ids[at] = ids[at - 1]!;
    ids[at] = id;
    least = logits[ids[kept - 1]!]!;
  }
  return ids;
}

const sortAll = (logits: Float32Array): Int32Array =>
  Int32Array.from(logits.keys()).sort((a, b) => logits[b]! - logits[a]! || a - b);
