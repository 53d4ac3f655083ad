//! Work on all processors.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, Scope, ScopedJoinHandle};

/// Room for as many levels as a text of usual length can nest, so that it need not be looked at how deep it does. It is taken from
/// the system as far as it is used.
const STACK: usize = 1 << 30;

/// What every system has. The parser takes more where a text nests deeply.
const SMALL_STACK: usize = 8 << 20;

/// Things of this size take so much memory that one of them at a time is enough.
const LARGE: u64 = 128 << 10;

/// Does what there is to be done with each; `next` gives one after the other, of about `length`. The results come in any order.
pub fn each<T, R: Send>(
    threads: usize,
    length: usize,
    next: impl Fn() -> Option<T> + Sync,
    work: impl Fn(T) -> R + Sync,
) -> io::Result<Vec<R>> {
    let results = Mutex::new(Vec::with_capacity(length));
    let run = || {
        while let Some(item) = next() {
            let result = work(item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
        }
    };
    thread::scope(|scope| -> io::Result<()> {
        for _ in 0..threads.min(length) {
            spawn(scope, STACK, &run).or_else(|_| spawn(scope, SMALL_STACK, &run))?;
        }
        Ok(())
    })?;
    Ok(results.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn spawn<'s>(
    scope: &'s Scope<'s, '_>,
    stack: usize,
    run: &'s (impl Fn() + Sync),
) -> io::Result<ScopedJoinHandle<'s, ()>> {
    thread::Builder::new().name("lint".to_owned()).stack_size(stack).spawn_scoped(scope, run)
}

/// Things to be done, the largest first, so that no thread is left with one at the end. Of the large ones one is given at a time, as
/// long as there are others.
pub struct Queue<T> {
    items: Vec<T>,
    /// How many are large.
    large: usize,
    next_large: AtomicUsize,
    next_other: AtomicUsize,
    lane: Mutex<()>,
}

/// One of a queue.
pub struct Next<'q, T> {
    pub item: &'q T,
    /// Held while a large one is at work.
    _lane: Option<MutexGuard<'q, ()>>,
}

impl<T> Queue<T> {
    pub fn new(mut items: Vec<T>, size: impl Fn(&T) -> u64) -> Queue<T> {
        items.sort_by_key(|item| std::cmp::Reverse(size(item)));
        let large = items.partition_point(|item| size(item) >= LARGE);
        Queue {
            items,
            large,
            next_large: AtomicUsize::new(0),
            next_other: AtomicUsize::new(large),
            lane: Mutex::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn next(&self) -> Option<Next<'_, T>> {
        let lane = match self.lane.try_lock() {
            Ok(lane) => Some(lane),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        if lane.is_some()
            && let Some(item) = self.next_large()
        {
            return Some(Next { item, _lane: lane });
        }
        let other = || self.items.get(self.next_other.fetch_add(1, Ordering::Relaxed));
        other().or_else(|| self.next_large()).map(|item| Next { item, _lane: None })
    }

    fn next_large(&self) -> Option<&T> {
        let index = self.next_large.fetch_add(1, Ordering::Relaxed);
        self.items[..self.large].get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_done_once() {
        let sizes: Vec<u64> = (0..500).map(|number| if number % 7 == 0 { LARGE + number } else { number }).collect();
        let queue = Queue::new(sizes.clone(), |size| *size);
        let mut done = each(3, queue.len(), || queue.next(), |next| *next.item).unwrap();
        done.sort_unstable();
        let mut all = sizes;
        all.sort_unstable();
        assert_eq!(done, all);
    }
}
