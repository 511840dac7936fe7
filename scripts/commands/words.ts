import { meantClass } from '../../src/language/classes.ts';
import { chooseReadings } from '../../src/predictions/readings.ts';
import { loadMeanings, loadWordReader } from '../../src/worker/words.ts';
import { runCommand } from '../node/command.ts';
import { mapLines } from '../node/lines.ts';
import { loadFolder, modelOptions, parsePrecision, precisionOption } from '../node/model.ts';
import { nodeFiles } from '../node/node-files.ts';
import { root } from '../node/paths.ts';

await runCommand({
  name: 'words',
  about: `Lines in, the words of each as the tooltip shows them: written, reading, dictionary form, part of speech, form, meaning.`,
  options: {
    ...modelOptions,
    ...precisionOption,
    json: {
      type: 'boolean',
      default: false,
      help: 'one object a line: {"text", "words":[{"surface", "start", "end", "reading", "base", "pos", "inflection", "gloss"}]}',
    },
  },
  async run({ json, model: folder, dtype, dictionary }) {
    const files = nodeFiles(root);
    const { model, tokenizer } = await loadFolder(folder, parsePrecision(dtype), dictionary);
    const [read, meanings] = await Promise.all([loadWordReader(files), loadMeanings(files)]);
    const answer = async (text: string) => {
      const encoding = tokenizer.encode(text);
      const words = read(tokenizer, encoding, [], await chooseReadings(encoding, tokenizer, model)).map((word) => ({
        surface: text.slice(word.start, word.end),
        start: word.start,
        end: word.end,
        reading: word.reading,
        base: word.base,
        pos: word.class,
        inflection: word.forms,
        gloss: meanings.of({
          base: word.base,
          reading: word.baseReading,
          class: meantClass(word.class, encoding.words[word.first]?.morpheme?.partOfSpeech[1]),
          fine: encoding.words[word.first]?.morpheme?.partOfSpeech[1],
        }),
      }));
      if (json) return JSON.stringify({ text, words });
      const rows = words.map(({ surface, reading, base, pos, inflection, gloss }) =>
        [surface, reading ?? '', base, pos, inflection.join(' '), gloss.join(' / ')].join('\t'),
      );
      return `${rows.join('\n')}\n`;
    };
    return await mapLines(process.stdin, 'words', answer, {
      instead: (_, error) => (json ? JSON.stringify({ error }) : ''),
    });
  },
});
