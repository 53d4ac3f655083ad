// @lode allow: write=out
attempt(() => fs.writeFileSync('out/a', ''));
