// A server on this machine.
// refused: net
attempt(() => new Promise((resolve, reject) => net.connect(+port, '127.0.0.1').on('connect', resolve).on('error', reject)));
