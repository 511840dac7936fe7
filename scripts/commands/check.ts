import { check } from '../node/checks.ts';
import { runCommand } from '../node/command.ts';

await runCommand({
  name: 'check',
  about: `Types, linter, format and unused code, in seconds. Part of npm test. npm run fix mends what the tools can mend by themselves.`,
  options: {},
  run: async () => ((await check()) ? 0 : 1),
});
