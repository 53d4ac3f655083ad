//! A tree for as much as possible of a text that has an error somewhere, and no cursor to blame.
//!
//! What the parser gave up at is blanked — a line, or a statement of a long line — and the rest is parsed again. Offsets stay
//! those of the text. The errors are the text's own, in the editor's words ([`crate::explain`]); those of the blanked text are
//! nobody's.

use std::time::{Duration, Instant};

use source::TextRange;

use crate::cursor::blanked;
use crate::tokens::{Brackets, OpenKind, Scanner, Token, TokenKind};
use crate::{Parsed, SourceKind, depth, parse, parse_with_comments};

/// How long the saving may take, beside one parse of the whole text.
const TIME: Duration = Duration::from_millis(400);

/// So many places of a text may be broken.
const PLACES: usize = 24;

/// A line above this length is not blanked whole.
const LONG_LINE: usize = 240;

/// Parses `text` for what it holds: with comments, with a tree for everything that can be read, and with the errors that are worth
/// showing, the first of them first. When the tree could not be had whole that is one error.
pub fn parse_tolerant(text: &str, kind: SourceKind) -> Parsed {
    if let Some(error) = depth::refusal(text, kind.language) {
        return Parsed::empty(vec![error]);
    }
    let mut raw = parse::run(text, kind, true, parse::Words::Editor);
    if raw.gave_up.is_none() {
        return raw;
    }
    let errors = std::mem::take(&mut raw.errors);
    let at = raw.gave_up.map_or(0, TextRange::start);
    drop(raw);
    let mut saved = match save_from(text, kind, Some(at), Instant::now() + TIME) {
        Some(saved) => saved.parsed,
        None => prefix(text, at, kind).unwrap_or_else(|| Parsed::empty(Vec::new())),
    };
    saved.errors = errors;
    saved
}

/// A text that parses, and its tree.
pub(crate) struct Saved {
    /// Of the same length as the text that it was made of.
    pub text: String,
    pub parsed: Parsed,
}

/// Blanks what is broken until the parser is content.
pub(crate) fn save(text: &str, kind: SourceKind, deadline: Instant) -> Option<Saved> {
    save_from(text, kind, None, deadline)
}

fn save_from(text: &str, kind: SourceKind, known: Option<u32>, deadline: Instant) -> Option<Saved> {
    let mut current = text.to_owned();
    let mut at = match known {
        Some(at) => at,
        None if Instant::now() >= deadline => return None,
        None => {
            let parsed = parse_with_comments(&current, kind);
            match parsed.gave_up {
                None => return Some(Saved { text: current, parsed }),
                Some(at) => at.start(),
            }
        }
    };
    for _ in 0..PLACES {
        let mut best: Option<(u32, String)> = None;
        for candidate in candidates(&current, at, kind) {
            if Instant::now() >= deadline {
                return None;
            }
            let parsed = parse_with_comments(&candidate, kind);
            match parsed.gave_up {
                None => return Some(Saved { text: candidate, parsed }),
                Some(reached) => {
                    if best.as_ref().is_none_or(|(furthest, _)| reached.start() > *furthest) {
                        best = Some((reached.start(), candidate));
                    }
                }
            }
        }
        let (reached, candidate) = best?;
        // Blanking must not go on in circles.
        if reached < at && candidate == current {
            return None;
        }
        (at, current) = (reached, candidate);
    }
    None
}

/// Texts of the same length without what is likely to be wrong when the parser gives up at `at`, the least first.
fn candidates(text: &str, at: u32, kind: SourceKind) -> Vec<String> {
    let (before, found, open) = around(text, at, kind);
    let here = found.map(|token| unit(text, token.range.start()));
    let there = before.map(|token| unit(text, token.range.end().saturating_sub(1)));
    // The first token of a line surprises nobody: what is wrong is the line before, unless that is fine by itself. The same if
    // the line before took that token for its own (`a.⏎return b`).
    let starts_line = here != there;
    let above = there.filter(|_| !starts_line).and_then(|line| {
        let (before, _, _) = around(text, line.start(), kind);
        before.map(|token| unit(text, token.range.end().saturating_sub(1)))
    });
    // A call or a list that was never closed takes in what follows until that makes no sense.
    let opener = open.map(|at| unit(text, at));
    let mut ranges: Vec<TextRange> = Vec::new();
    for range in [here, there, above, opener].into_iter().flatten() {
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    let mut all = Vec::new();
    // A statement among others on its line.
    for token in [before, found].into_iter().flatten() {
        let statement = statement(text, token.range);
        if !ranges.contains(&statement) && !statement.slice(text).trim().is_empty() {
            all.push(blanked(text, statement));
        }
    }
    for range in &ranges {
        let line = range.slice(text);
        if line.contains(['{', '}']) {
            all.push(keep_braces(text, *range));
            if let Some(method) = as_method(text, *range) {
                all.push(method);
            }
        }
        all.push(blanked(text, *range));
    }
    if let (Some(here), Some(there)) = (here, there.filter(|_| starts_line)) {
        all.push(blanked(text, there.cover(here)));
    }
    all.retain(|candidate| candidate != text);
    all.sort_by_cached_key(|candidate| lost(text, candidate));
    all
}

/// How many characters of a text were blanked or replaced.
fn lost(text: &str, candidate: &str) -> usize {
    // Everything outside the touched line is the same: most of it is skipped at once.
    let start = text.bytes().zip(candidate.bytes()).take_while(|(a, b)| a == b).count();
    let end = text.bytes().rev().zip(candidate.bytes().rev()).take_while(|(a, b)| a == b).count();
    let middle = start..text.len().saturating_sub(end).max(start);
    text.as_bytes()[middle.clone()].iter().zip(&candidate.as_bytes()[middle]).filter(|(a, b)| a != b).count()
}

/// The last token before an offset that is no comment, the token there (or the first behind it), and where the innermost
/// parenthesis or square bracket that is open there stands.
fn around(text: &str, at: u32, kind: SourceKind) -> (Option<Token>, Option<Token>, Option<u32>) {
    let mut scanner = Scanner::new(text, kind.language);
    let mut before = None;
    loop {
        let open = scanner.brackets.top();
        let open =
            open.filter(|open| matches!(open.kind, OpenKind::Parenthesis | OpenKind::Bracket)).map(|open| open.at);
        match scanner.next() {
            Some(token) if token.range.end() > at && !token.is_comment() => return (before, Some(token), open),
            Some(token) if token.is_comment() => {}
            Some(token) => before = Some(token),
            None => return (before, None, open),
        }
    }
}

/// The line that holds an offset, or the statement of a long line.
fn unit(text: &str, offset: u32) -> TextRange {
    let bytes = text.as_bytes();
    let offset = (offset as usize).min(bytes.len());
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = bytes[..offset].iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = bytes[offset..].iter().position(is_end).map_or(bytes.len(), |length| offset + length);
    if end - start <= LONG_LINE {
        return TextRange::from(start..end);
    }
    let is_edge = |byte: &u8| matches!(byte, b';' | b'{' | b'}');
    let first = bytes[start..offset].iter().rposition(is_edge).map_or(start, |at| start + at + 1);
    let last = bytes[offset..end].iter().position(is_edge).map_or(end, |length| (offset + length + 1).min(end));
    TextRange::from(first..last)
}

/// What stands between braces and semicolons around a token, on its line.
fn statement(text: &str, token: TextRange) -> TextRange {
    let is_edge = |byte: &u8| matches!(byte, b';' | b'{' | b'}' | b'\n' | b'\r');
    let bytes = text.as_bytes();
    let (start, end) = (token.start() as usize, token.end() as usize);
    let first = bytes[..start].iter().rposition(is_edge).map_or(0, |at| at + 1);
    let last = bytes[end..].iter().position(is_edge).map_or(bytes.len(), |length| end + length);
    TextRange::from(first..last)
}

/// A range blanked but for its braces, so that what they hold stays in them.
fn keep_braces(text: &str, range: TextRange) -> String {
    let mut result = blanked(text, range).into_bytes();
    for (index, byte) in text.bytes().enumerate().take(range.end() as usize).skip(range.start() as usize) {
        if matches!(byte, b'{' | b'}') {
            result[index] = byte;
        }
    }
    String::from_utf8(result).unwrap_or_default()
}

/// A line that opens a brace as the head of a method, so that a class keeps its shape.
fn as_method(text: &str, range: TextRange) -> Option<String> {
    let line = range.slice(text).trim_end();
    let brace = line.len().checked_sub(1).filter(|_| line.ends_with('{'))? + range.start() as usize;
    let start = brace.checked_sub(3).filter(|start| *start >= range.start() as usize)?;
    let mut result = blanked(text, range);
    result.replace_range(start..=brace, "_(){");
    Some(result)
}

/// The tree of what stands before an error, everything open closed.
fn prefix(text: &str, at: u32, kind: SourceKind) -> Option<Parsed> {
    let mut end = unit(text, at).start() as usize;
    for _ in 0..8 {
        let before = text.get(..end)?;
        let mut scanner = Scanner::new(before, kind.language);
        let mut open_ended = false;
        for token in &mut scanner {
            open_ended = !token.is_terminated && token.kind != TokenKind::LineComment;
        }
        let brackets: &Brackets = &scanner.brackets;
        if !open_ended {
            for variant in 0..4 {
                let Some(closed) = crate::cursor::close_all(&brackets.open, before, variant) else { break };
                let parsed = parse_with_comments(&format!("{before}{closed}"), kind);
                if parsed.gave_up.is_none() {
                    return Some(parsed);
                }
            }
        }
        // The line before may be where the broken statement started.
        let above = before.trim_end_matches(['\n', '\r']);
        end = above.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        if end == 0 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::ast::{Decl, ModuleDecl, ModuleItem, Program, Stmt};
    use crate::{Goal, Language};

    use super::*;

    /// The names of the functions and classes that the tree has at its top, and the errors.
    #[track_caller]
    fn check(text: &str, names: &str, errors: &[&str]) {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        let parsed = parse_tolerant(text, kind);
        let found = parsed.with(|program| {
            let Program::Module(module) = program else { return String::new() };
            let declared = module.body.iter().filter_map(|item| match item {
                ModuleItem::Stmt(Stmt::Decl(declaration)) => name(declaration),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => name(&export.decl),
                _ => None,
            });
            declared.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(found, names, "{text}");
        let messages: Vec<&str> = parsed.errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(messages.len(), errors.len(), "{messages:?}");
    }

    fn name(declaration: &Decl) -> Option<String> {
        match declaration {
            Decl::Fn(function) => Some(function.ident.sym.to_string()),
            Decl::Class(class) => Some(class.ident.sym.to_string()),
            _ => None,
        }
    }

    #[test]
    fn what_is_around_an_error_is_kept() {
        let around = |broken: &str| format!("function a() {{}}\n{broken}\nexport function b() {{}}\nclass C {{}}\n");
        for broken in [
            "foo.",
            "const x =",
            "foo(",
            "foo(1, 2",
            "if (x.) {\n  y();\n}",
            "x = [1, 2",
            "import { y from 'z'",
            "const s = 'abc",
            "x = {a: 1 b: 2}",
            "for (const x of ) {}",
            "x => x.)",
            "`${x.}`",
            "return (",
            "function (a, {",
            "))))",
            "a b c",
            "<div",
        ] {
            check(&around(broken), "a b C", &[""]);
        }
    }

    #[test]
    fn a_class_keeps_its_shape() {
        let text = "class A {\n  m(a {\n    foo();\n  }\n  n() {}\n}\nfunction b() {}\n";
        check(text, "A b", &[""]);
    }

    #[test]
    fn several_places_may_be_broken() {
        let text = "function a() { x. }\nfunction b() {}\nz = = 1\nfunction c() {}\ny(\nfunction d() {}\n";
        check(text, "a b c d", &[""]);
    }

    #[test]
    fn a_text_without_errors_is_itself() {
        check("function a() {}", "a", &[]);
        check("function a() {}\nfoo: foo: 1;", "a", &[""]);
    }
}
