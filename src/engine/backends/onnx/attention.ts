import type { OperationOf } from '../../description.ts';
import type { GraphBuilder } from './builder.ts';
import type { Floats } from './linear.ts';
import type { Places } from './places.ts';

/** A value [B, rows, length]; a bias that is yet to be added is left to the operator that can do it on its way. */
export interface Value {
  readonly name: string;
  readonly bias: string | null;
  readonly length: number;
  readonly of: 'all' | 'wanted' | 'table';
}

export interface AttentionStyle {
  readonly floats: Floats;
  /** Whether there is one operator for it. */
  readonly fused: boolean;
}

/** Whether attention can be the one operator, which knows nothing but padding. */
export const isPlain = ({ window, relative }: Pick<OperationOf<'attend'>, 'window' | 'relative'>): boolean =>
  window === null && relative === null;

interface Context {
  readonly graph: GraphBuilder;
  readonly places: Places;
  readonly name: string;
  readonly style: AttentionStyle;
  /** Whether the weights are wanted as well. */
  readonly look: boolean;
}

/** DeBERTa's constants [1, 2 * span, H]. */
interface Constants {
  readonly keys: string | null;
  readonly queries: string | null;
}

/** Attention [B, Q, H], and its weights [B, heads, Q, S] where they are wanted. */
export function addAttention(
  context: Context,
  operation: OperationOf<'attend'>,
  query: Value,
  keyValue: Value,
  constants: Constants | null,
): { readonly context: string; readonly weights: string | null } {
  const { graph, name, style, look } = context;
  const [key, value] = graph.nodes('Split', `${name}.split`, [keyValue.name], {
    count: 2,
    attributes: { axis: { int: -1 }, num_outputs: { int: 2 } },
  }) as [string, string];
  if (style.fused && isPlain(operation) && !look) {
    const bias = biases(context, query, keyValue);
    // The inputs are query, key, value, biases, padding mask.
    const mask = graph.input('mask', 'int32', ['B', 'S']);
    const attended = graph.fusedNode('MultiHeadAttention', name, [query.name, key, value, bias, mask], {
      num_heads: { int: operation.heads },
      scale: { float: operation.scale },
    });
    return { context: attended, weights: null };
  }
  return plainAttention(context, operation, query, { key, value, bias: keyValue.bias }, constants);
}

/** Biases of query, key and value as one, '' where there are none. */
function biases({ graph, name, style }: Context, query: Value, keyValue: Value): string {
  if (query.bias === null && keyValue.bias === null) return '';
  const zeros = (length: number) => graph.floats(new Float32Array(length), style.floats);
  const all = [query.bias ?? zeros(query.length), keyValue.bias ?? zeros(keyValue.length)];
  return graph.node('Concat', `${name}.bias`, all, { attributes: { axis: { int: 0 } } });
}

/** The same in plain operators. Padding is not masked: sentences of one length. */
function plainAttention(
  { graph, places, name, style, look }: Context,
  { heads, scale, window, relative }: OperationOf<'attend'>,
  query: Value,
  keyValue: { readonly key: string; readonly value: string; readonly bias: string | null },
  constants: Constants | null,
): { readonly context: string; readonly weights: string | null } {
  const { length } = query;
  const wanted = query.of === 'wanted';
  const biasParts =
    keyValue.bias === null
      ? null
      : graph.nodes('Split', `${name}.biases`, [keyValue.bias], {
          count: 2,
          attributes: { axis: { int: 0 }, num_outputs: { int: 2 } },
        });
  /** [B, rows, H] -> [B, heads, rows, size], or with its last two axes changed about. */
  const byHead = (part: string, x: string, bias: string | null, turned: boolean): string => {
    const biased = bias === null ? x : graph.node('Add', `${name}.${part}.biased`, [x, bias]);
    const shaped = graph.node('Reshape', `${name}.${part}.heads`, [
      biased,
      graph.integers([0, 0, heads, length / heads]),
    ]);
    return graph.node('Transpose', `${name}.${part}.turned`, [shaped], {
      attributes: { perm: { ints: turned ? [0, 2, 3, 1] : [0, 2, 1, 3] } },
    });
  };
  // Scaled before the product, so that halves do not overflow.
  const factor = graph.float(scale, style.floats);
  const queries = graph.node('Mul', `${name}.query.scaled`, [byHead('query', query.name, query.bias, false), factor]);
  const keys = byHead('key', keyValue.key, biasParts?.[0] ?? null, true);
  let scores = graph.node('MatMul', `${name}.scores`, [queries, keys]);
  if (relative && constants) {
    const buckets = places.buckets(relative, wanted);
    const add = (which: string, term: string) => (scores = graph.node('Add', `${name}.with_${which}`, [scores, term]));
    if (constants.keys !== null) {
      const all = graph.node('MatMul', `${name}.relative_keys.all`, [
        queries,
        byHead('relative_keys', constants.keys, null, true),
      ]);
      const index = graph.node('Expand', `${name}.relative_keys.index`, [
        buckets,
        graph.node('Shape', `${name}.relative_keys.shape`, [scores]),
      ]);
      add('relative_keys', gather(graph, `${name}.relative_keys.chosen`, all, index, 3));
    }
    if (constants.queries !== null) {
      const scaled = graph.node('Mul', `${name}.relative_queries.scaled`, [
        byHead('relative_queries', constants.queries, null, false),
        factor,
      ]);
      // [heads, buckets, S]: every bucket's query with every key.
      const all = graph.node('MatMul', `${name}.relative_queries.all`, [scaled, keys]);
      const index = graph.node('Expand', `${name}.relative_queries.index`, [
        buckets,
        graph.node('Shape', `${name}.relative_queries.shape`, [scores]),
      ]);
      add('relative_queries', gather(graph, `${name}.relative_queries.chosen`, all, index, 2));
    }
  }
  if (window !== null) scores = graph.node('Add', `${name}.windowed`, [scores, places.window(window, wanted)]);
  const weights = graph.node('Softmax', `${name}.weights`, [scores], { attributes: { axis: { int: -1 } } });
  const values = byHead('value', keyValue.value, biasParts?.[1] ?? null, false);
  const byPiece = graph.node(
    'Transpose',
    `${name}.turned`,
    [graph.node('MatMul', `${name}.heads`, [weights, values])],
    { attributes: { perm: { ints: [0, 2, 1, 3] } } },
  );
  return {
    context: graph.node('Reshape', name, [byPiece, graph.integers([0, 0, length])]),
    weights: look ? weights : null,
  };
}

const gather = (graph: GraphBuilder, name: string, x: string, index: string, axis: number): string =>
  graph.node('GatherElements', name, [x, index], { attributes: { axis: { int: axis } } });
