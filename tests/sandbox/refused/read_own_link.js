// A link of its own that leads out.
// refused: read
attempt(() => (fs.symlinkSync(path.resolve('../outside.txt'), path.join(own, 'link')), fs.readFileSync(path.join(own, 'link'))));
