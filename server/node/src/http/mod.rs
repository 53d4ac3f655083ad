//! node:http and its old parts (`_http_agent` and so on): complete but for performance entries of type 'http' and for
//! `HTTPParser`'s numbered callbacks (`_http_common`), which are the shape of another parser's binding. node:https has its
//! Agent; connections need TLS, which is not built yet. Documentation: Node.js, "HTTP".
//!
//! The parser (`parser/`) takes a socket's reads natively: JavaScript gets one call for each message head, one for each piece of
//! a body and one for each end. Everything else is JavaScript over node:net (`internal/http/`).
//!
//! HTTP/1 is parsed here and not by `httparse`: Node's programs see the parser's error codes and positions, may switch to its
//! lenient mode, and read bodies and trailers through it; a second parser beside it could disagree about where a message ends.

mod native;
mod parser;

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[
    Builtin {
        id: "http",
        source: builtin_source!("http/http.js"),
        natives: &[
            native!(native::set_callbacks),
            native!(native::parser_create),
            native!(native::parser_initialize),
            native!(native::parser_reset),
            native!(native::parser_consume),
            native!(native::parser_unconsume),
            native!(native::parser_drive),
            native!(native::parser_execute),
            native!(native::parser_finish),
            native!(native::parser_progress),
        ],
    },
    Builtin { id: "https", source: builtin_source!("http/https.js"), natives: &[] },
    Builtin { id: "_http_agent", source: builtin_source!("http/_http_agent.js"), natives: &[] },
    Builtin { id: "_http_client", source: builtin_source!("http/_http_client.js"), natives: &[] },
    Builtin { id: "_http_common", source: builtin_source!("http/_http_common.js"), natives: &[] },
    Builtin { id: "_http_incoming", source: builtin_source!("http/_http_incoming.js"), natives: &[] },
    Builtin { id: "_http_outgoing", source: builtin_source!("http/_http_outgoing.js"), natives: &[] },
    Builtin { id: "_http_server", source: builtin_source!("http/_http_server.js"), natives: &[] },
];
