import type { Precision } from '../../src/predictions/backend.ts';
import type { MaskedInput } from '../../src/predictions/model.ts';
import { scoreText } from '../../src/predictions/scoring.ts';
import { addSpecialTokens, type Encoding, type Tokenizer } from '../../src/pieces/encoding.ts';
import { runCommand } from '../node/command.ts';
import { heldOutOption, readHeldOut, shares, type HeldOut } from '../node/heldout.ts';
import { InputError } from '../node/lines.ts';
import { loadFolder, modelOptions, type LoadedModel } from '../node/model.ts';

const particles = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から'];
const precisions: readonly Precision[] = ['int8', 'fp32'];

/** Sums over the lines of one genre. */
class Tally {
  pieces = 0;
  top1 = 0;
  top5 = 0;
  top10 = 0;
  loss = 0;
  particles = 0;
  particlesRight = 0;
  particlePairs = 0;
  particlePairsRight = 0;
  homophonePairs = 0;
  homophonePairsRight = 0;
}

/** Shares from 0 to 1, but for the counts and the perplexity; null where the genre has no line to score. */
interface Scores {
  readonly pieces: number;
  readonly top1: number | null;
  readonly top5: number | null;
  readonly top10: number | null;
  readonly perplexity: number | null;
  readonly particle: number | null;
  readonly particlePairs: number | null;
  readonly homophonePairs: number | null;
}

async function evaluate(values: {
  model?: string | undefined;
  dictionary?: string | undefined;
  data?: string | undefined;
  json: boolean;
}): Promise<void> {
  const rows = readHeldOut(values.data);
  const results: Partial<Record<Precision, Record<string, Scores>>> = {};
  for (const precision of precisions) {
    const loaded = await loadFolder(values.model, precision, values.dictionary);
    const tallies = await tally(rows, loaded);
    await loaded.model.dispose();
    results[precision] = {
      ...Object.fromEntries([...tallies].map(([genre, found]) => [genre, scores(found)])),
      mix: mix(tallies),
    };
  }
  const cost = costs(results.int8!['mix']!, results.fp32!['mix']!);
  if (values.json) console.log(JSON.stringify({ ...results, cost }));
  else print(results, cost);
}

async function tally(rows: readonly HeldOut[], { model, tokenizer }: LoadedModel): Promise<Map<string, Tally>> {
  const tallies = new Map(Object.keys(shares).map((genre) => [genre, new Tally()]));
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const genreOf = ({ genre }: HeldOut) => tallies.get(genre)!;

  const masked = of('masked').map((row) => ({ row, ...hide(tokenizer, row) }));
  const tops = await model.topK(
    masked.map(({ input }) => input),
    10,
  );
  const logs = await model.logProbabilities(
    masked.map(({ input }) => input),
    masked.map(({ answers }) => answers),
  );
  masked.forEach(({ row, answers }, i) => {
    const sums = genreOf(row);
    answers.forEach((answer, p) => {
      const rank = tops[i]![p]!.ids.indexOf(answer);
      sums.pieces++;
      sums.loss -= logs[i]![p]!;
      if (rank >= 0) sums.top10++;
      if (rank >= 0 && rank < 5) sums.top5++;
      if (rank === 0) sums.top1++;
    });
  });

  const choices = particles.flatMap((particle) => tokenizer.idOf(particle) ?? []);
  const lines = of('particle').map((row) => ({ row, ...hide(tokenizer, row) }));
  // Particles of several pieces, or of none, cannot be weighed against others by one mask.
  const comparable = choices.length === particles.length && lines.every(({ answers }) => answers.length === 1);
  const blanks = comparable ? lines : [];
  const chances = await model.logProbabilities(
    blanks.map(({ input }) => ({
      ids: input.ids,
      positions: new Int32Array(choices.length).fill(input.positions[0]!),
    })),
    blanks.map(() => Int32Array.from(choices)),
  );
  blanks.forEach(({ row, answers }, i) => {
    const sums = genreOf(row);
    sums.particles++;
    if (choices[chances[i]!.indexOf(Math.max(...chances[i]!))] === answers[0]) sums.particlesRight++;
  });

  for (const row of [...of('particle-pair'), ...of('homophone-pair')]) {
    const [right, wrong] = await Promise.all(
      [row.text, row.other].map((text) =>
        scoreText(tokenizer.encode(text, { blanks: false, apart: false }), tokenizer, model, { masking: 'single' }),
      ),
    );
    const sums = genreOf(row);
    const won = right!.pll > wrong!.pll ? 1 : 0;
    if (row.kind === 'particle-pair') {
      sums.particlePairs++;
      sums.particlePairsRight += won;
    } else {
      sums.homophonePairs++;
      sums.homophonePairsRight += won;
    }
  }
  return tallies;
}

/** A line's text with the words that start at its offsets masked, and the pieces that stood there. */
function hide(tokenizer: Tokenizer, row: HeldOut): { input: MaskedInput; answers: Int32Array } {
  const encoding = tokenizer.encode(row.text, { blanks: false });
  const hidden = new Set(row.other.split(',').flatMap((offset) => piecesAt(encoding, Number(offset), row.line)));
  const ids = encoding.pieces.map(({ id }, index) => (hidden.has(index) ? tokenizer.ids.mask : id));
  const places = [...hidden].sort((a, b) => a - b);
  return {
    input: {
      ids: Int32Array.from(addSpecialTokens(ids, tokenizer.ids)),
      positions: Int32Array.from(places, (index) => index + 1),
    },
    answers: Int32Array.from(places, (index) => encoding.pieces[index]!.id),
  };
}

function piecesAt({ text, words }: Encoding, offset: number, line: number): number[] {
  const word = words.find(({ start }) => start === offset);
  if (!word) throw new InputError(`line ${line}: no word starts at ${offset} of: ${text.slice(0, 80)}`);
  return Array.from({ length: word.pieceCount }, (_, i) => word.firstPiece + i);
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

function scores(t: Tally): Scores {
  return {
    pieces: t.pieces,
    top1: share(t.top1, t.pieces),
    top5: share(t.top5, t.pieces),
    top10: share(t.top10, t.pieces),
    perplexity: t.pieces === 0 ? null : Math.exp(t.loss / t.pieces),
    particle: share(t.particlesRight, t.particles),
    particlePairs: share(t.particlePairsRight, t.particlePairs),
    homophonePairs: share(t.homophonePairsRight, t.homophonePairs),
  };
}

/** Masked words and particles weighed by genre (those that have such lines); pairs are few and counted together. */
function mix(tallies: ReadonlyMap<string, Tally>): Scores {
  const all = [...tallies.values()];
  const sum = (key: keyof Tally) => all.reduce((total, found) => total + found[key], 0);
  const weighed = (part: keyof Tally, whole: keyof Tally) => {
    const some = [...tallies].filter(([, found]) => found[whole] > 0);
    const weight = some.reduce((total, [genre]) => total + shares[genre]!, 0);
    return share(
      some.reduce((total, [genre, found]) => total + (shares[genre]! * found[part]) / found[whole], 0),
      weight,
    );
  };
  const loss = weighed('loss', 'pieces');
  return {
    pieces: sum('pieces'),
    top1: weighed('top1', 'pieces'),
    top5: weighed('top5', 'pieces'),
    top10: weighed('top10', 'pieces'),
    perplexity: loss === null ? null : Math.exp(loss),
    particle: weighed('particlesRight', 'particles'),
    particlePairs: share(sum('particlePairsRight'), sum('particlePairs')),
    homophonePairs: share(sum('homophonePairsRight'), sum('homophonePairs')),
  };
}

const columns = ['top1', 'top5', 'top10', 'particle', 'particlePairs', 'homophonePairs'] as const;
type Costs = Readonly<Record<(typeof columns)[number] | 'loss', number | null>>;

/** What int8 loses against float32, in points; in nats for the loss. */
function costs(int8: Scores, fp32: Scores): Costs {
  const cost = (key: keyof Scores, lost: (int8: number, fp32: number) => number) => {
    const [ours, exact] = [int8[key], fp32[key]];
    return ours === null || exact === null ? null : lost(ours, exact);
  };
  const points = columns.map((key) => [key, cost(key, (ours, exact) => 100 * (exact - ours))]);
  return { ...Object.fromEntries(points), loss: cost('perplexity', (ours, exact) => Math.log(ours / exact)) } as Costs;
}

function print(results: Partial<Record<Precision, Record<string, Scores>>>, cost: Costs): void {
  const titles = ['top 1', 'top 5', 'top 10', 'particle', 'particle pairs', 'homophone pairs'];
  const width = 17;
  const orNone = (value: number | null, digits: number) => value?.toFixed(digits) ?? '-';
  const percent = (value: number | null) => (value === null ? '-' : `${(100 * value).toFixed(1)} %`).padStart(width);
  for (const precision of precisions) {
    console.log(
      `${precision.padEnd(14)}${'pieces'.padStart(8)}${'perplexity'.padStart(width)}${titles.map((title) => title.padStart(width)).join('')}`,
    );
    for (const [genre, found] of Object.entries(results[precision]!)) {
      console.log(
        `${genre.padEnd(14)}${String(found.pieces).padStart(8)}${orNone(found.perplexity, 1).padStart(width)}${columns.map((key) => percent(found[key])).join('')}`,
      );
    }
  }
  console.log(
    `int8 costs, in points (mix): ${columns.map((key, i) => `${titles[i]} ${orNone(cost[key], 2)}`).join(', ')}; loss ${orNone(cost.loss, 4)} nats`,
  );
}

await runCommand({
  name: 'evaluate',
  about: `Scores a model on held-out text through the extension's engine, in int8 as it ships and in float32, and says what quantisation costs.
FILE is made by training/heldout.py, whose head says what its lines are. Masked words: every piece of the drawn words becomes
[MASK]; top 1, 5, 10 and perplexity per piece. Particle: the likeliest of the eight against the writer's, where each is one piece of
the vocabulary. Pairs: the right sentence's pseudo-log-likelihood (one piece masked at a time) above the wrong one's. "mix" weighs the
genres as the corpus has them.`,
  options: {
    ...modelOptions,
    ...heldOutOption,
    json: { type: 'boolean', default: false, help: 'one JSON object' },
  },
  run: evaluate,
});
