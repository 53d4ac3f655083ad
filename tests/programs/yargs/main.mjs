// A command line with commands, types, demands, defaults, choices and help, parsed many times over.
import yargs from 'yargs';

const parser = () =>
  yargs()
    .scriptName('tool')
    .locale('en')
    .wrap(80)
    .usage('$0 <command> [options]')
    .option('verbose', { alias: 'v', type: 'count', describe: 'say more' })
    .option('color', { type: 'string', choices: ['always', 'never', 'auto'], default: 'auto', describe: 'when to colour' })
    .command(
      'serve [port]',
      'start the server',
      (command) =>
        command
          .positional('port', { type: 'number', default: 8080, describe: 'port to bind' })
          .option('host', { type: 'string', demandOption: true, describe: 'host to bind' })
          .example('$0 serve 80 --host ::1', 'serve on port 80'),
      (argv) => console.log('serve', argv.port + 1, argv.host, argv.verbose),
    )
    .command('add <name> [versions..]', 'add a package', {}, async (argv) => {
      await null;
      console.log('add', argv.name, argv.versions, argv.save);
    })
    .option('save', { type: 'boolean', default: true })
    .option('define', { type: 'array', coerce: (list) => list.map((entry) => entry.split('=')) })
    .option('config', { type: 'string', implies: 'save' })
    .conflicts('color', 'plain')
    .version('1.2.3')
    .epilog('See the manual.')
    .demandCommand(1, 'Name a command')
    .strict()
    .exitProcess(false);

for (const line of [
  'serve --host localhost',
  'serve 3000 --host=::1 -vvv',
  'serve',
  'add left-pad 1.0.0 2.0.0 --no-save',
  'add x --define a=1 b=2 --define c=3',
  'add x --color sometimes',
  'add',
  'remove x',
  'serve --host h --unknown 1',
  '',
  '--version',
  '--help',
  'serve --help',
]) {
  console.log(`$ tool ${line}`);
  await new Promise((resolve) => {
    parser()
      .fail((message, error) => console.log('failed:', message ?? error.message))
      .parse(line, (error, argv, output) => {
        if (output) console.log(output);
        else if (argv._.length) console.log(JSON.stringify(argv));
        setTimeout(resolve, 0);
      });
  });
}
console.log(yargs('--a.b.c 1 --list x --list y -abc --no-d -- rest --e'.split(' ')).parse());
