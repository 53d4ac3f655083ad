//! Disallows `\` before characters that need none.
//!
//! ## Why
//! `"\a"` is `"a"`. Either the `\` is too much, or it should have been doubled.
//!
//! ## Bad
//! ```js
//! const path = "C:\apps";
//! const digits = /[\.\d]/;
//! ```
//!
//! ## Good
//! ```js
//! const path = "C:\\apps";
//! const digits = /[.\d]/;
//! ```
//!
//! ## Options
//! - `allowRegexCharacters` (default `[]`): characters that may always be escaped in regular expressions.

use oxc_regular_expression::ast::{Character, CharacterClass, ClassStringDisjunction};
use oxc_regular_expression::visit::{Visit, walk};
use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{Str, Tpl};
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::regex::{self, RegexSource};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-escape", Suspicious, Error, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_regex_characters: Vec<String>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, string) in file.nodes.all::<Str>() {
        let text = file.source_of(string);
        if text.contains('\\') && !matches!(file.parent(id), Some(Node::JSXAttr(_))) {
            let quote = text.chars().next().unwrap_or_default();
            let is_needed = |escaped, _: &str, _: &str| escaped == quote || is_string_escape(escaped);
            escapes(string.range(), text, is_needed, report);
        }
    }
    for (id, template) in file.nodes.all::<Tpl>() {
        // A tag sees the text as it is written.
        if matches!(file.parent(id), Some(Node::TaggedTpl(tagged)) if tagged.tpl.range() == template.range()) {
            continue;
        }
        for quasi in template.quasis.iter().filter(|quasi| quasi.raw.contains('\\')) {
            escapes(quasi.range(), file.source_of(quasi), is_template_escape, report);
        }
    }
    for source in regex::all(file).filter(|source| source.is_literal() && has_doubtful_escape(source.text())) {
        regular_expression(file, options, &source, report);
    }
}

/// Reports what is escaped without a need. `is_needed` is asked with what stands before the `\` and behind the character.
fn escapes(range: TextRange, text: &str, is_needed: impl Fn(char, &str, &str) -> bool, report: &mut Report) {
    let mut from = 0;
    while let Some(found) = text[from..].find('\\') {
        let at = from + found;
        let Some(escaped) = text[at + 1..].chars().next() else { break };
        from = at + 1 + escaped.len_utf8();
        if !escaped.is_ascii_digit() && !is_needed(escaped, &text[..at], &text[from..]) {
            useless(range.start() + at as u32, escaped, report);
        }
    }
}

fn useless(at: u32, escaped: char, report: &mut Report) {
    let backslash = TextRange::new(at, at + 1);
    report
        .at(backslash, format!("`{escaped}` needs no `\\`"))
        .suggest("Remove the `\\`", [Edit::delete(backslash)])
        .suggest("Keep the `\\` as a character", [Edit::insert(at, "\\")]);
}

fn is_string_escape(escaped: char) -> bool {
    matches!(escaped, '\\' | 'n' | 'r' | 'v' | 't' | 'b' | 'f' | 'u' | 'x' | '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_template_escape(escaped: char, before: &str, behind: &str) -> bool {
    match escaped {
        '`' => true,
        // Either of the two keeps `${` from being one.
        '{' => before.ends_with('$'),
        '$' => behind.starts_with('{'),
        _ => is_string_escape(escaped),
    }
}

/// Whether a pattern has an escape that is not needed everywhere, so that it has to be read.
fn has_doubtful_escape(text: &str) -> bool {
    let has_class = text.contains('[');
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('\\') {
        let mut characters = behind.chars();
        match characters.next() {
            Some(escaped) if ALWAYS.contains(escaped) => {}
            Some(escaped) if OUTSIDE_OF_CLASSES.contains(escaped) && !has_class => {}
            Some(_) => return true,
            None => return false,
        }
        rest = characters.as_str();
    }
    false
}

/// What is escaped for a reason wherever it stands.
const ALWAYS: &str = "\\bcdDfnpPrsStvwWxu0123456789]";
const OUTSIDE_OF_CLASSES: &str = "^/.$*+?[{}|()Bk";

fn regular_expression(file: &File, options: &Options, source: &RegexSource, report: &mut Report) {
    let is_of_sets = source.flags.as_ref().is_some_and(|flags| flags.contains('v'));
    let found = source.look(|pattern| {
        let mut search = Search { text: file.text, is_of_sets, classes: Vec::new(), found: Vec::new() };
        search.visit_pattern(pattern);
        search.found
    });
    for (at, escaped) in found.unwrap_or_default() {
        if !options.allow_regex_characters.iter().any(|allowed| allowed.contains(escaped)) {
            useless(at, escaped, report);
        }
    }
}

struct Search<'t> {
    text: &'t str,
    /// Whether classes are those of the flag `v`.
    is_of_sets: bool,
    /// Those around, the innermost last: where they are, and whether they begin with `^`.
    classes: Vec<(TextRange, bool)>,
    found: Vec<(u32, char)>,
}

impl<'a> Visit<'a> for Search<'_> {
    fn visit_character_class(&mut self, class: &CharacterClass<'a>) {
        self.classes.push((TextRange::new(class.span.start, class.span.end), class.negative));
        walk::walk_character_class(self, class);
        self.classes.pop();
    }

    fn visit_character_class_string_disjunction(&mut self, _: &ClassStringDisjunction<'a>) {}

    fn visit_character(&mut self, character: &Character) {
        let range = TextRange::new(character.span.start, character.span.end);
        let Some(escaped) = range.slice(self.text).strip_prefix('\\') else { return };
        let mut characters = escaped.chars();
        let (Some(escaped), None) = (characters.next(), characters.next()) else { return };
        // What means another character is an escape of its own.
        if escaped as u32 == character.value && !self.is_needed(escaped, range) {
            self.found.push((range.start(), escaped));
        }
    }
}

impl Search<'_> {
    fn is_needed(&self, escaped: char, range: TextRange) -> bool {
        if ALWAYS.contains(escaped) {
            return true;
        }
        let Some((class, is_negative)) = self.classes.last() else {
            return OUTSIDE_OF_CLASSES.contains(escaped);
        };
        let is_first = range.start() == class.start() + 1;
        if escaped == '^' && is_first {
            return true;
        }
        if !self.is_of_sets {
            return escaped == '-' && !is_first && range.end() != class.end() - 1;
        }
        if "q/[{}|()-".contains(escaped) {
            return true;
        }
        // Two of them in a row are an operator, or kept for one.
        let is_doubled = || {
            let before = self.text[..range.start() as usize].ends_with(escaped);
            let is_mark = escaped == '^' && *is_negative && range.start() == class.start() + 2;
            before && !is_mark || self.text[range.end() as usize..].starts_with(escaped)
        };
        "!#$%&*+,.:;<=>?@^`~".contains(escaped) && is_doubled()
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn strings_and_templates() {
        check(
            &RULE,
            r#"
x = ['\a', "\'", '\n\\\u0041', `\``, `\${`, `$\{`, `\#`, tag`\a`];
//    ^ `a` needs no `\`
//          ^
//                                                  ^
"#,
        );
    }

    #[test]
    fn regular_expressions() {
        check(
            &RULE,
            r"
x = [/\#\.\-/, /[a\-b\.]/, /[\^\-]/, /[\&&\&]/v, /[\.]/v, /\d\cA/];
//    ^
//        ^
//                   ^
//                             ^
//                                                 ^
",
        );
    }

    #[test]
    fn characters_can_be_allowed() {
        case(&RULE, r"x = /\#/").options(json!([{ "allowRegexCharacters": ["#"] }])).check();
    }
}
