import { setPriority } from 'node:os';

/** Less than a browser's, and yet a third of what one of its threads gets: a test that starved would run out of time. */
setPriority(5);
