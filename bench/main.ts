import { runCommand } from '../scripts/node/command.ts';
import { InputError } from '../scripts/node/lines.ts';
import type { Row } from './row.ts';

const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  tokenizer: async () => (await import('./tokenizer.ts')).measureTokenizer(),
  predict: async () => (await import('./predict.ts')).benchPredictions(),
  architectures: async () => (await import('./architectures.ts')).measureArchitectures(),
  threads: async () => (await import('./threads.ts')).measureThreads(),
  parse: async () => (await import('./parse.ts')).measureDependency(),
  memory: async () => (await import('./memory.ts')).measureMemory(),
  extension: async () => (await import('./extension.ts')).measureExtension(),
  flood: async () => (await import('./flood.ts')).measureFlood(),
  readings: async () => (await import('./readings.ts')).measureReadings(),
  writing: async () => (await import('./writing.ts')).measureWriting(),
};

await runCommand({
  name: 'bench',
  about: `What is measured, beside the peers, a line a row: ${Object.keys(parts).join(', ')}; all of them without a name. Progress goes to
standard error.`,
  options: { json: { type: 'boolean', default: false, help: 'one array of rows' } },
  rest: '[PART …]',
  async run({ json }, names) {
    const rows: Row[] = [];
    for (const name of names.length > 0 ? names : Object.keys(parts)) {
      const part = parts[name];
      if (!part) throw new InputError(`there is no part ${name}; there are ${Object.keys(parts).join(', ')}`);
      console.error(`${name} …`);
      const measured = await part();
      rows.push(...measured);
      if (!json)
        for (const row of measured)
          console.log(`${row.name.padEnd(44)} ${String(row.value).padStart(12)} ${row.unit.padEnd(13)} ${row.note}`);
    }
    if (json) console.log(JSON.stringify(rows, null, 1));
  },
});
