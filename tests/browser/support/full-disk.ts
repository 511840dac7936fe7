/** A recent text that cannot be forgotten, for the harness's pages. */
export const FULL_DISK = '場所がない。';
