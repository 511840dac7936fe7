import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';
import { createFormat } from '../../../src/view/shared/format.ts';
import type { MessageKey } from '../../../src/view/shared/translate.ts';
import { filesUnder } from '../../structure/rooms.ts';
import en from '../../../public/_locales/en/messages.json';
import ja from '../../../public/_locales/ja/messages.json';

const messages: Record<string, Partial<Record<MessageKey, { readonly message: string }>>> = { en, ja };
const formatIn = (language: string) =>
  createFormat((key) => (key === 'uiLanguage' ? language : messages[language]![key]!.message));

describe('a probability', () => {
  it.each([
    [1, '100%'],
    [0.999, '>99%'],
    [0.4321, '43%'],
    [0.03, '3%'],
    [0.0041, '<1%'],
    [0, '<1%'],
  ])('of %d is %s', (probability, expected) => {
    expect(formatIn('en').percent(probability)).toBe(expected);
  });
});

describe('an amount of data', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1024, '1.02 kB'],
    [999_400, '999 kB'],
    [1_000_000, '1 MB'],
    [1_048_576, '1.05 MB'],
    [445_000_000, '445 MB'],
    [1e9, '1 GB'],
    [2e12, '2,000 GB'],
  ])('of %d bytes counts by the thousand: %s', (value, expected) => {
    expect(formatIn('en').bytes(value)).toBe(expected);
  });
});

describe('numbers', () => {
  // Two languages that no browser of ours runs in here, which write numbers differently: what is taken is what
  // translate() says.
  it.each([
    ['de', ['1.234', '1.200', '2,0', '+0,24', '1,5 kB', '01.01.2026']],
    ['fr', ['1 234', '1 200', '2,0', '+0,24', '1,5 ko', '1 janv. 2026']],
    ['en', ['1,234', '1,200', '2.0', '+0.24', '1.5 kB', 'Jan 1, 2026']],
    ['ja', ['1,234', '1,200', '2.0', '+0.24', '1.5 KB', '2026/01/01']],
  ])("are written as the interface's language %s does", (language, expected) => {
    const format = formatIn(language);
    const noon = new Date(2026, 0, 1, 12).getTime();
    expect(
      [
        format.count(1234),
        format.oneIn(Math.log2(1200))!,
        format.tenths(2),
        format.gain(0.24),
        format.bytes(1500),
        format.date(noon),
      ].map((text) => text.replace(/\s/gu, ' ')),
    ).toEqual(expected);
  });

  it.each([
    ['en', 29, '540M'],
    ['en', 30, null],
    ['ja', 29, '5.4億'],
    ['ja', 100, null],
    ['ja', 2000, null],
  ])('of chances (%s, %d bits) end where nobody reads them any more', (language, bits, expected) => {
    expect(formatIn(language).oneIn(bits)).toBe(expected);
  });

  const components = filesUnder(join(root, 'src/view')).filter((path) => path.endsWith('.tsx'));
  it.each(components.map((path) => relative(root, path)))('are formatted nowhere in %s itself', (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    expect(text).not.toMatch(/\bIntl\.|\.toLocale\w*String\(|\.to(?:Fixed|Precision|Exponential)\(|\b1_?024\b/);
    // A share of a length in a style is no text; in a message the sign comes with the number.
    expect(text.replace(/(?:inlineSize|'--[a-z]+'): `[^`]*%`/g, '')).not.toMatch(/\}%/);
  });
});
