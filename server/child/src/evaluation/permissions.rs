//! Which permissions a file has that runs without having been asked for.

use std::fs;
use std::path::Path;

use serde_json::Value;
use values::{Permissions, Sandbox};

/// The names of configurations, the first that is there counts.
const CONFIGURATIONS: [&str; 2] = ["lode.json", "lode.jsonc"];

/// The sandbox of a file with this text: what the nearest lode.json in the workspace opens, and what its own first comments do.
pub fn sandbox_of(file: &Path, text: &str, workspace: &Path) -> Sandbox {
    let folder = file.parent().unwrap_or(file);
    let mut permissions = configured(folder, workspace);
    permissions.add(Permissions::of_text(text, folder));
    Sandbox { folder: workspace.to_owned(), permissions }
}

fn configured(folder: &Path, workspace: &Path) -> Permissions {
    let inside = folder.ancestors().take_while(|folder| folder.starts_with(workspace));
    let found = inside
        .flat_map(|folder| CONFIGURATIONS.iter().map(move |name| (folder, folder.join(name))))
        .find_map(|(folder, path)| Some((folder, fs::read_to_string(path).ok()?)));
    let Some((folder, mut text)) = found else { return Permissions::default() };
    // What can't be read opens nothing; the editor says what is wrong with it.
    let _ = json_strip_comments::strip(&mut text);
    Permissions::of_configuration(&serde_json::from_str(&text).unwrap_or(Value::Null), folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_of_the_workspace_counts() {
        let outer = tempfile::tempdir().unwrap();
        let workspace = outer.path().join("workspace");
        fs::create_dir_all(workspace.join("inner/deep")).unwrap();
        fs::write(outer.path().join("lode.json"), r#"{ "permissions": { "run": true } }"#).unwrap();
        let file = workspace.join("inner/deep/main.js");
        let of = |text: &str| sandbox_of(&file, text, &workspace).permissions;
        assert_eq!(of(""), Permissions::default());
        fs::write(
            workspace.join("lode.json"),
            "{ // what is open\n \"permissions\": { \"net\": true, \"read\": \"data\" } }",
        )
        .unwrap();
        let read = vec![workspace.join("data")];
        assert_eq!(of(""), Permissions { net: true, read: read.clone(), ..Permissions::default() });
        assert_eq!(of("// @lode allow: run"), Permissions { net: true, run: true, read, ..Permissions::default() });
        fs::write(workspace.join("inner/lode.json"), "{}").unwrap();
        assert_eq!(of(""), Permissions::default());
    }
}
