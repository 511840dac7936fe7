import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type MecabAnalyzer, createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { createTokenizer } from '../../src/pieces/tokenizer.ts';
import { runCommand } from '../node/command.ts';
import { InputError, readLines } from '../node/lines.ts';
import { mecabLine } from '../node/mecab-format.ts';

const file = (path: string) => readFileSync(new URL(`../../models/${path}`, import.meta.url));

/** What turns one line into its result, without the final line feed. */
function formatter(format: 'wakati' | 'mecab' | 'ids', normalize: boolean): (line: string) => string {
  const analyzer = createAnalyzer(file('ipadic/ipadic.pack'));
  if (format === 'mecab') return (line) => mecabFormat(analyzer, line, normalize);
  const config = JSON.parse(file('default/tokenizer_config.json').toString('utf8')) as { mecab_kwargs?: object };
  const tokenizer = createTokenizer(
    normalize ? config : { ...config, mecab_kwargs: { ...config.mecab_kwargs, normalize_text: false } },
    file('default/vocab.txt').toString('utf8'),
    analyzer,
  );
  if (format === 'wakati') {
    // All special tokens have a bracket; a line without one is words only, and the longest line needs no objects.
    return (line) =>
      line.includes('[')
        ? tokenizer
            .encode(line, { blanks: false })
            .words.map(({ surface }) => surface)
            .join(' ')
        : analyzer.words(normalize ? line.normalize('NFKC') : line).join(' ');
  }
  const { cls, sep } = tokenizer.ids;
  return (line) => [cls, ...tokenizer.encode(line, { blanks: false }).pieces.map(({ id }) => id), sep].join(' ');
}

function mecabFormat(analyzer: MecabAnalyzer, line: string, normalize: boolean): string {
  return `${analyzer.analyze(line, { normalize }).map(mecabLine).join('')}EOS`;
}

const FLUSH_AT = 1 << 16;
const flag = (help: string) => ({ type: 'boolean', default: false, help }) as const;

await runCommand({
  name: 'tokenize',
  about: `Lines in, one result each. Words and ids are BertJapaneseTokenizer's: special tokens such as [MASK] stay whole.`,
  options: {
    wakati: flag('words, one space between two (without any of the three)'),
    mecab: flag("MeCab's default format, with EOS"),
    ids: flag('word piece ids, with [CLS] and [SEP]'),
    'no-normalize': flag('without NFKC first'),
  },
  async run(values) {
    const formats = (['wakati', 'mecab', 'ids'] as const).filter((format) => values[format]);
    if (formats.length > 1) throw new InputError('only one of --wakati, --mecab and --ids can be given');
    const result = formatter(formats[0] ?? 'wakati', !values['no-normalize']);
    let output = '';
    const flush = async () => {
      if (output !== '' && !process.stdout.write(output)) await once(process.stdout, 'drain');
      output = '';
    };
    try {
      for await (const lines of readLines(process.stdin)) {
        for (const line of lines) {
          output += `${result(line)}\n`;
          if (output.length >= FLUSH_AT) await flush();
        }
      }
    } finally {
      await flush();
    }
  },
});
