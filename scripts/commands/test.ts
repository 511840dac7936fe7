import { startVitest } from 'vitest/node';
import { findBrowser } from '../browser/browser.ts';
import { buildExtension } from '../extension/build.ts';
import { root } from '../node/paths.ts';
import { typecheck } from './typecheck.ts';

/**
 * Everything CI runs: types, unit, structure and conformance tests, then the built extension in a real browser.
 * Words on the command line narrow it down to test files whose path contains one of them.
 */
const filters = process.argv.slice(2);
const started = Date.now();

console.log('Types …');
if (!typecheck()) process.exit(1);
console.log(`Browser: ${await findBrowser()}`);
console.log('Building the extension …');
await buildExtension();

const vitest = await startVitest('test', filters, { root, watch: false, reporters: ['default'] });
const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
const retried = tests.filter((test) => test.result().state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0);
const count = (state: string) => tests.filter((test) => test.result().state === state).length;
await vitest.close();

const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
console.log(`\n${Math.round((Date.now() - started) / 1000)} s in all`);
for (const test of retried) {
  console.log(`passed at the second try only: ${test.module.relativeModuleId}: ${test.fullName}`);
  for (const { message, stacks } of test.result().errors ?? [])
    console.log(`  ${message} (${stacks?.[0]?.file}:${stacks?.[0]?.line})`);
}
console.log(`${passed} passed (${retried.length} at the second try only), ${failed} failed, ${skipped} skipped`);
if (passed === 0) console.error('No test ran.');
process.exit(failed === 0 && passed > 0 && process.exitCode !== 1 ? 0 : 1);
