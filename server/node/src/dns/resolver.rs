//! Asking name servers: sends a packet that JavaScript made and gives back the answer's bytes.
//!
//! As c-ares does: each server in turn, the whole list `tries` times with a longer wait each round; a truncated answer is asked
//! for again over TCP; a server that can't answer (SERVFAIL, NOTIMP, REFUSED) passes the question on.

use std::cell::RefCell;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::time::Duration;

use engine::{Buffer, Function, IntoValue, OwnedBytes, Scope};
use slab::Slab;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, UdpSocket};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use crate::enter::Enter;
use crate::event_loop::EventLoop;

/// The queries under way, by the number that cancels them.
#[derive(Default)]
struct Queries(RefCell<Slab<Option<AbortHandle>>>);

/// The name servers that the machine is set up with.
pub fn system_servers() -> Vec<String> {
    let text = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("nameserver"))
        .map(|server| server.trim().to_owned())
        .filter(|server| server.split('%').next().is_some_and(|address| address.parse::<IpAddr>().is_ok()))
        .collect()
}

/// Sends `packet` to `servers`; `callback` gets `(null, bytes)` or `(code)`. The result cancels it.
#[expect(clippy::too_many_arguments, reason = "a native's arguments are JavaScript's, in its order")]
pub fn query(
    scope: &Scope,
    servers: Vec<String>,
    packet: OwnedBytes,
    wait: u32,
    tries: u32,
    local_v4: Option<String>,
    local_v6: Option<String>,
    callback: Function,
) -> u32 {
    let event_loop = EventLoop::of(scope);
    let reference = event_loop.reference();
    let queries = scope.state::<Queries>();
    let number = queries.0.borrow_mut().insert(None);
    let question = Question {
        servers: servers.iter().filter_map(|server| server.parse().ok()).collect(),
        packet: packet.0,
        wait: Duration::from_millis(u64::from(wait)),
        tries,
        locals: [local_v4, local_v6].into_iter().flatten().filter_map(|local| local.parse().ok()).collect(),
    };
    let task = {
        let (event_loop, queries) = (event_loop.clone(), queries.clone());
        async move {
            let outcome = question.ask().await;
            queries.0.borrow_mut().remove(number);
            event_loop.enqueue(move |scope| {
                match outcome {
                    Ok(answer) => callback.enter(scope, None, &[scope.null(), Buffer(answer).into_value(scope)]),
                    Err(code) => callback.enter(scope, None, &[code.into_value(scope)]),
                };
                drop(reference);
            });
        }
    };
    let handle = event_loop.spawn(task);
    if let Some(place) = queries.0.borrow_mut().get_mut(number) {
        *place = Some(handle.abort_handle());
    }
    number as u32
}

/// Gives up a query; its callback is not called.
pub fn query_cancel(scope: &Scope, number: u32) {
    let queries: Rc<Queries> = scope.state::<Queries>();
    let found = queries.0.borrow_mut().try_remove(number as usize);
    if let Some(Some(handle)) = found {
        handle.abort();
    }
}

struct Question {
    servers: Vec<SocketAddr>,
    packet: Vec<u8>,
    wait: Duration,
    tries: u32,
    /// The addresses to ask from.
    locals: Vec<IpAddr>,
}

impl Question {
    async fn ask(&self) -> Result<Vec<u8>, &'static str> {
        let mut failure = Err("ECONNREFUSED");
        for round in 0..self.tries {
            let wait = self.wait * 2u32.saturating_pow(round.min(5));
            for server in &self.servers {
                match timeout(wait, self.ask_one(*server)).await {
                    Err(_) => failure = failure_or(failure, "ETIMEOUT"),
                    Ok(Err(_)) => failure = failure_or(failure, "ECONNREFUSED"),
                    Ok(Ok(answer)) if answer.get(3).is_some_and(|flags| matches!(flags & 15, 2 | 4 | 5)) => {
                        failure = Ok(answer);
                    }
                    Ok(Ok(answer)) => return Ok(answer),
                }
            }
            if failure.is_ok() {
                break;
            }
        }
        failure
    }

    async fn ask_one(&self, server: SocketAddr) -> io::Result<Vec<u8>> {
        let unspecified: IpAddr = if server.is_ipv4() { [0; 4].into() } else { [0; 16].into() };
        let local =
            self.locals.iter().copied().find(|local| local.is_ipv4() == server.is_ipv4()).unwrap_or(unspecified);
        let socket = UdpSocket::bind((local, 0)).await?;
        socket.connect(server).await?;
        socket.send(&self.packet).await?;
        let mut answer = vec![0; 4096];
        loop {
            let length = socket.recv(&mut answer).await?;
            // An answer to something else is not ours.
            if length >= 12 && answer[..2] == self.packet[..2] {
                answer.truncate(length);
                break;
            }
        }
        let truncated = answer[2] & 2 != 0;
        if truncated { self.ask_over_tcp(server, local).await } else { Ok(answer) }
    }

    async fn ask_over_tcp(&self, server: SocketAddr, local: IpAddr) -> io::Result<Vec<u8>> {
        let socket = if server.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.bind(SocketAddr::new(local, 0))?;
        let mut stream = socket.connect(server).await?;
        stream.write_u16(self.packet.len() as u16).await?;
        stream.write_all(&self.packet).await?;
        let mut answer = vec![0; stream.read_u16().await?.into()];
        stream.read_exact(&mut answer).await?;
        Ok(answer)
    }
}

/// An answer that is an error says more than silence.
fn failure_or(before: Result<Vec<u8>, &'static str>, code: &'static str) -> Result<Vec<u8>, &'static str> {
    before.or(Err(code))
}
