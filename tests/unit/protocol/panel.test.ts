import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/protocol/client.ts';
import { MAX_ALTERNATIVES, MAX_SENTENCE } from '../../../src/protocol/limits.ts';
import { failure } from '../../../src/protocol/outcome.ts';
import { protocol } from '../../../src/protocol/protocol.ts';
import { serve, type Caller, type Handlers } from '../../../src/protocol/server.ts';
import { makeLine } from './line.ts';

/** A service whose handlers only note that they were asked. */
function asking(caller: Caller) {
  const asked: string[] = [];
  const handler = (name: string) => async () => {
    asked.push(name);
    return failure('model', name);
  };
  const names = [
    'score',
    'alternatives',
    'practice',
    'hints',
    'attention',
    'attentionHeads',
    'nextSentence',
    'write',
    'rules',
    'openPanel',
    'loadWriting',
  ] as const;
  const handlers = Object.fromEntries(names.map((name) => [name, handler(name)])) as Handlers;
  const { service } = createClient(() => {
    const line = makeLine();
    serve(line.far, caller, handlers, () => ({ code: 'internal', detail: '' }));
    return line.near;
  }, protocol);
  const all = () =>
    Promise.all([
      service.score({ text: '猫' }),
      service.alternatives({ text: '猫', start: 0, end: 1, texts: ['犬'] }),
      service.practice({ text: '猫', kind: 'noun' }),
      service.hints({ text: '猫' }),
      service.attention({ text: '猫', start: 0, end: 1, layer: null, head: null }),
      service.attentionHeads({ text: '猫', start: 0, end: 1 }),
      service.nextSentence({ first: '猫', second: '犬' }),
      service.write({ text: '猫', start: 0, end: 1, instead: '犬' }),
      service.rules({ text: '猫' }),
      service.openPanel({}),
      service.loadWriting({}),
    ]);
  return { asked, service, all };
}

describe("the side panel's questions", () => {
  it('are not open to pages but for hints and opening the panel', async () => {
    const page = asking('page');
    const codes = (await page.all()).map((outcome) => !outcome.ok && outcome.failure.code);
    expect(codes).toEqual([
      'refused',
      'refused',
      'refused',
      'model',
      'refused',
      'refused',
      'refused',
      'refused',
      'refused',
      'model',
      'model',
    ]);
    expect(page.asked).toEqual(['hints', 'openPanel', 'loadWriting']);
    const own = asking('extension');
    await own.all();
    expect(own.asked).toEqual([
      'score',
      'alternatives',
      'practice',
      'hints',
      'attention',
      'attentionHeads',
      'nextSentence',
      'write',
      'rules',
      'openPanel',
    ]);
  });

  it('are bounded', async () => {
    const { service, asked } = asking('extension');
    const long = '猫'.repeat(MAX_SENTENCE + 1);
    const outcomes = await Promise.all([
      service.score({ text: long }),
      service.practice({ text: long, kind: 'particle' }),
      service.hints({ text: long }),
      service.nextSentence({ first: '猫', second: long }),
      service.alternatives({ text: '猫', start: 0, end: 1, texts: new Array<string>(MAX_ALTERNATIVES + 1).fill('犬') }),
      service.alternatives({ text: '猫', start: -1, end: 1, texts: [] }),
      service.attention({ text: '猫', start: 0, end: 1, layer: 0.5, head: null }),
    ]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect(asked).toEqual([]);
  });
});
