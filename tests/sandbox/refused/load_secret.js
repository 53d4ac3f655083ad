// The same by what is made for it.
// refused: read
attempt(() => process.loadEnvFile('.env'));
