//! node:diagnostics_channel: complete; the channels that Node itself publishes to are those of the modules that publish.
//! Documentation: Node.js, "Diagnostics Channel".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "diagnostics_channel",
    source: builtin_source!("diagnostics_channel/diagnostics_channel.js"),
    natives: &[],
}];
