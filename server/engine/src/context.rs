//! Realms, the scopes in which their values live, and scripts.

use std::rc::Rc;
use std::time::Duration;

use crate::boxing::{self, Immediate};
use crate::convert::IntoValue;
use crate::error::ErrorKind;
use crate::isolate::{self, Inner};
use crate::native::NativeEntry;
use crate::string::EngineString;
use crate::sys;
use crate::value::{Deferred, Function, Value};

/// A realm: a global object with its own built-in constructors.
pub struct Context {
    isolate: Rc<Inner>,
    raw: sys::ContextRef,
}

impl Context {
    pub(crate) fn new(isolate: &Rc<Inner>, class: Option<sys::ClassRef>) -> Context {
        let class = class.unwrap_or(std::ptr::null_mut());
        // SAFETY: the group is the isolate's; the context is released in `Drop`.
        let raw = unsafe { (isolate.library.context_create_in_group)(isolate.group, class) };
        boxing::learn(isolate.library, raw);
        Context { isolate: isolate.clone(), raw }
    }

    /// The scope of this realm, for calls from outside JavaScript.
    pub fn scope(&self) -> &Scope {
        // SAFETY: Scope is a transparent wrapper of the pointer that `self` owns.
        unsafe { &*(&raw const self.raw).cast::<Scope>() }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: created in `new`.
        unsafe { (self.isolate.library.context_release)(self.raw) };
    }
}

/// A realm while code of ours runs in it: everything is made and read through it.
#[repr(transparent)]
pub struct Scope {
    raw: sys::ContextRef,
    // Neither Send nor Sync: the heap belongs to one thread.
}

/// A script whose text lives as long as the process: the engine refers to it, nothing is copied.
struct Script {
    raw: sys::ScriptRef,
}

impl Scope {
    /// The scope around a raw context that the engine passed to a callback.
    pub(crate) fn from_raw(raw: &sys::ContextRef) -> &Scope {
        // SAFETY: transparent wrapper; the reference has the pointer's own lifetime.
        unsafe { &*std::ptr::from_ref(raw).cast::<Scope>() }
    }

    pub(crate) fn raw(&self) -> sys::ContextRef {
        self.raw
    }

    pub(crate) fn value(&self, raw: sys::ValueRef) -> Value<'_> {
        Value::new(self, raw)
    }

    /// `Err` with the exception if there is one, else `Ok` with the value.
    pub(crate) fn outcome(&self, raw: sys::ValueRef, exception: sys::ValueRef) -> Result<Value<'_>, Value<'_>> {
        if exception.is_null() { Ok(self.value(raw)) } else { Err(self.value(exception)) }
    }

    /// The same value, held by this scope: realms of one heap share their values.
    pub fn adopt(&self, value: Value<'_>) -> Value<'_> {
        self.value(value.raw())
    }

    /// The realm's global object.
    pub fn global(&self) -> Value<'_> {
        // SAFETY: a live context.
        self.value(unsafe { (isolate::current().library.context_global_object)(self.raw) })
    }

    /// What this thread keeps of type `T` (made by `T::default` at the first call): the place for a native's state.
    pub fn state<T: Default + 'static>(&self) -> Rc<T> {
        isolate::current().state()
    }

    /// Asks about JavaScript that has had `limit` of the processor's time on end: `asked` ends it with `None`, or says how much more it
    /// may have until it is asked again. Being asked is dear: the engine throws away what it has optimised of the code that runs.
    pub fn set_time_limit(&self, limit: Duration, asked: impl Fn() -> Option<Duration> + 'static) {
        isolate::current().set_time_limit(limit, Box::new(asked));
    }

    /// Lets JavaScript run as long as it likes again.
    pub fn clear_time_limit(&self) {
        isolate::current().clear_time_limit();
    }

    /// A new realm in the same heap whose global object has the properties of `sandbox` before its own: what is read,
    /// written or deleted by name goes to the sandbox. (Declarations of scripts stay with the realm.)
    pub fn new_realm_over(&self, sandbox: Value<'_>) -> Context {
        isolate::with_current(|isolate| crate::sandbox::realm(isolate, sandbox))
    }

    /// Whether the global object of this realm, made by [`Self::new_realm_over`], shows its own properties only.
    pub fn set_sandbox_hidden(&self, is_hidden: bool) {
        isolate::with_current(|isolate| crate::sandbox::hide(isolate, self.global(), is_hidden));
    }

    /// A new realm in the same heap. Its objects can be used in this one.
    pub fn new_realm(&self) -> Context {
        isolate::with_current(|isolate| Context::new(isolate, None))
    }

    /// Evaluates a script. `name` is what stack traces show; `line` (1-based) is the number of its first line.
    pub fn evaluate(&self, text: &str, name: &str, line: i32) -> Result<Value<'_>, Value<'_>> {
        self.evaluate_raw(text, name, line, std::ptr::null_mut())
    }

    /// Evaluates a script whose `this` is an object other than the global one.
    pub fn evaluate_on<'s>(&'s self, this: Value<'s>, text: &str, name: &str) -> Result<Value<'s>, Value<'s>> {
        self.evaluate_raw(text, name, 1, this.raw())
    }

    fn evaluate_raw(&self, text: &str, name: &str, line: i32, this: sys::ValueRef) -> Result<Value<'_>, Value<'_>> {
        let (text, name) = (EngineString::new(text), EngineString::new(name));
        let mut exception = std::ptr::null_mut();
        // SAFETY: live strings and context; `this` is null or an object of this heap; the out pointer is a local.
        let result = unsafe {
            let library = &isolate::current().library;
            (library.evaluate_script)(self.raw, text.0, this, name.0, line, &raw mut exception)
        };
        self.outcome(result, exception)
    }

    /// Parses a script without running it.
    pub fn check_syntax(&self, text: &str, name: &str, line: i32) -> Result<(), Value<'_>> {
        let (text, name) = (EngineString::new(text), EngineString::new(name));
        let mut exception = std::ptr::null_mut();
        // SAFETY: as in `evaluate`.
        let fine = unsafe {
            (isolate::current().library.check_script_syntax)(self.raw, text.0, name.0, line, &raw mut exception)
        };
        if fine || exception.is_null() { Ok(()) } else { Err(self.value(exception)) }
    }

    /// Compiles text that lives as long as the program. `None` if it is not ASCII or does not parse.
    fn static_script(&self, text: &'static str, name: &str) -> Option<Script> {
        let name = EngineString::new(name);
        let isolate = isolate::current();
        // SAFETY: `text` is immortal, as the function asks; the script is released in `Drop`.
        let raw = unsafe {
            (isolate.library.script_create_ascii)(
                isolate.group,
                name.0,
                1,
                text.as_ptr().cast(),
                text.len(),
                std::ptr::null_mut(),
                std::ptr::null_mut(),
            )
        };
        (!raw.is_null()).then(|| Script { raw })
    }

    /// Evaluates the text of a module, which is kept for the life of the process, as the engine keeps it for
    /// `Function.prototype.toString`: ASCII text is referred to and not copied.
    pub fn evaluate_module(&self, text: String, name: &str) -> Result<Value<'_>, Value<'_>> {
        if !text.is_ascii() {
            return self.evaluate(&text, name, 1);
        }
        let text: &'static str = Box::leak(text.into_boxed_str());
        match self.static_script(text, name) {
            Some(script) => self.run(&script),
            // It does not parse; evaluating says where.
            None => self.evaluate(text, name, 1),
        }
    }

    /// Runs a compiled script in this realm.
    fn run(&self, script: &Script) -> Result<Value<'_>, Value<'_>> {
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live script of this isolate.
        let result = unsafe {
            (isolate::current().library.script_evaluate)(self.raw, script.raw, std::ptr::null_mut(), &raw mut exception)
        };
        self.outcome(result, exception)
    }

    /// `undefined`.
    pub fn undefined(&self) -> Value<'_> {
        if boxing::holds() {
            return self.value(boxing::immediate(Immediate::Undefined));
        }
        // SAFETY: a live context.
        self.value(unsafe { (isolate::current().library.value_undefined)(self.raw) })
    }

    /// `null`.
    pub fn null(&self) -> Value<'_> {
        if boxing::holds() {
            return self.value(boxing::immediate(Immediate::Null));
        }
        // SAFETY: a live context.
        self.value(unsafe { (isolate::current().library.value_null)(self.raw) })
    }

    /// A new plain object.
    pub fn object(&self) -> Value<'_> {
        // SAFETY: a live context, no class, no private data.
        self.value(unsafe {
            (isolate::current().library.object_make)(self.raw, std::ptr::null_mut(), std::ptr::null_mut())
        })
    }

    /// A new array of the given values.
    pub fn array(&self, items: &[Value<'_>]) -> Value<'_> {
        let mut exception = std::ptr::null_mut();
        // SAFETY: `Value` is a transparent pair whose first field is the pointer; the copy on the heap is of values that the
        // slice keeps alive.
        let raw: Vec<sys::ValueRef> = items.iter().map(|item| item.raw()).collect();
        self.value(unsafe {
            (isolate::current().library.object_make_array)(self.raw, raw.len(), raw.as_ptr(), &raw mut exception)
        })
    }

    /// A string from UTF-16 code units, lone surrogates kept.
    pub fn string_from_utf16(&self, units: &[u16]) -> Value<'_> {
        let text = EngineString::from_utf16(units);
        // SAFETY: a live string.
        self.value(unsafe { (isolate::current().library.value_string)(self.raw, text.0) })
    }

    /// What `JSON.parse` gives, or `None` if it is not JSON.
    pub fn parse_json(&self, text: &str) -> Option<Value<'_>> {
        let text = EngineString::new(text);
        // SAFETY: a live string.
        let raw = unsafe { (isolate::current().library.value_from_json)(self.raw, text.0) };
        (!raw.is_null()).then(|| self.value(raw))
    }

    /// A new error object of the realm.
    pub fn error(&self, kind: ErrorKind, message: &str) -> Value<'_> {
        let constructor = self.global().get(kind.name());
        constructor
            .and_then(|constructor| constructor.construct(&[message.into_value(self)]))
            .unwrap_or_else(|error| error)
    }

    /// A JavaScript function that calls a native one.
    pub fn function(&self, entry: &NativeEntry) -> Value<'_> {
        let name = EngineString::new(entry.name);
        // SAFETY: the callback has the C API's own signature.
        self.value(unsafe { (isolate::current().library.object_make_function)(self.raw, name.0, entry.callback) })
    }

    /// A promise and the means to settle it.
    pub fn deferred(&self) -> (Value<'_>, Deferred) {
        let (mut resolve, mut reject, mut exception) =
            (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
        // SAFETY: out pointers to locals.
        let promise = unsafe {
            (isolate::current().library.object_make_deferred_promise)(
                self.raw,
                &raw mut resolve,
                &raw mut reject,
                &raw mut exception,
            )
        };
        (self.value(promise), Deferred::new(self.value(resolve), self.value(reject)))
    }

    /// Has `function(promise, reason)` called for promises that are still unhandled after the microtasks ran.
    pub fn set_unhandled_rejection_callback(&self, function: Value<'_>) {
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live function of this realm.
        unsafe { (isolate::current().library.set_unhandled_rejection)(self.raw, function.raw(), &raw mut exception) };
    }

    /// Runs microtasks until none is left, also from inside a native function. False where the engine can't: then they run
    /// when the outermost call into JavaScript returns.
    pub fn drain_microtasks(&self) -> bool {
        let isolate = isolate::current();
        let Some(drain) = isolate.library.drain_microtasks else { return false };
        // SAFETY: the group pointer is the engine's VM, whose lock is held around the call, as the function asks.
        unsafe {
            (isolate.library.lock)(self.raw);
            drain(isolate.group);
            (isolate.library.unlock)(self.raw);
        }
        true
    }

    /// Whether `drain_microtasks` does anything.
    pub fn can_drain_microtasks(&self) -> bool {
        isolate::current().library.drain_microtasks.is_some()
    }

    /// Collects garbage now, completely.
    pub fn collect_garbage(&self) {
        // SAFETY: a live context.
        unsafe { (isolate::current().library.synchronous_garbage_collect)(self.raw) };
    }

    /// The heap's statistics as the engine gives them: `heapSize`, `heapCapacity`, `extraMemorySize`, `objectCount`,
    /// `protectedObjectCount`, `globalObjectCount`, `objectTypeCounts`… (bytes and counts).
    pub fn heap_statistics(&self) -> Value<'_> {
        // SAFETY: a live context.
        self.value(unsafe { (isolate::current().library.memory_usage_statistics)(self.raw) })
    }

    /// Tells the collector of bytes that JavaScript keeps alive outside the heap.
    pub fn report_extra_memory(&self, bytes: usize) {
        // SAFETY: a live context.
        unsafe { (isolate::current().library.report_extra_memory)(self.raw, bytes) };
    }

    /// Forbids (with the message) or allows `eval` and `new Function`.
    pub fn set_eval_enabled(&self, enabled: bool, message: &str) {
        let message = EngineString::new(message);
        // SAFETY: a live string.
        unsafe { (isolate::current().library.set_eval_enabled)(self.raw, enabled, message.0) };
    }

    /// A function value kept for later calls.
    pub fn keep(&self, value: Value<'_>) -> Function {
        Function::new(value)
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        if let Some(isolate) = isolate::try_current() {
            // SAFETY: created by `static_script`.
            unsafe { (isolate.library.script_release)(self.raw) };
        }
    }
}
