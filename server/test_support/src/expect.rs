//! Output compared with what was expected, line by line. In an expectation `[..]` stands for anything within a line, and a
//! line that is `[...]` alone for any number of lines.

use std::fs;
use std::io;
use std::path::Path;

/// Whether expectations are to be rewritten (`UPDATE_EXPECT=1`) rather than checked.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value != "0")
}

/// Says how `actual` differs from `expected`; nothing if it does not.
pub fn difference(name: &str, expected: &str, actual: &str) -> Option<String> {
    let expected: Vec<&str> = expected.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    if matches(&expected, &actual) {
        return None;
    }
    // The first line from which nothing matches: as far as the longest matching beginning goes.
    let at = (0..=expected.len().min(actual.len()))
        .rev()
        .find(|at| matches(&expected[..*at], &actual[..*at]))
        .unwrap_or_default();
    let mut text = format!("{name} differs at line {}:\n", at + 1);
    for line in &actual[at.saturating_sub(3)..at] {
        text.push_str(&format!("    {line}\n"));
    }
    for (mark, lines) in [('-', &expected), ('+', &actual)] {
        for line in lines.iter().skip(at).take(12) {
            text.push_str(&format!("  {mark} {line}\n"));
        }
        if lines.len() > at + 12 {
            text.push_str(&format!("  {mark} … {} more\n", lines.len() - at - 12));
        }
    }
    Some(text)
}

fn matches(expected: &[&str], actual: &[&str]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((&"[...]", rest)) => (0..=actual.len()).any(|skip| matches(rest, &actual[skip..])),
        Some((pattern, rest)) => match actual.split_first() {
            Some((line, others)) if line_matches(pattern, line) => matches_from(rest, others),
            _ => false,
        },
    }
}

/// The common case in a loop, so that long outputs don't recurse.
fn matches_from(mut expected: &[&str], mut actual: &[&str]) -> bool {
    while let Some((pattern, rest)) = expected.split_first() {
        if *pattern == "[...]" {
            return matches(expected, actual);
        }
        match actual.split_first() {
            Some((line, others)) if line_matches(pattern, line) => (expected, actual) = (rest, others),
            _ => return false,
        }
    }
    actual.is_empty()
}

fn line_matches(pattern: &str, line: &str) -> bool {
    let Some((first, rest)) = pattern.split_once("[..]") else { return pattern == line };
    let Some(mut line) = line.strip_prefix(first) else { return false };
    let mut parts = rest.split("[..]").peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return line.ends_with(part);
        }
        match line.find(part) {
            Some(at) => line = &line[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// What changes from machine to machine, or is only about the runtime itself, taken out: the folder of the case, the stack
/// frames and the quoted line inside the runtime, its version.
pub fn settled(text: &str, folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let text = text.replace(&*folder, "[DIR]");
    let parent = Path::new(&*folder).parent().map(|parent| parent.to_string_lossy().into_owned());
    let text = match parent.filter(|parent| parent.len() > 1) {
        Some(parent) => text.replace(&parent, "[ROOT]"),
        None => text,
    };
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if line.starts_with("node:internal/") {
            // The place, the source line, the mark below it, and an empty line.
            lines.by_ref().take(3).for_each(drop);
        } else if !is_internal_frame(line) && !line.starts_with("Node.js v") && !line.starts_with("Lode v") {
            kept.push_str(&settled_frame(line).unwrap_or_else(|| line.to_owned()));
        }
    }
    kept
}

/// A frame of the runtime, or of a function of the engine.
fn is_internal_frame(line: &str) -> bool {
    let frame = line.trim_start();
    frame.starts_with("at ")
        && (frame.contains("(node:") || frame.starts_with("at node:") || frame.contains("(<anonymous>)"))
}

/// A frame without what only V8 can tell: the type of the receiver, a name for what has none, accessors.
/// `at Object.<anonymous> (main.js:1:2)` is `at main.js:1:2`, and `at Thing.method (…)` is `at method (…)`.
fn settled_frame(line: &str) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let frame = line.trim_start().strip_prefix("at ")?;
    let (name, place) = frame.split_once(" (")?;
    let (place, rest) = place.rsplit_once(')')?;
    let name = name.split(" [as ").next()?.rsplit('.').next()?;
    let name = name.trim_start_matches("async ").trim_start_matches("get ").trim_start_matches("set ");
    let frame = if name == "<anonymous>" { place.to_owned() } else { format!("{name} ({place})") };
    Some(format!("{}at {frame}{rest}", &line[..indent]))
}

/// Writes what came out as the new expectation. Lines that the old one matched with a pattern keep it.
pub fn update(path: &Path, actual: &str) -> io::Result<()> {
    let old = fs::read_to_string(path).unwrap_or_default();
    if path.exists() && difference("", &old, actual).is_none() {
        return Ok(());
    }
    let old: Vec<&str> = old.lines().collect();
    let lines: Vec<&str> = actual
        .lines()
        .enumerate()
        .map(|(at, line)| match old.get(at) {
            Some(pattern) if pattern.contains("[..]") && line_matches(pattern, line) => pattern,
            _ => line,
        })
        .collect();
    let mut text = lines.join("\n");
    if actual.ends_with('\n') {
        text.push('\n');
    }
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_anything() {
        for (expected, actual, same) in [
            ("a\nb\n", "a\nb\n", true),
            ("a\nb\n", "a\nb", true),
            ("a [..]\n", "a anything\n", true),
            ("[..] passed ([..]ms)", "3 passed (12ms)", true),
            ("[..] passed ([..]ms)", "3 passed (12s)", false),
            ("a\n[...]\nz", "a\n1\n2\nz", true),
            ("a\n[...]\nz", "a\nz", true),
            ("a\n[...]\nz", "a\n1\n", false),
            ("", "x", false),
        ] {
            assert_eq!(difference("out", expected, actual).is_none(), same, "{expected:?} {actual:?}");
        }
    }

    #[test]
    fn differences_point_at_the_line() {
        let text = difference("stdout", "a\nb\nc\n", "a\nx\nc\n").unwrap();
        assert_eq!(text, "stdout differs at line 2:\n    a\n  - b\n  - c\n  + x\n  + c\n");
    }

    #[test]
    fn frames_say_what_every_engine_can_tell() {
        for (line, settled) in [
            ("    at Object.<anonymous> (/a.js:1:2)\n", "    at /a.js:1:2\n"),
            ("    at Thing.method [as other] (/a.js:1:2) {\n", "    at method (/a.js:1:2) {\n"),
            ("    at async get value (/a.js:1:2)", "    at value (/a.js:1:2)"),
        ] {
            assert_eq!(settled_frame(line).as_deref(), Some(settled));
        }
        assert_eq!(settled_frame("    at /a.js:1:2"), None);
        assert_eq!(settled_frame("look at that (yes)"), None);
    }

    #[test]
    fn frames_of_the_runtime_don_t_count() {
        let text = "node:internal/x:1\n  throw e;\n  ^\n\nError: x\n    at f (/work/case/main.js:1:2)\n    at node:internal/main:1:1\n    at g (node:internal/x:1:1)\n\nNode.js v22.0.0\n";
        assert_eq!(settled(text, Path::new("/work/case")), "Error: x\n    at f ([DIR]/main.js:1:2)\n\n");
    }
}
