//! node:async_hooks: AsyncLocalStorage and AsyncResource complete; `createHook` reports ticks, timers, immediates, microtasks of
//! `queueMicrotask` and every AsyncResource. It does not report promises (the engine has no promise hooks: there is no `PROMISE`
//! resource and `promiseResolve` is never called) nor the native handles of sockets and files.
//! Documentation: Node.js, "Async hooks" and "Asynchronous context tracking".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] =
    &[Builtin { id: "async_hooks", source: builtin_source!("async_hooks/async_hooks.js"), natives: &[] }];
