import type { Morpheme } from '../morphemes/morpheme.ts';
import { partsOf, type Dependent, type Part } from './dependency.ts';
import { toHiragana } from './kana.ts';

/** A text's dependencies in the formats of other programs, a sentence after the other. */
export interface DependencyFormats {
  /** Words with the word each depends on, as Universal Dependencies' format has them. */
  readonly conllu: string;
  /** As `knp -tab` prints it, with IPADIC's parts of speech. */
  readonly knp: string;
  /** As `cabocha -f1` prints it. */
  readonly cabocha: string;
}

/**
 * A text's trees in each format, sentence by sentence. @param morphemes Of the whole text, as `dependents` counts them.
 * @param first The number of its first sentence.
 */
export function dependencyFormats(
  text: string,
  dependents: readonly Dependent[],
  morphemes: readonly Morpheme[],
  first = 1,
): DependencyFormats {
  const sentences = sentencesIn(dependents).map(({ from, all }, i) => {
    const next = dependents[from + all.length]?.start ?? null;
    return {
      number: first + i,
      ...describe(text, { from, all }, morphemes),
      tokens: tokensOf(text, all, morphemes, next),
    };
  });
  return {
    conllu: sentences.map(toConllu).join('\n'),
    knp: sentences.map(toKnp).join(''),
    cabocha: sentences.map(toCabocha).join(''),
  };
}

interface Chunk {
  readonly parts: readonly Part[];
  /** Places of the content word and of the function word among the parts. */
  readonly content: number;
  readonly function: number;
  /** Counted within the sentence; -1 for the last. */
  readonly head: number;
  readonly probability: number;
}

/** What is written of one word, or of several that share characters, or are parts of one in the dictionary. */
interface Token {
  readonly form: string;
  readonly words: number;
  readonly spaceAfter: boolean;
}

interface Sentence {
  readonly number: number;
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly tokens: readonly Token[];
}

/** Bunsetsu up to each that depends on none. */
function sentencesIn(dependents: readonly Dependent[]): { readonly from: number; readonly all: Dependent[] }[] {
  const found: { from: number; all: Dependent[] }[] = [];
  dependents.forEach((one, i) => {
    if (i === 0 || dependents[i - 1]!.head < 0) found.push({ from: i, all: [] });
    found.at(-1)!.all.push(one);
  });
  return found;
}

const partOfSpeech = ({ morpheme }: Part): string => morpheme.partOfSpeech[0] ?? '';
const isSymbol = (part: Part): boolean => partOfSpeech(part) === '記号';

/** What inflects and only serves another word: いる of 読んでいる, られる, にくい. */
const isAuxiliary = ({ morpheme: { partOfSpeech } }: Part): boolean =>
  ['動詞', '形容詞'].includes(partOfSpeech[0] ?? '') && ['非自立', '接尾'].includes(partOfSpeech[1] ?? '');

/** As CaboCha has it. */
const isFunction = (part: Part): boolean => ['助詞', '助動詞'].includes(partOfSpeech(part)) || isAuxiliary(part);

function describe(
  text: string,
  { from, all }: { readonly from: number; readonly all: readonly Dependent[] },
  morphemes: readonly Morpheme[],
): Pick<Sentence, 'text' | 'chunks'> {
  return {
    text: text.slice(all[0]!.start, all.at(-1)!.end).replace(/\s+/g, ' '),
    chunks: all.map((one) => {
      const parts = partsOf(one, morphemes);
      const content = parts.findLastIndex((part) => !isSymbol(part) && !isFunction(part));
      const last = parts.findLastIndex((part) => !isSymbol(part));
      return {
        parts,
        content:
          content >= 0
            ? content
            : Math.max(
                0,
                parts.findIndex((part) => !isSymbol(part)),
              ),
        function: Math.max(0, last),
        head: one.head < 0 ? -1 : one.head - from,
        probability: one.probability,
      };
    }),
  };
}

/** @param next Where the next sentence begins; null where there is none. */
function tokensOf(
  text: string,
  all: readonly Dependent[],
  morphemes: readonly Morpheme[],
  next: number | null,
): Token[] {
  const groups: Part[][] = [];
  for (const part of all.flatMap((one) => partsOf(one, morphemes))) {
    const more = part.start === part.end || (!part.whole && part.start > part.morpheme.start);
    const last = groups.at(-1);
    if (last && more) last.push(part);
    else groups.push([part]);
  }
  return groups.map((parts, i) => {
    const [head, tail] = [parts[0]!, parts.at(-1)!];
    return {
      form: text.slice(head.start, tail.end).replace(/\s+/g, ' ') || head.surface,
      words: parts.length,
      spaceAfter: (groups[i + 1]?.[0]!.start ?? next ?? Infinity) > tail.end,
    };
  });
}

/** Columns of IPADIC for a part of a word, which has no entry of its own. */
function columns({ whole, morpheme, surface, start }: Part): readonly string[] {
  if (whole) return morpheme.features;
  return start === morpheme.start
    ? ['助詞', '格助詞', '一般', '*', '*', '*', surface]
    : ['助詞', '格助詞', '連語', '*', '*', '*', surface];
}

const universal: Readonly<Record<string, string>> = {
  名詞: 'NOUN',
  動詞: 'VERB',
  形容詞: 'ADJ',
  副詞: 'ADV',
  連体詞: 'DET',
  接続詞: 'CCONJ',
  感動詞: 'INTJ',
  接頭詞: 'NOUN',
  助動詞: 'AUX',
  記号: 'PUNCT',
  フィラー: 'INTJ',
};

function universalOf(part: Part): string {
  const [main, second] = part.morpheme.partOfSpeech;
  if (main === '助詞') return second === '接続助詞' ? 'SCONJ' : second === '終助詞' ? 'PART' : 'ADP';
  if (main === '名詞')
    return second === '固有名詞' ? 'PROPN' : second === '数' ? 'NUM' : second === '代名詞' ? 'PRON' : 'NOUN';
  return universal[main ?? ''] ?? 'X';
}

/** A word's relation to its bunsetsu's content word. @param kind Universal Dependencies' name for what it is. */
function withinOf(kind: string): string {
  if (kind === 'ADP') return 'case';
  if (kind === 'SCONJ' || kind === 'PART') return 'mark';
  if (kind === 'AUX') return 'aux';
  return kind === 'PUNCT' ? 'punct' : 'compound';
}

const field = (value: string): string => value.replace(/\s+/g, '_') || '_';

function toConllu({ number, text, chunks, tokens }: Sentence): string {
  const firsts: number[] = [];
  let count = 1;
  for (const { parts } of chunks) {
    firsts.push(count);
    count += parts.length;
  }
  const contentOf = (chunk: number) => firsts[chunk]! + chunks[chunk]!.content;
  const tokenAt = new Map<number, Token>();
  let beginning = 1;
  for (const token of tokens) {
    tokenAt.set(beginning, token);
    beginning += token.words;
  }
  const lines = [`# sent_id = ${number}`, `# text = ${text}`];
  chunks.forEach(({ parts, content, head, probability }, chunk) =>
    parts.forEach((part, i) => {
      const id = firsts[chunk]! + i;
      const token = tokenAt.get(id);
      const together = token && !token.spaceAfter ? 'SpaceAfter=No' : null;
      const alone = token?.words === 1;
      // The word of the dictionary over its parts in two bunsetsu, the character over its words.
      if (token && !alone)
        lines.push(
          [`${id}-${id + token.words - 1}`, token.form, ...Array<string>(7).fill('_'), together ?? '_'].join('\t'),
        );
      const isContent = i === content;
      const kind = !isContent && isAuxiliary(part) ? 'AUX' : universalOf(part);
      const [above, relation] = !isContent
        ? [contentOf(chunk), withinOf(kind)]
        : head < 0
          ? [0, 'root']
          : [contentOf(head), 'dep'];
      const misc = [
        `BunsetuBILabel=${i === 0 ? 'B' : 'I'}`,
        ...(isContent && head >= 0 ? [`Probability=${probability.toFixed(3)}`] : []),
        ...(alone && together ? [together] : []),
      ];
      const base = part.whole ? (part.morpheme.baseForm ?? part.surface) : part.surface;
      const xpos = columns(part)
        .slice(0, 4)
        .filter((column) => column !== '*')
        .join('-');
      lines.push(
        [
          id,
          alone ? token.form : field(part.surface),
          field(base),
          kind,
          field(xpos),
          '_',
          above,
          relation,
          '_',
          misc.join('|'),
        ].join('\t'),
      );
    }),
  );
  return `${lines.join('\n')}\n`;
}

function toCabocha({ chunks }: Sentence): string {
  const lines = chunks.flatMap(({ parts, content, function: last, head, probability }, i) => [
    `* ${i} ${head}D ${content}/${last} ${(head < 0 ? 0 : Math.log(probability / Math.max(1e-6, 1 - probability))).toFixed(6)}`,
    ...parts.map((part) => `${field(part.surface)}\t${columns(part).join(',')}`),
  ]);
  return `${[...lines, 'EOS'].join('\n')}\n`;
}

function toKnp({ number, chunks }: Sentence): string {
  const lines = chunks.flatMap(({ parts, head }) => [
    `* ${head}D`,
    `+ ${head}D`,
    ...parts.map((part) => {
      const [main = '*', second = '*', , , type = '*', form = '*'] = columns(part);
      const reading = part.whole ? toHiragana(part.morpheme.reading ?? part.surface) : part.surface;
      const base = part.whole ? (part.morpheme.baseForm ?? part.surface) : part.surface;
      return `${field(part.surface)} ${field(reading)} ${field(base)} ${main} 0 ${second} 0 ${type} 0 ${form} 0 NIL`;
    }),
  ]);
  return `${[`# S-ID:${number}`, ...lines, 'EOS'].join('\n')}\n`;
}
