exports.circle = 1;
