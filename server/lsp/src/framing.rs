//! Messages in a stream of bytes: headers, an empty line, a body of the length that a header says.
//!
//! Whatever comes is borne: a client with a fault must be told, not lose its server. Headers that make no sense are skipped up to the
//! next `Content-Length`; of a body that is too long to be kept only the length matters. Both come out as [`Frame::Malformed`].

use std::io::{self, BufRead, Read, Write};

/// Longer bodies are not kept: no document that an editor opens is, and a wrong length must not fill the memory.
const LONGEST_BODY: u64 = 512 << 20;
const MOST_SET_ASIDE: u64 = 32 << 20;
const LONGEST_HEADER: u64 = 8 << 10;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Body(Vec<u8>),
    /// What is wrong with it, as a sentence.
    Malformed(String),
}

/// The next frame; `None` at the end of the stream, also when it ends in the middle of a frame.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let mut length = None;
    let mut unknown = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let header = String::from_utf8_lossy(&line);
        let header = header.trim_end_matches(['\r', '\n']);
        if header.is_empty() {
            match length {
                Some(length) => return body(input, length),
                // Stray line ends between messages are what a person at a terminal types.
                None if unknown.is_none() => continue,
                None => return Ok(unknown.map(Frame::Malformed)),
            }
        }
        match content_length(header) {
            Some(found) => length = Some(found),
            None if is_header(header) => {}
            None => {
                let shown: String = header.chars().take(80).collect();
                unknown.get_or_insert_with(|| format!("`{shown}` is no header"));
                // The length may follow on the same line, behind what is left of a message with a wrong length.
                length = header.find("Content-Length:").and_then(|at| content_length(&header[at..])).or(length);
            }
        }
    }
}

/// Writes one message; does not flush.
pub(crate) fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)
}

fn body(input: &mut impl BufRead, length: u64) -> io::Result<Option<Frame>> {
    if length > LONGEST_BODY {
        let skipped = io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok((skipped == length).then(|| Frame::Malformed(format!("a message of {length} bytes is too long"))));
    }
    // The length is a claim: memory is set aside for what documents are, and taken as the bytes come.
    let mut bytes = Vec::with_capacity(length.min(MOST_SET_ASIDE) as usize);
    input.take(length).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 == length).then_some(Frame::Body(bytes)))
}

fn content_length(header: &str) -> Option<u64> {
    let (name, value) = header.split_once(':')?;
    name.trim().eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
}

/// Whether the line is a header that may be ignored. A `Content-Length` with no number is not.
fn is_header(header: &str) -> bool {
    header.split_once(':').is_some_and(|(name, _)| {
        !name.eq_ignore_ascii_case("content-length")
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(text: &str) -> Vec<Frame> {
        let mut input = text.as_bytes();
        std::iter::from_fn(|| read(&mut input).unwrap()).collect()
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    fn malformed(sentence: &str) -> Frame {
        Frame::Malformed(sentence.to_owned())
    }

    #[test]
    fn bodies_are_as_long_as_their_header_says() {
        assert_eq!(frames("Content-Length: 2\r\n\r\n{}content-length:3\n\n[1]"), [body("{}"), body("[1]")]);
        let with_type = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(frames(with_type), [body("")]);
    }

    #[test]
    fn what_makes_no_sense_is_skipped() {
        assert_eq!(frames("hello\r\n\r\nContent-Length: 2\r\n\r\n{}"), [malformed("`hello` is no header"), body("{}")]);
        assert_eq!(
            frames("Content-Length: x\r\n\r\n\r\nContent-Length: 2\r\n\r\n{}"),
            [malformed("`Content-Length: x` is no header"), body("{}")]
        );
    }

    #[test]
    fn a_body_longer_than_said_costs_one_message() {
        assert_eq!(frames("Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n{}"), [body("{"), body("{}")]);
    }

    #[test]
    fn a_stream_that_breaks_off_has_ended() {
        assert_eq!(frames("Content-Length: 20\r\n\r\n{}"), []);
        assert_eq!(frames("Content-Len"), []);
        assert_eq!(frames(""), []);
    }

    #[test]
    fn a_hostile_length_takes_no_memory() {
        assert_eq!(frames("Content-Length: 99999999999999\r\n\r\n{}"), []);
    }
}
