import { beforeAll, describe, expect, it } from 'vitest';
import type { Meanings } from '../../../../src/language/meanings.ts';
import type { Lexicon } from '../../../../src/morphemes/morpheme.ts';
import type { Tokenizer } from '../../../../src/pieces/encoding.ts';
import { proposeHomophones } from '../../../../src/predictions/proofreading/homophones.ts';
import { isMeant } from '../../../../src/predictions/proofreading/judge.ts';
import { proposeInflections } from '../../../../src/predictions/proofreading/inflections.ts';
import { proposeKana } from '../../../../src/predictions/proofreading/kana.ts';
import { proposeOkurigana } from '../../../../src/predictions/proofreading/okurigana.ts';
import type { Material, Proposal } from '../../../../src/predictions/proofreading/proposal.ts';
import { proposeReconversions } from '../../../../src/predictions/proofreading/reconversions.ts';
import { isKnownSpelling, versionOf, type Version } from '../../../../src/predictions/proofreading/version.ts';
import { carriedOut, loadMaterial } from './material.ts';

let material: (text: string) => Material;
let tokenizer: Tokenizer;
let lexicon: Lexicon;
let meanings: Meanings;
let pauses: number;
beforeAll(async () => ({ material, tokenizer, lexicon, meanings, pauses } = await loadMaterial()));

const everywhere = (text: string) => [{ start: 0, end: text.length }];

describe('the lexicon', () => {
  it('knows words by their reading, without proper nouns, and readings by the word', () => {
    const readAs = (reading: string) => lexicon.readAs(reading).map(({ surface }) => surface);
    expect(readAs('ゲンイン')).toContain('原因');
    expect(readAs('サメ')).toEqual(expect.arrayContaining(['冷め', '覚め']));
    expect(lexicon.readAs('ヤマダ').map(({ partOfSpeech }) => partOfSpeech[1])).not.toContain('固有名詞');
    expect(readAs('ナイヨミ')).toEqual([]);
    expect(lexicon.entries('方').map(({ reading }) => reading)).toEqual(expect.arrayContaining(['ホウ', 'カタ']));
    expect(lexicon.entries('無い言葉')).toEqual([]);
    expect(lexicon.entries('')).toEqual([]);
    expect(pauses).toBeGreaterThan(10);
  });

  it('stands behind costs: a known wording is cheaper than one out of bits', () => {
    expect(tokenizer.analyzer.cost('ありましたら')).toBeLessThan(tokenizer.analyzer.cost('ありましら'));
    expect(tokenizer.analyzer.cost('')).toBeTypeOf('number');
  });
});

describe('proposals', () => {
  const homophonesOf = (text: string) => carriedOut(text, [...proposeHomophones(material(text))]);
  it.each([
    ['試験は以外に簡単だ。', '試験は意外に簡単だ。'],
    ['目が冷めた。', '目が覚めた。'],
    ['火事の現因は何か。', '火事の原因は何か。'],
    ['音楽を効いている。', '音楽を聴いている。'],
    ['的か味方か', '敵か味方か'],
    ['真実を追及する。', '真実を追究する。'],
  ])('are words of the same reading: %s', (text, right) => {
    expect(homophonesOf(text)).toContain(right);
  });

  it('leave alone what the dictionary splits, but the model knows as one', () => {
    expect(material('神君家康公御遺文').isPiece('家康')).toBe(true);
    expect(homophonesOf('神君家康公御遺文')).not.toContain('神君河口公御遺文');
  });

  it('are no other way to write the same word, and leave names alone', () => {
    expect(homophonesOf('聞えた')).not.toContain('聞こえた');
    expect(homophonesOf('八月')).not.toContain('８月');
    expect(homophonesOf('山田さん').filter((text) => !text.startsWith('山田'))).toEqual([]);
  });

  it.each([
    ['ゴミを棄てる。', 'ゴミを捨てる。'],
    ['財産が殖えた。', '財産が増えた。'],
    ['小鳥が啼き出した。', '小鳥が泣き出した。'],
    ['独りで住む。', '一人で住む。'],
    ['魅力に引かれる。', '魅力に惹かれる。'],
  ])('are no word that says it more finely: %s', (text, other) => {
    expect(homophonesOf(text)).not.toContain(other);
  });

  it.each([
    ['一人の勝れた学者', '一人の優れた学者'],
    ['波に墜ちるとき', '波に落ちるとき'],
    ['此方も周章てている。', '此方も慌てている。'],
    ['なることは判っていた。', 'なることは分かっていた。'],
    ['固いカフス', '硬いカフス'],
  ])('are told to be the same word with other kanji: %s', (text, other) => {
    const isSame = new Map(
      [...proposeHomophones(material(text))].map((one) => [carriedOut(text, [one])[0], one.sameWord]),
    );
    expect(isSame.get(other)).toBe(true);
  });

  it.each([
    ['経理部へ異動する。', '移動'],
    ['交通費を精算する。', '生産'],
  ])('are asked as much of where the model takes a word for a commoner one: %s', (text, other) => {
    expect([...proposeHomophones(material(text))].find(({ instead }) => instead === other)).toMatchObject({
      isTaken: true,
    });
  });

  it('are likelier of words that handbooks tell apart', () => {
    const priorOf = (text: string, other: string) =>
      [...proposeHomophones(material(text))].find(({ instead }) => instead === other)!.prior!;
    expect(priorOf('月が湖に写っている。', '映っ')).toBeGreaterThan(priorOf('月が湖に打っている。', '売っ'));
  });

  it('are less likely of a suffix, which says of what kind the word before it is', () => {
    const priorOf = (text: string, other: string) =>
      [...proposeHomophones(material(text))].find(({ instead }) => instead === other)!.prior!;
    expect(priorOf('社用車を使う。', '社')).toBeLessThan(priorOf('葉を磨く。', '歯'));
  });

  it.each([
    ['目が冷めた。', '覚め'],
    ['窓を空ける。', '開ける'],
  ])('are told to be another word that is read alike: %s', (text, other) => {
    expect([...proposeHomophones(material(text))].find(({ instead }) => instead === other)).toMatchObject({
      sameWord: false,
    });
  });

  it('of the same word with other kanji are meant only where the model all but knows it', () => {
    const judged = (sameWord: boolean, likelihood: number) => ({
      version: { proposal: { kind: 'homophone', start: 0, end: 1, instead: '', sameWord } } as unknown as Version,
      here: 8,
      gain: 8,
      likelihood,
      together: 0,
      told: 0,
    });
    expect(isMeant(judged(true, -1))).toBe(true);
    expect(isMeant(judged(true, -8))).toBe(false);
    expect(isMeant(judged(false, -8))).toBe(true);
    // Or where its words are seen together, and those that are written are not: 油で揚げる.
    expect(isMeant({ ...judged(true, -8), together: 4 })).toBe(true);
    // Or where handbooks have it there.
    expect(isMeant({ ...judged(true, -8), told: 1 })).toBe(true);
    const { version, ...taken } = { ...judged(false, -8), together: 4 };
    const isTaken = { ...version, proposal: { ...version.proposal, isTaken: true } };
    expect(isMeant({ ...taken, version: isTaken })).toBe(false);
    expect(isMeant({ ...taken, likelihood: -1, version: isTaken })).toBe(true);
  });

  it.each([
    ['仕上げは明日に使用', '仕上げは明日にしよう'],
    ['この商品を解体', 'この商品を買いたい'],
    ['残念で巣が、行けません。', '残念ですが、行けません。'],
    ['降りそう打から', '降りそうだから'],
    ['お願い死ます。', 'お願いします。'],
    ['帰ること西ました。', '帰ることにしました。'],
    ['水は気れいだ。', '水はきれいだ。'],
    ['寄生虫のため休む。', '帰省中のため休む。'],
    ['ちょっと貸し手くれる。', 'ちょっと貸してくれる。'],
    ['ロビー出待つ。', 'ロビーで待つ。'],
  ])('are words read as they are and divided otherwise: %s', (text, right) => {
    expect(carriedOut(text, proposeReconversions(material(text), everywhere(text)))).toContain(right);
  });

  it('convert nothing anew that becomes the same words in kana, a name, or a homophone that is proposed by itself', () => {
    const of = (text: string) => carriedOut(text, proposeReconversions(material(text), everywhere(text)));
    expect(of('死のうとして居る。')).not.toContain('死のうとしている。');
    expect(of('学校に行く事が出来た。子供達も来て下さい。')).toEqual([]);
    expect(of('話そうと云う。「はい」と、云い足した。')).not.toContain('話そうという。「はい」と、云い足した。');
    expect(of('ホスト内または複数のホスト')).not.toContain('ホスト内又は複数のホスト');
    expect(of('稼業なんて。')).not.toContain('家業なんて。');
    expect(of('佐藤さんは鈴木さんと話す。')).toEqual([]);
  });

  it.each([
    ['ありましら', 'ありましたら'],
    ['面白かたので', '面白かったので'],
    ['おねいがします', 'おねがいします'],
    ['コミニュケーション', 'コミュニケーション'],
    ['必らず行く', '必ず行く'],
    ['短かい', '短い'],
    ['待っください', '待ってください'],
    // Nouns that the dictionary has in kanji alone.
    ['おうかみの役', 'おおかみの役'],
    // At the end of a word in katakana, where another alphabet follows.
    ['プレゼンテーショの準備', 'プレゼンテーションの準備'],
  ])('are a kana more, less or elsewhere: %s', (text, right) => {
    expect(carriedOut(text, proposeKana(material(text), everywhere(text)))).toContain(right);
  });

  it.each([
    ['とても楽しいかった。', 'とても楽しかった。'],
    ['今日は寒いくて、', '今日は寒くて、'],
    ['難しいくなかった', '難しくなかった'],
    ['天気がいいかった。', '天気がよかった。'],
    ['部屋はきれいくない。', '部屋はきれいじゃない。'],
    ['りんごが好きくない。', 'りんごが好きじゃない。'],
    ['静かかった。', '静かだった。'],
  ])('are inflections of adjectives: %s', (text, right) => {
    expect(carriedOut(text, proposeInflections(material(text)))).toEqual([right]);
  });

  it.each([
    '楽しかった。',
    '暖かくない。',
    '少なくない。',
    '細かくて',
    '安ければ買う。',
    '早く買った。',
    'よくない',
    '会いたくない',
  ])('are no inflections that are right: %s', (text) => expect(proposeInflections(material(text))).toEqual([]));
});

describe('versions', () => {
  const version = (text: string, start: number, end: number, instead: string, kind: Proposal['kind'] = 'kana') =>
    versionOf(tokenizer.encode(text), { kind, start, end, instead }, tokenizer);

  it.each([
    ['全べて解決した。', 1, 2],
    ['楽のしい時間', 1, 2],
    ['方法を考がえる。', 4, 5],
    ['荷物が重もくて', 4, 5],
    ['喜ろこんだ。', 1, 3],
    ['明きらかにする。', 1, 2],
  ])('are no okurigana that a kanji is read as already, be they a particle elsewhere: %s', (text, start, end) => {
    const proposals = proposeOkurigana(material(text));
    expect(proposals).toMatchObject([{ start, end, instead: '' }]);
    expect(versionOf(tokenizer.encode(text), proposals[0]!, tokenizer)).not.toBeNull();
  });

  it.each(['気のいい人', '子がいる。', '楽しい。', '会を行なう。', '見み', '短歌い'])(
    'leave kana behind a kanji alone that it is not read as, and words of the dictionary: %s',
    (text) => expect(proposeOkurigana(material(text))).toEqual([]),
  );

  it('are likelier where a kana more makes a word of the dictionary of an unknown word in katakana', () => {
    const priorOf = (text: string, instead: string) =>
      proposeKana(material(text), everywhere(text))
        .filter((proposal) => proposal.instead === instead && proposal.start === proposal.end)
        .map((proposal) => versionOf(tokenizer.encode(text), proposal, tokenizer)?.proposal.prior);
    expect(priorOf('プロジェトの進捗', 'ク')).toEqual([0]);
    expect(version('ガヌツンバの難民', 2, 2, 'カ')).toBeNull();
  });

  const wide = [
    ['𠮟', 'okurigana'],
    ['𠮷', 'okurigana'],
    ['𩸽', 'okurigana'],
    ['🐟', 'kana'],
  ] as const;

  it.each(wide)('are of kanji of two UTF-16 units as of any other: %s', (one, kind) => {
    const [text, behind] = [`${one}らている。`, one.length];
    const kinds = proposeKana(material(text), everywhere(text))
      .filter(({ start, end, instead }) => start === behind && end - start !== instead.length)
      .map((proposal) => proposal.kind);
    expect(new Set(kinds)).toEqual(new Set([kind]));
    // Kana between two kanji may be left out, as in 思出.
    const compound = version(`飲${one}がある。`, 1, 1, 'み', 'okurigana');
    expect(compound === null).toBe(kind === 'okurigana');
  });

  it('are of words with a kanji of two UTF-16 units', () => {
    const entries = (word: string) => (word === '𠮟る' ? lexicon.entries('叱る') : []);
    const known = { ...lexicon, entries };
    expect(proposeOkurigana({ ...material('𠮟かる。'), lexicon: known })).toMatchObject([{ start: 2, end: 3 }]);
  });

  it('take what is left out behind a kanji for a kana of the next word where it is one of that', () => {
    expect(version('映画を見がら食べる。', 4, 4, 'な', 'okurigana')?.proposal.kind).toBe('kana');
    expect(version('薬を使たい。', 3, 3, 'い', 'okurigana')?.proposal.kind).toBe('okurigana');
    expect(version('重要問題だ。', 2, 2, 'な', 'okurigana')).toBeNull();
  });

  it('name the words a proposal touches, before and after', () => {
    expect(version('火事の現因は何か。', 3, 5, '原因', 'homophone')).toMatchObject({ first: 2, last: 4, lastHere: 3 });
    expect(version('本をを読む。', 1, 2, '', 'doubled')).toMatchObject({ first: 1, last: 2, lastHere: 1 });
  });

  it('are none where another particle would have the words before it split in another way', () => {
    const text = '第五十三条の十四の二施行法第七条第一項第四号に規定する政令';
    const at = text.indexOf('に');
    expect(version(text, at, at + 1, 'を', 'particle')).toBeNull();
    expect(version('話に熱しているまに夜になった。', 8, 9, 'で', 'particle')).toBeNull();
    expect(version('第四号に規定する政令', 3, 4, 'を', 'particle')).toMatchObject({ first: 3, last: 4, lastHere: 4 });
  });

  it('are none where nothing changes, where a word is only written another way, or a particle is put in or left out', () => {
    expect(version('猫', 0, 1, '猫', 'homophone')).toBeNull();
    expect(version('音が聞えた。', 3, 3, 'こ', 'okurigana')).toBeNull();
    expect(version('本読む。', 1, 1, 'を')).toBeNull();
    expect(version('本を読む。', 1, 2, '')).toBeNull();
    expect(version('貧しいけれど楽しい。', 6, 6, 'も')).toBeNull();
  });

  it('are none of か and a polite noun, in which the analyser finds another word', () => {
    expect(version('誤りがないかご確認ください。', 6, 6, 'ら')).toBeNull();
    expect(version('かごに入れる。', 2, 2, 'め')).not.toBeNull();
  });

  it('are told to doubt the okurigana of a word that is written so', () => {
    const isKnown = (text: string, start: number, end: number, instead: string) =>
      isKnownSpelling(tokenizer.encode(text), version(text, start, end, instead, 'okurigana')!, (word) =>
        meanings.has(word),
      );
    expect(isKnown('実に素晴しい。', 4, 4, 'ら')).toBe(true);
    expect(isKnown('短かい文章', 1, 2, '')).toBe(false);
    expect(isKnown('治療が行れていた。', 4, 4, 'わ')).toBe(false);
  });

  it('are none beside a particle that has lost its word', () => {
    expect(version('この表は、 と同じ値です。', 3, 4, 'が', 'particle')).not.toBeNull();
    expect(version('次のため、 のメカニズムは便利だ。', 6, 6, 'こ')).toBeNull();
    expect(version('値を に対しては返す。', 3, 8, '', 'doubled')).toBeNull();
    expect(version('CSSWG が変更した。', 6, 7, 'に', 'particle')).not.toBeNull();
    expect(version('僕は 学校え 行く。', 5, 6, 'へ')).not.toBeNull();
  });

  it('are none where only politeness, the length of a vowel or a name would change, or another word be heard', () => {
    expect(version('いいお天気ですね。', 2, 3, '')).toBeNull();
    expect(version('いい天気ですね。', 2, 2, 'お')).toBeNull();
    expect(version('ヘアースタイルを変える。', 2, 3, '')).toBeNull();
    expect(version('サーバを買う。', 3, 3, 'ー')).toBeNull();
    expect(version('ガヌツンバの難民', 1, 2, '')).toBeNull();
    expect(version('見やすい字だ。', 1, 1, 'せ', 'okurigana')).toBeNull();
    expect(version('星を見る。', 3, 3, 'せ', 'okurigana')).toBeNull();
    expect(version('どこかお出かけですか。', 3, 4, 'に')).toBeNull();
    expect(version('ウラジミールが来た。', 3, 5, 'ーミ')).toBeNull();
    expect(version('とってもいい。', 1, 2, '')).toBeNull();
    expect(version('とってもいい。', 3, 3, 'で')).toBeNull();
    expect(version('なので、家にいた。', 1, 1, 'い')).toBeNull();
    expect(version('それと、猫もいる。', 2, 2, 'だ')).toBeNull();
    // As it was written once.
    expect(version('思出がある。', 1, 1, 'い', 'okurigana')).toBeNull();
    expect(version('しょッちゅう行く。', 3, 3, 'っ')).toBeNull();
    // As it is spoken.
    expect(version('何か言ってたかい。', 5, 5, 'い')).toBeNull();
    expect(version('何をしてんのか。', 4, 5, 'る')).toBeNull();
    expect(version('意味がわかんない。', 5, 6, 'ら')).toBeNull();
    // But a kana left out of a word, or put into one.
    expect(version('コンピュタを使う。', 4, 4, 'ー')).not.toBeNull();
    expect(version('コミニュケーション', 2, 4, 'ュニ')).not.toBeNull();
    expect(version('駅まで歩いて行きまた。', 9, 9, 'し')).not.toBeNull();
    expect(version('映画お見ました。', 2, 3, 'を')).not.toBeNull();
    expect(version('よろくお願いします。', 2, 2, 'し')).not.toBeNull();
    expect(version('薬を使たい。', 3, 3, 'い', 'okurigana')).not.toBeNull();
    expect(version('オプーンした。', 1, 3, 'ープ')).not.toBeNull();
  });
});
