//! Disallows references in regular expressions to groups that have matched nothing yet.
//!
//! ## Why
//! A reference to a group that comes later, stands around it, or is in another alternative always matches the empty text.
//!
//! ## Bad
//! ```js
//! const twice = /\1(a)/;
//! ```
//!
//! ## Good
//! ```js
//! const twice = /(a)\1/;
//! ```

use oxc_regular_expression::ast::{Alternative, CapturingGroup, Disjunction, LookAroundAssertionKind, Pattern, Term};

use crate::file::File;
use crate::regex;
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-backreference", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for source in regex::all(file).filter(|source| may_refer(source.text())) {
        let useless = source.look(|pattern| Parts::of(pattern).useless()).unwrap_or_default();
        for name in useless {
            report.at(source.range, format!("`{name}` always matches the empty text: its group has not matched there"));
        }
    }
}

fn may_refer(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && matches!(pair[1], b'1'..=b'9' | b'k'))
}

/// A part of a pattern around a group or a reference. Its number tells it from others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Step {
    number: usize,
    kind: StepKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StepKind {
    Alternative,
    Group,
    OtherGroup,
    Look(LookAroundAssertionKind),
}

#[derive(Clone)]
struct Part {
    /// From the outside to the part.
    path: Vec<Step>,
    start: u32,
    end: u32,
}

struct Group {
    name: Option<String>,
    part: Part,
}

struct Reference {
    to: To,
    part: Part,
}

enum To {
    Index(u32),
    Name(String),
}

#[derive(Default)]
struct Parts {
    groups: Vec<Group>,
    references: Vec<Reference>,
    path: Vec<Step>,
    steps: usize,
}

impl Parts {
    fn of(pattern: &Pattern) -> Parts {
        let mut parts = Parts::default();
        parts.disjunction(&pattern.body);
        parts
    }

    fn within(&mut self, kind: StepKind, walk: impl FnOnce(&mut Self)) {
        self.steps += 1;
        self.path.push(Step { number: self.steps, kind });
        walk(self);
        self.path.pop();
    }

    fn disjunction(&mut self, disjunction: &Disjunction) {
        for alternative in &disjunction.body {
            self.within(StepKind::Alternative, |parts| parts.alternative(alternative));
        }
    }

    fn alternative(&mut self, alternative: &Alternative) {
        for term in &alternative.body {
            self.term(term);
        }
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::LookAroundAssertion(look) => {
                self.within(StepKind::Look(look.kind), |parts| parts.disjunction(&look.body));
            }
            Term::Quantifier(quantifier) => self.term(&quantifier.body),
            Term::CapturingGroup(group) => self.group(group),
            Term::IgnoreGroup(group) => self.within(StepKind::OtherGroup, |parts| parts.disjunction(&group.body)),
            Term::IndexedReference(it) => self.refer(To::Index(it.index), it.span.start, it.span.end),
            Term::NamedReference(it) => self.refer(To::Name(it.name.to_string()), it.span.start, it.span.end),
            _ => {}
        }
    }

    fn group(&mut self, group: &CapturingGroup) {
        self.within(StepKind::Group, |parts| {
            let part = Part { path: parts.path.clone(), start: group.span.start, end: group.span.end };
            parts.groups.push(Group { name: group.name.as_ref().map(ToString::to_string), part });
            parts.disjunction(&group.body);
        });
    }

    fn refer(&mut self, to: To, start: u32, end: u32) {
        let part = Part { path: self.path.clone(), start, end };
        self.references.push(Reference { to, part });
    }

    /// The references to groups of which none can have matched.
    fn useless(&self) -> Vec<String> {
        let mut useless = Vec::new();
        for reference in &self.references {
            let (groups, shown): (Vec<&Group>, String) = match &reference.to {
                To::Index(index) => (self.groups.get(*index as usize - 1).into_iter().collect(), format!("\\{index}")),
                To::Name(name) => {
                    let named = self.groups.iter().filter(|group| group.name.as_ref() == Some(name));
                    (named.collect(), format!("\\k<{name}>"))
                }
            };
            let is_empty = |group: &&Group| has_not_matched(&group.part, &reference.part);
            if !groups.is_empty() && groups.iter().all(is_empty) {
                useless.push(shown);
            }
        }
        useless
    }
}

/// Whether a group has matched nothing, whenever a reference to it is met.
fn has_not_matched(group: &Part, reference: &Part) -> bool {
    let common = group.path.iter().zip(&reference.path).take_while(|(one, other)| one == other).count();
    if common == group.path.len() {
        // The reference is inside of the group.
        return true;
    }
    let is_look = |step: &&Step| matches!(step.kind, StepKind::Look(_));
    let look = group.path[..common].iter().rfind(is_look).map(|step| step.kind);
    use LookAroundAssertionKind::{Lookbehind, NegativeLookahead, NegativeLookbehind};
    // What looks behind matches from its end to its beginning.
    let is_later = match look {
        Some(StepKind::Look(Lookbehind | NegativeLookbehind)) => group.end <= reference.start,
        _ => reference.end <= group.start,
    };
    let own = &group.path[common..];
    let is_negative = |step: &Step| matches!(step.kind, StepKind::Look(NegativeLookahead | NegativeLookbehind));
    is_later || own[0].kind == StepKind::Alternative || own.iter().any(is_negative)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn references_that_match_nothing_are_reported() {
        check(
            &RULE,
            r"
x = [/\1(a)/, /(a\1)/, /(a)|\1/, /(?!(a))\1/, /(?<=(a)\1)b/, /(?<b>a)\k<b>/, /(a)\1/];
//   ^^^^^^^ `\1` always matches the empty text
//            ^^^^^^^
//                     ^^^^^^^^
//                               ^^^^^^^^^^^
//                                            ^^^^^^^^^^^^^
x = RegExp('\\1(a)');
//  ^^^^^^^^^^^^^^^^
",
        );
    }
}
