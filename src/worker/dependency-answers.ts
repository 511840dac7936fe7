import { loadParser } from '../engine/parser/parser.ts';
import { dependencyFormats } from '../language/dependency-formats.ts';
import { relationsOf } from '../language/relations.ts';
import { success } from '../protocol/outcome.ts';
import type { Handlers } from '../protocol/server.ts';
import { parseText } from './dependencies.ts';
import type { Loader } from './loader.ts';
import { folderOf, PARSER } from './parts.ts';
import { singleFlight } from './single-flight.ts';
import type { SourceParts } from './source.ts';

export type DependencyAnswers = Required<Pick<Handlers, 'dependencies'>>;

/** What depends on what. @param builtIn The built-in model's parts: it parses whatever model is chosen. */
export function dependencyAnswers(
  { files, runtimes: { kernel } }: Pick<SourceParts, 'files' | 'runtimes'>,
  builtIn: Loader['builtIn'],
): DependencyAnswers {
  const parsing = singleFlight(() => loadParser(folderOf(files, PARSER), kernel));
  return {
    async dependencies({ text }, { signal }) {
      const [[tokenizer, inspector], parser] = await Promise.all([builtIn(), parsing.get()]);
      signal.throwIfAborted();
      const { dependents, morphemes } = await parseText(text, { tokenizer, inspector, parser }, { signal });
      const relations = relationsOf(dependents, morphemes);
      return success({
        bunsetsu: dependents.map(({ start, end, head, probability, other }, i) => ({
          start,
          end,
          dependsOn: head < 0 ? null : { head, probability, relation: relations[i] ?? 'other', or: other },
        })),
        formats: dependencyFormats(text, dependents, morphemes),
      });
    },
  };
}
