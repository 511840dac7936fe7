import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { root } from '../../../scripts/node/paths.ts';
import { lint as lintByKuromoji } from '../../../src/worker/rules/textlint.ts';
import common from '../../../vite.config.ts';

const cases = [
  ['sentence-length', `${'猫'.repeat(6)}が${'とても'.repeat(40)}好きだ。`, '猫が好きだ。'],
  ['max-ten', '私は、彼は、今日は、明日は、行く。', '私は、今日、行く。'],
  ['max-kanji-continuous-len', '東京特許許可局長が来た。', '特許の許可が下りた。'],
  ['no-mix-dearu-desumasu', '今日は雨です。明日は雨である。明後日も雨です。', '今日は雨です。明日は晴れです。'],
  ['no-doubled-conjunction', 'しかし、雨だ。しかし、行く。', 'しかし、雨だ。だから、行く。'],
  ['no-doubled-conjunctive-particle-ga', '彼が来るが、雨が降るが、行く。', '彼が来るが、行く。'],
  ['no-double-negative-ja', 'それは行かないとも限らない。', 'それは行くかもしれない。'],
  ['no-doubled-joshi', '材料不足で代替素材で製品を作った。', '材料が足りず、代わりの素材で製品を作った。'],
  ['no-dropping-the-ra', '星が見れる。', '星が見られる。'],
  ['no-hankaku-kana', 'ﾃｽﾄです。', 'テストです。'],
  ['no-unmatched-pair', '（閉じない。', '（閉じる）。'],
  ['ja-no-weak-phrase', '正しいかもしれない。', '正しい。'],
  ['ja-no-successive-word', 'これはは猫だ。', 'これは猫だ。'],
  ['ja-no-redundant-expression', '実行することができる。', '実行できる。'],
] as const;

/** The rules as they are built for the worker: with our analyser in place of kuromoji, and without Node. */
describe("textlint's rules", () => {
  let folder: string;
  let lint: typeof lintByKuromoji;
  const analyzer = ipadicAnalyzer();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rules-'));
    await build({
      ...common,
      root: join(root, 'src/worker/rules'),
      build: {
        outDir: folder,
        minify: false,
        lib: { entry: join(root, 'src/worker/rules/textlint.ts'), formats: ['es'], fileName: () => 'rules.mjs' },
      },
    });
    ({ lint } = (await import(pathToFileURL(join(folder, 'rules.mjs')).href)) as { lint: typeof lintByKuromoji });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(cases)('%s: %s, and not: %s', async (rule, wrong, right) => {
    const found = async (text: string) => (await lint(text, analyzer)).map((find) => find.rule);
    expect(await found(wrong)).toContain(rule);
    expect(await found(right)).not.toContain(rule);
  });

  it.each([
    '（閉じない。',
    '猫が（閉じない。',
    '猫だ。「閉じ（る）ない。',
    '（閉じる）。\n\n次の『段落。',
    '終わりに（',
  ])('mark the bracket that has no other: %s', async (text) => {
    const finds = (await lint(text, analyzer)).filter(({ rule }) => rule === 'no-unmatched-pair');
    expect(finds.map(({ start, end }) => text.slice(start, end))).toEqual([/「|『|（(?!.*）)/.exec(text)![0]]);
  });

  it('say the same as with kuromoji', async () => {
    for (const [, wrong, right] of cases)
      for (const text of [wrong, right])
        expect(await lint(text, analyzer), text).toEqual(await lintByKuromoji(text, analyzer));
  });
});
