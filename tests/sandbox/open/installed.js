// Packages above the workspace, and ones that are linked from elsewhere.
attempt(() => {
  if (require('above') !== 'above' || require('linked') !== 'linked') throw new Error();
});
