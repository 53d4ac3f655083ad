//! Native objects: a Rust value behind a JavaScript object, dropped when the object is collected.

use std::any::Any;
use std::ffi::c_void;
use std::rc::Rc;

use crate::context::Scope;
use crate::convert::{FromValue, IntoValue};
use crate::error::ErrorKind;
use crate::isolate;
use crate::sys::{self, Library};
use crate::value::Value;

/// A Rust value that JavaScript holds. Clones share it.
pub struct Handle<T: 'static>(Rc<T>);

/// What the object's private pointer points to.
type Slot = Rc<dyn Any>;

impl<T> Handle<T> {
    pub fn new(value: T) -> Handle<T> {
        Handle(Rc::new(value))
    }

    /// The shared value, to keep beside the object.
    pub fn shared(&self) -> Rc<T> {
        self.0.clone()
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        Handle(self.0.clone())
    }
}

impl<T> From<Rc<T>> for Handle<T> {
    fn from(value: Rc<T>) -> Self {
        Handle(value)
    }
}

impl<T> std::ops::Deref for Handle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'s, T> IntoValue<'s> for Handle<T> {
    /// A new object each time.
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        let slot: Box<Slot> = Box::new(self.0);
        let isolate = isolate::current();
        // SAFETY: the class's finalizer takes the box back.
        scope.value(unsafe {
            (isolate.library.object_make)(scope.raw(), isolate.handle_class, Box::into_raw(slot).cast())
        })
    }
}

impl<'s, T> FromValue<'s> for Handle<T> {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        let isolate = isolate::current();
        // SAFETY: the private pointer is read only of objects of the class, where it is a live `Box<Slot>`.
        let slot = unsafe {
            let ours = value.is_object()
                && (isolate.library.value_is_object_of_class)(value.scope().raw(), value.raw(), isolate.handle_class);
            let private = if ours { (isolate.library.object_get_private)(value.raw()) } else { std::ptr::null_mut() };
            private.cast::<Slot>().as_ref().cloned()
        };
        match slot.and_then(|slot| slot.downcast::<T>().ok()) {
            Some(shared) => Ok(Handle(shared)),
            None => Err(value.scope().error(ErrorKind::TypeError, "Illegal invocation")),
        }
    }
}

/// The one class of all native objects.
pub(crate) fn class(library: &Library) -> sys::ClassRef {
    // SAFETY: all-zero is the definition of an empty class (kJSClassDefinitionEmpty).
    let mut definition: sys::ClassDefinition = unsafe { std::mem::zeroed() };
    definition.class_name = c"Native".as_ptr();
    definition.finalize = Some(finalize);
    // SAFETY: the definition is read during the call.
    unsafe { (library.class_create)(&raw const definition) }
}

unsafe extern "C" fn finalize(object: sys::ObjectRef) {
    let Ok(library) = sys::library() else { return };
    // SAFETY: the private pointer is the box that `into_value` gave away; the collector calls this once, on the heap's thread.
    unsafe {
        let private: *mut c_void = (library.object_get_private)(object);
        if !private.is_null() {
            drop(Box::from_raw(private.cast::<Slot>()));
        }
    }
}
