// What is below the builtins.
// refused: always
attempt(() => process.binding('spawn_sync').spawn({ file: 'true', args: [], stdio: [] }));
