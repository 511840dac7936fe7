import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { InstalledModel, ModelList, ModelOffer } from '../../protocol/models.ts';
import { createFormat } from '../shared/format.ts';
import { AskFirst } from '../shared/ask-first.tsx';
import { useKeptFocus } from '../shared/kept-focus.ts';
import { useTask, TaskNotice } from './model-task.tsx';
import { Added } from './added.tsx';
import { CatalogueList } from './catalogue-list.tsx';
import type { ModelSectionProps } from './model-section.ts';
import { WantedDictionary } from './wanted-dictionary.tsx';

interface Props extends ModelSectionProps {
  readonly unfinished: ModelList['unfinished'];
  readonly onUse: (name: string) => Promise<void>;
}

/** A model by its name on the hub: what it would cost first, then consent, then the download. */
export function FromHub({ unfinished, onUse, ...props }: Props) {
  const { translate, service, onActivity } = props;
  const format = createFormat(translate);
  const [name, setName] = useState('');
  const [offer, setOffer] = useState<ModelOffer | null>(null);
  const [added, setAdded] = useState<InstalledModel | null>(null);
  /** What is done again once the dictionary is there that it wanted. */
  const [tried, setTried] = useState<() => Promise<void>>();
  const task = useTask();
  const [converting, setConverting] = useState(false);
  const busy = task.running || converting;
  const field = useRef<HTMLInputElement>(null);
  const question = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  // Read out, but nothing that Enter would agree to by accident.
  // With the question, and not a moment later: who types on meanwhile would lose the rest.
  useLayoutEffect(() => question.current?.focus(), [offer]);
  useKeptFocus(box, busy ? '.task button' : '[name="hub-name"]');

  const lookUp = async (wanted: string) => {
    setTried(() => () => lookUp(wanted));
    setAdded(null);
    setOffer(null);
    setOffer(await task.run((options) => service.lookUpModel({ name: wanted.trim() }, options)));
    onActivity();
  };
  const install = async (wanted: ModelOffer) => {
    setTried(() => () => install(wanted));
    setAdded(null);
    setOffer(null);
    setAdded(await task.run((options) => service.installModel({ offer: wanted }, options)));
    onActivity();
  };
  const discard = async (model: string) => {
    await task.run(() => service.discardDownload({ model }));
    onActivity();
  };

  return (
    <div class="add-model" ref={box}>
      <h3>{translate('modelsByName')}</h3>
      <p class="hint" id="by-name-hint">
        {translate('modelsByNameHint')}
      </p>
      <CatalogueList
        translate={translate}
        disabled={busy}
        onPick={(picked) => {
          setName(picked);
          field.current?.focus();
          void lookUp(picked);
        }}
      />
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !busy) void lookUp(name);
        }}
      >
        <input
          type="text"
          name="hub-name"
          ref={field}
          aria-label={translate('modelHubName')}
          aria-describedby="by-name-hint"
          placeholder="tohoku-nlp/bert-base-japanese-whole-word-masking"
          autocomplete="off"
          spellcheck={false}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" disabled={name.trim() === '' || busy}>
          {translate('modelLookUp')}
        </button>
      </form>
      <TaskNotice task={task} waiting="modelAsking" translate={translate} />
      <WantedDictionary {...props} failure={task.failure} onAdded={() => void tried?.()} onConverting={setConverting} />
      {offer && (
        <div class="notice offer" ref={question} tabIndex={-1} role="group" aria-label={offer.model}>
          <p>
            <b>{offer.model}</b>
          </p>
          <p>{translate('modelOffer', [format.bytes(offer.bytes)])}</p>
          <ul class="fine">
            {offer.files.map((file) => (
              <li key={file.name}>
                {file.name} · {format.bytes(file.bytes)}
              </li>
            ))}
          </ul>
          <div class="actions">
            <button type="button" class="primary" onClick={() => void install(offer)}>
              {translate('modelDownload', [format.bytes(offer.bytes)])}
            </button>
            <button type="button" onClick={() => setOffer(null)}>
              {translate('cancel')}
            </button>
          </div>
        </div>
      )}
      {added && (
        <Added model={added} translate={translate} onUse={() => void onUse(added.name).then(() => setAdded(null))} />
      )}
      {!busy &&
        unfinished.map(({ offer: kept, here }) => (
          <div class="notice unfinished" key={kept.model}>
            <p>{translate('modelUnfinished', [kept.model, format.bytes(here), format.bytes(kept.bytes)])}</p>
            <div class="actions">
              <button type="button" onClick={() => void install(kept)}>
                {translate('modelContinue')}
              </button>
              <AskFirst
                question={translate('modelDiscardAsk', [kept.model])}
                yes={translate('modelDiscard')}
                translate={translate}
                onYes={() => void discard(kept.model)}
              >
                {translate('modelDiscard')}
              </AskFirst>
            </div>
          </div>
        ))}
    </div>
  );
}
