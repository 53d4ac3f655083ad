//! The process that started the server: when it is gone without a word, the server is to go too.

use rustix::process::{Pid, test_kill_process};

#[derive(Default)]
pub(crate) struct Parent {
    process: Option<Pid>,
}

impl Parent {
    /// A process that can't be seen even now (a client in another container) says nothing by its absence later.
    pub(crate) fn new(id: Option<u32>) -> Parent {
        let process = id.and_then(|id| Pid::from_raw(id as i32)).filter(|process| is_there(*process));
        Parent { process }
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.process.is_some_and(|process| !is_there(process))
    }
}

fn is_there(process: Pid) -> bool {
    match test_kill_process(process) {
        Ok(()) => true,
        // Somebody else's, but there.
        Err(error) => error == rustix::io::Errno::PERM,
    }
}
