//! A realm whose global object looks into another object first: the ground for `vm.createContext`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::OnceLock;

use crate::context::Context;
use crate::isolate::{self, Inner};
use crate::sys::{self, Library};
use crate::value::{Protected, Value};

/// The class of such global objects, made once for the process.
struct GlobalClass(sys::ClassRef);
// SAFETY: classes are immutable and counted atomically by the library.
unsafe impl Send for GlobalClass {}
// SAFETY: as above.
unsafe impl Sync for GlobalClass {}

/// What the global object's private pointer points to.
struct Slot {
    sandbox: Protected,
    /// Whether the global object shows its own properties only.
    is_hidden: Cell<bool>,
    /// The names whose values are being read from the sandbox now. A getter there may define its own name on the global object,
    /// for which the engine asks what it is before: it would be asked for ever.
    being_read: RefCell<Vec<sys::StringRef>>,
}

impl Slot {
    fn is_being_read(&self, library: &Library, name: sys::StringRef) -> bool {
        // SAFETY: the names in the list live as long as the calls that put them there.
        self.being_read.borrow().iter().any(|known| unsafe { (library.string_is_equal)(*known, name) })
    }
}

/// Whether a global object made by [`realm`] shows its own properties only, not the sandbox's.
pub(crate) fn hide(isolate: &Rc<Inner>, global: Value<'_>, is_hidden: bool) {
    // SAFETY: the private pointer of our class is null or the box of `realm`; of other objects it is null.
    let slot = unsafe { (isolate.library.object_get_private)(global.raw()).cast::<Slot>().as_ref() };
    if let Some(slot) = slot {
        slot.is_hidden.set(is_hidden);
    }
}

pub(crate) fn realm(isolate: &Rc<Inner>, sandbox: Value<'_>) -> Context {
    static CLASS: OnceLock<GlobalClass> = OnceLock::new();
    let class = CLASS.get_or_init(|| GlobalClass(make_class(isolate.library))).0;
    let context = Context::new(isolate, Some(class));
    let slot = Box::into_raw(Box::new(Slot {
        sandbox: Protected::new(sandbox),
        is_hidden: Cell::new(false),
        being_read: RefCell::default(),
    }));
    // SAFETY: the global object is of our class, so it has a private pointer; `finalize` takes the box back.
    unsafe { (isolate.library.object_set_private)(context.scope().global().raw(), slot.cast()) };
    context
}

fn make_class(library: &Library) -> sys::ClassRef {
    // SAFETY: all-zero is the definition of an empty class (kJSClassDefinitionEmpty).
    let mut definition: sys::ClassDefinition = unsafe { std::mem::zeroed() };
    definition.class_name = c"Object".as_ptr();
    definition.has_property = Some(has_property);
    definition.get_property = Some(get_property);
    definition.set_property = Some(set_property);
    definition.delete_property = Some(delete_property);
    definition.get_property_names = Some(get_property_names);
    definition.finalize = Some(finalize);
    // SAFETY: the definition is read during the call.
    unsafe { (library.class_create)(&raw const definition) }
}

/// What a global object shows of a sandbox; null while the realm is being made.
unsafe fn slot_of<'a>(object: sys::ObjectRef) -> Option<&'a Slot> {
    // SAFETY: the private pointer of our class is null or the box of `realm`.
    unsafe {
        let private = (isolate::current().library.object_get_private)(object);
        private.cast::<Slot>().as_ref().filter(|slot| !slot.is_hidden.get())
    }
}

/// The sandbox behind a global object.
unsafe fn sandbox_of(object: sys::ObjectRef) -> Option<sys::ValueRef> {
    // SAFETY: as the caller promises.
    unsafe { slot_of(object).map(|slot| slot.sandbox.raw()) }
}

unsafe extern "C" fn has_property(context: sys::ContextRef, object: sys::ObjectRef, name: sys::StringRef) -> bool {
    let library = isolate::current().library;
    // SAFETY: the engine passes live arguments; so below.
    unsafe {
        slot_of(object).is_some_and(|slot| {
            !slot.is_being_read(library, name) && (library.object_has)(context, slot.sandbox.raw(), name)
        })
    }
}

unsafe extern "C" fn get_property(
    context: sys::ContextRef,
    object: sys::ObjectRef,
    name: sys::StringRef,
    exception: *mut sys::ValueRef,
) -> sys::ValueRef {
    let library = isolate::current().library;
    // SAFETY: as in `has_property`. Null says that the realm's own globals are to be asked.
    unsafe {
        let Some(slot) = slot_of(object) else { return std::ptr::null_mut() };
        let sandbox = slot.sandbox.raw();
        if slot.is_being_read(library, name) || !(library.object_has)(context, sandbox, name) {
            return std::ptr::null_mut();
        }
        slot.being_read.borrow_mut().push(name);
        let value = (library.object_get)(context, sandbox, name, exception);
        slot.being_read.borrow_mut().pop();
        value
    }
}

unsafe extern "C" fn set_property(
    context: sys::ContextRef,
    object: sys::ObjectRef,
    name: sys::StringRef,
    value: sys::ValueRef,
    exception: *mut sys::ValueRef,
) -> bool {
    // SAFETY: as in `has_property`.
    unsafe {
        let Some(sandbox) = sandbox_of(object) else { return false };
        (isolate::current().library.object_set)(context, sandbox, name, value, 0, exception);
        true
    }
}

unsafe extern "C" fn delete_property(
    context: sys::ContextRef,
    object: sys::ObjectRef,
    name: sys::StringRef,
    exception: *mut sys::ValueRef,
) -> bool {
    let library = isolate::current().library;
    // SAFETY: as in `has_property`. False says that the realm's own property is to be deleted.
    unsafe {
        match sandbox_of(object) {
            Some(sandbox) if (library.object_has)(context, sandbox, name) => {
                (library.object_delete)(context, sandbox, name, exception)
            }
            _ => false,
        }
    }
}

unsafe extern "C" fn get_property_names(
    context: sys::ContextRef,
    object: sys::ObjectRef,
    accumulator: *mut std::ffi::c_void,
) {
    let library = isolate::current().library;
    // SAFETY: as in `has_property`; the array is released after use.
    unsafe {
        let Some(sandbox) = sandbox_of(object) else { return };
        let names = (library.object_property_names)(context, sandbox);
        for index in 0..(library.property_names_count)(names) {
            (library.property_names_add)(accumulator, (library.property_names_get)(names, index));
        }
        (library.property_names_release)(names);
    }
}

unsafe extern "C" fn finalize(object: sys::ObjectRef) {
    let Ok(library) = sys::library() else { return };
    // SAFETY: called once, when the global object is collected.
    unsafe {
        let private = (library.object_get_private)(object).cast::<Slot>();
        if !private.is_null() {
            drop(Box::from_raw(private));
        }
    }
}
