//! What a builtin is, how its source is found, and the macros with which a folder describes itself.

use engine::{Buffer, Call, FromValue, IntoValue, NativeEntry, Scope, Value};

use crate::enter::{Enter, keep_callback};
use crate::event_loop::EventLoop;

/// One module that `require` can give: a public one (`fs`) or one of our own (`internal/…`).
pub struct Builtin {
    /// Without the `node:` scheme.
    pub id: &'static str,
    pub source: BuiltinSource,
    /// The functions of `lode.native(id)`.
    pub natives: &'static [NativeEntry],
}

/// The text of a builtin.
#[derive(Clone, Copy)]
pub struct BuiltinSource {
    /// Absolute path at build time: debug builds read it anew, so that editing JavaScript needs no build.
    pub path: &'static str,
    /// The text inside its wrapper; empty in debug builds.
    pub wrapped: &'static str,
}

impl BuiltinSource {
    /// Runs the text with what `this` has as its variables.
    pub(crate) fn run<'s>(&self, scope: &'s Scope, id: &str, this: Value<'s>) -> Result<Value<'s>, Value<'s>> {
        let name = format!("node:{id}");
        if !self.wrapped.is_empty() {
            return scope.evaluate_on(this, self.wrapped, &name);
        }
        let text = std::fs::read_to_string(self.path)
            .map_err(|error| scope.error(engine::ErrorKind::Error, &format!("{}: {error}", self.path)))?;
        scope.evaluate_on(this, &format!("{}{text}\n}}", crate::builtin_wrapper_start!()), &name)
    }
}

/// What every builtin's text is wrapped in: a block, not a function, because the engine would parse a function twice (when it
/// reads the script, and when it is called).
#[macro_export]
macro_rules! builtin_wrapper_start {
    () => {
        "'use strict';{const{exports,require,module,process,lode}=this;"
    };
}

/// The source beside the crate's `src` folder: `builtin_source!("os/os.js")`.
#[macro_export]
macro_rules! builtin_source {
    ($path:literal) => {
        $crate::builtin::BuiltinSource {
            path: concat!(env!("CARGO_MANIFEST_DIR"), "/src/", $path),
            #[cfg(debug_assertions)]
            wrapped: "",
            #[cfg(not(debug_assertions))]
            wrapped: concat!(
                $crate::builtin_wrapper_start!(),
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/", $path)),
                "\n}"
            ),
        }
    };
}

/// A Rust function as a native: `native!(native::hostname)` is `hostname()` in JavaScript.
#[macro_export]
macro_rules! native {
    ($($path:ident)::+) => {{
        struct Entry;
        impl engine::Native for Entry {
            const NAME: &'static str = $crate::last_identifier!($($path)::+);
            fn call<'s>(call: &engine::Call<'s>) -> Result<engine::Value<'s>, engine::Value<'s>> {
                engine::NativeFunction::invoke(&$($path)::+, call)
            }
        }
        engine::NativeEntry::of::<Entry>()
    }};
}

/// The same function run on the blocking pool: `blocking!(native::read_file)` is `readFileAsync(…arguments, callback)`.
#[macro_export]
macro_rules! blocking {
    ($($path:ident)::+) => {{
        struct Entry;
        impl engine::Native for Entry {
            const NAME: &'static str = concat!($crate::last_identifier!($($path)::+), "_async");
            fn call<'s>(call: &engine::Call<'s>) -> Result<engine::Value<'s>, engine::Value<'s>> {
                $crate::builtin::BlockingFunction::start(&$($path)::+, call)
            }
        }
        engine::NativeEntry::of::<Entry>()
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! last_identifier {
    ($last:ident) => { stringify!($last) };
    ($first:ident :: $($rest:ident)::+) => { $crate::last_identifier!($($rest)::+) };
}

pub use crate::{blocking, builtin_source, native};

/// A function whose arguments and result may go to another thread and back.
pub trait BlockingFunction<'s, Marker> {
    /// Converts the arguments, starts the work, and has the last argument called with `(error, result)`.
    fn start(&self, call: &Call<'s>) -> Result<Value<'s>, Value<'s>>;
}

/// What blocking work gives back.
pub trait BlockingResult: Send + 'static {
    fn settle<'s>(self, scope: &'s Scope) -> Result<Value<'s>, Value<'s>>;
}

impl<T, E> BlockingResult for Result<T, E>
where
    T: for<'s> IntoValue<'s> + Send + 'static,
    E: for<'s> IntoValue<'s> + Send + 'static,
{
    fn settle<'s>(self, scope: &'s Scope) -> Result<Value<'s>, Value<'s>> {
        match self {
            Ok(value) => Ok(value.into_value(scope)),
            Err(error) => Err(error.into_value(scope)),
        }
    }
}

macro_rules! blocking_function {
    ($count:literal; $($argument:ident $name:ident $index:literal),*) => {
        impl<'s, Work, Output, $($argument),*> BlockingFunction<'s, (Output, $($argument,)*)> for Work
        where
            Work: Fn($($argument),*) -> Output + Copy + Send + 'static,
            Output: BlockingResult,
            $($argument: FromValue<'s> + Send + 'static,)*
        {
            fn start(&self, call: &Call<'s>) -> Result<Value<'s>, Value<'s>> {
                $( let $name = $argument::from_value(call.argument($index))?; )*
                let callback = keep_callback(call.scope(), call.argument($count))?;
                let work = *self;
                EventLoop::of(call.scope()).spawn_blocking(
                    move || work($($name),*),
                    move |scope, result: Output| {
                        match result.settle(scope) {
                            Ok(value) => callback.enter(scope, None, &[scope.null(), value]),
                            Err(error) => callback.enter(scope, None, &[error]),
                        };
                    },
                );
                Ok(call.scope().undefined())
            }
        }
    };
}
blocking_function!(0;);
blocking_function!(1; A a 0);
blocking_function!(2; A a 0, B b 1);
blocking_function!(3; A a 0, B b 1, C c 2);
blocking_function!(4; A a 0, B b 1, C c 2, D d 3);
blocking_function!(5; A a 0, B b 1, C c 2, D d 3, E e 4);
blocking_function!(6; A a 0, B b 1, C c 2, D d 3, E e 4, F f 5);
blocking_function!(7; A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6);
blocking_function!(8; A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7);

impl Builtin {
    /// The object of its natives, under their names in camel case.
    pub(crate) fn native_object<'s>(&self, scope: &'s Scope) -> Result<Value<'s>, Value<'s>> {
        let object = scope.object();
        for entry in self.natives {
            object.set(&camel_case(entry.name()), scope.function(entry))?;
        }
        Ok(object)
    }
}

/// `read_file` → `readFile`.
pub(crate) fn camel_case(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    let mut upper = false;
    for character in name.chars() {
        if character == '_' && !result.is_empty() {
            upper = true;
        } else if std::mem::take(&mut upper) {
            result.extend(character.to_uppercase());
        } else {
            result.push(character);
        }
    }
    result
}

/// Bytes that a native returns as text or as a buffer, whichever the caller asked for.
pub enum TextOrBytes {
    Text(String),
    Bytes(Vec<u8>),
}

impl<'s> IntoValue<'s> for TextOrBytes {
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        match self {
            TextOrBytes::Text(text) => text.into_value(scope),
            TextOrBytes::Bytes(bytes) => Buffer(bytes).into_value(scope),
        }
    }
}
