import type { Analyzer } from '../../morphemes/morpheme.ts';

/**
 * What the rules import as `kuromojin`, answered by our analyser: the build puts this in its place (vite.config.ts).
 * Both split by MeCab's algorithm with IPADIC, so the tokens are the same.
 */
interface Token {
  readonly word_id: number;
  readonly word_type: 'KNOWN' | 'UNKNOWN';
  /** Counted from 1. */
  readonly word_position: number;
  readonly surface_form: string;
  readonly pos: string;
  readonly pos_detail_1: string;
  readonly pos_detail_2: string;
  readonly pos_detail_3: string;
  readonly conjugated_type: string;
  readonly conjugated_form: string;
  readonly basic_form: string;
  readonly reading: string | undefined;
  readonly pronunciation: string | undefined;
}

let analyzer: Analyzer | null = null;

/** Who splits from now on; its dictionary has to be IPADIC. */
export function splitBy(given: Analyzer): void {
  analyzer = given;
}

/** A text's tokens, as kuromojin gives them to rules. */
export const tokenize = async (text: string): Promise<Token[]> => tokensOf(text);

/** The same as an object, which some rules ask for. */
export const getTokenizer = async () => ({ tokenizeForSentence: tokensOf, tokenize: tokensOf });

function tokensOf(text: string): Token[] {
  if (!analyzer) throw new Error('tokenize: nobody to split by');
  return analyzer.analyze(text, { normalize: false }).map(({ start, surface, known, features }) => {
    const column = (index: number) => features[index] ?? '*';
    return {
      word_id: 0,
      word_type: known ? 'KNOWN' : 'UNKNOWN',
      word_position: start + 1,
      surface_form: surface,
      pos: column(0),
      pos_detail_1: column(1),
      pos_detail_2: column(2),
      pos_detail_3: column(3),
      conjugated_type: column(4),
      conjugated_form: column(5),
      basic_form: column(6),
      reading: features[7],
      pronunciation: features[8],
    };
  });
}
