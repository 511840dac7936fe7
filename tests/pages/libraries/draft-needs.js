// Draft.js was written for bundlers that define Node's global.
globalThis.global = globalThis;
