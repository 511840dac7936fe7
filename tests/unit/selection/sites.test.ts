import { describe, expect, it } from 'vitest';
import { isListed, siteOf } from '../../../src/selection/sites.ts';

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
  ])('%s is %s', (typed, expected) => {
    expect(siteOf(typed)).toBe(expected);
  });

  it.each([
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
