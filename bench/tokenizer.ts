import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { createAnalyzer } from '../src/morphemes/analyzer.ts';
import type { Row } from './row.ts';

const ROUNDS = 9;
/** Times MeCab and we go through the sentences in one round. */
const REPEATS = 4;
const PEER_LINES = 1500;
const SOURCES = '/usr/share/mecab/dic/ipadic';
const PEERS = ['kuromoji@0.1.2', 'lindera-wasm-ipadic@1.0.0'];

const project = (path: string) => new URL(`../${path}`, import.meta.url);
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const round = (value: number) => Number(value.toPrecision(3));
const milliseconds = (run: () => unknown): number => {
  const start = performance.now();
  run();
  return performance.now() - start;
};

/** Splits lines; returns what it took, in milliseconds. */
type Contender = () => number;

/**
 * The tokenizer beside its peers, on the conformance sentences: characters a second, interleaved, medians. Peers are
 * not packages of the project: kuromoji and lindera are fetched into a temporary folder, MeCab is the machine's own.
 */
export async function measureTokenizer(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'anaume-bench-'));
  try {
    const pack = readFileSync(project('models/ipadic/ipadic.pack'));
    const lines = brotliDecompressSync(readFileSync(project('tests/conformance/data/sentences.txt.br')))
      .toString('utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => line.normalize('NFKC'));
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    const few = lines.slice(0, PEER_LINES);
    const fewCharacters = few.reduce((sum, line) => sum + line.length, 0);
    const analyzer = createAnalyzer(pack);

    const contenders = new Map<string, { perCharacter: Contender; note: string }>();
    const pass = () => {
      for (let i = 0; i < REPEATS; i++) for (const line of lines) analyzer.words(line);
    };
    contenders.set('ours', { perCharacter: () => milliseconds(pass) / (characters * REPEATS), note: '' });
    const mecab = mecabContender(folder, lines, characters);
    if (mecab) contenders.set('mecab', mecab);
    for (const [name, split] of await peers(folder)) {
      contenders.set(name, {
        perCharacter: () => milliseconds(() => few.forEach(split)) / fewCharacters,
        note: `${name}, ${PEER_LINES} sentences`,
      });
    }

    const times = new Map([...contenders.keys()].map((name) => [name, [] as number[]]));
    // MeCab's start is subtracted; what a compiler has to see first is not measured either.
    for (const { perCharacter } of contenders.values()) perCharacter();
    for (let i = 0; i < ROUNDS; i++) {
      for (const [name, { perCharacter }] of contenders) times.get(name)?.push(perCharacter());
    }
    const oursEach = times.get('ours') as number[];
    const ours = median(oursEach);
    const rows: Row[] = [...contenders]
      .filter(([name]) => name !== 'ours')
      .map(([name, { note }]) => ({
        name: `tokenizer.speed_vs_${name}`,
        value: round(median((times.get(name) as number[]).map((time, i) => time / (oursEach[i] as number)))),
        unit: 'x',
        note: `characters a second, ours over ${note}; ${lines.length} sentences, median of ${ROUNDS} interleaved rounds' ratios`,
      }));
    rows.push(
      {
        name: 'tokenizer.speed',
        value: Math.round(1000 / ours),
        unit: 'characters/s',
        note: 'words of the conformance sentences, one thread',
      },
      {
        name: 'tokenizer.load_ms',
        value: round(loadTime(folder)),
        unit: 'ms',
        note: `pack bytes to first words, median of ${ROUNDS} fresh processes`,
      },
      {
        name: 'tokenizer.pack_bytes_br',
        value: brotliCompressSync(pack, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
        }).length,
        unit: 'bytes',
        note: `ipadic.pack with brotli at quality 11; ${pack.length} as it is`,
      },
    );
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Native MeCab as one process over a file, less its time over an empty one. Its dictionary is compiled to UTF-8 first.
 */
function mecabContender(
  folder: string,
  lines: readonly string[],
  characters: number,
): { perCharacter: Contender; note: string } | null {
  if (spawnSync('mecab', ['--version']).status !== 0 || !existsSync(SOURCES)) {
    console.error('bench: mecab and mecab-ipadic are not installed; speed_vs_mecab is not measured.');
    return null;
  }
  const sources = join(folder, 'ipadic');
  const dictionary = join(folder, 'ipadic-utf8');
  mkdirSync(sources);
  mkdirSync(dictionary);
  const reiwa = Buffer.from([0xce, 0xe1, 0xcf, 0xc2, 0x2c]);
  for (const name of readdirSync(SOURCES)) {
    const text = readFileSync(join(SOURCES, name));
    const added = name === 'Noun.proper.csv' ? text.indexOf(reiwa) : -1;
    writeFileSync(join(sources, name), added < 0 ? text : text.subarray(0, added));
  }
  execFileSync('/usr/lib/mecab/mecab-dict-index', ['-d', sources, '-o', dictionary, '-f', 'euc-jp', '-t', 'utf-8'], {
    stdio: 'ignore',
  });
  writeFileSync(join(dictionary, 'dicrc'), readFileSync(join(sources, 'dicrc'), 'latin1').replace('EUC-JP', 'utf-8'));
  const full = join(folder, 'sentences');
  const empty = join(folder, 'empty');
  writeFileSync(full, `${lines.join('\n')}\n`.repeat(REPEATS));
  writeFileSync(empty, '');
  const over = (file: string) =>
    milliseconds(() =>
      execFileSync('mecab', ['-r', '/dev/null', '-d', dictionary, '-Owakati', '-b', '100000', '-o', '/dev/null', file]),
    );
  return {
    perCharacter: () => (over(full) - over(empty)) / (characters * REPEATS),
    note: "Debian's mecab -Owakati, one process over a file, start-up subtracted",
  };
}

/** Kuromoji and lindera, ready to split a line. */
async function peers(folder: string): Promise<Map<string, (line: string) => unknown>> {
  const found = new Map<string, (line: string) => unknown>();
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const npm = spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...PEERS], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) {
    console.error(`bench: ${PEERS.join(' and ')} could not be fetched; they are not measured.`);
    return found;
  }
  const require = createRequire(join(folder, 'package.json'));
  const kuromoji = require('kuromoji') as {
    builder(options: object): {
      build(done: (error: unknown, tokenizer: { tokenize(text: string): unknown }) => void): void;
    };
  };
  const tokenizer = await new Promise<{ tokenize(text: string): unknown }>((resolve, reject) => {
    kuromoji
      .builder({ dicPath: join(folder, 'node_modules/kuromoji/dict') })
      .build((error, built) => (error ? reject(new Error(String(error))) : resolve(built)));
  });
  found.set('kuromoji', (line) => tokenizer.tokenize(line));
  const wasm = join(folder, 'node_modules/lindera-wasm-ipadic');
  const lindera = (await import(pathToFileURL(join(wasm, 'lindera_wasm.js')).href)) as {
    initSync(module: { module: Uint8Array }): void;
    TokenizerBuilder: new () => {
      setDictionary(uri: string): void;
      setMode(mode: string): void;
      build(): { tokenize(text: string): unknown };
    };
  };
  lindera.initSync({ module: readFileSync(join(wasm, 'lindera_wasm_bg.wasm')) });
  const builder = new lindera.TokenizerBuilder();
  builder.setDictionary('embedded://ipadic');
  builder.setMode('normal');
  const built = builder.build();
  found.set('lindera', (line) => built.tokenize(line));
  return found;
}

/** In processes of its own, as a worker meets it: nothing compiled yet. */
function loadTime(folder: string): number {
  const script = join(folder, 'load.ts');
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
import { createAnalyzer } from ${JSON.stringify(project('src/morphemes/analyzer.ts').href)};
const pack = readFileSync(new URL(${JSON.stringify(project('models/ipadic/ipadic.pack').href)}));
const start = performance.now();
createAnalyzer(pack).words('今日はいい天気ですね。');
console.log(performance.now() - start);`,
  );
  return median(
    Array.from({ length: ROUNDS }, () =>
      Number(execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: project('.') })),
    ),
  );
}
