//! TextDecoder's encodings, by `encoding_rs`: the web's own list.

use std::cell::RefCell;

use encoding_rs::{Decoder, DecoderResult, Encoding};
use engine::{Bytes, Handle, Utf16String};

/// The lower-case name of the encoding that a label means. Node has no `x-user-defined` and no `iso-8859-16`.
pub fn encoding_name(label: String) -> Option<String> {
    let name = Encoding::for_label(label.as_bytes())?.name().to_ascii_lowercase();
    (name != "x-user-defined" && name != "iso-8859-16").then_some(name)
}

/// A decoder that remembers the beginning of a character between calls.
pub fn decoder(name: String, ignore_bom: bool) -> Handle<RefCell<Decoder>> {
    let encoding = Encoding::for_label(name.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    // `ignoreBOM` means that a mark is text like any other.
    Handle::new(RefCell::new(if ignore_bom {
        encoding.new_decoder_without_bom_handling()
    } else {
        encoding.new_decoder_with_bom_removal()
    }))
}

/// The text of `bytes`; `last` ends the stream. None when the decoder is fatal and the bytes are not valid.
pub fn decode(decoder: Handle<RefCell<Decoder>>, bytes: Bytes<'_>, last: bool, fatal: bool) -> Option<Utf16String> {
    let mut decoder = decoder.borrow_mut();
    let source = bytes.as_slice();
    let mut units = vec![0u16; decoder.max_utf16_buffer_length(source.len())?];
    let written = if fatal {
        let (result, _, written) = decoder.decode_to_utf16_without_replacement(source, &mut units, last);
        if matches!(result, DecoderResult::Malformed(..)) {
            return None;
        }
        written
    } else {
        decoder.decode_to_utf16(source, &mut units, last).2
    };
    units.truncate(written);
    Some(Utf16String(units))
}
