//! Buffer's work on long texts and byte ranges. Callers have checked the ranges; they are clamped here all the same, so that
//! a mistake above can't read outside the buffer.

use std::cmp::Ordering;

use encoding_rs::mem;
use engine::{Buffer, Bytes, Utf16, Utf16String};
use memchr::memmem;

fn range<'a>(bytes: &'a Bytes<'_>, start: usize, end: usize) -> &'a [u8] {
    let all = bytes.as_slice();
    let end = end.min(all.len());
    &all[start.min(end)..end]
}

fn room<'a>(bytes: &'a mut Bytes<'_>, offset: usize, length: usize) -> &'a mut [u8] {
    let all = bytes.as_mut_slice();
    let offset = offset.min(all.len());
    let end = offset.saturating_add(length).min(all.len());
    &mut all[offset..end]
}

/// UTF-8 to UTF-16, with U+FFFD for each maximal part that is not valid.
pub(crate) fn utf8_to_utf16(bytes: &[u8]) -> Vec<u16> {
    if bytes.is_ascii() {
        return engine::utf16_of_latin1(bytes);
    }
    // One unit more than bytes is what the converter asks for.
    let mut units = vec![0u16; bytes.len() + 1];
    let length = mem::convert_utf8_to_utf16(bytes, &mut units);
    units.truncate(length);
    units
}

pub fn decode_utf8(bytes: Bytes<'_>, start: usize, end: usize) -> Utf16String {
    Utf16String(utf8_to_utf16(range(&bytes, start, end)))
}

pub fn decode_latin1(bytes: Bytes<'_>, start: usize, end: usize) -> Utf16String {
    Utf16String(engine::utf16_of_latin1(range(&bytes, start, end)))
}

/// As Node does, the highest bit is dropped.
pub fn decode_ascii(bytes: Bytes<'_>, start: usize, end: usize) -> Utf16String {
    Utf16String(range(&bytes, start, end).iter().map(|byte| u16::from(byte & 0x7f)).collect())
}

/// Little-endian; an odd last byte is left out.
pub fn decode_utf16(bytes: Bytes<'_>, start: usize, end: usize) -> Utf16String {
    Utf16String(range(&bytes, start, end).chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect())
}

/// The UTF-8 form of a string; lone surrogates become U+FFFD.
pub(crate) fn utf16_to_utf8(units: &[u16]) -> Vec<u8> {
    // Text that is mostly ASCII needs little more than a byte for a unit; the worst case is three.
    let mut bytes = vec![0u8; units.len() + units.len() / 8 + 16];
    let mut read = 0;
    let mut written = 0;
    loop {
        let (more_read, more_written) = mem::convert_utf16_to_utf8_partial(&units[read..], &mut bytes[written..]);
        read += more_read;
        written += more_written;
        if read == units.len() {
            bytes.truncate(written);
            bytes.shrink_to_fit();
            return bytes;
        }
        bytes.resize(written + (units.len() - read) * 3 + 4, 0);
    }
}

pub fn encode_utf8(string: Utf16) -> Buffer {
    Buffer(utf16_to_utf8(&string))
}

/// Writes whole characters only; answers how many bytes.
pub fn write_utf8(mut bytes: Bytes<'_>, string: Utf16, offset: usize, length: usize) -> usize {
    write_utf8_counted(room(&mut bytes, offset, length), &string).1
}

/// TextEncoder.encodeInto: (units read, bytes written).
pub fn encode_into(string: Utf16, mut bytes: Bytes<'_>) -> (usize, usize) {
    write_utf8_counted(bytes.as_mut_slice(), &string)
}

fn write_utf8_counted(target: &mut [u8], units: &[u16]) -> (usize, usize) {
    // The converter wants four spare bytes; the last ones are written one character at a time.
    let (mut read, mut written) = mem::convert_utf16_to_utf8_partial(units, target);
    for character in char::decode_utf16(units[read..].iter().copied()) {
        let (character, units_read) = match character {
            Ok(character) => (character, character.len_utf16()),
            Err(_) => (char::REPLACEMENT_CHARACTER, 1),
        };
        let size = character.len_utf8();
        if written + size > target.len() {
            break;
        }
        character.encode_utf8(&mut target[written..]);
        read += units_read;
        written += size;
    }
    (read, written)
}

pub fn write_latin1(mut bytes: Bytes<'_>, string: Utf16, offset: usize, count: usize) -> usize {
    let target = room(&mut bytes, offset, count);
    let count = target.len().min(string.len());
    // The low byte of each unit, as in Node.
    for (byte, unit) in target.iter_mut().zip(string.iter()) {
        *byte = *unit as u8;
    }
    count
}

/// `count` units; answers how many bytes.
pub fn write_utf16(mut bytes: Bytes<'_>, string: Utf16, offset: usize, count: usize) -> usize {
    let target = room(&mut bytes, offset, count.saturating_mul(2));
    let mut written = 0;
    for (pair, unit) in target.chunks_exact_mut(2).zip(string.iter()) {
        pair.copy_from_slice(&unit.to_le_bytes());
        written += 2;
    }
    written
}

pub fn utf8_length(string: Utf16) -> usize {
    let units: &[u16] = &string;
    let mut length = units.len();
    let mut surrogates = 0;
    // Without branches, so that it becomes vector code.
    for unit in units {
        length += usize::from(*unit >= 0x80) + usize::from(*unit >= 0x800);
        surrogates += usize::from(*unit & 0xf800 == 0xd800);
    }
    if surrogates > 1 {
        // A pair is four bytes, not twice three.
        length -= 2 * char::decode_utf16(units.iter().copied())
            .filter(|character| character.as_ref().is_ok_and(|character| character.len_utf16() == 2))
            .count();
    }
    length
}

pub fn index_of(bytes: Bytes<'_>, needle: Bytes<'_>, offset: usize) -> i64 {
    let haystack = range(&bytes, offset, usize::MAX);
    memmem::find(haystack, needle.as_slice()).map_or(-1, |index| (index + offset) as i64)
}

/// The last match that begins at `offset` or before.
pub fn last_index_of(bytes: Bytes<'_>, needle: Bytes<'_>, offset: usize) -> i64 {
    let needle = needle.as_slice();
    let haystack = range(&bytes, 0, offset.saturating_add(needle.len()));
    memmem::rfind(haystack, needle).map_or(-1, |index| index as i64)
}

pub fn compare(a: Bytes<'_>, b: Bytes<'_>) -> i32 {
    match a.as_slice().cmp(b.as_slice()) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

pub fn is_utf8(bytes: Bytes<'_>) -> bool {
    std::str::from_utf8(bytes.as_slice()).is_ok()
}

pub fn is_ascii(bytes: Bytes<'_>) -> bool {
    bytes.as_slice().is_ascii()
}
