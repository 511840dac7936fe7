import type { Morpheme } from '../morphemes/morpheme.ts';
import { withEndings } from './conjugated.ts';
import { describedWith } from './copula.ts';
import { EXPRESSIONS } from './expression-table.ts';
import { conjugationForm, conjugationType, NEE, RESPECT, type Form } from './forms.ts';
import { IDIOMS } from './idiom-table.ts';
import { adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordClass } from './names.ts';
import { isNoPattern } from './no-patterns.ts';
import type { WordParts } from './reader-word.ts';
import { A_ROW, potentialOf, U_ROW } from './kana.ts';

interface Expression {
  readonly behind: readonly string[];
  /** As a dictionary of grammar has it, with what it stands behind where that is part of it: 〜てしょうがない. */
  readonly base: string;
  readonly class: WordClass;
  readonly meanings: readonly string[];
}

/** Every spelling of a pattern: of (a|b) one, of [a|b] one or none. */
function spellingsOf(pattern: string): string[] {
  const choice = /\(([^)]*)\)|\[([^\]]*)\]/.exec(pattern);
  if (!choice) return [pattern];
  const options = choice[1]?.split('|') ?? [...choice[2]!.split('|'), ''];
  const rest = spellingsOf(pattern.slice(choice.index + choice[0].length));
  return options.flatMap((option) => rest.map((end) => pattern.slice(0, choice.index) + option + end));
}

const LEADS = new Map([
  ['te', 'て'],
  ['past', 'た'],
  ['will', 'う'],
  ['stem', ''],
]);

/** What a pattern begins with in a dictionary of grammar, where it stands behind one thing only. */
function leadOf(behind: readonly string[]): string {
  const [only = '', ...others] = behind;
  if (others.length > 0 || /^(?:-|\^|noun|plain)$/.test(only)) return '';
  return `〜${LEADS.get(only) ?? only}`;
}

const expressions = new Map<string, Expression[]>();
/** What expressions begin with: no more morphemes are looked at than may be of one. */
const beginnings = new Set<string>();
const meanings = new Map<string, readonly string[]>();
for (const line of [EXPRESSIONS, IDIOMS].flatMap((table) => table.trim().split('\n'))) {
  const [, behind, pattern, kind, senses] = /^\s*(\S+) (\S+) (\S+) (.+)$/.exec(line)!;
  for (const spelt of spellingsOf(pattern!)) {
    const written = spelt.replace(/^〜/, '');
    const stands = behind!.split('/');
    const expression: Expression = {
      behind: stands,
      base: leadOf(stands) + spelt,
      class: kind as WordClass,
      meanings: senses!.split('|'),
    };
    expressions.set(written, [...(expressions.get(written) ?? []), expression]);
    for (let length = 1; length <= written.length; length++) beginnings.add(written.slice(0, length));
    meanings.set(expression.base, expression.meanings);
  }
}

/** What a set phrase means as a whole, by its dictionary form; null for what is none. */
export const expressionMeanings = (base: string): readonly string[] | null => meanings.get(base) ?? null;

/** The longest set phrase or pattern of grammar that begins with morpheme `first`; null where none does. */
export function expressionAt(morphemes: Morphemes, first: number): WordParts | null {
  let found: WordParts | null = null;
  let written = '';
  if (!beginnings.has(morphemes[first]!.surface.charAt(0))) return null;
  for (let at = first; at === first || (beginnings.has(written) && isAdjacent(morphemes, at)); at++) {
    for (const { written: spelt, end, forms } of endingsAt(morphemes, at, written)) {
      const expression = expressionOf(spelt, morphemes, first);
      if (!expression) continue;
      const described = expression.class === 'naAdjective' ? describedWith(morphemes, end) : null;
      found = { last: end, stem: at + 1, class: expression.class, base: expression.base, forms, ...described };
      break;
    }
    written += morphemes[at]!.surface;
  }
  return found;
}

const expressionOf = (written: string, morphemes: Morphemes, first: number): Expression | undefined =>
  expressions
    .get(written)
    ?.find(
      ({ behind }) =>
        behind.some((one) => standsBehind(one, morphemes, first)) && !isNoPattern(written, morphemes, first),
    );

interface Ending {
  readonly written: string;
  readonly end: number;
  readonly forms: readonly Form[];
}

/** と behind which somebody says or thinks something: by that, 人によると思う is no hearsay. */
const isQuote = ({ surface, partOfSpeech }: Morpheme): boolean => surface === 'と' && partOfSpeech[2] === '引用';

/** How what ends in morpheme `at` may stand in the table: in its dictionary form, denied, and as it is written. */
function endingsAt(morphemes: Morphemes, at: number, before: string): Ending[] {
  const morpheme = morphemes[at]!;
  const { surface, baseForm } = morpheme;
  const { end, forms } = withEndings(morphemes, at + 1);
  // What is written so as a whole ends there: に基づいて, but not に基づいている.
  const whole: Ending[] = end === at + 1 && !isQuote(morpheme) ? [{ written: before + surface, end, forms: [] }] : [];
  if (NEE.includes(surface) && morpheme.partOfSpeech[1] === '終助詞')
    return [...whole, { written: `${before}ない`, end, forms: ['casual'] }];
  if (conjugationType(morpheme) === '*') return whole;
  const base = baseForm ?? surface;
  const respect = RESPECT.get(base);
  const own: Ending[] = [
    respect ? { written: `${before}する`, end, forms: [respect, ...forms] } : { written: before + base, end, forms },
  ];
  // 食べる気になれない, お目にかかれて; what is a verb of its own (役に立てる) has a line of its own, which comes first.
  const able = conjugationType(morpheme) === '一段' ? potentialOf(base) : null;
  if (able !== null) own.push({ written: before + able, end, forms: ['potential', ...forms] });
  const negative = forms.findIndex((form) => form === 'negative' || form === 'negativeLiterary');
  const denied = negative < 0 ? null : negativeOf(morpheme);
  // 起こしかねない is no かねる, denied.
  if (denied !== null) own.unshift({ written: before + denied, end, forms: forms.toSpliced(negative, 1) });
  return [...own, ...whole];
}

/** A verb's dictionary form with ない, whatever denies it here (いかない of いけません): ない itself of ある. */
function negativeOf(verb: Morpheme): string | null {
  const base = verb.baseForm ?? verb.surface;
  const stem = base.slice(0, -1);
  if (base === 'ある' || base === 'ござる') return 'ない';
  // To the analyser the copula of old: 残念でなりません.
  if (base === 'なり') return 'ならない';
  if (conjugationType(verb).startsWith('五段')) return `${stem}${A_ROW.charAt(U_ROW.indexOf(base.at(-1)!))}ない`;
  return conjugationType(verb) === '一段' ? `${stem}ない` : null;
}

/** て, but not the particle of a place or a cause: 泣いたところで, 病気で. 寒くって has that of a quote. */
const joinsClauses = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  /^[てで]$/.test(surface) ? coarse === '助動詞' || fine === '接続助詞' : surface === 'って' && coarse === '助詞';

/** Feelings that are no na-adjectives to IPADIC, so that a particle stands behind them: 心配でならない. */
const FEELING =
  /^(?:心配|楽しみ|苦痛|迷惑|疑問|気がかり|恐怖|ストレス|気の毒|無念|心残り|屈辱|憂鬱|不愉快|退屈|哀れ|不可解)$/;

/** Whether what an expression stands behind is there before morpheme `first`. */
function standsBehind(what: string, morphemes: Morphemes, first: number): boolean {
  if (what === '-') return true;
  const before = adjacentBefore(morphemes, first);
  if (what === '^') return before === null || before.partOfSpeech[0] === '記号';
  if (!before) return false;
  const { surface, partOfSpeech } = before;
  const [coarse] = partOfSpeech;
  const isPast = conjugationType(before) === '特殊・タ';
  switch (what) {
    case 'noun':
      // What is asked about is no topic: 何と言えばいい.
      return coarse === '名詞' && !/^(?:何|なん|誰|だれ)$/.test(surface);
    case 'plain':
      return conjugationForm(before) === '基本形' && (coarse === '動詞' || surface === 'ない');
    case 'adjective':
      // たい and らしい are conjugated as adjectives are.
      return /^(?:形容詞|特殊・タイ)/.test(conjugationType(before)) && conjugationForm(before) === '基本形';
    case 'past':
      return isPast && conjugationForm(before) === '基本形';
    case 'stem':
      return coarse === '動詞' && conjugationForm(before) === '連用形';
    case 'te':
      return joinsClauses(before) || (surface === 'で' && FEELING.test(morphemes[first - 2]?.surface ?? ''));
    case 'will':
      // And no guess: であろうと思う.
      return /^よ?う$/.test(surface) && coarse === '助動詞' && morphemes[first - 2]?.partOfSpeech[0] === '動詞';
    case 'ん':
      // む of old, and not what denies: できませんとする.
      return surface === what && morphemes[first - 2]?.baseForm !== 'ます';
    default:
      return surface === what || (isAdjacent(morphemes, first - 1) && morphemes[first - 2]!.surface + surface === what);
  }
}
