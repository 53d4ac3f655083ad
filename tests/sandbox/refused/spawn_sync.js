// A program that is waited for.
// refused: run
attempt(() => (({ error }) => { if (error) throw error; })(require('child_process').spawnSync('true')));
