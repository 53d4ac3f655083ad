//! node:v8, on an engine that is not V8. Covered: `serialize` and `deserialize` with their classes, byte for byte in V8's
//! format; heap statistics as far as the engine counts (what it does not count is 0). Without effect: `setFlagsFromString`,
//! coverage, `setHeapSnapshotNearHeapLimit`. Refused with ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, since the engine can't tell:
//! heap snapshots, `queryObjects`, `promiseHooks`. `startupSnapshot` never is under way. Documentation: Node.js, "V8".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin { id: "v8", source: builtin_source!("v8/v8.js"), natives: &[] }];
