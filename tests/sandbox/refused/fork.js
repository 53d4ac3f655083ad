// Another Lode, which would have no sandbox.
// refused: run
attempt(() => new Promise((resolve, reject) => require('child_process').fork('main.js').on('error', reject).on('exit', resolve)));
