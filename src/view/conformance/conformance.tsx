import { render } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import { backendName } from '../shared/backend.ts';
import { adopt } from '../shared/adopt.ts';
import { useKeptFocus } from '../shared/kept-focus.ts';
import { keepAppearance, liveSettings, type SettingsOptions } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';
import { createFormat } from '../shared/format.ts';

/** A text and its words as published. */
export interface Vector {
  readonly text: string;
  readonly words: readonly string[];
}

export interface ConformanceParts extends SettingsOptions {
  readonly translate: Translate;
  readonly service: Service;
  readonly vectors: readonly Vector[];
}

interface Outcome extends Vector {
  readonly got: readonly string[];
}

interface Speed {
  readonly milliseconds: number;
  readonly device: string;
}

/** Timed predictions: enough for a median that does not jump. */
const RUNS = 9;

/** Runs the published vectors on the user's machine, and times the model there. */
export function mountConformance(root: Element, parts: ConformanceParts): void {
  adopt(root.ownerDocument, root.ownerDocument);
  keepAppearance(root.ownerDocument.documentElement, liveSettings(parts));
  render(<Conformance {...parts} />, root);
}

function Conformance({ translate, service, vectors }: ConformanceParts) {
  const [running, setRunning] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [speed, setSpeed] = useState<Speed | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const page = useRef<HTMLElement>(null);
  useKeptFocus(page, '.primary:not(:disabled)');
  const run = async () => {
    setRunning(true);
    setOutcomes([]);
    setSpeed(null);
    setFailure(null);
    const words = await wordsOf(service, vectors, setOutcomes);
    const timed = words ?? (await timePredictions(service, translate, setSpeed));
    setFailure(timed);
    setRunning(false);
  };
  const equal = outcomes.filter(isEqual).length;

  return (
    <main ref={page} class="page">
      <h1>{translate('conformanceTitle')}</h1>
      <p>{translate('conformanceText')}</p>
      <button type="button" class="primary" disabled={running} onClick={() => void run()}>
        {translate('conformanceRun')}
      </button>
      <div role="status">
        {running && (
          <p class="thinking">{translate(outcomes.length === 0 ? 'conformanceReading' : 'conformanceTiming')}</p>
        )}
        {outcomes.length > 0 && (
          <p class="summary">{translate('conformanceSummary', [String(equal), String(outcomes.length)])}</p>
        )}
        {speed && (
          <p class="speed">
            {translate('conformanceSpeed', [
              createFormat(translate).tenths(speed.milliseconds),
              String(RUNS),
              speed.device,
            ])}
          </p>
        )}
        {failure && (
          <p class="failed" lang="en">
            {failure}
          </p>
        )}
      </div>
      {outcomes.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{translate('conformanceInput')}</th>
              <th scope="col">{translate('conformanceExpected')}</th>
              <th scope="col">{translate('conformanceGot')}</th>
            </tr>
          </thead>
          <tbody lang="ja">
            {outcomes.map((outcome) => (
              <tr class={isEqual(outcome) ? '' : 'failed'}>
                <td>{outcome.text}</td>
                <td>{outcome.words.join(' ')}</td>
                <td>{isEqual(outcome) ? '✓' : `✗ ${outcome.got.join(' ')}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}

const isEqual = ({ words, got }: Outcome) =>
  words.length === got.length && words.every((word, index) => word === got[index]);

/**
 * The splits are the shipped dictionary's, whatever model is in use. Null when all went well, else what failed.
 */
async function wordsOf(
  service: Service,
  vectors: readonly Vector[],
  show: (outcomes: readonly Outcome[]) => void,
): Promise<string | null> {
  const outcomes: Outcome[] = [];
  for (const vector of vectors) {
    const outcome = await service.analyze({ text: vector.text, keep: false, shipped: true });
    if (!outcome.ok) return outcome.failure.detail;
    outcomes.push({ ...vector, got: outcome.value.morphemes.map(({ surface }) => surface) });
  }
  show(outcomes);
  return null;
}

async function timePredictions(
  service: Service,
  translate: Translate,
  show: (speed: Speed) => void,
): Promise<string | null> {
  const text = '朝食に[MASK]を焼いて食べました。';
  const read = await service.analyze({ text, keep: false });
  if (!read.ok) return read.failure.detail;
  // Other dictionaries may divide it otherwise.
  const morphemes = read.value.morphemes.flatMap(({ blank }, index) => (blank ? [index] : []));
  const times: number[] = [];
  let device = '';
  for (let run = 0; run <= RUNS; run++) {
    const outcome = await service.predict({ text, morphemes, candidates: 5 });
    if (!outcome.ok) return outcome.failure.detail;
    const { backend, milliseconds } = outcome.value;
    device = backendName(backend, translate);
    // The first one warms up.
    if (run > 0) times.push(milliseconds);
  }
  show({ milliseconds: times.sort((a, b) => a - b)[times.length >> 1]!, device });
  return null;
}
