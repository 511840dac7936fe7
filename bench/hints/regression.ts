import { LEAST_LIKELY, MOST_OWN, MOST_TOGETHER } from '../../src/predictions/proofreading/thresholds.ts';

/** A sentence and what was proposed for it. */
export interface Line {
  readonly words: number;
  /** Whether a slip was made in it. */
  readonly slip: boolean;
  readonly found: readonly {
    readonly kind: string;
    readonly first: number;
    readonly last: number;
    /** What the words touched gain by themselves. */
    readonly own: number;
    readonly gain: number;
    readonly likelihood: number;
    readonly prior: number;
    readonly usual: number;
    readonly together: number;
    readonly told: number;
    /** It puts the slip right. */
    readonly hit: boolean;
  }[];
}
type Found = Line['found'][number];

export interface Weights {
  readonly own: number;
  readonly prior: number;
  readonly likelihood: number;
  readonly usual: number;
  readonly together: number;
  readonly told: number;
}

const RIDGE = 4;
const ROUNDS = 50;

const inputs = ({ gain, own, prior, likelihood, usual, together, told }: Found): number[] => [
  1,
  gain,
  Math.min(own, MOST_OWN),
  prior,
  Math.max(likelihood, LEAST_LIKELY),
  usual,
  Math.max(-MOST_TOGETHER, Math.min(together, MOST_TOGETHER)),
  told,
];

/** Whether two touch the same words or neighbours. */
const near = (a: Found, b: Found) => a.first < b.last + 2 && b.first < a.last + 2;

/**
 * Logistic regression by Newton's method with a ridge: proposals that put a slip right against those in text without
 * one, and those away from it in text with one. In bits of gain: every weight is divided by that of the gain.
 */
export function fitLogistic(lines: readonly Line[], kind: string): Weights {
  const rows: { readonly x: number[]; readonly y: number }[] = [];
  for (const { slip, found } of lines)
    for (const one of found) {
      if (one.kind !== kind) continue;
      if (one.hit) rows.push({ x: inputs(one), y: 1 });
      else if (!slip || (found.some(({ hit }) => hit) && !found.some((other) => other.hit && near(one, other))))
        rows.push({ x: inputs(one), y: 0 });
    }
  const size = rows[0]!.x.length;
  const mean = (of: (x: readonly number[]) => number) => rows.reduce((sum, { x }) => sum + of(x), 0) / rows.length;
  // The first is the same for all.
  const means = Array.from({ length: size }, (_, i) => (i === 0 ? 0 : mean((x) => x[i]!)));
  const scales = means.map((middle, i) => (i === 0 ? 1 : Math.sqrt(mean((x) => (x[i]! - middle) ** 2)) || 1));
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -RIDGE * weight));
    const hessian = weights.map((_, i) => weights.map((__, j) => (i === j ? (i === 0 ? 1e-9 : RIDGE) : 0)));
    for (const { x, y } of rows) {
      const scaled = x.map((value, i) => (value - means[i]!) / scales[i]!);
      const p = 1 / (1 + Math.exp(-scaled.reduce((sum, value, i) => sum + value * weights[i]!, 0)));
      scaled.forEach((value, i) => {
        gradient[i]! += (y - p) * value;
        scaled.forEach((other, j) => (hessian[i]![j]! += p * (1 - p) * value * other));
      });
    }
    const step = solved(hessian, gradient);
    weights = weights.map((weight, i) => weight + step[i]!);
  }
  const [gain = 1, ...others] = weights.slice(1).map((weight, i) => weight / scales[i + 1]!);
  const [own = 0, prior = 0, likelihood = 0, usual = 0, together = 0, told = 0] = others.map((weight) => weight / gain);
  return { own, prior, likelihood, usual, together, told };
}

const evidenceOf = (found: Found, { own, prior, likelihood, usual, together, told }: Weights) => {
  const [, ...values] = inputs(found);
  return [1, own, prior, likelihood, usual, together, told].reduce((sum, weight, i) => sum + weight * values[i]!, 0);
};

/** The least evidence at which there are no more than so many false alarms, and what it still finds. */
export function thresholdAt(
  lines: readonly Line[],
  kind: string,
  weights: Weights,
  alarms: number,
): { readonly threshold: number; readonly found: number; readonly of: number } {
  const wrong: number[] = [];
  const right: number[] = [];
  for (const { slip, found } of lines) {
    const ranked = found
      .filter((one) => one.kind === kind)
      .map((one) => ({ one, bits: evidenceOf(one, weights) }))
      .sort((a, b) => b.bits - a.bits);
    const best = ranked.find(({ one }) => one.hit);
    if (best) right.push(best.bits);
    if (slip) continue;
    const said: Found[] = [];
    for (const { one, bits } of ranked) {
      if (said.some((other) => near(one, other))) continue;
      said.push(one);
      wrong.push(bits);
    }
  }
  wrong.sort((a, b) => b - a);
  // Between the last that may be heard and the first that may not.
  const at = Math.floor(alarms);
  const [last, first] = [wrong[at - 1] ?? wrong[at]! + 2, wrong[at] ?? (wrong.at(-1) ?? 0) - 1];
  const threshold = (last + first) / 2;
  return { threshold, found: right.filter((bits) => bits >= threshold).length, of: right.length };
}

/** Solves `matrix` x = `vector` by Gauss's elimination. */
function solved(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, vector[i]!]);
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows.slice(at).reduce((best, row) => (Math.abs(row[at]!) > Math.abs(best[at]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(at, 0, pivot);
    rows.forEach((row, i) => {
      if (i === at) return;
      const factor = row[at]! / pivot[at]!;
      row.forEach((_, j) => (row[j]! -= factor * pivot[j]!));
    });
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}
