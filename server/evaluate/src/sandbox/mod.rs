//! What holds a worker that runs what nobody asked for: entered before the first thread starts, since the kernel's parts bind the thread
//! that calls and those that it starts later.
//!
//! - `paths`: which files are open, `secrets` left out. `files`: Landlock holds it to them. `calls`: seccomp leaves it the system calls
//!   that a program with nothing but files of its own needs: no sockets, no processes, nothing that reaches into others.
//! - `limits`: open files, sizes of files.
//!
//! What the builtins refuse (`node::permission`) is told from the same paths. Where the kernel has no such thing they are all that
//! holds, and [`Enforced`] says so. docs/contributing/sandbox.md says what is promised.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod files;
mod limits;
mod paths;
pub mod secrets;

use std::path::Path;

use values::{Enforced, Sandbox};

pub use paths::Paths;

/// Which of the kernel's parts are used; tests leave out one to see that another holds.
#[derive(Clone, Copy, Debug)]
pub struct Layers {
    pub files: bool,
    pub calls: bool,
}

/// Holds this thread, and what it starts from now on. `own`: the folder that it may write to.
pub fn enter(sandbox: &Sandbox, own: &Path, cache: Option<&Path>, layers: Layers) -> (Paths, Enforced) {
    let paths = Paths::of(sandbox, own, cache);
    limits::set(sandbox.permissions.run);
    let enforced = enforce(sandbox, &paths, layers);
    (paths, enforced)
}

#[cfg(target_os = "linux")]
fn enforce(sandbox: &Sandbox, paths: &Paths, layers: Layers) -> Enforced {
    // Without it neither would be taken from somebody who is not root, and set-user-id programs would get out.
    if let Err(error) = rustix::thread::set_no_new_privs(true) {
        let reason = format!("the system does not let go of privileges ({error})");
        return Enforced { files: Some(reason.clone()), calls: Some(reason) };
    }
    let mut enforced = Enforced::default();
    if layers.files {
        enforced.files = files::restrict(paths, &sandbox.permissions).err();
    }
    if layers.calls {
        enforced.calls = calls::restrict(&sandbox.permissions).err();
    }
    enforced
}

#[cfg(not(target_os = "linux"))]
fn enforce(_: &Sandbox, _: &Paths, _: Layers) -> Enforced {
    let reason = |what: &str| Some(format!("only Linux can hold a program to its {what}; Lode's builtins do"));
    Enforced { files: reason("files"), calls: reason("system calls") }
}
