import type { Inspector } from '../engine/running/inspect.ts';
import { failure, success } from '../protocol/outcome.ts';
import type { EngineStatus } from '../protocol/protocol.ts';
import type { Handlers } from '../protocol/server.ts';
import { queryAttention } from '../predictions/attention.ts';
import { mutualInformation } from '../predictions/mutual-information.ts';
import { segmentPair } from '../predictions/segments.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
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
  /** How to ask what a word looks at; null where the insides cannot be seen. */
  const lookAt = async (
    { text, start, end }: { readonly text: string; readonly start: number; readonly end: number },
    { report }: { readonly report: (status: EngineStatus) => void },
  ) => {
    const [tokenizer, inspector] = await inspect(report);
    if (inspector.layers.length === 0) return null;
    const encoding = encode(tokenizer, text);
    const asked = askedWords(encoding, start, end);
    return { inspector, query: queryAttention(encoding, asked, tokenizer, inspector.maxPositions) };
  };

  return {
    async attention({ layer, head, ...place }, request) {
      const look = await lookAt(place, request);
      if (!look) return success({ layers: 0, heads: 0, words: [], special: 0 });
      const { inspector, query } = look;
      if ((layer !== null && !inspector.layers.includes(layer)) || (head !== null && head >= inspector.heads))
        return failure('refused', 'attention: no such layer or head');
      const maps: Float32Array[] = [];
      for (const wanted of layer === null ? inspector.layers : [layer]) {
        request.signal.throwIfAborted();
        maps.push(...(await inspector.attention({ ids: query.ids }, wanted, head === null ? undefined : [head])));
      }
      return success({ layers: inspector.layers.length, heads: inspector.heads, ...query.shares(maps) });
    },

    async attentionHeads(place, request) {
      const look = await lookAt(place, request);
      if (!look) return success({ layers: [] });
      const { inspector, query } = look;
      const layers = [];
      for (const layer of inspector.layers) {
        request.signal.throwIfAborted();
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
      const encodePair = (by: Tokenizer) =>
        [by.encode(first, { blanks: false }), by.encode(second, { blanks: false })] as const;
      const [tokenizer, inspector] = await inspect(report);
      if (!inspector.hasNextSentence) {
        return await ask(request, async (tokens, model) => {
          const bits = await mutualInformation(...encodePair(tokens), tokens, model, { signal, priority: 1 });
          return { by: 'words' as const, bits };
        });
      }
      signal.throwIfAborted();
      const segments = segmentPair(...encodePair(tokenizer), tokenizer, inspector.maxPositions);
      const [follows, random] = await inspector.nextSentence(segments);
      return success({ by: 'head', probability: 1 / (1 + Math.exp(random - follows)) });
    },
  };
}
