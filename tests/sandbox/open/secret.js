// @lode allow: read=.env
attempt(() => process.loadEnvFile('.env'));
