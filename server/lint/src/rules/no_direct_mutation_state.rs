//! Disallows assignments to `this.state` of a component.
//!
//! ## Why
//! React does not see them: nothing is rendered, and the next `setState` may undo them.
//!
//! ## Bad
//! ```js
//! class Page extends React.Component {
//!     onClick() {
//!         this.state.count = 1;
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Page extends React.Component {
//!     constructor(props) {
//!         super(props);
//!         this.state = { count: 0 };
//!     }
//!     onClick() {
//!         this.setState({ count: 1 });
//!     }
//! }
//! ```

use syntax::ast::{AssignExpr, Expr, MemberExpr, SimpleAssignTarget, UpdateExpr};
use syntax::semantic::{Node, NodeId};

use crate::calls::Call;
use crate::file::{File, Ranged, without_casts};
use crate::names::{member, member_name};
use crate::react::name_in_react;
use crate::report::Report;
use crate::rule::rule;

rule!("no-direct-mutation-state", React, Error, None);

fn run(file: &File, report: &mut Report) {
    if !file.text.contains(".state") {
        return;
    }
    let assigned = file.nodes.all::<AssignExpr>().filter_map(|(id, it)| match it.left.as_simple()? {
        SimpleAssignTarget::Member(target) => Some((id, target)),
        _ => None,
    });
    let updated = file.nodes.all::<UpdateExpr>().filter_map(|(id, it)| Some((id, member(&it.arg)?)));
    for (id, target) in assigned.chain(updated) {
        if is_state(target) && is_in_component(file, id) {
            report.at(target.obj.range(), "`setState` changes the state; React does not see this");
        }
    }
}

/// `this.state`, `this.state.a.b`
fn is_state(target: &MemberExpr) -> bool {
    match without_casts(&target.obj) {
        Expr::This(_) => member_name(&target.prop).is_some_and(|name| name == "state"),
        other => member(other).is_some_and(is_state),
    }
}

/// Whether a node is in a component, but not in what its constructor itself does.
fn is_in_component(file: &File, node: NodeId) -> bool {
    let in_constructor = file.function_around(node).is_some_and(|it| matches!(file.node(it), Node::Constructor(_)));
    if in_constructor {
        return false;
    }
    let home = file.nodes.ancestors(node).find_map(|id| match file.node(id) {
        Node::Class(class) => Some(class.super_class.as_deref().is_some_and(|parent| {
            name_in_react(parent).is_some_and(|name| matches!(name, "Component" | "PureComponent"))
        })),
        Node::ObjectLit(_) => {
            let call = file.parent_without_parentheses(id).and_then(|parent| Call::of(file, parent))?;
            (name_in_react(call.callee)? == "createReactClass").then_some(true)
        }
        _ => None,
    });
    home == Some(true)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn assignments_to_the_state() {
        check(
            &RULE,
            "
class A extends Component {
    constructor() { this.state = {}; f(() => { this.state = 1; }); }
//                                             ^^^^ `setState` changes
    b() { this.state.c.d++; }
//        ^^^^^^^^^^^^ `setState` changes
}
class E { f() { this.state = 1; } }
",
        );
    }
}
