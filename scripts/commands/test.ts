import { createVitest, type TestModule, type TestSpecification, type Vitest } from 'vitest/node';
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
    // Two, for one runs one thing after the other: tests that drive browsers wait for much of their time, and those that need none have it.
    const [inNode, inBrowsers] = await Promise.all([start(), start()]);
    const withoutBrowser = (await inNode.globTestSpecifications([...words])).filter(
      (one) => !needsBrowser(one) && (words.length > 0 || !isFuzz(one) || process.env['ANAUME_NIGHTLY'] !== undefined),
    );
    const withBrowser = (await inBrowsers.globTestSpecifications([...words])).filter(needsBrowser);
    if (withoutBrowser.length + withBrowser.length === 0) {
      console.error(`No test file's path has ${words.join(' or ')}.`);
      await Promise.all([inNode.close(), inBrowsers.close()]);
      return 1;
    }
    if (withBrowser.length > 0) await prepareBrowsers();
    const inCompany = withBrowser.filter((one) => !isAlone(one));
    const modules = (await Promise.all([runAll(inNode, withoutBrowser), runAll(inBrowsers, inCompany)])).flat();
    modules.push(...(await runAll(inBrowsers, withBrowser.filter(isAlone))));
    await Promise.all([inNode.close(), inBrowsers.close()]);
    const failed = report(modules, started);
    // A stuck browser must not keep a finished run.
    process.exit(failed || process.exitCode ? 1 : 0);
  },
});

function needsBrowser({ project }: TestSpecification): boolean {
  return project.name.startsWith('browser');
}
function isAlone({ project }: TestSpecification): boolean {
  return project.name === 'browser, alone';
}
function isFuzz({ project }: TestSpecification): boolean {
  return project.name === 'fuzz';
}

/** Two that draw what goes on would draw over each other. */
async function start(): Promise<Vitest> {
  const vitest = await createVitest('test', { root, watch: false, reporters: [['default', { summary: false }]] });
  // Reporters and global set-up; it runs nothing.
  await vitest.standalone();
  return vitest;
}

async function runAll(vitest: Vitest, specifications: TestSpecification[]): Promise<TestModule[]> {
  if (specifications.length === 0) return [];
  return (await vitest.runTestSpecifications(specifications)).testModules;
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
