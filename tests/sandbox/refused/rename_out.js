// What is its own, moved out.
// refused: write
attempt(() => (fs.writeFileSync(path.join(own, 'a'), ''), fs.renameSync(path.join(own, 'a'), '../a')));
