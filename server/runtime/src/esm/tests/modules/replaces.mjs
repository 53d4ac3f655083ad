const value = { replaced: true }; export { value as 'module.exports', value as default };
