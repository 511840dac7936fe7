import { useState } from 'preact/hooks';
import type { Dependencies } from '../../protocol/dependencies.ts';
import { writeClipboard } from '../shared/clipboard.ts';
import { useView } from '../shared/context.ts';
import type { MessageKey } from '../shared/translate.ts';

const names: { readonly [F in keyof Dependencies['formats']]: MessageKey } = {
  conllu: 'copyConllu',
  knp: 'copyKnp',
  cabocha: 'copyCabocha',
};
const formats = Object.keys(names) as (keyof typeof names)[];

/** Takes a sentence's dependencies out as other programs write them. */
export function CopyDependencies({ parsed }: { readonly parsed: Dependencies }) {
  const { translate } = useView();
  const [said, say] = useState<MessageKey | null>(null);
  return (
    <div class="formats" role="group" aria-label={translate('copyAs')}>
      <span>{translate('copyAs')}</span>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          onClick={async () => say((await writeClipboard(parsed.formats[format])) ? 'copied' : 'copyFailed')}
        >
          {translate(names[format])}
        </button>
      ))}
      <span role="status">{said && translate(said)}</span>
    </div>
  );
}
