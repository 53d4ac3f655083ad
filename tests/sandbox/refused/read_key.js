// A key inside the workspace.
// refused: read
attempt(() => fs.readFileSync('keys/server.pem'));
