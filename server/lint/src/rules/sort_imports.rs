//! Requires imports to stand in the order of the names that they give.
//!
//! ## Why
//! In a long list an import is found sooner, and two people who add one add it in the same place.
//!
//! ## Bad
//! ```js
//! import zip from 'zip.js';
//! import { read, open } from 'files.js';
//! ```
//!
//! ## Good
//! ```js
//! import { open, read } from 'files.js';
//! import zip from 'zip.js';
//! ```
//!
//! ## Options
//! - `ignoreCase` (default `false`): large letters and small ones are the same.
//! - `ignoreDeclarationSort` (default `false`): the order of declarations does not matter.
//! - `ignoreMemberSort` (default `false`): the order of the names in one does not matter.
//! - `memberSyntaxSortOrder` (default `["none", "all", "multiple", "single"]`): which declarations come first: those that import no
//!   name, `* as all`, several names, one name.
//! - `allowSeparatedGroups` (default `false`): behind an empty line the order begins anew.

use std::cmp::Ordering;

use serde::Deserialize;
use source::{Edit, LineIndex, Terminators, TextRange};
use syntax::ast::{ImportDecl, ImportNamedSpecifier, ImportSpecifier};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::order::{Direction, Order};
use crate::report::Report;
use crate::rule::rule;

rule!("sort-imports", Style, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore_case: bool,
    ignore_declaration_sort: bool,
    ignore_member_sort: bool,
    member_syntax_sort_order: [Syntax; 4],
    allow_separated_groups: bool,
}

/// What a declaration imports.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Syntax {
    None,
    All,
    Multiple,
    Single,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            ignore_case: false,
            ignore_declaration_sort: false,
            ignore_member_sort: false,
            member_syntax_sort_order: [Syntax::None, Syntax::All, Syntax::Multiple, Syntax::Single],
            allow_separated_groups: false,
        }
    }
}

impl RuleOptions for Options {}

impl Syntax {
    fn of(import: &ImportDecl) -> Syntax {
        match import.specifiers.as_slice() {
            [] => Syntax::None,
            [ImportSpecifier::Namespace(_), ..] => Syntax::All,
            [_] => Syntax::Single,
            _ => Syntax::Multiple,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Syntax::None => "no name",
            Syntax::All => "all names as one",
            Syntax::Multiple => "several names",
            Syntax::Single => "one name",
        }
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let order = Order { direction: Direction::Asc, is_case_sensitive: !options.ignore_case, is_natural: false };
    let rank = |syntax: Syntax| options.member_syntax_sort_order.iter().position(|one| *one == syntax);
    let mut before: Option<&ImportDecl> = None;
    for (_, import) in file.nodes.all::<ImportDecl>() {
        if !options.ignore_member_sort {
            members(file, import, order, report);
        }
        let last = before.replace(import).filter(|_| !options.ignore_declaration_sort);
        let Some(last) = last.filter(|last| !options.allow_separated_groups || !has_empty_line(file, last, import))
        else {
            continue;
        };
        let (syntax, syntax_before) = (Syntax::of(import), Syntax::of(last));
        match rank(syntax).cmp(&rank(syntax_before)) {
            Ordering::Less => {
                let (this, other) = (syntax.word(), syntax_before.word());
                report.at(import.range(), format!("what imports {this} comes before what imports {other}"));
            }
            Ordering::Equal => {
                if let (Some(name), Some(name_before)) = (first_name(import), first_name(last))
                    && !order.allows(name_before, name)
                {
                    report.at(import.range(), format!("`{name}` stands behind `{name_before}`"));
                }
            }
            Ordering::Greater => {}
        }
    }
}

/// The order of names in one declaration; the first that is wrong is told of.
fn members(file: &File, import: &ImportDecl, order: Order, report: &mut Report) {
    let named: Vec<&ImportNamedSpecifier> = import.specifiers.iter().filter_map(ImportSpecifier::as_named).collect();
    let wrong = named.windows(2).find(|pair| !order.allows(&pair[0].local.sym, &pair[1].local.sym));
    let Some([before, wrong]) = wrong else { return };
    let problem = report.at(wrong.range(), format!("`{}` stands behind `{}`", wrong.local.sym, before.local.sym));
    problem.fix(sorted(file, &named, order));
}

/// The names in order, what stands between them left where it is. `None`: comments stand among them.
fn sorted(file: &File, named: &[&ImportNamedSpecifier], order: Order) -> Option<Edit> {
    let whole = named.first()?.range().cover(named.last()?.range());
    let around = TextRange::new(file.previous_token_end(whole.start()), file.next_token(whole.end()));
    if file.has_comments_in(around) {
        return None;
    }
    let mut by_name = named.to_vec();
    by_name.sort_by(|one, other| order.compare(&one.local.sym, &other.local.sym));
    let mut text = String::new();
    for (place, specifier) in by_name.iter().enumerate() {
        text.push_str(file.source_of(*specifier));
        if let Some(next) = named.get(place + 1) {
            text.push_str(file.slice(TextRange::new(named[place].range().end(), next.range().start())));
        }
    }
    Some(Edit::replace(whole, text))
}

/// The first name that a declaration gives.
fn first_name(import: &ImportDecl) -> Option<&str> {
    import.specifiers.first().map(|specifier| &*specifier.local().sym)
}

fn has_empty_line(file: &File, before: &ImportDecl, behind: &ImportDecl) -> bool {
    let between = file.slice(TextRange::new(before.range().end(), behind.range().start()));
    LineIndex::new(between, Terminators::JavaScript).line_of(between.len() as u32) > 1
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn declarations_and_names_in_order() {
        check(
            &RULE,
            "
   import 'z';
   import * as y from 'y';
   import { b, c, a, A } from 'x';
//                ^ `a` stands behind `c`
   import w from 'w';
   import Q from 'q';
// ^^^^^^^^^^^^^^^^^^ `Q` stands behind `w`
   import * as r from 'r';
// ^^^^^^^^^^^^^^^^^^^^^^^ what imports all names as one comes before what imports one name
",
        );
    }

    #[test]
    fn what_may_be_otherwise() {
        let options = json!([{ "ignoreCase": true, "allowSeparatedGroups": true }]);
        case(&RULE, "import b, { a, B } from 'b';\n\nimport 'a';").options(options).check();
        let options =
            json!([{ "ignoreMemberSort": true, "memberSyntaxSortOrder": ["single", "all", "multiple", "none"] }]);
        case(&RULE, "import z from 'z'; import * as y from 'y'; import { b, a } from 'x'; import 'w';")
            .options(options)
            .check();
        case(&RULE, "import 'z'; import { b, a } from 'a'; import * as y from 'y';\n//                      ^ `a`")
            .options(json!([{ "ignoreDeclarationSort": true }]))
            .check();
    }

    #[test]
    fn names_are_put_in_order() {
        check_fix(&RULE, "import x, { c,  b as d,\n a } from 'a';", "import x, { a,  c,\n b as d } from 'a';");
        check_fix(&RULE, "import { b, /* first */ a } from 'a';", "import { b, /* first */ a } from 'a';");
    }
}
