//! The HTTP/1 parser: bytes in, message heads, pieces of bodies and ends out. It knows no engine.
//!
//! One parser reads heads in both modes. It is as strict as Node's by default, so that two servers in a row never disagree about
//! where a message ends: a length beside chunks, a folded field, a bare line feed, an odd byte are errors, with Node's codes and
//! positions. `lenient` is `insecureHTTPParser`.
//!
//! `next` is called until it asks for more; a head's effect is decided by the caller's answer (`answer_head`).

mod chunk;
mod fields;
mod head;

use chunk::{ChunkStep, Chunks};
pub(super) use head::{Head, Kind, Span};

/// A broken message: Node's code, its words, and how many bytes of the input were good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    pub code: &'static str,
    pub reason: &'static str,
    pub at: usize,
}

impl ParseError {
    fn new(code: &'static str, reason: &'static str, at: usize) -> ParseError {
        ParseError { code, reason, at }
    }
}

/// Why reading a head stopped before its end.
#[derive(Debug)]
enum Stop {
    Incomplete,
    Error(ParseError),
}

impl From<ParseError> for Stop {
    fn from(error: ParseError) -> Stop {
        Stop::Error(error)
    }
}

/// What the caller says to a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The body follows as the head says.
    Body,
    /// There is no body whatever the head says (the response to HEAD).
    NoBody,
    /// What follows is not HTTP.
    Upgrade,
}

/// What the input gave next.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// `Parser::head` holds a message's head; `answer_head` must come next.
    Head,
    /// This part of the input belongs to the body.
    Body(std::ops::Range<usize>),
    /// The message is over; `Parser::trailers` holds what came after its last chunk.
    Complete,
    /// The input is used up.
    More,
    /// The rest of the input, from the position on, is not HTTP.
    Upgraded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between messages.
    Start,
    Head,
    /// The caller is deciding about the head.
    Decide,
    Length(u64),
    UntilClose,
    Chunks,
    Trailers,
    /// The last byte of the message was seen.
    End,
    /// The same, and what follows is not HTTP.
    LastEnd,
    /// The connection should have been closed after the last message.
    Closed,
    Upgraded,
    Failed,
}

/// The size of a chunk's extensions that is too much.
const MAX_CHUNK_EXTENSIONS: usize = 16 * 1024;

pub struct Parser {
    pub kind: Kind,
    lenient: bool,
    max_header_size: usize,
    state: State,
    pub head: Head,
    /// Head or trailers that did not come in one piece.
    partial: Vec<u8>,
    chunks: Chunks,
    keep_alive: bool,
    /// The bytes that the trailers' spans point into.
    trailers: Vec<u8>,
    /// What made the state `Failed`.
    failure: ParseError,
}

impl Parser {
    pub fn new() -> Parser {
        Parser {
            kind: Kind::Request,
            lenient: false,
            max_header_size: 16 * 1024,
            state: State::Start,
            head: Head::default(),
            partial: Vec::new(),
            chunks: Chunks::default(),
            keep_alive: true,
            trailers: Vec::new(),
            failure: ParseError::new("", "", 0),
        }
    }

    pub fn initialize(&mut self, kind: Kind, max_header_size: usize, lenient: bool) {
        self.kind = kind;
        self.lenient = lenient;
        self.max_header_size = max_header_size;
        self.state = State::Start;
        self.partial = Vec::new();
        self.chunks = Chunks::default();
        self.keep_alive = true;
        self.trailers = Vec::new();
    }

    /// Whether the head of the present message is complete.
    pub fn is_head_complete(&self) -> bool {
        !matches!(self.state, State::Start | State::Head)
    }

    /// The bytes that the spans of `head` point into.
    pub fn head_bytes<'a>(&'a self, input: &'a [u8]) -> &'a [u8] {
        if self.head.in_partial { &self.partial } else { input }
    }

    /// Goes on at `*position`; an error's position counts from the start of the input.
    pub fn next(&mut self, input: &[u8], position: &mut usize) -> Result<Step, ParseError> {
        let outcome = self.advance(input, position);
        if let Err(error) = &outcome {
            self.state = State::Failed;
            self.failure = error.clone();
        }
        outcome
    }

    fn advance(&mut self, input: &[u8], position: &mut usize) -> Result<Step, ParseError> {
        loop {
            let rest = &input[*position..];
            match self.state {
                State::Start => {
                    let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    *position += skipped;
                    if skipped == rest.len() {
                        return Ok(Step::More);
                    }
                    self.state = State::Head;
                }
                State::Head | State::Trailers => {
                    if rest.is_empty() {
                        return Ok(Step::More);
                    }
                    if !self.read_head(input, position)? {
                        return Ok(Step::More);
                    }
                    if self.state == State::Trailers {
                        self.keep_trailers(input);
                        self.state = State::End;
                    } else {
                        self.state = State::Decide;
                        return Ok(Step::Head);
                    }
                }
                State::Decide => return Ok(Step::More),
                State::Length(0) => self.state = State::End,
                State::Length(left) => {
                    if rest.is_empty() {
                        return Ok(Step::More);
                    }
                    let length = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                    let start = *position;
                    *position += length;
                    self.state = State::Length(left - length as u64);
                    return Ok(Step::Body(start..start + length));
                }
                State::UntilClose => {
                    if rest.is_empty() {
                        return Ok(Step::More);
                    }
                    let start = *position;
                    *position = input.len();
                    return Ok(Step::Body(start..input.len()));
                }
                State::Chunks => match self.chunks.next(input, position, self.lenient)? {
                    ChunkStep::More => return Ok(Step::More),
                    ChunkStep::Data(range) => return Ok(Step::Body(range)),
                    ChunkStep::Last => {
                        self.head.start_trailers();
                        self.partial.clear();
                        self.state = State::Trailers;
                    }
                },
                State::End => {
                    self.state = if self.keep_alive || self.lenient { State::Start } else { State::Closed };
                    return Ok(Step::Complete);
                }
                State::LastEnd => {
                    self.state = State::Upgraded;
                    return Ok(Step::Complete);
                }
                State::Closed => {
                    let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    *position += skipped;
                    if skipped == rest.len() {
                        return Ok(Step::More);
                    }
                    return Err(ParseError::new(
                        "HPE_CLOSED_CONNECTION",
                        "Data after `Connection: close`",
                        *position + 1,
                    ));
                }
                State::Upgraded => return Ok(Step::Upgraded),
                // A broken parser stays broken: everything that still comes is the same error again.
                State::Failed => {
                    if rest.is_empty() {
                        return Ok(Step::More);
                    }
                    let mut error = self.failure.clone();
                    error.at = *position;
                    return Err(error);
                }
            }
        }
    }

    /// Reads a head or trailers; false when the input ends before they do.
    fn read_head(&mut self, input: &[u8], position: &mut usize) -> Result<bool, ParseError> {
        let trailers = self.state == State::Trailers;
        let rest = &input[*position..];
        let before = self.partial.len();
        self.head.in_partial = before > 0;
        let outcome = if before == 0 {
            self.head.read(rest, self.kind, self.lenient, trailers, self.max_header_size)
        } else {
            self.partial.extend_from_slice(rest);
            // A slow sender must not make every byte cost a whole reading.
            if rest.len() < 64 && !rest.contains(&b'\n') && self.partial.len() <= self.max_header_size {
                *position = input.len();
                return Ok(false);
            }
            self.head.read(&self.partial, self.kind, self.lenient, trailers, self.max_header_size)
        };
        match outcome {
            Ok(length) => {
                // Where the head ends in this input: what came before is counted in `partial`.
                self.head.shift(if before == 0 { *position } else { 0 });
                *position += length - before;
                Ok(true)
            }
            Err(Stop::Incomplete) => {
                if before == 0 {
                    self.partial.extend_from_slice(rest);
                }
                // Fields alone are limited exactly; this bounds the blanks between them.
                if self.partial.len() > 4 * self.max_header_size + 64 * 1024 {
                    return Err(ParseError::new("HPE_HEADER_OVERFLOW", "Header overflow", input.len()));
                }
                *position = input.len();
                Ok(false)
            }
            Err(Stop::Error(mut error)) => {
                error.at = (error.at + *position).saturating_sub(before).min(input.len());
                Err(error)
            }
        }
    }

    /// The input that trailers came in is gone when they are told.
    fn keep_trailers(&mut self, input: &[u8]) {
        let partial = std::mem::take(&mut self.partial);
        if !self.head.fields.is_empty() {
            self.trailers = if self.head.in_partial { partial } else { input.to_vec() };
        }
    }

    pub fn trailer_bytes(&self) -> &[u8] {
        &self.trailers
    }

    /// Decides what follows the head; `Some` when that is already an error. To be called after `Step::Head`.
    pub fn answer_head(&mut self, answer: Answer, position: usize) -> Result<(), ParseError> {
        self.partial.clear();
        self.trailers.clear();
        let head = &self.head;
        self.keep_alive = head.keep_alive(self.kind, answer == Answer::NoBody);
        let has_body = head.chunked || head.content_length.is_some_and(|length| length > 0);
        self.state = if answer == Answer::Upgrade {
            State::LastEnd
        } else if answer == Answer::NoBody {
            State::End
        } else if head.chunked {
            self.chunks = Chunks::default();
            State::Chunks
        } else if head.has_transfer_encoding {
            if self.kind == Kind::Request && !self.lenient {
                self.state = State::Failed;
                self.failure = ParseError::new(
                    "HPE_INVALID_TRANSFER_ENCODING",
                    "Request has invalid `Transfer-Encoding`",
                    position,
                );
                return Err(self.failure.clone());
            }
            State::UntilClose
        } else if has_body && !head.is_bodiless(self.kind) {
            State::Length(head.content_length.unwrap_or(0))
        } else if head.content_length.is_none() && head.ends_with_connection(self.kind) {
            State::UntilClose
        } else {
            State::End
        };
        // They were told with the head; what comes after a last chunk takes their place.
        self.head.start_trailers();
        Ok(())
    }

    /// Whether the message that the head begins is over with it, unless the caller's answer says otherwise.
    pub fn head_is_message(&self) -> bool {
        let head = &self.head;
        !head.chunked
            && !head.has_transfer_encoding
            && (head.is_bodiless(self.kind)
                || head.content_length == Some(0)
                || (head.content_length.is_none() && !head.ends_with_connection(self.kind)))
    }

    /// Forgets the end of a message that the caller has been told about with its head.
    pub fn skip_complete(&mut self) {
        if self.state == State::End {
            self.state = if self.keep_alive || self.lenient { State::Start } else { State::Closed };
        }
    }

    /// The input has ended. True when that completes a message.
    pub fn finish(&mut self) -> Result<bool, ParseError> {
        match self.state {
            State::Start | State::Closed | State::Upgraded | State::Failed | State::Decide => Ok(false),
            State::UntilClose => {
                self.state = State::Closed;
                self.head.start_trailers();
                Ok(true)
            }
            _ => {
                self.state = State::Failed;
                self.failure = ParseError::new("HPE_INVALID_EOF_STATE", "Invalid EOF state", 0);
                Err(self.failure.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests;
