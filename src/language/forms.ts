import type { Morpheme } from '../morphemes/morpheme.ts';

/** What the endings of a word say, in the order they stand; each has a name in the interface's languages. */
export const forms = [
  'causative',
  'passive',
  'passiveOrPotential',
  'passiveOrHonorific',
  'passivePotentialOrHonorific',
  'potential',
  'garu',
  'nominalSa',
  'nominalMi',
  'wayOf',
  'te',
  'ongoing',
  'resultState',
  'completion',
  'preparation',
  'attempt',
  'coming',
  'going',
  'receive',
  'receiveHumble',
  'forMe',
  'forMeHonorific',
  'forOther',
  'wantOther',
  'request',
  'permission',
  'prohibition',
  'evenIf',
  'humblePermission',
  'desire',
  'desireOfOthers',
  'excess',
  'begin',
  'beginSuddenly',
  'continue',
  'finish',
  'easy',
  'hard',
  'reciprocal',
  'again',
  'through',
  'mistake',
  'miss',
  'almost',
  'able',
  'honorific',
  'commandPolite',
  'humble',
  'appearance',
  'hearsay',
  'tendency',
  'while',
  'whileFormal',
  'alternating',
  'negative',
  'negativeLiterary',
  'without',
  'polite',
  'past',
  'volitional',
  'presumptive',
  'negativeVolitional',
  'evidential',
  'obligation',
  'noNeed',
  'should',
  'conditional',
  'conditionalTara',
  'conditionalNara',
  'conditionalContracted',
  'command',
  'negativeCommand',
  'stem',
  'adverbial',
  'attributive',
  'classical',
  'copulaFormal',
  'explanation',
  'casual',
] as const;
export type Form = (typeof forms)[number];

/** Whether its columns are IPADIC's, whose forms the rules of grammar know. */
export const isIpadic = ({ tagset }: Morpheme): boolean => tagset === 'ipadic';

/** Columns of IPADIC and UniDic: type and form of conjugation. */
export const conjugationType = ({ features }: Morpheme): string => features[4] ?? '*';
/** The dictionary's name of the form (連用形, 未然形, …); `*` for what does not conjugate. */
export const conjugationForm = ({ features }: Morpheme): string => features[5] ?? '*';

/** ない as it is said, to the analyser what seeks agreement: 行かねー, 仕方ねえ. */
export const NEE: readonly string[] = ['ねえ', 'ねぇ', 'ねー'];

/** Whether a verb has ん for る or ら: わかんない, ふざけんじゃねえ. */
export const isShort = (morpheme: Morpheme): boolean =>
  morpheme.surface.endsWith('ん') && /^(?:未然特殊|体言接続特殊)/.test(conjugationForm(morpheme));

/** What the form of a word's last morpheme says by itself. */
export function finalForm(morpheme: Morpheme): Form | null {
  const form = conjugationForm(morpheme);
  const [coarse] = morpheme.partOfSpeech;
  // 逃げよ！, which う could follow as well.
  if (form.startsWith('命令') || (form === '未然ウ接続' && morpheme.surface.endsWith('よ'))) return 'command';
  if (form.startsWith('仮定縮約')) return 'conditionalContracted';
  if (form === '未然形' && coarse === '助動詞' && /^(?:だ|です|た)$/.test(morpheme.baseForm ?? ''))
    return 'presumptive';
  if (form === '連用形' && coarse === '動詞') return 'stem';
  // 知らねえ.
  if (form === '音便基本形') return 'casual';
  if (form === '連用テ接続') return 'adverbial';
  if (form === '文語基本形' || form === '体言接続') return coarse === '形容詞' ? 'classical' : null;
  return null;
}

/** Verbs that are する said with respect, and what they say. */
export const RESPECT: ReadonlyMap<string, Form> = new Map([
  ['いたす', 'humble'],
  ['致す', 'humble'],
  ['申し上げる', 'humble'],
  ['なさる', 'honorific'],
]);
