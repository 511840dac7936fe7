import type { Inspector } from '../engine/running/inspect.ts';
import { failure, success } from '../protocol/outcome.ts';
import type { EngineStatus } from '../protocol/protocol.ts';
import type { Handlers } from '../protocol/server.ts';
import { queryAttention } from '../predictions/attention.ts';
import { mutualInformation } from '../predictions/mutual-information.ts';
import { segmentPair } from '../predictions/segments.ts';
import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import type { Ask } from './asking.ts';
import type { Encode } from './encodings.ts';
import { askedWords } from './asked-words.ts';

export type InspectionAnswers = Required<Pick<Handlers, 'attention' | 'attentionHeads' | 'nextSentence'>>;

/** Reports how far loading has come until the parts are there. */
export type Inspect = (
  report: (status: EngineStatus) => void,
) => Promise<readonly [tokenizer: Tokenizer, inspector: Inspector]>;

/** What the side panel asks about the insides of the model. */
export function inspectionAnswers(inspect: Inspect, ask: Ask, encode: Encode): InspectionAnswers {
  return {
    async attention({ text, start, end, layer, head }, { signal, report }) {
      const [tokenizer, inspector] = await inspect(report);
      if (inspector.layers.length === 0) return success({ layers: 0, heads: 0, words: [], special: 0 });
      if ((layer !== null && !inspector.layers.includes(layer)) || (head !== null && head >= inspector.heads))
        return failure('refused', 'attention: no such layer or head');
      const encoding = encode(tokenizer, text);
      const asked = askedWords(encoding, start, end);
      const query = queryAttention(encoding, asked, tokenizer, inspector.maxPositions);
      const maps: Float32Array[] = [];
      for (const wanted of layer === null ? inspector.layers : [layer]) {
        signal.throwIfAborted();
        maps.push(...(await inspector.attention({ ids: query.ids }, wanted, head === null ? undefined : [head])));
      }
      return success({ layers: inspector.layers.length, heads: inspector.heads, ...query.shares(maps) });
    },

    async attentionHeads({ text, start, end }, { signal, report }) {
      const [tokenizer, inspector] = await inspect(report);
      const encoding = encode(tokenizer, text);
      const asked = askedWords(encoding, start, end);
      const query = queryAttention(encoding, asked, tokenizer, inspector.maxPositions);
      const layers = [];
      for (const layer of inspector.layers) {
        signal.throwIfAborted();
        const maps = await inspector.attention({ ids: query.ids }, layer);
        layers.push(
          maps.map((map) => {
            const { words, special } = query.shares([map]);
            return { ...words.reduce((most, word) => (word.weight > most.weight ? word : most)), special };
          }),
        );
      }
      return success({ layers });
    },

    async nextSentence({ first, second }, request) {
      const { signal, report } = request;
      const [tokenizer, inspector] = await inspect(report);
      if (!inspector.hasNextSentence) {
        return await ask(request, async (tokens, model) => {
          const [before, after] = [first, second].map((text) => tokens.encode(text, { blanks: false })) as [
            Encoding,
            Encoding,
          ];
          return {
            by: 'words' as const,
            bits: await mutualInformation(before, after, tokens, model, { signal, priority: 1 }),
          };
        });
      }
      signal.throwIfAborted();
      const [before, after] = [first, second].map((text) => tokenizer.encode(text, { blanks: false })) as [
        Encoding,
        Encoding,
      ];
      const [follows, random] = await inspector.nextSentence(
        segmentPair(before, after, tokenizer, inspector.maxPositions),
      );
      return success({ by: 'head', probability: 1 / (1 + Math.exp(random - follows)) });
    },
  };
}
