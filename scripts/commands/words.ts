import { join } from 'node:path';
import { loadTokenizer } from '../../src/worker/parts.ts';
import { readText } from '../../src/language/read.ts';
import { runCommand } from '../node/command.ts';
import { eachLine } from '../node/lines.ts';
import { nodeFiles } from '../node/node-files.ts';
import { root } from '../node/paths.ts';

await runCommand({
  name: 'words',
  about: `Lines in, the words of each as the tooltip shows them: written, reading, dictionary form, part of speech, form.`,
  options: {
    json: {
      type: 'boolean',
      default: false,
      help: 'one object a line: {"text", "words":[{"surface", "start", "end", "reading", "base", "pos", "inflection", "gloss"}]}',
    },
  },
  async run({ json }) {
    const tokenizer = await loadTokenizer(nodeFiles(root), nodeFiles(join(root, 'models/default')));
    const answer = async (text: string) => {
      const words = readText(text, tokenizer.encode(text).words).map((word) => ({
        surface: text.slice(word.start, word.end),
        start: word.start,
        end: word.end,
        reading: word.reading,
        base: word.base,
        pos: word.class,
        inflection: word.forms,
        gloss: [],
      }));
      if (json) return JSON.stringify({ text, words });
      const rows = words.map(({ surface, reading, base, pos, inflection }) =>
        [surface, reading ?? '', base, pos, inflection.join(' ')].join('\t'),
      );
      return `${rows.join('\n')}\n`;
    };
    return await eachLine(process.stdin, 'words', answer, (_, error) => JSON.stringify({ error }));
  },
});
