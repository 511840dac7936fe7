/**
 * node bench/hints/peers.mjs FOLDER FILE…
 * The slips of files of lines "kind TAB wrong TAB right" in which textlint's Japanese presets find something, by kind. A find counts wherever in the sentence it is,
 * unless the right sentence has it, too. FOLDER is where this was run:
 *   npm install textlint@15.8.0 textlint-rule-preset-ja-technical-writing@12.0.2 textlint-rule-preset-japanese@10.0.4
 * --odd counts only the lines of odd number, which are for testing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { odd: { type: 'boolean' } }, allowPositionals: true });
const [folder, ...files] = positionals;
const { createLinter, loadTextlintrc } = createRequire(join(folder, 'package.json'))('textlint');
const configFilePath = join(folder, '.textlintrc.json');
writeFileSync(configFilePath, '{"rules":{"preset-ja-technical-writing":true,"preset-japanese":true}}\n');
const linter = createLinter({
  descriptor: await loadTextlintrc({ configFilePath, node_modulesDir: join(folder, 'node_modules') }),
});

const findsOf = async (text) =>
  (await linter.lintText(text, 'line.txt')).messages.map(({ ruleId, message }) => `${ruleId} ${message}`);
const counts = new Map();
for (const file of files)
  for (const [index, line] of readFileSync(file, 'utf8').trimEnd().split('\n').entries()) {
    if (values.odd && index % 2 === 0) continue;
    const [kind, wrong, right] = line.split('\t');
    const known = new Set(await findsOf(right));
    const found = (await findsOf(wrong)).some((find) => !known.has(find));
    const { total, hits } = counts.get(kind) ?? { total: 0, hits: 0 };
    counts.set(kind, { total: total + 1, hits: hits + (found ? 1 : 0) });
  }
for (const [kind, { total, hits }] of counts) console.log(`${kind.padEnd(12)} ${hits} of ${total}`);
