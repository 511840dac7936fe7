import type { WordMessage } from '../../protocol/analysis.ts';
import { formName } from './form-names.ts';
import { useView } from './context.ts';

/**
 * How a word is built: its dictionary form, and what each ending adds, as 食べる · causative · past. Nothing for a word
 * that is its own dictionary form.
 */
export function WordForms({ whole, text }: { readonly whole: WordMessage; readonly text: string }) {
  const { translate } = useView();
  const names = whole.forms.flatMap((form) => formName(form) ?? []);
  if (names.length === 0 && whole.base === text) return null;
  return (
    <span class="forms">
      <span lang="ja">{whole.base}</span>
      {names.map((name) => (
        <span key={name}> · {translate(name)}</span>
      ))}
    </span>
  );
}
