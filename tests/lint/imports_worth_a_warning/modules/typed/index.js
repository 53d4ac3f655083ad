exports.old = exports.young = () => {};
