//! Texts that nobody writes by hand: what the crate offers answers in time, or says that it does not.

use std::time::{Duration, Instant};

use crate::cursor::{parse_for_cursor, token_context};
use crate::{Goal, Language, SourceKind, explain, parse_tolerant, tokens};

const KIND: SourceKind = SourceKind { language: Language::Jsx, goal: Goal::Module };

/// Generous: tests run beside others, and not optimised.
const LIMIT: Duration = Duration::from_secs(20);

/// Everything that is done with a text, with the cursor in its middle and at its end.
#[track_caller]
fn check(what: &str, text: &str) {
    for offset in [text.len() / 2, text.len()] {
        timed(what, "cursor", || {
            if let Some(found) = parse_for_cursor(text, offset as u32, KIND) {
                found.place();
                found.argument();
            }
        });
        timed(what, "context", || drop(token_context(text, offset as u32, KIND)));
    }
    timed(what, "tolerant", || drop(parse_tolerant(text, KIND)));
    timed(what, "explain", || drop(explain(text, KIND)));
    timed(what, "tokens", || tokens(text, KIND).for_each(drop));
}

#[track_caller]
fn timed(what: &str, step: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let taken = start.elapsed();
    if std::env::var_os("SHOW_TIMES").is_some() {
        println!("{what:24} {step:10} {taken:?}");
    }
    assert!(taken < LIMIT, "{what}: {step} took {taken:?}");
}

#[test]
fn ten_thousand_brackets() {
    for n in [800, 10_000] {
        nested(n);
    }
    let error = parse_tolerant(&"[".repeat(10_000), KIND).errors.swap_remove(0);
    assert_eq!(error.message, "The brackets are nested too deeply to be analysed");
}

fn nested(n: usize) {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{", "}"), ("{a:", "}"), ("f(", ")"), ("`${", "}`"), ("<a>", "</a>"), ("a=>{", "}")]
    {
        check(&format!("{open} alone"), &open.repeat(n));
        check(&format!("{open}{close}"), &format!("x = {}1{}", open.repeat(n), close.repeat(n)));
        check(&format!("{close} alone"), &close.repeat(n));
    }
}

#[test]
fn chains() {
    let n = 4_000;
    for link in ["!", "a.", "a?a:", "a+", "a=>", "if(a){}else ", "new ", "a(", "x.y()\n."] {
        check(link, &link.repeat(n));
    }
}

#[test]
fn fifty_thousand_lines() {
    let line = "exports.name = function (a, b) { return a.b + b.c(1, 'd'); };\n";
    let right = line.repeat(50_000);
    check("50,000 lines", &right);
    let broken = format!("{}foo.\n{}", &right[..right.len() / 2], &right[right.len() / 2..]);
    check("50,000 lines, one broken", &broken);
}

#[test]
fn nine_megabytes() {
    let line = "var name = function (a, b) { return a.b + b.c(1, 'd') / 2; };\n";
    let right = line.repeat(9_000_000 / line.len());
    let middle = right.len() / 2 / line.len() * line.len();
    let typed = format!("{}foo(\n{}", &right[..middle], &right[middle..]);
    for text in [&typed, &right.replace('\n', " ")] {
        timed("9 MB", "cursor", || drop(parse_for_cursor(text, middle as u32 + 4, KIND)));
    }
    timed("9 MB", "tolerant", || drop(parse_tolerant(&typed, KIND)));
}

#[test]
fn noise() {
    let mut seed = 11u32;
    let pieces = [
        "(", "}", "`", "${", "'", "/", "\n", "é", " a ", "=>", "<", ">", "class ", "=", ",", ".", "import ", "*/",
        "/*", "#", "@", "\\",
    ];
    for _ in 0..200 {
        let mut text = String::new();
        for _ in 0..60 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        let offset = (seed >> 8) % (text.len() as u32 + 1);
        if let Some(found) = parse_for_cursor(&text, offset, KIND) {
            found.place();
            assert!(found.text.is_char_boundary(found.offset as usize));
        }
        token_context(&text, offset, KIND);
        let parsed = parse_tolerant(&text, KIND);
        for error in &parsed.errors {
            assert!(text.get(error.range.as_usize()).is_some(), "{text:?} {error:?}");
        }
    }
}

#[test]
fn lines_without_end_and_bytes_of_every_kind() {
    check("nothing", "");
    check("spaces", &" ".repeat(1_000_000));
    check("line ends", &"\n".repeat(1_000_000));
    check("quotes", &"'".repeat(100_000));
    check("backslashes", &"\\".repeat(100_000));
    check("stars", &"/*".repeat(100_000));
    check("emoji", &"😀".repeat(100_000));
    check("nul", &"\0".repeat(100_000));
    check("commas", &",".repeat(100_000));
    check("one word", &"a".repeat(1_000_000));
}
