import { buildExtension } from '../extension/build.ts';
import { runCommand } from '../node/command.ts';

await runCommand({
  name: 'build',
  about: 'The unpacked extension for Chrome and for Firefox, in dist/chrome and dist/firefox.',
  options: {},
  async run() {
    await buildExtension();
    console.error('Built dist/chrome and dist/firefox.');
  },
});
