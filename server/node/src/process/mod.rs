//! node:process: the process object, complete as Node 22 documents it except: `process.permission` (there is no permission model yet),
//! `process.dlopen` (Lode loads no addons), `process.binding` (it was never public), and reports that a signal or a crash would
//! trigger: `process.report` makes them when it is asked to. Documentation: Node.js, "Process".

mod memory;
mod native;
mod signals;
mod startup;

use crate::builtin::{Builtin, builtin_source, native};

pub use memory::limit_memory;
pub use native::{close_inherited, exit_now, ignore_signals};
pub use startup::{Startup, end, node_folder, set_arguments};

pub const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "process",
        source: builtin_source!("process/process.js"),
        natives: &[
            native!(startup::startup),
            native!(startup::environment),
            native!(native::abort),
            native!(native::chdir),
            native!(native::cpu_usage),
            native!(native::cwd),
            native!(native::exit),
            native!(native::find_group),
            native!(native::find_user),
            native!(native::get_group_id),
            native!(native::get_groups),
            native!(native::get_user_id),
            native!(native::hrtime),
            native!(native::hrtime_bigint),
            native!(native::is_terminal),
            native!(native::initialize_groups),
            native!(native::kill),
            native!(native::libc_version),
            native!(native::ppid),
            native!(native::memory_usage),
            native!(native::resource_usage),
            native!(native::resident_set_size),
            native!(native::set_group_id),
            native!(native::set_groups),
            native!(native::set_title),
            native!(native::set_user_id),
            native!(native::source_line),
            native!(native::umask),
            native!(native::write_sync),
            native!(native::descriptor_kind),
            native!(signals::signal_start),
            native!(signals::signal_stop),
            native!(native::active_count),
            native!(native::available_memory),
            native!(native::set_rejection_callback),
        ],
    },
];
