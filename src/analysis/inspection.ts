import type { Inspector } from '../engine/inspect.ts';
import { failure, success } from '../messages/outcome.ts';
import type { EngineStatus } from '../messages/protocol.ts';
import type { Handlers } from '../messages/server.ts';
import { lookFrom } from '../predictions/attention.ts';
import type { Tokenizer } from '../wordpieces/encoding.ts';
import { wordsWithin } from './sentences.ts';

export type InspectionAnswers = Required<Pick<Handlers, 'attention' | 'nextSentence'>>;

/** Reports how far loading has come until the parts are there. */
export type Inspect = (report: (status: EngineStatus) => void) => Promise<readonly [tokenizer: Tokenizer, inspector: Inspector]>;

/** What the side panel asks about the insides of the model. */
export function inspectionAnswers(inspect: Inspect): InspectionAnswers {
  return {
    async attention({ text, start, end, layer, head }, { signal, report }) {
      const [tokenizer, inspector] = await inspect(report);
      if ((layer !== null && !inspector.layers.includes(layer)) || (head !== null && head >= inspector.heads)) return failure('refused', 'attention: no such layer or head');
      const encoding = tokenizer.encode(text);
      const asked = wordsWithin(encoding, start, end);
      if (asked.length === 0) return failure('refused', 'attention: no word there');
      const look = lookFrom(encoding, asked, tokenizer, inspector.maxPositions);
      const maps: Float32Array[] = [];
      for (const wanted of layer === null ? inspector.layers : [layer]) {
        signal.throwIfAborted();
        maps.push(...(await inspector.attention({ ids: look.ids }, wanted, head === null ? undefined : [head])));
      }
      return success({ layers: inspector.layers.length, heads: inspector.heads, ...look.shares(maps) });
    },

    async nextSentence({ first, second }, { signal, report }) {
      const [tokenizer, inspector] = await inspect(report);
      if (!inspector.hasNextSentence) return success({ probability: null });
      signal.throwIfAborted();
      const { cls, sep } = tokenizer.ids;
      const [a, b] = [first, second].map((text) => tokenizer.encode(text, { blanks: false }).pieces.map(({ id }) => id)) as [number[], number[]];
      // Of sentences too long for the model the parts that meet count most.
      const room = Math.floor((inspector.maxPositions - 3) / 2);
      const [head, tail] = [a.slice(-room), b.slice(0, room)];
      const ids = Int32Array.from([cls, ...head, sep, ...tail, sep]);
      const tokenTypes = Int32Array.from(ids, (_, i) => (i < head.length + 2 ? 0 : 1));
      const [follows, random] = await inspector.nextSentence({ ids, tokenTypes });
      return success({ probability: 1 / (1 + Math.exp(random - follows)) });
    },
  };
}
