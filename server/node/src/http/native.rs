//! The parser's door to JavaScript: feeds it from a stream or from bytes, and calls back for what it finds.
//!
//! The callbacks are nested calls inside one entry from the loop: ticks and microtasks run when everything that arrived
//! together has been delivered, as in Node. JavaScript may reset the parser in the middle; its generation tells.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::time::Instant;

use engine::{Buffer, Bytes, Function, Handle, IntoValue, Scope, Value};

use super::parser::{Answer, Kind, ParseError, Parser, Span, Step};
use crate::net::Stream;

/// JavaScript's bits of a head (see `internal/http/parser`).
const KEEP_ALIVE: i32 = 1 << 8;
const UPGRADE: i32 = 1 << 9;
const COMPLETE: i32 = 1 << 10;
const HAS_HOST: i32 = 1 << 11;
const HAS_EXPECT: i32 = 1 << 12;
const RESPONSE: i32 = 1 << 13;

pub struct HttpParser {
    parser: RefCell<Parser>,
    /// When the message that is being received began; a new connection counts as one.
    started: Cell<Option<Instant>>,
    /// Changes when the parser is given to another connection.
    generation: Cell<u32>,
    /// Input is being parsed.
    busy: Cell<bool>,
    /// Input that came while a callback of earlier input was running.
    waiting: RefCell<VecDeque<Vec<u8>>>,
}

/// The three functions of `internal/http/parser`, and room for the text of a head.
#[derive(Default)]
struct Callbacks {
    head: OnceCell<Function>,
    body: OnceCell<Function>,
    complete: OnceCell<Function>,
    text: RefCell<Vec<u16>>,
}

pub fn set_callbacks(scope: &Scope, head: Function, body: Function, complete: Function) {
    let callbacks = scope.state::<Callbacks>();
    let _ = callbacks.head.set(head);
    let _ = callbacks.body.set(body);
    let _ = callbacks.complete.set(complete);
}

pub fn parser_create() -> Handle<HttpParser> {
    Handle::new(HttpParser {
        parser: RefCell::new(Parser::new()),
        started: Cell::new(None),
        generation: Cell::new(0),
        busy: Cell::new(false),
        waiting: RefCell::default(),
    })
}

/// `kind` 1 reads requests, 2 responses.
pub fn parser_initialize(parser: Handle<HttpParser>, kind: i32, max_header_size: u32, lenient: bool) {
    let kind = if kind == 1 { Kind::Request } else { Kind::Response };
    parser.parser.borrow_mut().initialize(kind, max_header_size as usize, lenient);
    parser.started.set(Some(Instant::now()));
    parser.generation.set(parser.generation.get().wrapping_add(1));
}

/// Gives up what the parser was doing; nothing more is told.
pub fn parser_reset(parser: Handle<HttpParser>) {
    parser.generation.set(parser.generation.get().wrapping_add(1));
    parser.started.set(None);
}

/// The stream's reads are the parser's from now on.
pub fn parser_consume(_parser: Handle<HttpParser>, stream: Handle<Stream>) {
    stream.consumed.set(true);
}

pub fn parser_unconsume(_parser: Handle<HttpParser>, stream: Handle<Stream>) {
    stream.consumed.set(false);
}

/// Reads what the stream has and parses it. Answers the number of bytes, 0 for none, a negative status at the stream's end, or
/// the list of `answer`.
pub fn parser_drive<'s>(
    scope: &'s Scope,
    parser: Handle<HttpParser>,
    owner: Value<'s>,
    stream: Handle<Stream>,
) -> Result<Value<'s>, Value<'s>> {
    match stream.shared().read_with(|bytes| parser.execute(scope, owner, bytes)) {
        Ok(None) => Ok(0.into_value(scope)),
        Ok(Some(result)) => result,
        Err(status) => Ok(status.into_value(scope)),
    }
}

/// Parses bytes that came another way.
pub fn parser_execute<'s>(
    scope: &'s Scope,
    parser: Handle<HttpParser>,
    owner: Value<'s>,
    bytes: Bytes<'s>,
) -> Result<Value<'s>, Value<'s>> {
    // A copy: the program gets its hands on the view while we read.
    let bytes = bytes.as_slice().to_vec();
    parser.execute(scope, owner, &bytes)
}

/// The input has ended.
pub fn parser_finish<'s>(
    scope: &'s Scope,
    parser: Handle<HttpParser>,
    owner: Value<'s>,
) -> Result<Value<'s>, Value<'s>> {
    let outcome = parser.parser.borrow_mut().finish();
    match outcome {
        Ok(false) => Ok(0.into_value(scope)),
        Ok(true) => {
            parser.started.set(None);
            parser.tell_complete(scope, owner)?;
            Ok(0.into_value(scope))
        }
        Err(error) => Ok(failure(scope, &error, &[])),
    }
}

/// `[milliseconds since the present message began (0 when there is none), whether its head is complete]`.
pub fn parser_progress(parser: Handle<HttpParser>) -> (f64, bool) {
    let age = parser.started.get().map_or(0.0, |started| (started.elapsed().as_secs_f64() * 1000.0).max(1.0));
    (age, parser.parser.borrow().is_head_complete())
}

/// `[code, reason, bytes that were good, the whole input]`.
fn failure<'s>(scope: &'s Scope, error: &ParseError, input: &[u8]) -> Value<'s> {
    (error.code, error.reason, error.at, Buffer(input.to_vec())).into_value(scope)
}

impl HttpParser {
    fn execute<'s>(&self, scope: &'s Scope, owner: Value<'s>, input: &[u8]) -> Result<Value<'s>, Value<'s>> {
        if self.busy.get() {
            self.waiting.borrow_mut().push_back(input.to_vec());
            return Ok(input.len().into_value(scope));
        }
        self.busy.set(true);
        let mut outcome = self.execute_now(scope, owner, input);
        while outcome.is_ok() {
            let Some(next) = self.waiting.borrow_mut().pop_front() else { break };
            outcome = self.execute_now(scope, owner, &next);
        }
        self.waiting.borrow_mut().clear();
        self.busy.set(false);
        outcome
    }

    fn execute_now<'s>(&self, scope: &'s Scope, owner: Value<'s>, input: &[u8]) -> Result<Value<'s>, Value<'s>> {
        let generation = self.generation.get();
        let mut position = 0;
        loop {
            if self.started.get().is_none() && position < input.len() {
                self.started.set(Some(Instant::now()));
            }
            let step = self.parser.borrow_mut().next(input, &mut position);
            match step {
                Ok(Step::More) => return Ok(input.len().into_value(scope)),
                Ok(Step::Upgraded) => {
                    // The program takes the rest; an empty code says that this is no error.
                    return Ok(("", "", position, Buffer(input.to_vec())).into_value(scope));
                }
                Ok(Step::Head) => {
                    let answer = self.tell_head(scope, owner, input)?;
                    if self.generation.get() != generation {
                        return Ok(position.into_value(scope));
                    }
                    if let Err(error) = self.parser.borrow_mut().answer_head(answer.0, position) {
                        return Ok(failure(scope, &error, input));
                    }
                    if answer.1 {
                        self.parser.borrow_mut().skip_complete();
                        self.started.set(None);
                    }
                }
                Ok(Step::Body(range)) => {
                    let callbacks = scope.state::<Callbacks>();
                    let piece = Buffer(input[range].to_vec()).into_value(scope);
                    if let Some(body) = callbacks.body.get() {
                        body.call(scope, None, &[owner, piece])?;
                    }
                }
                Ok(Step::Complete) => {
                    self.started.set(None);
                    self.tell_complete(scope, owner)?;
                }
                Err(error) => return Ok(failure(scope, &error, input)),
            }
            if self.generation.get() != generation {
                return Ok(position.into_value(scope));
            }
        }
    }

    /// Answers what JavaScript said, and whether it was told with the head that the message is over.
    fn tell_head<'s>(&self, scope: &'s Scope, owner: Value<'s>, input: &[u8]) -> Result<(Answer, bool), Value<'s>> {
        let callbacks = scope.state::<Callbacks>();
        let (flags, code, text, joined) = {
            let parser = self.parser.borrow();
            let head = &parser.head;
            let bytes = parser.head_bytes(input);
            let upgrade = head.wants_upgrade(parser.kind);
            let mut flags = i32::from(head.major) | i32::from(head.minor) << 4;
            for (fact, bit) in [
                (head.keep_alive(parser.kind, false), KEEP_ALIVE),
                (upgrade, UPGRADE),
                (parser.head_is_message() && !upgrade, COMPLETE),
                (head.has_host, HAS_HOST),
                (head.has_expect, HAS_EXPECT),
                (parser.kind == Kind::Response, RESPONSE),
            ] {
                if fact {
                    flags |= bit;
                }
            }
            let mut units = callbacks.text.borrow_mut();
            units.clear();
            append(&mut units, slice(bytes, head.text));
            let text = scope.string_from_utf16(&units);
            join_fields(&mut units, &parser, bytes);
            (flags, i32::from(head.code), text, scope.string_from_utf16(&units))
        };
        let Some(call) = callbacks.head.get() else { return Ok((Answer::NoBody, false)) };
        let (flags_value, code) = (flags.into_value(scope), code.into_value(scope));
        let said = call.call(scope, None, &[owner, flags_value, code, text, joined])?.to_number();
        let answer = match said {
            1.0 => Answer::NoBody,
            2.0 => Answer::Upgrade,
            _ => Answer::Body,
        };
        Ok((answer, answer == Answer::Body && flags & COMPLETE != 0))
    }

    fn tell_complete<'s>(&self, scope: &'s Scope, owner: Value<'s>) -> Result<(), Value<'s>> {
        let callbacks = scope.state::<Callbacks>();
        let trailers = {
            let parser = self.parser.borrow();
            let mut units = callbacks.text.borrow_mut();
            // The head's own fields were told; trailers are kept in the parser until now.
            join_fields(&mut units, &parser, parser.trailer_bytes());
            scope.string_from_utf16(&units)
        };
        if let Some(complete) = callbacks.complete.get() {
            complete.call(scope, None, &[owner, trailers])?;
        }
        Ok(())
    }
}

fn slice(bytes: &[u8], span: Span) -> &[u8] {
    &bytes[span.0 as usize..span.1 as usize]
}

/// All names and values with a NUL between them, which neither can contain: JavaScript splits it natively.
fn join_fields(units: &mut Vec<u16>, parser: &Parser, bytes: &[u8]) {
    units.clear();
    let head = &parser.head;
    for (index, (name, value)) in head.fields.iter().enumerate() {
        if index > 0 {
            units.push(0);
        }
        append(units, slice(bytes, *name));
        units.push(0);
        match head.unfolded.iter().find(|(folded, _)| *folded == index) {
            Some((_, text)) => append(units, text),
            None => append(units, slice(bytes, *value)),
        }
    }
}

/// Appends Latin-1.
fn append(units: &mut Vec<u16>, bytes: &[u8]) {
    units.extend(bytes.iter().copied().map(u16::from));
}
