//! Message heads: the first line here, the fields in `fields`.

use super::fields::{self, Cursor};
use super::{ParseError, Stop};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Request,
    Response,
}

/// Where a piece of text is.
pub type Span = (u32, u32);

/// Methods in the order that JavaScript knows (`internal/http/common`).
pub const METHODS: [&str; 35] = [
    "DELETE",
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "CONNECT",
    "OPTIONS",
    "TRACE",
    "COPY",
    "LOCK",
    "MKCOL",
    "MOVE",
    "PROPFIND",
    "PROPPATCH",
    "SEARCH",
    "UNLOCK",
    "BIND",
    "REBIND",
    "UNBIND",
    "ACL",
    "REPORT",
    "MKACTIVITY",
    "CHECKOUT",
    "MERGE",
    "M-SEARCH",
    "NOTIFY",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
    "PATCH",
    "PURGE",
    "MKCALENDAR",
    "LINK",
    "UNLINK",
    "SOURCE",
    "QUERY",
];
const GET: u16 = 1;
const POST: u16 = 3;
pub const CONNECT: u16 = 5;
const OPTIONS: u16 = 6;
const SOURCE: u16 = 33;

/// Methods of RTSP. Node's parser knows them and then refuses them; they count for the position of an error.
const RTSP_METHODS: [&str; 11] = [
    "ANNOUNCE",
    "DESCRIBE",
    "FLUSH",
    "GET_PARAMETER",
    "PAUSE",
    "PLAY",
    "RECORD",
    "REDIRECT",
    "SET_PARAMETER",
    "SETUP",
    "TEARDOWN",
];

const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// What a head says. The spans point into the bytes that it was read from.
#[derive(Debug, Default)]
pub struct Head {
    /// Index of the method, or the status code.
    pub code: u16,
    /// The target of a request, the reason of a response.
    pub text: Span,
    pub major: u8,
    pub minor: u8,
    /// Name and value of each field.
    pub fields: Vec<(Span, Span)>,
    /// Values that were folded over lines (a lenient parser's): index of the field and its value in one line.
    pub unfolded: Vec<(usize, Vec<u8>)>,
    pub content_length: Option<u64>,
    pub has_transfer_encoding: bool,
    pub chunked: bool,
    pub connection_close: bool,
    pub connection_keep_alive: bool,
    pub connection_upgrade: bool,
    pub has_upgrade: bool,
    pub has_host: bool,
    pub has_expect: bool,
    pub in_partial: bool,
    /// How much of the size limit is used.
    pub(super) size: usize,
}

impl Head {
    /// Forgets the fields; the framing of the message stays.
    pub(super) fn start_trailers(&mut self) {
        self.fields.clear();
        self.unfolded.clear();
    }

    fn clear(&mut self) {
        let mut fields = std::mem::take(&mut self.fields);
        fields.clear();
        *self = Head { fields, in_partial: self.in_partial, ..Head::default() };
    }

    /// Reads a whole head from the start of `bytes` and answers its length.
    pub(super) fn read(
        &mut self,
        bytes: &[u8],
        kind: Kind,
        lenient: bool,
        trailers: bool,
        limit: usize,
    ) -> Result<usize, Stop> {
        let mut cursor = Cursor { bytes, at: 0, lenient, limit };
        if trailers {
            self.start_trailers();
            self.size = 0;
        } else {
            self.clear();
            match kind {
                Kind::Request => self.read_request_line(&mut cursor)?,
                Kind::Response => self.read_status_line(&mut cursor)?,
            }
        }
        fields::read(self, &mut cursor, kind, trailers)?;
        Ok(cursor.at)
    }

    /// Makes the spans count from the start of the input instead of the start of the head.
    pub(super) fn shift(&mut self, by: usize) {
        if by == 0 {
            return;
        }
        let by = by as u32;
        self.text = (self.text.0 + by, self.text.1 + by);
        for (name, value) in &mut self.fields {
            *name = (name.0 + by, name.1 + by);
            *value = (value.0 + by, value.1 + by);
        }
    }

    fn read_request_line(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        self.code = read_method(cursor)?;
        while cursor.peek()? == b' ' {
            cursor.at += 1;
        }
        let start = cursor.at;
        let end = read_target(cursor, self.code == CONNECT, &mut self.size)?;
        self.text = (start as u32, end as u32);
        if cursor.bytes[cursor.at - 1] != b' ' {
            // HTTP/0.9: a method and a target, nothing else.
            (self.major, self.minor) = (0, 9);
            return Ok(());
        }
        while cursor.peek()? == b' ' {
            cursor.at += 1;
        }
        self.read_protocol(cursor, Kind::Request)?;
        match cursor.peek()? {
            b'\r' => {
                cursor.at += 1;
                match cursor.peek()? {
                    b'\n' => cursor.at += 1,
                    _ if cursor.lenient => {}
                    _ => return Err(cursor.error("HPE_STRICT", "Expected CRLF after version").into()),
                }
            }
            b'\n' if cursor.lenient => cursor.at += 1,
            byte => {
                cursor.at += usize::from(byte == b'\n');
                return Err(cursor.error("HPE_INVALID_VERSION", "Expected CRLF after version").into());
            }
        }
        Ok(())
    }

    fn read_status_line(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        self.read_protocol(cursor, Kind::Response)?;
        if cursor.peek()? != b' ' {
            return Err(cursor.error("HPE_INVALID_VERSION", "Expected space after version").into());
        }
        cursor.at += 1;
        for _ in 0..3 {
            let byte = cursor.peek()?;
            if !byte.is_ascii_digit() {
                return Err(cursor.error("HPE_INVALID_STATUS", "Invalid status code").into());
            }
            self.code = self.code * 10 + u16::from(byte - b'0');
            cursor.at += 1;
        }
        match cursor.peek()? {
            b' ' => cursor.at += 1,
            b'\r' => {}
            b'\n' if cursor.lenient => {}
            byte => {
                cursor.at += usize::from(byte == b'\n');
                return Err(cursor.error("HPE_INVALID_STATUS", "Invalid response status").into());
            }
        }
        let start = cursor.at;
        let Some(length) = memchr::memchr2(b'\r', b'\n', &cursor.bytes[start..]) else {
            self.size = cursor.bytes.len() - start;
            cursor.check_size(self.size, cursor.bytes.len())?;
            return Err(Stop::Incomplete);
        };
        cursor.at += length;
        self.size += length;
        cursor.check_size(self.size, cursor.at)?;
        self.text = (start as u32, cursor.at as u32);
        if cursor.peek()? == b'\n' {
            cursor.at += 1;
            if cursor.lenient {
                return Ok(());
            }
            return Err(cursor.error("HPE_CR_EXPECTED", "Missing expected CR after response line").into());
        }
        cursor.at += 1;
        match cursor.peek()? {
            b'\n' => cursor.at += 1,
            _ if cursor.lenient => {}
            _ => return Err(cursor.error("HPE_STRICT", "Expected LF after CR").into()),
        }
        Ok(())
    }

    /// `HTTP/1.1` and its like.
    fn read_protocol(&mut self, cursor: &mut Cursor<'_>, kind: Kind) -> Result<(), Stop> {
        let start = cursor.at;
        let name: &[u8] = match cursor.peek()? {
            b'R' => b"RTSP/",
            b'I' if kind == Kind::Request => b"ICE/",
            _ => b"HTTP/",
        };
        for expected in name {
            if cursor.peek()? != *expected {
                return Err(cursor.error("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/").into());
            }
            cursor.at += 1;
        }
        if kind == Kind::Request {
            let fits = match name {
                b"ICE/" => self.code == SOURCE,
                b"RTSP/" => self.code == OPTIONS,
                _ => true,
            };
            if !fits {
                let (code, reason) = match name {
                    b"ICE/" => ("HPE_INVALID_CONSTANT", "Expected SOURCE method for ICE/x.x request"),
                    _ => ("HPE_INVALID_METHOD", "Invalid method for RTSP/x.x request"),
                };
                return Err(ParseError::new(code, reason, start + name.len() - 1).into());
            }
        }

        let major = cursor.peek()?;
        if !major.is_ascii_digit() {
            return Err(cursor.error("HPE_INVALID_VERSION", "Invalid major version").into());
        }
        cursor.at += 1;
        if cursor.peek()? != b'.' {
            return Err(cursor.error("HPE_INVALID_VERSION", "Expected dot").into());
        }
        cursor.at += 1;
        let minor = cursor.peek()?;
        if !minor.is_ascii_digit() {
            return Err(cursor.error("HPE_INVALID_VERSION", "Invalid minor version").into());
        }
        cursor.at += 1;
        (self.major, self.minor) = (major - b'0', minor - b'0');
        let known = matches!((self.major, self.minor), (1, 0 | 1) | (0, 9) | (2, 0));
        if !known && !cursor.lenient {
            return Err(cursor.error("HPE_INVALID_VERSION", "Invalid HTTP version").into());
        }
        Ok(())
    }

    /// Whether this kind of message never has a body.
    pub(super) fn is_bodiless(&self, kind: Kind) -> bool {
        kind == Kind::Response && (self.code / 100 == 1 || self.code == 204 || self.code == 304)
    }

    /// Whether the end of the connection is the end of the body.
    pub(super) fn ends_with_connection(&self, kind: Kind) -> bool {
        if kind == Kind::Request || self.is_bodiless(kind) {
            return false;
        }
        if self.has_transfer_encoding && !self.chunked {
            return true;
        }
        !self.chunked && self.content_length.is_none()
    }

    /// Whether the connection can carry another message after this one.
    pub fn keep_alive(&self, kind: Kind, no_body: bool) -> bool {
        let wanted = if self.major > 0 && self.minor > 0 { !self.connection_close } else { self.connection_keep_alive };
        wanted && (no_body || !self.ends_with_connection(kind))
    }

    /// Whether the head asks for, or agrees to, something that is not HTTP.
    pub fn wants_upgrade(&self, kind: Kind) -> bool {
        match kind {
            Kind::Request => self.code == CONNECT || (self.has_upgrade && self.connection_upgrade),
            Kind::Response => self.code == 101 && self.has_upgrade && self.connection_upgrade,
        }
    }
}

fn read_method(cursor: &mut Cursor<'_>) -> Result<u16, Stop> {
    let bytes = cursor.bytes;
    if bytes.starts_with(b"GET ") {
        cursor.at = 4;
        return Ok(GET);
    }
    if bytes.starts_with(b"POST ") {
        cursor.at = 5;
        return Ok(POST);
    }
    if bytes.starts_with(b"PRI") {
        return Err(if bytes.starts_with(HTTP2_PREFACE) {
            ParseError::new("HPE_PAUSED_H2_UPGRADE", "Pause on PRI/Upgrade", HTTP2_PREFACE.len()).into()
        } else if HTTP2_PREFACE.starts_with(bytes) {
            Stop::Incomplete
        } else {
            let good = bytes.iter().zip(HTTP2_PREFACE).take_while(|(a, b)| a == b).count();
            ParseError::new("HPE_INVALID_VERSION", "Expected HTTP/2 Connection Preface", good).into()
        });
    }
    let mut longest = 0;
    for (index, method) in METHODS.iter().chain(&RTSP_METHODS).enumerate() {
        let method = method.as_bytes();
        let common = bytes.iter().zip(method).take_while(|(a, b)| a == b).count();
        if common == method.len() {
            match bytes.get(common) {
                Some(b' ') if index < METHODS.len() => {
                    cursor.at = common + 1;
                    return Ok(index as u16);
                }
                Some(b' ') => {
                    let reason = "Invalid method for HTTP/x.x request";
                    return Err(ParseError::new("HPE_INVALID_METHOD", reason, common).into());
                }
                None => return Err(Stop::Incomplete),
                Some(_) => {}
            }
        } else if common == bytes.len() {
            return Err(Stop::Incomplete);
        }
        longest = longest.max(common);
    }
    let complete = METHODS.iter().any(|method| method.as_bytes() == &bytes[..longest]);
    let reason = if complete { "Expected space after method" } else { "Invalid method encountered" };
    Err(ParseError::new("HPE_INVALID_METHOD", reason, longest).into())
}

/// Where in a target the reader is.
#[derive(Clone, Copy)]
enum Part {
    Start,
    Scheme,
    SchemeSlash,
    SchemeSlashSlash,
    Server,
    Path,
    Query,
    Fragment,
}

/// Reads the target and the blank (or line end) behind it; answers where the target ends.
fn read_target(cursor: &mut Cursor<'_>, connect: bool, size: &mut usize) -> Result<usize, Stop> {
    let start = cursor.at;
    let mut part = if connect { Part::Server } else { Part::Start };
    let bad = |reason, at| Err(ParseError::new("HPE_INVALID_URL", reason, at).into());
    loop {
        let Some(&byte) = cursor.bytes.get(cursor.at) else {
            *size = cursor.at - start;
            cursor.check_size(*size, cursor.at)?;
            return Err(Stop::Incomplete);
        };
        let at = cursor.at;
        if matches!(byte, b' ' | b'\r' | b'\n') {
            if !matches!(part, Part::Server | Part::Path | Part::Query | Part::Fragment) || at == start {
                return bad("Invalid characters in url", at + 1);
            }
            *size = at - start;
            cursor.check_size(*size, at)?;
            cursor.at += 1;
            if byte == b'\r' {
                if cursor.peek()? != b'\n' {
                    return Err(cursor.error("HPE_CR_EXPECTED", "Expected CRLF after url").into());
                }
                cursor.at += 1;
            }
            return Ok(at);
        }
        part = match part {
            Part::Start => match byte {
                b'/' | b'*' => Part::Path,
                b'a'..=b'z' | b'A'..=b'Z' => Part::Scheme,
                _ => return bad("Unexpected start char in url", at),
            },
            Part::Scheme => match byte {
                b':' => Part::SchemeSlash,
                b'a'..=b'z' | b'A'..=b'Z' => Part::Scheme,
                _ => return bad("Unexpected char in url schema", at),
            },
            Part::SchemeSlash if byte == b'/' => Part::SchemeSlashSlash,
            Part::SchemeSlashSlash if byte == b'/' => Part::Server,
            Part::SchemeSlash | Part::SchemeSlashSlash => return bad("Unexpected char in url schema", at),
            Part::Server => match byte {
                b'/' => Part::Path,
                b'?' => Part::Query,
                b'#' | b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=b' ' | 0x7f.. => {
                    return bad("Unexpected char in url server", at);
                }
                _ => Part::Server,
            },
            Part::Path => match byte {
                b'?' => Part::Query,
                b'#' => Part::Fragment,
                b'!'..=b'~' => Part::Path,
                _ => return bad("Invalid char in url path", at),
            },
            Part::Query => match byte {
                b'#' => Part::Fragment,
                b'!'..=b'~' => Part::Query,
                _ => return bad("Invalid char in url query", at),
            },
            Part::Fragment => match byte {
                b'!'..=b'~' => Part::Fragment,
                _ => return bad("Invalid char in url fragment", at),
            },
        };
        cursor.at += 1;
    }
}
