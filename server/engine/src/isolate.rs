//! The engine's state of one thread: its heap (context group), its GLib run loop, and what natives keep between calls.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::context::Context;
use crate::run_loop::RunLoop;
use crate::sys::{self, Library};
use crate::{EngineError, handle};

/// One thread's engine. Made once for each thread; every context of the thread lives in it.
pub struct Isolate {
    inner: Rc<Inner>,
}

pub(crate) struct Inner {
    pub library: &'static Library,
    pub group: sys::ContextGroupRef,
    pub run_loop: RunLoop,
    /// Values whose protection was given up on another thread; unprotected by this one, which owns the heap.
    pub released: Arc<Mutex<Vec<Released>>>,
    pub handle_class: sys::ClassRef,
    states: RefCell<HashMap<TypeId, Rc<dyn Any>>>,
    time_limit: RefCell<Option<Box<TimeLimit>>>,
}

/// A protected value on its way back to its thread.
pub(crate) struct Released(pub sys::ContextRef, pub sys::ValueRef);
// SAFETY: only carried; it is dereferenced on the isolate's own thread alone.
unsafe impl Send for Released {}

struct TimeLimit {
    asked: Box<dyn Fn() -> Option<Duration>>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Inner>>> = const { RefCell::new(None) };
    static POINTER: Cell<*const Inner> = const { Cell::new(std::ptr::null()) };
}

impl Isolate {
    /// Opens the library if need be and makes this thread's heap.
    ///
    /// # Panics
    /// If the thread has an isolate already: handles of one would be taken for the other's.
    pub fn new() -> Result<Isolate, EngineError> {
        let library = sys::library()?;
        assert!(CURRENT.with_borrow(Option::is_none), "this thread has an isolate already");
        // The run loop must be the thread's default before the heap exists: its timers are bound to it for good.
        let run_loop = RunLoop::install(library);
        initialize_main_thread(library);
        // SAFETY: no arguments; the group is released in `Drop`.
        let group = unsafe { (library.context_group_create)() };
        // A time limit that is first set while JavaScript runs would never be watched: the engine makes its watchdog here.
        // SAFETY: a fresh group; no callback.
        unsafe {
            (library.set_execution_time_limit)(group, f64::MAX, None, std::ptr::null_mut());
            (library.clear_execution_time_limit)(group);
        }
        let handle_class = handle::class(library);
        let inner = Rc::new(Inner {
            library,
            group,
            run_loop,
            released: Arc::default(),
            handle_class,
            states: RefCell::default(),
            time_limit: RefCell::default(),
        });
        POINTER.set(Rc::as_ptr(&inner));
        CURRENT.set(Some(inner.clone()));
        Ok(Isolate { inner })
    }

    /// A new realm: its own globals, the same heap.
    pub fn context(&self) -> Context {
        Context::new(&self.inner, None)
    }

    /// The GLib run loop on which the engine finishes asynchronous work (WebAssembly, finalizers, `Atomics.waitAsync`).
    pub fn run_loop(&self) -> &RunLoop {
        &self.inner.run_loop
    }

    /// Gives back what other threads released; call it once for each turn of the loop.
    pub fn collect_released(&self) {
        let released =
            std::mem::take(&mut *self.inner.released.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
        for Released(context, value) in released {
            // SAFETY: the value was protected by this isolate and its thread is this one.
            unsafe { (self.inner.library.value_unprotect)(context, value) };
        }
    }
}

/// The C API leaves the library's main run loop unmade, and a full collection that the engine's own timer starts then crashes
/// looking for it. The thread that makes the first heap is the main one.
fn initialize_main_thread(library: &Library) {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        if let Some(initialize) = library.initialize_main_thread {
            // SAFETY: no arguments; called once, before the first heap.
            unsafe { initialize() };
        }
    });
}

impl Drop for Isolate {
    fn drop(&mut self) {
        self.inner.states.borrow_mut().clear();
        CURRENT.set(None);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        POINTER.set(std::ptr::null());
        // SAFETY: the group was created by `Isolate::new`; contexts hold this `Inner`, so they are gone.
        unsafe { (self.library.context_group_release)(self.group) };
    }
}

impl Inner {
    pub(crate) fn set_time_limit(&self, limit: Duration, asked: Box<dyn Fn() -> Option<Duration>>) {
        let state = Box::new(TimeLimit { asked });
        let data = std::ptr::from_ref::<TimeLimit>(&state).cast_mut().cast();
        // SAFETY: `state` is kept in the isolate until the limit is replaced or cleared.
        unsafe { (self.library.set_execution_time_limit)(self.group, limit.as_secs_f64(), Some(time_is_up), data) };
        *self.time_limit.borrow_mut() = Some(state);
    }

    pub(crate) fn clear_time_limit(&self) {
        // SAFETY: the group is alive as long as `self`.
        unsafe { (self.library.clear_execution_time_limit)(self.group) };
        self.time_limit.take();
    }

    /// The value of type `T` that this thread keeps, made by `T::default` at the first call.
    pub(crate) fn state<T: Default + 'static>(&self) -> Rc<T> {
        if let Some(state) = self.states.borrow().get(&TypeId::of::<T>()) {
            return state.clone().downcast().expect("the map is keyed by type");
        }
        let state = Rc::new(T::default());
        self.states.borrow_mut().insert(TypeId::of::<T>(), state.clone());
        state
    }
}

/// The isolate of the calling thread.
///
/// # Panics
/// On a thread without one: a value of the engine can't be there.
pub(crate) fn current() -> &'static Inner {
    let pointer = POINTER.get();
    assert!(!pointer.is_null(), "no JavaScript on this thread");
    // SAFETY: set from the `Rc` that CURRENT and the contexts hold, cleared when it is dropped; used on this thread only and
    // by callers that hold a value or a scope of it.
    unsafe { &*pointer }
}

/// The isolate of the calling thread, if it has one.
pub(crate) fn try_current() -> Option<&'static Inner> {
    let pointer = POINTER.get();
    // SAFETY: as in `current`.
    (!pointer.is_null()).then(|| unsafe { &*pointer })
}

unsafe extern "C" fn time_is_up(_context: sys::ContextRef, data: *mut std::ffi::c_void) -> bool {
    // SAFETY: `data` is the boxed TimeLimit that the isolate keeps while the limit is set.
    let limit = unsafe { &*data.cast::<TimeLimit>() };
    let Some(next) = (limit.asked)() else { return true };
    let isolate = current();
    // Whoever was asked may have taken the limit away.
    if isolate.time_limit.borrow().is_some() {
        // SAFETY: the same group and state; the engine lets its limit be set while it asks.
        unsafe {
            (isolate.library.set_execution_time_limit)(isolate.group, next.as_secs_f64(), Some(time_is_up), data)
        };
    }
    false
}

/// Calls `action` with the thread's isolate, for what has to hold on to it.
pub(crate) fn with_current<R>(action: impl FnOnce(&Rc<Inner>) -> R) -> R {
    CURRENT.with_borrow(|current| action(current.as_ref().expect("JavaScript runs on this thread")))
}
