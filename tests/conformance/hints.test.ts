import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';

interface Line {
  readonly text: string;
  readonly hints: readonly {
    start: number;
    end: number;
    written: string;
    instead: string;
    bases?: { written: string; instead: string };
    kind: string;
    bits: number;
  }[];
}

/** A clear case of each kind, and what is right about it. The shipped model judges. */
const cases = [
  ['particle', 'この薬は食後へ飲んでください。', 'この薬は食後に飲んでください。'],
  ['particle', '来週の会議を出席できません。', '来週の会議に出席できません。'],
  ['homophone', '火事の現因はまだ分かっていない。', '火事の原因はまだ分かっていない。'],
  ['homophone', '関係者意外は立ち入りを禁止します。', '関係者以外は立ち入りを禁止します。'],
  ['homophone', 'また機械がございましたら、ご一緒させてください。', 'また機会がございましたら、ご一緒させてください。'],
  ['homophone', '祖母は今も健在で、健甲に気をつけている。', '祖母は今も健在で、健康に気をつけている。'],
  ['homophone', '手数料は会社が府担する。', '手数料は会社が負担する。'],
  ['homophone', '今朝は七時に目が冷めた。', '今朝は七時に目が覚めた。'],
  ['homophone', '毎晩、寝る前に好きな音楽を効いている。', '毎晩、寝る前に好きな音楽を聴いている。'],
  // Seen together oftener, whatever the model makes of it.
  ['particle', '部長は今、席が外しております。', '部長は今、席を外しております。'],
  ['homophone', '左右対象の美しい建物が並んでいる。', '左右対称の美しい建物が並んでいる。'],
  ['homophone', '社会補償の費用は年々増えている。', '社会保障の費用は年々増えている。'],
  ['homophone', '食後に葉を磨く習慣をつける。', '食後に歯を磨く習慣をつける。'],
  ['homophone', 'よろしくお願い死ます。', 'よろしくお願いします。'],
  ['homophone', '雨が降りそう打から、傘を持って行く。', '雨が降りそうだから、傘を持って行く。'],
  ['homophone', '明日の資料を未定ただけますか。', '明日の資料を見ていただけますか。'],
  ['doubled', '会議は会議は三時からです。', '会議は三時からです。'],
  ['doubled', '昨年度の売り上げをを分析する。', '昨年度の売り上げを分析する。'],
  ['doubled', 'ご飯を食べた後で後で歯を磨く。', 'ご飯を食べた後で歯を磨く。'],
  ['kana', 'ご質問がありましら、お知らせください。', 'ご質問がありましたら、お知らせください。'],
  ['kana', 'よろしくおねいがします。', 'よろしくおねがいします。'],
  ['kana', '彼は驚いよだ。', '彼は驚いたようだ。'],
  ['kana', '駅の近くのマンショに住んでいる。', '駅の近くのマンションに住んでいる。'],
  ['kana', 'テブールの上に花瓶を置いた。', 'テーブルの上に花瓶を置いた。'],
  ['kana', '承知しまた。', '承知しました。'],
  ['kana', 'よろくお願いします。', 'よろしくお願いします。'],
  ['kana', 'プロジェトの進捗を報告します。', 'プロジェクトの進捗を報告します。'],
  ['kana', '彼は歌を歌いがら歩いている。', '彼は歌を歌いながら歩いている。'],
  ['okurigana', '友達と楽のしい時間を過ごした。', '友達と楽しい時間を過ごした。'],
  ['okurigana', '荷物が重もくて持てない。', '荷物が重くて持てない。'],
  ['okurigana', '規則を定ためる必要がある。', '規則を定める必要がある。'],
  ['okurigana', '作業の前に、必らず手順を確認すること。', '作業の前に、必ず手順を確認すること。'],
  ['ranuki', '朝早く起きれないので、いつも遅刻してしまう。', '朝早く起きられないので、いつも遅刻してしまう。'],
  ['usage', 'シュミレーションを行う。', 'シミュレーションを行う。'],
  ['usage', '少しづつ日本語が上手になってきた。', '少しずつ日本語が上手になってきた。'],
] as const;

/**
 * What looks like a slip, and is none: as one speaks, as it was written once, between particles that go together, and
 * words of offices.
 */
const silent = [
  '何か言ってたかい。',
  '訳がわかんない。',
  'なので、家にいた。',
  'とっても幸せな気分です。',
  'どこかお出かけですか。',
  'ゴミを棄てた。',
  '一人の勝れた学者がいた。',
  '波に墜ちるとき、キラキラと光った。',
  '山の景色は実に素晴しい。',
  '明日、総会を行なう予定です。',
  '知遇をも得て、出世した。',
  'はい、それまで楽しみにしておきます。',
  '彼は死のうとして居る。',
  '営業部に異動いたしました。',
  '経理部への異動を希望しています。',
  '出張の交通費を精算する。',
  '社用車を使用する。',
  '忘れ物をしないように気をつけてください。',
  '費用は会社が負担する。',
  '古い建物を解体する工事が始まった。',
  '第五十三条の十四の二施行法第七条第一項第四号に規定する政令で定める期間は、三年とする。',
];

let lines: Line[];
beforeAll(() => {
  const { stdout, status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/tsx'),
    [join(root, 'scripts/commands/hints.ts'), '--json'],
    {
      input: `${[...cases.flatMap(([, wrong, right]) => [wrong, right]), ...silent].join('\n')}\n\n`,
      encoding: 'utf8',
      cwd: root,
    },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}, 300_000);

describe('npm run hints', () => {
  it.each(cases.map((each, index) => [...each, index] as const))(
    'finds a slip, %s: %s',
    (kind, wrong, right, index) => {
      const { text, hints } = lines[2 * index]!;
      expect(text).toBe(wrong);
      expect(hints.map((hint) => hint.kind)).toEqual([kind]);
      const [{ start, end, written, instead }] = hints as [Line['hints'][number]];
      expect(wrong.slice(start, end)).toBe(written);
      expect(wrong.slice(0, start) + instead + wrong.slice(end)).toBe(right);
    },
  );

  it('names the dictionary forms of inflected words', () => {
    const { hints } = lines.find(({ text }) => text === '今朝は七時に目が冷めた。')!;
    expect(hints[0]!.bases).toEqual({ written: '冷める', instead: '覚める' });
  });

  it.each(cases.map(([, , right], index) => [right, index] as const))('is silent about %s', (right, index) => {
    expect(lines[2 * index + 1]).toEqual({ text: right, hints: [] });
  });

  it.each(silent.map((text, index) => [text, index] as const))('is silent about %s', (text, index) => {
    expect(lines[2 * cases.length + index]).toEqual({ text, hints: [] });
  });

  it('says nothing of nothing', () => {
    expect(lines.at(-1)).toEqual({ text: '', hints: [] });
  });
});
