//! node:url: the WHATWG `URL` and `URLSearchParams` (parsing by the `url` crate), and the old `url.parse` with its friends,
//! all that Node documents.

mod native;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "url",
    source: builtin_source!("url/url.js"),
    natives: &[
        native!(native::parse),
        native!(native::set_part),
        native!(native::domain_to_ascii),
        native!(native::domain_to_unicode),
        native!(native::host_to_ascii),
    ],
}];
