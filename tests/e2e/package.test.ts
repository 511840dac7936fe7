import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPackage, readFolder, zipFiles } from '../../scripts/extension/package-contents.ts';
import { root } from '../../scripts/node/paths.ts';

describe.each(['chrome', 'firefox'] as const)('the package for %s', (target) => {
  it('is the same bytes whatever order its files come in, and passes every check', async () => {
    const files = await readFolder(join(root, 'dist', target));
    // Only the small ones are zipped here: `npm run package` zips two whole builds.
    const small = [...files].filter(([, bytes]) => bytes.length < 100_000);
    expect(small.length).toBeGreaterThan(10);
    expect(Buffer.compare(zipFiles(new Map(small)), zipFiles(new Map(small.toReversed())))).toBe(0);
    expect(await checkPackage(target, files, 0)).toEqual([]);
  });

  it('is found out when something is wrong with it', async () => {
    const files = new Map(await readFolder(join(root, 'dist', target)));
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as { permissions: string[] };
    manifest.permissions.push('tabs');
    files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
    files.set('popup.html', new TextEncoder().encode('<script src="https://cdn.example/x.js"></script>'));
    files.set('content.js', new TextEncoder().encode('eval("1")'));
    files.delete('models/ipadic/LICENSE');
    files.set('THIRD-PARTY.txt', new Uint8Array());
    const problems = (await checkPackage(target, files, 50_000_000)).join('\n');
    for (const sign of [
      'more than',
      'popup.html names https://cdn.example',
      'popup.html loads',
      'content.js loads',
      'permission tabs',
      'lacks preact',
      'IPADIC',
    ])
      expect(problems).toContain(sign);
  });
});
