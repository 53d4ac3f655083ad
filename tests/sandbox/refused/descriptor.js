// What the editor has left open.
// refused: always EBADF
attempt(() => {
  const { ino } = fs.statSync('../outside.txt');
  for (let number = 3; number < 1024; number++) {
    try {
      if (fs.fstatSync(number).ino === ino) return;
    } catch {
      // Not open.
    }
  }
  throw Object.assign(new Error(), { code: 'EBADF' });
});
