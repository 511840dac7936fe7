/**
 * npm run score -- [--model DIR] [--dtype fp32|fp16|int8|q4] [--masking within-word|single]
 * Lines in, one JSON object a line out: {"pll": sum of log probabilities in nats, "tokens": [{"piece", "start", "end", "logprob"}]}.
 */
import { parseArgs } from 'node:util';
import { scoreText, type Masking } from '../../src/predictions/scoring.ts';
import { InputError, readLines } from '../node/lines.ts';
import { loadFolder, parsePrecision } from '../node/model.ts';

const maskings: readonly Masking[] = ['within-word', 'single'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      dtype: { type: 'string', default: 'int8' },
      masking: { type: 'string', default: 'within-word' },
    },
  });
  const masking = maskings.find((name) => name === values.masking);
  if (!masking) throw new InputError(`--masking ${values.masking}: one of ${maskings.join(', ')} is expected`);
  const { model, tokenizer } = await loadFolder(values.model, parsePrecision(values.dtype));

  for await (const lines of readLines(process.stdin)) {
    for (const text of lines) {
      const { pll, pieces } = await scoreText(tokenizer.encode(text, { blanks: false }), tokenizer, model, { masking });
      const tokens = pieces.map(({ piece, start, end, logprob }) => ({ piece, start, end, logprob }));
      process.stdout.write(`${JSON.stringify({ pll, tokens })}\n`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(`score: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
