//! The natives of `internal/internals`: what only the engine can tell of a value. No module of its own.

use engine::{IntoValue, PromiseState, Scope, Value};

use crate::builtin::{Builtin, builtin_source, native};

pub const BUILTINS: &[Builtin] = &[Builtin {
    id: "internals",
    source: builtin_source!("internal/internals.js"),
    natives: &[
        native!(class_number),
        native!(shape_number),
        native!(promise_state),
        native!(promise_is_handled),
        native!(proxy_target),
        native!(proxy_handler),
        native!(iterator_state),
        native!(is_constructor),
    ],
}];

/// The engine's number for an object's class.
fn class_number(value: Value<'_>) -> Option<u32> {
    value.class_number().map(u32::from)
}

/// The engine's number for an object's shape.
fn shape_number(value: Value<'_>) -> Option<u32> {
    value.shape_number()
}

/// `[state, result]`, or undefined.
fn promise_state<'s>(value: Value<'s>) -> Option<PromiseState<'s>> {
    value.promise_state()
}

/// Whether a promise has a handler; undefined where that can't be known.
fn promise_is_handled(value: Value<'_>) -> Option<bool> {
    value.promise_is_handled()
}

/// The handler of a Proxy, or undefined.
fn proxy_handler<'s>(scope: &'s Scope, value: Value<'s>) -> Value<'s> {
    value.proxy_handler().unwrap_or_else(|| scope.undefined())
}

/// The target of a Proxy; null once it is revoked; undefined for what is no Proxy.
fn proxy_target<'s>(scope: &'s Scope, value: Value<'s>) -> Value<'s> {
    value.proxy_target().unwrap_or_else(|| scope.undefined())
}

/// `[collection, entry, kind, isDone, storage]` of an iterator of a Map or Set, or undefined.
fn iterator_state<'s>(scope: &'s Scope, value: Value<'s>) -> Value<'s> {
    match value.iterator_state() {
        Some(state) => scope.array(&[
            state.collection,
            state.entry.into_value(scope),
            state.kind.into_value(scope),
            state.is_done.into_value(scope),
            (state.storage as f64).into_value(scope),
        ]),
        None => scope.undefined(),
    }
}

fn is_constructor(value: Value<'_>) -> bool {
    value.is_constructor()
}
