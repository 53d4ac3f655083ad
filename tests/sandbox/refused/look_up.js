// Names of machines.
// refused: net
attempt(() => require('dns').promises.lookup('localhost'));
