//! node:dns and node:dns/promises: `lookup` and `lookupService` through the system's resolver, on the blocking pool; the
//! functions that ask name servers themselves (`resolve*`, `reverse`, `Resolver`) over UDP and TCP. Not covered: performance
//! entries of type 'dns', and of resolv.conf anything but the servers (as in Node, these functions search no domains).
//! Documentation: Node.js, "DNS".

mod lookup;
mod resolver;

use crate::builtin::{Builtin, blocking, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "dns",
        source: builtin_source!("dns/dns.js"),
        natives: &[
            blocking!(lookup::lookup),
            blocking!(lookup::lookup_service),
            native!(resolver::system_servers),
            native!(resolver::query),
            native!(resolver::query_cancel),
        ],
    },
    Builtin { id: "dns/promises", source: builtin_source!("dns/promises.js"), natives: &[] },
];
