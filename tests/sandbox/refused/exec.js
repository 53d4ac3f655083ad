// A line for the shell.
// refused: run
attempt(() => require('child_process').execSync('true'));
