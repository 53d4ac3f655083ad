//! The way of a message: bytes, frame, JSON, tower-lsp's service, and its answer back.
//!
//! tower-lsp's service is used for what it does well (methods, parameters, states of the protocol, cancellation); its reading loop is
//! not, since that ends at the first broken message, stops reading when a hundred requests wait, and dies with a handler that panics.
//! Here one thread reads and starts each handler in the order of the messages, up to the point where it first waits: by then its event
//! is in the inbox. So order is kept by construction, and a cancellation is read whatever the handlers do.

use std::io::{BufReader, Read, Write};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use futures::executor::ThreadPool;
use futures::{FutureExt, SinkExt, StreamExt};
use tower::Service;
use tower_lsp_server::LspService;
use tower_lsp_server::jsonrpc::{Id, Request, Response};

use crate::framing::{self, Frame};
use crate::inbox::{Event, Inbox};
use crate::message::{self, Message};
use crate::outgoing::Outgoing;
use crate::output::Output;
use crate::pool::STACK;
use crate::read;
use crate::requests::type_hierarchy;
use crate::server::Server;
use crate::session::{Host, Session};
use crate::trace::Trace;

/// One client, however it is connected.
pub struct Connection {
    pub input: Box<dyn Read + Send>,
    pub output: Box<dyn Write + Send>,
    /// Ends the connection from our side: called when the client's process is gone although its pipes are open.
    pub hang_up: Arc<dyn Fn() + Send + Sync>,
}

/// How a client left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// By `exit` after `shutdown`, as the protocol has it.
    Orderly,
    /// By `exit` alone, or by closing its end.
    Abruptly,
}

/// How long answers are waited for that are still being made when the client closes its end.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// Serves one client until it leaves.
pub fn serve(connection: Connection, host: &Host) -> std::io::Result<Ended> {
    let executor = Arc::new(ThreadPool::builder().pool_size(2).name_prefix("lsp transport ").create()?);
    let output = Output::start(connection.output)?;
    let trace = Trace::new(output.clone());
    let (inbox, events) = Inbox::new();
    let mut outgoing = None;
    let builder = LspService::build(|client| {
        outgoing = Some(Outgoing::new(client, executor.clone()));
        Server { inbox: inbox.clone(), trace: trace.clone() }
    });
    let builder = builder.custom_method("$/setTrace", Server::set_trace);
    let builder = builder
        .custom_method("lode/live", Server::live)
        .custom_method("lode/run", Server::run)
        .custom_method("lode/stop", Server::stop)
        .custom_method("lode/visible", Server::visible)
        .custom_method("lode/value/expand", Server::expand)
        .custom_method("lode/value/history", Server::history)
        .custom_method("lode/evalSelection", Server::eval_selection);
    #[cfg(debug_assertions)]
    let builder =
        builder.custom_method("lode/testSleep", Server::test_sleep).custom_method("lode/testPanic", Server::test_panic);
    let (service, socket) = builder.finish();
    let outgoing = outgoing.expect("the builder calls what it is given");

    let session = Session::new(inbox.clone(), outgoing, host, connection.hang_up);
    let session =
        thread::Builder::new().name("lsp session".to_owned()).stack_size(STACK).spawn(move || session.run(&events))?;

    let (mut requests, answers) = socket.split();
    let to_client = output.clone();
    executor.spawn_ok(async move {
        while let Some(request) = requests.next().await {
            to_client.send(&request);
        }
    });

    let mut reader =
        Reader { service, answers, output, executor, trace, waiting: Arc::default(), has_shut_down: false };
    let ended = reader.read(BufReader::with_capacity(64 << 10, connection.input));
    if ended == End::InputClosed {
        reader.waiting.wait(LAST_ANSWERS);
    }
    inbox.send(Event::End);
    let _ = session.join();
    reader.output.flush(Duration::from_secs(2));
    Ok(match ended {
        End::Exit | End::InputClosed if reader.has_shut_down => Ended::Orderly,
        End::Exit | End::InputClosed => Ended::Abruptly,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Exit,
    InputClosed,
}

struct Reader<Answers> {
    service: LspService<Server>,
    answers: Answers,
    output: Output,
    executor: Arc<ThreadPool>,
    trace: Trace,
    waiting: Arc<Waiting>,
    has_shut_down: bool,
}

impl<Answers: futures::Sink<Response> + Unpin> Reader<Answers> {
    fn read(&mut self, mut input: BufReader<Box<dyn Read + Send>>) -> End {
        loop {
            let message = match framing::read(&mut input) {
                Ok(Some(Frame::Body(body))) => message::parse(&body),
                Ok(Some(Frame::Malformed(sentence))) => Message::Wrong(message::no_message(sentence)),
                Ok(None) | Err(_) => return End::InputClosed,
            };
            match message {
                Message::Call(request) => {
                    let is_exit = request.method() == "exit";
                    self.has_shut_down |= request.method() == "shutdown";
                    self.call(request);
                    if is_exit {
                        return End::Exit;
                    }
                }
                // Taken at once, or nobody waits for it.
                Message::Answer(answer) => drop(self.answers.send(answer).now_or_never()),
                Message::Wrong(answer) => self.output.send(&answer),
            }
        }
    }

    /// Starts a handler: it runs here until it waits for something.
    fn call(&mut self, request: Request) {
        let id = request.id().cloned();
        let method = request.method().to_owned();
        let started = Instant::now();
        let handling = std::panic::catch_unwind(AssertUnwindSafe(|| self.service.call(request)));
        let mut handling = match handling {
            Ok(handling) => AssertUnwindSafe(handling).catch_unwind().boxed(),
            Err(panic) => return self.finish(&method, started, failure(id, &method, &*panic)),
        };
        // Woken by nobody: if it has to wait, the executor polls it again at once.
        match handling.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(answer)) => self.finish(&method, started, answer.ok().flatten()),
            Poll::Ready(Err(panic)) => self.finish(&method, started, failure(id, &method, &*panic)),
            Poll::Pending => {
                let (output, trace, waiting) = (self.output.clone(), self.trace.clone(), self.waiting.clone());
                waiting.add();
                self.executor.spawn_ok(async move {
                    let answer = match handling.await {
                        Ok(answer) => answer.ok().flatten(),
                        Err(panic) => failure(id, &method, &*panic),
                    };
                    finish(&output, &trace, &method, started, answer);
                    waiting.remove();
                });
            }
        }
    }

    fn finish(&self, method: &str, started: Instant, answer: Option<Response>) {
        finish(&self.output, &self.trace, method, started, answer);
    }
}

fn finish(output: &Output, trace: &Trace, method: &str, started: Instant, answer: Option<Response>) {
    let Some(answer) = answer else { return };
    let answer = if method == "initialize" { type_hierarchy::announced(answer) } else { answer };
    output.send(&answer);
    if trace.is_on() {
        trace.answered(method, started.elapsed(), answer.is_ok());
    }
}

fn failure(id: Option<Id>, method: &str, panic: &(dyn std::any::Any + Send)) -> Option<Response> {
    Some(Response::from_error(id?, read::failed(method, panic)))
}

/// How many requests are being answered.
#[derive(Default)]
struct Waiting {
    /// Written by the reader and by handlers that are done.
    count: Mutex<usize>,
    changed: Condvar,
}

impl Waiting {
    fn add(&self) {
        *self.count.lock().unwrap_or_else(|lock| lock.into_inner()) += 1;
    }

    fn remove(&self) {
        *self.count.lock().unwrap_or_else(|lock| lock.into_inner()) -= 1;
        self.changed.notify_all();
    }

    fn wait(&self, patience: Duration) {
        let count = self.count.lock().unwrap_or_else(|lock| lock.into_inner());
        let _ = self.changed.wait_timeout_while(count, patience, |count| *count > 0);
    }
}
