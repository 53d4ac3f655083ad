//! What a process may take of the system, whatever else it may do.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors that are open at a time.
const OPEN_FILES: u64 = 512;
/// Bytes of one file.
const FILE: u64 = 256 << 20;
/// Processes and threads beside those that there are, where any may be started.
const PROCESSES: u64 = 256;

/// One that can't be set is left as it is: others hold as well.
pub(super) fn set(may_start_processes: bool) {
    limit(Resource::Nofile, OPEN_FILES);
    limit(Resource::Fsize, FILE);
    limit(Resource::Core, 0);
    // The kernel counts all of a user; there are no more of them than of all users.
    if may_start_processes && let Some(all) = all_threads() {
        limit(Resource::Nproc, all + PROCESSES);
    }
}

fn limit(resource: Resource, most: u64) {
    // Not more than it has already.
    let most = getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most));
    let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
}

/// Threads of all processes, where the system tells.
fn all_threads() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().nth(3)?.split_once('/')?.1.parse().ok()
}
