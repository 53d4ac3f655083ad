//! The names of Node's modules. This is the only list of them; `node` serves the modules and tests itself against it.

/// Names that work with and without `node:`, in the order of `module.builtinModules`.
pub const BUILTIN_NAMES: &[&str] = &[
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_wrap",
    "_stream_writable",
    "_tls_common",
    "_tls_wrap",
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "inspector/promises",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// Names that exist only behind `node:`.
pub const SCHEME_ONLY_NAMES: &[&str] = &["sea", "sqlite", "test", "test/reporters"];

/// The builtin's name without `node:` that `specifier` stands for, as `require` and `import` understand it.
pub fn builtin(specifier: &str) -> Option<&'static str> {
    match specifier.strip_prefix("node:") {
        Some(name) => bare(name).or_else(|| SCHEME_ONLY_NAMES.iter().copied().find(|known| *known == name)),
        None => bare(specifier),
    }
}

/// The builtin of that name, when it can be had without `node:`.
pub fn bare(name: &str) -> Option<&'static str> {
    BUILTIN_NAMES.binary_search(&name).ok().map(|at| BUILTIN_NAMES[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_searching() {
        assert!(BUILTIN_NAMES.is_sorted());
    }

    #[test]
    fn some_names_need_the_scheme() {
        assert_eq!((builtin("test"), builtin("node:test")), (None, Some("test")));
        assert_eq!((builtin("fs"), builtin("node:fs"), builtin("node:nope")), (Some("fs"), Some("fs"), None));
    }
}
