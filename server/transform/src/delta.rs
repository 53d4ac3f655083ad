//! Compiled code as what it changes in the text it comes from: of a file of megabytes with a few `await`s little remains.
//!
//! ```text
//! 0 code                                            all of it, where most lines changed
//! 1 (kept, dropped, added: u32 each, text)*         so many bytes of the text stay, so many go, this comes instead
//! ```
//!
//! Lines are compared with lines, since the rewrite keeps them where they are; each changed one is a hunk.

/// The kinds of code, as the first byte tells them.
const WHOLE: u8 = 0;
const HUNKS: u8 = 1;

/// What a hunk takes beside its text.
const HEAD: usize = 12;

/// Room for what a wrapper puts around the code, so that it need not be moved to a larger place.
const ROOM: usize = 1024;

/// Appends `code`, which `text` was compiled to.
pub(crate) fn write(text: &str, code: &str, out: &mut Vec<u8>) {
    let start = out.len();
    out.push(HUNKS);
    if !write_hunks(text, code, out, start + code.len() / 2) {
        out.truncate(start);
        out.push(WHOLE);
        out.extend_from_slice(code.as_bytes());
    }
}

/// False when the lines don't match or the hunks need more than `limit` bytes of `out`.
fn write_hunks(text: &str, code: &str, out: &mut Vec<u8>, limit: usize) -> bool {
    let (mut old_lines, mut new_lines) = (text.split_inclusive('\n'), code.split_inclusive('\n'));
    let mut kept = 0usize;
    loop {
        match (old_lines.next(), new_lines.next()) {
            (Some(old), Some(new)) if old == new => kept += old.len(),
            (Some(old), Some(new)) => {
                let (before, after) = common_ends(old, new);
                let added = &new[before..new.len() - after];
                if out.len() + HEAD + added.len() > limit {
                    return false;
                }
                for number in [kept + before, old.len() - before - after, added.len()] {
                    out.extend_from_slice(&(number as u32).to_le_bytes());
                }
                out.extend_from_slice(added.as_bytes());
                kept = after;
            }
            (None, None) => return true,
            _ => return false,
        }
    }
}

/// How many bytes two lines have in common at their start and behind it at their end.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let shorter = old.len().min(new.len());
    let same = |(a, b): &(u8, u8)| a == b;
    let mut before = old.bytes().zip(new.bytes()).take_while(same).count();
    while !old.is_char_boundary(before) || !new.is_char_boundary(before) {
        before -= 1;
    }
    let mut after = old.bytes().rev().zip(new.bytes().rev()).take(shorter - before).take_while(same).count();
    while !old.is_char_boundary(old.len() - after) || !new.is_char_boundary(new.len() - after) {
        after -= 1;
    }
    (before, after)
}

/// The code again; `None` where the bytes are not those of [`write`].
pub(crate) fn read(text: &str, bytes: &[u8]) -> Option<String> {
    let (kind, mut rest) = bytes.split_first()?;
    if *kind == WHOLE {
        return std::str::from_utf8(rest).ok().map(str::to_owned);
    }
    let mut code = String::with_capacity(text.len() + rest.len() + ROOM);
    let mut at = 0usize;
    while !rest.is_empty() {
        let [kept, dropped, added] = [number(&mut rest)?, number(&mut rest)?, number(&mut rest)?];
        code.push_str(text.get(at..at.checked_add(kept)?)?);
        at = (at + kept).checked_add(dropped)?;
        let (new, behind) = rest.split_at_checked(added)?;
        code.push_str(std::str::from_utf8(new).ok()?);
        rest = behind;
    }
    code.push_str(text.get(at..)?);
    Some(code)
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let (number, behind) = rest.split_first_chunk::<4>()?;
    *rest = behind;
    Some(u32::from_le_bytes(*number) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, code: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(text, code, &mut bytes);
        assert_eq!(read(text, &bytes).as_deref(), Some(code), "{text:?} -> {code:?}");
        bytes
    }

    #[test]
    fn what_stays_is_not_written() {
        let lines = "a line that stays as it is\n".repeat(20);
        let bytes = written(&format!("{lines}await x;\n{lines}"), &format!("{lines}r(s(),await x);\n{lines}"));
        assert_eq!(bytes.len(), 1 + HEAD + "r(s(),await x)".len());
        assert_eq!(written(&lines, &lines), [HUNKS]);
    }

    #[test]
    fn code_with_other_lines_is_written_whole() {
        assert_eq!(written("a\nb\n", "a\n")[0], WHOLE);
        assert_eq!(written("", "a")[0], WHOLE);
        assert_eq!(written("a\nb\n", "c\nd\n")[0], WHOLE);
    }

    #[test]
    fn characters_stay_whole() {
        let lines = "é\n".repeat(40);
        written(&format!("{lines}é"), &format!("{lines}è"));
        written(&format!("{lines}aéa"), &format!("{lines}aaéa"));
        written(&format!("{lines}ĩ"), &format!("{lines}é"));
        written(&format!("{lines}aaa\n"), &format!("{lines}aaaa\n"));
    }

    #[test]
    fn broken_bytes_are_refused() {
        let text = "x\n".repeat(40);
        let bytes = written(&text, &format!("{}y", text.trim_end()));
        for broken in [&bytes[..bytes.len() - 1], &[], &[HUNKS, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]] {
            assert_eq!(read(&text, broken), None);
        }
    }
}
