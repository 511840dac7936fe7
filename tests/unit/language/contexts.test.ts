import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAnalyzer, type MecabAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { readText } from '../../../src/language/read.ts';

let analyzer: MecabAnalyzer;
beforeAll(() => {
  analyzer = createAnalyzer(readFileSync(new URL('../../../models/ipadic/ipadic.pack', import.meta.url)));
});
const wordIn = (text: string, written: string) =>
  readText(
    text,
    analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...morpheme, morpheme })),
  ).find(({ start, end }) => text.slice(start, end) === written);

describe('what is written alike is read by what stands around it', () => {
  it.each([
    ['母が赤ちゃんを抱く。', '抱く', 'だく'],
    ['強く抱かれた。', '抱かれた', 'だかれた'],
    ['子犬を抱きながら歩く。', '抱きながら', 'だきながら'],
    ['花束を抱く女性がいた。', '抱く', 'だく'],
    ['そっと抱こう。', '抱こう', 'だこう'],
    ['誰でも抱ける猫だ。', '抱ける', 'だける'],
    ['希望を抱く若者が多い。', '抱く', 'いだく'],
    ['大きな夢を胸に抱く。', '抱く', 'いだく'],
    ['疑問を抱かせる話だ。', '抱かせる', 'いだかせる'],
    ['不信感を抱きます。', '抱きます', 'いだきます'],
    ['市民が抱く不安は大きい。', '抱く', 'いだく'],
    ['夢を抱いて上京した。', '抱いて', 'いだいて'],
    ['カレーが辛ければ水を飲む。', '辛ければ', 'からければ'],
    ['唐辛子の辛さは種類による。', '辛さ', 'からさ'],
    ['辛そうなカレーだ。', '辛そうな', 'からそうな'],
    ['別れの辛さは分かる。', '辛さ', 'つらさ'],
    ['自動でドアが開きます。', '開きます', 'あきます'],
    ['来月、店を開きます。', '開きます', 'ひらきます'],
    ['もうたばこを止めよう。', '止めよう', 'やめよう'],
    ['仕事を止めろと言う。', '止めろ', 'やめろ'],
    ['車を止めれば済む。', '止めれば', 'とめれば'],
    ['そんな風に言わないで。', '風', 'ふう'],
    ['どんな風に作りますか。', '風', 'ふう'],
    ['こんな風な家がいい。', '風', 'ふう'],
    ['そういう風に考えたい。', '風', 'ふう'],
    ['いつもあんな風だ。', '風', 'ふう'],
    ['そんな風が吹く町だ。', '風', 'かぜ'],
    ['どういう風の吹き回しだろう。', '風', 'かぜ'],
    ['そんな風に吹かれて歩く。', '風', 'かぜ'],
  ])('%s: %s is %s', (text, written, reading) => expect(wordIn(text, written)?.reading).toBe(reading));
});
