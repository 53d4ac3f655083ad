// Every kind of style, nested, chained and disabled, as the bytes that reach a terminal.
import chalk, { Chalk, backgroundColorNames, foregroundColorNames, modifierNames, supportsColor, supportsColorStderr } from 'chalk';

const show = (label, text) => console.log(label.padEnd(14), JSON.stringify(text), text);
for (const name of modifierNames) show(name, chalk[name]('text'));
for (const name of [...foregroundColorNames, ...backgroundColorNames]) show(name, chalk[name](name));
show('chained', chalk.bold.red.bgYellow.underline('x'));
show('nested', chalk.red(`a ${chalk.blue(`b ${chalk.green('c')} d`)} e`));
show('lines', chalk.cyan('one\ntwo\r\nthree'));
show('several', chalk.yellow('a', 1, null, undefined, [1, 2]));
show('hex', chalk.hex('#ff8800').bgHex('#123')('x'));
show('rgb', chalk.rgb(1, 2, 3).bgRgb(250, 251, 252)('x'));
show('ansi256', chalk.ansi256(194).bgAnsi256(17)('x'));
show('empty', chalk.red(''));
show('visible', chalk.visible('seen'));
for (const level of [0, 1, 2, 3]) {
  const custom = new Chalk({ level });
  show(`level ${level}`, custom.hex('#abcdef').bold(custom.visible('x')));
}
console.log(chalk.level, supportsColor, supportsColorStderr.level);
const theme = { error: chalk.bold.hex('#f00'), warn: chalk.keyword ?? chalk.yellow };
console.log(typeof chalk, chalk.red instanceof Function, theme.error('E'), theme.warn('W'));
try {
  new Chalk({ level: 10 });
} catch (error) {
  console.log(error.message);
}
