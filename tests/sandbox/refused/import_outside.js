// The same as an ES module.
// refused: read
attempt(() => import('../outside.js'));
