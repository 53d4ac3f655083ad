//! From the bytes of a message to what tower-lsp takes, with patience for clients that are not quite exact, and a sentence for those
//! that make no sense.

use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use crate::uris;

pub(crate) enum Message {
    /// A request or a notification.
    Call(Request),
    /// The answer to a request of ours.
    Answer(Response),
    /// What the client is to be told instead.
    Wrong(Response),
}

pub(crate) fn parse(body: &[u8]) -> Message {
    let value = match serde_json::from_slice::<Value>(body) {
        Ok(value) => value,
        Err(error) => return wrong(Id::Null, ErrorCode::ParseError, format!("the message is no JSON: {error}")),
    };
    let Value::Object(mut message) = value else {
        return wrong(Id::Null, ErrorCode::InvalidRequest, "a message is an object (batches are not of this protocol)");
    };
    let id = match message.remove("id").map(serde_json::from_value::<Id>) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return wrong(Id::Null, ErrorCode::InvalidRequest, "an id is an integer or a string"),
    };
    match message.remove("method") {
        Some(Value::String(method)) => call(method, id, message.remove("params")),
        Some(_) => wrong(id.unwrap_or_default(), ErrorCode::InvalidRequest, "a method is a string"),
        None => answer(id, message),
    }
}

/// Bytes that are no message at all.
pub(crate) fn no_message(sentence: String) -> Response {
    Response::from_error(Id::Null, Error { code: ErrorCode::ParseError, message: sentence.into(), data: None })
}

fn call(method: String, id: Option<Id>, params: Option<Value>) -> Message {
    let params = match (method.as_str(), params) {
        // These take none, and some clients send an empty object.
        ("shutdown" | "exit", _) => None,
        // This takes an empty object, and some clients send none.
        ("initialized", None | Some(Value::Null)) => Some(json!({})),
        (_, Some(mut params)) => {
            mend_uris(&mut params, 4);
            Some(params)
        }
        (_, None) => None,
    };
    // Requests that start so are to be refused like others, but tower-lsp leaves them without an answer.
    if method.starts_with("$/") && id.is_some() {
        let sentence = format!("{method} is no request that Lode knows");
        return wrong(id.unwrap_or_default(), ErrorCode::MethodNotFound, sentence);
    }
    let mut request = Request::build(method);
    if let Some(params) = params {
        request = request.params(params);
    }
    if let Some(id) = id {
        request = request.id(id);
    }
    Message::Call(request.finish())
}

fn answer(id: Option<Id>, mut message: Map<String, Value>) -> Message {
    let Some(id) = id else {
        return wrong(Id::Null, ErrorCode::InvalidRequest, "a message has a method or an id");
    };
    let result = message.remove("result");
    Message::Answer(match message.remove("error") {
        Some(Value::Object(error)) => {
            let code = error.get("code").and_then(Value::as_i64).unwrap_or_default();
            let said = error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
            let data = error.get("data").cloned();
            Response::from_error(id, Error { code: ErrorCode::from(code), message: said.into(), data })
        }
        _ => Response::from_ok(id, result.unwrap_or_default()),
    })
}

fn wrong(id: Id, code: ErrorCode, sentence: impl Into<String>) -> Message {
    Message::Wrong(Response::from_error(id, Error { code, message: sentence.into().into(), data: None }))
}

/// Escapes what clients forget to escape in URIs: a message must not be lost for a space in a folder's name. Looks only where URIs
/// are, and not into big values.
fn mend_uris(value: &mut Value, depth: usize) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if name == "uri" || name.ends_with("Uri") => {
                        if let Some(uri) = uris::parse(text).filter(|uri| uri.as_str() != text) {
                            *text = uri.as_str().to_owned();
                        }
                    }
                    Value::Object(_) | Value::Array(_) => mend_uris(field, depth - 1),
                    _ => {}
                }
            }
        }
        Value::Array(items) if items.len() <= 1000 => items.iter_mut().for_each(|item| mend_uris(item, depth - 1)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        match parse(text.as_bytes()) {
            Message::Call(request) => serde_json::to_string(&request).unwrap(),
            Message::Answer(response) => format!("answer {}", serde_json::to_string(&response).unwrap()),
            Message::Wrong(response) => format!("wrong {}", serde_json::to_string(&response).unwrap()),
        }
    }

    #[test]
    fn calls_and_answers_are_told_apart() {
        let call = r#"{"jsonrpc":"2.0","method":"a/b","params":{"x":1},"id":7}"#;
        assert_eq!(parsed(call), call);
        assert_eq!(parsed(r#"{"jsonrpc":"2.0","id":1,"result":[]}"#), r#"answer {"jsonrpc":"2.0","result":[],"id":1}"#);
        assert_eq!(
            parsed(r#"{"jsonrpc":"2.0","id":"x","error":{"code":-32601,"message":"no","extra":1}}"#),
            r#"answer {"jsonrpc":"2.0","error":{"code":-32601,"message":"no"},"id":"x"}"#
        );
    }

    #[test]
    fn small_mistakes_are_borne() {
        assert_eq!(parsed(r#"{"method":"initialized"}"#), r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        let shutdown = r#"{"jsonrpc":"2.0","method":"shutdown","id":1}"#;
        assert_eq!(parsed(r#"{"jsonrpc":"2.0","method":"shutdown","id":1,"params":{}}"#), shutdown);
        assert_eq!(
            parsed(r#"{"method":"m","params":{"textDocument":{"uri":"file:///a b/[c].js"}}}"#),
            r#"{"jsonrpc":"2.0","method":"m","params":{"textDocument":{"uri":"file:///a%20b/%5Bc%5D.js"}}}"#
        );
    }

    #[test]
    fn big_mistakes_get_a_sentence() {
        for (text, code) in [
            ("{", -32700),
            ("[]", -32600),
            ("null", -32600),
            (r#"{"jsonrpc":"2.0"}"#, -32600),
            (r#"{"id":1.5,"method":"x"}"#, -32600),
            (r#"{"id":1,"method":5}"#, -32600),
            (r#"{"id":1,"method":"$/unknown"}"#, -32601),
            ("\"\u{FFFD}", -32700),
        ] {
            let answer = parsed(text);
            assert!(answer.starts_with("wrong ") && answer.contains(&code.to_string()), "{text}: {answer}");
        }
    }
}
