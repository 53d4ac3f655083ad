//! How deep a text can nest, and a stack that is large enough for it.
//!
//! A recursive-descent parser, a visitor and a drop all use stack in proportion to the depth of the tree. Depth comes from
//! brackets, and from chains without any: `!!!!x`, `a + b + c …`, `a => b => c`, `if … else if …`. [`bound`] counts both in one
//! cheap pass over the bytes. It reads strings and comments as code, so it may be far too high: that costs address space,
//! never a wrong answer.

use crate::tokens::Scanner;
use crate::{Language, SyntaxError};

/// Stack that one level of nesting may take, in bytes: measured on parenthesised expressions, the costliest form, with
/// slightly optimised code, and doubled.
const LEVEL: usize = 6 * 1024;

/// Levels that fit any thread's own stack with room to spare.
const SHALLOW: usize = 100;

/// More levels than this are refused: the engine, too, gives up well before.
pub(crate) const LIMIT: usize = 400_000;

/// An upper bound as good as the stack needs it: a text nests no deeper than it is long, and where there is stack even for that
/// it need not be looked at.
pub(crate) fn bound_for_stack(text: &str) -> usize {
    if has_stack(text.len()) { text.len() } else { bound(text) }
}

/// An upper bound of the depth of the tree that `text` can parse to.
pub(crate) fn bound(text: &str) -> usize {
    // Links in the chain being read, at each open bracket; their sum is the depth.
    let mut open: Vec<usize> = Vec::new();
    let (mut below, mut chain, mut deepest) = (0usize, 0usize, 0usize);
    // The longest chain since the last bracket.
    let mut longest = 0usize;
    let mut before = 0u8;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let roles = ROLES[*byte as usize];
        if roles & BRACKET == 0 {
            // Nearly all bytes come here, so there is nothing to decide.
            let longer = chain + usize::from(roles & LINK != 0) + usize::from(roles & SPACE != 0 && before & WORD != 0);
            chain = if roles & END != 0 { 0 } else { longer };
            longest = longest.max(chain);
            before = roles;
            continue;
        }
        deepest = deepest.max(below + longest);
        if roles & CLOSE == 0 {
            open.push(chain);
            below += chain + 1;
            chain = 0;
        } else {
            let outer = open.pop().unwrap_or(0);
            below = below.saturating_sub(outer + 1);
            // What was inside brackets is one operand of the chain outside: `f(x)(y)`, `} else {`. A block ends a chain unless `else`
            // (or anything but a new statement) follows, which is not looked at: statements in a row are cut at `;` or at the next
            // line's keyword below.
            chain = if *byte == b'}' && !continues(&bytes[at + 1..]) { 0 } else { outer + 1 };
        }
        longest = chain;
        before = roles;
    }
    deepest.max(below + longest)
}

/// Makes a chain longer.
const LINK: u8 = 1;
/// Makes one longer behind a word: a word operator (`typeof`, `new`, `await`, `else`, `in`, …) is followed by a space or a line end.
const SPACE: u8 = 2;
/// May be the last byte of such a word.
const WORD: u8 = 4;
/// Ends a chain.
const END: u8 = 8;
const BRACKET: u8 = 16;
const CLOSE: u8 = 32;

/// What each byte does to the depth.
const ROLES: [u8; 256] = {
    let mut roles = [0; 256];
    let all: [(&[u8], u8); 6] = [
        (b"([{", BRACKET),
        (b")]}", BRACKET | CLOSE),
        (b";,", END),
        (b"!~+-*/%<>=&|^?:.`", LINK),
        (b" \n\t", SPACE),
        (b"abcdefghijklmnopqrstuvwxyz", WORD),
    ];
    let mut row = 0;
    while row < all.len() {
        let mut at = 0;
        while at < all[row].0.len() {
            roles[all[row].0[at] as usize] = all[row].1;
            at += 1;
        }
        row += 1;
    }
    roles
};

/// Brackets within brackets that no one who writes reaches, nor a tool that writes for one.
const READABLE: usize = 2_000;

/// The error of a text that nests too deeply for an editor to wait for it: some take the parser time in the square of their
/// depth.
pub(crate) fn refusal(text: &str, language: Language) -> Option<SyntaxError> {
    if bound(text) <= READABLE {
        return None;
    }
    let mut scanner = Scanner::new(text, language);
    while let Some(token) = scanner.next() {
        if scanner.brackets.open.len() > READABLE {
            let message = "The brackets are nested too deeply to be analysed".to_owned();
            return Some(SyntaxError { range: token.range, message });
        }
    }
    None
}

/// Whether what follows a `}` can belong to the same construct.
fn continues(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    match rest.first() {
        None => false,
        Some(first) if first.is_ascii_alphabetic() => {
            ["else", "in", "of", "as", "instanceof", "while", "catch", "finally", "satisfies"]
                .iter()
                .any(|word| rest.starts_with(word.as_bytes()))
        }
        Some(b'}' | b';' | b'_' | b'$' | b'@' | b'#') => false,
        Some(_) => true,
    }
}

/// Runs `work` with stack for `depth` levels.
pub(crate) fn with_stack<R>(depth: usize, work: impl FnOnce() -> R) -> R {
    if depth <= SHALLOW || has_stack(depth) {
        return work();
    }
    stacker::grow(depth.min(LIMIT) * LEVEL + 1024 * 1024, work)
}

/// Whether what is left of the stack is enough for `depth` levels.
fn has_stack(depth: usize) -> bool {
    stacker::remaining_stack().is_some_and(|left| left > depth.min(LIMIT) * LEVEL + 256 * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_chains_count() {
        assert!(bound(&"(".repeat(500)) >= 500);
        assert!(bound(&"!".repeat(500)) >= 500);
        assert!(bound(&"a+".repeat(500)) >= 500);
        assert!(bound(&"a=>".repeat(500)) >= 500);
        assert!(bound(&"if (a) {} else ".repeat(500)) >= 500);
        assert!(bound(&"typeof ".repeat(500)) >= 500);
        assert!(bound(&"f(a)".to_string().replace("(a)", &"(a)".repeat(500))) >= 500);
        assert!(bound(&"[a, ".repeat(500)) >= 500);
    }

    #[test]
    fn statements_and_lists_in_a_row_do_not() {
        assert!(bound(&"a = b + c;\n".repeat(500)) < 10);
        assert!(bound(&"function f(a, b) { return a + b }\n".repeat(500)) < 20);
        assert!(bound(&format!("[{}]", "a, ".repeat(500))) < 10);
    }
}
