//! Requires `object.name` instead of `object["name"]`.
//!
//! ## Why
//! It is shorter, and easier to read.
//!
//! ## Bad
//! ```js
//! const size = options["size"];
//! ```
//!
//! ## Good
//! ```js
//! const size = options.size;
//! const type = headers["content-type"];
//! ```
//!
//! ## Options
//! - `allowKeywords` (default `true`): `false` requires brackets for names that are words of the language.
//! - `allowPattern`: a regular expression of names that may stand in brackets.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{ComputedPropName, Expr, IdentName, Lit, MemberExpr, MemberProp};
use syntax::semantic::NodeId;

use crate::calls::is_optional;
use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::precedence::needs_space;
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

rule!("dot-notation", Style, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_keywords: bool,
    allow_pattern: Option<Pattern>,
}

impl Default for Options {
    fn default() -> Self {
        Options { allow_keywords: true, allow_pattern: None }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, member) in file.nodes.all::<MemberExpr>() {
        match &member.prop {
            MemberProp::Computed(key) => brackets(file, options, (id, member), key, report),
            MemberProp::Ident(name) if !options.allow_keywords && is_keyword(&name.sym) => {
                keyword(file, (id, member), name, report);
            }
            _ => {}
        }
    }
}

fn brackets(file: &File, options: &Options, of: (NodeId, &MemberExpr), key: &ComputedPropName, report: &mut Report) {
    let (id, member) = of;
    let inner = without_parentheses(&key.expr);
    let name = match inner {
        Expr::Lit(Lit::Bool(literal)) => {
            if literal.value {
                "true"
            } else {
                "false"
            }
        }
        Expr::Lit(Lit::Null(_)) => "null",
        other => match literal_string(other) {
            Some(name) => name,
            None => return,
        },
    };
    if !is_name(name)
        || !options.allow_keywords && is_keyword(name)
        || options.allow_pattern.as_ref().is_some_and(|pattern| pattern.matches(name))
    {
        return;
    }
    let problem = report.at(inner.range(), format!("`.{name}` is shorter than brackets"));
    let whole = key.range();
    if file.has_comments_in(whole) {
        return;
    }
    let dot = match is_optional(file, id) {
        true => "",
        // A dot behind the digits would be a part of the number.
        false if is_whole_number(file, &member.obj) => " .",
        false => ".",
    };
    let space = if needs_space(name, &file.text[whole.end() as usize..]) { " " } else { "" };
    problem.fix([Edit::replace(whole, format!("{dot}{name}{space}"))]);
}

fn keyword(file: &File, (id, member): (NodeId, &MemberExpr), name: &IdentName, report: &mut Report) {
    let range = name.range();
    let problem = report.at(range, format!("`{}` is a word of the language, and belongs into brackets", name.sym));
    let is_optional = is_optional(file, id);
    let object = member.obj.range();
    // `let[` begins a declaration.
    let is_let = matches!(&*member.obj, Expr::Ident(object) if *object.sym == *"let");
    if file.has_comments_in(TextRange::new(object.end(), range.start())) || is_let && !is_optional {
        return;
    }
    let text = format!("[\"{}\"]", name.sym);
    let start = if is_optional { range.start() } else { file.previous_token_end(range.start()) - 1 };
    problem.fix([Edit::replace(TextRange::new(start, range.end()), text)]);
}

fn is_name(text: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '$');
    text.chars().all(is_part) && text.starts_with(|first: char| is_part(first) && !first.is_ascii_digit())
}

/// Whether an expression is a decimal number without a point.
fn is_whole_number(file: &File, expression: &Expr) -> bool {
    let Expr::Lit(Lit::Num(number)) = expression else { return false };
    let text = file.source_of(number);
    let is_octal = text.len() > 1 && text.starts_with('0') && !text.contains(['8', '9']);
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') && !is_octal
}

/// The words that ECMAScript 3 kept for itself.
fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &str = " abstract boolean break byte case catch char class const continue debugger default delete do \
        double else enum export extends false final finally float for function goto if implements import in instanceof \
        int interface long native new null package private protected public return short static super switch \
        synchronized this throw throws transient true try typeof var void volatile while with ";
    KEYWORDS.split(' ').any(|keyword| keyword == name)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn brackets_around_names_are_reported() {
        check(
            &RULE,
            "
x = a['b'];
//    ^^^ `.b` is shorter
a['b-c']; a[b]; a[0]; a.b;
",
        );
        check_fix(&RULE, "a?.['b']; 5['c']; a[ `d` ]in e; a[/**/ 'f']", "a?.b; 5 .c; a.d in e; a[/**/ 'f']");
    }

    #[test]
    fn keywords_can_be_kept_out() {
        let options = json!([{ "allowKeywords": false }]);
        case(&RULE, "a.if; a['if']; a?.in").options(options).check_fix("a[\"if\"]; a['if']; a?.[\"in\"]");
    }
}
