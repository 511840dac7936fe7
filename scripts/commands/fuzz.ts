import { startVitest } from 'vitest/node';
import { buildExtension } from '../extension/build.ts';
import { runCommand } from '../node/command.ts';
import { root } from '../node/paths.ts';

await runCommand({
  name: 'fuzz',
  about: `The fuzz tests, and the long tests in full size (tests/e2e/support/sizes.ts). Hours, not minutes.`,
  options: {},
  rest: "[WORD of a test file's path …]",
  async run(_, words) {
    process.env['ANAUME_FULL'] = '1';
    console.log('Building the extension …');
    await buildExtension();
    const vitest = await startVitest(
      'test',
      ['tests/fuzz', 'tests/browser/selection-fuzz', 'tests/e2e/faults', 'tests/e2e/hang', 'tests/e2e/long', ...words],
      { root, watch: false, reporters: ['default'] },
    );
    const failed = vitest.state.getCountOfFailedTests();
    await vitest.close();
    process.exit(failed === 0 && process.exitCode !== 1 ? 0 : 1);
  },
});
