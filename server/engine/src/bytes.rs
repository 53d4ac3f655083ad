//! Bytes shared between Rust and JavaScript's ArrayBuffers, without a copy where that is possible.

use std::ffi::c_void;

use crate::context::Scope;
use crate::convert::{FromValue, IntoValue};
use crate::error::ErrorKind;
use crate::isolate::{self, Released};
use crate::sys;
use crate::value::Value;

/// `JSTypedArrayType` of JSTypedArray.h.
const UINT8_ARRAY: i32 = 3;
const FLOAT64_ARRAY: i32 = 8;
const ARRAY_BUFFER: i32 = 9;
const NOT_TYPED: i32 = 10;

/// The bytes of a TypedArray, DataView or ArrayBuffer, borrowed for the length of a native call.
///
/// They are JavaScript's own: calling JavaScript while a slice is held may move or change them.
pub struct Bytes<'s> {
    start: *mut u8,
    length: usize,
    value: Value<'s>,
}

impl<'s> Bytes<'s> {
    pub fn as_slice(&self) -> &[u8] {
        if self.length == 0 {
            return &[];
        }
        // SAFETY: the engine gave pointer and length; the value on the stack keeps the buffer alive.
        unsafe { std::slice::from_raw_parts(self.start, self.length) }
    }

    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        if self.length == 0 {
            return &mut [];
        }
        // SAFETY: as in `as_slice`; JavaScript does not run during the borrow.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.length) }
    }

    /// The object that the bytes belong to.
    pub fn value(&self) -> Value<'s> {
        self.value
    }
}

impl<'s> FromValue<'s> for Bytes<'s> {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        let scope = value.scope();
        let library = isolate::current().library;
        let mut exception = std::ptr::null_mut();
        // SAFETY: `raw` is an object of the type that each function asks for.
        unsafe {
            let kind = (library.value_typed_array_type)(scope.raw(), value.raw(), &raw mut exception);
            if kind == ARRAY_BUFFER {
                let start = (library.array_buffer_bytes)(scope.raw(), value.raw(), &raw mut exception);
                let length = (library.array_buffer_length)(scope.raw(), value.raw(), &raw mut exception);
                return Ok(Bytes { start: start.cast(), length: if start.is_null() { 0 } else { length }, value });
            }
            if kind != NOT_TYPED {
                let start = (library.typed_array_bytes)(scope.raw(), value.raw(), &raw mut exception).cast::<u8>();
                let length = (library.typed_array_byte_length)(scope.raw(), value.raw(), &raw mut exception);
                let offset = (library.typed_array_byte_offset)(scope.raw(), value.raw(), &raw mut exception);
                if start.is_null() {
                    return Ok(Bytes { start, length: 0, value });
                }
                return Ok(Bytes { start: start.add(offset), length, value });
            }
        }
        // A DataView or a SharedArrayBuffer: the C API doesn't know them, their properties do.
        if value.is_object()
            && let Ok(buffer) = value.get("buffer")
            && buffer.is_object()
        {
            let (offset, length) = (value.get("byteOffset")?.to_number(), value.get("byteLength")?.to_number());
            let whole: Bytes<'s> = Bytes::from_value(buffer)?;
            let (offset, length) = (offset as usize, length as usize);
            if offset.checked_add(length).is_some_and(|end| end <= whole.length) {
                // SAFETY: inside the buffer, as just checked.
                return Ok(Bytes { start: unsafe { whole.start.add(offset) }, length, value });
            }
        }
        Err(scope.error(ErrorKind::TypeError, "a native function expects an ArrayBuffer or a view of one here"))
    }
}

/// A copy of the bytes of a view, or of a string in UTF-8: may go to another thread.
#[derive(Clone, Debug, Default)]
pub struct OwnedBytes(pub Vec<u8>);

impl<'s> FromValue<'s> for OwnedBytes {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        if value.is_string() {
            return Ok(OwnedBytes(value.to_text()?.into_bytes()));
        }
        Ok(OwnedBytes(Bytes::from_value(value)?.as_slice().to_vec()))
    }
}

/// The bytes of a view, pinned so that another thread can read or fill them, as Node's file reads do: the program sees the
/// writes when the operation ends and must leave the bytes alone until then.
pub struct SharedBytes {
    start: *mut u8,
    length: usize,
    context: sys::ContextRef,
    value: sys::ValueRef,
    released: std::sync::Arc<std::sync::Mutex<Vec<Released>>>,
}

// SAFETY: the value is protected until `Drop`, which hands it back to its own thread; the engine pins the bytes once their
// pointer was asked for. Races with the program are as in Node: it was told to leave them alone.
unsafe impl Send for SharedBytes {}

impl SharedBytes {
    pub fn as_slice(&self) -> &[u8] {
        if self.length == 0 {
            return &[];
        }
        // SAFETY: protected and pinned.
        unsafe { std::slice::from_raw_parts(self.start, self.length) }
    }

    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        if self.length == 0 {
            return &mut [];
        }
        // SAFETY: protected and pinned; `self` is the only native holder.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.length) }
    }
}

impl<'s> FromValue<'s> for SharedBytes {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        let bytes = Bytes::from_value(value)?;
        let isolate = isolate::current();
        // SAFETY: a live value; unprotected by `collect_released` after `Drop`.
        let context = unsafe {
            let context = (isolate.library.context_global_context)(value.scope().raw());
            (isolate.library.value_protect)(context, value.raw());
            context
        };
        Ok(SharedBytes {
            start: bytes.start,
            length: bytes.length,
            context,
            value: value.raw(),
            released: isolate.released.clone(),
        })
    }
}

impl Drop for SharedBytes {
    fn drop(&mut self) {
        let mut released = self.released.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        released.push(Released(self.context, self.value));
    }
}

/// Bytes that become a Uint8Array; the memory is handed over, not copied.
#[derive(Clone, Debug, Default)]
pub struct Buffer(pub Vec<u8>);

/// Numbers that become a Float64Array; the memory is handed over, not copied.
#[derive(Clone, Debug, Default)]
pub struct Float64Array(pub Vec<f64>);

/// Numbers in a file that other processes read while JavaScript writes: a Float64Array over the file's pages.
#[derive(Debug)]
pub struct MappedNumbers(memmap2::MmapMut);

impl MappedNumbers {
    /// # Errors
    /// If the file is empty or can't be mapped for writing.
    pub fn new(file: &std::fs::File) -> std::io::Result<MappedNumbers> {
        // SAFETY: whoever else has the file open sees and may write numbers, of which each is a valid `f64`; nobody cuts it short.
        let map = unsafe { memmap2::MmapMut::map_mut(file) }?;
        Ok(MappedNumbers(map))
    }
}

impl<'s> IntoValue<'s> for Buffer {
    fn into_value(mut self, scope: &'s Scope) -> Value<'s> {
        let (start, bytes) = (self.0.as_mut_ptr(), self.0.len());
        typed_array(scope, UINT8_ARRAY, start.cast(), bytes, self.0)
    }
}

impl<'s> IntoValue<'s> for Float64Array {
    fn into_value(mut self, scope: &'s Scope) -> Value<'s> {
        let (start, bytes) = (self.0.as_mut_ptr(), self.0.len() * size_of::<f64>());
        typed_array(scope, FLOAT64_ARRAY, start.cast(), bytes, self.0)
    }
}

impl<'s> IntoValue<'s> for MappedNumbers {
    fn into_value(mut self, scope: &'s Scope) -> Value<'s> {
        let (start, bytes) = (self.0.as_mut_ptr(), self.0.len() / size_of::<f64>() * size_of::<f64>());
        typed_array(scope, FLOAT64_ARRAY, start.cast(), bytes, self.0)
    }
}

/// An array over memory that `owner` has, wherever `owner` itself is.
fn typed_array<T: 'static>(scope: &Scope, kind: i32, start: *mut c_void, bytes: usize, owner: T) -> Value<'_> {
    let mut exception = std::ptr::null_mut();
    let owner = Box::into_raw(Box::new(owner));
    // SAFETY: the deallocator gets the box back and drops it when the array is collected.
    let raw = unsafe {
        (isolate::current().library.object_make_typed_array)(
            scope.raw(),
            kind,
            start,
            bytes,
            drop_owner::<T>,
            owner.cast(),
            &raw mut exception,
        )
    };
    scope.value(if raw.is_null() { exception } else { raw })
}

unsafe extern "C" fn drop_owner<T>(_start: *mut c_void, owner: *mut c_void) {
    // SAFETY: `owner` is the box that `typed_array` gave away, once.
    drop(unsafe { Box::from_raw(owner.cast::<T>()) });
}
