import type { ComponentChildren } from 'preact';
import type { Analysis } from '../../src/protocol/analysis.ts';
import { success } from '../../src/protocol/outcome.ts';
import type { EngineStatus, Service } from '../../src/protocol/protocol.ts';
import type { Hint } from '../../src/protocol/scores.ts';
import { useRef, useState } from 'preact/hooks';
import { Attention } from '../../src/view/panel/attention.tsx';
import { Compare } from '../../src/view/panel/compare.tsx';
import { createFollowing, type Following } from '../../src/view/panel/following.ts';
import type { Heat, HeatState } from '../../src/view/panel/heat.ts';
import { HeatText } from '../../src/view/panel/heat-text.tsx';
import { HintList } from '../../src/view/panel/hint-list.tsx';
import { HintNote } from '../../src/view/panel/hint-row.tsx';
import { Legend } from '../../src/view/panel/legend.tsx';
import { PracticePage } from '../../src/view/panel/practice-page.tsx';
import { RuleList } from '../../src/view/panel/rule-list.tsx';
import { TextView } from '../../src/view/panel/text-view.tsx';
import { PopupFrame } from '../../src/view/popup/popup-frame.tsx';
import { Practice } from '../../src/view/practice/practice.tsx';
import { Badge } from '../../src/view/shared/badge.tsx';
import { useReaderState, useView } from '../../src/view/shared/context.ts';
import { CopyMenu } from '../../src/view/shared/copy-menu.tsx';
import { Dependencies } from '../../src/view/shared/dependencies.tsx';
import { FailureNotice, InsteadNotice, Loading, OmittedNotice } from '../../src/view/shared/notices.tsx';
import type { Reader } from '../../src/view/shared/reader.ts';
import type { ViewSettings } from '../../src/view/shared/settings.ts';
import { Sheet } from '../../src/view/shared/sheet.tsx';
import { analysisOf, maskAt, predictionOf, seed } from '../unit/view/fixtures.ts';
import { meantState } from './meant-state.tsx';
import { optionsStates } from './options-states.tsx';
import { seenState } from './seen-state.tsx';
import { always, fails, failsOnce, type Answers } from './service.ts';

/** A component in a state, with what brings it there. */
export interface State {
  readonly name: string;
  readonly settings?: Partial<ViewSettings>;
  readonly answers?: Answers;
  readonly prepare?: (reader: Reader, service: Service) => unknown;
  readonly draw: (service: Service) => ComponentChildren;
  /** What is clicked once it is drawn. */
  readonly press?: string;
}

/** A text of one's own, a page that can be left, with a field beside it, and a button that selects another text. */
function Own({ service, heat = scored({ hints: new Map() }) }: { readonly service: Service; readonly heat?: Heat }) {
  const { reader } = useView();
  const [following] = useState(() => createFollowing(reader));
  const [shown, show] = useState(true);
  const page = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={page} hidden={!shown}>
        <TextView service={service} heat={heat} following={following} shown={shown} page={page} onCompare={nothing} />
      </div>
      <input type="text" aria-label="…" />
      <button type="button" class="leave" aria-pressed={!shown} onClick={() => show(!shown)}>
        …
      </button>
      <SelectOther following={following} />
    </>
  );
}

function SelectOther({ following }: { readonly following: Following }) {
  const { text } = useReaderState();
  const other = text === seed.text ? { analysis: plain, prediction: null } : { analysis: seed, prediction };
  return (
    <button type="button" class="select-other" onClick={() => following.follow(other)}>
      {other.analysis.text}
    </button>
  );
}

/** Rules on a text in which nothing is scored until the button is pressed, and then all is as expected. */
function Scored({ service }: { readonly service: Service }) {
  const [bits, score] = useState<HeatState['bits']>(new Map());
  return (
    <>
      <RuleList
        service={service}
        heat={scored({ bits }).state}
        onPick={nothing}
        ignored={new Set()}
        onIgnore={nothing}
      />
      <button type="button" class="score" onClick={() => score(new Map(plain.morphemes.map((_, index) => [index, 1])))}>
        …
      </button>
    </>
  );
}

/** Two sentences that can be swapped. */
function Comparing({ service, at }: { readonly service: Service; readonly at: readonly [string, string] }) {
  const [pair, setPair] = useState(at);
  return <Compare service={service} pair={pair} onPair={setPair} />;
}

/** A page of the panel that can be left and come back to, and a button that selects another text. */
function Leaving({ service }: { readonly service: Service }) {
  const { reader } = useView();
  const [following] = useState(() => createFollowing(reader));
  const [shown, show] = useState(true);
  return (
    <>
      <PracticePage service={service} following={following} shown={shown} />
      <button type="button" class="leave" aria-pressed={!shown} onClick={() => show(!shown)}>
        …
      </button>
      <SelectOther following={following} />
    </>
  );
}

const plain = analysisOf('猫が静かに鳴く。', [
  ['猫', '名詞-一般', { reading: 'ネコ' }],
  ['が', '助詞-格助詞-一般'],
  ['静か', '名詞-形容動詞語幹', { reading: 'シズカ' }],
  ['に', '助詞-副詞化'],
  ['鳴く', '動詞-自立', { reading: 'ナク' }],
  ['。', '記号-句点'],
]);
const unknown: Analysis = {
  ...analysisOf('獰悪と𠮷', [
    ['獰悪', '名詞-一般', { reading: 'ドウアク' }],
    ['と', '助詞-格助詞-引用'],
    ['𠮷', '名詞-一般', { known: false, reading: null, baseForm: null }],
  ]),
  pieces: [
    { piece: '[UNK]', id: 1, start: 0, end: 2, unknown: true },
    { piece: 'と', id: 13, start: 2, end: 3 },
    { piece: '[UNK]', id: 1, start: 3, end: 5, unknown: true },
  ],
};
const prediction = predictionOf([maskAt(seed, [2], ['話', '仕事', 'テニス', '旅行', '結婚'])]);
const backend = prediction.backend;
const status: EngineStatus = { model: 'default', state: 'ready', progress: 1, backend };
const answered = { model: 'default', backend, milliseconds: 12 };
const insteadOf = {
  model: 'someone/a-model',
  failure: { code: 'modelDamaged', detail: 'someone/a-model: wasm-int8.weights is gone' },
} as const;
const hint: Hint = {
  kind: 'particle',
  start: 1,
  end: 2,
  written: 'が',
  instead: 'を',
  bits: 7.3,
  strictness: 'strict',
};

/** A scored text: bits from 1 up, by word. */
const scored = (changes: Partial<HeatState> = {}): Heat => ({
  state: {
    bits: new Map(plain.morphemes.map((_, index) => [index, 1 + 3 * index])),
    hints: new Map<number, Hint>([
      [1, hint],
      [
        5,
        {
          ...hint,
          kind: 'homophone',
          written: '鳴く',
          instead: '泣く',
          bases: { written: '鳴く', instead: '泣く' },
          uses: [
            { word: '鳴く', examples: ['鳥が鳴く', '虫が鳴く', '猫が鳴く'] },
            { word: '泣く', examples: ['赤ん坊が泣く', '大きな声を上げて泣く', '悲しみに暮れて一晩中泣く'] },
          ],
        },
      ],
    ]),
    done: new Set([0]),
    total: 1,
    phase: 'done',
    model: null,
    loading: null,
    failure: null,
    ...changes,
  },
  subscribe: () => () => {},
  start() {},
  look() {},
  stop() {},
  resume() {},
});
const nothing = () => {};
const showPlain = (reader: Reader) => reader.show({ analysis: plain, prediction: null });
const showSeed = (reader: Reader) => reader.show({ analysis: seed, prediction });

/** A sheet in the box of the popup, which brings fonts and width. */
const sheet = (service: Service) => (
  <div class="popup">
    <Sheet service={service} />
  </div>
);
const notice = (children: ComponentChildren) => (
  <div class="popup part">
    <div class="sheet">{children}</div>
  </div>
);
const inPanel = (children: ComponentChildren) => (
  <div class="panel" style={{ blockSize: 'auto' }}>
    {children}
  </div>
);

const scoreOf = (pll: number) => ({
  ...answered,
  pll,
  pieces: [{ piece: '猫', start: 0, end: 1, isSpace: false, logprob: pll }],
});

export const states: readonly State[] = [
  {
    name: 'popup, nothing read yet, with recent texts',
    answers: { status: always({ ...status, state: 'idle', backend: null }) },
    draw: (service) => (
      <PopupFrame
        service={service}
        recent={{
          list: async () => [{ text: plain.text }, { text: `${seed.text}。`.repeat(9) }],
          forget: async () => {},
          watch: () => {},
          forgetAll: async () => {},
        }}
        onPanel={nothing}
      />
    ),
  },
  { name: 'sheet, reading', prepare: (reader) => void reader.read(plain.text), draw: sheet },
  { name: 'sheet, words', prepare: showPlain, draw: sheet },
  {
    name: 'sheet, predicting',
    prepare: (reader) => reader.show({ analysis: seed, prediction: null }),
    draw: sheet,
  },
  {
    name: 'sheet, loading the model',
    answers: {
      predict: (_, options) => {
        options?.onStatus?.({ ...status, state: 'loading', progress: 0.4, backend: null });
        return new Promise(() => {});
      },
    },
    prepare: (reader) => reader.show({ analysis: seed, prediction: null }),
    draw: sheet,
  },
  { name: 'sheet, candidates', prepare: showSeed, draw: sheet },
  {
    name: 'sheet, candidates with meanings, one chosen',
    answers: { meanings: async (params) => await always({ meanings: params.words.map(() => ['talk', 'story']) })() },
    prepare: (reader) => {
      showSeed(reader);
      reader.choose(prediction.masks[0]!, prediction.masks[0]!.candidates[1]!);
    },
    draw: sheet,
  },
  { name: 'sheet, word pieces', settings: { pieces: true }, prepare: showSeed, draw: sheet },
  {
    name: 'sheet, words nobody knows, large',
    settings: { pieces: true, textSize: 1.5 },
    prepare: (reader) => reader.show({ analysis: unknown, prediction: null }),
    draw: sheet,
  },
  {
    name: 'sheet, failed',
    answers: { predict: fails('backend') },
    prepare: (reader) => reader.show({ analysis: seed, prediction: null }),
    draw: sheet,
  },
  {
    name: 'failures',
    draw: () =>
      notice(
        (['interrupted', 'orphaned', 'dictionary', 'model', 'backend', 'memory', 'refused', 'internal'] as const).map(
          (code) => <FailureNotice key={code} failure={{ code, detail: 'what the part said' }} />,
        ),
      ),
  },
  { name: 'another model instead', draw: () => notice(<InsteadNotice insteadOf={insteadOf} />) },
  { name: 'more than is read', draw: () => notice(<OmittedNotice analysis={{ ...plain, omitted: 220_000 }} />) },
  { name: 'more than is read off a page', draw: () => notice(<OmittedNotice analysis={{ ...plain, goesOn: true }} />) },
  {
    name: 'loading, how far is not known',
    draw: () => notice(<Loading status={{ ...status, state: 'loading', progress: 0 }} />),
  },
  {
    name: 'badge, on the GPU',
    answers: { status: always({ ...status, backend: { ...backend, device: 'webgpu', precision: 'fp16' } }) },
    draw: (service) => notice(<Badge service={service} />),
  },
  {
    name: 'badge, the GPU lost, the model not the chosen one',
    answers: {
      status: always({
        ...status,
        insteadOf,
        backend: {
          ...backend,
          passedOver: [{ device: 'webgpu', precision: 'fp16', why: 'lost', detail: 'the device was lost' }],
        },
      }),
    },
    draw: (service) => notice(<Badge service={service} />),
  },
  {
    name: 'copy, open',
    prepare: showSeed,
    press: '.toggle',
    draw: () =>
      notice(
        <footer>
          <CopyMenu />
        </footer>,
      ),
  },
  {
    name: 'dependencies, open',
    answers: {
      dependencies: always({
        bunsetsu: [
          { start: 0, end: 2, dependsOn: { head: 2, probability: 0.98, relation: 'subject', or: null } },
          {
            start: 2,
            end: 5,
            dependsOn: { head: 2, probability: 0.55, relation: 'adverb', or: { head: 0, probability: 0.4 } },
          },
          { start: 5, end: 8, dependsOn: null },
        ],
        formats: { conllu: '', knp: '', cabocha: '' },
      }),
    },
    prepare: showPlain,
    press: 'summary',
    draw: (service) => notice(<Dependencies service={service} sentence={plain.text} start={0} />),
  },
  {
    name: 'dependencies, asked again',
    answers: { dependencies: failsOnce('backend') },
    prepare: showPlain,
    press: 'summary',
    draw: (service) => notice(<Dependencies service={service} sentence={plain.text} start={0} />),
  },
  {
    name: 'attention, open',
    answers: {
      attention: always({
        layers: 1,
        heads: 2,
        words: plain.morphemes.map(({ start, end }, index) => ({ start, end, weight: 0.3 / (1 + index) })),
        special: 0.3,
      }),
      attentionHeads: always({
        layers: [[0.9, 0.1].map((weight) => ({ start: 0, end: 1, weight, special: 0.1 }))],
      }),
    },
    press: 'summary',
    draw: (service) =>
      inPanel(
        <div class="dock">
          <Attention service={service} sentence={plain.text} start={0} end={1} />
        </div>,
      ),
  },
  {
    name: 'panel, scored, with a find',
    prepare: showPlain,
    draw: () =>
      inPanel(
        <>
          <Legend heat={scored()} />
          <HintList
            heat={scored().state}
            hints={scored().state.hints}
            acted={null}
            onActed={nothing}
            said=""
            onApply={nothing}
            onIgnore={nothing}
            onIgnoreAlways={nothing}
            onPick={nothing}
          />
          <HeatText heat={scored()} hints={scored().state.hints} selected={null} onSelect={nothing} />
          <div class="dock">
            <HintNote hint={hint} />
          </div>
        </>,
      ),
  },
  seenState(inPanel, showPlain),
  meantState(sheet),
  {
    name: 'panel, rules on a text that is scored later',
    settings: { rules: true },
    answers: {
      rules: always({ finds: [{ start: 4, end: 5, rule: 'no-doubled-joshi', message: '一文に二回以上' }] }),
    },
    prepare: showPlain,
    draw: (service) => inPanel(<Scored service={service} />),
  },
  {
    name: 'panel, rules at work',
    settings: { rules: true },
    prepare: showPlain,
    draw: (service) => inPanel(<Scored service={service} />),
  },
  {
    name: 'panel, scoring',
    prepare: showPlain,
    draw: () => inPanel(<Legend heat={scored({ phase: 'running', done: new Set([0, 1]), total: 5 })} />),
  },
  {
    name: 'panel, failed',
    prepare: showPlain,
    draw: () =>
      inPanel(<Legend heat={scored({ phase: 'failed', failure: { code: 'memory', detail: 'what the part said' } })} />),
  },
  {
    name: 'panel, two sentences compared',
    answers: { score: async ({ text }) => await always(scoreOf(text.includes('を') ? -9 : -4))() },
    prepare: showPlain,
    press: '.compare [type="submit"]',
    draw: (service) => inPanel(<Comparing service={service} at={['猫が鳴く。', '猫を鳴く。']} />),
  },
  {
    name: 'panel, two sentences alike',
    answers: { score: async () => await always(scoreOf(-4))() },
    prepare: showPlain,
    press: '.compare [type="submit"]',
    draw: (service) => inPanel(<Comparing service={service} at={['猫が鳴く。', '猫も鳴く。']} />),
  },
  {
    name: 'practice',
    answers: {
      practice: always({
        ...answered,
        exercises: [{ start: 1, end: 2, answer: 'が', probability: 0.8, choices: ['を', 'が', 'に', 'と'] }],
      }),
    },
    prepare: showPlain,
    draw: (service) => inPanel(<Practice service={service} shown />),
  },
  {
    name: 'practice, left and come back to',
    answers: {
      practice: always({
        ...answered,
        exercises: [{ start: 1, end: 2, answer: 'が', probability: 0.8, choices: ['を', 'が', 'に', 'と'] }],
      }),
      alternatives: async ({ texts }) =>
        await always({ ...answered, alternatives: texts.map((text) => ({ text, score: 0.2 })) })(),
    },
    prepare: showPlain,
    draw: (service) => inPanel(<Leaving service={service} />),
  },
  {
    name: "panel, a text of one's own",
    answers: {
      analyze: async ({ text, omitted = 0 }) => await always({ ...analysisOf(text, [[text, '名詞']]), omitted })(),
    },
    prepare: (reader) => reader.read(plain.text, { own: true }),
    draw: (service) => inPanel(<Own service={service} />),
  },
  {
    name: "panel, finds in a text of one's own, which is split otherwise",
    answers: { analyze: async ({ text }) => await always(analysisOf(text, [[text, '名詞']]))() },
    prepare: (reader) => reader.read(plain.text, { own: true }),
    draw: (service) => inPanel(<Own service={service} heat={scored()} />),
  },
  {
    name: "panel, rules on a text of one's own",
    settings: { rules: true },
    answers: {
      analyze: async ({ text }) => await always(analysisOf(text, [[text, '名詞']]))(),
      rules: async ({ text }) => {
        const finds = Array.from(text.matchAll(/犬/g), ({ index }) => ({ start: index, end: index + 1 }));
        return await always({ finds: finds.map((find) => ({ ...find, rule: 'max-ten', message: '多い' })) })();
      },
    },
    prepare: (reader) => reader.read('猫だ。\n犬だ。', { own: true }),
    draw: (service) => inPanel(<Own service={service} />),
  },
  {
    name: 'panel, a word whose reading comes late',
    answers: {
      predict: async ({ morphemes }) => await always(predictionOf([maskAt(plain, [...morphemes])]))(),
      readings: () =>
        new Promise((resolve) => {
          const words = plain.words.map(({ start, end, ...word }) => ({
            ...word,
            start,
            end,
            rubies: [{ start, end, text: 'べつ' }],
          }));
          Object.assign(globalThis, { answerReadings: () => resolve(success({ words })) });
        }),
    },
    prepare: (reader) =>
      reader.show({
        analysis: { ...plain, words: plain.words.map((word) => ({ ...word, ambiguous: true })) },
        prediction: null,
      }),
    draw: (service) => inPanel(<Own service={service} />),
  },
  ...optionsStates,
];
