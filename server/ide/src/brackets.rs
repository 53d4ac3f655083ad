//! Pairs of brackets in a text, whether it parses or not.

use source::TextRange;
use syntax::{SourceKind, TokenKind, tokens};

/// What is between two brackets, brackets included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pair {
    pub range: TextRange,
}

/// All pairs, outer before inner. A bracket that has no partner is left out.
pub(crate) fn pairs(text: &str, kind: SourceKind) -> Vec<Pair> {
    let mut open: Vec<(u32, u8)> = Vec::new();
    let mut pairs = Vec::new();
    for token in tokens(text, kind) {
        let (opens, closes) = match token.kind {
            TokenKind::Punctuator => match token.range.slice(text) {
                "{" => (Some(b'}'), None),
                "[" => (Some(b']'), None),
                "(" => (Some(b')'), None),
                "}" => (None, Some(b'}')),
                "]" => (None, Some(b']')),
                ")" => (None, Some(b')')),
                _ => continue,
            },
            // A piece of a template may close one hole and open another.
            TokenKind::Template => {
                let piece = token.range.slice(text);
                let closes = piece.starts_with('}').then_some(b'}');
                let opens = piece.ends_with("${").then_some(b'}');
                (opens, closes)
            }
            _ => continue,
        };
        if let Some(closer) = closes
            && let Some(at) = open.iter().rposition(|(_, expected)| *expected == closer)
            // A half-typed call must not close the function around it.
            && (closer == b'}' || open[at..].iter().all(|(_, expected)| *expected != b'}'))
        {
            let start = open[at].0;
            open.truncate(at);
            pairs.push(Pair { range: TextRange::new(start, token.range.start() + 1) });
        }
        if let Some(closer) = opens {
            open.push((token.range.end() - 1, closer));
        }
    }
    pairs.sort_by_key(|pair| (pair.range.start(), std::cmp::Reverse(pair.range.end())));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = pairs(text, SourceKind::MODULE).iter().map(|pair| pair.range.slice(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pairs_are_found_in_any_text() {
        check("f(a[0], { b })", &["(a[0], { b })", "[0]", "{ b }"]);
        check("`a${b}c${d({})}e`", &["{b}", "{d({})}", "({})", "{}"]);
        check("function f() { g( }", &["()", "{ g( }"]);
        check("'(' + /[/]/ // )", &[]);
    }
}
