//! The end of memory, said before the kernel or the engine ends the program without a word.
//!
//! The engine has no limit of its own. While JavaScript runs on end, its time limit asks here now and then; while the loop
//! turns, the loop does. An idle program is not looked at.

use std::cell::Cell;
use std::io::Write as _;
use std::time::Duration;

use engine::Scope;

use super::native::{available_memory, resident_set_size};

/// How often long-running JavaScript is looked at.
const INTERVAL: Duration = Duration::from_millis(200);

/// The most bytes that the program may hold.
#[derive(Default)]
struct Limit(Cell<Option<f64>>);

/// What the engine and its compilers take besides the program's heap: not counted against a limit that was asked for.
const OVERHEAD: f64 = 192.0 * 1024.0 * 1024.0;

/// Watches the thread's memory from here on. Without a limit given, nine tenths of what the machine has.
pub fn limit_memory(scope: &Scope, given: Option<usize>) {
    let limit = match given {
        Some(bytes) => bytes as f64 + OVERHEAD,
        None => available_memory().get(1).copied().filter(|total| *total > 0.0).map_or(f64::INFINITY, |total| total * 0.9),
    };
    scope.state::<Limit>().0.set(Some(limit));
    watch_memory(scope);
}

/// Sets the engine's time limit (again) to look at the memory: `vm`'s time limits replace it while they last.
pub(crate) fn watch_memory(scope: &Scope) {
    if let Some(limit) = scope.state::<Limit>().0.get() {
        scope.set_time_limit(INTERVAL, move || {
            check(limit);
            false
        });
    }
}

/// One look, from the loop.
pub(crate) fn check_memory(scope: &Scope) {
    if let Some(limit) = scope.state::<Limit>().0.get() {
        check(limit);
    }
}

fn check(limit: f64) {
    let held = resident_set_size();
    if held <= limit {
        return;
    }
    let megabytes = |bytes: f64| (bytes / (1024.0 * 1024.0)).round();
    // Nothing here may need memory that is not there any more.
    let mut stderr = std::io::stderr();
    let _ = writeln!(
        stderr,
        "\nFATAL ERROR: JavaScript heap out of memory\n\nThe program holds {} MB, more than the {} MB that it may.\n\
         If it needs that much, give it more: --max-old-space-size=<MB>",
        megabytes(held),
        megabytes(limit),
    );
    // As Node ends: by SIGABRT, which a shell reports as 134. No core is wanted of a program that was told what is wrong.
    // SAFETY: plain data; `abort` does not return.
    unsafe {
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::abort();
    }
}
