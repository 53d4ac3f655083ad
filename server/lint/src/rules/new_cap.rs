//! Requires that what is called with `new` begins with a capital letter, and the other way round.
//!
//! ## Why
//! Capital letters are how classes are told from functions in JavaScript.
//!
//! ## Bad
//! ```js
//! const door = new makeDoor();
//! const window = Window();
//! ```
//!
//! ## Good
//! ```js
//! const door = makeDoor();
//! const window = new Window();
//! ```
//!
//! ## Options
//! - `newIsCap` (default `true`): what is called with `new` has to begin with a capital letter.
//! - `capIsNew` (default `true`): what begins with a capital letter has to be called with `new`.
//! - `newIsCapExceptions`, `capIsNewExceptions` (default `[]`): names that are fine, `foo` or `foo.bar`.
//! - `newIsCapExceptionPattern`, `capIsNewExceptionPattern`: a regular expression of such names.
//! - `properties` (default `true`): also properties of objects.

use std::borrow::Cow;

use serde::Deserialize;
use source::TextRange;
use syntax::ast::{Expr, MemberProp, NewExpr};

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("new-cap", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    new_is_cap: bool,
    cap_is_new: bool,
    new_is_cap_exceptions: Vec<String>,
    cap_is_new_exceptions: Vec<String>,
    new_is_cap_exception_pattern: Option<Pattern>,
    cap_is_new_exception_pattern: Option<Pattern>,
    properties: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            new_is_cap: true,
            cap_is_new: true,
            new_is_cap_exceptions: Vec::new(),
            cap_is_new_exceptions: Vec::new(),
            new_is_cap_exception_pattern: None,
            cap_is_new_exception_pattern: None,
            properties: true,
        }
    }
}

impl RuleOptions for Options {}

/// Functions of ECMAScript that are called either way.
const BOTH: &[&str] =
    &["Array", "Boolean", "Date", "Error", "Function", "Number", "Object", "RegExp", "String", "Symbol", "BigInt"];

fn run(file: &File, options: &Options, report: &mut Report) {
    if options.new_is_cap {
        let exceptions = Exceptions {
            names: &options.new_is_cap_exceptions,
            pattern: options.new_is_cap_exception_pattern.as_ref(),
            builtin: &[],
        };
        for (_, call) in file.nodes.all::<NewExpr>() {
            if let Some((name, range)) = named(&call.callee)
                && name.starts_with(char::is_lowercase)
                && !exceptions.allow(file, options, &call.callee, &name)
            {
                report.at(range, format!("`{name}` is called with `new`, but begins with a small letter"));
            }
        }
    }
    if options.cap_is_new {
        let exceptions = Exceptions {
            names: &options.cap_is_new_exceptions,
            pattern: options.cap_is_new_exception_pattern.as_ref(),
            builtin: BOTH,
        };
        for Call { callee, .. } in file.calls() {
            if let Some((name, range)) = named(callee)
                && name.starts_with(char::is_uppercase)
                && !exceptions.allow(file, options, callee, &name)
            {
                report.at(range, format!("`{name}` is called without `new`, but begins with a capital letter"));
            }
        }
    }
}

/// The last name of what is called.
fn named(callee: &Expr) -> Option<(Cow<'_, str>, TextRange)> {
    if let Expr::Ident(name) = without_parentheses(callee) {
        return Some((Cow::Borrowed(&name.sym), name.range()));
    }
    let member = member(callee)?;
    let range = match &member.prop {
        MemberProp::Computed(computed) => without_parentheses(&computed.expr).range(),
        other => other.range(),
    };
    Some((member_name(&member.prop)?, range))
}

struct Exceptions<'o> {
    names: &'o [String],
    pattern: Option<&'o Pattern>,
    builtin: &'static [&'static str],
}

impl Exceptions<'_> {
    fn allow(&self, file: &File, options: &Options, callee: &Expr, name: &str) -> bool {
        let written = file.source_of(without_parentheses(callee));
        let is_listed = self.names.iter().any(|listed| listed == name || listed == written);
        let member = member(callee);
        let is_date = || {
            member.is_some_and(
                |member| matches!(without_parentheses(&member.obj), Expr::Ident(name) if *name.sym == *"Date"),
            )
        };
        is_listed
            || self.builtin.contains(&name)
            || self.pattern.is_some_and(|pattern| pattern.matches(written))
            || name == "UTC" && is_date()
            || !options.properties && member.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn the_first_letter_tells() {
        check(
            &RULE,
            "
x = [new a.b(), B(), new C(), d(), Date.UTC(), String(e), new f[g]()];
//         ^ begins with a small letter
//              ^ begins with a capital letter
",
        );
    }

    #[test]
    fn exceptions() {
        case(&RULE, "new a(); a.B(); new c.d()")
            .options(json!([{ "newIsCapExceptions": ["a", "c.d"], "capIsNewExceptionPattern": "^a\\." }]))
            .check();
    }
}
