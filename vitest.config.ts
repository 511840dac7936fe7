import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const held = {
  environment: 'node',
  // A test that held nothing to anything has not passed: its loop had nothing to go round, or its branch was not taken.
  expect: { requireAssertions: true },
  maxWorkers: '100%',
} as const;

const browser = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // As long as a state may take where two browsers share a busy machine; Vitest gives it one second.
  expect: { poll: { timeout: 10_000 } },
  // A browser may stall on a machine that others share. `npm test` names every test that needed this.
  retry: 1,
} as const;

/** What asks as much of a machine as it can, and looks whether others are answered meanwhile. */
const alone = ['tests/e2e/messages.test.ts'];

/** The files that take longest, which must not begin when all others are done. */
const longest = [
  'e2e/faults',
  'e2e/models',
  'e2e/models-installed',
  'e2e/firefox',
  'e2e/faults-engine',
  'browser/engine',
  'e2e/models-onnx',
  'e2e/attacks',
  'e2e/writing',
  'browser/windows',
  'e2e/editors',
  'conformance/engine-commands',
].map((name) => `/tests/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Unit and conformance tests run in Node; browser and e2e tests drive a real browser and need the built extension. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/structure/**/*.test.ts'],
          ...held,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Files share what they have loaded: a third of the time went into loading it anew for each.
          isolate: false,
          unstubGlobals: true,
        },
      },
      { test: { name: 'fuzz', include: ['tests/fuzz/**/*.test.ts'], ...held, testTimeout: 3_600_000 } },
      {
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          ...held,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
          exclude: alone,
          ...browser,
          // Two browsers at a time, after all else: much of a test is waiting, and nothing here measures time.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'browser, alone', include: alone, ...browser, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
