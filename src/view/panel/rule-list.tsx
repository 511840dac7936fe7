import { useMemo } from 'preact/hooks';
import { characterStart } from '../../language/pairs.ts';
import { sentencesOf } from '../../language/sentences.ts';
import type { Stretch } from '../../protocol/analysis.ts';
import type { Service } from '../../protocol/protocol.ts';
import type { RuleFinds } from '../../protocol/scores.ts';
import { useAsked } from '../shared/asked.ts';
import { Checkbox } from '../shared/checkbox.tsx';
import { useReaderState, useView } from '../shared/context.ts';
import { FailureNotice } from '../shared/notices.tsx';
import { isOwn } from '../shared/own-words.ts';
import { useRowFocus } from '../shared/row-focus.ts';
import { wordAt } from '../shared/words.ts';
import type { HeatState } from './heat.ts';

type RuleFind = RuleFinds['finds'][number];

/** UTF-16 units shown on either side of a find. */
const AROUND = 8;
/** A repeated particle that is less surprising (bits) is what anybody would write there. */
const EXPECTED = 3;

interface Props {
  readonly service: Service<'rules'>;
  readonly heat: HeatState;
  readonly onPick: (word: number) => void;
  /** The names of finds of which no more is said. */
  readonly ignored: ReadonlySet<unknown>;
  readonly onIgnore: (name: string) => void;
}

/** A second opinion, off until it is asked for: textlint's rules and words spelt in two ways, a row each. */
export function RuleList(props: Props) {
  const { translate, settings, change } = useView();
  return (
    <section class="rule-list" aria-label={translate('panelRules')}>
      <Checkbox checked={settings.rules} onChange={(rules) => change({ rules })}>
        {translate('panelRules')}
      </Checkbox>
      {settings.rules && <Rows {...props} />}
    </section>
  );
}

function Rows({ service, heat, onPick, ignored, onIgnore }: Props) {
  const { translate, settings } = useView();
  const { text, words } = useReaderState();
  const sentences = useMemo(() => sentencesOf(text), [text]);
  const { value, failure, retry } = useAsked({ text }, (question, options) => service.rules(question, options));
  const bitsAt = ({ start }: RuleFind) => heat.bits.get(wordAt(words, start));
  const finds = (value?.finds ?? []).filter(
    (find) => !ignored.has(nameOf(find, text, sentences)) && !isOwn(text, find.start, find.end, settings.ownWords),
  );
  const said = finds.filter((find) => !isExpected(find, bitsAt(find)));
  // What waits for the model may be said yet.
  const isNone =
    said.length === 0 && !finds.some((find) => isExpected(find, bitsAt(find)) && bitsAt(find) === undefined);
  const language = translate('uiLanguage');
  const languageOf = ({ rule, message }: RuleFind) =>
    rule === 'variants' ? language : ENGLISH.test(firstLine(message)) ? 'en' : 'ja';
  const { list, leave } = useRowFocus<HTMLUListElement>(said.length, '.find');
  if (failure) return <FailureNotice failure={failure} onRetry={retry} />;
  return (
    <>
      {!value && <p class="thinking">{translate('panelRulesLooking')}</p>}
      {value && isNone && <p class="fine">{translate('panelRulesNone')}</p>}
      {said.some((find) => languageOf(find) !== language) && <p class="fine">{translate('panelRulesLanguage')}</p>}
      <ul ref={list} tabIndex={-1} aria-label={translate('panelRules')}>
        {said.map((find, row) => (
          <li key={`${find.start} ${find.rule}`}>
            <button type="button" class="find" lang="ja" onClick={() => onPick(wordAt(words, find.start))}>
              {text.slice(characterStart(text, Math.max(0, find.start - AROUND)), find.start)}
              <mark>{text.slice(find.start, find.end)}</mark>
              {text.slice(find.end, characterStart(text, find.end + AROUND))}
            </button>
            <span class="why" lang={languageOf(find)}>
              {find.rule === 'variants' ? translate('panelVariant', [find.message]) : firstLine(find.message)}
            </span>
            <span class="do">
              <button
                type="button"
                class="ignore"
                onClick={() => {
                  leave(row);
                  onIgnore(nameOf(find, text, sentences));
                }}
              >
                {translate('panelIgnore')}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a find is known by where the text around its sentence has changed: each look makes them anew. */
export function nameOf({ rule, start, end }: RuleFind, text: string, sentences: readonly Stretch[]): string {
  const sentence = sentences.findLast((one) => one.start <= start) ?? { start: 0, end: text.length };
  return [rule, start - sentence.start, text.slice(start, end), text.slice(sentence.start, sentence.end)].join('\n');
}

/**
 * Whether the rule is one on particles that are repeated, and the model expects this one; before it has been asked,
 * nothing is said.
 */
export function isExpected({ rule }: Pick<RuleFind, 'rule'>, bits: number | null | undefined): boolean {
  return rule === 'no-doubled-joshi' && (bits === undefined || (bits !== null && bits < EXPECTED));
}

/** What textlint's rules say is Japanese, or English with the text's own words in it, whoever reads it. */
const ENGLISH = /^[A-Z]/i;

const firstLine = (message: string) => message.trim().split('\n')[0]!;
