//! The loop's order, with a host that only writes down what it was asked to do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::{EventLoop, Host};

/// Timers by due time (and number, so that none is lost), immediates, and the log of what ran.
#[derive(Default)]
struct Fake {
    log: RefCell<Vec<String>>,
    timers: RefCell<BTreeMap<(u64, usize), Action>>,
    immediates: RefCell<Vec<Action>>,
}

type Action = Box<dyn FnOnce(&Loop, &Fake)>;

/// The loop with its host, as a program sees both.
#[derive(Clone)]
struct Loop(EventLoop<Shared>);

struct Shared {
    fake: Rc<Fake>,
    event_loop: RefCell<Option<Loop>>,
}

impl Shared {
    fn program(&self) -> Loop {
        self.event_loop.borrow().clone().expect("set before the loop runs")
    }
}

impl Host for Shared {
    fn process_timers(&self, now: f64) -> Option<f64> {
        let program = self.program();
        loop {
            let due = self.fake.timers.borrow().first_key_value().map(|(key, _)| *key)?;
            if due.0 as f64 > now {
                return Some(due.0 as f64);
            }
            let action = self.fake.timers.borrow_mut().remove(&due);
            program.0.set_timers_referenced(!self.fake.timers.borrow().is_empty());
            if let Some(action) = action {
                action(&program, &self.fake);
            }
        }
    }

    fn process_immediates(&self) {
        let program = self.program();
        program.0.set_immediates_referenced(false);
        let queued = std::mem::take(&mut *self.fake.immediates.borrow_mut());
        for action in queued {
            action(&program, &self.fake);
        }
    }
}

impl Loop {
    fn timer(&self, fake: &Fake, milliseconds: u64, action: impl FnOnce(&Loop, &Fake) + 'static) {
        let due = self.0.now() as u64 + milliseconds;
        let number = fake.timers.borrow().len() + fake.log.borrow().len();
        fake.timers.borrow_mut().insert((due, number), Box::new(action));
        self.0.set_timers_referenced(true);
        self.0.schedule_timer(due as f64);
    }

    fn immediate(&self, fake: &Fake, action: impl FnOnce(&Loop, &Fake) + 'static) {
        fake.immediates.borrow_mut().push(Box::new(action));
        self.0.set_immediates_referenced(true);
    }
}

fn note(text: &'static str) -> impl FnOnce(&Loop, &Fake) {
    move |_, fake| fake.log.borrow_mut().push(text.to_owned())
}

/// Runs a program to the loop's end; what it logged.
fn run(program: impl FnOnce(&Loop, &Rc<Fake>)) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let fake = Rc::new(Fake::default());
    let event_loop = Loop(EventLoop::new(runtime.handle().clone()));
    let host = Shared { fake: fake.clone(), event_loop: RefCell::new(Some(event_loop.clone())) };
    runtime.block_on(event_loop.0.drive(async {
        program(&event_loop, &fake);
        event_loop.0.run(&host).await;
    }));
    host.event_loop.take();
    fake.log.take()
}

#[test]
fn an_empty_loop_ends_at_once() {
    let start = Instant::now();
    assert!(run(|_, _| {}).is_empty());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn immediates_come_before_timers_that_are_not_due_and_after_completions() {
    let log = run(|program, fake| {
        program.timer(fake, 30, note("timer"));
        program.immediate(fake, note("immediate"));
        let written = fake.clone();
        program.0.enqueue(move |_| written.log.borrow_mut().push("completion".to_owned()));
    });
    assert_eq!(log, ["completion", "immediate", "timer"]);
}

#[test]
fn an_immediate_queued_by_an_immediate_waits_for_the_next_turn() {
    let log = run(|program, fake| {
        program.immediate(fake, |program, fake| {
            note("first")(program, fake);
            program.immediate(fake, note("next turn"));
            let event_loop = program.0.clone();
            event_loop.enqueue(|host: &Shared| host.fake.log.borrow_mut().push("completion between".to_owned()));
        });
        program.immediate(fake, note("second"));
    });
    assert_eq!(log, ["first", "second", "completion between", "next turn"]);
}

#[test]
fn closing_callbacks_come_after_immediates_and_before_timers() {
    let log = run(|program, fake| {
        program.immediate(fake, |program, fake| {
            for name in ["close 1", "close 2"] {
                program.0.enqueue_closing(move |host: &Shared| host.fake.log.borrow_mut().push(name.to_owned()));
            }
            program.timer(fake, 0, note("timer"));
            note("immediate")(program, fake);
        });
    });
    assert_eq!(log, ["immediate", "close 2", "close 1", "timer"]);
}

#[test]
fn timers_run_in_the_order_in_which_they_are_due() {
    let log = run(|program, fake| {
        program.timer(fake, 20, note("20"));
        program.timer(fake, 5, note("5"));
        program.timer(fake, 10, |program, fake| {
            note("10")(program, fake);
            program.timer(fake, 1, note("11"));
        });
    });
    assert_eq!(log, ["5", "10", "11", "20"]);
}

#[test]
fn a_timer_is_not_early_and_the_loop_sleeps_meanwhile() {
    let start = Instant::now();
    let log = run(|program, fake| program.timer(fake, 40, note("timer")));
    assert_eq!(log, ["timer"]);
    assert!(start.elapsed() >= Duration::from_millis(39), "{:?}", start.elapsed());
}

#[test]
fn unreferenced_timers_do_not_keep_the_loop() {
    let log = run(|program, fake| {
        program.timer(fake, 60_000, note("never"));
        program.0.set_timers_referenced(false);
    });
    assert!(log.is_empty());
}

#[test]
fn a_reference_keeps_the_loop_until_it_is_given_up() {
    let log = run(|program, fake| {
        let reference = program.0.reference();
        assert!(reference.has_ref() && program.0.is_alive());
        reference.unref();
        assert!(!program.0.is_alive());
        reference.ref_();
        let fake = fake.clone();
        let remote = program.0.remote();
        program.0.enqueue(move |_| fake.log.borrow_mut().push("still there".to_owned()));
        let (told, telling) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            remote.enqueue(|host| host.fake.log.borrow_mut().push("woken".to_owned()));
            told.send(()).expect("the loop waits");
        });
        // The completion of the other thread ends the wait; dropping the reference lets the loop end.
        let event_loop = program.0.clone();
        program.0.spawn(async move {
            let kept = reference;
            telling.await.expect("the thread tells");
            event_loop.enqueue(move |_| drop(kept));
        });
    });
    assert_eq!(log, ["still there", "woken"]);
}

#[test]
fn blocking_work_keeps_the_loop_and_its_result_comes_back() {
    let log = run(|program, _| {
        for number in 0..50 {
            program.0.spawn_blocking(
                move || number * 2,
                move |host: &Shared, result| {
                    assert_eq!(result, number * 2);
                    host.fake.log.borrow_mut().push(String::new());
                },
            );
        }
    });
    assert_eq!(log.len(), 50);
}

#[test]
fn a_million_timers_of_one_host_cost_the_loop_one() {
    let log = run(|program, fake| {
        for number in 0..1_000_000usize {
            fake.timers.borrow_mut().insert((1 + number as u64 % 10, number), Box::new(|_, _| {}));
        }
        program.0.set_timers_referenced(true);
        program.0.schedule_timer(1.0);
        program.timer(fake, 30, note("last"));
    });
    assert_eq!(log, ["last"]);
}

#[test]
fn an_idle_loop_uses_no_processor() {
    let usage = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let before = usage();
    let start = Instant::now();
    run(|program, fake| program.timer(fake, 300, note("timer")));
    assert!(start.elapsed() >= Duration::from_millis(290));
    let used = usage().saturating_sub(before);
    assert!(used < Duration::from_millis(60), "{used:?} of processor time while waiting 300 ms");
}

#[test]
fn stopping_ends_the_loop_though_timers_wait() {
    let log = run(|program, fake| {
        program.timer(fake, 60_000, note("never"));
        let event_loop = program.0.clone();
        program.0.enqueue(move |_| event_loop.stop());
    });
    assert!(log.is_empty());
}
