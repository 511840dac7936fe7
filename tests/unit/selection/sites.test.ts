import { describe, expect, it } from 'vitest';
import { isListed, siteNameOf, siteOf } from '../../../src/selection/sites.ts';

describe('sites that are off', () => {
  it.each([
    ['example.com', 'example.com'],
    [' Example.COM ', 'example.com'],
    ['*.example.com', 'example.com'],
    ['.example.org', 'example.org'],
    ['https://example.com/x?y#z', 'example.com'],
    ['https://user@example.com:8080/', 'example.com'],
    ['example.com.', 'example.com'],
    ['日本語.jp', 'xn--wgv71a119e.jp'],
    ['127.0.0.1', '127.0.0.1'],
    ['a b', null],
    ['', null],
    ['*.', null],
    ['a*b.com', null],
    ['https://', null],
    ['HTTP://example.com', 'example.com'],
    ['localhost', 'localhost'],
    ['http://wiki/', 'wiki'],
    ['[::1]', '[::1]'],
    // These are no sites of the web.
    ['chrome://extensions', null],
    ['file:///home/a/b.html', null],
    ['ftp://example.com', null],
    ['about:blank', null],
    ['view-source:https://example.com', null],
    // All of these.
    ['com', null],
    ['*.jp', null],
    ['com.', null],
    ['みんな', null],
  ])('%s is %s', (typed, expected) => {
    expect(siteOf(typed)).toBe(expected);
  });

  it.each([
    ['日本語.jp', '日本語.jp'],
    ['https://利用者@日本語.jp:8080/道?問#印', '日本語.jp'],
    ['*.日本語.jp', '日本語.jp'],
    ['日本語。ＪＰ', '日本語.jp'],
    ['Bücher.example.', 'bücher.example'],
    ['xn--wgv71a119e.jp', 'xn--wgv71a119e.jp'],
    ['ｅｘａｍｐｌｅ．com', 'example.com'],
    ['Example.com/日本語', 'example.com'],
    ['chrome://日本語.jp', null],
  ])('%s is listed as %s', (typed, expected) => {
    expect(siteNameOf(typed)).toBe(expected);
  });

  it.each([
    [['日本語.jp'], ['xn--wgv71a119e.jp'], true],
    [['日本語.jp'], ['www.xn--wgv71a119e.jp'], true],
    [['localhost'], ['app.localhost'], true],
    [['wiki'], ['wiki'], true],
    [['com'], ['example.com'], false],
    [['example.com'], ['example.com'], true],
    [['example.com'], ['www.example.com'], true],
    [['example.com'], ['a.b.example.com'], true],
    [['example.com'], ['notexample.com'], false],
    [['www.example.com'], ['example.com'], false],
    // A frame of another site, or without an address of its own, in a page that is off.
    [['example.com'], ['ads.example.net', 'www.example.com'], true],
    [['example.com'], ['', 'example.com'], true],
    [['0.0.1'], ['127.0.0.1'], false],
    [['*.example.com'], ['www.example.com'], true],
    [[], ['example.com'], false],
    [['example.com'], [''], false],
  ])('%s: %s is off: %s', (sites, hosts, expected) => {
    expect(isListed(sites, hosts)).toBe(expected);
  });
});
