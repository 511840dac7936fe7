import { spellingVariants } from '../language/variants.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { Analyzer } from '../morphemes/morpheme.ts';
import { tagsetOf } from '../morphemes/tagsets.ts';
import { success } from '../protocol/outcome.ts';
import type { Handlers } from '../protocol/server.ts';
import { loadAnalyzer } from './parts.ts';
import { singleFlight } from './single-flight.ts';

export type RuleAnswers = Required<Pick<Handlers, 'rules'>>;

/**
 * What rules on exact words say. textlint is loaded when first asked for, and so is the shipped dictionary where the
 * model in use has another: the rules know IPADIC's classes.
 */
export function ruleAnswers(files: ModelFiles, inUse: () => Promise<Analyzer>): RuleAnswers {
  const shipped = singleFlight(() => loadAnalyzer(files));
  const analyzerFor = async () => {
    const analyzer = await inUse();
    return tagsetOf(analyzer.dictionary) === 'ipadic' ? analyzer : await shipped.get();
  };
  return {
    async rules({ text }, { signal }) {
      const [{ lint }, analyzer] = await Promise.all([import('./rules/textlint.ts'), analyzerFor()]);
      signal.throwIfAborted();
      const variants = spellingVariants(analyzer.analyze(text, { normalize: true }), analyzer);
      const finds = [
        ...variants.map(({ start, end, instead }) => ({ start, end, rule: 'variants', message: instead })),
        ...(await lint(text, analyzer)),
      ];
      return success({ finds: finds.sort((a, b) => a.start - b.start) });
    },
  };
}
