//! The binding as a whole. Every test has a thread, and so a heap, of its own.

use crate::{Buffer, Bytes, Data, Handle, Isolate, PromiseState, Protected, Scope, SharedBytes, Utf16, Value};
use crate::{FromValue, IntoValue, Native, NativeEntry, NativeFunction};

/// Runs `test` in a fresh heap on a fresh thread. Without the engine it fails: a test that was not run must not look like one
/// that passed.
fn with_scope(test: impl FnOnce(&Scope) + Send + 'static) {
    let outcome = std::thread::Builder::new().stack_size(8 << 20).spawn(|| match Isolate::new() {
        Ok(isolate) => test(isolate.context().scope()),
        Err(error) => panic!("{error}; `make setup` installs it"),
    });
    outcome.expect("a thread").join().expect("the test's own failure");
}

fn text(value: Result<Value<'_>, Value<'_>>) -> String {
    match value {
        Ok(value) => value.to_text_lossy(),
        Err(error) => format!("threw {}", error.to_text_lossy()),
    }
}

macro_rules! native {
    ($function:ident) => {{
        struct Entry;
        impl Native for Entry {
            const NAME: &'static str = stringify!($function);
            fn call<'s>(call: &crate::Call<'s>) -> Result<Value<'s>, Value<'s>> {
                NativeFunction::invoke(&$function, call)
            }
        }
        NativeEntry::of::<Entry>()
    }};
}

#[test]
fn exceptions_are_errors() {
    with_scope(|scope| {
        assert_eq!(text(scope.evaluate("1 + 1", "a.js", 1)), "2");
        assert_eq!(text(scope.evaluate("throw new TypeError('no')", "a.js", 1)), "threw TypeError: no");
        assert_eq!(text(scope.evaluate("({}).a.b", "a.js", 1)).split(' ').next(), Some("threw"));
        assert!(text(scope.evaluate("let 1", "a.js", 1)).starts_with("threw SyntaxError"));
    });
}

#[test]
fn a_module_that_does_not_parse_throws() {
    with_scope(|scope| {
        assert_eq!(text(scope.evaluate_module("40 + 2".to_owned(), "a.js")), "42");
        assert_eq!(text(scope.evaluate_module("'\u{e9}'".to_owned(), "a.js")), "\u{e9}");
        assert!(text(scope.evaluate_module("let 1".to_owned(), "a.js")).starts_with("threw SyntaxError"));
    });
}

#[test]
fn a_script_can_have_a_this_of_its_own() {
    with_scope(|scope| {
        let this = scope.object();
        this.set("x", 40).ok();
        assert_eq!(text(scope.evaluate_on(this, "'use strict'; { const { x } = this; x + 2 }", "a.js")), "42");
        assert_eq!(text(scope.evaluate("typeof x", "a.js", 1)), "undefined");
    });
}

#[test]
fn text_crosses_unchanged() {
    with_scope(|scope| {
        for sample in ["", "ascii", "latin \u{e9}", "wide \u{4e2d}\u{1f600}", "nul \0 inside", &"long ".repeat(100)] {
            let value = sample.into_value(scope);
            assert_eq!(String::from_value(value).ok().as_deref(), Some(sample));
            let length = scope.object();
            length.set("text", value).ok();
            scope.global().set("sample", length).ok();
            let length = scope.evaluate("sample.text.length", "a.js", 1).ok().map(Value::to_number);
            assert_eq!(length, Some(sample.encode_utf16().count() as f64));
        }
        let lone = scope.evaluate("'a\\ud800b'", "a.js", 1).ok().expect("a string");
        assert_eq!(String::from_value(lone).ok().as_deref(), Some("a\u{fffd}b"));
        assert_eq!(Utf16::from_value(lone).ok().map(|units| units.to_vec()), Some(vec![97, 0xd800, 98]));
    });
}

#[test]
fn a_primitive_where_an_object_is_wanted_is_an_error() {
    with_scope(|scope| {
        for primitive in ["1", "'a'", "null", "undefined", "true", "Symbol()", "1n"] {
            let value = scope.evaluate(primitive, "a.js", 1).ok().expect("a value");
            assert!(value.get("a").is_err() && value.get_index(0).is_err() && value.set("a", 1).is_err());
            assert!(value.call(None, &[]).is_err() && value.construct(&[]).is_err() && !value.has("a"));
            assert!(Bytes::from_value(value).is_err() && Handle::<u8>::from_value(value).is_err());
        }
        assert!(scope.object().call(Some(1.into_value(scope)), &[]).is_err());
    });
}

#[test]
fn bytes_are_shared_not_copied() {
    with_scope(|scope| {
        scope.global().set("bytes", Buffer(vec![1, 2, 3, 4])).ok();
        let mut view: Bytes =
            scope.evaluate("bytes.subarray(1, 3)", "a.js", 1).and_then(Bytes::from_value).ok().expect("bytes");
        assert_eq!(view.as_slice(), [2, 3]);
        view.as_mut_slice()[0] = 9;
        assert_eq!(text(scope.evaluate("bytes.join()", "a.js", 1)), "1,9,3,4");
        let viewed: Bytes =
            scope.evaluate("new DataView(bytes.buffer, 2)", "a.js", 1).and_then(Bytes::from_value).ok().expect("bytes");
        assert_eq!(viewed.as_slice(), [3, 4]);
        assert!(scope.evaluate("({})", "a.js", 1).and_then(Bytes::from_value).is_err());
    });
}

#[test]
fn bytes_may_be_filled_by_another_thread() {
    with_scope(|scope| {
        let array = scope.evaluate("globalThis.array = new Uint8Array(4)", "a.js", 1).ok().expect("an array");
        let mut shared = SharedBytes::from_value(array).ok().expect("bytes");
        std::thread::spawn(move || shared.as_mut_slice().copy_from_slice(&[5, 6, 7, 8])).join().expect("filled");
        assert_eq!(text(scope.evaluate("array.join()", "a.js", 1)), "5,6,7,8");
    });
}

#[test]
fn natives_convert_what_they_take_and_give() {
    fn describe(number: i32, name: Option<String>, list: Vec<f64>) -> Result<String, &'static str> {
        if number < 0 { Err("negative") } else { Ok(format!("{number} {name:?} {list:?}")) }
    }
    with_scope(|scope| {
        scope.global().set("describe", scope.function(&native!(describe))).ok();
        assert_eq!(text(scope.evaluate("describe(1, 'a', [1, 2.5])", "a.js", 1)), "1 Some(\"a\") [1.0, 2.5]");
        assert_eq!(text(scope.evaluate("describe(1, null, [])", "a.js", 1)), "1 None []");
        assert_eq!(text(scope.evaluate("describe(-1, null, [])", "a.js", 1)), "threw negative");
        assert!(text(scope.evaluate("describe(1, null, 3)", "a.js", 1)).contains("array"));
        assert_eq!(text(scope.evaluate("describe.name", "a.js", 1)), "describe");
    });
}

#[test]
fn native_objects_are_dropped_with_their_objects() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    struct Counted;
    impl Drop for Counted {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Ordering::SeqCst);
        }
    }
    fn make() -> Handle<Counted> {
        Handle::new(Counted)
    }
    fn check(_counted: Handle<Counted>) -> bool {
        true
    }
    with_scope(|scope| {
        scope.global().set("make", scope.function(&native!(make))).ok();
        scope.global().set("check", scope.function(&native!(check))).ok();
        assert_eq!(text(scope.evaluate("check(make())", "a.js", 1)), "true");
        assert!(text(scope.evaluate("check({})", "a.js", 1)).contains("Illegal invocation"));
        scope.evaluate("for (let i = 0; i < 1000; i++) make(); 0", "a.js", 1).ok();
        scope.collect_garbage();
        assert!(DROPPED.load(Ordering::SeqCst) > 900, "{}", DROPPED.load(Ordering::SeqCst));
    });
}

#[test]
fn protected_values_outlive_collections() {
    with_scope(|scope| {
        let kept: Vec<Protected> = (0..1000)
            .map(|number| {
                Protected::new(scope.evaluate(&format!("({{ number: {number} }})"), "a.js", 1).ok().expect("an object"))
            })
            .collect();
        scope.collect_garbage();
        for (number, kept) in kept.iter().enumerate() {
            let read = kept.get(scope).get("number").ok().map(Value::to_number);
            assert_eq!(read, Some(number as f64));
        }
    });
}

#[test]
fn promises_can_be_settled_and_read() {
    with_scope(|scope| {
        let (promise, deferred) = scope.deferred();
        assert!(matches!(promise.promise_state(), Some(PromiseState::Pending)));
        deferred.resolve(scope, 7.into_value(scope)).ok();
        assert!(matches!(promise.promise_state(), Some(PromiseState::Fulfilled(value)) if value.to_number() == 7.0));
        let rejected =
            scope.evaluate("const p = Promise.reject(3); p.catch(() => {}); p", "a.js", 1).ok().expect("a promise");
        assert!(matches!(rejected.promise_state(), Some(PromiseState::Rejected(value)) if value.to_number() == 3.0));
        assert_eq!(rejected.promise_is_handled(), Some(true));
        assert!(scope.object().promise_state().is_none());
    });
}

#[test]
fn proxies_tell_their_target_and_the_global_object_is_none() {
    with_scope(|scope| {
        let proxy = scope.evaluate("globalThis.target = {}; new Proxy(target, {})", "a.js", 1).ok().expect("a proxy");
        let target = scope.evaluate("target", "a.js", 1).ok().expect("an object");
        assert!(proxy.proxy_target().is_some_and(|found| found.strict_equals(target)));
        assert!(target.proxy_target().is_none() && scope.global().proxy_target().is_none());
        let this = scope.evaluate("globalThis", "a.js", 1).ok().expect("an object");
        assert!(this.proxy_target().is_none());
    });
}

#[test]
fn iterators_tell_where_they_stand() {
    with_scope(|scope| {
        let iterator = scope.evaluate("const i = new Map([[1, 2], [3, 4]]).entries(); i.next(); i", "a.js", 1).ok();
        let state = iterator.and_then(Value::iterator_state).expect("an iterator");
        assert_eq!((state.entry, state.kind, state.is_done), (1, 2, false));
    });
}

#[test]
fn microtasks_drain_inside_a_native() {
    fn drain(scope: &Scope) -> bool {
        scope.drain_microtasks()
    }
    with_scope(|scope| {
        scope.global().set("drain", scope.function(&native!(drain))).ok();
        let order = scope.evaluate(
            "const log = []; Promise.resolve().then(() => log.push('micro')); const can = drain(); log.push('after'); can ? log.join() : 'micro,after'",
            "a.js",
            1,
        );
        assert_eq!(text(order), "micro,after");
    });
}

#[test]
fn an_endless_loop_is_ended_and_the_realm_lives_on() {
    with_scope(|scope| {
        scope.set_time_limit(std::time::Duration::from_millis(20), || None);
        assert!(scope.evaluate("while (true);", "a.js", 1).is_err());
        scope.clear_time_limit();
        assert_eq!(text(scope.evaluate("1 + 1", "a.js", 1)), "2");
    });
}

#[test]
fn a_limit_is_looked_at_again_when_it_says() {
    with_scope(|scope| {
        let asked = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
        let times = asked.clone();
        scope.set_time_limit(std::time::Duration::from_millis(5), move || {
            times.borrow_mut().push(std::time::Instant::now());
            (times.borrow().len() < 3).then_some(std::time::Duration::from_millis(60))
        });
        assert!(scope.evaluate("while (true);", "a.js", 1).is_err());
        scope.clear_time_limit();
        let between: Vec<_> = asked.borrow().windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(between.len() == 2 && between.iter().all(|time| time.as_millis() >= 50), "{between:?}");
    });
}

#[test]
fn a_limit_set_from_inside_javascript_holds() {
    fn limited(scope: &Scope) -> String {
        scope.set_time_limit(std::time::Duration::from_millis(20), || None);
        let outcome = text(scope.evaluate("while (true);", "b.js", 1));
        scope.clear_time_limit();
        outcome
    }
    with_scope(|scope| {
        scope.global().set("limited", scope.function(&native!(limited))).ok();
        assert!(text(scope.evaluate("limited()", "a.js", 1)).starts_with("threw"));
        assert_eq!(text(scope.evaluate("1 + 1", "a.js", 1)), "2");
    });
}

#[test]
fn a_stack_overflow_is_a_range_error() {
    with_scope(|scope| {
        assert!(text(scope.evaluate("(function f() { f(); })()", "a.js", 1)).starts_with("threw RangeError"));
    });
}

#[test]
fn a_realm_over_a_sandbox_reads_and_writes_it() {
    with_scope(|scope| {
        let sandbox = scope.evaluate("globalThis.sandbox = { a: 1 }", "a.js", 1).ok().expect("an object");
        let realm = scope.new_realm_over(sandbox);
        let other = realm.scope();
        assert_eq!(text(other.evaluate("a = a + 1; b = 5; typeof Array + a", "b.js", 1)), "function2");
        assert_eq!(text(scope.evaluate("[sandbox.a, sandbox.b]", "a.js", 1)), "2,5");
        assert_eq!(text(other.evaluate("delete globalThis.b; typeof b", "b.js", 1)), "undefined");
    });
}

#[test]
fn a_getter_of_a_sandbox_may_define_its_name_on_the_global_object() {
    with_scope(|scope| {
        let sandbox = scope.evaluate("globalThis.sandbox = {}", "a.js", 1).ok().expect("an object");
        let realm = scope.new_realm_over(sandbox);
        scope.global().set("realm", realm.scope().global()).ok();
        let lazy = "let asked = 0;
            Object.defineProperty(sandbox, 'lazy', { configurable: true, get() {
                asked++;
                Object.defineProperty(realm, 'lazy', { value: 7, writable: true, configurable: true });
                return 7;
            } });
            [realm.lazy, asked]";
        assert_eq!(text(scope.evaluate(lazy, "a.js", 1)), "7,1");
    });
}

#[test]
fn data_of_another_thread_becomes_values() {
    with_scope(|scope| {
        let data = std::thread::spawn(|| {
            Data::Object(vec![
                ("list".into(), Data::Array(vec![1.into(), "two".into(), Data::Null])),
                ("bytes".into(), Data::Bytes(vec![3])),
            ])
        });
        scope.global().set("data", data.join().expect("data")).ok();
        assert_eq!(
            text(scope.evaluate("JSON.stringify(data)", "a.js", 1)),
            r#"{"list":[1,"two",null],"bytes":{"0":3}}"#
        );
    });
}

#[test]
fn threads_have_heaps_of_their_own() {
    let threads: Vec<_> = (0..3)
        .map(|number| {
            std::thread::spawn(move || match Isolate::new() {
                Ok(isolate) => {
                    let context = isolate.context();
                    let sum = format!("let s = {number}; for (let i = 0; i < 1e5; i++) s++; s");
                    assert_eq!(text(context.scope().evaluate(&sum, "a.js", 1)), (100_000 + number).to_string());
                }
                Err(error) => panic!("{error}; `make setup` installs it"),
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no failure");
    }
}

/// A million native objects, buffers and strings made and dropped, with forced collections: memory stays flat. Run by
/// `make soak`.
#[test]
#[ignore = "takes a minute: `make soak` runs it"]
fn a_million_create_and_drop_cycles_leave_memory_flat() {
    struct Payload(#[expect(dead_code, reason = "only its memory matters")] Vec<u8>);
    fn make() -> Handle<Payload> {
        Handle::new(Payload(vec![0; 100]))
    }
    fn bytes() -> Buffer {
        Buffer(vec![1; 200])
    }
    fn name() -> String {
        "a string that is not short enough to be shared".to_owned()
    }
    fn resident() -> usize {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        pages.split_whitespace().nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
    }
    with_scope(|scope| {
        for entry in [native!(make), native!(bytes), native!(name)] {
            scope.global().set(entry.name(), scope.function(&entry)).ok();
        }
        let mut after_first = 0;
        for round in 0..100 {
            let script = "for (let i = 0; i < 10000; i++) { make(); bytes(); name(); } 0";
            scope.evaluate(script, "a.js", 1).ok().expect("no exception");
            let _kept: Vec<Protected> = (0..100).map(|_| Protected::new(scope.object())).collect();
            scope.collect_garbage();
            if round == 20 {
                after_first = resident();
            }
        }
        let grown = resident().saturating_sub(after_first);
        assert!(grown < 16 << 20, "memory grew by {grown} bytes over 800,000 cycles");
    });
}
