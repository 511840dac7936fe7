import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Relation } from '../../language/names.ts';
import type { Dependencies as Parsed } from '../../protocol/dependencies.ts';
import type { Service } from '../../protocol/protocol.ts';
import { useAsked } from './asked.ts';
import { useView } from './context.ts';
import { FailureNotice } from './notices.tsx';
import type { MessageKey } from './translate.ts';
import { branches, roleOf, type Branch } from './dependency-tree.ts';

interface Props {
  readonly service: Pick<Service, 'dependencies'>;
  readonly sentence: string;
  /** The chosen word's place in the sentence, UTF-16: its bunsetsu is chosen at first. */
  readonly start: number;
  /** What else is shown of a sentence that has been parsed. */
  readonly more?: (parsed: Parsed, chosen: number, choose: (index: number) => void) => ComponentChildren;
}

/** What belongs to what in a sentence; asked for only once it is opened. */
export function Dependencies(props: Props) {
  const { translate } = useView();
  const [open, setOpen] = useState(false);
  return (
    <details class="dependencies" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{translate('dependencies')}</summary>
      {open && <Answer {...props} />}
    </details>
  );
}

function Answer({ service, sentence, start, more }: Props) {
  const { translate } = useView();
  const { value, failure, retry } = useAsked({ text: sentence }, (question, options) =>
    service.dependencies(question, options),
  );
  const [picked, choose] = useState<number | null>(null);
  if (failure) return <FailureNotice failure={failure} onRetry={retry} />;
  if (!value) return <p class="thinking">{translate('predicting')}</p>;
  if (value.bunsetsu.length < 2) return <p class="notice">{translate('dependenciesOne')}</p>;
  const under = value.bunsetsu.findIndex(({ end }) => start < end);
  const chosen = picked ?? Math.max(0, under);
  return (
    <>
      <Line parsed={value} sentence={sentence} chosen={chosen} onChoose={choose} />
      <Said parsed={value} sentence={sentence} chosen={chosen} />
      <ul class="tree">
        {branches(value.bunsetsu).map((branch) => (
          <Node
            key={branch.index}
            branch={branch}
            parsed={value}
            sentence={sentence}
            chosen={chosen}
            onChoose={choose}
          />
        ))}
      </ul>
      {more?.(value, chosen, choose)}
    </>
  );
}

interface Shown {
  readonly parsed: Parsed;
  readonly sentence: string;
  readonly chosen: number;
}

type Choosable = Shown & { readonly onChoose: (index: number) => void };

/** A bunsetsu as it is set: without the white space and the marks around it, which are nobody's name. */
export const writtenOf = (sentence: string, { start, end }: Parsed['bunsetsu'][number]): string =>
  sentence.slice(start, end).replace(/[、。，．,.\s]+$/u, '') || sentence.slice(start, end);

/**
 * The sentence, its chosen bunsetsu, that one's head and those that depend on it in colours of their own. Arrow keys
 * move.
 */
function Line({ parsed, sentence, chosen, onChoose }: Choosable) {
  const { translate } = useView();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.min(parsed.bunsetsu.length - 1, Math.max(0, chosen + step));
    onChoose(next);
    (event.currentTarget as HTMLElement).querySelectorAll('button')[next]?.focus();
  };
  return (
    <p class="bunsetsu" lang="ja" role="group" aria-label={translate('dependencies')} onKeyDown={onKeyDown}>
      {parsed.bunsetsu.map((one, index) => (
        <button
          key={one.start}
          type="button"
          class={roleOf(parsed, index, chosen)}
          tabIndex={index === chosen ? 0 : -1}
          aria-pressed={index === chosen}
          aria-description={describe(parsed, sentence, index, translate)}
          onClick={() => onChoose(index)}
        >
          {sentence.slice(one.start, one.end)}
        </button>
      ))}
    </p>
  );
}

const relationKeys: { readonly [R in Relation]: MessageKey } = {
  topic: 'relationTopic',
  subject: 'relationSubject',
  object: 'relationObject',
  indirect: 'relationIndirect',
  direction: 'relationDirection',
  place: 'relationPlace',
  with: 'relationWith',
  from: 'relationFrom',
  until: 'relationUntil',
  than: 'relationThan',
  of: 'relationOf',
  list: 'relationList',
  quote: 'relationQuote',
  relative: 'relationRelative',
  describes: 'relationDescribes',
  adverb: 'relationAdverb',
  reason: 'relationReason',
  contrast: 'relationContrast',
  condition: 'relationCondition',
  manner: 'relationManner',
  other: 'relationOther',
};

type Translate = ReturnType<typeof useView>['translate'];

/** 猫が depends on 見た: who or what. */
function describe({ bunsetsu }: Parsed, sentence: string, index: number, translate: Translate): string {
  const own = bunsetsu[index]!;
  const written = writtenOf(sentence, own);
  if (!own.dependsOn) return translate('dependsOnNothing', [written]);
  const head = writtenOf(sentence, bunsetsu[own.dependsOn.head]!);
  return translate('dependsOn', [written, head, translate(relationKeys[own.dependsOn.relation])]);
}

/** The chosen bunsetsu's dependencies in words; a screen reader hears them when it changes. */
function Said({ parsed, sentence, chosen }: Shown) {
  const { translate, format } = useView();
  const { bunsetsu } = parsed;
  const own = bunsetsu[chosen]!.dependsOn;
  const below = bunsetsu.flatMap(({ dependsOn }, index) => (dependsOn?.head === chosen ? [index] : []));
  return (
    <div class="said" role="status">
      <p>{describe(parsed, sentence, chosen, translate)}</p>
      {own?.or && (
        <p class="two-ways">
          {translate('dependsTwoWays', [
            writtenOf(sentence, bunsetsu[own.head]!),
            format.percent(own.probability),
            writtenOf(sentence, bunsetsu[own.or.head]!),
            format.percent(own.or.probability),
          ])}
        </p>
      )}
      {below.map((index) => (
        <p key={index}>{describe(parsed, sentence, index, translate)}</p>
      ))}
    </div>
  );
}

function Node({ branch, ...shown }: Choosable & { readonly branch: Branch }) {
  const { translate } = useView();
  const { parsed, sentence, chosen, onChoose } = shown;
  const own = parsed.bunsetsu[branch.index]!;
  return (
    <li>
      <button
        type="button"
        lang="ja"
        tabIndex={-1}
        class={roleOf(parsed, branch.index, chosen)}
        aria-pressed={branch.index === chosen}
        onClick={() => onChoose(branch.index)}
      >
        {writtenOf(sentence, own)}
      </button>
      {own.dependsOn && <span class="relation">{translate(relationKeys[own.dependsOn.relation])}</span>}
      {own.dependsOn?.or && (
        <span class="two-ways" title={translate('dependsTwoWaysShort')}>
          <span aria-hidden="true">?</span>
          <span class="unseen">{translate('dependsTwoWaysShort')}</span>
        </span>
      )}
      {branch.dependents.length > 0 && (
        <ul>
          {branch.dependents.map((below) => (
            <Node key={below.index} branch={below} {...shown} />
          ))}
        </ul>
      )}
    </li>
  );
}
