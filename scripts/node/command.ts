import { parseArgs, type ParseArgsConfig } from 'node:util';
import { showUnseen } from '../../src/protocol/show-unseen.ts';
import { InputError } from './lines.ts';

/** An option as `parseArgs` takes it, with what `--help` says of it. */
export type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  readonly help: string;
  /** What stands for its value in the help, such as DIR. */
  readonly value?: string;
};

type Values<O extends Record<string, Option>> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true }>
>['values'];

export interface Command<O extends Record<string, Option>> {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** What it does, in a sentence or a few lines. */
  readonly about: string;
  readonly options: O;
  /** What the arguments after the options are called; none are taken when absent. */
  readonly rest?: string;
  /** @returns The exit code; 0 when nothing. @throws InputError for what the user gave. */
  run(values: Values<O>, rest: readonly string[]): Promise<number | void>;
}

/**
 * Runs a command on this process's arguments. Results are the command's own; help goes to standard output; whatever it
 * throws becomes one line on standard error and exit code 1, a wrong option exit code 2. Whoever reads the output may
 * stop early, as head does.
 */
export async function runCommand<const O extends Record<string, Option>>(
  command: Command<O>,
  args = process.argv.slice(2),
): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') report(command.name, error);
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf(command));
    return;
  }
  try {
    const { values, positionals } = parse(command, args);
    process.exitCode = (await command.run(values, positionals)) ?? process.exitCode ?? 0;
  } catch (error) {
    report(command.name, error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** One line on standard error. */
function report(name: string, error: unknown): void {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  // Names out of a model's files may hold what a terminal obeys.
  console.error(`${name}: ${showUnseen(line)}`);
}

class UsageError extends InputError {}

function parse<O extends Record<string, Option>>({ name, options, rest }: Command<O>, args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: rest !== undefined });
  } catch (error) {
    const [reason] = (error as Error).message.split(/\.? To specify|\n/, 1);
    throw new UsageError(`${reason}; npm run ${name} -- --help lists the options`);
  }
}

function helpOf({ name, about, options, rest }: Command<Record<string, Option>>): string {
  const rows = [
    ...Object.entries(options).map(([key, { type, value, help, ...option }]) => {
      const fallback = 'default' in option && option.default !== false ? ` (${String(option.default)})` : '';
      return [type === 'string' ? `--${key} ${value ?? 'VALUE'}` : `--${key}`, `${help}${fallback}`] as const;
    }),
    ['--help', 'this text'] as const,
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  return `${about}\n\nnpm run ${name} -- [options]${rest ? ` ${rest}` : ''}\n\n${lines.join('\n')}\n`;
}
