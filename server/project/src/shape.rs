//! What other files can learn of a file, as one number: while it stays the same, nothing that was derived of the file
//! elsewhere is out of date.
//!
//! It covers the text outside of function bodies and, inside of them, only what flows out or is kept: what is returned,
//! yielded and assigned, what variables are initialised with, and calls that are handed an object to change. So typing a
//! condition, a loop or a call of `console.log` leaves it as it was. White space does not count.
//! It may change without need; it never stays when it should change, as far as `infer` follows values.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use source::TextRange;

use crate::facts::{Expression, ExpressionId, ExpressionKind, Facts};

pub(crate) fn of(facts: &Facts, text: &str) -> u64 {
    let mut bodies: Vec<TextRange> = facts.functions.iter().filter_map(|function| function.body).collect();
    bodies.sort_unstable_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
    let mut shape = Shape { text, bodies, hasher: FxHasher::default() };
    shape.add(TextRange::new(0, text.len() as u32));
    let mut kept = kept_in_bodies(facts);
    kept.sort_unstable_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
    kept.dedup();
    for range in kept {
        shape.add(range);
    }
    shape.hasher.finish()
}

/// The parts of function bodies that count. Those outside of them are among these too; they count twice, which is no harm.
fn kept_in_bodies(facts: &Facts) -> Vec<TextRange> {
    let mut kept = Vec::new();
    for function in &facts.functions {
        let out = function.returns.iter().chain(&function.yields).chain(&function.throws);
        kept.extend(out.map(|value| facts[*value].range));
    }
    for binding in &facts.bindings {
        kept.extend(binding.declarations.iter().map(|declaration| declaration.range));
    }
    for (index, expression) in facts.expressions.iter().enumerate() {
        let counts = match &expression.kind {
            ExpressionKind::Assign { .. } => true,
            ExpressionKind::Call { callee, arguments, .. } => {
                facts.parent(ExpressionId(index as u32)).is_none()
                    && !is_console(facts, &facts[*callee])
                    && arguments.iter().any(|argument| can_be_changed(&facts[*argument]))
            }
            _ => false,
        };
        if counts {
            kept.push(expression.range);
        }
    }
    kept
}

fn can_be_changed(argument: &Expression) -> bool {
    matches!(argument.kind, ExpressionKind::Reference(_) | ExpressionKind::This(_) | ExpressionKind::Member { .. })
}

fn is_console(facts: &Facts, callee: &Expression) -> bool {
    let ExpressionKind::Member { object, .. } = callee.kind else { return false };
    match facts[object].kind {
        ExpressionKind::Reference(reference) => {
            facts[reference].name == *"console" && facts[reference].binding.is_none()
        }
        _ => false,
    }
}

struct Shape<'t> {
    text: &'t str,
    /// Of all functions, by their start.
    bodies: Vec<TextRange>,
    hasher: FxHasher,
}

impl Shape<'_> {
    /// Adds the text of `range` without the bodies inside of it.
    fn add(&mut self, range: TextRange) {
        let mut at = range.start();
        let first = self.bodies.partition_point(|body| body.start() < range.start());
        for index in first..self.bodies.len() {
            let body = self.bodies[index];
            if body.start() >= range.end() {
                break;
            }
            // The body that is the range itself is what an arrow returns. Inner bodies of one passed over start before `at`.
            if body.start() < at || body == range || !range.contains_range(body) {
                continue;
            }
            self.add_text(TextRange::new(at, body.start()));
            at = body.end();
        }
        self.add_text(TextRange::new(at, range.end()));
        self.hasher.write_u8(0);
    }

    fn add_text(&mut self, range: TextRange) {
        for word in range.slice(self.text).split_ascii_whitespace() {
            self.hasher.write(word.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syntax::SourceKind;

    fn shape(text: &str) -> u64 {
        of(&crate::facts::of(text, SourceKind::COMMON_JS), text)
    }

    #[track_caller]
    fn check(before: &str, after: &str, same: bool) {
        assert_eq!(shape(before) == shape(after), same, "{before}  →  {after}");
    }

    #[test]
    fn what_stays_in_a_body_does_not_count() {
        check("function f(a) { return a }", "function f(a) { if (a > 1) g(); return a }", true);
        check("function f(a) { return a }", "function f(a) { console.log(a); return a }", true);
        check("function f() { }", "function f() { for (;;) { g(1) } }", true);
        check("class A { m() { } }", "class A { m() { g('x') } }", true);
        check("f(function () { })", "f(function () { g() })", true);
        check("var a = 1\n", "var a  =  1\n\n", true);
    }

    #[test]
    fn what_leaves_a_body_counts() {
        check("function f(a) { return a }", "function f(a) { return [a] }", false);
        check("function f(a) { }", "function f(a) { this.a = a }", false);
        check("function f() { let b = 1; return b }", "function f() { let b = ''; return b }", false);
        check("function f() { let b; return b }", "function f() { let b; b = 1; return b }", false);
        check("function f(a) { }", "function f(a) { Object.assign(this, a) }", false);
        check("const f = a => a", "const f = a => [a]", false);
    }

    #[test]
    fn what_stands_outside_counts() {
        check("exports.a = 1", "exports.b = 1", false);
        check("/** @type {A} */ var a", "/** @type {B} */ var a", false);
        check("function f(a) { }", "function f(b) { }", false);
        check("require('a')", "require('b')", false);
        check("class A { m() { } }", "class A { n() { } }", false);
    }
}
