module.exports = { rules: { 'no-alert': 'warn' }, globals: { team: 'readonly' } };
