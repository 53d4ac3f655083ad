export default 'own import';
