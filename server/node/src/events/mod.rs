//! node:events: complete. Domains are not covered (deprecated in Node). `EventTarget` and `Event` are in `internal/event_target`,
//! `AbortController` in `internal/abort_controller`. Documentation: Node.js, "Events".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin { id: "events", source: builtin_source!("events/events.js"), natives: &[] }];
