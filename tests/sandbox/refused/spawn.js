// A program.
// refused: run
attempt(() => new Promise((resolve, reject) => require('child_process').spawn('true').on('error', reject).on('exit', resolve)));
