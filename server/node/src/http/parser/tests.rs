//! What Node's own parser finds in each input: messages, bodies, trailers, error codes, reasons and positions.

use super::Kind::{Request, Response};
use super::*;

/// Kind, leniency, size limit, the input in pieces, and what is found.
type Case = (Kind, bool, usize, &'static [&'static [u8]], &'static [&'static str]);

fn events(kind: Kind, lenient: bool, limit: usize, pieces: &[&[u8]]) -> Vec<String> {
    let mut parser = Parser::new();
    parser.initialize(kind, limit, lenient);
    let mut events = Vec::new();
    let latin1 = |bytes: &[u8]| bytes.iter().map(|byte| *byte as char).collect::<String>();
    for piece in pieces {
        let mut position = 0;
        loop {
            match parser.next(piece, &mut position) {
                Ok(Step::More | Step::Upgraded) => break,
                Ok(Step::Head) => {
                    let bytes = parser.head_bytes(piece);
                    let head = &parser.head;
                    let at = |span: Span| latin1(&bytes[span.0 as usize..span.1 as usize]);
                    let upgrade = head.wants_upgrade(kind);
                    let fields: Vec<String> = head
                        .fields
                        .iter()
                        .enumerate()
                        .map(|(index, (name, value))| {
                            let unfolded = head.unfolded.iter().find(|(folded, _)| *folded == index);
                            let value = unfolded.map_or_else(|| at(*value), |(_, text)| latin1(text));
                            format!("{}|{value}", at(*name))
                        })
                        .collect();
                    events.push(format!(
                        "{} {} {}.{} {}{}{}",
                        head.code,
                        at(head.text),
                        head.major,
                        head.minor,
                        fields.join("|"),
                        if upgrade { " upgrade" } else { "" },
                        if head.keep_alive(kind, false) { " keep" } else { "" },
                    ));
                    let answer = if upgrade { Answer::Upgrade } else { Answer::Body };
                    if let Err(error) = parser.answer_head(answer, position) {
                        events.push(format!("{} {} {}", error.code, error.reason, error.at));
                        return events;
                    }
                }
                Ok(Step::Body(range)) => events.push(format!("body {}", latin1(&piece[range]))),
                Ok(Step::Complete) => {
                    if !parser.head.fields.is_empty() {
                        let at = |span: Span| latin1(&parser.trailer_bytes()[span.0 as usize..span.1 as usize]);
                        let fields: Vec<String> = parser
                            .head
                            .fields
                            .iter()
                            .map(|(name, value)| format!("{}|{}", at(*name), at(*value)))
                            .collect();
                        events.push(format!("trailers {}", fields.join("|")));
                    }
                    events.push("end".to_owned());
                }
                Err(error) => {
                    events.push(format!("{} {} {}", error.code, error.reason, error.at));
                    return events;
                }
            }
        }
    }
    events
}

#[test]
fn finds_what_node_finds() {
    let mut wrong = String::new();
    for (kind, lenient, limit, pieces, expected) in CASES {
        let found = events(*kind, *lenient, *limit, pieces);
        if found != *expected {
            let input: Vec<String> = pieces.iter().map(|piece| piece.escape_ascii().to_string()).collect();
            wrong.push_str(&format!(
                "{kind:?} lenient={lenient} {input:?}\n  found    {found:?}\n  expected {expected:?}\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// However the input is cut, the same is found (pieces of bodies joined, positions apart).
#[test]
fn finds_the_same_in_single_bytes() {
    let normal = |events: Vec<String>| {
        let mut all: Vec<String> = Vec::new();
        for event in events {
            let event = match event.strip_prefix("HPE_") {
                Some(_) => event.split(' ').next().unwrap_or_default().to_owned(),
                None => event,
            };
            match (event.strip_prefix("body "), all.last_mut()) {
                (Some(more), Some(last)) if last.starts_with("body ") => last.push_str(more),
                _ => all.push(event),
            }
        }
        all
    };
    for (kind, lenient, limit, pieces, _) in CASES {
        let whole = pieces.concat();
        let bytes: Vec<&[u8]> = whole.chunks(1).collect();
        let (found, expected) = (events(*kind, *lenient, *limit, &bytes), events(*kind, *lenient, *limit, &[&whole]));
        let (found, mut expected) = (normal(found), normal(expected));
        // A head is looked at when a line of it is complete: an error in the last line may not be seen yet.
        if expected.len() == found.len() + 1 && expected.last().is_some_and(|last| last.starts_with("HPE_")) {
            expected.pop();
        }
        assert_eq!(found, expected, "{}", whole.escape_ascii());
    }
}

#[test]
fn the_end_of_the_input() {
    let mut parser = Parser::new();
    parser.initialize(Response, 16 * 1024, false);
    let input = b"HTTP/1.1 200 OK\r\n\r\nabc";
    let mut position = 0;
    assert_eq!(parser.next(input, &mut position), Ok(Step::Head));
    parser.answer_head(Answer::Body, position).unwrap();
    assert_eq!(parser.next(input, &mut position), Ok(Step::Body(19..22)));
    assert_eq!(parser.finish(), Ok(true));

    parser.initialize(Request, 16 * 1024, false);
    assert_eq!(parser.finish(), Ok(false));
    let mut position = 0;
    assert_eq!(parser.next(b"GE", &mut position), Ok(Step::More));
    assert_eq!(parser.finish().unwrap_err().code, "HPE_INVALID_EOF_STATE");
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    (Request, false, 16384, &[b"X"], &["HPE_INVALID_METHOD Invalid method encountered 0"]),
    (Request, false, 16384, &[b"GE"], &[]),
    (Request, false, 16384, &[b"GEX / HTTP/1.1\r\n\r\n"], &["HPE_INVALID_METHOD Invalid method encountered 2"]),
    (Request, false, 16384, &[b"GET"], &[]),
    (Request, false, 16384, &[b"GET/ HTTP/1.1\r\n\r\n"], &["HPE_INVALID_METHOD Expected space after method 3"]),
    (Request, false, 16384, &[b"GET  HTTP/1.1\r\n\r\n"], &["HPE_INVALID_URL Unexpected char in url schema 9"]),
    (Request, false, 16384, &[b"GET /a b HTTP/1.1\r\n\r\n"], &["HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/ 7"]),
    (Request, false, 16384, &[b"GET /\x01 HTTP/1.1\r\n\r\n"], &["HPE_INVALID_URL Invalid char in url path 5"]),
    (Request, false, 16384, &[b"GET /\x80 HTTP/1.1\r\n\r\n"], &["HPE_INVALID_URL Invalid char in url path 5"]),
    (Request, false, 16384, &[b"GET a HTTP/1.1\r\n\r\n"], &["HPE_INVALID_URL Invalid characters in url 6"]),
    (Request, false, 16384, &[b"GET * HTTP/1.1\r\n\r\n"], &["1 * 1.1  keep", "end"]),
    (Request, false, 16384, &[b"GET http://a/ HTTP/1.1\r\n\r\n"], &["1 http://a/ 1.1  keep", "end"]),
    (Request, false, 16384, &[b"GET 1 HTTP/1.1\r\n\r\n"], &["HPE_INVALID_URL Unexpected start char in url 4"]),
    (Request, false, 16384, &[b"GET /?a#b HTTP/1.1\r\n\r\n"], &["1 /?a#b 1.1  keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTX/1.1\r\n\r\n"], &["HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/ 9"]),
    (Request, false, 16384, &[b"GET / HTTP/1.2\r\n\r\n"], &["HPE_INVALID_VERSION Invalid HTTP version 14"]),
    (Request, false, 16384, &[b"GET / HTTP/2.0\r\n\r\n"], &["1 / 2.0 ", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/0.9\r\n\r\n"], &["1 / 0.9 ", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.0\r\n\r\n"], &["1 / 1.0 ", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/11\r\n\r\n"], &["HPE_INVALID_VERSION Expected dot 12"]),
    (Request, false, 16384, &[b"GET / HTTP/1.x\r\n\r\n"], &["HPE_INVALID_VERSION Invalid minor version 13"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1x\r\n\r\n"], &["HPE_INVALID_VERSION Expected CRLF after version 14"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\n\r\n"], &["HPE_INVALID_VERSION Expected CRLF after version 15"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\rX"], &["HPE_STRICT Expected CRLF after version 15"]),
    (Request, false, 16384, &[b"GET /\r\n\r\n"], &["1 / 0.9 ", "end"]),
    (Request, false, 16384, &[b"GET /\n\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header field char 7"]),
    (Request, false, 16384, &[b"GET  / HTTP/1.1\r\n\r\n"], &["1 / 1.1  keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na: b\n\r\n"], &["HPE_CR_EXPECTED Missing expected CR after header value 20"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na: b\r\r\n"], &["HPE_LF_EXPECTED Missing expected LF after header value 21"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na : b\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header token 17"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\n: b\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header token 16"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header token 17"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na b\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header token 17"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na:b\x00\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header value char 19"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na:b\x7f\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header value char 19"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na:b\x01\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header value char 19"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na:\xff\r\n\r\n"], &["1 / 1.1 a|ÿ keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na: \x09 b \x09\r\n\r\n"], &["1 / 1.1 a|b keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na:\r\n\r\n"], &["1 / 1.1 a| keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\n a: b\r\n\r\n"], &["HPE_UNEXPECTED_SPACE Unexpected space after start line 17"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na: b\r\n c\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Unexpected whitespace after header value 22"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na:\r\n b\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header value char 21"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na: b\r\n\rX"], &["HPE_STRICT Expected LF after headers 23"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\na: b\r\n\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header field char 23"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"], &["3 / 1.1 Content-Length|3 keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"], &["HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length 52"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length 33"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3x\r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length 34"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3 \r\n\r\nabc"], &["3 / 1.1 Content-Length|3 keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3 3\r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length 35"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: \r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Empty Content-Length 35"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length:\r\n 3\r\n\r\nabc"], &["HPE_INVALID_HEADER_TOKEN Invalid header value char 35"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length 33"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Content-Length overflow 53"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc"], &["HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length 54"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc"], &["HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding 60"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nabc"], &["3 / 1.1 Transfer-Encoding|gzip keep", "HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding` 44"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|gzip, chunked keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"], &["HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value 44"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"], &["HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value 65"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|identity|Transfer-Encoding|chunked keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|xchunked keep", "HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding` 48"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunkedx\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunkedx keep", "HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding` 48"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked \r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: \x09chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.0 Transfer-Encoding|chunked", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|CHUNKED keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding:\r\n\r\n"], &["HPE_INVALID_TRANSFER_ENCODING Empty Transfer-Encoding 37"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked,\r\n\r\n0\r\n\r\n"], &["HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value 44"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|gzip|Transfer-Encoding|chunked keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked;x\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked;x keep", "HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding` 49"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CHUNK_SIZE Invalid character in chunk size 47"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3x\r\nabc"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CHUNK_SIZE Invalid character in chunk size 48"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_CR_EXPECTED Missing expected CR after chunk size 49"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\rabc"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Expected LF after chunk size 49"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "HPE_STRICT Expected LF after chunk data 53"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\rX"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "HPE_STRICT Expected LF after chunk data 54"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "HPE_CR_EXPECTED Missing expected CR after chunk data 54"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b c\"\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3; a\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Invalid character in chunk extensions 50"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3 ;a\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CHUNK_SIZE Invalid character in chunk size 49"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CHUNK_SIZE Invalid character in chunk size 49"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Invalid character in chunk extensions 50"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\x01\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Invalid character in chunk extensions value 52"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_CR_EXPECTED Missing expected CR after chunk extension value 52"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;\x01\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Invalid character in chunk extensions name 50"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\na: b\r\nc: d\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "trailers a|b|c|d", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\na b: b\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_HEADER_TOKEN Invalid header token 51"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding 65"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value 70"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\rX"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Expected LF after headers 51"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CHUNK_SIZE Chunk size overflow 64"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000000000003\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body 0123456789", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /n HTTP/1.1\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end", "1 /n 1.1  keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_INVALID_CHUNK_SIZE Invalid character in chunk size 47"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\\\"c\"\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\"x\r\nabc\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_STRICT Invalid character in chunk extensions quote value 54"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\";c=d\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;=b\r\nabc\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, false, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\na: b\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "HPE_CR_EXPECTED Missing expected CR after header value 54"]),
    (Request, false, 16384, &[b"\r\n\r\nGET / HTTP/1.1\r\n\r\n"], &["1 / 1.1  keep", "end"]),
    (Request, false, 16384, &[b"\nGET / HTTP/1.1\r\n\r\n"], &["1 / 1.1  keep", "end"]),
    (Request, false, 16384, &[b" GET / HTTP/1.1\r\n\r\n"], &["HPE_INVALID_METHOD Invalid method encountered 0"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET"], &["1 / 1.1 Connection|close", "end", "HPE_CLOSED_CONNECTION Data after `Connection: close` 38"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n\r\n"], &["1 / 1.1 Connection|close", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.0\r\n\r\nGET"], &["1 / 1.0 ", "end", "HPE_CLOSED_CONNECTION Data after `Connection: close` 19"]),
    (Request, false, 16384, &[b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n"], &["1 / 1.0 Connection|keep-alive keep", "end", "1 / 1.0 ", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: Keep-Alive, Close\r\n\r\nGET"], &["1 / 1.1 Connection|Keep-Alive, Close", "end", "HPE_CLOSED_CONNECTION Data after `Connection: close` 50"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nrest"], &["1 / 1.1 Connection|upgrade|Upgrade|x upgrade keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nUpgrade: x\r\n\r\nGET / HTTP/1.1\r\n\r\n"], &["1 / 1.1 Upgrade|x keep", "end", "1 / 1.1  keep", "end"]),
    (Request, false, 16384, &[b"CONNECT a:1 HTTP/1.1\r\n\r\nrest"], &["5 a:1 1.1  upgrade keep", "end"]),
    (Request, false, 16384, &[b"CONNECT /a HTTP/1.1\r\n\r\nrest"], &["5 /a 1.1  upgrade keep", "end"]),
    (Request, false, 16384, &[b"CONNECT a HTTP/1.1\r\n\r\nrest"], &["5 a 1.1  upgrade keep", "end"]),
    (Request, false, 16384, &[b"CONNECT a:1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nrest"], &["5 a:1 1.1 Content-Length|3 upgrade keep", "end"]),
    (Request, false, 16384, &[b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], &["HPE_PAUSED_H2_UPGRADE Pause on PRI/Upgrade 24"]),
    (Request, false, 16384, &[b"SOURCE /x ICE/1.0\r\n\r\n"], &["33 /x 1.0 ", "end"]),
    (Request, false, 16384, &[b"OPTIONS rtsp://a RTSP/1.0\r\n\r\n"], &["6 rtsp://a 1.0 ", "end"]),
    (Request, false, 16384, &[b"GET / ICE/1.0\r\n\r\n"], &["HPE_INVALID_CONSTANT Expected SOURCE method for ICE/x.x request 9"]),
    (Request, false, 16384, &[b"M-SEARCH * HTTP/1.1\r\n\r\n"], &["24 * 1.1  keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: close, foo\r\n\r\n"], &["1 / 1.1 Connection|close, foo", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: foo\r\n\r\n"], &["1 / 1.1 Connection|foo keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: closex\r\n\r\n"], &["1 / 1.1 Connection|closex keep", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nProxy-Connection: close\r\n\r\n"], &["1 / 1.1 Proxy-Connection|close", "end"]),
    (Request, false, 16384, &[b"GET / HTTP/1.1\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n"], &["1 / 1.1 Connection|close|Connection|keep-alive", "end"]),
    (Response, false, 16384, &[b"X"], &["HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/ 0"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"], &["200 OK 1.1 Content-Length|3 keep", "body abc", "end"]),
    (Response, false, 16384, &[b"HTTP/1.1 200\r\n\r\nabc"], &["200  1.1 ", "body abc"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 \r\n\r\nabc"], &["200  1.1 ", "body abc"]),
    (Response, false, 16384, &[b"HTTP/1.1 20 OK\r\n\r\n"], &["HPE_INVALID_STATUS Invalid status code 11"]),
    (Response, false, 16384, &[b"HTTP/1.1 2000 OK\r\n\r\n"], &["HPE_INVALID_STATUS Invalid response status 12"]),
    (Response, false, 16384, &[b"HTTP/1.1 2x0 OK\r\n\r\n"], &["HPE_INVALID_STATUS Invalid status code 10"]),
    (Response, false, 16384, &[b"HTTP/1.1 099 OK\r\n\r\n"], &["99 OK 1.1 "]),
    (Response, false, 16384, &[b"HTTP/1.1  200 OK\r\n\r\n"], &["HPE_INVALID_STATUS Invalid status code 9"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\n\r\n"], &["HPE_CR_EXPECTED Missing expected CR after response line 16"]),
    (Response, false, 16384, &[b"HTTP/1.1 200\n\r\n"], &["HPE_INVALID_STATUS Invalid response status 13"]),
    (Response, false, 16384, &[b"HTTP/1.1 204 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"], &["204 OK 1.1  keep", "end", "200 OK 1.1 "]),
    (Response, false, 16384, &[b"HTTP/1.1 304 OK\r\nContent-Length: 3\r\n\r\n"], &["304 OK 1.1 Content-Length|3 keep", "end"]),
    (Response, false, 16384, &[b"HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"], &["100 C 1.1  keep", "end", "200 OK 1.1 "]),
    (Response, false, 16384, &[b"HTTP/1.1 101 C\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nrest"], &["101 C 1.1 Connection|upgrade|Upgrade|x upgrade keep", "end"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 C\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nrest"], &["200 C 1.1 Connection|upgrade|Upgrade|x", "body rest"]),
    (Response, false, 16384, &[b"HTTP/1.0 200 OK\r\n\r\nabc"], &["200 OK 1.0 ", "body abc"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc"], &["200 OK 1.1 Transfer-Encoding|gzip", "body abc"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nabc"], &["200 OK 1.1 Transfer-Encoding|chunked, gzip", "body abc"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n"], &["HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding 60"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"], &["HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length 54"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 \x01\r\n\r\n"], &["200 \u{0001} 1.1 "]),
    (Response, false, 16384, &[b"HTTP/1.1 200 \xe9\r\n\r\n"], &["200 é 1.1 "]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\nX"], &["200 OK 1.1 Connection|close|Content-Length|0", "end", "HPE_CLOSED_CONNECTION Data after `Connection: close` 58"]),
    (Response, false, 16384, &[b"HTTP/1.2 200 OK\r\n\r\n"], &["HPE_INVALID_VERSION Invalid HTTP version 8"]),
    (Response, false, 16384, &[b"HTTP/3.0 200 OK\r\n\r\n"], &["HPE_INVALID_VERSION Invalid HTTP version 8"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\rX"], &["HPE_STRICT Expected LF after CR 16"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\na: b\n\r\n"], &["HPE_CR_EXPECTED Missing expected CR after header value 21"]),
    (Response, false, 16384, &[b"HTP"], &["HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/ 2"]),
    (Response, false, 16384, &[b"HTTP/1.1x"], &["HPE_INVALID_VERSION Expected space after version 8"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"], &["HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length 52"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"], &["200 OK 1.1 Content-Length|5 keep", "body abc"]),
    (Response, false, 16384, &[b"RTSP/1.0 200 OK\r\n\r\n"], &["200 OK 1.0 "]),
    (Response, false, 16384, &[b"HTTP/1.1 200X\r\n\r\n"], &["HPE_INVALID_STATUS Invalid response status 12"]),
    (Response, false, 16384, &[b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"], &["200 OK 1.1 Content-Length|0 keep", "end", "200 OK 1.1 "]),
    (Response, false, 16384, &[b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], &["200 OK 1.1 Content-Length|0 keep", "end"]),
    (Response, false, 16384, &[b" HTTP/1.1 200 OK\r\n\r\n"], &["HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/ 0"]),
    (Request, false, 50, &[b"GET / HTTP/1.1\r\na: ", b"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", b"\r\n\r\n"], &["HPE_HEADER_OVERFLOW Header overflow 100"]),
    (Request, false, 50, &[b"GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n"], &["HPE_HEADER_OVERFLOW Header overflow 65"]),
    (Request, false, 50, &[b"GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\na: bbb\r\n\r\n"], &["1 /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1.1 a|bbb keep", "end"]),
    (Request, false, 50, &[b"GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\na: bbbb\r\n\r\n"], &["HPE_HEADER_OVERFLOW Header overflow 68"]),
    (Request, false, 51, &[b"GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\na: bbb\r\n\r\n"], &["1 /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1.1 a|bbb keep", "end"]),
    (Request, false, 16384, &[b"GE", b"T /", b" HTTP/1.1\r\nHo", b"st: a\r", b"\n\r\n"], &["1 / 1.1 Host|a keep", "end"]),
    (Request, false, 100, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\n", b"a: ", b"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", b"\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "trailers a|bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "end"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\na: b\n\n"], &["1 / 1.1 a|b keep", "end"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\na: b\x01\r\n\r\n"], &["1 / 1.1 a|b\u{0001} keep", "end"]),
    (Request, true, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Content-Length|3|Transfer-Encoding|chunked keep", "end"]),
    (Request, true, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked|Content-Length|3 keep", "end"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n"], &["1 / 1.1 Connection|close", "end", "1 / 1.1  keep", "end"]),
    (Request, true, 16384, &[b"GET / HTTP/1.5\r\n\r\n"], &["1 / 1.5  keep", "end"]),
    (Request, true, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3 \r\nabc0\r\n\r\n"], &["3 / 1.1 Transfer-Encoding|chunked keep", "body abc", "end"]),
    (Request, true, 16384, &[b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nabc"], &["3 / 1.1 Transfer-Encoding|gzip keep", "body abc"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\na: b\rc: d\r\n\r\n"], &["HPE_LF_EXPECTED Missing expected LF after header value 21"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\na: b\r\n c\r\n\r\n"], &["1 / 1.1 a|b c keep", "end"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\na b: c\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header token 17"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\n a: b\r\n\r\n"], &["1 / 1.1 a|b keep", "end"]),
    (Request, true, 16384, &[b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"], &["HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length 52"]),
    (Request, true, 16384, &[b"GET / HTTP/1.1\r\na : b\r\n\r\n"], &["HPE_INVALID_HEADER_TOKEN Invalid header token 17"]),
];
