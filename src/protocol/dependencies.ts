import * as v from 'valibot';
import { relations } from '../language/names.ts';
import { count as offset } from '../predictions/count.ts';

/** What depends on what in a sentence. Offsets are UTF-16 into the text that was sent, end exclusive. */

const arc = { head: offset, probability: v.number() };

export const BunsetsuMessage = v.object({
  start: offset,
  end: offset,
  /** The bunsetsu that it depends on, as an index, and how likely that is, 0 to 1; null for the last of a sentence. */
  dependsOn: v.nullable(
    v.object({
      ...arc,
      /** What its particle or form says of it. */
      relation: v.picklist(relations),
      /** Another head that is at least half as likely. */
      or: v.nullable(v.object(arc)),
    }),
  ),
});

export const Dependencies = v.object({
  bunsetsu: v.array(BunsetsuMessage),
  /** The same as other programs write it. */
  formats: v.object({ conllu: v.string(), knp: v.string(), cabocha: v.string() }),
});

export type BunsetsuMessage = v.InferOutput<typeof BunsetsuMessage>;
export type Dependencies = v.InferOutput<typeof Dependencies>;
