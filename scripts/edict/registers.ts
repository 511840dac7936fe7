/** EDICT's tags for who says a word to whom, in words; not the tags for subjects (med, comp) or origin (abbr, id). */
const REGISTERS: Readonly<Record<string, string>> = {
  hon: 'honorific',
  hum: 'humble',
  pol: 'polite',
  fam: 'familiar',
  col: 'colloquial',
  sl: 'slang',
  'net-sl': 'internet slang',
  'm-sl': 'manga slang',
  male: 'masculine',
  fem: 'feminine',
  chn: "children's",
  joc: 'jocular',
  derog: 'derogatory',
  vulg: 'vulgar',
  X: 'vulgar',
  sens: 'may offend',
};

/** The name of a tag; undefined for one that says something else. */
export const registerOf = (tag: string): string | undefined =>
  Object.hasOwn(REGISTERS, tag) ? REGISTERS[tag] : undefined;
