import { describe, expect, it } from 'vitest';
import { MODEL, type FakeHub } from '../browser/support/hub.ts';
import {
  WAIT,
  agree,
  answer,
  checkpointRequests,
  endAll,
  extension,
  failed,
  folders,
  hub,
  installed,
  latest,
  lookUp,
  options,
  page,
  pages,
  press,
  reopenOptions,
  rows,
  stored,
  text,
  useModels,
} from './support/models.ts';
import { until } from './support/shown.ts';

useModels();

describe('a model by its hub name', () => {
  it('is shown with its size, downloaded after consent, used without a restart, and deleted', async () => {
    expect(await answer()).toMatchObject({ model: 'default', notices: '' });
    expect(hub.requests).toEqual([]);

    const atOnce = options.evaluate(
      () =>
        new Promise((resolve) =>
          new MutationObserver((_, observer) => {
            const offer = document.querySelector('.offer');
            if (!offer) return;
            observer.disconnect();
            resolve(document.activeElement === offer);
          }).observe(document, { subtree: true, childList: true }),
        ),
    );
    await lookUp();
    // With it comes the focus: moved a moment later, it takes away what is typed meanwhile.
    expect(await atOnce).toBe(true);
    expect(hub.requests).toEqual([
      `/api/models/${MODEL}`,
      ...['config.json', 'tokenizer_config.json'].map((file) => `/${MODEL}/resolve/abc123/${file}`),
    ]);
    expect(await text('.offer')).toMatch(/10\d kB/);
    // Enter agrees to nothing: the focus is on the offer, not on its button.
    await options.keyboard.press('Enter');
    expect(checkpointRequests()).toEqual([]);

    hub.slowness = 100;
    await agree();
    await options.waitForFunction(
      () => /\d+ (?:kB|byte)/.test(document.querySelector('.task label')?.textContent ?? ''),
      WAIT,
    );
    await installed();
    expect(checkpointRequests()).toHaveLength(1);
    expect(await rows()).toEqual([
      ['default', true],
      [MODEL, false],
    ]);
    expect(await text('.model-row:last-of-type')).toMatch(/sha256 [0-9a-f]{12}/);
    // Three to look up, four files: all counted where the policy is shown.
    await until(
      async () =>
        (await options.$eval('.policy', (policy) => policy.previousElementSibling!.textContent)).endsWith(' 7.'),
      'the requests counted',
    );

    await press('.added button');
    await options.waitForFunction(
      (name) => document.querySelector<HTMLInputElement>('.model-row input:checked')?.value === name,
      WAIT,
      MODEL,
    );
    const other = await answer();
    expect(other).toMatchObject({ model: MODEL, notices: '' });
    const popup = await extension.openPopup(page);
    await popup.waitForFunction((name) => document.querySelector('.badge .model')?.textContent === name, WAIT, MODEL);
    await popup.close();

    // The choice outlives whoever runs the model.
    await endAll();
    expect(await answer('#apple')).toMatchObject({ model: MODEL, notices: '' });

    await options.bringToFront();
    await press('.model-row:last-of-type .actions button');
    // The safe answer has the focus.
    await options.waitForFunction(
      () =>
        document.activeElement === document.querySelector('.model-row:last-of-type .actions span ~ button:last-child'),
    );
    await options.keyboard.press('Enter');
    expect(await rows()).toHaveLength(2);
    await options.waitForFunction(
      () => document.activeElement === document.querySelector('.model-row:last-of-type .actions button:only-child'),
    );
    await options.keyboard.press('Enter');
    await options.waitForSelector('.model-row:last-of-type .actions span');
    await press('.model-row:last-of-type .actions button');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1, WAIT);
    expect(await rows()).toEqual([['default', true]]);
    expect(await stored()).toEqual([]);
    expect(await answer()).toMatchObject({ model: 'default', notices: '' });
  });

  it('is looked up from the list of those that people use', async () => {
    await press('.catalogue summary');
    // Size, what it is good at, words, licence, memory.
    const row = await options.$eval(
      `.catalogue-row:has(button[aria-label$="${MODEL}"])`,
      (element) => (element as HTMLElement).innerText,
    );
    expect(row).toMatch(/445 MB[^]*words[^]*IPADIC[^]*CC BY-SA 4\.0[^]*111 MB/);
    await press(`.catalogue button[aria-label$="${MODEL}"]`);
    await options.waitForSelector('.offer', WAIT);
    expect(await text('.offer')).toContain(MODEL);
    expect(await options.$eval('.catalogue', (list) => (list as HTMLDetailsElement).open)).toBe(false);
    expect(checkpointRequests()).toEqual([]);
  });

  it('goes on downloading when the background is killed', async () => {
    await lookUp();
    hub.slowness = 150;
    await agree();
    await until(() => checkpointRequests().length === 1, 'the checkpoint asked for');
    await extension.killWorker();
    await installed();
    expect(checkpointRequests()).toHaveLength(1);
  });

  it('can be added while a page tidies up what was left behind', async () => {
    await lookUp();
    await options.evaluate(async () => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
      for (let i = 0; i < 500; i++) await models.getDirectoryHandle(`left-${i}`, { create: true });
    });
    const second = await extension.browser.newPage();
    void second.goto(`chrome-extension://${extension.id}/options.html`).catch(() => {});
    await until(async () => (await folders()) < 500, 'the tidying begun');
    await agree();
    await options.bringToFront();
    await installed();
    await second.close();
    expect(await folders()).toBe(1);
  });

  it('is continued after the page was closed in mid-file', async () => {
    await lookUp();
    hub.slowness = 20;
    hub.breakAfter.push(40_000);
    await agree();
    expect(await failed()).toContain('broke off after');
    await options.waitForSelector('.unfinished button', WAIT);
    hub.slowness = 400;
    await press('.unfinished button');
    await options.waitForSelector('.task', WAIT);
    await until(() => checkpointRequests().length === 2, 'the rest asked for');
    await options.close();
    await extension.killWorker();
    hub.slowness = 0;

    await reopenOptions();
    await options.waitForSelector('.unfinished', WAIT);
    expect(await rows()).toHaveLength(1);
    expect(await text('.unfinished')).toContain(MODEL);
    await press('.unfinished button');
    await installed();
    expect(checkpointRequests().map((request) => /bytes=\d+-/.test(request))).toEqual([false, true, true]);
    expect(await options.$('.unfinished')).toBeNull();
  });

  it('can be cancelled, and what came of it thrown away', async () => {
    await lookUp();
    hub.slowness = 300;
    await agree();
    await until(() => checkpointRequests().length === 1, 'the checkpoint asked for');
    await press('.task button');
    await options.waitForSelector('.unfinished', WAIT);
    expect(await options.$('.add-model .failure')).toBeNull();
    await press('.unfinished button:last-child');
    await press('.unfinished .danger');
    // Nothing of it is shown while it is thrown away.
    await until(async () => (await stored()).length === 0, 'nothing kept');
    await options.waitForFunction(() => !document.querySelector('.unfinished'), WAIT);
  });

  it("may come from another host of the hub's, if the policy names that", async () => {
    await lookUp();
    hub.redirect = hub.fileOrigin;
    await agree();
    await installed();
    expect(checkpointRequests().at(-1)).toMatch(/^files: /);
  });

  it('never comes from a host that the policy does not name', async () => {
    await lookUp();
    const asked = pages.requests.length;
    hub.redirect = pages.origin;
    await agree();
    expect(await failed()).toContain('cannot be reached');
    expect(pages.requests.slice(asked)).toEqual([]);
  });

  it.each<[string, string, (changed: FakeHub) => void, RegExp, boolean]>([
    ['that is not public', 'nobody/nothing', () => {}, /no public model/, false],
    ['whose name cannot be one', 'https://example.com/x', () => {}, /cannot be the name/, false],
    ["that has the built-in one's name", 'default', () => {}, /cannot be the name/, false],
    ['of a hub that is out of order', MODEL, (changed) => (changed.status = 503), /could not be reached.*503/s, false],
    [
      'that wants another dictionary',
      MODEL,
      (changed) => (changed.tokenizer = { word_tokenizer_type: 'mecab', mecab_kwargs: { mecab_dic: 'unidic_lite' } }),
      /unidic_lite.*ipadic/,
      false,
    ],
    [
      'that wants other pieces',
      MODEL,
      (changed) => (changed.tokenizer = { word_tokenizer_type: 'mecab', subword_tokenizer_type: 'syllable' }),
      /syllable/,
      false,
    ],
    ['that is altered on its way', MODEL, (changed) => (changed.corrupt = true), /damaged.*pytorch_model\.bin/s, true],
    [
      'that is shorter than announced',
      MODEL,
      (changed) => (changed.exaggerate = 1000),
      /damaged.*pytorch_model\.bin/s,
      true,
    ],
    [
      'that is longer than announced',
      MODEL,
      (changed) => (changed.exaggerate = -1000),
      /damaged.*pytorch_model\.bin/s,
      true,
    ],
  ])('%s: one message that says what to do, and nothing is kept', async (_, name, spoil, message, agreed) => {
    spoil(hub);
    await lookUp(name);
    if (agreed) await agree();
    expect(await failed()).toMatch(message);
    expect(await rows()).toHaveLength(1);
    expect((await stored()).filter((file) => /pytorch_model|weights/.test(file))).toEqual([]);
  });

  it('splits into characters where the model does', async () => {
    hub.tokenizer = { word_tokenizer_type: 'mecab', subword_tokenizer_type: 'character' };
    await lookUp();
    await agree();
    await installed();
    await press('.added button');
    expect(await answer()).toMatchObject({ model: MODEL });
    const pieces = (await latest()).analysis.pieces.length;
    await press('.model-row input[value="default"]');
    expect(await answer()).toMatchObject({ model: 'default' });
    expect(pieces).toBeGreaterThan((await latest()).analysis.pieces.length);
  });
});

describe('a full disk', () => {
  it.each([
    ['while downloading', 20_000],
    ['while converting', 130_000],
  ])('%s: a message that says what to do, and nothing half-installed', async (_, quotaSize) => {
    await lookUp();
    const session = await options.createCDPSession();
    const origin = `chrome-extension://${extension.id}`;
    const used = (await options.evaluate(async () => (await navigator.storage.estimate()).usage!)) as number;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + quotaSize });
    try {
      await agree();
      expect(await failed()).toContain('enough room');
    } finally {
      await session.send('Storage.overrideQuotaForOrigin', { origin });
    }
    expect(await stored()).toEqual([]);
    expect(await options.$('.unfinished')).toBeNull();
    // And with room it works.
    await lookUp();
    await agree();
    await installed();
  });
});
