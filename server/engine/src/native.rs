//! Rust functions that JavaScript calls.
//!
//! `native!` (in `node`) makes a `NativeEntry` of any function whose arguments are `FromValue` and whose result is `Invoke`'s
//! kind of result; the conversion code is generated for each function, so that a call costs one crossing.

use std::panic::AssertUnwindSafe;

use crate::context::Scope;
use crate::convert::{FromValue, IntoValue};
use crate::sys;
use crate::value::Value;

/// One call from JavaScript.
pub struct Call<'s> {
    scope: &'s Scope,
    arguments: &'s [sys::ValueRef],
}

impl<'s> Call<'s> {
    pub fn scope(&self) -> &'s Scope {
        self.scope
    }

    /// The argument, or `undefined`.
    pub fn argument(&self, index: usize) -> Value<'s> {
        match self.arguments.get(index) {
            Some(raw) => self.scope.value(*raw),
            None => self.scope.undefined(),
        }
    }

    pub fn argument_count(&self) -> usize {
        self.arguments.len()
    }
}

/// The result of a native function: a value, or what becomes an exception.
pub trait Invoke<'s> {
    fn finish(self, scope: &'s Scope) -> Result<Value<'s>, Value<'s>>;
}

impl<'s, T: IntoValue<'s>> Invoke<'s> for T {
    fn finish(self, scope: &'s Scope) -> Result<Value<'s>, Value<'s>> {
        Ok(self.into_value(scope))
    }
}

impl<'s, T: IntoValue<'s>, E: IntoValue<'s>> Invoke<'s> for Result<T, E> {
    fn finish(self, scope: &'s Scope) -> Result<Value<'s>, Value<'s>> {
        match self {
            Ok(value) => Ok(value.into_value(scope)),
            Err(error) => Err(error.into_value(scope)),
        }
    }
}

/// A Rust function that can be called with JavaScript's arguments. `Marker` tells the forms apart.
pub trait NativeFunction<'s, Marker> {
    fn invoke(&self, call: &Call<'s>) -> Result<Value<'s>, Value<'s>>;
}

/// Marks functions that take the scope first.
pub struct WithScope;

macro_rules! native_function {
    ($($argument:ident $index:literal),*) => {
        impl<'s, Function, Output, $($argument),*> NativeFunction<'s, (Output, $($argument,)*)> for Function
        where
            Function: Fn($($argument),*) -> Output,
            Output: Invoke<'s>,
            $($argument: FromValue<'s>,)*
        {
            #[inline]
            fn invoke(&self, call: &Call<'s>) -> Result<Value<'s>, Value<'s>> {
                self($($argument::from_value(call.argument($index))?),*).finish(call.scope())
            }
        }

        impl<'s, Function, Output, $($argument),*> NativeFunction<'s, (WithScope, Output, $($argument,)*)> for Function
        where
            Function: Fn(&'s Scope, $($argument),*) -> Output,
            Output: Invoke<'s>,
            $($argument: FromValue<'s>,)*
        {
            #[inline]
            fn invoke(&self, call: &Call<'s>) -> Result<Value<'s>, Value<'s>> {
                self(call.scope(), $($argument::from_value(call.argument($index))?),*).finish(call.scope())
            }
        }
    };
}
native_function!();
native_function!(A 0);
native_function!(A 0, B 1);
native_function!(A 0, B 1, C 2);
native_function!(A 0, B 1, C 2, D 3);
native_function!(A 0, B 1, C 2, D 3, E 4);
native_function!(A 0, B 1, C 2, D 3, E 4, F 5);
native_function!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
native_function!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
native_function!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
native_function!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);

/// A native function as a type, so that each gets its own C entry point.
pub trait Native {
    /// Name of the JavaScript function.
    const NAME: &'static str;
    fn call<'s>(call: &Call<'s>) -> Result<Value<'s>, Value<'s>>;
}

/// A native function ready to be given to a realm.
#[derive(Clone, Copy)]
pub struct NativeEntry {
    pub(crate) name: &'static str,
    pub(crate) callback: sys::FunctionCallback,
}

impl NativeEntry {
    pub const fn of<N: Native>() -> NativeEntry {
        NativeEntry { name: N::NAME, callback: trampoline::<N> }
    }

    /// The Rust name, in snake case.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

unsafe extern "C" fn trampoline<N: Native>(
    context: sys::ContextRef,
    _function: sys::ObjectRef,
    _this: sys::ObjectRef,
    count: usize,
    arguments: *const sys::ValueRef,
    exception: *mut sys::ValueRef,
) -> sys::ValueRef {
    // SAFETY: the engine passes `count` live values, and a place for an exception.
    let arguments = if count == 0 { &[][..] } else { unsafe { std::slice::from_raw_parts(arguments, count) } };
    let call = Call { scope: Scope::from_raw(&context), arguments };
    // A panic must not unwind into the engine. The hook has said what happened; nothing after it can be trusted.
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| N::call(&call).map(Value::raw).map_err(Value::raw)));
    match outcome {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            // SAFETY: as above.
            unsafe { *exception = error };
            std::ptr::null_mut()
        }
        Err(_) => std::process::exit(101),
    }
}
