//! `$/setTrace` and `$/logTrace`: what the server did and how long it took, for whoever wants to see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp_server::ls_types::TraceValue;

use crate::output::Output;

#[derive(Clone)]
pub(crate) struct Trace {
    /// Written when the client says so; read for each request.
    level: Arc<AtomicU8>,
    output: Output,
}

const OFF: u8 = 0;
const MESSAGES: u8 = 1;
const VERBOSE: u8 = 2;

impl Trace {
    pub(crate) fn new(output: Output) -> Trace {
        Trace { level: Arc::new(AtomicU8::new(OFF)), output }
    }

    pub(crate) fn set(&self, value: TraceValue) {
        let level = match value {
            TraceValue::Off => OFF,
            TraceValue::Messages => MESSAGES,
            TraceValue::Verbose => VERBOSE,
        };
        self.level.store(level, Ordering::Relaxed);
    }

    pub(crate) fn is_on(&self) -> bool {
        self.level.load(Ordering::Relaxed) != OFF
    }

    /// Says that a request has been answered.
    pub(crate) fn answered(&self, method: &str, took: Duration, succeeded: bool) {
        let level = self.level.load(Ordering::Relaxed);
        if level == OFF {
            return;
        }
        let how = if succeeded { "answered" } else { "failed" };
        let mut params = json!({ "message": format!("{method} {how} after {:.1} ms", took.as_secs_f64() * 1000.0) });
        if level == VERBOSE {
            params["verbose"] = Value::from(format!("process {}", std::process::id()));
        }
        self.output.send(&json!({ "jsonrpc": "2.0", "method": "$/logTrace", "params": params }));
    }
}
