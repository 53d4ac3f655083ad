//! What of a text counts for its program: an edit that leaves it as it was only moves values.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use syntax::{Language, SourceKind, Token, tokens};

/// The same number for texts that do the same and ask for the same: comments and blanks are left out, but for comments that ask
/// something of Lode (`//?`, `//=>`, `// @lode`) and for the line breaks that end statements.
pub(super) fn fingerprint(text: &str, language: Language) -> u64 {
    let mut hasher = FxHasher::default();
    let mut end = 0;
    let mut is_on_new_line = false;
    let mut is_first = true;
    for token in tokens(text, SourceKind::new(language, syntax::Goal::Module)) {
        is_on_new_line |= text[end..token.range.start() as usize].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        end = token.range.end() as usize;
        if token.is_comment() && !asks(token, text) {
            // One that is not closed hides what follows it.
            is_on_new_line |= token.range.slice(text).contains('\n');
            if !token.is_terminated {
                "/*".hash(&mut hasher);
            }
            continue;
        }
        (is_on_new_line && !is_first).hash(&mut hasher);
        (token.kind, token.range.slice(text)).hash(&mut hasher);
        (is_on_new_line, is_first) = (false, false);
    }
    hasher.finish()
}

fn asks(comment: Token, text: &str) -> bool {
    let said = comment.range.slice(text);
    let said = said.get(2..).unwrap_or_default().trim_start();
    said.starts_with('?') || said.starts_with("=>") || said.starts_with("@lode")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(one: &str, other: &str) -> bool {
        let of = |text| fingerprint(text, Language::JavaScript);
        of(one) == of(other)
    }

    #[test]
    fn comments_and_blanks_do_not_count() {
        assert!(is_same("const a=1;\nb(a)", "// first\nconst  a = 1; // one\n\n/* two\n */ b( a ) // three\n"));
        assert!(is_same("f();", "f();\n// a"));
        assert!(!is_same("f();", "f();\n/* a"));
    }

    #[test]
    fn what_is_done_counts() {
        assert!(!is_same("a + b", "a +b_"));
        assert!(!is_same("ab", "a b"));
        assert!(!is_same("return a", "return\na"));
        assert!(!is_same("`a b`", "`a  b`"));
        assert!(!is_same("a", "a /* \n */ b"));
    }

    #[test]
    fn comments_that_ask_count() {
        for asked in ["a; //?", "a; /*?*/", "a; //=> 1", "// @lode allow: net\na;"] {
            assert!(!is_same("a;", asked), "{asked}");
        }
        assert!(!is_same("a; //=> 1", "a; //=> 2"));
    }
}
