'use strict';
// Options, arguments, subcommands, help and each kind of mistake.
const { Command, Option, Argument, InvalidArgumentError } = require('commander');

const positive = (text) => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('Not a positive number.');
  return number;
};

function program() {
  const command = new Command('deploy')
    .version('2.1.0', '-V, --version', 'print the version')
    .description('Puts things where they belong')
    .option('-d, --debug', 'say everything')
    .option('-t, --tag <tags...>', 'tags to set')
    .addOption(new Option('-r, --region <name>', 'where to').choices(['north', 'south']).default('north', 'the north'))
    .addOption(new Option('--secret', 'not shown').hideHelp())
    .addOption(new Option('-w, --workers <n>', 'how many').argParser(positive).env('WORKERS'))
    .addOption(new Option('--dry-run').conflicts('force').implies({ debug: true }))
    .option('-f, --force')
    .exitOverride()
    .configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: (text) => process.stdout.write(`! ${text}`) });
  command
    .command('up')
    .alias('u')
    .description('bring something up')
    .addArgument(new Argument('<service>', 'what').choices(['web', 'db']))
    .argument('[count]', 'how many', positive, 1)
    .option('--no-wait', 'return at once')
    .action((service, count, options, self) => console.log('up', service, count, options, self.optsWithGlobals()));
  command
    .command('logs <names...>')
    .action(async (names) => console.log('logs', names.join('+')));
  return command;
}

(async () => {
  for (const line of [
    'up web',
    'up web 3 --no-wait -d',
    'u db --tag a b',
    '--tag a b -- up web',
    'logs a b c',
    '--dry-run up web',
    '--dry-run --force up web',
    'up cache',
    'up web -3',
    '--region west up web',
    '--workers zero up web',
    '--wrokers 3',
    'pu web',
    'logs',
    '--version',
    '--help',
    'help up',
  ]) {
    console.log(`$ deploy ${line}`);
    try {
      await program().parseAsync(line.split(' '), { from: 'user' });
    } catch (error) {
      console.log(error.code, error.exitCode);
    }
  }
  process.env.WORKERS = '7';
  const command = program();
  command.parse(['up', 'web'], { from: 'user' });
  console.log(command.opts(), command.getOptionValueSource('workers'));
})();
