//! Text between Rust (UTF-8) and the engine (Latin-1 or UTF-16).

use crate::isolate;
use crate::sys;

/// An owned engine string.
pub(crate) struct EngineString(pub sys::StringRef);

/// Up to this many bytes, ASCII text becomes an 8-bit string, which takes half the memory; the engine's constructor for it is
/// about seven times slower for each byte than the UTF-16 one.
const SHORT: usize = 256;

impl EngineString {
    pub(crate) fn new(text: &str) -> EngineString {
        let bytes = text.as_bytes();
        if bytes.len() < SHORT && bytes.is_ascii() && !bytes.contains(&0) {
            let mut short = [0u8; SHORT];
            short[..bytes.len()].copy_from_slice(bytes);
            // SAFETY: the array ends with a NUL.
            return EngineString(unsafe { (isolate::current().library.string_create_utf8)(short.as_ptr().cast()) });
        }
        EngineString::from_utf16(&utf16_of_text(text))
    }

    pub(crate) fn from_utf16(units: &[u16]) -> EngineString {
        // SAFETY: pointer and length of one slice; the engine copies.
        EngineString(unsafe { (isolate::current().library.string_create_utf16)(units.as_ptr(), units.len()) })
    }

    pub(crate) fn length(&self) -> usize {
        // SAFETY: an owned string.
        unsafe { (isolate::current().library.string_length)(self.0) }
    }

    /// The UTF-16 code units.
    pub(crate) fn units(&self) -> &[u16] {
        let length = self.length();
        if length == 0 {
            return &[];
        }
        // SAFETY: the pointer is valid while the string is.
        unsafe { std::slice::from_raw_parts((isolate::current().library.string_characters)(self.0), length) }
    }

    /// The text in UTF-8; lone surrogates become U+FFFD.
    pub(crate) fn to_rust(&self) -> String {
        let units = self.units();
        if units.iter().fold(0, |all, unit| all | unit) < 0x80 {
            let bytes = units.iter().map(|unit| *unit as u8).collect();
            if let Ok(text) = String::from_utf8(bytes) {
                return text;
            }
        }
        String::from_utf16_lossy(units)
    }
}

fn utf16_of_text(text: &str) -> Vec<u16> {
    if text.is_ascii() {
        return utf16_of_latin1(text.as_bytes());
    }
    let mut units = vec![0u16; text.len()];
    let length = encoding_rs::mem::convert_str_to_utf16(text, &mut units);
    units.truncate(length);
    units
}

/// Latin-1, and so ASCII, as UTF-16. The compiler makes vector code of this: several times quicker than a decoder for all texts.
pub fn utf16_of_latin1(bytes: &[u8]) -> Vec<u16> {
    bytes.iter().copied().map(u16::from).collect()
}

impl Drop for EngineString {
    fn drop(&mut self) {
        if let Some(isolate) = isolate::try_current() {
            // SAFETY: owned by this value.
            unsafe { (isolate.library.string_release)(self.0) };
        }
    }
}
