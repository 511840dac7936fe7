/**
 * The extension API without the polyfill, for the content script that every page loads (vite.config.ts puts it in the
 * polyfill's place): what that script calls returns promises in both browsers as it is.
 */
const { browser, chrome } = globalThis as { browser?: unknown; chrome?: unknown };
export default browser ?? chrome;
