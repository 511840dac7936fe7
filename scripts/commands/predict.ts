/**
 * npm run predict -- [--model DIR] [--top K] [--dtype fp32|fp16|int8|q4] [--words] [--json]
 * Lines with [MASK], ＿＿, XXXX or 〇〇 in, candidates with probabilities out. Candidates are single pieces of the whole vocabulary,
 * as fill-mask gives them; --words gives whole words of up to three pieces, as the extension shows them.
 */
import { parseArgs } from 'node:util';
import { predictMasks } from '../../src/predictions/fill-mask.ts';
import { fillMasks } from '../../src/predictions/pieces.ts';
import { InputError, readLines } from '../node/lines.ts';
import { loadFolder, parsePrecision } from '../node/model.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      top: { type: 'string', default: '5' },
      dtype: { type: 'string', default: 'int8' },
      words: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const topK = Number(values.top);
  if (!Number.isInteger(topK) || topK < 1 || topK > 1000)
    throw new InputError(`--top ${values.top}: a whole number from 1 to 1000 is expected`);
  const { model, tokenizer } = await loadFolder(values.model, parsePrecision(values.dtype));

  for await (const lines of readLines(process.stdin)) {
    for (const text of lines) {
      const encoding = tokenizer.encode(text);
      const blanks = encoding.words.flatMap(({ blank }, index) => (blank ? [index] : []));
      if (blanks.length === 0) throw new InputError(`no [MASK] or blank in: ${text.slice(0, 80)}`);
      const masks = values.words
        ? (await predictMasks(encoding, blanks, tokenizer, model, { topK })).map(({ start, end, candidates }) => ({
            start,
            end,
            candidates,
          }))
        : await fillMasks(encoding, tokenizer, model, { topK });
      if (values.json) {
        const { device, precision } = model.backend;
        process.stdout.write(
          `${JSON.stringify({ text, model: model.name, backend: `${device} ${precision}`, masks })}\n`,
        );
      } else {
        for (const { candidates } of masks)
          process.stdout.write(
            `${candidates.map((candidate) => `${candidate.text} ${candidate.score.toFixed(4)}`).join('\t')}\n`,
          );
      }
    }
  }
}

main().catch((error: unknown) => {
  console.error(`predict: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
