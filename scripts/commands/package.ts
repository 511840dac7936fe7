import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildExtension } from '../extension/build.ts';
import type { Target } from '../extension/manifest.ts';
import { checkPackage, readFolder, zipFiles } from '../extension/package-contents.ts';
import { runCommand } from '../node/command.ts';
import { root } from '../node/paths.ts';
import { npmProgram } from '../node/programs.mjs';

const targets: readonly Target[] = ['chrome', 'firefox'];
const LINTER = 'web-ext@10.7.0';

/**
 * What the linter warns of, and why it stays: code of dependencies that our content security policy or we never let
 * run.
 */
const accepted: Readonly<Record<string, string>> = {
  'UNSAFE_VAR_ASSIGNMENT innerHTML': "Preact's dangerouslySetInnerHTML, which we do not use",
  'UNSAFE_VAR_ASSIGNMENT import': "ONNX Runtime's path for builds that are not bundled",
  'DANGEROUS_EVAL Function': "ONNX Runtime's bindings for asynchronous wasm; the content security policy forbids it",
  'DANGEROUS_EVAL eval': 'get-intrinsic, under textlint, has it in a table of what the language has, and calls nothing',
};

const Found = v.array(v.object({ code: v.string(), message: v.string(), file: v.optional(v.string(), '') }));
const Report = v.pipe(v.string(), v.parseJson(), v.object({ errors: Found, warnings: Found }));

async function packAll(linting: boolean): Promise<number> {
  const problems: string[] = [];
  const digests: string[][] = [];
  const zips = new Map<string, Uint8Array>();
  for (let round = 0; round < 2; round++) {
    console.error(`Building (${round + 1} of 2) …`);
    await buildExtension(targets);
    const round_: string[] = [];
    for (const target of targets) {
      const zip = zipFiles(await readFolder(join(root, 'dist', target)));
      zips.set(target, zip);
      round_.push(createHash('sha256').update(zip).digest('hex'));
    }
    digests.push(round_);
  }
  if (digests[0]!.join() !== digests[1]!.join()) problems.push('two builds of the same sources differ');

  for (const [index, target] of targets.entries()) {
    const zip = zips.get(target)!;
    problems.push(
      ...(await checkPackage(target, await readFolder(join(root, 'dist', target)), zip.length)).map(
        (problem) => `${target}: ${problem}`,
      ),
    );
    const path = join(root, 'dist', `anaume-${target}.zip`);
    await writeFile(path, zip);
    console.log(`${path} ${zip.length} bytes sha256 ${digests[1]![index]}`);
  }
  if (linting) problems.push(...lint());

  for (const problem of problems) console.error(`package: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

/** Problems that Mozilla's own linter, which is fetched when it is needed, finds in the Firefox package. */
function lint(): string[] {
  console.error(`Linting (${LINTER}) …`);
  const [npm, ...before] = npmProgram();
  const args = [
    ...before,
    'exec',
    '--yes',
    '--',
    LINTER,
    'lint',
    '--source-dir',
    join(root, 'dist', 'firefox'),
    '--output',
    'json',
    '--no-config-discovery',
  ];
  const { stdout } = spawnSync(npm, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const { success, output: report } = v.safeParse(Report, stdout);
  if (!success) return [`${LINTER} could not be run: the Firefox package was not linted (--no-lint: leave it so)`];
  const known = ({ code, message }: { code: string; message: string }) =>
    Object.keys(accepted).some((key) => key.startsWith(`${code} `) && message.includes(key.slice(code.length + 1)));
  return [...report.errors, ...report.warnings.filter((warning) => !known(warning))].map(
    ({ code, message, file }) => `${file}: ${code}: ${message}`,
  );
}

await runCommand({
  name: 'package',
  about: `Makes the zip for each store from two builds that must agree to the byte, and checks it. Prints the files; problems go to standard
error, and the exit code is 1.`,
  options: { 'no-lint': { type: 'boolean', default: false, help: "leave Mozilla's linter out, which npm fetches" } },
  run: async ({ 'no-lint': withoutLinter }) => await packAll(!withoutLinter),
});
