//! node:perf_hooks: the performance timeline, user timing, `timerify`, histograms, the event loop's delay. Not covered: entries of
//! type 'gc', which the engine does not report. `nodeStart`, `v8Start` and `environment` are the start of the realm, which is one
//! step here; `uvMetricsInfo` counts turns and no events. Documentation: Node.js, "Performance measurement APIs".

pub(crate) mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "perf_hooks",
    source: builtin_source!("perf_hooks/perf_hooks.js"),
    natives: &[
        native!(native::time_origin),
        native!(native::bootstrap_complete),
        native!(native::loop_start),
        native!(native::loop_exit),
        native!(native::idle_time),
        native!(native::loop_count),
    ],
}];
