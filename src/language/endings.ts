import type { Morpheme } from '../morphemes/morpheme.ts';
import { te, type Ending } from './ending.ts';
import { adjective, auxiliary, helper, list, particle, type Expected } from './expected.ts';
import { NEE } from './forms.ts';
import { kansaiEndings } from './kansai-endings.ts';

const sa: Expected = { base: ['さ'], pos: '名詞,接尾,特殊' };
const looks: Expected = { surface: ['そう'], pos: '名詞,接尾,助動詞語幹' };
const looksNot: readonly Expected[] = [{ surface: ['な'], base: ['ない'], pos: '形容詞' }, sa, looks];
const please: Expected = { surface: ['ください', '下さい'], pos: '動詞' };
/** る of 沿える, れ of 沿えれば, of which the analyser has several. */
const ru: Expected = { surface: ['る', 'れ'], base: ['る', 'り'], pos: '' };
/** What follows no order, so that before it 沿え says what can be done, of which IPADIC has no verb. */
export const AFTER_ABLE: readonly Expected[] = [
  auxiliary('ます|た|ない|ぬ|ん'),
  adjective('ない'),
  { surface: ['て'], pos: '助詞,接続助詞' },
  looks,
  ru,
];
const na: Expected = { surface: ['な'], pos: '助詞,終助詞' };
/** ならない and いけない, of what must or must not be. */
const willNotDo = [helper('なる|いける', '未然形'), auxiliary('ない|ん|ぬ')];
const willNotDoPolite = [helper('なる|いける', '連用形'), auxiliary('ます'), auxiliary('ん')];
/** What is done with an order. */
const ordering: Expected = { base: list('言う|いう|怒る|叱る|しかる|命じる|命令|注意|書く|頼む'), pos: '' };
const sentenceEnd: Expected = { surface: list('。|!|?|…|♪'), pos: '' };
/** らんない, for られない: to the analyser a noun and ない. */
const ranNai: readonly Expected[] = [
  { surface: ['らん'], pos: '名詞' },
  { surface: ['ない', 'ねえ', 'ねー'], pos: '' },
];
const nee: Expected = { surface: NEE, pos: '助詞,終助詞' };
/** What is asked for with て before って, and nobody goes on with: 待ってって言った. */
const ASKED_FOR = list('来る|くる|待つ|まつ|言う|いう|いる|くれる|やめる|止める');

/**
 * Endings that belong to the word before them; the first that fits counts, so longer ones stand before shorter ones.
 */
const endings: readonly Ending[] = [
  ...kansaiEndings,
  // Must: なければならない, なくてはいけない, なきゃ, なくちゃ.
  ...[[particle('ば')], [particle('て'), particle('は')], [particle('と')], [particle('ちゃ')]].flatMap(
    (lead) =>
      [
        { after: 'negative', expect: [...lead, ...willNotDo], forms: ['obligation'] },
        { after: 'negative', expect: [...lead, ...willNotDoPolite], forms: ['obligation', 'polite'] },
      ] as const,
  ),
  { after: 'negative', expect: [particle('て'), particle('も'), adjective('いい|よい|良い')], forms: ['noNeed'] },
  { after: 'negative', expect: [particle('ちゃ')], forms: ['obligation'] },
  { after: 'contracted', expect: willNotDo, forms: ['obligation'] },
  { after: 'contracted', expect: willNotDoPolite, forms: ['obligation', 'polite'] },
  // Particles.
  {
    after: 'any',
    expect: [te, particle('も'), adjective('いい|よい|良い')],
    forms: ['permission'],
  },
  ...[[te, particle('は')], [{ surface: ['ちゃ', 'じゃ'], pos: '助詞,接続助詞' }]].flatMap(
    (lead) =>
      [
        { after: 'any', expect: [...lead, ...willNotDo], forms: ['prohibition'] },
        { after: 'any', expect: [...lead, ...willNotDoPolite], forms: ['prohibition', 'polite'] },
      ] as const,
  ),
  {
    after: 'any',
    expect: [te, { surface: ['も'], pos: '助詞,係助詞' }],
    forms: ['evenIf'],
  },
  { after: 'any', expect: [{ surface: ['ても', 'でも'], pos: '助詞,接続助詞' }], forms: ['evenIf'] },
  { after: 'any', expect: [{ surface: ['て', 'って'], pos: '助詞,接続助詞' }], forms: ['te'] },
  // And not behind a dictionary form, where で stresses as よ does: 行くで.
  { after: 'euphonic', expect: [{ surface: ['で'], pos: '助詞,接続助詞' }], forms: ['te'] },
  { after: 'any', expect: [{ surface: ['ちゃ'], pos: '助詞,接続助詞' }], forms: ['te', 'casual'] },
  // After た it is では: 来たじゃありませんか.
  { after: 'euphonic', expect: [{ surface: ['じゃ'], pos: '助詞,接続助詞' }], forms: ['te', 'casual'] },
  { after: 'any', expect: [{ surface: ['ば'], pos: '助詞,接続助詞' }], forms: ['conditional'] },
  // And not behind what has no stem, where it is although: 狭いながら.
  { after: 'connective', expect: [{ surface: ['ながら'], pos: '助詞,接続助詞' }], forms: ['while'] },
  { after: 'any', expect: [{ surface: ['つつ'], pos: '助詞,接続助詞' }], forms: ['whileFormal'] },
  { after: 'any', expect: [{ surface: ['たり', 'だり'], pos: '助詞,並立助詞' }], forms: ['alternating'] },
  // Verbs after て.
  // いただけません, which the analyser takes for いた, だけ, ません.
  {
    after: 'te',
    expect: [
      { surface: ['い'], base: ['いる'], pos: '動詞,非自立' },
      { surface: ['た'], pos: '助動詞' },
      { surface: ['だけ'], pos: '助詞' },
      auxiliary('ます'),
    ],
    forms: ['receiveHumble', 'polite'],
  },
  { after: 'te', expect: [helper('いる|おる')], forms: ['ongoing'] },
  { after: 'te', expect: [helper('いらっしゃる|らっしゃる')], forms: ['ongoing', 'honorific'] },
  // ていられない.
  { after: 'te', expect: ranNai, forms: ['ongoing', 'potential', 'negative', 'casual'] },
  // てる where the analyser has て and what is left: やって|ます, 聞いて|ろ, 寝て|て, 飲んで|て.
  { after: 'te', expect: [auxiliary('ます')], forms: ['ongoing', 'casual', 'polite'] },
  { after: 'te', expect: [{ surface: ['ろ'], pos: '名詞,一般' }], forms: ['ongoing', 'casual', 'command'] },
  {
    after: 'te',
    expect: [{ surface: ['て'], base: ['てる'], pos: '動詞,非自立' }],
    forms: ['ongoing', 'casual', 'te'],
  },
  { after: 'te', expect: [{ surface: ['て'], pos: '助詞,格助詞,連語' }], forms: ['ongoing', 'casual', 'te'] },
  {
    after: 'any',
    expect: [{ base: ['てる', 'でる', 'とる', 'どる'], pos: '動詞,非自立' }],
    forms: ['te', 'ongoing', 'casual'],
  },
  { after: 'te', expect: [helper('ある')], forms: ['resultState'] },
  { after: 'te', expect: [helper('しまう|終う|仕舞う')], forms: ['completion'] },
  {
    after: 'any',
    expect: [{ base: ['ちゃう', 'じゃう', 'ちまう', 'じまう'], pos: '動詞,非自立' }],
    forms: ['te', 'completion', 'casual'],
  },
  // In kanji things are put and looked at: 皿を重ねて置いた, 黙って見ていた.
  { after: 'te', expect: [helper('おく')], forms: ['preparation'] },
  { after: 'te', expect: [helper('おける')], forms: ['preparation', 'potential'] },
  { after: 'any', expect: [{ base: ['とく', 'どく'], pos: '動詞,非自立' }], forms: ['te', 'preparation', 'casual'] },
  { after: 'te', expect: [helper('みる')], forms: ['attempt'] },
  { after: 'te', expect: [helper('くる|来る')], forms: ['coming'] },
  { after: 'te', expect: [helper('これる|来れる')], forms: ['coming', 'potential'] },
  { after: 'te', expect: [helper('いく|ゆく|行く')], forms: ['going'] },
  { after: 'te', expect: [helper('いける|ゆける|行ける')], forms: ['going', 'potential'] },
  // 出て|っ|た; and not 食べて|っ|て言う, where って quotes.
  {
    after: 'te',
    expect: [{ base: ['く'], pos: '動詞,非自立' }],
    unless: [particle('て'), ordering],
    except: ASKED_FOR,
    forms: ['going', 'casual'],
  },
  // 連れて|って。 What is asked for by 来て is quoted.
  {
    after: 'te',
    expect: [{ surface: ['って'], pos: '助詞,格助詞,連語' }],
    ahead: [sentenceEnd],
    except: ASKED_FOR,
    forms: ['going', 'casual', 'te'],
  },
  { after: 'any', expect: [{ base: ['てく', 'でく'], pos: '動詞,非自立' }], forms: ['te', 'going', 'casual'] },
  { after: 'te', expect: [helper('もらう|貰う')], forms: ['receive'] },
  { after: 'te', expect: [helper('もらえる|貰える')], forms: ['receive', 'potential'] },
  { after: 'te', expect: [helper('いただく|頂く|いただける|頂ける')], forms: ['receiveHumble'] },
  { after: 'te', expect: [helper('くれる|呉れる')], forms: ['forMe'] },
  // What somebody does for one is no request, but くださいませ is.
  { after: 'te', expect: [please], ahead: [auxiliary('ます', '命令')], forms: ['request'] },
  { after: 'te', expect: [please], unless: [auxiliary('ます')], forms: ['request'] },
  { after: 'te', expect: [helper('くださる|下さる')], forms: ['forMeHonorific'] },
  { after: 'te', expect: [helper('あげる|やる|さしあげる|差し上げる')], forms: ['forOther'] },
  { after: 'te', expect: [adjective('ほしい|欲しい')], forms: ['wantOther'] },
  // Verbs and adjectives after the stem.
  // 食べらんない, for 食べられない.
  { after: 'stem', expect: ranNai, forms: ['potential', 'negative', 'casual'] },
  // 帰ろっか, 寝よっか: for 帰ろうか, 寝ようか.
  { after: 'volitional', expect: [{ surface: ['っ'], base: ['く'], pos: '動詞' }], forms: ['volitional', 'casual'] },
  // もう帰ろっと, of what one says to oneself.
  { after: 'volitional', expect: [particle('っと')], forms: ['volitional', 'casual'] },
  {
    after: 'stem',
    expect: [{ surface: ['よっ'], base: ['よる'], pos: '動詞' }],
    ahead: [particle('か')],
    forms: ['volitional', 'casual'],
  },
  { after: 'any', expect: [{ base: ['せる', 'させる', 'しめる'], pos: '動詞,接尾' }], forms: ['causative'] },
  // 書かされる, short for 書かせられる: to the analyser される, or す of old.
  {
    after: 'irrealis',
    expect: [
      { surface: ['さ'], base: ['する', 'す'], pos: '動詞' },
      { base: ['れる'], pos: '動詞,接尾' },
    ],
    forms: ['causative', 'passive'],
  },
  { after: 'any', expect: [{ base: ['れる', 'られる'], pos: '動詞,接尾' }], forms: ['passive'] },
  { after: 'any', expect: [{ base: ['がる'], pos: '動詞,接尾' }], forms: ['garu'] },
  { after: 'stem', expect: [{ base: ['すぎる', '過ぎる'], pos: '動詞' }], forms: ['excess'] },
  // An ending of nouns to the analyser: 食べすぎに注意.
  { after: 'connective', expect: [{ surface: ['すぎ', '過ぎ'], pos: '名詞,接尾' }], forms: ['excess'] },
  { after: 'stem', expect: [{ base: ['はじめる', '始める'], pos: '動詞,非自立' }], forms: ['begin'] },
  { after: 'stem', expect: [{ base: ['だす', '出す'], pos: '動詞,非自立' }], forms: ['beginSuddenly'] },
  { after: 'stem', expect: [{ base: ['つづける', '続ける'], pos: '動詞,非自立' }], forms: ['continue'] },
  { after: 'stem', expect: [{ base: ['おわる', '終わる', '終える'], pos: '動詞,非自立' }], forms: ['finish'] },
  // And not 合わせる: 照らし|合わせましょう.
  {
    after: 'stem',
    expect: [{ base: ['あう', '合う'], pos: '動詞,非自立' }],
    unless: [{ base: ['せる'], pos: '動詞,接尾' }],
    forms: ['reciprocal'],
  },
  { after: 'stem', expect: [{ base: ['合える'], pos: '動詞' }], forms: ['reciprocal', 'potential'] },
  { after: 'stem', expect: [{ base: ['なおす', '直す'], pos: '動詞,非自立' }], forms: ['again'] },
  {
    after: 'stem',
    expect: [{ base: ['きる', '切る', 'ぬく', '抜く', '尽くす'], pos: '動詞,非自立' }],
    forms: ['through'],
  },
  { after: 'stem', expect: [{ base: ['きれる', '切れる'], pos: '動詞,非自立' }], forms: ['through', 'potential'] },
  { after: 'connective', expect: [{ base: ['まちがえる', '間違える'], pos: '動詞' }], forms: ['mistake'] },
  {
    after: 'connective',
    expect: [{ base: ['そこなう', '損なう', '損ねる', 'そこねる'], pos: '動詞' }],
    forms: ['miss'],
  },
  { after: 'stem', expect: [{ base: ['かける', '掛ける'], pos: '動詞,非自立' }], forms: ['almost'] },
  { after: 'stem', expect: [{ base: ['える', '得る', 'うる'], pos: '動詞,非自立' }], forms: ['able'] },
  { after: 'stem', expect: [{ surface: ['なさい'], pos: '動詞,非自立' }], forms: ['commandPolite'] },
  { after: 'stem', expect: [{ base: ['なさる'], pos: '動詞,非自立' }], forms: ['honorific'] },
  { after: 'stem', expect: [{ base: ['いたす', '致す', '申し上げる'], pos: '動詞,非自立' }], forms: ['humble'] },
  { after: 'stem', expect: [{ surface: ['ください', '下さい'], pos: '動詞,非自立' }], forms: ['request'] },
  // And not behind a dictionary form, where よい says of the next noun how it is: 日本を知るよい機会.
  { after: 'connective', expect: [adjective('やすい|易い|よい')], forms: ['easy'] },
  { after: 'connective', expect: [adjective('にくい|難い|づらい|がたい')], forms: ['hard'] },
  { after: 'stem', expect: [{ base: ['がち'], pos: '名詞,接尾' }], forms: ['tendency'] },
  { after: 'connective', expect: [{ surface: ['方'], pos: '名詞,接尾' }], forms: ['wayOf'] },
  // なさそう, よさそう: what is short has さ before そう.
  { after: 'any', expect: [sa, looks], forms: ['appearance'] },
  { after: 'stem', expect: looksNot, forms: ['negative', 'appearance'] },
  { after: 'any', expect: [sa], forms: ['nominalSa'] },
  { after: 'any', expect: [{ base: ['み'], pos: '名詞,接尾,特殊' }], forms: ['nominalMi'] },
  { after: 'any', expect: [looks], forms: ['appearance'] },
  { after: 'any', expect: [{ surface: ['そう'], pos: '名詞,特殊,助動詞語幹' }], forms: ['hearsay'] },
  // そう is conjugated as na-adjectives are.
  {
    after: 'noun',
    expect: [{ base: ['だ'], surface: ['だろ'], pos: '助動詞' }, auxiliary('う')],
    forms: ['presumptive'],
  },
  { after: 'noun', expect: [{ base: ['だ'], surface: ['な'], pos: '助動詞' }], forms: ['attributive'] },
  { after: 'noun', expect: [{ surface: ['に'], pos: '助詞' }], forms: ['adverbial'] },
  // And not what では and ない deny.
  {
    after: 'noun',
    expect: [auxiliary('だ')],
    unless: [particle('は|も'), { base: ['ない', 'ある'], pos: '' }],
    forms: [],
  },
  { after: 'noun', expect: [auxiliary('です', '未然形'), auxiliary('う')], forms: ['polite', 'presumptive'] },
  { after: 'noun', expect: [auxiliary('です')], forms: ['polite'] },
  // 行くな, where it is no sigh: よく食べるな.
  { after: 'final', expect: [na], ahead: [particle('よ')], forms: ['negativeCommand'] },
  { after: 'final', expect: [na], ahead: [particle('と'), ordering], forms: ['negativeCommand'] },
  // するなって, which the analyser takes for なる.
  {
    after: 'final',
    expect: [{ surface: ['なっ'], base: ['なる'], pos: '動詞' }, particle('て')],
    forms: ['negativeCommand', 'casual'],
  },
  // 食べな, short for 食べなさい.
  { after: 'connective', expect: [na], forms: ['commandPolite', 'casual'] },
  // To the analyser what is stressed: 面積を求め|よ。 And もう寝よ is what one means to do.
  { after: 'ichidan', expect: [particle('よ')], ahead: [sentenceEnd], except: ['寝る'], forms: ['command'] },
  // Auxiliaries.
  { after: 'any', expect: [auxiliary('ある')], forms: ['copulaFormal'] },
  { after: 'any', expect: [auxiliary('ない', '連用デ接続'), particle('で')], forms: ['without'] },
  { after: 'any', expect: [auxiliary('ぬ', '連用ニ接続'), particle('に')], forms: ['without'] },
  { after: 'any', expect: [auxiliary('ない')], forms: ['negative'] },
  // Adjectives to the analyser: 走んなきゃ, 走んなさそう.
  { after: 'short', expect: looksNot, forms: ['negative', 'appearance'] },
  { after: 'short', expect: [adjective('ない')], forms: ['negative'] },
  { after: 'able', expect: [adjective('ない')], forms: ['negative'] },
  { after: 'able', expect: [ru], forms: [] },
  // Not before what む of old stands before: 言わんばかり, 言わんとする, 生きんがため.
  ...[
    [particle('ばかり')],
    [particle('と'), helper('する')],
    [particle('として')],
    [particle('が'), { surface: ['ため', '為'], pos: '名詞' }],
  ].map((ahead) => ({ after: 'any', expect: [auxiliary('ん')], ahead, forms: ['volitional'] }) as const),
  {
    after: 'any',
    expect: [{ base: ['ん', 'ぬ'], surface: ['ん', 'ぬ', 'ず', 'ね', 'ざる'], pos: '助動詞' }],
    forms: ['negative'],
  },
  ...(['irrealis', 'ichidan', 'short'] as const).map(
    (after) => ({ after, expect: [nee], forms: ['negative', 'casual'] }) as const,
  ),
  { after: 'any', expect: [auxiliary('まい')], forms: ['negativeVolitional'] },
  { after: 'any', expect: [auxiliary('たい')], forms: ['desire'] },
  { after: 'any', expect: [{ base: ['たがる'], pos: '助動詞' }], forms: ['desireOfOthers'] },
  { after: 'any', expect: [auxiliary('ます')], forms: ['polite'] },
  { after: 'any', expect: [auxiliary('です', '未然形'), auxiliary('う')], forms: ['polite', 'presumptive'] },
  { after: 'any', expect: [auxiliary('です')], forms: ['polite'] },
  {
    after: 'euphonic',
    expect: [auxiliary('た|だ', '未然形'), auxiliary('う')],
    forms: ['past', 'presumptive'],
  },
  { after: 'any', expect: [auxiliary('た', '未然形'), auxiliary('う')], forms: ['past', 'presumptive'] },
  { after: 'any', expect: [auxiliary('だ', '未然形'), auxiliary('う')], forms: ['presumptive'] },
  // Without う they are supposed all the same (`finalForm`): 飲んだろ, 行くだろ.
  { after: 'euphonic', expect: [auxiliary('だ', '未然形')], forms: ['past'] },
  { after: 'any', expect: [auxiliary('だ', '未然形')], forms: [] },
  {
    after: 'any',
    expect: [{ base: ['た', 'だ'], surface: ['たら', 'だら'], pos: '助動詞' }],
    forms: ['conditionalTara'],
  },
  { after: 'any', expect: [{ base: ['た'], pos: '助動詞' }], forms: ['past'] },
  { after: 'euphonic', expect: [{ base: ['だ'], surface: ['だ'], pos: '助動詞,*,*,*,特殊・タ' }], forms: ['past'] },
  { after: 'any', expect: [auxiliary('う|よう')], forms: ['volitional'] },
  { after: 'any', expect: [auxiliary('らしい')], forms: ['evidential'] },
  // And not べく, a pattern of its own.
  {
    after: 'any',
    expect: [{ surface: list('べし|べき|べから|べけれ|べかっ'), base: ['べし'], pos: '助動詞' }],
    forms: ['should'],
  },
];

/** Endings by what they may begin with, in their order: most morphemes begin none. */
const byFirst = new Map<string, Ending[]>();
for (const ending of endings) {
  const { surface, base = [] } = ending.expect[0]!;
  for (const first of surface ?? base) byFirst.set(first, [...(byFirst.get(first) ?? []), ending]);
}

/** The endings that may begin with a morpheme. */
export function endingsStartingWith({ surface, baseForm }: Morpheme): readonly Ending[] {
  const own = byFirst.get(surface) ?? [];
  const derived = baseForm === null || baseForm === surface ? [] : (byFirst.get(baseForm) ?? []);
  if (own.length === 0 || derived.length === 0) return own.length === 0 ? derived : own;
  return endings.filter((ending) => own.includes(ending) || derived.includes(ending));
}
