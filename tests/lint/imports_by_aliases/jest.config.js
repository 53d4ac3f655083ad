module.exports = { moduleNameMapper: { '^tested/(.*)$': '<rootDir>/src/$1', '\\.css$': '<rootDir>/test/style.js' } };
