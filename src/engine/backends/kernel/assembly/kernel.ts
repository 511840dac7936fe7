/**
 * BERT's arithmetic on the CPU, in AssemblyScript: a program of steps, run by one thread or by several on one shared
 * memory. The memory belongs to the caller; nothing is allocated here, and there is no static data (`Math`'s functions
 * have tables: they are not used), which would lie where the caller's is.
 */
import { runTask, STEP_BYTES, tasksOf } from './steps';

/** Words of 32 bits within the first `CONTROL_BYTES`, each that threads wait for in a cache line of its own. */
const NEXT_TASK: usize = 64;
const ARRIVED: usize = 128;
const ROUND: usize = 192;
/**
 * Programs begun so far, and what the next one is: where its steps are, how many, how many threads run it (0 threads
 * end them), and how they multiply.
 */
const STARTED: usize = 256;
const PROGRAM: usize = 260;
const STEPS: usize = 264;
const THREADS: usize = 268;
const DOT: usize = 272;

/** Looks at a word this often before it goes to sleep. */
const SPINS: i32 = 20_000;

/**
 * Runs a program on this thread and on `threads` - 1 others that are in `help`. This thread never sleeps: a page's own
 * must not.
 * @param dot how products are summed (`Dot`); the caller measures which way is fastest here
 */
export function run(program: usize, steps: i32, dot: i32, threads: i32, scratch: usize): void {
  if (threads > 1) {
    store<u32>(PROGRAM, <u32>program);
    store<i32>(STEPS, steps);
    store<i32>(THREADS, threads);
    store<i32>(DOT, dot);
    atomic.add<i32>(STARTED, 1);
    atomic.notify(STARTED, -1);
  }
  runSteps(program, steps, dot, threads, scratch, false);
}

/** Ends the threads that are in `help`. */
export function end(): void {
  store<i32>(THREADS, 0);
  atomic.add<i32>(STARTED, 1);
  atomic.notify(STARTED, -1);
}

/** What every other thread does until `end`: its part of each program, asleep between them. */
export function help(scratch: usize): void {
  let seen = 0;
  while (true) {
    waitWhile(STARTED, seen, true);
    seen++;
    const threads = load<i32>(THREADS);
    if (threads === 0) return;
    runSteps(<usize>load<u32>(PROGRAM), load<i32>(STEPS), load<i32>(DOT), threads, scratch, true);
  }
}

function runSteps(program: usize, steps: i32, dot: i32, threads: i32, scratch: usize, maySleep: bool): void {
  const last = program + <usize>steps * STEP_BYTES;
  for (let step = program; step < last; step += STEP_BYTES) {
    const tasks = tasksOf(step);
    if (threads === 1) {
      for (let task = 0; task < tasks; task++) runTask(step, task, scratch, dot);
      continue;
    }
    for (let task = atomic.add<i32>(NEXT_TASK, 1); task < tasks; task = atomic.add<i32>(NEXT_TASK, 1)) runTask(step, task, scratch, dot);
    // A barrier: no thread begins a step before all have ended the one before.
    const round = atomic.load<i32>(ROUND);
    if (atomic.add<i32>(ARRIVED, 1) === threads - 1) {
      atomic.store<i32>(ARRIVED, 0);
      atomic.store<i32>(NEXT_TASK, 0);
      atomic.add<i32>(ROUND, 1);
      atomic.notify(ROUND, -1);
    } else waitWhile(ROUND, round, maySleep);
  }
}

function waitWhile(word: usize, value: i32, maySleep: bool): void {
  for (let spin = 0; atomic.load<i32>(word) === value; spin++) if (maySleep && spin > SPINS) atomic.wait<i32>(word, value, -1);
}
