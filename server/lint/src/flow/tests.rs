//! What becomes of statements, told by their text.

use syntax::semantic::{NodeId, Semantic};
use syntax::{Goal, SourceKind};

use crate::file::File;
use crate::globals::Globals;
use crate::run::Language;

/// Checks which statements of a script are dead, and whether its end is reached.
#[track_caller]
fn check(text: &str, dead: &[&str], reaches_end: bool) {
    let mut kind = SourceKind::MODULE;
    kind.goal = Goal::CommonJs;
    let parsed = syntax::parse_with_comments(text, kind);
    assert!(parsed.errors.is_empty(), "{text}");
    parsed.with(|program| {
        let language = Language { kind, globals: Globals::new(Goal::CommonJs), heeds_comments: true };
        let file = File::new(text, &language, Semantic::new(program, kind), &parsed.comments);
        let flow = file.flow(NodeId::PROGRAM);
        let found = flow.fates().iter().filter(|(_, fate)| !fate.is_reached);
        let found: Vec<&str> = found.map(|(id, _)| file.slice(file.node(*id).range())).collect();
        assert_eq!(found, dead, "{text}");
        assert_eq!(flow.reaches_end(), reaches_end, "{text}");
    });
}

#[test]
fn jumps_cut_off_what_stands_behind() {
    check("a(); return; b();", &["b();"], false);
    check("if (a) return; else throw b; c();", &["c();"], false);
    check("if (a) return; b();", &[], true);
}

#[test]
fn loops_end_by_their_condition_or_a_break() {
    check("while (true) { a(); } b();", &["b();"], false);
    check("while (true) { if (a) break; } b();", &[], true);
    check("a: for (;;) { for (;;) { if (b) break a; } c(); } d();", &["c();"], true);
    check("do { if (a) continue; break; } while (b); c();", &[], true);
    check("do { return; } while (a); b();", &["b();"], false);
    check("a: { break a; b(); } c();", &["b();"], true);
}

#[test]
fn a_switch_ends_where_nothing_matches() {
    check("switch (a) { case 1: return; } b();", &[], true);
    check("switch (a) { case 1: return; default: throw b; } c();", &["c();"], false);
    check("switch (a) { default: break; case 1: return; b(); } c();", &["b();"], true);
}

#[test]
fn a_catch_is_reached_where_something_throws() {
    check("try { return; } catch { a(); } b();", &["catch { a(); }", "{ a(); }", "a();", "b();"], false);
    check("try { return a; } catch { b(); } c();", &[], true);
    check("try { throw a; } catch { return; } b();", &["b();"], false);
}

#[test]
fn a_finally_goes_on_as_it_was_entered() {
    check("try { return; } finally { a(); } b();", &["b();"], false);
    check("try { a(); } finally { b(); } c();", &[], true);
    check("for (;;) { try { break; } finally { a(); } } b();", &[], true);
    check("try { a(); } finally { return; } b();", &["b();"], false);
}

#[test]
fn a_file_of_nested_finally_blocks_is_no_burden() {
    let text = format!("{}a();{}", "try { b(); } finally { ".repeat(40), " }".repeat(40));
    check(&text, &[], true);
}
