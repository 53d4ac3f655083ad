//! Doors for tests, in debug builds only: a handler that takes long and does not listen, and one that panics.

use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::Uri;

use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

#[derive(Deserialize)]
pub(crate) struct SleepParams {
    milliseconds: u64,
    /// Fails when this document is edited.
    document: Option<Uri>,
}

/// `lode/testSleep`
pub(crate) const SLEEP: Read<SleepParams, Value> = Read {
    method: "lode/testSleep",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| params.document.as_ref(),
    answer: sleep,
};

/// `lode/testPanic`
pub(crate) const PANIC: Read<Value, Value> = Read {
    method: "lode/testPanic",
    lane: Lane::Latency,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer: panic,
};

fn sleep(_: &View, params: SleepParams) -> Result<Value> {
    thread::sleep(Duration::from_millis(params.milliseconds));
    Ok(json!(params.milliseconds))
}

fn panic(_: &View, _: Value) -> Result<Value> {
    panic!("a test has asked for it")
}
