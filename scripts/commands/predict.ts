import { predictMasks } from '../../src/predictions/fill-mask.ts';
import { fillMasks } from '../../src/predictions/pieces.ts';
import type { Encoding } from '../../src/pieces/encoding.ts';
import { runCommand } from '../node/command.ts';
import { mapLines, InputError } from '../node/lines.ts';
import { loadFolder, modelOptions, parsePrecision, precisionOption } from '../node/model.ts';

await runCommand({
  name: 'predict',
  about: `Lines with [MASK], ＿＿, XXXX or 〇〇 in; of each, the candidates with their probabilities, likeliest first.
Candidates are single pieces of the whole vocabulary, as fill-mask gives them. Several blanks of a line are parted by a bar.`,
  options: {
    ...modelOptions,
    ...precisionOption,
    top: { type: 'string', default: '5', value: 'K', help: 'how many candidates, 1 to 1000' },
    words: { type: 'boolean', default: false, help: 'whole words of up to three pieces, as the extension shows them' },
    pieces: {
      type: 'boolean',
      default: false,
      help: "each blank's pieces straight from the model: id, piece, probability; no beam, no filter",
    },
    json: { type: 'boolean', default: false, help: 'one JSON object a line' },
  },
  async run({ model: folder, dtype, dictionary, top, words, pieces, json }) {
    const topK = Number(top);
    if (!Number.isInteger(topK) || topK < 1 || topK > 1000)
      throw new InputError(`--top ${top}: a whole number from 1 to 1000 is expected`);
    if (words && pieces) throw new InputError('--words and --pieces exclude each other');
    const { model, tokenizer } = await loadFolder(folder, parsePrecision(dtype), dictionary);
    const { device, precision } = model.backend;
    const shown = (text: string, masks: readonly object[]) =>
      JSON.stringify({ text, model: model.name, backend: `${device} ${precision}`, masks });
    const answerPieces = async (text: string, encoding: Encoding) => {
      const masks = (await fillMasks(encoding, tokenizer, model, { topK })).map(({ start, end, candidates }) => ({
        start,
        end,
        candidates: candidates.map(({ id, pieces: [piece], score }) => ({ id, piece: piece!, score })),
      }));
      if (json) return shown(text, masks);
      return masks
        .map(({ candidates }) =>
          candidates.map(({ id, piece, score }) => `${id} ${piece} ${score.toFixed(4)}`).join('\t'),
        )
        .join('\t|\t');
    };
    const answer = async (text: string) => {
      // Single pieces are what the published tokenizer's input gives; whole words need words that can be masked.
      const encoding = tokenizer.encode(text, { apart: words });
      const blanks = encoding.words.flatMap(({ blank }, index) => (blank ? [index] : []));
      if (blanks.length === 0) throw new InputError(`no [MASK] or blank in: ${text.slice(0, 80)}`);
      if (pieces) return await answerPieces(text, encoding);
      const masks = words
        ? (await predictMasks(encoding, blanks, tokenizer, model, { topK })).map(({ start, end, candidates }) => ({
            start,
            end,
            candidates,
          }))
        : (await fillMasks(encoding, tokenizer, model, { topK })).map(({ candidates, ...place }) => ({
            ...place,
            candidates: candidates.map(({ text: written, pieces: made, score }) => ({
              text: written,
              pieces: made,
              score,
            })),
          }));
      if (json) return shown(text, masks);
      return masks
        .map(({ candidates }) =>
          candidates.map((candidate) => `${candidate.text} ${candidate.score.toFixed(4)}`).join('\t'),
        )
        .join('\t|\t');
    };
    return await mapLines(process.stdin, 'predict', answer, {
      instead: (text, error) => (json ? JSON.stringify({ text, error }) : ''),
    });
  },
});
