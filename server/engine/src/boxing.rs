//! Numbers, booleans, `null` and `undefined` without a call into the library.
//!
//! On 64-bit machines a value reference is the engine's encoded value itself: an integer or a double in the space of NaNs, a
//! small constant, or the pointer to a cell. Each call spared saves some hundred nanoseconds at every border crossing. The
//! formulas are compared with what the library makes before they are used (`learn`); where they differ, its functions are.

use std::sync::OnceLock;

use crate::sys::{ContextRef, Library, ValueRef};

const NUMBER_TAG: u64 = 0xfffe_0000_0000_0000;
const DOUBLE_OFFSET: u64 = 1 << 49;
const NULL: u64 = 0x02;
const FALSE: u64 = 0x06;
const TRUE: u64 = 0x07;
const UNDEFINED: u64 = 0x0a;

/// A value that is no cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Immediate {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
}

static HOLDS: OnceLock<bool> = OnceLock::new();

/// Whether the formulas hold. False until `learn` was called.
#[inline]
pub(crate) fn holds() -> bool {
    HOLDS.get().copied().unwrap_or(false)
}

/// Compares the formulas with the library, once for the process.
pub(crate) fn learn(library: &Library, context: ContextRef) {
    HOLDS.get_or_init(|| cfg!(target_pointer_width = "64") && compare(library, context));
}

fn compare(library: &Library, context: ContextRef) -> bool {
    let bits = |value: ValueRef| value as usize as u64;
    let numbers =
        [0.0, 1.0, -1.0, 7.0, 1.5, -0.0, 2_147_483_647.0, 2_147_483_648.0, -2_147_483_648.0, 1e300, f64::INFINITY];
    // SAFETY: a live context and plain data.
    unsafe {
        bits((library.value_undefined)(context)) == UNDEFINED
            && bits((library.value_null)(context)) == NULL
            && bits((library.value_boolean)(context, true)) == TRUE
            && bits((library.value_boolean)(context, false)) == FALSE
            && numbers.into_iter().all(|number| {
                let made = (library.value_number)(context, number);
                bits(made) == encode(number) && decode(made) == Some(Immediate::Number(number))
            })
            && bits((library.value_number)(context, f64::NAN)) == encode(f64::NAN)
            && decode((library.context_global_object)(context)).is_none()
    }
}

fn encode(number: f64) -> u64 {
    let integer = number as i32;
    if f64::from(integer) == number && !(integer == 0 && number.is_sign_negative()) {
        return NUMBER_TAG | u64::from(integer as u32);
    }
    // Any other NaN could be taken for another kind of value.
    let bits = if number.is_nan() { 0x7ff8_0000_0000_0000 } else { number.to_bits() };
    bits.wrapping_add(DOUBLE_OFFSET)
}

fn reference(bits: u64) -> ValueRef {
    bits as usize as ValueRef
}

/// What a reference stands for, if that is no cell.
#[inline]
pub(crate) fn decode(value: ValueRef) -> Option<Immediate> {
    let bits = value as usize as u64;
    if bits & NUMBER_TAG == NUMBER_TAG {
        return Some(Immediate::Number(f64::from(bits as u32 as i32)));
    }
    if bits & NUMBER_TAG != 0 {
        return Some(Immediate::Number(f64::from_bits(bits.wrapping_sub(DOUBLE_OFFSET))));
    }
    match bits {
        UNDEFINED => Some(Immediate::Undefined),
        NULL => Some(Immediate::Null),
        FALSE => Some(Immediate::Boolean(false)),
        TRUE => Some(Immediate::Boolean(true)),
        _ => None,
    }
}

/// The reference of a value that is no cell.
#[inline]
pub(crate) fn immediate(value: Immediate) -> ValueRef {
    reference(match value {
        Immediate::Undefined => UNDEFINED,
        Immediate::Null => NULL,
        Immediate::Boolean(false) => FALSE,
        Immediate::Boolean(true) => TRUE,
        Immediate::Number(number) => encode(number),
    })
}
