/**
 * npm run tokenize -- [--wakati | --mecab | --ids] [--no-normalize]
 * Lines from standard input, one result each: words joined by spaces (the default), MeCab's format, or word piece ids.
 * Words and ids are BertJapaneseTokenizer's: special tokens such as [MASK] stay whole. --mecab prints what MeCab prints.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type MecabAnalyzer, createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { createTokenizer } from '../../src/pieces/tokenizer.ts';
import { InputError, readLines } from '../node/lines.ts';
import { mecabLine } from '../node/mecab-format.ts';

const file = (path: string) => readFileSync(new URL(`../../models/${path}`, import.meta.url));

function options(): { format: 'wakati' | 'mecab' | 'ids'; normalize: boolean } {
  const boolean = { type: 'boolean' as const, default: false };
  const { values } = parseArgs({ options: { wakati: boolean, mecab: boolean, ids: boolean, 'no-normalize': boolean } });
  const formats = (['wakati', 'mecab', 'ids'] as const).filter((format) => values[format]);
  if (formats.length > 1) throw new InputError('Only one of --wakati, --mecab and --ids can be given.');
  return { format: formats[0] ?? 'wakati', normalize: !values['no-normalize'] };
}

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

async function main(): Promise<void> {
  const { format, normalize } = options();
  const result = formatter(format, normalize);
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
}

// Whoever reads the output may stop early, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main().catch((error: unknown) => {
  console.error(`tokenize: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
