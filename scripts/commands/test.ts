import { createVitest, type TestModule, type TestSpecification } from 'vitest/node';
import { buildExtension } from '../extension/build.ts';
import { findBrowser } from '../browser/browser.ts';
import { findFirefox } from '../browser/firefox.ts';
import { versionOf } from '../browser/version.ts';
import { check } from '../node/checks.ts';
import { runCommand } from '../node/command.ts';
import { root } from '../node/paths.ts';

await runCommand({
  name: 'test',
  about: `Everything CI runs: types, linter, format and unused code, unit, structure and conformance tests, then the built extension in real
browsers. With words, only the test files whose path has one of them; it builds, and looks for a browser, only if one of them needs it.`,
  options: {},
  rest: '[WORD …]',
  async run(_, words) {
    const started = Date.now();
    console.log(`Node ${process.version}`);
    if (words.length === 0 && !(await check())) return 1;
    const vitest = await createVitest('test', { root, watch: false, reporters: ['default'] });
    const specifications = (await vitest.globTestSpecifications([...words])).filter(
      ({ project }) => words.length > 0 || project.name !== 'fuzz' || process.env['ANAUME_FULL'] !== undefined,
    );
    if (specifications.length === 0) {
      console.error(`No test file's path has ${words.join(' or ')}.`);
      await vitest.close();
      return 1;
    }
    if (specifications.some(needsBrowser)) await prepareBrowsers();
    // Reporters and global set-up; it runs nothing.
    await vitest.standalone();
    const { testModules } = await vitest.runTestSpecifications(specifications, words.length === 0);
    await vitest.close();
    const failed = report(testModules, started);
    // A stuck browser must not keep a finished run.
    process.exit(failed || process.exitCode ? 1 : 0);
  },
});

function needsBrowser({ project }: TestSpecification): boolean {
  return project.name.startsWith('browser');
}

async function prepareBrowsers(): Promise<void> {
  const browser = await findBrowser();
  console.log(`Browser: ${browser}, ${versionOf(browser)}`);
  const firefox = findFirefox();
  console.log(`Firefox: ${firefox === null ? 'none' : `${firefox}, ${versionOf(firefox)}`}`);
  console.log('Building the extension …');
  await buildExtension();
}

/** Prints the sums. True when a test failed, or none passed. */
function report(modules: readonly TestModule[], started: number): boolean {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const retried = tests.filter((test) => test.result().state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  console.log(`\n${Math.round((Date.now() - started) / 1000)} s in all`);
  for (const test of retried) {
    console.log(`passed at the second try only: ${test.module.relativeModuleId}: ${test.fullName}`);
    for (const { message, stacks } of test.result().errors ?? [])
      console.log(`  ${message} (${stacks?.[0]?.file}:${stacks?.[0]?.line})`);
  }
  console.log(`${passed} passed (${retried.length} at the second try only), ${failed} failed, ${skipped} skipped`);
  // The last line in the form that programs look for.
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (passed === 0) console.error('No test ran.');
  const broken = modules.some((module) => module.errors().length > 0);
  return failed > 0 || passed === 0 || broken;
}
