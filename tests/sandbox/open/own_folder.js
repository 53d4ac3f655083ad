// What it writes in passing.
attempt(() => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'a-'));
  fs.writeFileSync(path.join(folder, 'a'), 'text');
  fs.renameSync(path.join(folder, 'a'), path.join(folder, 'b'));
  fs.copyFileSync(path.join(folder, 'b'), path.join(folder, 'c'));
  if (fs.readFileSync(path.join(folder, 'c'), 'utf8') !== 'text') throw new Error();
  fs.rmSync(folder, { recursive: true });
});
