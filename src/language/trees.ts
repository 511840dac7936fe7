/**
 * Head-final projective trees: every bunsetsu but the last depends on a later one, and no two dependencies cross. Such
 * a tree over a stretch whose last bunsetsu is its root splits in one way only: the root's first dependent with all
 * that depends on it, and the rest. What is found for all stretches, short ones first (Cocke, Kasami and Younger's
 * algorithm), takes time with the third power of their number.
 */

/**
 * `scores[i * count + j]`: how well it suits bunsetsu i to depend on bunsetsu j > i, as a logarithm; what is not above
 * the diagonal is not read.
 */
export type ArcScores = ArrayLike<number>;

/** The heads of the tree with the largest sum of scores; -1 for the last bunsetsu. */
export function bestTree(scores: ArcScores, count: number): number[] {
  const best = new Float64Array(count * count);
  const first = new Int32Array(count * count);
  eachStretch(count, (from, root) => {
    let most = -Infinity;
    for (let k = from; k < root; k++) {
      const score = best[from * count + k]! + best[(k + 1) * count + root]! + scores[k * count + root]!;
      // The first stays where scores are not numbers, so that there always is a tree.
      if (k > from && !(score > most)) continue;
      most = score;
      first[from * count + root] = k;
    }
    best[from * count + root] = most;
  });
  const heads = Array.from({ length: count }, () => -1);
  const open: (readonly [from: number, root: number])[] = count > 0 ? [[0, count - 1]] : [];
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const [from, root] = stretch;
    if (from === root) continue;
    const k = first[from * count + root]!;
    heads[k] = root;
    open.push([from, k], [k + 1, root]);
  }
  return heads;
}

/**
 * The probability of each dependency, where a tree's probability is proportional to the product of its arcs' e^score:
 * [count, count], row i (but the last) summing to 1.
 */
export function arcProbabilities(scores: ArcScores, count: number): Float64Array<ArrayBuffer> {
  const inside = new Float64Array(count * count);
  const terms: number[] = [];
  const term = (from: number, k: number, root: number) =>
    inside[from * count + k]! + inside[(k + 1) * count + root]! + scores[k * count + root]!;
  eachStretch(count, (from, root) => {
    terms.length = 0;
    for (let k = from; k < root; k++) terms.push(term(from, k, root));
    inside[from * count + root] = logSum(terms);
  });
  /** Probability that a stretch with its last bunsetsu as root is a part of the tree. */
  const outside = new Float64Array(count * count);
  const arcs = new Float64Array(count * count);
  if (count > 0) outside[count - 1] = 1;
  for (let length = count - 1; length > 0; length--) {
    for (let from = 0; from + length < count; from++) {
      const root = from + length;
      const whole = outside[from * count + root]!;
      if (whole === 0) continue;
      for (let k = from; k < root; k++) {
        const share = whole * Math.exp(term(from, k, root) - inside[from * count + root]!);
        arcs[k * count + root]! += share;
        outside[from * count + k]! += share;
        outside[(k + 1) * count + root]! += share;
      }
    }
  }
  return arcs;
}

/** Calls `visit` with the first and the last bunsetsu of every stretch of two or more, short ones first. */
function eachStretch(count: number, visit: (from: number, root: number) => void): void {
  for (let length = 1; length < count; length++)
    for (let from = 0; from + length < count; from++) visit(from, from + length);
}

function logSum(logs: readonly number[]): number {
  const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
