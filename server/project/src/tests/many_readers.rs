//! Several threads, and what is forgotten.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

#[test]
fn snapshots_go_to_other_threads() {
    fn sent<T: Send + Sync>() {}
    sent::<Snapshot>();
    sent::<crate::IndexTask>();
}

#[test]
fn facts_are_made_once_for_all_who_wait() {
    let workspace = Workspace::new("//- /a.js\nexports.a = 1\n");
    let snapshot = workspace.project.snapshot();
    let a = file(&snapshot, "/a.js");
    let made: Vec<Arc<crate::facts::Facts>> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..8).map(|_| scope.spawn(|| snapshot.facts(a).unwrap())).collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    assert!(made.iter().all(|facts| Arc::ptr_eq(facts, &made[0])));
}

#[test]
fn the_writer_does_not_wait_for_readers() {
    let mut workspace = Workspace::new("//- /a.js\n\n");
    workspace.open("/a.js", "let a");
    let seen = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let snapshot = workspace.project.snapshot();
            scope.spawn(|| {
                let a = file(&snapshot, "/a.js");
                seen.fetch_add(snapshot.facts(a).unwrap().bindings.len(), Ordering::Relaxed);
                drop(snapshot);
            });
            workspace.replace("/a.js", "a", "b");
            workspace.replace("/a.js", "b", "a");
        }
    });
    assert_eq!(seen.load(Ordering::Relaxed), 4);
}

#[test]
fn what_was_not_asked_for_long_is_forgotten_and_made_again() {
    let workspace = Workspace::new("");
    let text = "exports.f = function (a) { return a + a + a };\n".repeat(2_000);
    for index in 0..60 {
        workspace.files.write(format!("/node_modules/p/{index}.js"), text.as_str());
    }
    let snapshot = workspace.project.snapshot();
    let first = file(&snapshot, "/node_modules/p/0.js");
    let facts = Arc::downgrade(&snapshot.facts(first).unwrap());
    for index in 1..60 {
        snapshot.facts(file(&snapshot, &format!("/node_modules/p/{index}.js"))).unwrap();
    }
    assert!(facts.upgrade().is_none());
    assert!(snapshot.facts(first).is_some());
}

#[test]
fn a_file_that_changed_while_it_was_forgotten_is_noticed() {
    let mut workspace = Workspace::new("");
    let text = "exports.f = function (a) { return a + a + a };\n".repeat(2_000);
    for index in 0..60 {
        workspace.files.write(format!("/node_modules/p/{index}.js"), text.as_str());
    }
    let snapshot = workspace.project.snapshot();
    let ids: Vec<FileId> = (0..60).map(|index| file(&snapshot, &format!("/node_modules/p/{index}.js"))).collect();
    ids.iter().for_each(|id| drop(snapshot.facts(*id)));
    workspace.files.write("/node_modules/p/0.js", "exports.g = 1");
    assert!(snapshot.facts(ids[0]).is_some());
    assert!(workspace.project.recheck(Instant::now()).is_some());
    assert_eq!(workspace.project.snapshot().text(ids[0]).unwrap().text(), "exports.g = 1");
}
