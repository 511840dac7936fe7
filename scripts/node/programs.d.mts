/** What is started, and the arguments before those that are its own. */
type Program = readonly [program: string, ...before: string[]];
export declare function packageProgram(name: string): Program;
export declare function npmProgram(): Program;
