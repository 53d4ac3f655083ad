//! Files that hold what nobody else is to know, told by their names.

use std::path::Path;

/// Names, as a whole.
const NAMES: [&str; 13] = [
    ".env",
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    ".netrc",
    ".pypirc",
    ".git",
    ".git-credentials",
    ".ssh",
    ".aws",
    ".gnupg",
    ".kube",
    ".docker",
];
/// What names end in.
const ENDINGS: [&str; 8] = [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk"];
/// Behind `.env.`: patterns for others to fill in.
const EXAMPLES: [&str; 5] = ["example", "sample", "template", "dist", "defaults"];

/// Whether a file or folder is one.
pub fn is_secret(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    if let Some(kind) = name.strip_prefix(".env.") {
        return !EXAMPLES.contains(&kind.rsplit('.').next().unwrap_or(kind));
    }
    // Keys of ssh have no ending; `id_card.js` is a program.
    NAMES.contains(&name)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || name.starts_with("id_") && !name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_secrets() {
        for name in [
            ".env",
            ".env.local",
            "a/.env.production",
            "key.pem",
            "server.key",
            "id_rsa",
            "id_ed25519",
            ".npmrc",
            ".git",
        ] {
            assert!(is_secret(Path::new(name)), "{name}");
        }
        for name in
            ["env.js", ".env.example", ".env.local.example", "id_card.js", "keys.json", "pem.js", ".gitignore", "/"]
        {
            assert!(!is_secret(Path::new(name)), "{name}");
        }
    }
}
