//! What the server says without being asked: notifications and requests to the client.
//!
//! Anyone may call from any thread; nothing waits. Notifications leave in the order of the calls. What a request is answered comes back
//! as an event, so that only the session acts on it.

use std::fmt::Display;
use std::pin::Pin;
use std::sync::Arc;

use futures::channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use futures::executor::ThreadPool;
use futures::{Future, StreamExt};
use tower_lsp_server::Client;
use tower_lsp_server::jsonrpc;
use tower_lsp_server::ls_types::notification::{LogMessage, Notification};
use tower_lsp_server::ls_types::request::Request;
use tower_lsp_server::ls_types::{LogMessageParams, MessageType};

type Sending = Pin<Box<dyn Future<Output = ()> + Send>>;

#[derive(Clone)]
pub(crate) struct Outgoing {
    client: Client,
    notifications: UnboundedSender<Sending>,
    executor: Arc<ThreadPool>,
}

impl Outgoing {
    pub(crate) fn new(client: Client, executor: Arc<ThreadPool>) -> Outgoing {
        let (notifications, waiting) = mpsc::unbounded();
        executor.spawn_ok(send_in_order(waiting));
        Outgoing { client, notifications, executor }
    }

    pub(crate) fn notify<N: Notification>(&self, params: N::Params)
    where
        N::Params: Send + 'static,
    {
        let client = self.client.clone();
        // Fails only when the client has gone.
        let _ = self.notifications.unbounded_send(Box::pin(async move { client.send_notification::<N>(params).await }));
    }

    pub(crate) fn request<R: Request>(
        &self,
        params: R::Params,
        then: impl FnOnce(jsonrpc::Result<R::Result>) + Send + 'static,
    ) where
        R::Params: Send + 'static,
        R::Result: Send + 'static,
    {
        let client = self.client.clone();
        self.executor.spawn_ok(async move { then(client.send_request::<R>(params).await) });
    }

    /// A line in the client's log of this server.
    pub(crate) fn log(&self, kind: MessageType, message: impl Display) {
        self.notify::<LogMessage>(LogMessageParams { typ: kind, message: message.to_string() });
    }
}

async fn send_in_order(mut waiting: UnboundedReceiver<Sending>) {
    while let Some(sending) = waiting.next().await {
        sending.await;
    }
}
