import { useEffect, useState } from 'preact/hooks';
import type { InstalledModel, ModelList } from '../../protocol/models.ts';
import type { Failure, Outcome } from '../../protocol/outcome.ts';
import type { EngineStatus } from '../../protocol/protocol.ts';
import { backendName, backendReason } from '../shared/backend.ts';
import { FailureDetail } from '../shared/failure-detail.tsx';
import { createFormat } from '../shared/format.ts';
import type { Translate } from '../shared/translate.ts';
import { Radios, type Choice } from './controls.tsx';
import { Dictionaries } from './dictionaries.tsx';
import { FromFiles } from './from-files.tsx';
import { FromHub } from './from-hub.tsx';
import { insteadText } from '../shared/instead.ts';
import { modelFailure } from './model-failures.ts';
import type { ModelSectionProps } from './model-section.ts';
import { ModelFailure } from './model-task.tsx';
import { Remove } from './remove.tsx';
import { useRowFocus } from '../shared/row-focus.ts';
import { BUILT_IN } from '../../protocol/models.ts';

interface Props extends ModelSectionProps {
  readonly status: () => Promise<EngineStatus | null>;
  /** Changes when the list may have changed. */
  readonly activity: number;
}

const places: readonly Choice<ModelList['backend']>[] = [
  { value: 'measured', label: 'modelsWhereMeasured' },
  { value: 'cpu', label: 'modelsWhereCpu' },
  { value: 'gpu', label: 'modelsWhereGpu' },
];

/** Which model answers, which there are, and how to add others. */
export function Models({ status, activity, ...props }: Props) {
  const { translate, service, onActivity } = props;
  const [list, setList] = useState<ModelList | null>(null);
  const [shown, setShown] = useState<EngineStatus | null>(null);
  const [unread, setUnread] = useState<Failure | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  const failureIn = <T,>(outcome: Outcome<T>) => (outcome.ok ? null : outcome.failure);
  // Who acts reads the list anew, and that going well does not undo what went wrong.
  const act = async (outcome: Promise<Outcome<null>>) => {
    setRefused(null);
    const refusal = failureIn(await outcome);
    setRefused(refusal);
    onActivity();
    return refusal === null;
  };
  useEffect(() => {
    void service.models({}).then((outcome) => {
      setList(outcome.ok ? outcome.value : null);
      setUnread(failureIn(outcome));
    });
    void status().then(setShown);
  }, [service, activity]);
  const choose = async (name: string | null) => {
    if (list) setList({ ...list, chosen: name });
    await act(service.chooseModel({ name }));
  };
  const chooseBackend = async (backend: ModelList['backend']) => {
    if (list) setList({ ...list, backend });
    await act(service.chooseBackend({ backend }));
  };
  const { list: rows, leave } = useRowFocus<HTMLFieldSetElement>(list?.models.length ?? 0, 'input');
  const remove = async (row: number, name: string) => {
    leave(row);
    if (!(await act(service.removeModel({ name })))) leave(null);
  };
  const failure = unread ?? refused;
  const chosen = list?.chosen ?? BUILT_IN;
  const gone = list && !list.models.some(({ name }) => name === chosen) ? chosen : null;
  const instead = shown?.insteadOf;
  return (
    <section id="models" class="models">
      <h2>{translate('optionsModel')}</h2>
      <p>{translate('optionsModelText')}</p>
      <fieldset ref={rows}>
        <legend>{translate('modelsLegend')}</legend>
        {list?.models.map((model, row) => (
          <ModelRow
            key={model.name}
            model={model}
            inUse={model.name === chosen}
            status={shown}
            translate={translate}
            onChoose={() => void choose(model.installed === null ? null : model.name)}
            onRemove={() => void remove(row, model.name)}
          />
        ))}
      </fieldset>
      {list && (
        <Radios
          legend="modelsWhere"
          name="backend"
          choices={places}
          value={list.backend}
          translate={translate}
          onPick={(backend) => void chooseBackend(backend)}
        />
      )}
      <p>
        {/* What is downloaded or converted here goes on as long as this page does. */}
        <a href="conformance.html" target="_blank" rel="noreferrer">
          {translate('conformanceLink')}
        </a>
      </p>
      {failure && <ModelFailure failure={failure} translate={translate} />}
      {(instead ?? gone) && (
        <div class="notice failure" role="alert">
          <p>
            {insteadText(translate, instead?.model ?? gone!)}{' '}
            {translate(instead ? modelFailure(instead.failure) : 'modelFailMissing')}
          </p>
          {instead && <FailureDetail failure={instead.failure} translate={translate} />}
        </div>
      )}
      {unread?.code !== 'storePrivate' && (
        <>
          <FromHub {...props} unfinished={list?.unfinished ?? []} onUse={choose} />
          <FromFiles {...props} names={list?.models.map(({ name }) => name) ?? []} onUse={choose} />
          <Dictionaries {...props} activity={activity} />
        </>
      )}
    </section>
  );
}

function ModelRow({
  model,
  inUse,
  status,
  translate,
  onChoose,
  onRemove,
}: {
  readonly model: InstalledModel;
  readonly inUse: boolean;
  readonly status: EngineStatus | null;
  readonly translate: Translate;
  readonly onChoose: () => void;
  readonly onRemove: () => void;
}) {
  const format = createFormat(translate);
  const name = model.installed === null ? translate('modelDefault') : model.name;
  const [file, hash] = Object.entries(model.sha256).find(([path]) => /\.(?:safetensors|bin|onnx)$/.test(path)) ?? [];
  const backend = inUse && status?.model === model.name ? status.backend : null;
  return (
    <div class="model-row">
      <label class="choice">
        <input type="radio" name="model" value={model.name} checked={inUse} onChange={onChoose} />
        <span class="name">{name}</span>
      </label>
      <span class="size">{format.bytes(model.bytes)}</span>
      <p class="fine">
        {model.installed === null ? translate('modelShipped') : translate('modelAdded', [format.date(model.installed)])}
        {hash && (
          <>
            {' '}
            ·{' '}
            <span title={`${file}: ${hash}`}>
              sha256 <code>{hash.slice(0, 12)}…</code>
            </span>
          </>
        )}
        {backend && (
          <>
            {' '}
            · {backendName(backend, translate)}. {backendReason(backend, translate)}
          </>
        )}
      </p>
      {model.installed !== null && <Remove name={name} translate={translate} onRemove={onRemove} />}
    </div>
  );
}
