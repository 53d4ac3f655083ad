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

/// An upper bound of the depth of the tree that `text` can parse to.
pub(crate) fn bound(text: &str) -> usize {
    // Links in the chain being read, at each open bracket; their sum is the depth.
    let mut open: Vec<usize> = Vec::new();
    let (mut below, mut chain, mut deepest) = (0usize, 0usize, 0usize);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match ROLES[*byte as usize] {
            Role::None => continue,
            Role::Open => {
                open.push(chain);
                below += chain + 1;
                chain = 0;
            }
            role @ (Role::Close | Role::CloseBlock) => {
                let outer = open.pop().unwrap_or(0);
                below = below.saturating_sub(outer + 1);
                // What was inside brackets is one operand of the chain outside: `f(x)(y)`, `} else {`. A block ends a
                // chain unless `else` (or anything but a new statement) follows, which is not looked at: statements in
                // a row are cut at `;` or at the next line's keyword below.
                chain = if role == Role::CloseBlock && !continues(&bytes[at + 1..]) { 0 } else { outer + 1 };
            }
            Role::End => chain = 0,
            Role::Link => chain += 1,
            // A word operator (`typeof`, `new`, `await`, `else`, `in`, …) is followed by a space or a line end.
            Role::Space if at > 0 && bytes[at - 1].is_ascii_lowercase() => chain += 1,
            Role::Space => continue,
        }
        deepest = deepest.max(below + chain);
    }
    deepest
}

/// What a byte does to the depth.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    None,
    Open,
    Close,
    CloseBlock,
    /// Ends a chain.
    End,
    /// Makes a chain longer.
    Link,
    Space,
}

/// Most bytes are of names and play none: a table passes over them quickly.
const ROLES: [Role; 256] = {
    let mut roles = [Role::None; 256];
    let all: [(&[u8], Role); 6] = [
        (b"([{", Role::Open),
        (b")]", Role::Close),
        (b"}", Role::CloseBlock),
        (b";,", Role::End),
        (b"!~+-*/%<>=&|^?:.`", Role::Link),
        (b" \n\t", Role::Space),
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
    let needed = depth.min(LIMIT) * LEVEL;
    if depth <= SHALLOW || stacker::remaining_stack().is_some_and(|left| left > needed + 256 * 1024) {
        return work();
    }
    stacker::grow(needed + 1024 * 1024, work)
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
