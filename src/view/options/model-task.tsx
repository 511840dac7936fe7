import { useEffect, useRef, useState } from 'preact/hooks';
import type { InstallProgress } from '../../protocol/models.ts';
import type { Failure, Outcome } from '../../protocol/outcome.ts';
import type { CallOptions } from '../../protocol/protocol.ts';
import { FailureDetail } from '../shared/failure-detail.tsx';
import { createFormat } from '../shared/format.ts';
import type { MessageKey, Translate } from '../shared/translate.ts';
import { modelFailure } from './model-failures.ts';

const steps: Readonly<Record<InstallProgress['step'], MessageKey>> = {
  download: 'modelDownloading',
  check: 'modelChecking',
  prepare: 'modelPreparing',
};

/** Something that takes a while and may fail: a look at the hub, a download, an import. One at a time. */
export interface Task {
  readonly running: boolean;
  readonly progress: InstallProgress | null;
  readonly failure: Failure | null;
  /** Runs `work`; null when it failed or was cancelled. */
  run<T>(work: (options: CallOptions) => Promise<Outcome<T>>): Promise<T | null>;
  cancel(): void;
}

/** One task at a time that takes a while: how far it is, what became of it, and its end when the component goes. */
export function useTask(): Task {
  const [state, setState] = useState<Pick<Task, 'running' | 'progress' | 'failure'>>({
    running: false,
    progress: null,
    failure: null,
  });
  const work = useRef(new AbortController());
  useEffect(() => () => work.current.abort(), []);
  return {
    ...state,
    async run(task) {
      work.current = new AbortController();
      const { signal } = work.current;
      setState({ running: true, progress: null, failure: null });
      const outcome = await task({
        signal,
        onProgress: (progress) => setState({ running: true, progress, failure: null }),
      });
      setState({
        running: false,
        progress: null,
        failure: outcome.ok || outcome.failure.code === 'aborted' ? null : outcome.failure,
      });
      return outcome.ok ? outcome.value : null;
    },
    cancel: () => work.current.abort(),
  };
}

/** What went wrong with a model or a dictionary, and what to do about it. */
export const ModelFailure = ({ failure, translate }: { readonly failure: Failure; readonly translate: Translate }) => (
  <div class="notice failure" role="alert">
    <p>{translate(modelFailure(failure))}</p>
    <FailureDetail failure={failure} translate={translate} />
  </div>
);

/** How far a task is, with a way out; what became of it when it failed. */
export function TaskNotice({
  task,
  waiting,
  translate,
}: {
  readonly task: Task;
  /** Said until there is progress to show. */ readonly waiting: MessageKey;
  readonly translate: Translate;
}) {
  const format = createFormat(translate);
  const { running, progress, failure } = task;
  if (failure) return <ModelFailure failure={failure} translate={translate} />;
  if (!running) return null;
  const counted = progress && progress.step !== 'prepare';
  return (
    <div class="task">
      <label>
        <span role="status">{translate(progress ? steps[progress.step] : waiting)}</span>{' '}
        {progress &&
          (counted
            ? translate('modelBytes', [format.bytes(progress.done), format.bytes(progress.total)])
            : format.percent(progress.done))}
        <progress max={1} {...(progress ? { value: progress.done / progress.total } : {})} />
      </label>
      <button type="button" onClick={task.cancel}>
        {translate('cancel')}
      </button>
    </div>
  );
}
