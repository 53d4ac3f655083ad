//! Disallows assigning something to itself.
//!
//! ## Why
//! It does nothing. Most often one side was to be something else.
//!
//! ## Bad
//! ```js
//! options.size = options.size;
//! ```
//!
//! ## Good
//! ```js
//! options.size = defaults.size;
//! ```
//!
//! ## Options
//! - `props` (default `true`): also properties.

use serde::Deserialize;
use syntax::ast::{
    ArrayLit, ArrayPat, AssignExpr, AssignOp, AssignTarget, AssignTargetPat, Expr, MemberExpr, ObjectLit, ObjectPat,
    ObjectPatProp, Pat, Prop, PropOrSpread, SimpleAssignTarget,
};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, property_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::same::same_member;

rule!("no-self-assign", Correctness, Error, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    props: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { props: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        use AssignOp::{AndAssign, Assign, NullishAssign, OrAssign};
        if !matches!(assignment.op, Assign | AndAssign | OrAssign | NullishAssign) {
            continue;
        }
        let mut search = Search { file, options, report };
        match &assignment.left {
            AssignTarget::Simple(target) => search.simple(target, &assignment.right),
            AssignTarget::Pat(AssignTargetPat::Array(pattern)) => search.array(pattern, &assignment.right),
            AssignTarget::Pat(AssignTargetPat::Object(pattern)) => search.object(pattern, &assignment.right),
            AssignTarget::Pat(AssignTargetPat::Invalid(_)) => {}
        }
    }
}

struct Search<'s, 'r, 'a> {
    file: &'s File<'a>,
    options: &'s Options,
    report: &'s mut Report<'r>,
}

impl Search<'_, '_, '_> {
    fn simple(&mut self, target: &SimpleAssignTarget, value: &Expr) {
        match target {
            SimpleAssignTarget::Ident(name) => self.name(&name.id.sym, value),
            SimpleAssignTarget::Member(member) => self.member(member, value),
            SimpleAssignTarget::Paren(inner) => self.expression(&inner.expr, value),
            _ => {}
        }
    }

    fn expression(&mut self, target: &Expr, value: &Expr) {
        match without_parentheses(target) {
            Expr::Ident(name) => self.name(&name.sym, value),
            Expr::Member(member) => self.member(member, value),
            _ => {}
        }
    }

    fn name(&mut self, target: &str, value: &Expr) {
        if matches!(without_parentheses(value), Expr::Ident(name) if *name.sym == *target) {
            self.found(value);
        }
    }

    fn member(&mut self, target: &MemberExpr, value: &Expr) {
        let Some(member) = member(value) else { return };
        if self.options.props && same_member(target, member) {
            self.found(value);
        }
    }

    fn found(&mut self, value: &Expr) {
        let value = without_parentheses(value);
        self.report.at(value.range(), format!("`{}` is assigned to itself", self.file.source_of(value)));
    }

    fn pattern(&mut self, pattern: &Pat, value: &Expr) {
        match pattern {
            Pat::Ident(name) => self.name(&name.id.sym, value),
            Pat::Array(pattern) => self.array(pattern, value),
            Pat::Object(pattern) => self.object(pattern, value),
            Pat::Expr(target) => self.expression(target, value),
            _ => {}
        }
    }

    fn array(&mut self, pattern: &ArrayPat, value: &Expr) {
        let Expr::Array(ArrayLit { elems, .. }) = without_parentheses(value) else { return };
        for (index, (target, element)) in pattern.elems.iter().zip(elems).enumerate() {
            match (target, element) {
                (Some(Pat::Rest(rest)), Some(element)) => {
                    // What the rest takes is the spread only if nothing comes behind it.
                    if element.spread.is_some() && index + 1 == elems.len() {
                        self.pattern(&rest.arg, &element.expr);
                    }
                    return;
                }
                (_, Some(element)) if element.spread.is_some() => return,
                (Some(target), Some(element)) => self.pattern(target, &element.expr),
                _ => {}
            }
        }
    }

    fn object(&mut self, pattern: &ObjectPat, value: &Expr) {
        let Expr::Object(ObjectLit { props, .. }) = without_parentheses(value) else { return };
        // A spread may bring any property, so that only those behind it count.
        let behind = props.iter().rposition(PropOrSpread::is_spread).map_or(0, |spread| spread + 1);
        for target in &pattern.props {
            for property in props[behind..].iter().filter_map(PropOrSpread::as_prop) {
                self.property(target, property);
            }
        }
    }

    fn property(&mut self, target: &ObjectPatProp, property: &Prop) {
        match (target, property) {
            (ObjectPatProp::Assign(target), Prop::Shorthand(name))
                if target.value.is_none() && target.key.id.sym == name.sym =>
            {
                let message = format!("`{}` is assigned to itself", name.sym);
                self.report.at(name.range(), message);
            }
            (ObjectPatProp::Assign(target), Prop::KeyValue(property)) => {
                let name = &target.key.id.sym;
                if target.value.is_none() && property_name(&property.key).is_some_and(|key| *key == **name) {
                    self.name(name, &property.value);
                }
            }
            (ObjectPatProp::KeyValue(target), Prop::KeyValue(property)) => {
                let key = property_name(&target.key);
                if key.is_some() && key == property_name(&property.key) {
                    self.pattern(&target.value, &property.value);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn assignments_to_itself_are_reported() {
        check(
            &RULE,
            "
let a = a;
x.y['z'] = x.y.z;
//         ^^^^^ `x.y.z` is assigned to itself
[x, y] = [x, z];
//        ^ `x` is
({ d, e: [f] } = { ...g, d, e: [f] });
//                       ^
//                              ^
x += x; x = +x; [x] = [...x]; ({ x = 1 } = { x }); x.y().z = x.y().z;
",
        );
    }

    #[test]
    fn properties_can_be_left_out() {
        case(&RULE, "a.b = a.b").options(json!([{ "props": false }])).check();
    }
}
