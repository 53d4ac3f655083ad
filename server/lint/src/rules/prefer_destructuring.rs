//! Requires `const { a } = b` instead of `const a = b.a`.
//!
//! ## Why
//! The name is written once, and more of them can follow.
//!
//! ## Bad
//! ```js
//! const name = user.name;
//! const first = list[0];
//! ```
//!
//! ## Good
//! ```js
//! const { name } = user;
//! const [first] = list;
//! const other = user.id;
//! ```
//!
//! ## Options
//! An object: `array`, `object` (default `true`), or the same under `VariableDeclarator` and `AssignmentExpression`. Behind it
//! another:
//! - `enforceForRenamedProperties` (default `false`): also where the names are different.

use serde::Deserialize;
use serde_json::Value;
use source::Edit;
use syntax::ast::{
    AssignExpr, AssignOp, AssignTarget, Expr, Lit, MemberExpr, MemberProp, Pat, SimpleAssignTarget, VarDeclarator,
};
use syntax::semantic::Node;

use crate::file::{File, Ranged, without_parentheses};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::precedence::Precedence;
use crate::report::Report;
use crate::rule::rule;

rule!("prefer-destructuring", Style, Off, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Options {
    array: Option<bool>,
    object: Option<bool>,
    #[serde(rename = "VariableDeclarator")]
    declarator: Option<Kinds>,
    #[serde(rename = "AssignmentExpression")]
    assignment: Option<Kinds>,
    /// Set by the second object.
    #[serde(skip)]
    is_for_renamed: bool,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(deny_unknown_fields, default)]
struct Kinds {
    array: bool,
    object: bool,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Details {
    enforce_for_renamed_properties: bool,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let options: Options = values.first().map_or(Ok(Options::default()), from_value)?;
        let details: Details = values.get(1).map_or(Ok(Details::default()), from_value)?;
        Ok(Options { is_for_renamed: details.enforce_for_renamed_properties, ..options })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Options>(), schema_of::<Details>()]
    }
}

impl Options {
    /// What is asked of declarations, or of assignments.
    fn kinds(&self, own: Option<Kinds>) -> Kinds {
        let is_split = self.declarator.is_some() || self.assignment.is_some();
        let is_said = self.array.is_some() || self.object.is_some();
        match own {
            Some(kinds) => kinds,
            None if is_split => Kinds::default(),
            None if is_said => Kinds { array: self.array.unwrap_or_default(), object: self.object.unwrap_or_default() },
            None => Kinds { array: true, object: true },
        }
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let kinds = options.kinds(options.declarator);
    for (id, declarator) in file.nodes.all::<VarDeclarator>() {
        let Some(Expr::Member(member)) = declarator.init.as_deref().map(without_parentheses) else { continue };
        if matches!(file.parent(id), Some(Node::UsingDecl(_))) {
            continue;
        }
        let name = declarator.name.as_ident().map(|name| &*name.id.sym);
        let Some(message) = judge(options, kinds, name, member) else { continue };
        let problem = report.at(declarator.range(), message);
        problem.fix(pattern(file, declarator, member));
    }
    let kinds = options.kinds(options.assignment);
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        let Expr::Member(member) = without_parentheses(&assignment.right) else { continue };
        let name = match &assignment.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => Some(&*name.id.sym),
            _ => None,
        };
        if assignment.op == AssignOp::Assign
            && let Some(message) = judge(options, kinds, name, member)
        {
            report.at(assignment.range(), message);
        }
    }
}

fn judge(options: &Options, kinds: Kinds, name: Option<&str>, member: &MemberExpr) -> Option<&'static str> {
    let property = match &member.prop {
        MemberProp::PrivateName(_) => return None,
        MemberProp::Ident(property) => Some(&*property.sym),
        MemberProp::Computed(key) => match without_parentheses(&key.expr) {
            Expr::Lit(Lit::Num(index)) if index.value.fract() == 0.0 => {
                return kinds.array.then_some("a pattern, `[a] = b`, takes elements out of an array");
            }
            Expr::Lit(Lit::Str(property)) => property.value.as_str(),
            _ => None,
        },
    };
    let is_same = options.is_for_renamed || property.is_some() && property == name;
    (kinds.object && is_same).then_some("a pattern, `{ a } = b`, takes properties out of an object")
}

fn pattern(file: &File, declarator: &VarDeclarator, member: &MemberExpr) -> Option<Edit> {
    let (Pat::Ident(name), MemberProp::Ident(property)) = (&declarator.name, &member.prop) else { return None };
    if name.id.sym != property.sym || name.type_ann.is_some() {
        return None;
    }
    let object = without_parentheses(&member.obj);
    if file.comments_in(declarator.range()).len() > file.comments_in(object.range()).len() {
        return None;
    }
    let text = file.source_of(object);
    let text = if Precedence::of(object) < Precedence::ASSIGNMENT { format!("({text})") } else { text.to_owned() };
    Some(Edit::replace(declarator.range(), format!("{{{}}} = {text}", name.id.sym)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn what_could_be_a_pattern() {
        check(
            &RULE,
            "\nlet a = b['a'], c = d.e, f = g?.f;\n//  ^^^^^^^^^^ `{ a } = b`\nh = i[0];\n//^^^^^^ `[a] = b`\n",
        );
        check_fix(&RULE, "const a = (b, c).a;", "const {a} = (b, c);");
        case(&RULE, "a = b[0]").options(json!([{ "VariableDeclarator": { "array": true } }])).check();
    }
}
