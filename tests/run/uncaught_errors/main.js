const { spawnSync } = require('child_process');
for (const name of ['plain', 'cause', 'aggregate', 'null', 'object', 'rejection', 'named', 'properties', 'frozen', 'nested', 'late']) {
  const { status, stderr } = spawnSync(process.execPath, [`${__dirname}/throws.js`, name], { encoding: 'utf8' });
  console.log(`--- ${name}: ${status}`);
  console.log(stderr.replaceAll(__dirname, '.').replace(/\nNode\.js v.*\n/, '').split('\n').filter((line) => !/^ +at .*(node:|Module\.|\(<anonymous>\))|lines matching cause/.test(line)).join('\n').trim());
}
