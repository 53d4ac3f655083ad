//! node:url: the WHATWG `URL` and `URLSearchParams`, and the old `url.parse` with its friends, all that Node documents. The
//! parser is our own, because the `url` crate differs from the standard for file URLs and some setters; hosts are the
//! crate's, whose tables of Unicode can be newer than Node's.

mod native;
mod parser;

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
