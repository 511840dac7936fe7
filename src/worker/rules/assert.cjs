/** What textlint's kernel and its rules use of Node's `assert`: the build puts this in its place (vite.config.ts). A CommonJS module, as one that is called itself. */
function assert(value, message) {
  if (!value) throw new Error(message ?? 'an assertion does not hold');
}
assert.ok = assert;
assert.strictEqual = (actual, expected, message) => assert(Object.is(actual, expected), message);
assert.doesNotThrow = (run) => run();
module.exports = assert;
