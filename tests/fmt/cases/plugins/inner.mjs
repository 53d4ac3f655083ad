export default (text) => text.replace('let', 'var');
