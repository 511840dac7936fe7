import noUnmatchedPair from '@textlint-rule/textlint-rule-no-unmatched-pair';
import { TextlintKernel } from '@textlint/kernel';
import textPlugin from '@textlint/textlint-plugin-text';
import noRedundantExpression from 'textlint-rule-ja-no-redundant-expression';
import noSuccessiveWord from 'textlint-rule-ja-no-successive-word';
import noWeakPhrase from 'textlint-rule-ja-no-weak-phrase';
import maxKanji from 'textlint-rule-max-kanji-continuous-len';
import maxTen from 'textlint-rule-max-ten';
import noDoubleNegative from 'textlint-rule-no-double-negative-ja';
import noDoubledConjunction from 'textlint-rule-no-doubled-conjunction';
import noDoubledGa from 'textlint-rule-no-doubled-conjunctive-particle-ga';
import noDoubledJoshi from 'textlint-rule-no-doubled-joshi';
import noDroppingRa from 'textlint-rule-no-dropping-the-ra';
import noHankakuKana from 'textlint-rule-no-hankaku-kana';
import noMix from 'textlint-rule-no-mix-dearu-desumasu';
import sentenceLength from 'textlint-rule-sentence-length';
import type { Analyzer, Span } from '../../morphemes/morpheme.ts';
import { splitBy } from './kuromojin.ts';

export interface RuleFind extends Span {
  readonly rule: string;
  /** As the rule says it, in Japanese. */
  readonly message: string;
}

/**
 * The rules of textlint-rule-preset-ja-technical-writing that need neither lists of their own nor files, with its
 * settings.
 */
const rules: Readonly<Record<string, readonly [rule: unknown, options: object | true]>> = {
  'sentence-length': [sentenceLength, { max: 100 }],
  'max-ten': [maxTen, { max: 3 }],
  'max-kanji-continuous-len': [maxKanji, { max: 6 }],
  'no-mix-dearu-desumasu': [noMix, true],
  'no-doubled-conjunction': [noDoubledConjunction, true],
  'no-doubled-conjunctive-particle-ga': [noDoubledGa, true],
  'no-double-negative-ja': [noDoubleNegative, true],
  'no-doubled-joshi': [noDoubledJoshi, { min_interval: 1 }],
  'no-dropping-the-ra': [noDroppingRa, true],
  'no-hankaku-kana': [noHankakuKana, true],
  'no-unmatched-pair': [noUnmatchedPair, true],
  'ja-no-weak-phrase': [noWeakPhrase, true],
  'ja-no-successive-word': [noSuccessiveWord, true],
  'ja-no-redundant-expression': [noRedundantExpression, true],
};

/** Rules that name the character behind the one they are about, and by how many. */
const BEHIND: Readonly<Record<string, number>> = { 'no-unmatched-pair': 1 };

/** What textlint's rules say of a text, by its kernel. The analyser's dictionary has to be IPADIC. */
export async function lint(text: string, analyzer: Analyzer): Promise<RuleFind[]> {
  splitBy(analyzer);
  const { messages } = await new TextlintKernel().lintText(text, {
    ext: '.txt',
    plugins: [{ pluginId: 'text', plugin: unwrap(textPlugin) as never }],
    rules: Object.entries(rules).map(([ruleId, [rule, options]]) => ({
      ruleId,
      rule: unwrap(rule) as never,
      options,
    })),
  });
  return messages.map(({ ruleId, message, range: [start, end] }) => {
    const behind = BEHIND[ruleId] ?? 0;
    return { rule: ruleId, message, start: start - behind, end: end - behind };
  });
}

/** CommonJS made of ES modules: the rule is what it calls its default. */
function unwrap(module: unknown): unknown {
  return (module as { default?: unknown }).default ?? module;
}
