//! The end of memory, said before the kernel or the engine ends the program without a word.
//!
//! The engine has no limit of its own, and its time limit, which could ask now and then, makes every `await` three times as
//! dear while it is set. So a thread looks at the process, the more often the nearer the limit is; it wakes for some
//! microseconds, and of an idle program once in seconds.

use std::io::Write as _;
use std::time::Duration;

use super::native::{available_memory, resident_set_size};

/// How often the memory is looked at: where little is left, and where there is plenty.
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(10);

/// Bytes that no program can take in a second.
const FASTEST_GROWTH: f64 = 4.0 * 1024.0 * 1024.0 * 1024.0;

/// What the engine and its compilers take besides the program's heap: not counted against a limit that was asked for.
const OVERHEAD: f64 = 192.0 * 1024.0 * 1024.0;

/// Watches the process's memory from here on. Without a limit given, nine tenths of what the machine has.
pub fn limit_memory(given: Option<usize>) {
    let watch = move || {
        let limit = match given {
            Some(bytes) => bytes as f64 + OVERHEAD,
            None => available_memory()
                .get(1)
                .copied()
                .filter(|total| *total > 0.0)
                .map_or(f64::INFINITY, |total| total * 0.9),
        };
        loop {
            std::thread::sleep(until_limit(limit));
            check(limit);
        }
    };
    // Without a thread the program runs as well; it is only not told.
    let _ = std::thread::Builder::new().name("memory".to_owned()).stack_size(64 << 10).spawn(watch);
}

/// How long a program surely needs to get there: who has much room is seldom looked at, and an idle one costs nothing.
fn until_limit(limit: f64) -> Duration {
    let seconds = (limit - resident_set_size()) / FASTEST_GROWTH;
    Duration::from_secs_f64(seconds.clamp(SHORTEST.as_secs_f64(), LONGEST.as_secs_f64()))
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
