//! Natives of Hash and Hmac, and `crypto.hash`.

use std::cell::RefCell;

use engine::{Buffer, Bytes, FromValue, Handle, Value};

use super::digest::{self, Hasher};
use crate::builtin::TextOrBytes;

/// A computation, gone once its value was asked for.
pub type Running = RefCell<Option<Box<dyn Hasher>>>;

/// Data as JavaScript gives it: text counts as UTF-8.
pub(crate) fn with_data<'s, T>(data: Value<'s>, use_it: impl FnOnce(&[u8]) -> T) -> Result<T, Value<'s>> {
    if data.is_string() {
        Ok(use_it(String::from_value(data)?.as_bytes()))
    } else {
        Ok(use_it(Bytes::from_value(data)?.as_slice()))
    }
}

/// Bytes of the value and whether another length can be asked for; nothing for a name that is not known.
pub fn hash_info(name: String) -> Option<(usize, bool)> {
    digest::find(&name).map(|algorithm| (algorithm.size, algorithm.extendable))
}

pub fn hash_start(name: String) -> Option<Handle<Running>> {
    digest::find(&name).map(|algorithm| Handle::new(RefCell::new(Some((algorithm.hasher)()))))
}

pub fn hmac_start(name: String, key: Bytes<'_>) -> Option<Handle<Running>> {
    let start = digest::find(&name)?.hmac?;
    Some(Handle::new(RefCell::new(Some(start(key.as_slice())))))
}

pub fn hash_update<'s>(running: Handle<Running>, data: Value<'s>) -> Result<(), Value<'s>> {
    with_data(data, |bytes| {
        if let Some(hasher) = running.borrow_mut().as_mut() {
            hasher.update(bytes);
        }
    })
}

pub fn hash_copy(running: Handle<Running>) -> Option<Handle<Running>> {
    running.borrow().as_ref().map(|hasher| Handle::new(RefCell::new(Some(hasher.copy()))))
}

fn encode(value: Vec<u8>, hex: bool) -> TextOrBytes {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    if !hex {
        return TextOrBytes::Bytes(value);
    }
    let mut text = String::with_capacity(2 * value.len());
    for byte in value {
        text.push(DIGITS[usize::from(byte >> 4)].into());
        text.push(DIGITS[usize::from(byte & 15)].into());
    }
    TextOrBytes::Text(text)
}

/// The value; in hexadecimal digits because most programs want that.
pub fn hash_finish(running: Handle<Running>, length: usize, hex: bool) -> TextOrBytes {
    let hasher = running.borrow_mut().take();
    encode(hasher.map(|hasher| hasher.finish(length)).unwrap_or_default(), hex)
}

/// All at once, for data that is known whole.
pub fn hash_once<'s>(name: String, data: Value<'s>, length: usize, hex: bool) -> Result<TextOrBytes, Value<'s>> {
    with_data(data, |bytes| {
        let Some(algorithm) = digest::find(&name) else { return TextOrBytes::Bytes(Vec::new()) };
        let mut hasher = (algorithm.hasher)();
        hasher.update(bytes);
        encode(hasher.finish(length), hex)
    })
}

/// Compares without telling by its time where the first difference is. The lengths are equal.
pub fn timing_safe_equal(a: Bytes<'_>, b: Bytes<'_>) -> bool {
    subtle::ConstantTimeEq::ct_eq(a.as_slice(), b.as_slice()).into()
}

pub fn random_bytes(size: usize) -> Buffer {
    let mut bytes = vec![0; size];
    // The system's source can fail only where there is none.
    getrandom::fill(&mut bytes).expect("the system has a source of randomness");
    Buffer(bytes)
}

pub fn random_fill(mut bytes: Bytes<'_>, offset: usize, size: usize) {
    let all = bytes.as_mut_slice();
    let end = offset.saturating_add(size).min(all.len());
    getrandom::fill(&mut all[offset.min(end)..end]).expect("the system has a source of randomness");
}
