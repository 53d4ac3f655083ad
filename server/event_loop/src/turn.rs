//! One turn of the loop after the other.

use std::time::Duration;

use tokio::task::yield_now;

use crate::{EventLoop, Host};

/// Of so many turns that only run immediates, one looks at the sockets.
const POLL_EVERY: u32 = 16;

impl<H: Host> EventLoop<H> {
    /// Drives `future` (and everything spawned) to its end. To be called with the runtime's `block_on`.
    pub async fn drive<T>(&self, future: impl Future<Output = T>) -> T {
        self.inner.tasks.run_until(future).await
    }

    /// Turns the loop until nothing keeps it alive, or it is stopped. Must run inside `drive`.
    pub async fn run(&self, host: &H) {
        self.inner.stopped.set(false);
        let started = self.update_now();
        self.update_metrics(|metrics| {
            metrics.started.get_or_insert(started);
            metrics.ended = None;
        });
        self.run_timers(host);
        while self.is_alive() && !self.inner.stopped.get() {
            // ===== Phase 1: pending
            self.update_metrics(|metrics| metrics.turns += 1);
            self.run_local(host);
            // ===== Phase 2: poll
            self.wait(host).await;
            self.run_completions(host);
            if self.inner.stopped.get() {
                break;
            }
            // ===== Phase 3: check
            host.process_immediates();
            // ===== Phase 4: closing, the last to be closed first, as libuv has it
            let closing = std::mem::take(&mut *self.inner.closing.borrow_mut());
            for completion in closing.into_iter().rev() {
                completion(host);
            }
            // ===== Phase 5: timers
            self.run_timers(host);
            if self.inner.foreign.is_overdue() {
                self.pump(host);
            }
        }
        let ended = self.update_now();
        self.update_metrics(|metrics| metrics.ended = Some(ended));
    }

    fn run_timers(&self, host: &H) {
        let now = self.update_now();
        if self.inner.next_timer.get().is_some_and(|due| due <= now) {
            self.inner.next_timer.set(None);
            if let Some(next) = host.process_timers(now) {
                self.schedule_timer(next);
            }
        }
    }

    fn pump(&self, host: &H) {
        host.pump_foreign();
        self.inner.foreign.note_pumped();
    }

    /// Waits until something is to be done; lets tokio look at the sockets in any case.
    async fn wait(&self, host: &H) {
        let inner = &self.inner;
        let busy = inner.stopped.get()
            || inner.immediates_referenced.get()
            || !inner.local.borrow().is_empty()
            || !inner.closing.borrow().is_empty();
        if busy {
            // Going through tokio costs more than an immediate: a chain of immediates looks at the sockets now and then.
            let skipped = inner.skipped_polls.get() + 1;
            let only_immediates = inner.local.borrow().is_empty() && inner.closing.borrow().is_empty();
            if only_immediates && skipped < POLL_EVERY {
                inner.skipped_polls.set(skipped);
            } else {
                inner.skipped_polls.set(0);
                yield_now().await;
            }
            self.update_now();
            return;
        }
        let now = self.update_now();
        let timer = inner.next_timer.get();
        if timer.is_some_and(|due| due <= now) {
            yield_now().await;
            return;
        }
        let timer = timer.map(|due| inner.start + Duration::from_secs_f64(due / 1000.0));
        let foreign_timer = host.foreign_timeout().map(|timeout| std::time::Instant::now() + timeout);
        let deadline = timer.into_iter().chain(foreign_timer).min();
        let mut pump = foreign_timer.is_some() && foreign_timer == deadline;
        tokio::select! {
            biased;
            () = inner.remote.notify.notified() => pump = false,
            () = inner.foreign.woken(|| host.foreign_wake()) => pump = true,
            () = inner.alarm.until(deadline) => {}
        }
        let waited = self.update_now() - now;
        self.update_metrics(|metrics| metrics.idle += waited);
        if pump {
            self.pump(host);
            self.update_now();
        }
    }

    /// Runs the completions that this thread made; those they make wait for the next time.
    fn run_local(&self, host: &H) {
        let local = std::mem::take(&mut *self.inner.local.borrow_mut());
        for completion in local {
            completion(host);
        }
    }

    /// Runs what arrived up to now; what these completions enqueue waits for the next turn.
    fn run_completions(&self, host: &H) {
        self.run_local(host);
        let (finished, completions) = {
            let mut items = self.inner.remote.lock();
            (std::mem::take(&mut items.finished), std::mem::take(&mut items.completions))
        };
        for (number, result) in finished {
            let finish = self.inner.pending.borrow_mut().remove(number);
            finish(host, result);
        }
        for completion in completions {
            completion(host);
        }
    }
}
