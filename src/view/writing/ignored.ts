import { sentencesOf } from '../../language/sentences.ts';
import type { Find } from './checking.ts';

export interface Ignored {
  add(find: Find, text: string): void;
  /** The finds in a text that are not ignored. */
  without(finds: readonly Find[], text: string): Find[];
}

/** By field: what is ignored in one stays so when it is left and come back to. */
const fields = new WeakMap<object, Set<string>>();

/** What is ignored in a field. A find is the same while its sentence is so up to it: what is behind it may change. */
export function ignoredIn(field: object): Ignored {
  const names = fields.get(field) ?? new Set<string>();
  fields.set(field, names);
  const nameIn = (text: string) => {
    const sentences = sentencesOf(text);
    return ({ start, end, instead }: Find) => {
      const from = sentences.findLast((sentence) => sentence.start <= start)?.start ?? 0;
      return `${text.slice(from, start)}\n${text.slice(start, end)}\n${instead}`;
    };
  };
  return {
    add: (find, text) => void names.add(nameIn(text)(find)),
    without(finds, text) {
      const nameOf = nameIn(text);
      return finds.filter((find) => !names.has(nameOf(find)));
    },
  };
}
