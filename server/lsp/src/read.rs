//! A request that only looks: what it needs, where it runs, and what an edit does to it.
//!
//! Each file in `requests/` is one of these. The session gives it a [`View`] at its place in the queue, so it never sees a later edit;
//! it runs on a pool thread, and a panic in it is the failure of this one request.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use project::CancelToken;
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types::Uri;

use crate::cancel::{self, Awaited, Failable};
use crate::pool::Lane;
use crate::view::View;

/// One kind of request.
pub(crate) struct Read<P: 'static, R: 'static> {
    pub method: &'static str,
    pub lane: Lane,
    pub when_edited: WhenEdited,
    /// The document that it is about, if it is about one.
    pub document: fn(&P) -> Option<&Uri>,
    pub answer: fn(&View, P) -> Result<R>,
}

/// What becomes of a request when its document is edited before it has been answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WhenEdited {
    /// It answers for the text that it was asked about: the client can still use it.
    Finish,
    /// Its positions would be wrong in the new text, and the client asks again: it fails at once.
    Fail,
    /// It finishes, unless the same is asked again for the document: completion while a word is typed.
    GiveWay,
}

/// A request on its way to the session.
pub(crate) struct QueuedRead {
    pub method: &'static str,
    pub lane: Lane,
    pub when_edited: WhenEdited,
    pub document: Option<Uri>,
    pub reply: Arc<dyn Failable>,
    pub cancel: CancelToken,
    /// Answers, whatever happens in it.
    pub run: Box<dyn FnOnce(View) + Send>,
}

impl<P: Send, R: Send> Read<P, R> {
    pub(crate) fn queue(&'static self, params: P) -> (QueuedRead, Awaited<R>) {
        let (reply, awaited) = cancel::reply();
        let queued = QueuedRead {
            method: self.method,
            lane: self.lane,
            when_edited: self.when_edited,
            document: (self.document)(&params).cloned(),
            reply: reply.failable(),
            cancel: reply.cancel_token(),
            run: Box::new(move |view| {
                if !view.go_on() {
                    return reply.give(Err(cancel::request_cancelled()));
                }
                let answer = catch_unwind(AssertUnwindSafe(|| (self.answer)(&view, params)));
                reply.give(answer.unwrap_or_else(|panic| {
                    let error = failed(self.method, &*panic);
                    view.log_failure(&error.message);
                    Err(error)
                }));
            }),
        };
        (queued, awaited)
    }
}

/// A fault of ours as an answer.
pub(crate) fn failed(method: &str, panic: &(dyn Any + Send)) -> Error {
    let said = panic
        .downcast_ref::<&str>()
        .map(|said| (*said).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "for no stated reason".to_owned());
    Error {
        code: ErrorCode::InternalError,
        message: format!("Lode has failed to answer {method}: {said}; the fault is Lode's, not your program's").into(),
        data: None,
    }
}
