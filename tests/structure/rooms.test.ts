import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { circlesOf } from './circles.ts';
import { filesUnder, importsOf, roomImports, rooms, sources, src } from './rooms.ts';
import { pages, target } from '../../vite.config.ts';

const MAX_LINES = 400;
/** Of comments, which the formatter leaves as they are; a table may have rows as long as they need to be. */
const MAX_COLUMNS = 120;
/** Tables written by a generator, with the generator's name in their first line. */
const isGenerated = (text: string) => /^\/\/ @?generated/i.test(text);

/** Exported functions without a doc comment, but for components, whose props say what they show. */
function undocumented(text: string): string[] {
  const lines = text.split('\n').filter((line) => !/^(?:\/\/ @ts-ignore|@\w+$)/.test(line));
  return lines.flatMap((line, i) => {
    const name = /^export (?:(?:async )?function\*? (\w+)|const (\w+)(?:: [^=]+)? = (?:async )?[(<])/.exec(line);
    const found = name?.[1] ?? name?.[2] ?? 'A';
    return /^[A-Z]/.test(found) || lines[i - 1]?.trimEnd().endsWith('*/') ? [] : [found];
  });
}

/** Lines of comments that are too long, but for rows of a table. */
const wideComments = (text: string): string[] =>
  text.split('\n').filter((line) => line.length > MAX_COLUMNS && /^\s*(?:\*(?! \|)|\/\/|\/\*)/.test(line));

describe('src/', () => {
  it('has the rooms it says it has', () => {
    expect(readdirSync(src).sort()).toEqual(Object.keys(rooms).sort());
  });

  it('allows no import that nobody makes', () => {
    expect(roomImports()).toEqual(rooms);
  });

  it.each(sources.map((file) => [file.name, file] as const))('%s keeps the rules', (name, { path, room, text }) => {
    for (const specifier of importsOf(text)) {
      if (specifier.includes('/public/_locales/')) {
        expect(room, "the keys of the messages are the view's").toBe('view');
      } else if (specifier.startsWith('.')) {
        const target = relative(src, resolve(dirname(path), specifier));
        expect(target.startsWith('..'), `${specifier} leaves src/`).toBe(false);
        const targetRoom = target.split('/')[0]!;
        if (targetRoom !== room) expect(rooms[room], `${room} may not import ${specifier}`).toContain(targetRoom);
      } else if (specifier.startsWith('webextension-polyfill')) {
        expect(room, 'only extension/ names the extension API').toBe('extension');
      } else if (specifier.startsWith('@xenova/transformers')) {
        expect(dirname(relative(src, path)), 'only engine/backends/transformers/ names @xenova/transformers').toBe(
          'engine/backends/transformers',
        );
      } else if (specifier.startsWith('node:')) {
        expect.fail(`${specifier}: src/ runs in a browser`);
      }
    }
    if (room !== 'extension' && room !== 'storage')
      expect(text, 'only extension/ and storage/ name the extension API').not.toMatch(
        /\b(?:chrome|browser)\.[a-z]\w*\./,
      );
    if (name !== 'library/places.ts')
      expect(text, 'only library/places.ts opens the private file system').not.toContain('.getDirectory()');
    expect(undocumented(text), 'exported functions say in a doc comment what they are for').toEqual([]);
    if (!isGenerated(text)) {
      expect(text.split('\n').length).toBeLessThanOrEqual(MAX_LINES);
      expect(wideComments(text), `comments of over ${MAX_COLUMNS} columns`).toEqual([]);
    }
    expect(text).not.toMatch(/\b(?:TODO|FIXME)\b/);
  });
});

describe('scripts/', () => {
  const scripts = filesUnder(join(root, 'scripts')).filter((path) => /\.tsx?$/.test(path));
  it.each(scripts.map((path) => relative(root, path)))('%s says what its functions are for, and is short', (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    expect(undocumented(text)).toEqual([]);
    expect(wideComments(text)).toEqual([]);
    expect(text.split('\n').length).toBeLessThanOrEqual(MAX_LINES);
  });
});

describe('tests/', () => {
  const tests = ['unit', 'conformance', 'browser', 'structure'].flatMap((kind) =>
    filesUnder(join(root, 'tests', kind)),
  );
  it.each(tests.filter((path) => /\.tsx?$/.test(path)).map((path) => relative(root, path)))('%s is short', (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(MAX_LINES);
    expect(wideComments(text)).toEqual([]);
  });
});

describe('style sheets', () => {
  const sheets = filesUnder(src).filter((path) => path.endsWith('.css'));
  it.each(sheets.map((path) => relative(src, path)))('%s is short', (name) => {
    expect(readFileSync(join(src, name), 'utf8').split('\n').length).toBeLessThanOrEqual(MAX_LINES);
  });
});

describe('the imports', () => {
  it('have no circle, inside a room neither', () => {
    const imports = new Map(
      sources.map(({ path, name, text }) => [
        name,
        importsOf(text)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => relative(src, resolve(dirname(path), specifier))),
      ]),
    );
    expect(circlesOf(imports)).toEqual([]);
  });
});

describe('@xenova/transformers', () => {
  it('is imported only when a model needs it', () => {
    const large = sources.filter(({ text }) => text.includes("from '@xenova/transformers'")).map(({ path }) => path);
    expect(large.length).toBeGreaterThan(0);
    for (const { path, name, text } of sources) {
      const first = [...text.matchAll(/\bfrom\s*['"](\.[^'"]+)['"]/g)].map((match) =>
        resolve(dirname(path), match[1]!),
      );
      if (dirname(name) !== 'engine/backends/transformers')
        expect(
          first.filter((target) => large.includes(target)),
          name,
        ).toEqual([]);
    }
  });
});

describe('the package', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  it.each(['dependencies', 'devDependencies'])('pins %s exactly', (kind) => {
    for (const [name, version] of Object.entries(manifest[kind]!))
      expect(version, name).toMatch(/^(?:npm:@huggingface\/transformers@)?\d+\.\d+\.\d+$/);
  });

  it('locks no download addresses', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
  });

  it('has one copy of ONNX Runtime Web', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, unknown>;
    };
    expect(Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/onnxruntime-web'))).toEqual([
      'node_modules/onnxruntime-web',
    ]);
  });
});

describe('the manifest', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as {
    permissions: string[];
    host_permissions: string[];
    minimum_chrome_version: string;
    browser_specific_settings: { gecko: { strict_min_version: string } };
    content_security_policy: { extension_pages: string };
    web_accessible_resources?: unknown;
    externally_connectable?: unknown;
  };
  it('lets nothing out and nothing in', () => {
    const policy = manifest.content_security_policy.extension_pages;
    expect(policy).toContain("default-src 'none'");
    // The hub, and the hosts of its own that it sends large files from.
    expect(policy).toContain("; connect-src 'self' https://huggingface.co https://*.hf.co; ");
    expect(policy.replace(' https://huggingface.co https://*.hf.co', '')).not.toMatch(
      /https?:|unsafe-eval'(?<!wasm-unsafe-eval')|unsafe-inline/,
    );
    for (const page of pages)
      expect(readFileSync(join(src, 'entrypoints', `${page}.html`), 'utf8'), page).toContain(
        `<meta http-equiv="content-security-policy" content="connect-src 'self'" />`,
      );
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });

  it('asks for the oldest browsers that are built for and documented', () => {
    const { minimum_chrome_version: chrome, browser_specific_settings: firefox } = manifest;
    expect(target).toEqual([`chrome${chrome}`, `firefox${parseInt(firefox.gecko.strict_min_version)}`]);
    const [, newest] = /Chrome \((\d+) or newer/.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
    expect(newest).toBe(chrome);
  });

  it('asks for no more than the README explains', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const permission of [...manifest.permissions, ...manifest.host_permissions])
      expect(readme).toContain(`| \`${permission}\` |`);
  });
});
