import { describe, expect, it } from 'vitest';
import { MAX_TEXT } from '../../../src/protocol/limits.ts';
import { failure, success } from '../../../src/protocol/outcome.ts';
import type { Params } from '../../../src/protocol/protocol.ts';
import { fake } from './fake-service.ts';
import { analysisOf, plain } from './fixtures.ts';

describe('what a text brings along', () => {
  it("keeps the page's own readings of a text that is known already: asked for others, and with its lines joined", async () => {
    const { reader, calls } = fake();
    const [first, ...others] = plain.words;
    const text = '猫が\n鳴く';
    const ruby = [{ start: 0, end: 1, text: 'とも' }];
    const analysis = { ...plain, text, words: [first!, ...others.map((word) => ({ ...word, ambiguous: true }))] };
    reader.show({ analysis, prediction: null, ruby });
    expect(calls.at(-1)).toMatchObject({ method: 'readings', params: { text, ruby } });
    reader.joinLines();
    expect(calls.at(-1)).toMatchObject({ method: 'analyze', params: { text: '猫が鳴く', ruby } });
  });

  it("keeps the page's own readings of the rest of a long text", async () => {
    const { reader, last } = fake();
    const ruby = [
      { start: 0, end: 1, text: 'い' },
      { start: MAX_TEXT + 1, end: MAX_TEXT + 2, text: 'う' },
    ];
    const kept = 'あ'.repeat(MAX_TEXT);
    void reader.read(`${kept}あああ`, { ruby });
    await last()!.answer(success({ ...analysisOf(kept, [[kept, '名詞']]), omitted: 3 }));
    reader.goOn();
    expect(last()!.params).toEqual({ text: 'あああ', ruby: [{ start: 1, end: 2, text: 'う' }] });
  });

  it('knows which text is of one’s own, also where a page’s begins like it', async () => {
    const whole = `${plain.text}${'あ'.repeat(MAX_TEXT)}`;
    const { reader, last } = fake();
    void reader.read(whole, { own: true });
    expect(reader.state.own).toBe(whole);
    await last()!.answer(failure('interrupted', 'stopped'));
    reader.retry();
    await last()!.answer(success({ ...plain, omitted: MAX_TEXT }));
    expect(reader.state.own).toBe(whole);
    reader.show({ analysis: plain, prediction: null });
    expect(reader.state.own).toBeNull();
    void reader.read(plain.text);
    expect(reader.state.own).toBeNull();
  });

  it('takes the lines of one’s own text for none once they are one', async () => {
    const { reader, last } = fake();
    void reader.read('猫が\n鳴く', { own: true });
    await last()!.answer(success({ ...plain, text: '猫が\n鳴く' }));
    reader.joinLines();
    expect(reader.state.own).toBeNull();
    // It is not forgotten.
    expect(reader.state.written).toBe('猫が\n鳴く');
    await last()!.answer(success(plain));
    expect(reader.state.written).toBe('猫が\n鳴く');
    reader.joinLines();
    expect(reader.state.own).toBe('猫が\n鳴く');
  });

  it('knows all of one’s own text while the rest of it is read', async () => {
    const { reader, last } = fake();
    const kept = 'あ'.repeat(MAX_TEXT);
    void reader.read(`${kept}い`, { own: true });
    await last()!.answer(success({ ...analysisOf(kept, [[kept, '名詞']]), omitted: 1 }));
    reader.goOn();
    expect(reader.state).toMatchObject({ text: 'い', own: `${kept}い` });
    await last()!.answer(failure('interrupted', 'stopped'));
    reader.retry();
    await last()!.answer(success(analysisOf('い', [['い', '名詞']])));
    expect(reader.state).toMatchObject({ phase: 'read', text: 'い', own: `${kept}い` });
  });

  it('knows one’s own text for one, and its lines, while its rest is read with its lines joined', async () => {
    const { reader, last } = fake();
    const lines = `${'あ'.repeat(MAX_TEXT - 1)}\nあい。\nう。`;
    const ruby = [{ start: lines.length - 5, end: lines.length - 4, text: 'ル' }];
    const answer = () => {
      const { text, omitted = 0 } = last()!.params as Params<'analyze'>;
      return last()!.answer(success({ ...analysisOf(text, [[text, '名詞']]), omitted }));
    };
    void reader.read(lines, { own: true, ruby });
    await answer();
    reader.joinLines();
    await answer();
    expect(reader.state.rest).toBe('い。う。');
    reader.goOn();
    expect(last()!.params).toEqual({ text: 'い。う。', ruby: [{ start: 0, end: 1, text: 'ル' }] });
    await answer();
    expect(reader.state).toMatchObject({ text: 'い。う。', joined: true, own: null, written: lines });
    reader.joinLines();
    await answer();
    expect(reader.state.text.trim()).toBe('い。\nう。');
    expect(reader.state).toMatchObject({ joined: false, own: lines, written: lines });
  });
});
