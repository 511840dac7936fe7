import type { Encoding, Tokenizer } from '../pieces/encoding.ts';

/**
 * Two sentences as BERT takes a pair (Devlin et al. 2018, figure 2): [CLS] first [SEP] second [SEP], the second with
 * token type 1. Of sentences that do not fit into `positions` together the parts that meet are kept.
 */
export function segmentPair(
  first: Encoding,
  second: Encoding,
  { ids: { cls, sep } }: Pick<Tokenizer, 'ids'>,
  positions: number,
): { readonly ids: Int32Array; readonly tokenTypes: Int32Array } {
  const room = positions - 3;
  const idsOf = ({ pieces }: Encoding) => pieces.map(({ id }) => id);
  const after = idsOf(second).slice(0, Math.max(Math.ceil(room / 2), room - first.pieces.length));
  const before = idsOf(first).slice(Math.max(0, first.pieces.length - (room - after.length)));
  const end = sep === null ? [] : [sep];
  const ids = Int32Array.from([cls, ...before, ...end, ...after, ...end]);
  return { ids, tokenTypes: Int32Array.from(ids, (_, i) => (i < 1 + before.length + end.length ? 0 : 1)) };
}
