// The keys of ssh.
// refused: read
attempt(() => fs.readFileSync('../.ssh/id_rsa'));
