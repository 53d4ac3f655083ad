//! What goes to the client, in the order in which it was sent.
//!
//! A thread of its own writes, behind a queue without a limit in number: a client that is slow to read must not stop the server from
//! reading, or both wait for each other for ever. A client that does not read at all is given up when too much waits for it.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use crate::framing;

/// Nobody is so slow that this much is still wanted.
const MOST_WAITING: usize = 1 << 30;

#[derive(Clone)]
pub(crate) struct Output {
    queue: Sender<Chunk>,
    /// Bytes that were sent and are not written yet.
    waiting: Arc<AtomicUsize>,
}

enum Chunk {
    Body(Vec<u8>),
    /// Everything before is to be written, then this to be dropped.
    Flush(Sender<()>),
}

impl Output {
    pub(crate) fn start(output: Box<dyn Write + Send>) -> std::io::Result<Output> {
        let (queue, chunks) = mpsc::channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let written = waiting.clone();
        thread::Builder::new().name("lsp output".to_owned()).spawn(move || write(output, &chunks, &written))?;
        Ok(Output { queue, waiting })
    }

    pub(crate) fn send(&self, message: &impl Serialize) {
        let Ok(body) = serde_json::to_vec(message) else { return };
        if self.waiting.fetch_add(body.len(), Ordering::Relaxed) > MOST_WAITING {
            self.waiting.fetch_sub(body.len(), Ordering::Relaxed);
            return;
        }
        // The thread ends only when the last clone is gone.
        let _ = self.queue.send(Chunk::Body(body));
    }

    /// Waits until all that was sent is written, but not for ever.
    pub(crate) fn flush(&self, patience: Duration) {
        let (done, is_done) = mpsc::channel();
        if self.queue.send(Chunk::Flush(done)).is_ok() {
            let _ = is_done.recv_timeout(patience);
        }
    }
}

fn write(mut output: Box<dyn Write + Send>, chunks: &Receiver<Chunk>, waiting: &AtomicUsize) {
    let mut is_broken = false;
    let mut next = chunks.recv().ok();
    while let Some(chunk) = next {
        match chunk {
            Chunk::Body(body) => {
                // A client that has gone away is noticed by the reading side.
                is_broken = is_broken || framing::write(&mut output, &body).is_err();
                waiting.fetch_sub(body.len(), Ordering::Relaxed);
            }
            Chunk::Flush(done) => {
                is_broken = is_broken || output.flush().is_err();
                drop(done);
            }
        }
        next = chunks.try_recv().ok().or_else(|| {
            is_broken = is_broken || output.flush().is_err();
            chunks.recv().ok()
        });
    }
}
