//! What keeps the loop alive.

use std::cell::Cell;
use std::rc::Rc;

/// While it exists and is referenced, the loop goes on.
pub struct Reference {
    count: Rc<Cell<usize>>,
    active: Cell<bool>,
}

impl Reference {
    pub(crate) fn new(count: Rc<Cell<usize>>) -> Reference {
        count.set(count.get() + 1);
        Reference { count, active: Cell::new(true) }
    }

    /// Node's `ref()`.
    pub fn ref_(&self) {
        if !self.active.replace(true) {
            self.count.set(self.count.get() + 1);
        }
    }

    /// Node's `unref()`: the loop no longer waits for it.
    pub fn unref(&self) {
        if self.active.replace(false) {
            self.count.set(self.count.get() - 1);
        }
    }

    /// Node's `hasRef()`.
    pub fn has_ref(&self) -> bool {
        self.active.get()
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        self.unref();
    }
}
