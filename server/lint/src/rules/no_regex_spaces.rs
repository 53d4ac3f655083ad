//! Disallows several spaces in a row in regular expressions.
//!
//! ## Why
//! How many there are is hard to count: `/a {3}b/` says it.
//!
//! ## Bad
//! ```js
//! const gap = /a   b/;
//! ```
//!
//! ## Good
//! ```js
//! const gap = /a {3}b/;
//! ```

use oxc_regular_expression::ast::{Alternative, CharacterClass, Term};
use oxc_regular_expression::visit::{Visit, walk};
use source::{Edit, TextRange};

use crate::file::File;
use crate::regex;
use crate::report::Report;
use crate::rule::rule;

rule!("no-regex-spaces", Style, Error, Safe);

fn run(file: &File, report: &mut Report) {
    for source in regex::all(file).filter(|source| file.slice(source.pattern_range).contains("  ")) {
        if source.flags.is_none() {
            continue;
        }
        let spaces = source.look(|pattern| {
            let text = if source.has_places() { file.text } else { source.text() };
            let mut spaces = Spaces { text, first: None };
            spaces.visit_pattern(pattern);
            spaces.first
        });
        let Some(Some(first)) = spaces else { continue };
        let count = first.len();
        let problem =
            report.at(source.range, format!("{count} spaces in a row are hard to count; ` {{{count}}}` says it"));
        if source.has_places() {
            problem.fix([Edit::replace(first, format!(" {{{count}}}"))]);
        }
    }
}

struct Spaces<'f> {
    text: &'f str,
    first: Option<TextRange>,
}

impl<'a> Visit<'a> for Spaces<'_> {
    fn visit_alternative(&mut self, alternative: &Alternative<'a>) {
        let mut run: Option<TextRange> = None;
        for term in &alternative.body {
            let Term::Character(character) = term else {
                self.keep(run.take());
                continue;
            };
            let range = TextRange::new(character.span.start, character.span.end);
            match range.slice(self.text) {
                " " => run = Some(run.map_or(range, |run| run.cover(range))),
                // The space of `\ ` can begin a row of them.
                "\\ " => self.keep(run.replace(TextRange::new(range.end() - 1, range.end()))),
                _ => self.keep(run.take()),
            }
        }
        self.keep(run);
        walk::walk_alternative(self, alternative);
    }

    fn visit_character_class(&mut self, _: &CharacterClass<'a>) {}
}

impl Spaces<'_> {
    fn keep(&mut self, run: Option<TextRange>) {
        let found = run.filter(|run| run.len() > 1);
        let earlier = self.first.is_none_or(|first| found.is_some_and(|found| found.start() < first.start()));
        if found.is_some() && earlier {
            self.first = found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn spaces_are_reported() {
        check(
            &RULE,
            r"
a = /b   c/;
//  ^^^^^^^ 3 spaces in a row
a = new RegExp('b  ');
//  ^^^^^^^^^^^^^^^^^
a = /b  +[  ]/;
",
        );
    }

    #[test]
    fn spaces_are_counted() {
        check_fix(&RULE, "a = /b   {3}c/", "a = /b {2} {3}c/");
    }
}
