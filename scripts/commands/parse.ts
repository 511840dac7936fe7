import { dependencyFormats } from '../../src/language/dependency-formats.ts';
import { relationsOf } from '../../src/language/relations.ts';
import { parseText, type Parsed } from '../../src/worker/dependencies.ts';
import { runCommand } from '../node/command.ts';
import { mapLines, InputError } from '../node/lines.ts';
import { loadParsing } from '../node/parsing.ts';

const flag = (help: string) => ({ type: 'boolean', default: false, help }) as const;

/** A bunsetsu a line: itself, and what it depends on. */
function toRows(text: string, { dependents, morphemes }: Parsed): string {
  const relations = relationsOf(dependents, morphemes);
  const written = dependents.map(({ start, end }) => text.slice(start, end));
  const rows = dependents.map(({ head, probability, other }, i) =>
    head < 0
      ? written[i]
      : [
          written[i],
          `→ ${written[head]}`,
          relations[i],
          probability.toFixed(3),
          ...(other ? [`or → ${written[other.head]} ${other.probability.toFixed(3)}`] : []),
        ].join('\t'),
  );
  return `${rows.join('\n')}\n`;
}

await runCommand({
  name: 'parse',
  about: `Lines in; bunsetsu and what each depends on, a line each. The default model parses, with the head in
models/dependency, which was trained on that model's hidden states and cannot read another's: there is no --model.`,
  options: {
    json: flag(
      'one object a line: {"text", "bunsetsu":[{"text", "start", "end", "head", "probability"}]}; head -1 for none',
    ),
    conllu: flag('CoNLL-U'),
    knp: flag('as knp -tab prints it'),
    cabocha: flag('as cabocha -f1 prints it'),
  },
  async run(values) {
    const formats = (['json', 'conllu', 'knp', 'cabocha'] as const).filter((format) => values[format]);
    if (formats.length > 1) throw new InputError('only one of --json, --conllu, --knp and --cabocha can be given');
    const [format] = formats;
    const parts = await loadParsing();
    let sentences = 0;
    const answer = async (text: string) => {
      const parsed = await parseText(text, parts);
      if (format === 'json') {
        return JSON.stringify({
          text,
          bunsetsu: parsed.dependents.map(({ start, end, head, probability, other }) => ({
            text: text.slice(start, end),
            start,
            end,
            head,
            probability,
            ...(other ? { other } : {}),
          })),
        });
      }
      if (!format) return toRows(text, parsed);
      const written = dependencyFormats(text, parsed.dependents, parsed.morphemes, sentences + 1)[format];
      sentences += parsed.dependents.filter(({ head }) => head < 0).length;
      return written.trimEnd() + (format === 'conllu' && written !== '' ? '\n' : '');
    };
    return await mapLines(process.stdin, 'parse', answer, {
      instead: (_, error) => (format === 'json' ? JSON.stringify({ error }) : ''),
    });
  },
});
