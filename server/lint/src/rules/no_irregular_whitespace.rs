//! Disallows white space other than spaces, tabs and ends of lines.
//!
//! ## Why
//! A no-break space or one without width looks like any other, or like nothing, and surprises tools and people.
//!
//! ## Bad
//! ```js
//! const total = 1;
//! ```
//!
//! ## Good
//! ```js
//! const space = " ";
//! ```
//!
//! ## Options
//! - `skipStrings` (default `true`): in strings it is fine.
//! - `skipComments` (default `false`)
//! - `skipRegExps` (default `false`)
//! - `skipTemplates` (default `false`)
//! - `skipJSXText` (default `false`)

use serde::Deserialize;
use source::TextRange;
use syntax::ast::{JSXText, Regex, Str, Tpl};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-irregular-whitespace", Correctness, Error, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    skip_strings: bool,
    skip_comments: bool,
    #[serde(rename = "skipRegExps")]
    skip_regexps: bool,
    skip_templates: bool,
    #[serde(rename = "skipJSXText")]
    skip_jsx_text: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            skip_strings: true,
            skip_comments: false,
            skip_regexps: false,
            skip_templates: false,
            skip_jsx_text: false,
        }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for range in irregular(file.text) {
        if !is_skipped(file, options, range) {
            report.at(range, "this is white space that looks like another");
        }
    }
}

/// Runs of irregular white space; each end of a line is a run of its own.
fn irregular(text: &str) -> Vec<TextRange> {
    let bytes = text.as_bytes();
    // All of them begin with one of these bytes.
    let in_ascii = memchr::memchr2_iter(0x0b, 0x0c, bytes);
    let is_ascii = text.is_ascii();
    let others = |one, two, three| memchr::memchr3_iter(one, two, three, if is_ascii { &[] } else { bytes });
    let candidates = in_ascii.chain(others(0xc2, 0xe1, 0xef)).chain(others(0xe2, 0xe3, 0xe3));
    let character = |at: usize| text[at..].chars().next().filter(|character| is_irregular(*character));
    let mut places: Vec<(usize, char)> = candidates.filter_map(|at| Some((at, character(at)?))).collect();
    places.sort_unstable();
    let mut found: Vec<TextRange> = Vec::new();
    // A mark of the byte order is no part of the text.
    for (at, character) in places.into_iter().filter(|place| *place != (0, '\u{feff}')) {
        let range = TextRange::from(at..at + character.len_utf8());
        let is_end_of_line = |range: TextRange| matches!(range.slice(text), "\u{2028}" | "\u{2029}");
        match found.last_mut() {
            Some(last) if last.end() == range.start() && !is_end_of_line(*last) && !is_end_of_line(range) => {
                *last = last.cover(range);
            }
            _ => found.push(range),
        }
    }
    found
}

fn is_irregular(character: char) -> bool {
    matches!(
        character,
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{feff}' | '\u{a0}' | '\u{1680}' | '\u{180e}' | '\u{2000}'
            ..='\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

fn is_skipped(file: &File, options: &Options, range: TextRange) -> bool {
    let nodes = &file.nodes;
    let holds = |outer: TextRange| outer.contains_range(range);
    let quasis = || nodes.all::<Tpl>().flat_map(|(_, template)| &template.quasis);
    options.skip_strings && nodes.all::<Str>().any(|(_, it)| holds(it.range()))
        || options.skip_comments && file.comments.iter().any(|it| holds(it.range))
        || options.skip_regexps && nodes.all::<Regex>().any(|(_, it)| holds(it.range()))
        || options.skip_templates && quasis().any(|it| holds(it.range()))
        || options.skip_jsx_text && nodes.all::<JSXText>().any(|(_, it)| holds(it.range()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn outside_of_strings() {
        check(&RULE, "\nx = '\u{a0}';\u{2028}\n//      ^ white space\n");
        case(&RULE, "\nx = `\u{3000}${\u{b} 1}`;\n//      ^\n").options(json!([{ "skipTemplates": true }])).check();
    }
}
