/**
 * npm run bench -- [--json] [tokenizer | predict | architectures | parse | memory | extension | writing | readings …]: what is measured, beside the peers; all parts without a name.
 * With --json one array of rows on standard output, else one line a row. Notes and progress go to standard error.
 */
import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  tokenizer: async () => (await import('./tokenizer.ts')).measureTokenizer(),
  predict: async () => (await import('./predict.ts')).benchPredictions(),
  architectures: async () => (await import('./architectures.ts')).measureArchitectures(),
  parse: async () => (await import('./parse.ts')).measureDependency(),
  memory: async () => (await import('./memory.ts')).measureMemory(),
  extension: async () => (await import('./extension.ts')).measureExtension(),
  readings: async () => (await import('./readings.ts')).measureReadings(),
  writing: async () => (await import('./writing.ts')).measureWriting(),
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const rows: Row[] = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
    const part = parts[name];
    if (!part) throw new Error(`there is no part ${name}; there are ${Object.keys(parts).join(', ')}`);
    console.error(`${name} …`);
    const measured = await part();
    rows.push(...measured);
    if (!values.json)
      for (const row of measured)
        console.log(`${row.name.padEnd(44)} ${String(row.value).padStart(12)} ${row.unit.padEnd(13)} ${row.note}`);
  }
  if (values.json) console.log(JSON.stringify(rows, null, 1));
}

main().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
