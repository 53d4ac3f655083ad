//! Attacks on the kernel's part of the sandbox: system calls that no builtin makes for a program, or makes only after asking.
//!
//! Each runs in a process of its own, three times: held by both layers, where it must be refused; by neither, where it must get through,
//! so that the test is known to see it; and by the one layer that is meant to refuse it, so that this is known to be no luck.
#![cfg(target_os = "linux")]
#![allow(unsafe_code)]

use std::ffi::CString;
use std::fs;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::process::{Command, ExitCode};

use evaluate::sandbox::{Layers, enter};
use libtest_mimic::{Arguments, Failed, Trial};
use values::Sandbox;

/// A function of the C library, called with what is alive as long as the call.
macro_rules! call {
    ($name:ident($($argument:expr),* $(,)?)) => {
        // SAFETY: what is pointed to is a variable, or a text with its end, of the caller; lengths are those of what is pointed to.
        unsafe { libc::$name($($argument),*) }
    };
}

/// What is tried; the error of the system, if there is one. The folder has the files of [`playground`].
type Attempt = fn(&Path) -> Result<(), i32>;

struct Attack {
    name: &'static str,
    /// Which layer refuses it.
    layer: Layer,
    attempt: Attempt,
    /// Only an administrator gets through without a sandbox.
    needs_root: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Layer {
    Files,
    Calls,
}

const fn files(name: &'static str, attempt: Attempt) -> Attack {
    Attack { name, layer: Layer::Files, attempt, needs_root: false }
}

const fn calls(name: &'static str, attempt: Attempt) -> Attack {
    Attack { name, layer: Layer::Calls, attempt, needs_root: false }
}

const fn as_root(attack: Attack) -> Attack {
    Attack { needs_root: true, ..attack }
}

const ATTACKS: &[Attack] = &[
    files("read_outside", |folder| open(&folder.join("outside.txt"), libc::O_RDONLY)),
    files("read_outside_by_a_way_round", |folder| open(&folder.join("workspace/../outside.txt"), libc::O_RDONLY)),
    files("read_through_a_link", |folder| open(&folder.join("workspace/link.txt"), libc::O_RDONLY)),
    files("read_through_a_linked_folder", |folder| open(&folder.join("workspace/linked/outside.txt"), libc::O_RDONLY)),
    files("read_through_proc", |folder| {
        open(Path::new(&format!("/proc/self/root{}", folder.join("outside.txt").display())), libc::O_RDONLY)
    }),
    files("read_after_a_change_of_folder", |folder| {
        std::env::set_current_dir(folder).map_err(number)?;
        open(Path::new("outside.txt"), libc::O_RDONLY)
    }),
    files("read_a_secret", |folder| open(&folder.join("workspace/.env"), libc::O_RDONLY)),
    files("read_a_secret_further_down", |folder| open(&folder.join("workspace/deep/down/server.key"), libc::O_RDONLY)),
    files("read_what_git_knows", |folder| open(&folder.join("workspace/.git/config"), libc::O_RDONLY)),
    files("read_keys_of_ssh", |folder| open(&folder.join(".ssh/id_rsa"), libc::O_RDONLY)),
    as_root(files("read_passwords", |_| open(Path::new("/etc/shadow"), libc::O_RDONLY))),
    files("read_the_parents_environment", |_| open(Path::new(&format!("/proc/{}/environ", parent())), libc::O_RDONLY)),
    files("read_the_parents_memory", |_| open(Path::new(&format!("/proc/{}/mem", parent())), libc::O_RDONLY)),
    files("write_own_memory", |_| open(Path::new("/proc/self/mem"), libc::O_RDWR)),
    files("list_outside", |folder| open(folder, libc::O_RDONLY | libc::O_DIRECTORY)),
    files("write_in_the_workspace", |folder| open(&folder.join("workspace/main.js"), libc::O_WRONLY)),
    files("make_a_file_in_the_workspace", |folder| {
        open(&folder.join("workspace/new.js"), libc::O_WRONLY | libc::O_CREAT)
    }),
    files("write_outside", |folder| open(&folder.join("outside.txt"), libc::O_WRONLY | libc::O_TRUNC)),
    files("cut_short", |folder| result(call!(truncate(text(&folder.join("outside.txt")).as_ptr(), 0)))),
    files("remove", |folder| fs::remove_file(folder.join("workspace/main.js")).map_err(number)),
    files("make_a_folder", |folder| fs::create_dir(folder.join("new")).map_err(number)),
    files("rename_out", |folder| {
        fs::write(folder.join("own/new"), "").map_err(number)?;
        fs::rename(folder.join("own/new"), folder.join("new")).map_err(number)
    }),
    files("rename_in", |folder| {
        fs::rename(folder.join("workspace/main.js"), folder.join("own/main.js")).map_err(number)
    }),
    files("swap", |folder| {
        let (own, deep) = (text(&folder.join("own")), text(&folder.join("workspace/deep")));
        let (here, own, deep, exchange) = (libc::AT_FDCWD, own.as_ptr(), deep.as_ptr(), libc::RENAME_EXCHANGE);
        result(call!(syscall(libc::SYS_renameat2, here, own, here, deep, exchange)) as i32)
    }),
    files("hard_link", |folder| {
        fs::hard_link(folder.join("workspace/main.js"), folder.join("own/main.js")).map_err(number)
    }),
    files("hard_link_of_a_secret", |folder| {
        fs::hard_link(folder.join("workspace/.env"), folder.join("own/env")).map_err(number)
    }),
    files("link_to_outside", |folder| {
        std::os::unix::fs::symlink(folder.join("outside.txt"), folder.join("own/link")).map_err(number)?;
        open(&folder.join("own/link"), libc::O_RDONLY)
    }),
    calls("socket_of_the_internet", |_| result(call!(socket(libc::AF_INET, libc::SOCK_STREAM, 0)))),
    calls("socket_of_the_newer_internet", |_| result(call!(socket(libc::AF_INET6, libc::SOCK_DGRAM, 0)))),
    calls("socket_of_the_machine", |_| result(call!(socket(libc::AF_UNIX, libc::SOCK_STREAM, 0)))),
    calls("socket_of_the_kernel", |_| result(call!(socket(libc::AF_NETLINK, libc::SOCK_RAW, 0)))),
    calls("pair_that_can_send_to_others", |_| {
        let mut pair = [0; 2];
        result(call!(socketpair(libc::AF_UNIX, libc::SOCK_DGRAM, 0, pair.as_mut_ptr())))
    }),
    calls("exec", |_| {
        let program = c"/bin/true";
        let arguments = [program.as_ptr(), std::ptr::null()];
        // Never comes back if it gets through: the program's end is that of one.
        result(call!(execve(program.as_ptr(), arguments.as_ptr(), arguments[1..].as_ptr().cast())))
    }),
    calls("exec_from_memory", |_| {
        let memory = call!(memfd_create(c"program".as_ptr(), 0));
        let program = fs::read("/bin/true").unwrap_or_default();
        fs::write(format!("/proc/self/fd/{memory}"), program).map_err(number)?;
        let arguments = [c"true".as_ptr(), std::ptr::null()];
        result(call!(fexecve(memory, arguments.as_ptr(), arguments[1..].as_ptr().cast())))
    }),
    calls("fork", |_| forked(call!(fork()))),
    calls("clone_of_a_process", |_| forked(call!(syscall(libc::SYS_clone, libc::SIGCHLD, 0, 0, 0, 0)) as i32)),
    calls("clone_with_flags_in_memory", |_| {
        let mut arguments = [0u64; 8];
        arguments[4] = libc::SIGCHLD as u64;
        forked(call!(syscall(libc::SYS_clone3, arguments.as_mut_ptr(), size_of_val(&arguments))) as i32)
    }),
    calls("trace", |_| result(call!(ptrace(libc::PTRACE_TRACEME, 0, 0, 0)) as i32)),
    calls("read_memory_of_others", |_| {
        let mut byte = 0u8;
        let ours = libc::iovec { iov_base: (&raw mut byte).cast(), iov_len: 1 };
        result(call!(process_vm_readv(parent(), &raw const ours, 1, &raw const ours, 1, 0)) as i32)
    }),
    calls("signal_to_the_parent", |_| result(call!(kill(parent(), 0)))),
    calls("signal_to_all", |_| result(call!(kill(-1, 0)))),
    calls("signal_to_a_thread_of_the_parent", |_| {
        result(call!(syscall(libc::SYS_tgkill, parent(), parent(), 0)) as i32)
    }),
    calls("handle_of_the_parent", |_| result(call!(syscall(libc::SYS_pidfd_open, parent(), 0)) as i32)),
    calls("signal_by_a_file", |_| result(call!(fcntl(1, libc::F_SETOWN, parent())))),
    calls("outlive_the_host", |_| result(call!(prctl(libc::PR_SET_PDEATHSIG, 0)))),
    calls("leave_the_group", |_| result(call!(setsid()))),
    calls("own_namespace", |_| result(call!(unshare(libc::CLONE_NEWUSER)))),
    as_root(calls("mount", |folder| {
        let (from, to) = (text(folder), text(&folder.join("workspace")));
        result(call!(mount(from.as_ptr(), to.as_ptr(), std::ptr::null(), libc::MS_BIND, std::ptr::null())))
    })),
    as_root(calls("root_elsewhere", |folder| result(call!(chroot(text(folder).as_ptr()))))),
    as_root(calls("open_by_handle", |folder| {
        let mut handle = [0u8; 128];
        handle[0] = 120;
        let mut mount = 0;
        let path = text(&folder.join("outside.txt"));
        let (path, handle, mount) = (path.as_ptr(), handle.as_mut_ptr(), &raw mut mount);
        result(call!(syscall(libc::SYS_name_to_handle_at, libc::AT_FDCWD, path, handle, mount, 0)) as i32)
    })),
    calls("requests_past_the_filter", |_| {
        let mut parameters = [0u8; 256];
        result(call!(syscall(libc::SYS_io_uring_setup, 1, parameters.as_mut_ptr())) as i32)
    }),
    calls("keys_of_the_user", |_| result(call!(syscall(libc::SYS_keyctl, 0, -4, 0)) as i32)),
    calls("memory_of_all", |_| {
        let memory = call!(shmget(libc::IPC_PRIVATE, 4096, 0o600 | libc::IPC_CREAT));
        result(memory)?;
        // Nobody else would take it away.
        result(call!(shmctl(memory, libc::IPC_RMID, std::ptr::null_mut())))
    }),
    calls("mode_of_a_file", |folder| result(call!(chmod(text(&folder.join("outside.txt")).as_ptr(), 0o777)))),
    calls("mode_of_an_open_file", |folder| {
        let file = fs::File::open(folder.join("workspace/main.js")).map_err(number)?;
        result(call!(fchmod(file.as_raw_fd(), 0o777)))
    }),
    calls("time_of_a_file", |folder| {
        let path = text(&folder.join("outside.txt"));
        result(call!(utimensat(libc::AT_FDCWD, path.as_ptr(), std::ptr::null(), 0)))
    }),
    calls("another_filter", |_| {
        let mut action = libc::SECCOMP_RET_ALLOW;
        result(call!(syscall(libc::SYS_seccomp, libc::SECCOMP_GET_ACTION_AVAIL, 0, &raw mut action)) as i32)
    }),
    calls("limits_of_the_parent", |_| {
        let none = std::ptr::null_mut::<libc::rlimit>();
        result(call!(prlimit(parent(), libc::RLIMIT_NOFILE, none, none)))
    }),
];

fn parent() -> i32 {
    std::os::unix::process::parent_id().cast_signed()
}

fn number(error: std::io::Error) -> i32 {
    error.raw_os_error().unwrap_or_default()
}

fn result(answer: i32) -> Result<(), i32> {
    if answer >= 0 { Ok(()) } else { Err(number(std::io::Error::last_os_error())) }
}

/// A child goes away at once.
fn forked(answer: i32) -> Result<(), i32> {
    if answer == 0 {
        call!(_exit(0))
    }
    result(answer)
}

fn text(path: &Path) -> CString {
    CString::new(path.as_os_str().as_encoded_bytes()).unwrap()
}

fn open(path: &Path, flags: i32) -> Result<(), i32> {
    result(call!(open(text(path).as_ptr(), flags, 0o600)))
}

/// The files that attacks are after.
fn playground(folder: &Path) -> std::io::Result<()> {
    for made in ["workspace/.git", "workspace/deep/down", "own", ".ssh"] {
        fs::create_dir_all(folder.join(made))?;
    }
    for file in [
        "outside.txt",
        ".ssh/id_rsa",
        "workspace/main.js",
        "workspace/.env",
        "workspace/.git/config",
        "workspace/deep/down/server.key",
    ] {
        fs::write(folder.join(file), "a")?;
    }
    std::os::unix::fs::symlink(folder.join("outside.txt"), folder.join("workspace/link.txt"))?;
    std::os::unix::fs::symlink(folder, folder.join("workspace/linked"))
}

/// How an attack ended, as the process that makes it tells by its exit code.
const THROUGH: i32 = 0;
const REFUSED: i32 = 17;

/// In a process of its own.
fn attempt(attack: &Attack, layers: &str, folder: &Path) -> ExitCode {
    let sandbox = Sandbox { folder: folder.join("workspace"), ..Sandbox::default() };
    let layers = Layers { files: layers.contains("files"), calls: layers.contains("calls") };
    if layers.files || layers.calls {
        let (_, enforced) = enter(&sandbox, &folder.join("own"), None, layers);
        let reasons: Vec<String> = enforced.files.into_iter().chain(enforced.calls).collect();
        if !reasons.is_empty() {
            eprintln!("{}", reasons.join("\n"));
        }
    }
    match (attack.attempt)(folder) {
        // What the system says of that which it would do for others.
        Err(libc::EPERM | libc::EACCES | libc::ENOSYS | libc::EXDEV) => ExitCode::from(REFUSED as u8),
        _ => ExitCode::from(THROUGH as u8),
    }
}

fn end_of(attack: &Attack, layers: &str) -> Result<(i32, String), Failed> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path().canonicalize()?;
    playground(&folder)?;
    let output = Command::new(std::env::current_exe()?).args(["attack", attack.name, layers]).arg(&folder).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok((output.status.code().ok_or_else(|| format!("it ended with {}: {said}", output.status))?, said))
}

fn test(attack: &Attack) -> Result<(), Failed> {
    let own = if attack.layer == Layer::Files { "files" } else { "calls" };
    for layers in ["files calls", own] {
        match end_of(attack, layers)? {
            (REFUSED, _) => {}
            // A kernel that does not have it says so; Lode then does as well.
            (THROUGH, said) if !said.is_empty() => eprintln!("NOTE: {}: {said}", attack.name),
            (code, _) => return Err(format!("held by {layers}, it gets through (exit code {code})").into()),
        }
    }
    let is_root = rustix::process::geteuid().is_root();
    match end_of(attack, "none")? {
        (THROUGH, _) => Ok(()),
        _ if attack.needs_root && !is_root => Ok(()),
        (code, _) => Err(format!("without a sandbox it does not get through either (exit code {code})").into()),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, name, layers, folder] = &arguments[..]
        && word == "attack"
    {
        let attack = ATTACKS.iter().find(|attack| attack.name == name).expect("one of the list");
        return attempt(attack, layers, Path::new(folder));
    }
    let trials = ATTACKS.iter().map(|attack| Trial::test(attack.name, || test(attack)));
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
