'use strict';
// Files of settings read, merged, overridden and refused.
const fs = require('fs');
const dotenv = require('dotenv');

fs.writeFileSync('.env', `# a comment
PLAIN=value
EMPTY=
SPACED = padded out  # and a comment
SINGLE='single $PLAIN'
DOUBLE="tab\\tnew\\nline"
BACKTICK=\`it's "quoted"\`
MULTI="first
second"
export EXPORTED=yes
HASH="a#b" # c
EQUALS=a=b=c
JSON={"a": 1}
BAD LINE
PRESET=from file
UNICODE=ünïcode 🎉
`);
fs.writeFileSync('.env.local', 'PLAIN=local\nEXTRA=1\n');
process.env.PRESET = 'from environment';
const quiet = { quiet: true };
console.log(dotenv.parse(fs.readFileSync('.env')));
console.log(dotenv.config(quiet).parsed.MULTI, process.env.PRESET, process.env.DOUBLE);
console.log(dotenv.config({ ...quiet, path: ['.env.local', '.env'] }).parsed.PLAIN, process.env.PLAIN, process.env.EXTRA);
dotenv.config({ ...quiet, path: ['.env.local'], override: true });
console.log(process.env.PLAIN);
const target = { PLAIN: 'kept' };
console.log(dotenv.populate(target, { PLAIN: 'new', ADDED: 'yes' }), target);
dotenv.populate(target, { PLAIN: 'new' }, { override: true });
console.log(target);
const missing = dotenv.config({ ...quiet, path: 'none.env' });
console.log(missing.error.code, missing.parsed);
try {
  dotenv.populate('not an object', {});
} catch (error) {
  console.log(error.code, error.message);
}
console.log(dotenv.parse(Buffer.from('A=1\r\nB=2\rC=3')));
