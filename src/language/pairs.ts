/** For the rooms that know no morphemes. */
export { characterAt, characterStart } from '../morphemes/pairs.ts';
