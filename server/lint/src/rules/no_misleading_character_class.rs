//! Disallows characters in classes of regular expressions that are made of several code points.
//!
//! ## Why
//! A class matches one code point. `/[👍]/` without the flag `u` matches half of the character, and `/[👨‍👩‍👦]/u` each of the persons by
//! themselves.
//!
//! ## Bad
//! ```js
//! const thumb = /^[👍]$/;
//! ```
//!
//! ## Good
//! ```js
//! const thumb = /^[👍]$/u;
//! ```
//!
//! ## Options
//! - `allowEscape` (default `false`): what is written as `\u…` or `\x…` is meant.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use oxc_regular_expression::ast::{Character, CharacterClass, CharacterClassContents};
use oxc_regular_expression::visit::{Visit, walk};
use serde::Deserialize;
use source::TextRange;

use crate::file::File;
use crate::options::RuleOptions;
use crate::regex::{self, RegexSource};
use crate::report::Report;
use crate::rule::rule;

rule!("no-misleading-character-class", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_escape: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut rewrapped = None;
    for mut source in regex::all(file) {
        // What is made of several code points has none of ASCII but the first.
        let text = source.text();
        if !text.contains('[') || text.is_ascii() && !text.contains("\\u") {
            continue;
        }
        let rewrapped = rewrapped.get_or_insert_with(|| regex::rewrapped(file));
        if let Some((_, flags)) = rewrapped.iter().find(|(range, _)| *range == source.range) {
            source.flags.clone_from(flags);
        }
        if let Some(flags) = &source.flags {
            let is_unicode = flags.contains(['u', 'v']);
            check(file, &source, options, is_unicode, report);
        }
    }
}

fn check(file: &File, source: &RegexSource, options: &Options, is_unicode: bool, report: &mut Report) {
    let classes = |text| Classes { text, options, is_unicode, found: Vec::new() };
    let with_places = source.look_at_places(|pattern| {
        let mut classes = classes(Some(file.text));
        classes.visit_pattern(pattern);
        classes.found
    });
    let has_places = with_places.is_some();
    let found = with_places.or_else(|| {
        source.look(|pattern| {
            let mut classes = classes(None);
            classes.visit_pattern(pattern);
            classes.found
        })
    });
    let mut found = found.unwrap_or_default();
    if !has_places {
        // All are told of at the pattern, each kind once.
        found.iter_mut().for_each(|(_, range)| *range = source.pattern_range);
    }
    found.sort_by_key(|(what, range)| (range.start(), range.end(), *what));
    found.dedup();
    for (what, range) in found {
        report.at(range, what.message());
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    SurrogatesWithoutFlag,
    Surrogates,
    Combining,
    Modifier,
    Region,
    Joined,
}

impl Kind {
    fn message(self) -> &'static str {
        match self {
            Kind::SurrogatesWithoutFlag => "the class matches half of this character; the flag `u` makes it one",
            Kind::Surrogates => "these are two halves of one character",
            Kind::Combining => "the class matches the character or its mark, not both together",
            Kind::Modifier => "the class matches the emoji or its modifier, not both together",
            Kind::Region => "the class matches one letter of this flag, not both together",
            Kind::Joined => "the class matches one part of this character, not all together",
        }
    }
}

struct Classes<'t> {
    /// `None`: the places are not those of a text.
    text: Option<&'t str>,
    options: &'t Options,
    is_unicode: bool,
    found: Vec<(Kind, TextRange)>,
}

impl<'a> Visit<'a> for Classes<'_> {
    fn visit_character_class(&mut self, class: &CharacterClass<'a>) {
        let mut row: Vec<Character> = Vec::new();
        for part in &class.body {
            match part {
                CharacterClassContents::Character(character) => row.push(**character),
                CharacterClassContents::CharacterClassRange(range) => {
                    row.push(range.min);
                    self.row(&row);
                    row = vec![range.max];
                }
                _ => {
                    self.row(&row);
                    row.clear();
                }
            }
        }
        self.row(&row);
        walk::walk_character_class(self, class);
    }
}

impl Classes<'_> {
    /// Characters that stand beside each other.
    fn row(&mut self, row: &[Character]) {
        for pair in row.windows(2) {
            let [one, other] = pair else { continue };
            let is_meant = self.is_meant(one) || self.is_meant(other);
            if is_pair(one.value, other.value) && !is_meant {
                match self.is_unicode {
                    true if self.is_braced(one) || self.is_braced(other) => self.add(Kind::Surrogates, pair),
                    true => {}
                    false => self.add(Kind::SurrogatesWithoutFlag, pair),
                }
            }
            if is_mark(other.value) && !is_mark(one.value) && !self.is_meant(other) {
                self.add(Kind::Combining, pair);
            }
            if is_modifier(other.value) && !is_modifier(one.value) && !is_meant {
                self.add(Kind::Modifier, pair);
            }
            if is_region(one.value) && is_region(other.value) && !is_meant {
                self.add(Kind::Region, pair);
            }
        }
        self.joined(row);
    }

    fn joined(&mut self, row: &[Character]) {
        let is_joiner = |index: usize| {
            let is_part = |character: &Character| character.value != JOINER && !self.is_meant(character);
            row.get(index).is_some_and(|it| it.value == JOINER && !self.is_meant(it))
                && index > 0
                && is_part(&row[index - 1])
                && row.get(index + 1).is_some_and(is_part)
        };
        let mut found = Vec::new();
        let mut index = 1;
        while index < row.len() {
            if is_joiner(index) {
                let first = index - 1;
                while is_joiner(index + 2) {
                    index += 2;
                }
                found.push((first, index + 1));
            }
            index += 1;
        }
        for (first, last) in found {
            self.add(Kind::Joined, &row[first..=last]);
        }
    }

    fn add(&mut self, kind: Kind, characters: &[Character]) {
        if let [first, .., last] = characters {
            self.found.push((kind, TextRange::new(first.span.start, last.span.end)));
        }
    }

    fn written(&self, character: &Character) -> &str {
        let range = character.span.start as usize..character.span.end as usize;
        self.text.and_then(|text| text.get(range)).unwrap_or_default()
    }

    fn is_braced(&self, character: &Character) -> bool {
        self.written(character).contains("u{")
    }

    /// Whether a character is an escape that the options let through.
    fn is_meant(&self, character: &Character) -> bool {
        let written = self.written(character).trim_start_matches('\\');
        self.options.allow_escape
            && self.written(character).starts_with('\\')
            && (written.starts_with('u') || written.starts_with('x'))
            && written.len() > 1
    }
}

const JOINER: u32 = 0x200d;

fn is_pair(one: u32, other: u32) -> bool {
    (0xd800..0xdc00).contains(&one) && (0xdc00..0xe000).contains(&other)
}

fn is_mark(value: u32) -> bool {
    value >= 0x300 && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get32(value))
}

fn is_modifier(value: u32) -> bool {
    (0x1f3fb..=0x1f3ff).contains(&value)
}

fn is_region(value: u32) -> bool {
    (0x1f1e6..=0x1f1ff).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn characters_of_several_code_points_are_reported() {
        check(&RULE, "\na = /[\\ud83d\\udc4d]/;\n//    ^^^^^^^^^^^^ half of this character\n");
        check(&RULE, "\na = new RegExp('[\\\\u0041\\\\u0301]');\n//               ^^^^^^^^^^^^^^ its mark\n");
        check(&RULE, "a = [/[👍]/u, /👍/, /[\\ud83d]/]");
    }

    #[test]
    fn escapes_can_be_meant() {
        case(&RULE, "a = /[A\\u0301]/").options(json!([{ "allowEscape": true }])).check();
    }
}
