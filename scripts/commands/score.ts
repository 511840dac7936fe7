import { scoreText, type Masking } from '../../src/predictions/scoring.ts';
import { runCommand } from '../node/command.ts';
import { mapLines, InputError } from '../node/lines.ts';
import { loadFolder, modelOptions, parsePrecision, precisionOption } from '../node/model.ts';

const maskings: readonly Masking[] = ['within-word', 'single'];

await runCommand({
  name: 'score',
  about: `Lines in, one JSON object a line out: {"pll": the pseudo-log-likelihood, a sum of log probabilities in nats,
"tokens": [{"piece", "start", "end", "logprob"}]}. Where words share a piece each is read by itself, so that it can be masked; with
--masking single pieces are the published tokenizer's.`,
  options: {
    ...modelOptions,
    ...precisionOption,
    masking: {
      type: 'string',
      default: 'within-word',
      value: maskings.join('|'),
      help: 'what else is masked with a piece: the rest of its word, or nothing',
    },
  },
  async run({ model: folder, dtype, dictionary, masking: wanted }) {
    const masking = maskings.find((name) => name === wanted);
    if (!masking) throw new InputError(`--masking ${wanted}: one of ${maskings.join(', ')} is expected`);
    const { model, tokenizer } = await loadFolder(folder, parsePrecision(dtype), dictionary);
    const answer = async (text: string) => {
      // Salazar's are the published tokenizer's pieces; within-word needs words that can be masked.
      const encoding = tokenizer.encode(text, { blanks: false, apart: masking !== 'single' });
      const { pll, pieces } = await scoreText(encoding, tokenizer, model, { masking });
      if (pieces.length === 0) throw new InputError('there is nothing to score');
      const tokens = pieces.map(({ piece, start, end, logprob }) => ({ piece, start, end, logprob }));
      return JSON.stringify({ pll, tokens });
    };
    return await mapLines(process.stdin, 'score', answer, {
      instead: (_, error) => JSON.stringify({ error }),
    });
  },
});
