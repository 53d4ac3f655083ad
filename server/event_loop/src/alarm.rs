//! The loop's own deadline, to the microsecond: tokio's timers round up to the next millisecond and add one, which would double
//! the shortest timer of a program.

use std::cell::OnceCell;
use std::os::fd::OwnedFd;
use std::time::Instant;

use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
};
use tokio::io::unix::AsyncFd;

/// A timer descriptor, made when it is first wanted.
#[derive(Default)]
pub(crate) struct Alarm(OnceCell<Option<AsyncFd<OwnedFd>>>);

impl Alarm {
    /// Ready at `deadline`; never without one. Must be polled inside the runtime.
    pub(crate) async fn until(&self, deadline: Option<Instant>) {
        let Some(deadline) = deadline else { return std::future::pending().await };
        let Some(timer) = self.0.get_or_init(make) else {
            return tokio::time::sleep_until(deadline.into()).await;
        };
        let left = deadline.saturating_duration_since(Instant::now());
        // A timer of zero would be one that is switched off.
        let value = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: i64::from(left.subsec_nanos().max(1)) };
        let once = Itimerspec { it_interval: Timespec { tv_sec: 0, tv_nsec: 0 }, it_value: value };
        if timerfd_settime(timer.get_ref(), TimerfdTimerFlags::empty(), &once).is_err() {
            return tokio::time::sleep_until(deadline.into()).await;
        }
        loop {
            let Ok(mut guard) = timer.readable().await else { return };
            guard.clear_ready();
            // An earlier deadline may have passed unread.
            if Instant::now() >= deadline {
                let mut count = [0u8; 8];
                let _ = rustix::io::read(timer.get_ref(), &mut count);
                return;
            }
        }
    }
}

fn make() -> Option<AsyncFd<OwnedFd>> {
    let timer = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC).ok()?;
    #[expect(deprecated, reason = "the safe constructor; an OwnedFd keeps the promise that the unsafe one asks for")]
    AsyncFd::new(timer).ok()
}
