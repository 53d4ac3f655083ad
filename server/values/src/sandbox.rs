//! What a program may do that runs without having been asked for: the sandbox of automatic runs, and what opens it.
//!
//! The profile follows from the workspace's folder and from the permissions alone, so a worker can be born in it before it is known
//! what it will run.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Of an automatic run. Its files are readable inside the folder only, and nothing else is open but what is permitted.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Sandbox {
    /// The workspace.
    pub folder: PathBuf,
    pub permissions: Permissions,
}

/// What is open besides: `permissions` in lode.json, and `// @lode allow: …` in a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Permissions {
    pub net: bool,
    pub run: bool,
    /// Files and folders that may be read; secrets in the workspace only if they are named themselves.
    pub read: Vec<PathBuf>,
    /// Files and folders that may be read and written.
    pub write: Vec<PathBuf>,
    /// Variables of the environment that are seen; `*`: all.
    pub env: Vec<String>,
}

impl Permissions {
    /// Takes in what others open as well.
    pub fn add(&mut self, other: Permissions) {
        self.net |= other.net;
        self.run |= other.run;
        add(&mut self.read, other.read);
        add(&mut self.write, other.write);
        add(&mut self.env, other.env);
    }

    /// What the comments that a text begins with ask for: `// @lode allow: net, run, read=data, write=out, env=HOME`. Paths are
    /// meant from `folder`, the file's own. What is not understood opens nothing.
    pub fn of_text(text: &str, folder: &Path) -> Permissions {
        let mut permissions = Permissions::default();
        let is_code =
            |line: &str| !line.is_empty() && !["//", "#!", "/*", "*"].iter().any(|mark| line.starts_with(mark));
        for line in text.lines().take_while(|line| !is_code(line.trim_start())) {
            let Some(asked) =
                line.trim_start().strip_prefix("//").and_then(|rest| rest.trim_start().strip_prefix("@lode"))
            else {
                continue;
            };
            let Some(asked) = asked.trim_start().strip_prefix("allow:") else { continue };
            asked.split(',').for_each(|item| permissions.take(item.trim(), folder));
        }
        permissions
    }

    /// `permissions` of a lode.json in `folder`. What is not understood opens nothing.
    pub fn of_configuration(configuration: &serde_json::Value, folder: &Path) -> Permissions {
        let given = &configuration["permissions"];
        let texts = |name: &str| -> Vec<&str> {
            match &given[name] {
                serde_json::Value::String(text) => vec![text],
                serde_json::Value::Array(items) => items.iter().filter_map(|item| item.as_str()).collect(),
                _ => Vec::new(),
            }
        };
        let paths = |name: &str| texts(name).into_iter().map(|path| from(folder, path)).collect();
        Permissions {
            net: given["net"] == true,
            run: given["run"] == true,
            read: paths("read"),
            write: paths("write"),
            env: texts("env").into_iter().map(str::to_owned).collect(),
        }
    }

    fn take(&mut self, item: &str, folder: &Path) {
        match item.split_once('=').map_or((item, ""), |(name, value)| (name.trim(), value.trim())) {
            ("net", "") => self.net = true,
            ("run", "") => self.run = true,
            (_, "") => {}
            ("read", path) => add(&mut self.read, vec![from(folder, path)]),
            ("write", path) => add(&mut self.write, vec![from(folder, path)]),
            ("env", name) => add(&mut self.env, vec![name.to_owned()]),
            _ => {}
        }
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, others: Vec<T>) {
    for other in others {
        if !list.contains(&other) {
            list.push(other);
        }
    }
}

/// A path that is meant from a folder, without `.` and `..`.
fn from(folder: &Path, path: &str) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            std::path::Component::ParentDir => drop(whole.pop()),
            std::path::Component::CurDir => {}
            part => whole.push(part),
        }
    }
    whole
}

/// What holds a worker in its sandbox, besides Lode's own builtins, which always do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Enforced {
    /// Why the kernel does not see to the files; `None`: it does.
    pub files: Option<String>,
    /// Why the kernel does not see to system calls (network, processes); `None`: it does.
    pub calls: Option<String>,
}

impl Enforced {
    pub fn is_complete(&self) -> bool {
        self.files.is_none() && self.calls.is_none()
    }
}

/// Something that the sandbox refused, and which permission would have opened it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refused {
    /// As it would stand behind `// @lode allow:`: `net`, `read=/etc/hosts`.
    pub permission: String,
    /// What was tried, for a person.
    pub what: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_opens_what_it_names() {
        let text = "#!/usr/bin/env lode\n// @lode allow: net, read=../data, write=out, env=A, env=B\nlet a = `\n// @lode allow: run`;\n";
        let permissions = Permissions::of_text(text, Path::new("/projects/shop"));
        let expected = Permissions {
            net: true,
            run: false,
            read: vec!["/projects/data".into()],
            write: vec!["/projects/shop/out".into()],
            env: vec!["A".to_owned(), "B".to_owned()],
        };
        assert_eq!(permissions, expected);
    }

    #[test]
    fn a_configuration_opens_what_it_names() {
        let text =
            r#"{ "permissions": { "net": true, "run": "yes", "read": ["data", 1], "write": "/tmp/out", "env": "*" } }"#;
        let permissions = Permissions::of_configuration(&serde_json::from_str(text).unwrap(), Path::new("/projects"));
        let expected = Permissions {
            net: true,
            run: false,
            read: vec!["/projects/data".into()],
            write: vec!["/tmp/out".into()],
            env: vec!["*".to_owned()],
        };
        assert_eq!(permissions, expected);
        assert_eq!(Permissions::of_configuration(&serde_json::Value::Null, Path::new("/")), Permissions::default());
    }

    #[test]
    fn what_is_not_understood_opens_nothing() {
        let text = "// @lode allow: nets, read, run=yes, =x, everything\n// lode allow: net\n/* @lode allow: net */\n";
        assert_eq!(Permissions::of_text(text, Path::new("/")), Permissions::default());
    }
}
