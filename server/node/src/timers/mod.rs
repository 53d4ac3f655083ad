//! node:timers and node:timers/promises: complete. The lists of timers are JavaScript's (`internal/timers`); the loop only
//! knows when the next is due. Documentation: Node.js, "Timers".

mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "timers",
        source: builtin_source!("timers/timers.js"),
        natives: &[
            native!(native::now),
            native!(native::hrtime),
            native!(native::schedule_timer),
            native!(native::toggle_timer_ref),
            native!(native::toggle_immediate_ref),
            native!(native::setup_timers),
        ],
    },
    Builtin { id: "timers/promises", source: builtin_source!("timers/promises.js"), natives: &[] },
];
