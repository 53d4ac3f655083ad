//! Disallows `removeEventListener` with a function that was just made.
//!
//! ## Why
//! Only the function that was added can be removed, and a new one never was.
//!
//! ## Bad
//! ```js
//! window.removeEventListener("click", () => close());
//! window.removeEventListener("click", onClick.bind(window));
//! ```
//!
//! ## Good
//! ```js
//! window.removeEventListener("click", onClick);
//! ```

use syntax::ast::Expr;

use crate::calls::Called;
use crate::file::{File, Ranged, without_casts};
use crate::functions::head;
use crate::names::{member, member_name};
use crate::report::Report;
use crate::rule::rule;

rule!("no-invalid-remove-event-listener", Correctness, Warning, None);

fn run(file: &File, report: &mut Report) {
    for call in file.calls_of(&["removeEventListener"]) {
        let [event, listener, ..] = call.arguments else { continue };
        if call.method().is_none() || event.spread.is_some() || listener.spread.is_some() {
            continue;
        }
        let place = match without_casts(&listener.expr) {
            Expr::Arrow(it) => file.nodes.id_of(it).map(|id| head(file, id)),
            Expr::Fn(it) => file.nodes.id_of(&*it.function).map(|id| head(file, id)),
            other => Called::by(other).and_then(|call| {
                let method = member(call.callee)?;
                member_name(&method.prop).filter(|name| name == "bind").map(|_| method.prop.range())
            }),
        };
        if let Some(place) = place {
            report.at(place, "this function was just made, so it is no listener yet");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn functions_that_were_never_added() {
        check(
            &RULE,
            "
a?.removeEventListener('b', c.bind(d));
//                            ^^^^ just made
a.removeEventListener('b', c); a.removeEventListener('b', c()); removeEventListener(...d, () => 1);
",
        );
    }
}
