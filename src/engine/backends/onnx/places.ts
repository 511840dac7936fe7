import type { OperationOf, Relative } from '../../description.ts';
import { relativeBuckets } from '../../description.ts';
import type { GraphBuilder } from './builder.ts';
import type { Floats } from './linear.ts';

/** What a graph computes of positions: each once, however many layers ask. */
export class Places {
  readonly #graph: GraphBuilder;
  readonly #maxPositions: number;
  readonly #rows: string | null;
  readonly #floats: Floats;
  readonly #made = new Map<string, string>();

  /** @param rows The graph's input of wanted rows, or null where all are. */
  constructor(graph: GraphBuilder, maxPositions: number, rows: string | null, floats: Floats) {
    this.#graph = graph;
    this.#maxPositions = maxPositions;
    this.#rows = rows;
    this.#floats = floats;
  }

  /** int32 [S]: 0, 1, 2, … */
  get positions(): string {
    return this.#graph.input('position_ids', 'int32', ['S']);
  }

  /** Whether a key is farther than `window` from a query, as what is added to scores: [S, S], or for wanted rows [B, 1, P, S]. */
  window(window: number, wanted: boolean): string {
    return this.#once(`window.${window}.${wanted}`, (name) => {
      const graph = this.#graph;
      const away = graph.node('Abs', `${name}.away`, [this.#distances(wanted)]);
      const far = graph.node('Greater', `${name}.far`, [away, graph.integers([window], 'int32', [])]);
      return graph.node('Where', name, [far, graph.float(-30_000, this.#floats), graph.float(0, this.#floats)]);
    });
  }

  /** int64 buckets of the distances from keys to queries, [S, S], or for wanted rows [B, 1, P, S]. */
  buckets(relative: Relative, wanted: boolean): string {
    const { span, farthest, buckets } = relative;
    return this.#once(`buckets.${span}.${farthest}.${buckets}.${wanted}`, (name) => {
      const graph = this.#graph;
      const table = graph.integers([...relativeBuckets(relative, this.#maxPositions)]);
      const index = graph.node('Add', `${name}.index`, [
        this.#distances(wanted),
        graph.integers([this.#maxPositions - 1], 'int32', []),
      ]);
      return graph.node('Gather', name, [table, index]);
    });
  }

  /** Rotary positions of x [B, rows, length]. */
  rotate(name: string, x: string, { length, size, theta }: OperationOf<'rotate'>, wanted: boolean): string {
    const graph = this.#graph;
    const heads = length / size;
    const angles = this.#angles(size, theta, wanted);
    const [cosine, sine] = ['Cos', 'Sin'].map((operator) =>
      this.#once(`${operator}.${size}.${theta}.${wanted}`, (value) => {
        const wave = graph.node(operator, `${value}.float32`, [angles]);
        return this.#floats === 'float32'
          ? wave
          : graph.node('Cast', value, [wave], { attributes: { to: { int: 10 } } });
      }),
    ) as [string, string];
    const byHead = graph.node('Reshape', `${name}.heads`, [x, graph.integers([0, 0, heads, size])]);
    const [a, b] = graph.nodes('Split', `${name}.halves`, [byHead, graph.integers([size / 2, size / 2])], {
      count: 2,
      attributes: { axis: { int: -1 } },
    }) as [string, string];
    const product = (which: string, half: string, wave: string) => graph.node('Mul', `${name}.${which}`, [half, wave]);
    const first = graph.node('Sub', `${name}.first`, [product('ac', a, cosine), product('bs', b, sine)]);
    const second = graph.node('Add', `${name}.second`, [product('bc', b, cosine), product('as', a, sine)]);
    const whole = graph.node('Concat', `${name}.whole`, [first, second], { attributes: { axis: { int: -1 } } });
    return graph.node('Reshape', name, [whole, graph.integers([0, 0, length])]);
  }

  /** float32 position * theta^(-2t / size): [S, 1, size / 2], or for wanted rows [B, P, 1, size / 2]. */
  #angles(size: number, theta: number, wanted: boolean): string {
    return this.#once(`angles.${size}.${theta}.${wanted}`, (name) => {
      const graph = this.#graph;
      const half = size / 2;
      const frequencies = graph.floats(Float32Array.from({ length: half }, (_, t) => theta ** (-t / half)));
      const positions = graph.node('Cast', `${name}.positions`, [this.#queries(wanted)], {
        attributes: { to: { int: 1 } },
      });
      const column = graph.node('Unsqueeze', `${name}.column`, [positions, graph.integers([-1, -2])]);
      return graph.node('Mul', name, [column, frequencies]);
    });
  }

  /** Positions of queries: int32 [S], or for wanted rows [B, P]. */
  #queries(wanted: boolean): string {
    if (!wanted || this.#rows === null) return this.positions;
    return this.#once('queries', (name) => {
      const graph = this.#graph;
      const length = graph.node('Shape', `${name}.length`, [this.positions]);
      const whole = graph.node('Cast', `${name}.whole`, [length], { attributes: { to: { int: 6 } } });
      return graph.node('Mod', name, [this.#rows!, whole]);
    });
  }

  /** Query's position less key's: int32 [S, S], or for wanted rows [B, 1, P, S]. */
  #distances(wanted: boolean): string {
    return this.#once(`distances.${wanted}`, (name) => {
      const graph = this.#graph;
      const axes = wanted && this.#rows !== null ? [1, 3] : [1];
      const queries = graph.node('Unsqueeze', `${name}.queries`, [this.#queries(wanted), graph.integers(axes)]);
      return graph.node('Sub', name, [queries, this.positions]);
    });
  }

  #once(name: string, make: (name: string) => string): string {
    let made = this.#made.get(name);
    if (made === undefined) this.#made.set(name, (made = make(name)));
    return made;
  }
}
