import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { violations } from '../browser/support/axe.ts';
import { MODEL } from '../browser/support/hub.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import {
  WAIT,
  agree,
  answer,
  calling,
  damage,
  endAll,
  extension,
  failed,
  hub,
  installed,
  lookUp,
  options,
  page,
  pages,
  press,
  rows,
  stored,
  text,
  useModels,
} from './support/models.ts';

useModels();

describe('an installed model', () => {
  async function install(): Promise<void> {
    await lookUp();
    await agree();
    await installed();
    await press('.added button');
    await options.waitForFunction(() => !document.querySelector('.added'), WAIT);
  }

  it.each([
    ['whose weights are cut short', '.weights', 'cut'],
    ['whose weights are gone', '.weights', 'remove'],
    ['whose vocabulary is gone', 'vocab.txt', 'remove'],
    ['that is gone altogether', 'model.json', 'remove'],
  ] as const)('%s: the built-in one answers, and tooltip and settings say so', async (_, ending, how) => {
    await install();
    await damage(ending, how);
    await endAll();
    const { model, candidates, notices } = await answer();
    expect(model).toBe('default');
    expect(candidates).toHaveLength(5);
    expect(notices).toContain(MODEL);
    await options.bringToFront();
    await options.reload();
    await options.waitForSelector('.models > .failure', WAIT);
    expect(await text('.models > .failure')).toMatch(ending === 'model.json' ? /no longer here/ : /damaged/);
    await options.waitForSelector('.model-row', WAIT);
    await press('.model-row input[value="default"]');
    await options.waitForFunction(() => !document.querySelector('.models > .failure'), WAIT);
    expect((await answer('#apple')).notices).toBe('');
  });

  it('that the browser has thrown away with all it stored is named as gone, in popup and panel', async () => {
    await install();
    await endAll();
    await options.evaluate(async () => {
      const directory = await navigator.storage.getDirectory();
      const names: string[] = [];
      for await (const name of directory.keys()) names.push(name);
      for (const name of names) await directory.removeEntry(name, { recursive: true });
    });
    for (const surface of ['popup', 'panel']) {
      await page.goto(`chrome-extension://${extension.id}/${surface}.html`);
      await page.waitForSelector('.badge .warn', WAIT);
      expect(await page.$eval('.badge', (badge) => badge.textContent)).toMatch(new RegExp(`${MODEL}.*no longer here`));
    }
    await page.goto(`${pages.origin}/sample.html`);
    await options.bringToFront();
    await options.reload();
    await options.waitForSelector('.models > .failure', WAIT);
    expect(await text('.models > .failure')).toContain(MODEL);
  });

  it('can be looked into, as the built-in one', async () => {
    await install();
    await answer();
    const outcome = await options.evaluate(
      calling('attention', { text: '日本の大学', start: 0, end: 2, layer: null, head: null }),
    );
    expect(outcome).toMatchObject({ kind: 'result', value: { layers: 2, heads: 4 } });
    // This checkpoint has a next-sentence head.
    expect(
      await options.evaluate(calling('nextSentence', { first: '日本の大学', second: '日本の大学' })),
    ).toMatchObject({ kind: 'result', value: { by: 'head', probability: expect.any(Number) } });
  });

  it('stays, and the settings go on saying why, where another page is adding one', async () => {
    await install();
    await page.goto(`chrome-extension://${extension.id}/options.html`);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          void navigator.locks.request('models', () => (resolve(), new Promise(() => {})));
        }),
    );
    await options.bringToFront();
    await press('.model-row .actions button');
    await press('.model-row .danger');
    await options.waitForSelector('.models > .failure', WAIT);
    // The list is read anew after whatever was tried.
    await options.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(await text('.models > .failure')).toMatch(/[Aa]nother page|ほかのページ|別のページ/);
    expect(await rows()).toHaveLength(2);
    await page.goto(`${pages.origin}/sample.html`);
    await options.bringToFront();
    // It still asks.
    await press('.model-row .danger');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1, WAIT);
    expect(await options.$('.models > .failure')).toBeNull();
  });

  it('is erased with everything else', async () => {
    await install();
    await press('.erase');
    await press('#stored .actions .danger:not(.erase)');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1, WAIT);
    expect(await stored()).toEqual([]);
    expect(await answer()).toMatchObject({ model: 'default', notices: '' });
  });
});

describe('a model from files', () => {
  const files = (
    name: 'safetensors' | 'torch-zip',
    wanted = ['config.json', 'vocab.txt', 'tokenizer_config.json', 'model.safetensors'],
  ) => wanted.map((file) => join(checkpointFolder(name), file));
  const pick = async (paths: string[]) => {
    // A tab behind another draws no frames, which is when it is looked at.
    await options.bringToFront();
    await (
      (await options.$('input[name="model-files"]')) as unknown as { uploadFile(...paths: string[]): Promise<void> }
    ).uploadFile(...paths);
  };

  it('is added and used without any request', async () => {
    await pick(files('safetensors'));
    await options.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[name="own-name"]')!.value !== '',
    );
    await options.$eval('input[name="own-name"]', (input) => (input.value = ''));
    await options.type('input[name="own-name"]', '自分の BERT');
    await options.keyboard.press('Enter');
    await installed();
    expect(await rows()).toEqual([
      ['default', true],
      ['自分の BERT', false],
    ]);
    await press('.added button');
    expect(await answer()).toMatchObject({ model: '自分の BERT', notices: '' });
    expect(hub.requests).toEqual([]);
  });

  it.each(['config.json', 'vocab.txt', 'model.safetensors'])(
    'is refused without %s, in one message that names it',
    async (missing) => {
      await pick(files('safetensors').filter((path) => !path.endsWith(missing)));
      await options.waitForSelector('.add-model button[type="submit"]:not(:disabled)');
      await press('.add-model:has(input[name="model-files"]) button[type="submit"]');
      expect(await failed()).toContain(missing);
      expect(await stored()).toEqual([]);
    },
  );
});

describe('the model section as axe-core sees it', () => {
  it.each(['light', 'dark'])('has no violation, %s', async (scheme) => {
    await options.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await lookUp();
    expect(await violations(options)).toEqual([]);
    hub.breakAfter.push(30_000);
    await agree();
    await failed();
    expect(await violations(options)).toEqual([]);
    await press('.unfinished button');
    await installed();
    await press('.model-row:last-of-type .actions button');
    expect(await violations(options)).toEqual([]);
  });
});
