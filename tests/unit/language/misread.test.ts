import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { meantReading } from '../../../src/language/misread.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';
import { loadWordReader, type WordReader } from '../../../src/worker/words.ts';

let tokenizer: Tokenizer;
let read: WordReader;
beforeAll(async () => {
  const files = nodeFiles(root);
  [tokenizer, read] = await Promise.all([loadTokenizer(files, folderOf(files, DEFAULT_MODEL)), loadWordReader(files)]);
}, 60_000);

describe('a word that IPADIC misreads', () => {
  it.each([
    ['大きな図形を描く。', '図形', 'ずけい'],
    ['卵を割る。', '割る', 'わる'],
    ['知恵を授けました。', '授け', 'さずけ'],
    ['荷物を預けて行く。', '預け', 'あずけ'],
    ['時間が過ぎる。', '過ぎる', 'すぎる'],
    ['日本人の学生。', '日本人', 'にほんじん'],
    ['土を掘る。', '土', 'つち'],
    ['服が破れる。', '破れる', 'やぶれる'],
    ['入り口はどこですか。', '入り口', 'いりぐち'],
    ['手に火傷をした。', '火傷', 'やけど'],
    ['仕事が疎かになる。', '疎か', 'おろそか'],
    ['蒲公英が咲いた。', '蒲公英', 'たんぽぽ'],
    ['株価が乱高下した。', '乱高下', 'らんこうげ'],
    ['ぶっ殺してやる。', 'ぶっ殺し', 'ぶっころし'],
    ['山手線に乗る。', '山手線', 'やまのてせん'],
    ['勤務時間中', '時間中', 'じかんちゅう'],
    ['来週中', '来週中', 'らいしゅうちゅう'],
    // Words of several morphemes: of EDICT's readings the common one, split in the sentence though not by themselves.
    ['これ等の本を読む。', 'これ等', 'これら'],
    ['隅々まで掃除した。', '隅々', 'すみずみ'],
    ['黒煙が上がる。', '黒煙', 'こくえん'],
  ])('%s: %s is %s', (text, written, reading) => {
    const start = text.indexOf(written);
    const rubies = read(tokenizer, tokenizer.encode(text)).flatMap((word) => word.rubies);
    const end = start + written.length;
    let [spoken, at] = ['', start];
    for (const ruby of rubies.filter((one) => one.start >= start && one.end <= end)) {
      spoken += text.slice(at, ruby.start) + ruby.text;
      at = ruby.end;
    }
    expect(spoken + text.slice(at, end)).toBe(reading);
  });

  it('is read so in all its forms, and another reading of it stays', () => {
    const read = (surface: string, baseForm: string, reading: string) => meantReading({ surface, baseForm }, reading);
    expect(read('破れ', '破れる', 'われ')).toBe('やぶれ');
    expect(read('授けよ', '授ける', 'さづけよ')).toBe('さずけよ');
    expect(read('汚し', '汚す', 'けがし')).toBe('よごし');
    expect(read('割る', '割る', 'わる')).toBe('わる');
    expect(read('割っ', '割る', 'わっ')).toBe('わっ');
    expect(read('猫', '猫', 'ねこ')).toBe('ねこ');
  });
});
