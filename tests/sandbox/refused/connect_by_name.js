// The same by its name.
// refused: net
attempt(() => new Promise((resolve, reject) => net.connect(+port, 'localhost').on('connect', resolve).on('error', reject)));
