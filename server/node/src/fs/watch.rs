//! fs.watch on Linux: one inotify instance for each loop, since a user may have few of them and programs watch thousands of
//! paths. A path watched by several watchers has one kernel watch, which is removed with the last of them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::{Rc, Weak};

use engine::{Buffer, Function, Handle, IntoValue, Scope};
use event_loop::Reference;
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;
use tokio::io::unix::AsyncFd;

use super::arguments::PathArgument;
use crate::enter::Enter;
use crate::error::NodeResult;
use crate::event_loop::EventLoop;

const WANTED: WatchFlags = WatchFlags::ATTRIB
    .union(WatchFlags::CREATE)
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::DELETE_SELF)
    .union(WatchFlags::MOVE_SELF)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO);

/// The loop's inotify instance, made for its first watcher.
#[derive(Default)]
struct Instance(RefCell<Option<Rc<Shared>>>);

struct Shared {
    descriptor: OwnedFd,
    /// Who is told of which kernel watch. A watcher may appear several times in a recursive watch, once for each directory.
    watches: RefCell<HashMap<i32, Vec<Place>>>,
}

/// A directory or file in a watcher.
struct Place {
    watcher: Weak<Watcher>,
    path: PathBuf,
    /// The path below the watched directory, for what `recursive` added.
    below: Option<PathBuf>,
}

/// What JavaScript's `FSWatcher` holds.
pub struct Watcher {
    callback: Function,
    recursive: bool,
    /// The name that events of the watched file itself carry.
    name: Vec<u8>,
    shared: Rc<Shared>,
    reference: Reference,
    /// Ends the watcher's part in the instance.
    watched: RefCell<Vec<i32>>,
}

/// One event on its way to JavaScript.
struct Report {
    watcher: Rc<Watcher>,
    kind: &'static str,
    name: Option<Vec<u8>>,
}

/// Starts to watch; `callback(eventType, name as bytes or undefined)` is called for each event.
pub fn watch(scope: &Scope, path: PathArgument, recursive: bool, callback: Function) -> NodeResult<Handle<Watcher>> {
    path.check_read()?;
    let event_loop = EventLoop::of(scope);
    let shared = shared(scope, &event_loop).map_err(|error| path.error(error, "watch"))?;
    let name = path.as_path().file_name().unwrap_or(path.as_path().as_os_str());
    let watcher = Rc::new(Watcher {
        callback,
        recursive,
        name: name.as_bytes().to_vec(),
        shared,
        reference: event_loop.reference(),
        watched: RefCell::default(),
    });
    watcher.add(path.as_path(), None).map_err(|error| path.error(error, "watch"))?;
    if recursive {
        watcher.add_below(path.as_path(), Path::new(""), &mut Vec::new());
    }
    Ok(Handle::from(watcher))
}

pub fn watch_close(watcher: Handle<Watcher>) {
    watcher.close();
}

/// Whether the loop waits for the watcher.
pub fn watch_reference(watcher: Handle<Watcher>, referenced: bool) {
    if referenced {
        watcher.reference.ref_();
    } else {
        watcher.reference.unref();
    }
}

impl Watcher {
    fn add(self: &Rc<Self>, path: &Path, below: Option<PathBuf>) -> Result<(), Errno> {
        let number = inotify::add_watch(&self.shared.descriptor, path, WANTED)?;
        let place = Place { watcher: Rc::downgrade(self), path: path.to_owned(), below };
        let mut watches = self.shared.watches.borrow_mut();
        let places = watches.entry(number).or_default();
        let known = places.iter().any(|known| known.watcher.ptr_eq(&place.watcher) && known.path == place.path);
        if !known {
            places.push(place);
            self.watched.borrow_mut().push(number);
        }
        Ok(())
    }

    /// Watches the directories below, and tells what was found in them: it may have come before the watch.
    fn add_below(self: &Rc<Self>, directory: &Path, below: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(directory) else { return };
        for entry in entries.flatten() {
            let below = below.join(entry.file_name());
            found.push(below.clone());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) && self.add(&entry.path(), Some(below.clone())).is_ok()
            {
                self.add_below(&entry.path(), &below, found);
            }
        }
    }

    fn close(&self) {
        self.reference.unref();
        let mut watches = self.shared.watches.borrow_mut();
        for number in self.watched.borrow_mut().drain(..) {
            let Some(places) = watches.get_mut(&number) else { continue };
            places.retain(|place| !std::ptr::eq(place.watcher.as_ptr(), self));
            if places.is_empty() {
                watches.remove(&number);
                let _ = inotify::remove_watch(&self.shared.descriptor, number);
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.close();
    }
}

fn shared(scope: &Scope, event_loop: &EventLoop) -> Result<Rc<Shared>, std::io::Error> {
    let instance = scope.state::<Instance>();
    if let Some(shared) = &*instance.0.borrow() {
        return Ok(shared.clone());
    }
    let descriptor = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
    // The task has a descriptor of its own, and ends when the loop does.
    let readable = {
        let _runtime = event_loop.runtime().enter();
        // SAFETY: it owns the descriptor that it is registered with.
        unsafe { AsyncFd::register(descriptor.try_clone()?) }?
    };
    let shared = Rc::new(Shared { descriptor, watches: RefCell::default() });
    *instance.0.borrow_mut() = Some(shared.clone());
    event_loop.spawn(read_events(readable, shared.clone(), event_loop.clone()));
    Ok(shared)
}

async fn read_events(readable: AsyncFd<OwnedFd>, shared: Rc<Shared>, event_loop: EventLoop) {
    while let Ok(mut ready) = readable.readable().await {
        let mut reports = Vec::new();
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = inotify::Reader::new(readable.get_ref(), &mut buffer);
        while let Ok(event) = reader.next() {
            let name = event.file_name().map(|name| name.to_bytes());
            shared.collect(event.wd(), event.events(), name, &mut reports);
        }
        ready.clear_ready();
        for report in reports {
            event_loop.enqueue(move |scope| report.deliver(scope));
        }
    }
}

impl Report {
    fn deliver(self, scope: &Scope) {
        // Closed while the event was on its way.
        if self.watcher.watched.borrow().is_empty() {
            return;
        }
        let kind = self.kind.into_value(scope);
        let name = self.name.map(Buffer).into_value(scope);
        self.watcher.callback.enter(scope, None, &[kind, name]);
    }
}

impl Shared {
    /// Who is to be told of an event, and as what.
    fn collect(&self, number: i32, events: ReadFlags, name: Option<&[u8]>, reports: &mut Vec<Report>) {
        // The kernel's own word that the watch is gone; DELETE_SELF came before it.
        if events.contains(ReadFlags::IGNORED) {
            self.watches.borrow_mut().remove(&number);
            return;
        }
        let contents = ReadFlags::ATTRIB | ReadFlags::MODIFY;
        let kind = if events.intersects(contents) { "change" } else { "rename" };
        let mut new_directories = Vec::new();
        if let Some(places) = self.watches.borrow().get(&number) {
            for place in places {
                let Some(watcher) = place.watcher.upgrade() else { continue };
                let shown = match (&place.below, name) {
                    (None, Some(name)) => name.to_vec(),
                    (None, None) => watcher.name.clone(),
                    (Some(below), Some(name)) => {
                        below.join(OsStr::from_bytes(name)).into_os_string().as_bytes().to_vec()
                    }
                    // The directory above tells of a directory below.
                    (Some(_), None) => continue,
                };
                let appeared =
                    events.intersects(ReadFlags::CREATE | ReadFlags::MOVED_TO) && events.contains(ReadFlags::ISDIR);
                if watcher.recursive
                    && appeared
                    && let Some(name) = name
                {
                    let path = place.path.join(OsStr::from_bytes(name));
                    new_directories.push((watcher.clone(), path, PathBuf::from(OsStr::from_bytes(&shown))));
                }
                reports.push(Report { watcher, kind, name: Some(shown) });
            }
        }
        for (watcher, path, below) in new_directories {
            let mut found = Vec::new();
            if watcher.add(&path, Some(below.clone())).is_ok() {
                watcher.add_below(&path, &below, &mut found);
            }
            reports.extend(found.into_iter().map(|path| Report {
                watcher: watcher.clone(),
                kind: "rename",
                name: Some(path.into_os_string().as_bytes().to_vec()),
            }));
        }
    }
}
