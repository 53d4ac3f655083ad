module.exports = 'own require';
