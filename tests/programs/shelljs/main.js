'use strict';
// The shell's own commands in JavaScript: files, searching, editing, pipes, programs, and their errors.
const shell = require('shelljs');

shell.config.silent = true;
shell.rm('-rf', 'work');
shell.mkdir('-p', 'work/a/b', 'work/c');
shell.cd('work');
shell.ShellString('one\ntwo\nthree\ntwo\n').to('a/list.txt');
shell.ShellString('four\n').toEnd('a/list.txt');
shell.echo('-n', 'text').to('c/text.txt');
shell.touch('a/b/empty', 'c/new.js');
console.log([...shell.ls('-R', '.')].sort(), [...shell.ls('a/*.txt', 'c')], shell.ls('-l', 'c/text.txt')[0].size);
console.log(shell.cat('a/list.txt', 'c/text.txt').toString(), shell.head({ '-n': 1 }, 'a/list.txt').stdout, shell.tail('-n', 2, 'a/list.txt').stdout);
console.log(shell.grep('-n', 't', 'a/list.txt').stdout, shell.grep('-l', 'four', 'a/list.txt', 'c/text.txt').stdout, shell.grep('-v', /o/, 'a/list.txt').stdout, shell.grep('zzz', 'a/list.txt').code);
console.log(shell.sed(/t(w)o/, 'T$1O', 'a/list.txt').stdout, shell.sed('-i', 'one', 'ONE', 'a/list.txt').code, shell.cat('a/list.txt').sort('-r').uniq('-c').stdout);
shell.cp('-r', 'a', 'copy');
shell.cp('a/list.txt', 'c/text.txt', 'copy/b');
shell.mv('copy/b/empty', 'moved');
shell.ln('-s', 'moved', 'link');
shell.chmod('755', 'moved');
console.log([...shell.find('copy')].sort(), shell.test('-f', 'moved'), shell.test('-d', 'copy'), shell.test('-L', 'link'), shell.test('-e', 'none'), (require('fs').statSync('moved').mode & 0o777).toString(8));
console.log(shell.pwd().stdout.endsWith('/work'), shell.which('sh') !== null, shell.which('no-such-program'), typeof shell.tempdir());
const ran = shell.exec('echo out; echo err >&2; exit 5');
console.log(ran.code, JSON.stringify(ran.stdout), JSON.stringify(ran.stderr), shell.error());
console.log(shell.exec('cat a/list.txt | wc -l').stdout.trim(), shell.cat('a/list.txt').exec('sort').stdout, shell.cmd('echo', 'a b', '$HOME').stdout);
for (const bad of [() => shell.cat('none'), () => shell.cp('none', 'x'), () => shell.rm('copy'), () => shell.cd('none'), () => shell.mv('a', 'a/b'), () => shell.ls('none'), () => shell.mkdir('a'), () => shell.ln('none', 'link'), () => shell.rm('-z', 'a'), () => shell.grep()]) {
  try {
    const result = bad();
    console.log(result.code, result.stderr, shell.error());
  } catch (error) {
    console.log('threw', error.message);
  }
}
shell.set('-e');
try {
  shell.cat('none');
} catch (error) {
  console.log('fatal:', error.message);
}
shell.set('+e');
shell.pushd('-q', 'a');
console.log(shell.dirs('+0').toString().endsWith('/a') || shell.dirs().length, shell.popd('-q').code);
shell.exec('echo later', { async: true }, (code, stdout) => {
  console.log('async', code, stdout);
  shell.cd('..');
  shell.rm('-rf', 'work');
  console.log(shell.test('-e', 'work'));
});
