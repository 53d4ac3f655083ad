exports.reexported = 'from another';
