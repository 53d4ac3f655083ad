//! The framing of a chunked body.

use std::ops::Range;

use super::fields::is_token;
use super::{MAX_CHUNK_EXTENSIONS, ParseError};

pub enum ChunkStep {
    More,
    Data(Range<usize>),
    /// The chunk of size 0: trailers follow.
    Last,
}

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    SizeStart,
    Size,
    /// After the size, or after the blanks behind it that only a lenient parser accepts.
    SizeEnd,
    SizeLineFeed,
    ExtensionStart,
    ExtensionName,
    ExtensionValue,
    ExtensionQuoted,
    ExtensionEscaped,
    ExtensionQuoteEnd,
    Data,
    DataEnd,
    DataLineFeed,
}

#[derive(Default)]
pub struct Chunks {
    state: State,
    size: u64,
    extensions: usize,
}

impl Chunks {
    pub fn next(&mut self, input: &[u8], position: &mut usize, lenient: bool) -> Result<ChunkStep, ParseError> {
        while let Some(&byte) = input.get(*position) {
            let at = *position;
            match self.state {
                State::SizeStart => {
                    let Some(digit) = (byte as char).to_digit(16) else { return Err(bad_size(at)) };
                    self.size = digit.into();
                    self.extensions = 0;
                    self.state = State::Size;
                }
                State::Size => match (byte as char).to_digit(16) {
                    Some(digit) => {
                        if self.size > u64::MAX >> 4 {
                            return Err(ParseError::new("HPE_INVALID_CHUNK_SIZE", "Chunk size overflow", at + 1));
                        }
                        self.size = self.size << 4 | u64::from(digit);
                    }
                    None => {
                        self.state = State::SizeEnd;
                        continue;
                    }
                },
                State::SizeEnd if byte == b'\n' && lenient => {
                    *position += 1;
                    match self.end_of_size() {
                        Some(step) => return Ok(step),
                        None => continue,
                    }
                }
                State::SizeEnd => self.after_size(byte, at, lenient)?,
                State::SizeLineFeed => {
                    if byte != b'\n' && !lenient {
                        return Err(ParseError::new("HPE_STRICT", "Expected LF after chunk size", at));
                    }
                    if byte == b'\n' {
                        *position += 1;
                    }
                    match self.end_of_size() {
                        Some(step) => return Ok(step),
                        None => continue,
                    }
                }
                State::ExtensionStart => match byte {
                    b' ' | b'\r' | b'\n' if !lenient => {
                        return Err(ParseError::new("HPE_STRICT", "Invalid character in chunk extensions", at + 1));
                    }
                    b'=' => self.state = State::ExtensionValue,
                    _ if is_token(byte) => self.state = State::ExtensionName,
                    b'\r' => self.state = State::SizeLineFeed,
                    b' ' => {}
                    _ => {
                        return Err(ParseError::new(
                            "HPE_STRICT",
                            "Invalid character in chunk extensions name",
                            at + 1,
                        ));
                    }
                },
                State::ExtensionName => match byte {
                    b'\r' => self.state = State::SizeLineFeed,
                    b'=' => self.state = State::ExtensionValue,
                    b';' => self.state = State::ExtensionStart,
                    b'\n' => {
                        self.bare_line_feed(at, "Missing expected CR after chunk extension name", lenient)?;
                        *position += 1;
                        match self.end_of_size() {
                            Some(step) => return Ok(step),
                            None => continue,
                        }
                    }
                    _ if is_token(byte) => {}
                    _ => {
                        return Err(ParseError::new(
                            "HPE_STRICT",
                            "Invalid character in chunk extensions name",
                            at + 1,
                        ));
                    }
                },
                State::ExtensionValue => match byte {
                    b'"' => self.state = State::ExtensionQuoted,
                    b'\r' => self.state = State::SizeLineFeed,
                    b';' => self.state = State::ExtensionStart,
                    b'\n' => {
                        self.bare_line_feed(at, "Missing expected CR after chunk extension value", lenient)?;
                        *position += 1;
                        match self.end_of_size() {
                            Some(step) => return Ok(step),
                            None => continue,
                        }
                    }
                    _ if is_token(byte) => {}
                    _ => {
                        return Err(ParseError::new(
                            "HPE_STRICT",
                            "Invalid character in chunk extensions value",
                            at + 1,
                        ));
                    }
                },
                State::ExtensionQuoted => match byte {
                    b'"' => self.state = State::ExtensionQuoteEnd,
                    b'\\' => self.state = State::ExtensionEscaped,
                    b'\t' | b' '..=b'~' | 0x80.. => {}
                    _ => return Err(bad_quoted(at + 1)),
                },
                State::ExtensionEscaped => match byte {
                    b'\t' | b' '..=b'~' | 0x80.. => self.state = State::ExtensionQuoted,
                    _ => return Err(bad_quoted(at + 1)),
                },
                State::ExtensionQuoteEnd => match byte {
                    b'\r' => self.state = State::SizeLineFeed,
                    b';' => self.state = State::ExtensionStart,
                    b'\n' => {
                        self.bare_line_feed(at, "Missing expected CR after chunk extension value", lenient)?;
                        *position += 1;
                        match self.end_of_size() {
                            Some(step) => return Ok(step),
                            None => continue,
                        }
                    }
                    _ => return Err(bad_quoted(at)),
                },
                State::Data => {
                    let length = usize::try_from(self.size).unwrap_or(usize::MAX).min(input.len() - at);
                    *position += length;
                    self.size -= length as u64;
                    if self.size == 0 {
                        self.state = State::DataEnd;
                    }
                    return Ok(ChunkStep::Data(at..at + length));
                }
                State::DataEnd => match byte {
                    b'\r' => self.state = State::DataLineFeed,
                    b'\n' if lenient => self.state = State::SizeStart,
                    b'\n' => {
                        return Err(ParseError::new("HPE_CR_EXPECTED", "Missing expected CR after chunk data", at + 1));
                    }
                    // A lenient parser needs no line end at all here.
                    _ if lenient => {
                        self.state = State::SizeStart;
                        continue;
                    }
                    _ => return Err(ParseError::new("HPE_STRICT", "Expected LF after chunk data", at)),
                },
                State::DataLineFeed => {
                    self.state = State::SizeStart;
                    if byte != b'\n' {
                        if !lenient {
                            return Err(ParseError::new("HPE_STRICT", "Expected LF after chunk data", at));
                        }
                        continue;
                    }
                }
            }
            if self.is_in_extension() {
                self.extensions += 1;
                if self.extensions > MAX_CHUNK_EXTENSIONS {
                    return Err(ParseError::new(
                        "HPE_CHUNK_EXTENSIONS_OVERFLOW",
                        "Chunk extensions overflow",
                        input.len(),
                    ));
                }
            }
            *position += 1;
        }
        Ok(ChunkStep::More)
    }

    fn is_in_extension(&self) -> bool {
        matches!(
            self.state,
            State::ExtensionStart
                | State::ExtensionName
                | State::ExtensionValue
                | State::ExtensionQuoted
                | State::ExtensionEscaped
                | State::ExtensionQuoteEnd
        )
    }

    fn after_size(&mut self, byte: u8, at: usize, lenient: bool) -> Result<(), ParseError> {
        self.state = match byte {
            b'\r' => State::SizeLineFeed,
            b';' => State::ExtensionStart,
            b' ' | b'\t' if lenient => State::SizeEnd,
            b'\n' if !lenient => {
                return Err(ParseError::new("HPE_CR_EXPECTED", "Missing expected CR after chunk size", at + 1));
            }
            _ => return Err(bad_size(at + usize::from(byte == b' '))),
        };
        Ok(())
    }

    fn bare_line_feed(&self, at: usize, reason: &'static str, lenient: bool) -> Result<(), ParseError> {
        if lenient { Ok(()) } else { Err(ParseError::new("HPE_CR_EXPECTED", reason, at)) }
    }

    /// The size's line is over: data follows, or it was the last chunk.
    fn end_of_size(&mut self) -> Option<ChunkStep> {
        if self.size == 0 {
            self.state = State::SizeStart;
            return Some(ChunkStep::Last);
        }
        self.state = State::Data;
        None
    }
}

fn bad_size(at: usize) -> ParseError {
    ParseError::new("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size", at)
}

fn bad_quoted(at: usize) -> ParseError {
    ParseError::new("HPE_STRICT", "Invalid character in chunk extensions quote value", at)
}
