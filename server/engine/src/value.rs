//! Values, functions kept for later, and promises that native code settles.

use std::marker::PhantomData;

use crate::boxing::{self, Immediate};
use crate::context::Scope;
use crate::convert::{FromValue, IntoValue};
use crate::isolate;
use crate::string::EngineString;
use crate::sys;

/// A JavaScript value in the scope that it came from.
///
/// It must stay on the stack (locals, arguments, arrays of them): the collector finds it there. To put one in the heap, make it
/// a `Protected`.
#[derive(Clone, Copy)]
pub struct Value<'s> {
    raw: sys::ValueRef,
    scope: &'s Scope,
}

/// What `typeof` distinguishes, with `null` apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Object,
    Symbol,
    BigInt,
}

/// Attributes of `JSObjectSetProperty`.
const DONT_ENUM: u32 = 1 << 2;

impl<'s> Value<'s> {
    pub(crate) fn new(scope: &'s Scope, raw: sys::ValueRef) -> Value<'s> {
        Value { raw, scope }
    }

    pub(crate) fn raw(self) -> sys::ValueRef {
        self.raw
    }

    /// The scope that the value lives in.
    pub fn scope(self) -> &'s Scope {
        self.scope
    }

    /// The value, if that can be told without asking the library.
    #[inline]
    fn immediate(self) -> Option<Immediate> {
        if boxing::holds() { boxing::decode(self.raw) } else { None }
    }

    pub fn value_type(self) -> ValueType {
        match self.immediate() {
            Some(Immediate::Undefined) => return ValueType::Undefined,
            Some(Immediate::Null) => return ValueType::Null,
            Some(Immediate::Boolean(_)) => return ValueType::Boolean,
            Some(Immediate::Number(_)) => return ValueType::Number,
            None => {}
        }
        // SAFETY: a live value of a live context.
        match unsafe { (isolate::current().library.value_type)(self.scope.raw(), self.raw) } {
            0 => ValueType::Undefined,
            1 => ValueType::Null,
            2 => ValueType::Boolean,
            3 => ValueType::Number,
            4 => ValueType::String,
            5 => ValueType::Object,
            6 => ValueType::Symbol,
            _ => ValueType::BigInt,
        }
    }

    pub fn is_undefined(self) -> bool {
        self.value_type() == ValueType::Undefined
    }

    pub fn is_nullish(self) -> bool {
        if boxing::holds() {
            return matches!(self.immediate(), Some(Immediate::Undefined | Immediate::Null));
        }
        matches!(self.value_type(), ValueType::Undefined | ValueType::Null)
    }

    pub fn is_object(self) -> bool {
        self.value_type() == ValueType::Object
    }

    pub fn is_string(self) -> bool {
        self.value_type() == ValueType::String
    }

    pub fn is_array(self) -> bool {
        // SAFETY: a live value of a live context.
        unsafe { (isolate::current().library.value_is_array)(self.scope.raw(), self.raw) }
    }

    pub fn is_function(self) -> bool {
        // SAFETY: the value is an object where the function is asked.
        self.is_object() && unsafe { (isolate::current().library.object_is_function)(self.scope.raw(), self.raw) }
    }

    pub fn is_constructor(self) -> bool {
        // SAFETY: as in `is_function`.
        self.is_object() && unsafe { (isolate::current().library.object_is_constructor)(self.scope.raw(), self.raw) }
    }

    /// The target of a Proxy.
    pub fn proxy_target(self) -> Option<Value<'s>> {
        // The engine's function also sees through `globalThis`, which is no Proxy to a program.
        if !self.is_object() || self.is_proxy() == Some(false) {
            return None;
        }
        // SAFETY: an object; the function answers null for what is no proxy.
        let target = unsafe { (isolate::current().library.object_proxy_target)(self.raw) };
        (!target.is_null()).then(|| self.scope.value(target))
    }

    pub fn strict_equals(self, other: Value<'_>) -> bool {
        // SAFETY: live values of one heap.
        unsafe { (isolate::current().library.value_is_strict_equal)(self.scope.raw(), self.raw, other.raw) }
    }

    pub fn to_boolean(self) -> bool {
        match self.immediate() {
            Some(Immediate::Undefined | Immediate::Null) => return false,
            Some(Immediate::Boolean(value)) => return value,
            Some(Immediate::Number(number)) => return number != 0.0 && !number.is_nan(),
            None => {}
        }
        // SAFETY: a live value of a live context.
        unsafe { (isolate::current().library.value_to_boolean)(self.scope.raw(), self.raw) }
    }

    /// `ToNumber`; an exception (of a `valueOf`, say) gives NaN.
    pub fn to_number(self) -> f64 {
        if let Some(Immediate::Number(number)) = self.immediate() {
            return number;
        }
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live value of a live context.
        unsafe { (isolate::current().library.value_to_number)(self.scope.raw(), self.raw, &raw mut exception) }
    }

    pub(crate) fn to_i64(self) -> i64 {
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live value of a live context.
        unsafe { (isolate::current().library.value_to_i64)(self.scope.raw(), self.raw, &raw mut exception) }
    }

    pub(crate) fn to_u64(self) -> u64 {
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live value of a live context.
        unsafe { (isolate::current().library.value_to_u64)(self.scope.raw(), self.raw, &raw mut exception) }
    }

    pub(crate) fn is_bigint(self) -> bool {
        // SAFETY: a live value of a live context.
        unsafe { (isolate::current().library.value_is_bigint)(self.scope.raw(), self.raw) }
    }

    pub(crate) fn engine_string(self) -> Result<EngineString, Value<'s>> {
        let mut exception = std::ptr::null_mut();
        // SAFETY: a live value of a live context.
        let text =
            unsafe { (isolate::current().library.value_to_string)(self.scope.raw(), self.raw, &raw mut exception) };
        if text.is_null() { Err(self.scope.value(exception)) } else { Ok(EngineString(text)) }
    }

    /// `ToString`, in UTF-8 (lone surrogates become U+FFFD).
    pub fn to_text(self) -> Result<String, Value<'s>> {
        Ok(self.engine_string()?.to_rust())
    }

    /// `ToString`, as UTF-16 code units.
    pub fn to_utf16(self) -> Result<Vec<u16>, Value<'s>> {
        Ok(self.engine_string()?.units().to_vec())
    }

    /// What to show of a value when nothing may fail.
    pub fn to_text_lossy(self) -> String {
        self.to_text().unwrap_or_else(|_| "[value that can't be converted to a string]".to_owned())
    }

    /// The engine aborts where a primitive is passed for an object: this is the one check.
    fn expect_object(self) -> Result<(), Value<'s>> {
        if self.is_object() {
            return Ok(());
        }
        Err(self.scope.error(crate::ErrorKind::TypeError, "a native function expects an object here"))
    }

    /// The property `name` of an object.
    pub fn get(self, name: &str) -> Result<Value<'s>, Value<'s>> {
        self.expect_object()?;
        let name = EngineString::new(name);
        let mut exception = std::ptr::null_mut();
        // SAFETY: an object, a live string and context.
        let result =
            unsafe { (isolate::current().library.object_get)(self.scope.raw(), self.raw, name.0, &raw mut exception) };
        self.scope.outcome(result, exception)
    }

    /// The element at `index`.
    pub fn get_index(self, index: u32) -> Result<Value<'s>, Value<'s>> {
        self.expect_object()?;
        let mut exception = std::ptr::null_mut();
        // SAFETY: as in `get`.
        let result = unsafe {
            (isolate::current().library.object_get_index)(self.scope.raw(), self.raw, index, &raw mut exception)
        };
        self.scope.outcome(result, exception)
    }

    /// Whether the object has the property, own or inherited.
    pub fn has(self, name: &str) -> bool {
        if !self.is_object() {
            return false;
        }
        let name = EngineString::new(name);
        // SAFETY: as in `get`.
        unsafe { (isolate::current().library.object_has)(self.scope.raw(), self.raw, name.0) }
    }

    /// Sets a property that enumerates.
    pub fn set(self, name: &str, value: impl IntoValue<'s>) -> Result<(), Value<'s>> {
        self.set_with(name, value.into_value(self.scope), 0)
    }

    /// Sets a property that does not enumerate.
    pub fn set_hidden(self, name: &str, value: impl IntoValue<'s>) -> Result<(), Value<'s>> {
        self.set_with(name, value.into_value(self.scope), DONT_ENUM)
    }

    fn set_with(self, name: &str, value: Value<'s>, attributes: u32) -> Result<(), Value<'s>> {
        self.expect_object()?;
        let name = EngineString::new(name);
        let mut exception = std::ptr::null_mut();
        // SAFETY: live values of one heap.
        unsafe {
            (isolate::current().library.object_set)(
                self.scope.raw(),
                self.raw,
                name.0,
                value.raw,
                attributes,
                &raw mut exception,
            );
        }
        if exception.is_null() { Ok(()) } else { Err(self.scope.value(exception)) }
    }

    /// Sets the element at `index`.
    pub fn set_index(self, index: u32, value: Value<'s>) -> Result<(), Value<'s>> {
        self.expect_object()?;
        let mut exception = std::ptr::null_mut();
        // SAFETY: as in `set_with`.
        unsafe {
            (isolate::current().library.object_set_index)(
                self.scope.raw(),
                self.raw,
                index,
                value.raw,
                &raw mut exception,
            );
        }
        if exception.is_null() { Ok(()) } else { Err(self.scope.value(exception)) }
    }

    /// Deletes a property; false if it may not be deleted.
    pub fn delete(self, name: &str) -> bool {
        if !self.is_object() {
            return false;
        }
        let name = EngineString::new(name);
        let mut exception = std::ptr::null_mut();
        // SAFETY: as in `get`.
        unsafe { (isolate::current().library.object_delete)(self.scope.raw(), self.raw, name.0, &raw mut exception) }
    }

    /// Calls the value as a function.
    pub fn call(self, this: Option<Value<'s>>, arguments: &[Value<'s>]) -> Result<Value<'s>, Value<'s>> {
        self.expect_object()?;
        let raw = RawArguments::new(arguments);
        let mut exception = std::ptr::null_mut();
        let this = this.filter(|this| this.is_object()).map_or(std::ptr::null_mut(), Value::raw);
        // SAFETY: live values of one heap; for what is no function the engine answers null without an exception.
        let result = unsafe {
            (isolate::current().library.object_call)(
                self.scope.raw(),
                self.raw,
                this,
                arguments.len(),
                raw.as_ptr(),
                &raw mut exception,
            )
        };
        if result.is_null() && exception.is_null() {
            return Err(self.scope.error(crate::ErrorKind::TypeError, "value is not a function"));
        }
        self.scope.outcome(result, exception)
    }

    /// Calls the value as a constructor.
    pub fn construct(self, arguments: &[Value<'s>]) -> Result<Value<'s>, Value<'s>> {
        self.expect_object()?;
        let raw = RawArguments::new(arguments);
        let mut exception = std::ptr::null_mut();
        // SAFETY: as in `call`.
        let result = unsafe {
            (isolate::current().library.object_construct)(
                self.scope.raw(),
                self.raw,
                arguments.len(),
                raw.as_ptr(),
                &raw mut exception,
            )
        };
        self.scope.outcome(result, exception)
    }

    /// Converts to a Rust value.
    pub fn read<T: FromValue<'s>>(self) -> Result<T, Value<'s>> {
        T::from_value(self)
    }

    /// The names of the enumerable properties, own and inherited.
    pub fn property_names(self) -> Vec<String> {
        if !self.is_object() {
            return Vec::new();
        }
        let library = isolate::current().library;
        // SAFETY: an object; the array is released after the copy.
        unsafe {
            let names = (library.object_property_names)(self.scope.raw(), self.raw);
            let result = (0..(library.property_names_count)(names))
                .map(|index| {
                    let borrowed =
                        std::mem::ManuallyDrop::new(EngineString((library.property_names_get)(names, index)));
                    borrowed.to_rust()
                })
                .collect();
            (library.property_names_release)(names);
            result
        }
    }
}

/// Arguments as the C API takes them: on the stack while they are few, so that the collector sees them.
enum RawArguments<'a> {
    Inline([sys::ValueRef; 8]),
    Spilled(Vec<sys::ValueRef>, PhantomData<&'a ()>),
}

impl RawArguments<'_> {
    fn new(arguments: &[Value<'_>]) -> Self {
        if arguments.len() <= 8 {
            let mut inline = [std::ptr::null_mut(); 8];
            for (slot, argument) in inline.iter_mut().zip(arguments) {
                *slot = argument.raw;
            }
            return RawArguments::Inline(inline);
        }
        // The values themselves stay in the caller's slice.
        RawArguments::Spilled(arguments.iter().map(|argument| argument.raw).collect(), PhantomData)
    }

    fn as_ptr(&self) -> *const sys::ValueRef {
        match self {
            RawArguments::Inline(inline) => inline.as_ptr(),
            RawArguments::Spilled(spilled, _) => spilled.as_ptr(),
        }
    }
}

/// A value that may be kept in the heap: the collector leaves it alone until this is dropped. Stays on its thread.
pub struct Protected {
    raw: sys::ValueRef,
    context: sys::ContextRef,
}

impl Protected {
    pub fn new(value: Value<'_>) -> Protected {
        let library = isolate::current().library;
        // SAFETY: a live value. The global context outlives the call frame's one.
        unsafe {
            let context = (library.context_global_context)(value.scope.raw());
            (library.value_protect)(context, value.raw);
            Protected { raw: value.raw, context }
        }
    }

    pub(crate) fn raw(&self) -> sys::ValueRef {
        self.raw
    }

    /// The value, in a scope of its heap.
    pub fn get<'s>(&self, scope: &'s Scope) -> Value<'s> {
        Value::new(scope, self.raw)
    }
}

impl Clone for Protected {
    fn clone(&self) -> Self {
        // SAFETY: protected, so alive; protection counts.
        unsafe { (isolate::current().library.value_protect)(self.context, self.raw) };
        Protected { raw: self.raw, context: self.context }
    }
}

impl Drop for Protected {
    fn drop(&mut self) {
        // At the end of a thread the heap goes as a whole.
        if let Some(isolate) = isolate::try_current() {
            // SAFETY: protected by `new` or `clone`.
            unsafe { (isolate.library.value_unprotect)(self.context, self.raw) };
        }
    }
}

/// A function kept to be called later.
#[derive(Clone)]
pub struct Function(Protected);

impl Function {
    /// Keeps a value that is to be called; calling what is no function is a TypeError then.
    pub fn new(value: Value<'_>) -> Function {
        Function(Protected::new(value))
    }

    /// The function as a value.
    pub fn get<'s>(&self, scope: &'s Scope) -> Value<'s> {
        self.0.get(scope)
    }

    /// Calls it. From the loop's completions this is the plain call: no ticks run afterwards.
    pub fn call<'s>(
        &self,
        scope: &'s Scope,
        this: Option<Value<'s>>,
        arguments: &[Value<'s>],
    ) -> Result<Value<'s>, Value<'s>> {
        self.get(scope).call(this, arguments)
    }
}

impl<'s> FromValue<'s> for Function {
    fn from_value(value: Value<'s>) -> Result<Self, Value<'s>> {
        if value.is_function() {
            return Ok(Function::new(value));
        }
        Err(value.scope().error(crate::ErrorKind::TypeError, "a native function expects a callback here"))
    }
}

/// The two functions that settle a promise.
pub struct Deferred {
    resolve: Function,
    reject: Function,
}

impl Deferred {
    pub(crate) fn new(resolve: Value<'_>, reject: Value<'_>) -> Deferred {
        Deferred { resolve: Function::new(resolve), reject: Function::new(reject) }
    }

    /// Fulfils the promise, or follows `value` if it is a thenable.
    pub fn resolve<'s>(self, scope: &'s Scope, value: Value<'s>) -> Result<(), Value<'s>> {
        self.resolve.call(scope, None, &[value]).map(drop)
    }

    /// Rejects the promise.
    pub fn reject<'s>(self, scope: &'s Scope, reason: Value<'s>) -> Result<(), Value<'s>> {
        self.reject.call(scope, None, &[reason]).map(drop)
    }
}
