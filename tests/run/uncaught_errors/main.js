const { spawnSync } = require('child_process');
// Only V8 knows the type of a receiver.
const frame = (line) => line.replace(/^( +at )[\w.]*\.(?:<anonymous>|_onTimeout) \((.*)\)/, '$1$2');
for (const name of ['plain', 'cause', 'aggregate', 'rejection', 'named', 'properties', 'frozen', 'nested', 'late']) {
  const { status, stderr } = spawnSync(process.execPath, [`${__dirname}/throws.js`, name], { encoding: 'utf8' });
  console.log(`--- ${name}: ${status}`);
  // From the error on: which line is quoted above it is each runtime's own.
  console.log(stderr.replace(/^.*\n.*\n *\^+\n\n?/, '').replaceAll(__dirname, '.').replace(/\n(Node\.js|Lode) v.*\n/, '').split('\n').filter((line) => !/^ +at .*(node:|Module\.|\(<anonymous>\))|lines matching cause/.test(line)).map(frame).join('\n').trim());
}
