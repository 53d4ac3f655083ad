// @lode allow: env=CARGO_MANIFEST_DIR
attempt(() => {
  if (process.env.CARGO_MANIFEST_DIR === undefined) throw new Error();
});
