import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';

type Messages = Record<string, { readonly message: string }>;
const read = (language: string): Messages =>
  JSON.parse(readFileSync(join(root, 'public/_locales', language, 'messages.json'), 'utf8'));
const en = read('en');
const ja = read('ja');
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

describe('the locales', () => {
  it('have the same keys and the same placeholders', () => {
    expect(Object.keys(ja)).toEqual(Object.keys(en));
    const placeholders = (message: string) => [...new Set(message.match(/\$\d/g))].sort();
    for (const key of Object.keys(en))
      expect(placeholders(ja[key]!.message), key).toEqual(placeholders(en[key]!.message));
  });

  it('have no untranslated text', () => {
    // Only placeholders and signs, or a Japanese sample.
    const alike = new Set(['backendBadge', 'candidatesAnnounced', 'trySentencePlaceholder']);
    for (const key of Object.keys(en)) {
      if (alike.has(key)) continue;
      expect(ja[key]!.message, key).not.toBe(en[key]!.message);
      // 穴埋め is the name; the sample sentence and the blanks are Japanese in every language.
      if (key !== 'uiLanguage') expect(ja[key]!.message, key).toMatch(japanese);
      expect(en[key]!.message.replace(/〇|（　）/g, ''), key).not.toMatch(japanese);
    }
  });

  it('are set in one way in Japanese', () => {
    const letter = '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]';
    // Spaces between Japanese and Latin letters, digits or what is put in; none beside full-width marks.
    const unspaced = new RegExp(`${letter}[\\w$@[<]|[\\w%\\]>]${letter}`, 'u');
    const spaced = / [、-〗！-｠…・]|[、-〗！-｠…・] /;
    // Full-width marks, but in an address or a number.
    const narrow = /[“”‘’"'()!?;]|:(?!\/\/|addons)|,(?!\d)|\.\.\./;
    // One word for one thing: サブワード, ID, アテンション, 付属モデル, Anaume, このコンピューター; もっともらしい is what a sentence is.
    const others = /語片|トークン|WordPiece|番号|注意|付属の|内蔵|組み込み|「穴埋め」|穴埋めの設定|端末|くらべ|起こり/;
    for (const [key, { message }] of Object.entries(ja)) {
      // The sample has a blank in it.
      if (key !== 'trySentencePlaceholder') expect(message, key).not.toMatch(unspaced);
      for (const wrong of [spaced, narrow, others]) expect(message, key).not.toMatch(wrong);
    }
  });

  it('are set in one way in English', () => {
    for (const [key, { message }] of Object.entries(en)) {
      if (key === 'trySentencePlaceholder') continue;
      expect(message.replace(/＿＿|〇〇|（　）/g, ''), key).not.toMatch(/["']|\.\.\.|[^ ]…|[、-〗！-｠]/);
      expect(message.split('“'), key).toHaveLength(message.split('”').length);
      // Choices and titles of the settings begin as sentences do.
      if (/^(?:options|modelsWhere)/.test(key)) expect(message, key).toMatch(/^[^a-z]/);
    }
  });

  it('count nothing in English with a word that is wrong after a one', () => {
    // Limits, and what is never one.
    const many = new Set(['omitted', 'omittedAtLeast', 'omittedMasks', 'optionsSitesFull', 'optionsOwnTooLong']);
    for (const key of [
      'optionsOwnFull',
      'panelFirstLikelier',
      'panelSecondLikelier',
      'panelFalseAlarms',
      'panelComparedPart',
    ])
      many.add(key);
    const counted = /\$\d (?:recent )?(?:words|sentences|files|texts|sites|models|characters|blanks|questions|times)\b/;
    for (const [key, { message }] of Object.entries(en)) if (!many.has(key)) expect(message, key).not.toMatch(counted);
  });

  it('end a sentence in both languages or in neither', () => {
    for (const key of Object.keys(en)) {
      const [ours, theirs] = [ja[key]!.message, en[key]!.message];
      if (ours.endsWith('。')) expect(theirs, key).toMatch(/[.?]$/);
      // An abbreviation has a full stop, too.
      else if (!key.endsWith('Short')) expect(theirs, key).not.toMatch(/\.$/);
    }
  });

  it('name a tab as it is called', () => {
    for (const messages of [en, ja])
      expect(messages['practiceEmpty']!.message).toMatch(new RegExp(`[“「]${messages['panelText']!.message}[”」]`));
  });

  it('keep to the length the stores allow', () => {
    for (const messages of [en, ja]) {
      expect(messages['extensionDescription']!.message.length).toBeLessThanOrEqual(132);
      expect(messages['extensionName']!.message.length).toBeLessThanOrEqual(75);
    }
  });

  it('have no message that nothing uses', () => {
    const sources = [
      ...filesUnder(join(root, 'src')),
      join(root, 'manifest.json'),
      join(root, 'public/_locales/en/messages.json'),
    ]
      .filter((path) => !path.includes('_locales'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    for (const key of Object.keys(en))
      expect(new RegExp(`['"]${key}['"]|__MSG_${key}__`).test(sources), key).toBe(true);
  });

  it('leave no text to the components', () => {
    for (const path of filesUnder(join(root, 'src/view'))) {
      // The welcome page shows sample sentences, the conformance page is for engineers and in English.
      if (!path.endsWith('.tsx') || /welcome|conformance/.test(path)) continue;
      const text = readFileSync(path, 'utf8')
        .replace(/\/\*[^]*?\*\//g, '')
        .replace(/穴|め|\[UNK\]/g, '');
      expect(text, path).not.toMatch(japanese);
      expect(text.match(/>[^<>{}=;()]*[A-Za-z]{3,}[^<>{}=;()]*<\//g) ?? [], path).toEqual([]);
    }
  });
});
