//! The fields of a head or of trailers, and what they say about framing.

use super::head::{Head, Kind, Span};
use super::{ParseError, Stop};

/// A place in bytes of which more may come.
pub(super) struct Cursor<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
    pub lenient: bool,
    /// The size of target, names and values that is too much.
    pub limit: usize,
}

impl Cursor<'_> {
    pub fn peek(&self) -> Result<u8, Stop> {
        self.bytes.get(self.at).copied().ok_or(Stop::Incomplete)
    }

    pub fn error(&self, code: &'static str, reason: &'static str) -> ParseError {
        ParseError::new(code, reason, self.at)
    }

    pub fn check_size(&self, size: usize, at: usize) -> Result<(), Stop> {
        if size < self.limit {
            return Ok(());
        }
        Err(ParseError::new("HPE_HEADER_OVERFLOW", "Header overflow", at).into())
    }
}

/// The bytes of a token (RFC 9110, section 5.6.2).
const TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-'
            | b'.' | b'^' | b'_' | b'`' | b'|' | b'~');
        byte += 1;
    }
    table
};

/// The bytes of a value: blanks, visible characters, and everything above ASCII.
const VALUE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte == b'\t' as usize || (byte >= 0x20 && byte != 0x7f);
        byte += 1;
    }
    table
};

pub(super) fn is_token(byte: u8) -> bool {
    TOKEN[byte as usize]
}

pub(super) fn read(head: &mut Head, cursor: &mut Cursor<'_>, kind: Kind, trailers: bool) -> Result<(), Stop> {
    let lenient = cursor.lenient;
    if cursor.peek()? == b' ' {
        if !lenient {
            cursor.at += 1;
            return Err(cursor.error("HPE_UNEXPECTED_SPACE", "Unexpected space after start line").into());
        }
        while cursor.peek()? == b' ' {
            cursor.at += 1;
        }
    }
    loop {
        match cursor.peek()? {
            b'\r' => {
                cursor.at += 1;
                // The end of the fields.
                return match cursor.peek() {
                    Ok(b'\n') => {
                        cursor.at += 1;
                        Ok(())
                    }
                    Ok(_) if lenient => Ok(()),
                    Ok(_) => Err(cursor.error("HPE_STRICT", "Expected LF after headers").into()),
                    Err(stop) => Err(stop),
                };
            }
            b'\n' => {
                cursor.at += 1;
                if lenient {
                    return Ok(());
                }
                return Err(cursor.error("HPE_INVALID_HEADER_TOKEN", "Invalid header field char").into());
            }
            _ => read_field(head, cursor, kind, trailers)?,
        }
    }
}

fn read_field(head: &mut Head, cursor: &mut Cursor<'_>, kind: Kind, trailers: bool) -> Result<(), Stop> {
    let bytes = cursor.bytes;
    let start = cursor.at;
    let length = bytes[start..].iter().position(|byte| !is_token(*byte));
    let Some(length) = length else {
        cursor.check_size(head.size + bytes.len() - start, bytes.len())?;
        return Err(Stop::Incomplete);
    };
    cursor.at += length;
    if bytes[cursor.at] != b':' || length == 0 {
        return Err(cursor.error("HPE_INVALID_HEADER_TOKEN", "Invalid header token").into());
    }
    let name = (start as u32, cursor.at as u32);
    head.size += length;
    cursor.check_size(head.size, cursor.at + 1)?;
    cursor.at += 1;
    let known = Known::of(&bytes[start..start + length]);
    check_framing(head, cursor, known, trailers)?;

    let index = head.fields.len();
    let value = read_value(head, cursor, index)?;
    head.size += (value.1 - value.0) as usize;
    cursor.check_size(head.size, value.1 as usize + 1)?;
    head.fields.push((name, value));
    if known != Known::Other {
        let text = &bytes[value.0 as usize..value.1 as usize];
        note(head, cursor, kind, known, text, value.0 as usize)?;
    }
    Ok(())
}

/// Reads the value and its line end; the span has no blanks around it.
fn read_value(head: &mut Head, cursor: &mut Cursor<'_>, index: usize) -> Result<Span, Stop> {
    let bytes = cursor.bytes;
    skip_blanks(cursor)?;
    let start = cursor.at;
    let mut parts: Vec<Span> = Vec::new();
    loop {
        let part = cursor.at;
        let rest = &bytes[part..];
        let stop = if cursor.lenient {
            rest.iter().position(|byte| matches!(byte, b'\r' | b'\n' | 0))
        } else {
            rest.iter().position(|byte| !VALUE[*byte as usize])
        };
        let Some(length) = stop else {
            cursor.check_size(head.size + bytes.len() - start, bytes.len())?;
            return Err(Stop::Incomplete);
        };
        cursor.at += length;
        let end = cursor.at;
        match bytes[end] {
            b'\r' => {
                cursor.at += 1;
                if cursor.peek()? != b'\n' {
                    return Err(cursor.error("HPE_LF_EXPECTED", "Missing expected LF after header value").into());
                }
                cursor.at += 1;
            }
            b'\n' if cursor.lenient => cursor.at += 1,
            b'\n' => {
                return Err(cursor.error("HPE_CR_EXPECTED", "Missing expected CR after header value").into());
            }
            _ => return Err(cursor.error("HPE_INVALID_HEADER_TOKEN", "Invalid header value char").into()),
        }
        // A blank at the start of the next line would continue the value (obsolete folding).
        let folded = matches!(cursor.peek()?, b' ' | b'\t');
        if folded && !cursor.lenient {
            if end == start {
                cursor.at += 1;
                return Err(cursor.error("HPE_INVALID_HEADER_TOKEN", "Invalid header value char").into());
            }
            let reason = "Unexpected whitespace after header value";
            return Err(cursor.error("HPE_INVALID_HEADER_TOKEN", reason).into());
        }
        if folded {
            parts.push((part as u32, end as u32));
            continue;
        }
        if parts.is_empty() {
            return Ok((start as u32, trimmed_end(bytes, start, end) as u32));
        }
        parts.push((part as u32, trimmed_end(bytes, part, end) as u32));
        let text: Vec<u8> = parts.iter().flat_map(|part| &bytes[part.0 as usize..part.1 as usize]).copied().collect();
        let text = text.trim_ascii().to_vec();
        head.unfolded.push((index, text));
        return Ok((start as u32, trimmed_end(bytes, start, end) as u32));
    }
}

fn skip_blanks(cursor: &mut Cursor<'_>) -> Result<(), Stop> {
    while matches!(cursor.peek()?, b' ' | b'\t') {
        cursor.at += 1;
    }
    Ok(())
}

fn trimmed_end(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && matches!(bytes[end - 1], b' ' | b'\t') {
        end -= 1;
    }
    end
}

/// The fields that the parser itself understands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Other,
    Connection,
    ContentLength,
    Expect,
    Host,
    TransferEncoding,
    Upgrade,
}

impl Known {
    fn of(name: &[u8]) -> Known {
        let is = |text: &[u8]| name.eq_ignore_ascii_case(text);
        match name.len() {
            4 if is(b"host") => Known::Host,
            6 if is(b"expect") => Known::Expect,
            7 if is(b"upgrade") => Known::Upgrade,
            10 if is(b"connection") => Known::Connection,
            14 if is(b"content-length") => Known::ContentLength,
            16 if is(b"proxy-connection") => Known::Connection,
            17 if is(b"transfer-encoding") => Known::TransferEncoding,
            _ => Known::Other,
        }
    }
}

/// A message with two different ideas of its length is what request smuggling is made of.
fn check_framing(head: &Head, cursor: &Cursor<'_>, known: Known, trailers: bool) -> Result<(), Stop> {
    if cursor.lenient && !trailers {
        return Ok(());
    }
    if known == Known::ContentLength && head.has_transfer_encoding {
        let reason = "Content-Length can't be present with Transfer-Encoding";
        return Err(cursor.error("HPE_INVALID_CONTENT_LENGTH", reason).into());
    }
    if known == Known::TransferEncoding && head.content_length.is_some() {
        let reason = "Transfer-Encoding can't be present with Content-Length";
        return Err(cursor.error("HPE_INVALID_TRANSFER_ENCODING", reason).into());
    }
    Ok(())
}

/// Notes what the value says; `at` is where it starts.
fn note(
    head: &mut Head,
    cursor: &Cursor<'_>,
    kind: Kind,
    known: Known,
    value: &[u8],
    at: usize,
) -> Result<(), ParseError> {
    match known {
        Known::Other => {}
        Known::Host => head.has_host = true,
        Known::Expect => head.has_expect = true,
        Known::Upgrade => head.has_upgrade = true,
        Known::Connection => {
            for token in value.split(|byte| *byte == b',') {
                let token = token.trim_ascii();
                match token.len() {
                    5 if token.eq_ignore_ascii_case(b"close") => head.connection_close = true,
                    7 if token.eq_ignore_ascii_case(b"upgrade") => head.connection_upgrade = true,
                    10 if token.eq_ignore_ascii_case(b"keep-alive") => head.connection_keep_alive = true,
                    _ => {}
                }
            }
        }
        Known::ContentLength => head.content_length = Some(content_length(head, cursor, value, at)?),
        Known::TransferEncoding => transfer_encoding(head, cursor, kind, value, at)?,
    }
    Ok(())
}

fn content_length(head: &Head, cursor: &Cursor<'_>, value: &[u8], at: usize) -> Result<u64, ParseError> {
    if head.content_length.is_some() {
        return Err(ParseError::new("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length", at));
    }
    if value.is_empty() {
        return Err(cursor.error("HPE_INVALID_CONTENT_LENGTH", "Empty Content-Length"));
    }
    let mut length: u64 = 0;
    for (index, byte) in value.iter().enumerate() {
        if !byte.is_ascii_digit() {
            // A blank between digits is found by what stands after it.
            let rest = &value[index..];
            let blanks = if index > 0 { rest.iter().take_while(|byte| **byte == b' ').count() } else { 0 };
            let reason = "Invalid character in Content-Length";
            return Err(ParseError::new("HPE_INVALID_CONTENT_LENGTH", reason, at + index + blanks));
        }
        length = length
            .checked_mul(10)
            .and_then(|length| length.checked_add(u64::from(byte - b'0')))
            .ok_or_else(|| ParseError::new("HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow", at + index + 1))?;
    }
    Ok(length)
}

fn transfer_encoding(
    head: &mut Head,
    cursor: &Cursor<'_>,
    kind: Kind,
    value: &[u8],
    at: usize,
) -> Result<(), ParseError> {
    let invalid =
        |at| Err(ParseError::new("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value", at));
    let strict = kind == Kind::Request && !cursor.lenient;
    if value.is_empty() {
        return Err(cursor.error("HPE_INVALID_TRANSFER_ENCODING", "Empty Transfer-Encoding"));
    }
    // `chunked` must be the last coding of all.
    if head.chunked && strict {
        return invalid(at + 1);
    }
    head.has_transfer_encoding = true;
    head.chunked = false;
    let mut place = at;
    for coding in value.split(|byte| *byte == b',') {
        if head.chunked {
            if strict {
                return invalid(place);
            }
            head.chunked = false;
        }
        place += coding.len() + 1;
        if coding.trim_ascii().eq_ignore_ascii_case(b"chunked") {
            head.chunked = true;
        }
    }
    Ok(())
}
