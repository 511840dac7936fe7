import type { OperationOf, Relative } from '../../description.ts';
import { relativeBuckets } from '../../description.ts';
import type { GraphBuilder } from './builder.ts';
import type { Floats } from './linear.ts';

const ROTATION = /^rotation:([^:]+):(\d+)$/;

/** The name of an input float32 [S, size]: cosines, then sines of each position (`Rotations`). */
const rotationInput = (theta: number, size: number): string => `rotation:${theta}:${size}`;

/** What such an input's name says; null for another input's. */
export function parseRotationInput(name: string): { readonly theta: number; readonly size: number } | null {
  const found = ROTATION.exec(name);
  return found && { theta: Number(found[1]), size: Number(found[2]) };
}

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

  /**
   * Whether a key is farther than `window` from a query, as what is added to scores: [S, S], or for wanted rows [B, 1,
   * P, S].
   */
  window(window: number, wanted: boolean): string {
    return this.#makeOnce(`window.${window}.${wanted}`, (name) => {
      const graph = this.#graph;
      const away = graph.node('Abs', `${name}.away`, [this.#distances(wanted)]);
      const far = graph.node('Greater', `${name}.far`, [away, graph.integers([window], 'int32', [])]);
      return graph.node('Where', name, [far, graph.float(-30_000, this.#floats), graph.float(0, this.#floats)]);
    });
  }

  /** int64 buckets of the distances from keys to queries, [S, S], or for wanted rows [B, 1, P, S]. */
  buckets(relative: Relative, wanted: boolean): string {
    const { span, farthest, buckets } = relative;
    return this.#makeOnce(`buckets.${span}.${farthest}.${buckets}.${wanted}`, (name) => {
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
    const [cosine, sine] = this.#waves(size, theta, wanted);
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

  /** Cosines and sines of the angles: [S, 1, size / 2] each, or for wanted rows [B, P, 1, size / 2]. */
  #waves(size: number, theta: number, wanted: boolean): readonly [string, string] {
    const whole = this.#makeOnce(`waves.${size}.${theta}.${wanted}`, (name) => {
      const graph = this.#graph;
      const table = graph.input(rotationInput(theta, size), 'float32', ['S', size]);
      const rows =
        wanted && this.#rows !== null ? graph.node('Gather', `${name}.rows`, [table, this.#queries(true)]) : table;
      const column = graph.node('Unsqueeze', `${name}.column`, [rows, graph.integers([-2])]);
      const floats =
        this.#floats === 'float32'
          ? column
          : graph.node('Cast', `${name}.cast`, [column], { attributes: { to: { int: 10 } } });
      graph.nodes('Split', name, [floats, graph.integers([size / 2, size / 2])], {
        count: 2,
        attributes: { axis: { int: -1 } },
      });
      return name;
    });
    return [`${whole}.0`, `${whole}.1`];
  }

  /** Positions of queries: int32 [S], or for wanted rows [B, P]. */
  #queries(wanted: boolean): string {
    if (!wanted || this.#rows === null) return this.positions;
    return this.#makeOnce('queries', (name) => {
      const graph = this.#graph;
      const length = graph.node('Shape', `${name}.length`, [this.positions]);
      const whole = graph.node('Cast', `${name}.whole`, [length], { attributes: { to: { int: 6 } } });
      return graph.node('Mod', name, [this.#rows!, whole]);
    });
  }

  /** Query's position less key's: int32 [S, S], or for wanted rows [B, 1, P, S]. */
  #distances(wanted: boolean): string {
    return this.#makeOnce(`distances.${wanted}`, (name) => {
      const graph = this.#graph;
      const axes = wanted && this.#rows !== null ? [1, 3] : [1];
      const queries = graph.node('Unsqueeze', `${name}.queries`, [this.#queries(wanted), graph.integers(axes)]);
      return graph.node('Sub', name, [queries, this.positions]);
    });
  }

  #makeOnce(name: string, make: (name: string) => string): string {
    let made = this.#made.get(name);
    if (made === undefined) this.#made.set(name, (made = make(name)));
    return made;
  }
}
