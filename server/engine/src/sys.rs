//! The C API of JavaScriptCore, opened at run time.
//!
//! Debian's runtime package ships the library without the `JavaScriptCore/*.h` headers, so the functions that Lode uses are
//! declared here by hand, once, in one table. The library is opened when the first context is wanted, so that commands which
//! run no JavaScript start without it and on machines that don't have it.

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::sync::OnceLock;

use crate::EngineError;

pub(crate) type ContextGroupRef = *mut c_void;
pub(crate) type ContextRef = *mut c_void;
pub(crate) type ValueRef = *mut c_void;
pub(crate) type ObjectRef = *mut c_void;
pub(crate) type StringRef = *mut c_void;
pub(crate) type ClassRef = *mut c_void;
pub(crate) type ScriptRef = *mut c_void;
pub(crate) type PropertyNameArrayRef = *mut c_void;
pub(crate) type MainContextRef = *mut c_void;

pub(crate) type FunctionCallback =
    unsafe extern "C" fn(ContextRef, ObjectRef, ObjectRef, usize, *const ValueRef, *mut ValueRef) -> ValueRef;
pub(crate) type FinalizeCallback = unsafe extern "C" fn(ObjectRef);
pub(crate) type BytesDeallocator = unsafe extern "C" fn(*mut c_void, *mut c_void);
pub(crate) type ShouldTerminateCallback = unsafe extern "C" fn(ContextRef, *mut c_void) -> bool;
pub(crate) type HasPropertyCallback = unsafe extern "C" fn(ContextRef, ObjectRef, StringRef) -> bool;
pub(crate) type GetPropertyCallback = unsafe extern "C" fn(ContextRef, ObjectRef, StringRef, *mut ValueRef) -> ValueRef;
pub(crate) type SetPropertyCallback =
    unsafe extern "C" fn(ContextRef, ObjectRef, StringRef, ValueRef, *mut ValueRef) -> bool;
pub(crate) type DeletePropertyCallback = unsafe extern "C" fn(ContextRef, ObjectRef, StringRef, *mut ValueRef) -> bool;
pub(crate) type GetPropertyNamesCallback = unsafe extern "C" fn(ContextRef, ObjectRef, *mut c_void);

/// `JSClassDefinition` of JSObjectRef.h, version 0.
#[repr(C)]
pub(crate) struct ClassDefinition {
    pub version: c_int,
    pub attributes: c_uint,
    pub class_name: *const c_char,
    pub parent_class: ClassRef,
    pub static_values: *const c_void,
    pub static_functions: *const c_void,
    pub initialize: *const c_void,
    pub finalize: Option<FinalizeCallback>,
    pub has_property: Option<HasPropertyCallback>,
    pub get_property: Option<GetPropertyCallback>,
    pub set_property: Option<SetPropertyCallback>,
    pub delete_property: Option<DeletePropertyCallback>,
    pub get_property_names: Option<GetPropertyNamesCallback>,
    pub call_as_function: Option<FunctionCallback>,
    pub call_as_constructor: *const c_void,
    pub has_instance: *const c_void,
    pub convert_to_type: *const c_void,
}

/// `GPollFD` of GLib.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub(crate) struct PollFd {
    pub fd: c_int,
    pub events: u16,
    pub revents: u16,
}

macro_rules! table {
    (
        optional { $( $optional:ident = $optional_symbol:literal : fn($($optional_argument:ty),*) $(-> $optional_result:ty)? ;)* }
        required { $( $field:ident = $symbol:literal : fn($($argument:ty),*) $(-> $result:ty)? ;)* }
    ) => {
        /// Every function that Lode calls in the library.
        pub(crate) struct Library {
            $( pub $field: unsafe extern "C" fn($($argument),*) $(-> $result)?, )*
            $( pub $optional: Option<unsafe extern "C" fn($($optional_argument),*) $(-> $optional_result)?>, )*
            /// The file name that the dynamic linker was given.
            pub name: &'static str,
        }

        impl Library {
            fn load(library: &libloading::Library, name: &'static str) -> Result<Library, EngineError> {
                // SAFETY: the types above repeat the library's public (and stable) C declarations; the library is never unloaded.
                unsafe {
                    Ok(Library {
                        $( $field: *library.get($symbol).map_err(|error| EngineError::Symbol {
                            library: name,
                            symbol: stringify!($field),
                            reason: error.to_string(),
                        })?, )*
                        $( $optional: library.get($optional_symbol).ok().map(|symbol| *symbol), )*
                        name,
                    })
                }
            }
        }
    };
}

table! {
    optional {
        drain_microtasks = b"_ZN3JSC2VM15drainMicrotasksEv\0": fn(ContextGroupRef);
        initialize_main_thread = b"_ZN3WTF20initializeMainThreadEv\0": fn();
        set_boolean_option = b"jsc_options_set_boolean\0": fn(*const c_char, c_int) -> c_int;
        get_boolean_option = b"jsc_options_get_boolean\0": fn(*const c_char, *mut c_int) -> c_int;
        jsc_major_version = b"jsc_get_major_version\0": fn() -> c_uint;
        jsc_minor_version = b"jsc_get_minor_version\0": fn() -> c_uint;
        jsc_micro_version = b"jsc_get_micro_version\0": fn() -> c_uint;
        main_context_new = b"g_main_context_new\0": fn() -> MainContextRef;
        main_context_push = b"g_main_context_push_thread_default\0": fn(MainContextRef);
        main_context_pop = b"g_main_context_pop_thread_default\0": fn(MainContextRef);
        main_context_unref = b"g_main_context_unref\0": fn(MainContextRef);
        main_context_acquire = b"g_main_context_acquire\0": fn(MainContextRef) -> c_int;
        main_context_prepare = b"g_main_context_prepare\0": fn(MainContextRef, *mut c_int) -> c_int;
        main_context_query = b"g_main_context_query\0": fn(MainContextRef, c_int, *mut c_int, *mut PollFd, c_int) -> c_int;
        main_context_iteration = b"g_main_context_iteration\0": fn(MainContextRef, c_int) -> c_int;
    }
    required {
        context_group_create = b"JSContextGroupCreate\0": fn() -> ContextGroupRef;
        context_group_release = b"JSContextGroupRelease\0": fn(ContextGroupRef);
        context_create_in_group = b"JSGlobalContextCreateInGroup\0": fn(ContextGroupRef, ClassRef) -> ContextRef;
        context_release = b"JSGlobalContextRelease\0": fn(ContextRef);
        context_global_object = b"JSContextGetGlobalObject\0": fn(ContextRef) -> ObjectRef;
        context_global_context = b"JSContextGetGlobalContext\0": fn(ContextRef) -> ContextRef;
        set_eval_enabled = b"JSGlobalContextSetEvalEnabled\0": fn(ContextRef, bool, StringRef);
        set_unhandled_rejection = b"JSGlobalContextSetUnhandledRejectionCallback\0": fn(ContextRef, ObjectRef, *mut ValueRef);
        set_execution_time_limit = b"JSContextGroupSetExecutionTimeLimit\0": fn(ContextGroupRef, f64, Option<ShouldTerminateCallback>, *mut c_void);
        clear_execution_time_limit = b"JSContextGroupClearExecutionTimeLimit\0": fn(ContextGroupRef);
        synchronous_garbage_collect = b"JSSynchronousGarbageCollectForDebugging\0": fn(ContextRef);
        memory_usage_statistics = b"JSGetMemoryUsageStatistics\0": fn(ContextRef) -> ObjectRef;
        report_extra_memory = b"JSReportExtraMemoryCost\0": fn(ContextRef, usize);
        lock = b"JSLock\0": fn(ContextRef);
        unlock = b"JSUnlock\0": fn(ContextRef);
        evaluate_script = b"JSEvaluateScript\0": fn(ContextRef, StringRef, ObjectRef, StringRef, c_int, *mut ValueRef) -> ValueRef;
        check_script_syntax = b"JSCheckScriptSyntax\0": fn(ContextRef, StringRef, StringRef, c_int, *mut ValueRef) -> bool;
        script_create_ascii = b"JSScriptCreateReferencingImmortalASCIIText\0": fn(ContextGroupRef, StringRef, c_int, *const c_char, usize, *mut StringRef, *mut c_int) -> ScriptRef;
        script_evaluate = b"JSScriptEvaluate\0": fn(ContextRef, ScriptRef, ValueRef, *mut ValueRef) -> ValueRef;
        script_release = b"JSScriptRelease\0": fn(ScriptRef);
        string_create_utf8 = b"JSStringCreateWithUTF8CString\0": fn(*const c_char) -> StringRef;
        string_create_utf16 = b"JSStringCreateWithCharacters\0": fn(*const u16, usize) -> StringRef;
        string_release = b"JSStringRelease\0": fn(StringRef);
        string_is_equal = b"JSStringIsEqual\0": fn(StringRef, StringRef) -> bool;
        string_length = b"JSStringGetLength\0": fn(StringRef) -> usize;
        string_characters = b"JSStringGetCharactersPtr\0": fn(StringRef) -> *const u16;
        value_type = b"JSValueGetType\0": fn(ContextRef, ValueRef) -> c_int;
        value_typed_array_type = b"JSValueGetTypedArrayType\0": fn(ContextRef, ValueRef, *mut ValueRef) -> c_int;
        value_is_array = b"JSValueIsArray\0": fn(ContextRef, ValueRef) -> bool;
        value_is_bigint = b"JSValueIsBigInt\0": fn(ContextRef, ValueRef) -> bool;
        value_is_object_of_class = b"JSValueIsObjectOfClass\0": fn(ContextRef, ValueRef, ClassRef) -> bool;
        value_is_strict_equal = b"JSValueIsStrictEqual\0": fn(ContextRef, ValueRef, ValueRef) -> bool;
        value_undefined = b"JSValueMakeUndefined\0": fn(ContextRef) -> ValueRef;
        value_null = b"JSValueMakeNull\0": fn(ContextRef) -> ValueRef;
        value_boolean = b"JSValueMakeBoolean\0": fn(ContextRef, bool) -> ValueRef;
        value_number = b"JSValueMakeNumber\0": fn(ContextRef, f64) -> ValueRef;
        value_string = b"JSValueMakeString\0": fn(ContextRef, StringRef) -> ValueRef;
        value_from_json = b"JSValueMakeFromJSONString\0": fn(ContextRef, StringRef) -> ValueRef;
        bigint_from_i64 = b"JSBigIntCreateWithInt64\0": fn(ContextRef, i64, *mut ValueRef) -> ValueRef;
        value_to_i64 = b"JSValueToInt64\0": fn(ContextRef, ValueRef, *mut ValueRef) -> i64;
        value_to_u64 = b"JSValueToUInt64\0": fn(ContextRef, ValueRef, *mut ValueRef) -> u64;
        value_to_boolean = b"JSValueToBoolean\0": fn(ContextRef, ValueRef) -> bool;
        value_to_number = b"JSValueToNumber\0": fn(ContextRef, ValueRef, *mut ValueRef) -> f64;
        value_to_string = b"JSValueToStringCopy\0": fn(ContextRef, ValueRef, *mut ValueRef) -> StringRef;
        value_protect = b"JSValueProtect\0": fn(ContextRef, ValueRef);
        value_unprotect = b"JSValueUnprotect\0": fn(ContextRef, ValueRef);
        class_create = b"JSClassCreate\0": fn(*const ClassDefinition) -> ClassRef;
        object_make = b"JSObjectMake\0": fn(ContextRef, ClassRef, *mut c_void) -> ObjectRef;
        object_make_array = b"JSObjectMakeArray\0": fn(ContextRef, usize, *const ValueRef, *mut ValueRef) -> ObjectRef;
        object_make_function = b"JSObjectMakeFunctionWithCallback\0": fn(ContextRef, StringRef, FunctionCallback) -> ObjectRef;
        object_make_deferred_promise = b"JSObjectMakeDeferredPromise\0": fn(ContextRef, *mut ObjectRef, *mut ObjectRef, *mut ValueRef) -> ObjectRef;
        object_make_typed_array = b"JSObjectMakeTypedArrayWithBytesNoCopy\0": fn(ContextRef, c_int, *mut c_void, usize, BytesDeallocator, *mut c_void, *mut ValueRef) -> ObjectRef;
        object_get_private = b"JSObjectGetPrivate\0": fn(ObjectRef) -> *mut c_void;
        object_set_private = b"JSObjectSetPrivate\0": fn(ObjectRef, *mut c_void) -> bool;
        object_is_function = b"JSObjectIsFunction\0": fn(ContextRef, ObjectRef) -> bool;
        object_is_constructor = b"JSObjectIsConstructor\0": fn(ContextRef, ObjectRef) -> bool;
        object_call = b"JSObjectCallAsFunction\0": fn(ContextRef, ObjectRef, ObjectRef, usize, *const ValueRef, *mut ValueRef) -> ValueRef;
        object_construct = b"JSObjectCallAsConstructor\0": fn(ContextRef, ObjectRef, usize, *const ValueRef, *mut ValueRef) -> ObjectRef;
        object_get = b"JSObjectGetProperty\0": fn(ContextRef, ObjectRef, StringRef, *mut ValueRef) -> ValueRef;
        object_set = b"JSObjectSetProperty\0": fn(ContextRef, ObjectRef, StringRef, ValueRef, c_uint, *mut ValueRef);
        object_has = b"JSObjectHasProperty\0": fn(ContextRef, ObjectRef, StringRef) -> bool;
        object_delete = b"JSObjectDeleteProperty\0": fn(ContextRef, ObjectRef, StringRef, *mut ValueRef) -> bool;
        object_get_index = b"JSObjectGetPropertyAtIndex\0": fn(ContextRef, ObjectRef, c_uint, *mut ValueRef) -> ValueRef;
        object_set_index = b"JSObjectSetPropertyAtIndex\0": fn(ContextRef, ObjectRef, c_uint, ValueRef, *mut ValueRef);
        object_proxy_target = b"JSObjectGetProxyTarget\0": fn(ObjectRef) -> ObjectRef;
        object_property_names = b"JSObjectCopyPropertyNames\0": fn(ContextRef, ObjectRef) -> PropertyNameArrayRef;
        property_names_count = b"JSPropertyNameArrayGetCount\0": fn(PropertyNameArrayRef) -> usize;
        property_names_get = b"JSPropertyNameArrayGetNameAtIndex\0": fn(PropertyNameArrayRef, usize) -> StringRef;
        property_names_release = b"JSPropertyNameArrayRelease\0": fn(PropertyNameArrayRef);
        property_names_add = b"JSPropertyNameAccumulatorAddName\0": fn(*mut c_void, StringRef);
        array_buffer_bytes = b"JSObjectGetArrayBufferBytesPtr\0": fn(ContextRef, ObjectRef, *mut ValueRef) -> *mut c_void;
        array_buffer_length = b"JSObjectGetArrayBufferByteLength\0": fn(ContextRef, ObjectRef, *mut ValueRef) -> usize;
        typed_array_bytes = b"JSObjectGetTypedArrayBytesPtr\0": fn(ContextRef, ObjectRef, *mut ValueRef) -> *mut c_void;
        typed_array_byte_length = b"JSObjectGetTypedArrayByteLength\0": fn(ContextRef, ObjectRef, *mut ValueRef) -> usize;
        typed_array_byte_offset = b"JSObjectGetTypedArrayByteOffset\0": fn(ContextRef, ObjectRef, *mut ValueRef) -> usize;
    }
}

/// The names under which the library is looked for, in order.
pub(crate) const LIBRARY_NAMES: &[&str] = if cfg!(target_os = "macos") {
    &["/System/Library/Frameworks/JavaScriptCore.framework/JavaScriptCore"]
} else {
    &["libjavascriptcoregtk-6.0.so.1", "libjavascriptcoregtk-4.1.so.0"]
};

/// The library, opened at the first call; every later call gives the same answer.
pub(crate) fn library() -> Result<&'static Library, EngineError> {
    static LIBRARY: OnceLock<Result<Library, EngineError>> = OnceLock::new();
    LIBRARY.get_or_init(open).as_ref().map_err(Clone::clone)
}

fn open() -> Result<Library, EngineError> {
    let forced = std::env::var("LODE_JAVASCRIPTCORE").ok();
    let names: Vec<&'static str> = match forced {
        Some(name) => vec![Box::leak(name.into_boxed_str())],
        None => LIBRARY_NAMES.to_vec(),
    };
    let mut reasons = Vec::new();
    for name in names {
        // SAFETY: JavaScriptCore's initialisers are those of a system library; it is kept open for the life of the process.
        match unsafe { libloading::Library::new(name) } {
            Ok(library) => {
                let library = Box::leak(Box::new(library));
                let table = Library::load(library, name)?;
                set_options(&table);
                return Ok(table);
            }
            Err(error) => reasons.push(error.to_string()),
        }
    }
    Err(EngineError::NotFound { reasons })
}

/// Options hold for the whole process and only before its first context.
fn set_options(table: &Library) {
    // On in every browser engine that Node's programs were written for.
    if let Some(set) = table.set_boolean_option {
        for (name, on) in [(c"useSharedArrayBuffer", 1), (c"useTailCalls", 0)] {
            // SAFETY: the name is a C string; the function only reads it.
            unsafe { set(name.as_ptr(), on) };
        }
    }
}
