//! node:os: all of it. On systems other than Linux `cpus()` gives no times and no speeds, and `freemem()` is what the system
//! calls available.

mod constants;
mod native;
mod network;
mod system;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "os",
    source: builtin_source!("os/os.js"),
    natives: &[
        native!(constants::constants),
        native!(native::hostname),
        native!(native::homedir),
        native!(native::system_names),
        native!(native::loadavg),
        native!(native::get_priority),
        native!(native::set_priority),
        native!(native::user_info),
        native!(network::network_interfaces),
        native!(system::available_parallelism),
        native!(system::cpus),
        native!(system::freemem),
        native!(system::totalmem),
        native!(system::uptime),
    ],
}];
