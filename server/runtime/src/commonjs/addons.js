'use strict';
/*! Native addons that were refused. Packages catch the refusal, try something else, and fail with a sentence that says nothing of
 * it: so a program that ends badly names them.
 */

const names = new Set();

/** The package that a file belongs to, or the file. */
function packageOf(filename) {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(filename)?.[1] ?? filename;
}

function refused(filename) {
  if (names.size === 0) {
    // A fatal error is shown after 'exit', and this after the error.
    process.on('exit', (code) => {
      if (code !== 0 && !lode.isFatal) tell();
    });
    lode.tellOfAddons = (error) => {
      // The refusal itself says it all where nobody caught it.
      if (error?.code !== 'ERR_DLOPEN_FAILED') tell();
    };
  }
  names.add(packageOf(filename));
}

function tell() {
  const text = [...names].join(', ');
  lode.native('process').writeSync(2, `\nnote: Lode runs JavaScript and WebAssembly, but no native addons; this program asked for those of ${text}\n`);
}

module.exports = { refused };
