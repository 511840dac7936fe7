import type { Morpheme } from '../morphemes/morpheme.ts';
import { asksPolitely, isAction } from './asked.ts';
import { withEndings } from './conjugated.ts';
import { conjugationForm, type Form } from './forms.ts';
import { E_ROW, HAN, I_ROW, U_ROW } from './kana.ts';
import { adjacentAt, adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import { isPoliteAdjective } from './place.ts';
import { mayHonor } from './passives.ts';
import type { WordParts } from './reader-word.ts';
import { isAble, isSuru } from './suru.ts';

/** お or ご with what it stands before: the morphemes end at `at`. */
interface Respected {
  readonly at: number;
  /** Without お. */
  readonly written: string;
  /** Dictionary form of the verb in it; null where it is none. */
  readonly verb: string | null;
  readonly forms: readonly Form[];
  /** The analyser has a noun. */
  readonly noun: boolean;
}

/**
 * A verb that respect takes apart: お戻りになる is 戻る, ご記入ください 記入する, お聞きします 聞く; and お忙しい, which is 忙しい. Null
 * where none begins with morpheme `first`. お送りする, of a noun, is like any noun with する.
 */
export function politeWordAt(morphemes: Morphemes, first: number): WordParts | null {
  const own = politeAdjective(morphemes, first) ?? receivedAt(morphemes, first);
  if (own) return own;
  const respected = respectedAt(morphemes, first);
  if (!respected) return null;
  const { at, written, verb, forms: said, noun } = respected;
  if (verb === null) return null;
  const next = adjacentAt(morphemes, at);
  if (!next) return null;
  if (!noun && isOwnSuru(next)) {
    const { end, forms } = withEndings(morphemes, at + 1);
    const able: Form[] = isAble(next) ? ['potential'] : [];
    const base = `${morphemes[first]!.surface.charAt(0)}${written}する`;
    // お話しされる honors who does it.
    const humble: Form[] = mayHonor(forms) ? [] : ['humble'];
    return { last: end, stem: at, class: 'verb', base, forms: [...humble, ...able, ...forms] };
  }
  // お芝居になる is no respect: that would be ご.
  if (verb === `${written}する` && morphemes[first]!.surface.startsWith('お') && next.surface === 'に') return null;
  // お勧めです and お代わりください speak of what is recommended or wanted.
  if (!noun && (THINGS.test(written) || (next.baseForm === 'です' && /^(?:勧め|薦め|任せ)$/.test(written))))
    return { last: at, stem: at, class: 'noun', base: `${morphemes[first]!.surface}${written}`, forms: [] };
  if (next.baseForm === 'です' && (!noun || DONE_NOW.test(written))) {
    const { end, forms } = withEndings(morphemes, at + 1);
    return { last: end, stem: at, class: 'verb', base: verb, forms: [...said, 'honorific', 'polite', ...forms] };
  }
  const tail = tailAt(morphemes, at, written);
  return tail && { last: tail.end, stem: at, class: 'verb', base: verb, forms: [...said, ...tail.forms] };
}

/** The analyser's noun for the top of a head. */
const isReceived = ({ surface, partOfSpeech: [coarse] }: Morpheme): boolean =>
  surface === 'いただき' && coarse === '名詞';

/** いただき right behind what one is given, where no particle stands between them: お時間いただき感謝します. */
const receivedAt = (morphemes: Morphemes, first: number): WordParts | null =>
  isReceived(morphemes[first]!) && adjacentBefore(morphemes, first)?.partOfSpeech[0] === '名詞'
    ? { last: first + 1, stem: first + 1, class: 'verb', base: 'いただく', forms: ['stem'] }
    : null;

function politeAdjective(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, partOfSpeech } = morphemes[first]!;
  if (isPoliteAdjective(morphemes[first]!))
    return { last: first + 1, stem: first + 1, class: 'adjective', base: surface.slice(1), forms: [] };
  if (partOfSpeech[0] !== '接頭詞' || surface !== 'お' || !isAdjacent(morphemes, first + 1)) return null;
  const next = morphemes[first + 1]!;
  if (next.partOfSpeech[0] !== '形容詞') return null;
  const { end, forms } = withEndings(morphemes, first + 2);
  // お星さま in kana.
  if (conjugationForm(next) === 'ガル接続' && forms[0] !== 'appearance') return null;
  return { last: end, stem: first + 2, class: 'adjective', base: next.baseForm ?? next.surface, forms };
}

function respectedAt(morphemes: Morphemes, first: number): Respected | null {
  const morpheme = morphemes[first]!;
  const [coarse] = morpheme.partOfSpeech;
  if (coarse === '接頭詞' && /^[おご御]$/.test(morpheme.surface)) {
    if (!isAdjacent(morphemes, first + 1)) return null;
    const next = morphemes[first + 1]!;
    return next.partOfSpeech[0] === '動詞' ? stemOf(morphemes, first + 1) : nounOf(morphemes, first + 1, next.surface);
  }
  const whole = /^[おご御](.+)$/.exec(morpheme.surface)?.[1];
  if (asksPolitely(morphemes, first - 1)) return nounOf(morphemes, first, morpheme.surface);
  const isOne = whole !== undefined && (HAN.test(whole) || WHOLE.test(morpheme.surface));
  return isOne && /^(?:名詞|感動詞)$/.test(coarse ?? '') ? nounOf(morphemes, first, whole) : null;
}

/** In kana, others are things: おにぎり, おかず. */
const WHOLE = /^(?:おかけ|おやすみ)$/;

/** What is said with respect only, or means something else without it. */
const OF_RESPECT = new Map([
  ['覧', 'ご覧になる'],
  ['越し', 'お越しになる'],
  ['察し', '察する'],
]);

/** Nouns to the analyser of which お…です says what somebody is doing or has done; お考えです is what they think. */
const DONE_NOW =
  /^(?:見え|待ち|帰り|呼び|持ち|探し|済み|越し|着き|泊まり|急ぎ|困り|戻り|出かけ|求め|読み|聞き|気づき|書き|決まり)$/;

/** A verb as ます follows it, or as it is with せる: お聞かせください. */
function stemOf(morphemes: Morphemes, index: number): Respected | null {
  const morpheme = morphemes[index]!;
  const verb = morpheme.baseForm ?? morpheme.surface;
  const form = conjugationForm(morpheme);
  if (form === '連用形') {
    const { surface: written } = morpheme;
    return { at: index + 1, written, verb: OF_RESPECT.get(written) ?? verb, forms: [], noun: false };
  }
  const causative = adjacentAt(morphemes, index + 1);
  if (form !== '未然形' || !/^(?:せ|させ)$/.test(causative?.surface ?? '')) return null;
  const written = morpheme.surface + causative!.surface;
  return { at: index + 2, written, verb, forms: ['causative'], noun: false };
}

function nounOf(morphemes: Morphemes, index: number, written: string): Respected | null {
  const [, fine = ''] = morphemes[index]!.partOfSpeech;
  if (/^(?:固有名詞|代名詞|数|形容動詞語幹)$/.test(fine)) return null;
  const noun = { at: index + 1, written, forms: [], noun: true };
  const own = OF_RESPECT.get(written);
  if (own !== undefined) return { ...noun, verb: own };
  // お話し, お召し: a noun and し.
  const next = adjacentAt(morphemes, index + 1);
  if (next?.surface === 'し' && next.baseForm === 'する') {
    const behind = adjacentAt(morphemes, index + 2);
    const isVerb = behind !== null && (isOwnSuru(behind) || behind.baseForm === 'です');
    const verb = { at: index + 2, written: `${written}し`, verb: `${written}す`, forms: [], noun: false };
    if (isVerb || tailAt(morphemes, index + 2, verb.written)) return verb;
  }
  return {
    ...noun,
    verb: verbOfStem(written) ?? (isAction(morphemes[index]!) && written.length > 1 ? `${written}する` : null),
  };
}

/** Verbs whose stem ends in い and the like, and whose dictionary form adds る. */
const UPPER =
  /(?:借り|起き|降り|下り|過ぎ|浴び|足り|落ち|生き|閉じ|感じ|信じ|用い|試み|延び|伸び|案じ|存じ|[詫侘]び|率い|老い|悔い|[報酬]い|[飽厭]き|尽き|[満朽]ち|[帯媚滅亡綻錆古]び|懲り|[省顧鑑夢]み|(?<!馴)染み)$/;

/** The verb that ends so before ます; null where it ends as no verb does. */
export function verbOfStem(stem: string): string | null {
  const last = stem.at(-1)!;
  if (E_ROW.includes(last) || UPPER.test(stem)) return `${stem}る`;
  const row = I_ROW.indexOf(last);
  return row < 0 || stem.length < 2 ? null : stem.slice(0, -1) + U_ROW.charAt(row);
}

/** What somebody or something may become, and no verb: お金持ちになる, お世話になる; but お持ちになる, お入りになる. */
const BECOME =
  /(?:祭り|守り|釣り|握り|[代か]わり|互い|合い|年寄り|終い|仕舞い|流れ|開き|(?<=.)[入持][りち]|隣り|飾り|世話|邪魔|馳走|面倒|負担|参考|迷惑)$/;
/** Things that are asked for. */
const THINGS = /(?:釣り|握り|[代か]わり)$/;

const TAILS = new Map<string, Form>([
  ['いただく', 'receiveHumble'],
  ['頂く', 'receiveHumble'],
  ['いただける', 'receiveHumble'],
  ['頂ける', 'receiveHumble'],
  ['申し上げる', 'humble'],
  ['申す', 'humble'],
  ['願う', 'request'],
  ['願える', 'request'],
]);

/** What follows at morpheme `at`: where it ends, and what it says. */
function tailAt(morphemes: Morphemes, at: number, written: string): { end: number; forms: readonly Form[] } | null {
  if (!isAdjacent(morphemes, at)) return null;
  const { surface, baseForm, partOfSpeech } = morphemes[at]!;
  const after = (index: number): Morpheme | null => adjacentAt(morphemes, index);
  const add = (from: number, ...said: Form[]) => withEndings(morphemes, from, said);
  if (surface === 'に') {
    const made = after(at + 1);
    if (made?.partOfSpeech[0] !== '動詞' || BECOME.test(written)) return null;
    if (made.baseForm === 'なる') return add(at + 2, 'honorific');
    return made.baseForm === 'なれる' ? add(at + 2, 'honorific', 'potential') : null;
  }
  if (THINGS.test(written)) return null;
  if (isReceived(morphemes[at]!)) return { end: at + 1, forms: ['receiveHumble', 'stem'] };
  // いただけます, which it takes for いた, だけ, ます.
  if (surface === 'い' && after(at + 1)?.surface === 'た' && after(at + 2)?.surface === 'だけ')
    return after(at + 3)?.baseForm === 'ます' ? add(at + 4, 'receiveHumble', 'polite') : null;
  // What is kept in mind: ご承知おきください. The analyser has 起き, 置き or an ending of nouns.
  if (/^(?:おき|置き)$/.test(surface)) {
    const tail = tailAt(morphemes, at + 1, written);
    return tail && { end: tail.end, forms: ['preparation', ...tail.forms] };
  }
  if (partOfSpeech[0] !== '動詞') return null;
  if (baseForm === 'くださる' || baseForm === '下さる') {
    const asks = [morphemes[at]!, after(at + 1)].some((one) => one && conjugationForm(one).startsWith('命令'));
    return add(at + 1, asks ? 'request' : 'forMeHonorific');
  }
  const said = TAILS.get(baseForm ?? '');
  return said === undefined ? null : add(at + 1, said);
}

/** する as it is said of oneself: お待ちする is humble, and お待ちなさる honors whoever waits. */
const isOwnSuru = (morpheme: Morpheme): boolean => isSuru(morpheme) && morpheme.baseForm !== 'なさる';
