// @lode allow: net
attempt(() => new Promise((resolve, reject) => net.connect(+port, 'localhost').on('connect', resolve).on('error', reject)));
