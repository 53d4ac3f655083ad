//! Which Rust types cross the border, and as what.

use crate::boxing::{self, Immediate};
use crate::context::Scope;
use crate::error::ErrorKind;
use crate::isolate;
use crate::string::EngineString;
use crate::value::{Protected, Value};

/// A Rust value that can be read from a JavaScript one. The error is the exception to throw.
pub trait FromValue<'s>: Sized {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>>;
}

/// A Rust value that can become a JavaScript one.
pub trait IntoValue<'s> {
    fn into_value(self, scope: &'s Scope) -> Value<'s>;
}

/// A 64-bit integer that becomes a BigInt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BigInt(pub i64);

impl<'s> FromValue<'s> for Value<'s> {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Ok(value)
    }
}

impl<'s> FromValue<'s> for Protected {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Ok(Protected::new(value))
    }
}

impl<'s> FromValue<'s> for bool {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Ok(value.to_boolean())
    }
}

impl<'s> FromValue<'s> for f64 {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Ok(value.to_number())
    }
}

macro_rules! from_number {
    ($($integer:ty),*) => { $(
        impl<'s> FromValue<'s> for $integer {
            fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
                // ToInt32's wrap-around: `-1` is a valid u32 flag for a builtin that passes all bits.
                Ok(value.to_number() as i64 as $integer)
            }
        }
    )* };
}
from_number!(i32, u32, u16, u8, usize);

impl<'s> FromValue<'s> for i64 {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Ok(if value.is_bigint() { value.to_i64() } else { value.to_number() as i64 })
    }
}

impl<'s> FromValue<'s> for u64 {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        Ok(if value.is_bigint() { value.to_u64() } else { value.to_number() as u64 })
    }
}

impl<'s> FromValue<'s> for String {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        value.to_text()
    }
}

/// A string argument as the engine's own UTF-16 code units, lone surrogates kept; nothing is copied but by the engine.
pub struct Utf16(EngineString);

impl std::ops::Deref for Utf16 {
    type Target = [u16];

    fn deref(&self) -> &[u16] {
        self.0.units()
    }
}

impl<'s> FromValue<'s> for Utf16 {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        value.engine_string().map(Utf16)
    }
}

/// UTF-16 code units that become a string, lone surrogates kept.
#[derive(Clone, Debug, Default)]
pub struct Utf16String(pub Vec<u16>);

impl<'s> IntoValue<'s> for Utf16String {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        scope.string_from_utf16(&self.0)
    }
}

impl<'s, T: FromValue<'s>> FromValue<'s> for Option<T> {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        if value.is_nullish() { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl<'s, T: FromValue<'s>> FromValue<'s> for Vec<T> {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        if !value.is_array() {
            return Err(value.scope().error(ErrorKind::TypeError, "a native function expects an array here"));
        }
        let length = value.get("length")?.to_number() as u32;
        (0..length).map(|index| T::from_value(value.get_index(index)?)).collect()
    }
}

impl<'s> IntoValue<'s> for Value<'s> {
    fn into_value(self, _scope: &'s Scope) -> Value<'s> {
        self
    }
}

impl<'s> IntoValue<'s> for &Protected {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        self.get(scope)
    }
}

impl<'s> IntoValue<'s> for () {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        scope.undefined()
    }
}

impl<'s> IntoValue<'s> for bool {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        if boxing::holds() {
            return scope.value(boxing::immediate(Immediate::Boolean(self)));
        }
        // SAFETY: a live context.
        scope.value(unsafe { (isolate::current().library.value_boolean)(scope.raw(), self) })
    }
}

macro_rules! into_number {
    ($($number:ty),*) => { $(
        impl<'s> IntoValue<'s> for $number {
            fn into_value(self, scope: &'s Scope) -> Value<'s> {
                if boxing::holds() {
                    return scope.value(boxing::immediate(Immediate::Number(self as f64)));
                }
                // SAFETY: a live context.
                scope.value(unsafe { (isolate::current().library.value_number)(scope.raw(), self as f64) })
            }
        }
    )* };
}
into_number!(f64, f32, i32, u32, i64, u64, u16, usize);

impl<'s> IntoValue<'s> for BigInt {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live context.
        scope.value(unsafe { (isolate::current().library.bigint_from_i64)(scope.raw(), self.0, &raw mut exception) })
    }
}

impl<'s> IntoValue<'s> for &str {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        let text = EngineString::new(self);
        // SAFETY: a live string.
        scope.value(unsafe { (isolate::current().library.value_string)(scope.raw(), text.0) })
    }
}

impl<'s> IntoValue<'s> for String {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        self.as_str().into_value(scope)
    }
}

impl<'s, T: IntoValue<'s>> IntoValue<'s> for Option<T> {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        match self {
            Some(value) => value.into_value(scope),
            None => scope.undefined(),
        }
    }
}

impl<'s, T: IntoValue<'s>> IntoValue<'s> for Vec<T> {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        // Element by element into a live array: values in a Vec would be invisible to the collector.
        let array = scope.array(&[]);
        for (index, item) in self.into_iter().enumerate() {
            let value = item.into_value(scope);
            let _ = array.set_index(index as u32, value);
        }
        array
    }
}

macro_rules! into_tuple {
    ($($name:ident),*) => {
        impl<'s, $($name: IntoValue<'s>),*> IntoValue<'s> for ($($name,)*) {
            #[allow(non_snake_case)]
            fn into_value(self, scope: &'s Scope) -> Value<'s> {
                let ($($name,)*) = self;
                let items = [$($name.into_value(scope)),*];
                scope.array(&items)
            }
        }
    };
}
into_tuple!(A, B);
into_tuple!(A, B, C);
into_tuple!(A, B, C, D);
into_tuple!(A, B, C, D, E);
into_tuple!(A, B, C, D, E, F);
