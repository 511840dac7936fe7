import { findHints } from '../../src/predictions/proofreading/proofread.ts';
import { strictnesses, type Strictness } from '../../src/predictions/results.ts';
import { runCommand } from '../node/command.ts';
import { mapLines, InputError } from '../node/lines.ts';
import { loadKnowledge } from '../node/knowledge.ts';
import { loadFolder, modelOptions, parsePrecision, precisionOption } from '../node/model.ts';

await runCommand({
  name: 'hints',
  about: `Lines in, one JSON object a line out: what the side panel would point at,
{"text", "hints":[{"start", "end", "written", "instead", "bases", "uses", "kind", "bits"}]}.`,
  options: {
    ...modelOptions,
    ...precisionOption,
    strictness: {
      type: 'string',
      default: 'balanced' satisfies Strictness,
      value: strictnesses.join('|'),
      help: 'how sure it must be to speak up',
    },
    json: {
      type: 'boolean',
      default: false,
      help: 'one JSON object a line, as without it',
    },
  },
  async run({ model: folder, dtype, dictionary, strictness: wanted }) {
    const level = strictnesses.findIndex((name) => name === wanted);
    if (level < 0) throw new InputError(`--strictness ${wanted}: one of ${strictnesses.join(', ')} is expected`);
    const { model, tokenizer } = await loadFolder(folder, parsePrecision(dtype), dictionary);
    const knowledge = await loadKnowledge();
    const answer = async (text: string) => {
      const hints = (await findHints(text, tokenizer, model, knowledge))
        .filter(({ strictness }) => strictnesses.indexOf(strictness) <= level)
        .map(({ start, end, written, instead, bases, uses, kind, bits }) => ({
          start,
          end,
          written,
          instead,
          bases,
          uses,
          kind,
          bits,
        }));
      return JSON.stringify({ text, hints });
    };
    return await mapLines(process.stdin, 'hints', answer, {
      instead: (text, error) => JSON.stringify({ text, error }),
    });
  },
});
