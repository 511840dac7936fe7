/** The one place that names the extension API. Chrome and Firefox look the same behind webextension-polyfill. */
export { default as browser } from 'webextension-polyfill';
