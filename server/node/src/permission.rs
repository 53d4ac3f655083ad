//! What a program may do that runs in a sandbox: asked by the builtins ahead of the system, so that who is refused hears what was
//! refused and how it is allowed.
//!
//! Set once, before any program runs, for the whole process: children and threads are held by the same. Without it all is allowed.
//! What can be learned of a path without opening it (that it is there, its size) is open to all.

use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use engine::{Scope, Value};

use crate::builtin::{Builtin, native};
use crate::error::{NodeError, NodeResult};

/// Who is told what was refused: the permission that would open it, as it is written, and what was tried.
pub type Report = Box<dyn Fn(&str, &str) + Send + Sync>;

/// What is open. Paths are those of the files themselves, without links.
pub struct Policy {
    pub net: bool,
    pub run: bool,
    pub readable: Vec<PathBuf>,
    pub writable: Vec<PathBuf>,
    /// Readable although they are secrets, with all below.
    pub named: Vec<PathBuf>,
    /// Whether a file or folder of this path holds what nobody else is to know.
    pub is_secret: fn(&Path) -> bool,
    pub report: Report,
}

static POLICY: OnceLock<Policy> = OnceLock::new();

/// Holds this process to a policy; a second one changes nothing.
pub fn hold(policy: Policy) {
    let _ = POLICY.set(policy);
}

pub(crate) const BUILTINS: &[Builtin] = &[Builtin {
    id: "internal/permission",
    source: crate::builtin::builtin_source!("internal/permission.js"),
    natives: &[native!(refusal)],
}];

/// An error if a file or folder must not be read.
pub fn read(path: &Path) -> NodeResult<()> {
    let Some(policy) = POLICY.get() else { return Ok(()) };
    let real = real(path);
    if policy.may_read(&real) { Ok(()) } else { Err(policy.refuse_path("read", &real)) }
}

/// An error if a file or folder must not be written, made, moved, or removed.
pub fn write(path: &Path) -> NodeResult<()> {
    let Some(policy) = POLICY.get() else { return Ok(()) };
    // Of a link itself, not of what it leads to: where it stands is what counts.
    let real = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if path.is_symlink() => self::real(folder).join(name),
        _ => self::real(path),
    };
    let target = self::real(path);
    if policy.may_write(&real) && policy.may_write(&target) {
        Ok(())
    } else {
        Err(policy.refuse_path("write", &target))
    }
}

/// An error if no process may be started or signalled.
pub fn run(what: &str) -> NodeResult<()> {
    match POLICY.get() {
        Some(policy) if !policy.run => Err(policy.refuse("run", &format!("does not let it {what}"))),
        _ => Ok(()),
    }
}

/// Whether sockets may be used.
pub fn has_net() -> bool {
    POLICY.get().is_none_or(|policy| policy.net)
}

/// For JavaScript: the error of something that is refused. `kind` is `net` or `socket`, the latter for sockets of the file system.
fn refusal<'s>(scope: &'s Scope, kind: String, what: String) -> Option<Value<'s>> {
    let policy = POLICY.get()?;
    let error = match &*kind {
        // They lead to whatever runs on this machine: a permission for the network is none for it.
        "socket" => policy.refuse("", &format!("does not let it {what}")),
        _ if policy.net => return None,
        _ => policy.refuse("net", &format!("does not let it {what}")),
    };
    Some(engine::IntoValue::into_value(error, scope))
}

impl Policy {
    fn may_read(&self, path: &Path) -> bool {
        let is_in = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        is_in(&self.named)
            || is_in(&self.writable)
            || is_in(&self.readable) && !path.ancestors().any(|path| self.is_own(path) && (self.is_secret)(path))
    }

    /// Secrets are looked for below what is readable, not in what leads to it, and not in what is installed.
    fn is_own(&self, path: &Path) -> bool {
        let is_below = self.readable.iter().any(|folder| path.starts_with(folder) && path != folder);
        is_below && !path.components().any(|part| part.as_os_str() == "node_modules")
    }

    fn may_write(&self, path: &Path) -> bool {
        self.writable.iter().any(|folder| path.starts_with(folder))
    }

    fn refuse_path(&self, how: &str, path: &Path) -> NodeError {
        let mut error =
            self.refuse(&format!("{how}={}", path.display()), &format!("does not let it {how} {}", path.display()));
        error.path = Some(path.to_string_lossy().into_owned());
        error
    }

    fn refuse(&self, permission: &str, what: &str) -> NodeError {
        (self.report)(permission, what);
        let hint = match permission {
            "" => "start it yourself to run it without the sandbox".to_owned(),
            permission => {
                format!("write `// @lode allow: {permission}` in the first line, or set \"permissions\" in lode.json")
            }
        };
        NodeError::coded("ERR_ACCESS_DENIED", format!("The sandbox of automatic runs {what}; to allow it, {hint}"))
    }
}

/// The path of the file itself; of one that is not there, the place where it would be.
fn real(path: &Path) -> PathBuf {
    real_through(path, MOST_LINKS)
}

fn real_through(path: &Path, links: usize) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest = Vec::new();
    let mut known = whole.as_path();
    loop {
        if let Ok(real) = std::fs::canonicalize(known) {
            return rest.iter().rev().fold(real, |path: PathBuf, part| step(path, part));
        }
        let (Some(folder), Some(part)) = (known.parent(), known.components().next_back()) else { return whole };
        // A link that leads nowhere yet leads to what would be made.
        if let Ok(target) = std::fs::read_link(known)
            && links > 0
        {
            let target = real_through(&folder.join(target), links - 1);
            return rest.iter().rev().fold(target, |path, part| step(path, part));
        }
        rest.push(part);
        known = folder;
    }
}

/// As many as the kernel follows.
const MOST_LINKS: usize = 40;

fn step(mut path: PathBuf, part: &Component) -> PathBuf {
    match part {
        Component::ParentDir => drop(path.pop()),
        Component::CurDir => {}
        part => path.push(part),
    }
    path
}
