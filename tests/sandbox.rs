//! `tests/sandbox/refused/<attack>.js`: what a program tries that runs while it is typed. Its second line says which permission would have
//! opened it; the same program, asked for, gets through, so that the test is known to see it. `tests/sandbox/open/<program>.js`: what such
//! a program may do, with the permissions in its first line.
//!
//! What no builtin does for a program is attacked in `server/evaluate/tests/attacks.rs`.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use child::evaluation::{Ended, Limits, Outcome, Workers, sandbox_of};
use libtest_mimic::{Failed, Trial};
use values::Run;

use crate::{lode, tests_folder};

const PRELUDE: &str = include_str!("sandbox/prelude.js");

pub fn add(trials: &mut Vec<Trial>) {
    type Test = fn(&str) -> Result<(), Failed>;
    for (kind, test) in [("refused", refused as Test), ("open", open as Test)] {
        let folder = tests_folder().join("sandbox").join(kind);
        let mut paths: Vec<PathBuf> =
            fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            trials.push(Trial::test(format!("sandbox::{kind}::{name}"), move || test(&fs::read_to_string(&path)?)));
        }
    }
}

/// A workspace with what there is to be found in and around it.
struct Playground {
    folder: tempfile::TempDir,
    server: TcpListener,
    _machine: UnixListener,
    _left_open: fs::File,
}

impl Playground {
    fn new() -> Result<Playground, Failed> {
        let folder = tempfile::tempdir()?;
        let at = |path: &str| folder.path().join(path);
        for (path, text) in [
            ("outside.txt", "outside"),
            ("outside.js", ""),
            (".ssh/id_rsa", "key"),
            ("node_modules/above/index.js", "module.exports = 'above';"),
            ("store/linked/index.js", "module.exports = 'linked';"),
            ("workspace/main.js", "0;"),
            ("workspace/.env", "SECRET=1"),
            ("workspace/keys/server.pem", "key"),
            ("workspace/keys/public.txt", "text"),
            ("workspace/.git/config", "[remote]"),
        ] {
            fs::create_dir_all(at(path).parent().unwrap_or(folder.path()))?;
            fs::write(at(path), text)?;
        }
        fs::create_dir(at("workspace/node_modules"))?;
        symlink(at("store/linked"), at("workspace/node_modules/linked"))?;
        symlink("../outside.txt", at("workspace/link.txt"))?;
        // As an editor might, that does not care what its children are given.
        let left_open = fs::File::open(at("outside.txt"))?;
        rustix::io::fcntl_setfd(&left_open, rustix::io::FdFlags::empty())?;
        let server = TcpListener::bind("127.0.0.1:0")?;
        let machine = UnixListener::bind(at("socket"))?;
        Ok(Playground { folder, server, _machine: machine, _left_open: left_open })
    }

    /// Runs a program with the prelude in front, in the sandbox that it has or in none.
    fn run(&self, text: &str, is_asked: bool) -> Result<Outcome, Failed> {
        let workspace = fs::canonicalize(self.folder.path())?.join("workspace");
        let file = workspace.join("attack.js");
        fs::write(&file, format!("{PRELUDE}{text}"))?;
        let port = self.server.local_addr()?.port();
        let socket = self.folder.path().join("socket");
        let run = Run {
            sandbox: (!is_asked).then(|| sandbox_of(&file, text, &workspace)),
            file,
            folder: workspace,
            arguments: vec![port.to_string(), socket.to_string_lossy().into_owned()],
            ..Run::default()
        };
        Ok(Workers::of(lode().to_owned())?.start(&run, Limits::default())?.follow(|_| {}))
    }
}

/// What the program said of itself.
fn said(outcome: &Outcome) -> Result<String, Failed> {
    if outcome.ended != Ended::Exited(0) {
        return Err(format!("it ended with {:?}: {}", outcome.ended, String::from_utf8_lossy(&outcome.errors)).into());
    }
    Ok(String::from_utf8_lossy(&outcome.output).trim().to_owned())
}

fn refused(text: &str) -> Result<(), Failed> {
    let permission = text.lines().find_map(|line| line.strip_prefix("// refused:")).unwrap_or_default().trim();
    let (is_always, permission) = match permission.strip_prefix("always") {
        Some(code) => (true, code.trim()),
        None => (false, permission),
    };
    let outcome = Playground::new()?.run(text, false)?;
    let said = said(&outcome)?;
    is_enforced(&outcome)?;
    if is_always {
        let is_refused = said.starts_with("refused: ") && said.ends_with(permission);
        return if is_refused { Ok(()) } else { Err(format!("it said `{said}`").into()) };
    }
    if said != "refused: ERR_ACCESS_DENIED" {
        return Err(format!("it said `{said}`").into());
    }
    let told = &outcome.state.refused;
    let is_told = match permission {
        "-" => told.is_empty(),
        permission => told.iter().any(|told| told.permission.split('=').next() == Some(permission)),
    };
    if !is_told {
        return Err(format!("`{permission}` was not told as what is missing, but {told:?}").into());
    }
    // Only an administrator may read some files.
    if text.contains("/etc/shadow") && fs::read("/etc/shadow").is_err() {
        return Ok(());
    }
    match self::said(&Playground::new()?.run(text, true)?)? {
        said if said == "through" => Ok(()),
        said => Err(format!("asked for, it does not get through either: `{said}`").into()),
    }
}

fn open(text: &str) -> Result<(), Failed> {
    let outcome = Playground::new()?.run(text, false)?;
    is_enforced(&outcome)?;
    match said(&outcome)? {
        said if said == "through" => Ok(()),
        said => Err(format!("it said `{said}`: {:?}", outcome.state.refused).into()),
    }
}

/// On a kernel that has what it takes, it is used.
fn is_enforced(outcome: &Outcome) -> Result<(), Failed> {
    let enforced = outcome.state.enforced.clone().ok_or("nothing was said of the sandbox")?;
    let has_landlock = fs::read_to_string("/sys/kernel/security/lsm").is_ok_and(|list| list.contains("landlock"));
    if enforced.calls.is_some() && Path::new("/proc/sys/kernel/seccomp").exists()
        || enforced.files.is_some() && has_landlock
    {
        return Err(format!("the kernel's part is not used: {enforced:?}").into());
    }
    Ok(())
}
