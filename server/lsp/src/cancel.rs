//! A request's way to be told that nobody waits for its answer any more.
//!
//! The handler's [`CancelToken`] goes with its snapshot into all analysis. The answer itself is given once, by whoever is first: the handler, an edit, or a newer request; a handler that goes on regardless gives its answer to
//! nobody.

use std::sync::{Arc, Mutex};

use futures::channel::oneshot;
use project::CancelToken;
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};

/// A request that has been accepted and not answered.
pub(crate) struct Reply<T> {
    shared: Arc<Shared<T>>,
}

struct Shared<T> {
    /// Taken by whoever answers.
    sender: Mutex<Option<oneshot::Sender<Result<T>>>>,
    cancel: CancelToken,
}

/// What the transport waits for. Dropped when the client cancels, and the handler is told.
pub(crate) struct Awaited<T> {
    receiver: oneshot::Receiver<Result<T>>,
    cancel: CancelToken,
}

/// A reply of any type, to fail it.
pub(crate) trait Failable: Send + Sync {
    /// Fails the request, unless it has been answered, and tells its handler to stop.
    fn fail(&self, error: Error);
    fn is_open(&self) -> bool;
}

pub(crate) fn reply<T>() -> (Reply<T>, Awaited<T>) {
    let (sender, receiver) = oneshot::channel();
    let cancel = CancelToken::default();
    let shared = Arc::new(Shared { sender: Mutex::new(Some(sender)), cancel: cancel.clone() });
    (Reply { shared }, Awaited { receiver, cancel })
}

impl<T> Reply<T> {
    pub(crate) fn cancel_token(&self) -> CancelToken {
        self.shared.cancel.clone()
    }

    /// Answers, if nobody has.
    pub(crate) fn give(&self, answer: Result<T>) {
        let sender = self.shared.sender.lock().unwrap_or_else(|lock| lock.into_inner()).take();
        if let Some(sender) = sender {
            // The client may have cancelled: then nobody listens.
            let _ = sender.send(answer);
        }
    }
}

impl<T: Send + 'static> Reply<T> {
    pub(crate) fn failable(&self) -> Arc<dyn Failable> {
        self.shared.clone()
    }
}

impl<T: Send> Failable for Shared<T> {
    fn fail(&self, error: Error) {
        self.cancel.cancel();
        let sender = self.sender.lock().unwrap_or_else(|lock| lock.into_inner()).take();
        if let Some(sender) = sender {
            let _ = sender.send(Err(error));
        }
    }

    fn is_open(&self) -> bool {
        let sender = self.sender.lock().unwrap_or_else(|lock| lock.into_inner());
        sender.as_ref().is_some_and(|sender| !sender.is_canceled())
    }
}

impl<T> Awaited<T> {
    pub(crate) async fn answer(mut self) -> Result<T> {
        match (&mut self.receiver).await {
            Ok(answer) => answer,
            // The session has ended, and with it everyone who could answer.
            Err(_) => Err(request_cancelled()),
        }
    }
}

impl<T> Drop for Awaited<T> {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// The document has changed since: a client asks again if it still wants to know.
pub(crate) fn content_modified() -> Error {
    Error { code: ErrorCode::ContentModified, message: "the document has been edited since".into(), data: None }
}

/// A newer request of the same kind has taken the place of this one.
pub(crate) fn superseded() -> Error {
    Error { code: ErrorCode::ContentModified, message: "a newer request has been made".into(), data: None }
}

/// What was asked for is right and can't be done: the sentence says why.
pub(crate) fn refused(why: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: why.into(), data: None }
}

/// As the protocol calls it.
const REQUEST_FAILED: i64 = -32803;

pub(crate) fn request_cancelled() -> Error {
    Error::request_cancelled()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn the_first_answer_counts() {
        let (reply, awaited) = reply();
        reply.failable().fail(content_modified());
        reply.give(Ok(1));
        assert!(reply.cancel_token().is_cancelled());
        assert_eq!(awaited.answer().now_or_never(), Some(Err(content_modified())));
    }

    #[test]
    fn who_no_longer_waits_is_noticed() {
        let (reply, awaited) = reply::<()>();
        assert!(reply.failable().is_open() && !reply.cancel_token().is_cancelled());
        drop(awaited);
        assert!(!reply.failable().is_open() && reply.cancel_token().is_cancelled());
    }

    #[test]
    fn no_answer_is_an_answer_too() {
        let (reply, awaited) = reply::<()>();
        drop(reply);
        assert!(awaited.answer().now_or_never().unwrap().is_err());
    }
}
