/** Parts of speech as readers know them. */
export const wordClasses = [
  'noun',
  'name',
  'pronoun',
  'number',
  'verb',
  'adjective',
  'naAdjective',
  'adverb',
  'particle',
  'auxiliary',
  'adnominal',
  'conjunction',
  'interjection',
  'prefix',
  'suffix',
  'symbol',
  'other',
] as const;
export type WordClass = (typeof wordClasses)[number];

/** How a bunsetsu stands to its head, as its particle, or its form, says. */
export const relations = [
  'topic',
  'subject',
  'object',
  'indirect',
  'direction',
  'place',
  'with',
  'from',
  'until',
  'than',
  'of',
  'list',
  'quote',
  'relative',
  'describes',
  'adverb',
  'reason',
  'contrast',
  'condition',
  'manner',
  'other',
] as const;
export type Relation = (typeof relations)[number];
