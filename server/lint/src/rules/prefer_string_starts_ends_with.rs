//! Requires `startsWith` and `endsWith` instead of a regular expression for the beginning or the end of a text.
//!
//! ## Why
//! They say what is asked, and nothing in the text has to be escaped.
//!
//! ## Bad
//! ```js
//! const isComment = /^\/\//.test(line);
//! ```
//!
//! ## Good
//! ```js
//! const isComment = line.startsWith("//");
//! ```

use source::Edit;
use syntax::ast::{Expr, Lit, Regex};

use crate::calls::Call;
use crate::file::{File, without_parentheses};
use crate::precedence::Precedence;
use crate::report::Report;
use crate::rule::rule;

rule!("prefer-string-starts-ends-with", Style, Off, Suggestion);

fn run(file: &File, report: &mut Report) {
    for call in file.calls() {
        let Some((object, name)) = call.method() else { continue };
        let Expr::Lit(Lit::Regex(regex)) = without_parentheses(object) else { continue };
        let [argument] = call.arguments else { continue };
        let Some((method, text)) = plain(regex).filter(|_| name == "test" && argument.spread.is_none()) else {
            continue;
        };
        report
            .at(call.range, format!("`{method}` says what is asked"))
            .suggest(format!("Use `{method}`"), [Edit::replace(call.range, method_call(file, &call, method, &text))]);
    }
}

/// The method that does the same as a pattern, and the text that it looks for.
fn plain(regex: &Regex) -> Option<(&'static str, String)> {
    if regex.flags.contains(['i', 'm', 'y']) {
        return None;
    }
    let (method, rest) = match (regex.exp.strip_prefix('^'), regex.exp.strip_suffix('$')) {
        (Some(rest), _) => ("startsWith", rest),
        (None, Some(rest)) => ("endsWith", rest),
        (None, None) => return None,
    };
    let mut text = String::new();
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.push(characters.next().filter(|escaped| !escaped.is_alphanumeric())?),
            '^' | '$' | '+' | '[' | ']' | '{' | '}' | '(' | ')' | '.' | '?' | '*' | '|' => return None,
            other => text.push(other),
        }
    }
    (!text.is_empty()).then_some((method, text))
}

fn method_call(file: &File, call: &Call, method: &str, text: &str) -> String {
    let argument = &call.arguments[0].expr;
    let source = file.source_of(argument);
    let needs_parentheses = Precedence::of(argument) < Precedence::CALL && !argument.is_paren();
    let (open, close) = if needs_parentheses { ("(", ")") } else { ("", "") };
    let quoted = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("{open}{source}{close}.{method}('{quoted}')")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn patterns_without_signs() {
        check(
            &RULE,
            "\nx = [/^a/.test(b), /^a$/.test(b), /^a/i.test(b), /^[a]/.test(b)];\n//   ^^^^^^^^^^^^ `startsWith` says\n",
        );
        case(&RULE, "/\\.'js$/.test(a + b)").check_suggestion("(a + b).endsWith('.\\'js')");
    }
}
