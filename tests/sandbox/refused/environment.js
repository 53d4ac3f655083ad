// Variables that whoever started the editor has set.
// refused: -
attempt(() => {
  if (process.env.CARGO_MANIFEST_DIR === undefined) throw Object.assign(new Error(), { code: 'ERR_ACCESS_DENIED' });
});
