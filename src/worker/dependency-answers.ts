import { loadParser } from '../engine/parser/parser.ts';
import { dependencyFormats } from '../language/dependency-formats.ts';
import { relationsOf } from '../language/relations.ts';
import { success } from '../protocol/outcome.ts';
import type { Handlers } from '../protocol/server.ts';
import { parseText, type ParsingParts } from './dependencies.ts';
import { folderOf, PARSER } from './parts.ts';
import { singleFlight } from './single-flight.ts';
import { sourceOf, type SourceParts } from './source.ts';

export type DependencyAnswers = Required<Pick<Handlers, 'dependencies'>>;

/** What depends on what. Its parts are the built-in model's, loaded when somebody first asks. */
export function dependencyAnswers(source: SourceParts): DependencyAnswers {
  const parts = singleFlight(async (): Promise<ParsingParts> => {
    const model = sourceOf(source.builtIn, source);
    const [tokenizer, inspector, parser] = await Promise.all([
      model.tokenizer(),
      model.inspector(() => {}),
      loadParser(folderOf(source.files, PARSER), source.runtimes.kernel),
    ]);
    return { tokenizer, inspector, parser };
  });
  return {
    async dependencies({ text }, { signal }) {
      const loaded = await parts.get();
      signal.throwIfAborted();
      const { dependents, morphemes } = await parseText(text, loaded, { signal });
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
