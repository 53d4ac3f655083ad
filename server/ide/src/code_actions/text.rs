//! Values and statements as texts that are put together anew: how deep a line stands, whether `;` and brackets are needed, and which
//! values are waited for.

use project::facts::{ExpressionId, ExpressionKind};
use source::{Edit, TextRange};

use super::Context;
use super::purity::{acts, acts_in};
use super::statements::Statement;

/// One or more lines of text, indented relative to the statement.
pub(super) struct Lines {
    pub depth: usize,
    pub text: String,
    /// A statement that has no semicolon yet.
    pub is_open: bool,
}

/// A value in a text.
pub(super) struct Value {
    pub text: String,
    /// As it can stand behind `await`.
    pub operand: String,
    pub may_be_promise: bool,
    /// Whether evaluating it does anything.
    pub acts: bool,
}

pub(super) fn value_of(context: &Context, expression: ExpressionId) -> Value {
    let facts = context.facts;
    let kind = &facts[expression].kind;
    let text = reindented(context, facts[expression].range, &[]);
    let needs_brackets = ["{", "function", "class", "let"].iter().any(|word| text.starts_with(word));
    Value {
        operand: if is_operand(kind) { text.clone() } else { format!("({text})") },
        may_be_promise: may_be_promise(context, expression),
        acts: acts_in(facts, facts[expression].range),
        text: if acts(kind) && needs_brackets { format!("({text})") } else { text },
    }
}

fn is_operand(kind: &ExpressionKind) -> bool {
    matches!(
        kind,
        ExpressionKind::Call { .. }
            | ExpressionKind::New { .. }
            | ExpressionKind::Member { .. }
            | ExpressionKind::Index { .. }
            | ExpressionKind::Reference(_)
            | ExpressionKind::This(_)
            | ExpressionKind::Module(_)
    )
}

fn may_be_promise(context: &Context, expression: ExpressionId) -> bool {
    use project::facts::BinaryOperator::{And, Coalesce, Or};
    let facts = context.facts;
    let any = |all: &[ExpressionId]| all.iter().any(|one| may_be_promise(context, *one));
    match &facts[expression].kind {
        ExpressionKind::Null
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::BigInt
        | ExpressionKind::String(_)
        | ExpressionKind::Template(_)
        | ExpressionKind::RegularExpression
        | ExpressionKind::Function(_)
        | ExpressionKind::Array(_)
        | ExpressionKind::Unary { .. }
        | ExpressionKind::Update(_)
        | ExpressionKind::Await(_) => false,
        ExpressionKind::Reference(reference) => {
            facts[*reference].binding.is_some() || facts[*reference].name != *"undefined"
        }
        ExpressionKind::Object(properties) => {
            properties.iter().any(|property| property.key.name().is_none_or(|name| **name == *"then"))
        }
        ExpressionKind::Binary { operator: And | Or | Coalesce, left, right } => any(&[*left, *right]),
        ExpressionKind::Binary { .. } => false,
        ExpressionKind::Conditional { consequent, alternate, .. } => any(&[*consequent, *alternate]),
        ExpressionKind::Assign { value, operator: None, .. } => any(&[*value]),
        ExpressionKind::Sequence(all) => all.last().is_none_or(|last| any(&[*last])),
        _ => true,
    }
}

/// `await` before a value that is returned, where it may be a promise.
pub(super) fn await_before(context: &Context, value: TextRange) -> Vec<Edit> {
    let text = context.slice(value);
    let (is_awaited, needs_brackets) = match context.expression_with_range(value) {
        Some(expression) => (may_be_promise(context, expression), !is_operand(&context.facts[expression].kind)),
        None => (true, !(text.starts_with('(') && text.ends_with(')'))),
    };
    match (is_awaited, needs_brackets) {
        (false, _) => Vec::new(),
        (true, false) => vec![Edit::insert(value.start(), "await ")],
        (true, true) => vec![Edit::insert(value.start(), "await ("), Edit::insert(value.end(), ")")],
    }
}

/// A part of the text with its edits, its lines indented relative to the one that it begins on.
pub(super) fn reindented(context: &Context, range: TextRange, edits: &[Edit]) -> String {
    let moved: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            let at = edit.range.start() - range.start();
            Edit::replace(TextRange::new(at, at + edit.range.len()), edit.text.as_str())
        })
        .collect();
    let text = source::apply(context.slice(range), &moved);
    let indent = context.indent(range.start());
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate() {
        lines.push(match number {
            0 => line,
            _ => line.strip_prefix(indent).unwrap_or(line.trim_start()),
        });
    }
    lines.join("\n")
}

pub(super) fn rendered(context: &Context, statement: &Statement, lines: Vec<Lines>) -> String {
    let (indent, unit, newline) = (context.indent(statement.range.start()), context.indent_unit(), context.newline());
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        let next = lines.get(place + 1).map_or("", |next| next.text.as_str());
        let is_unclear = !line.text.ends_with([';', '{', '}']) && next.starts_with(['(', '[', '`', '+', '-', '/']);
        let semicolon = match (line.is_open, is_unclear) {
            (true, _) => context.semicolon_before(next),
            (false, true) => ";",
            (false, false) => "",
        };
        for (number, part) in format!("{}{semicolon}", line.text).lines().enumerate() {
            if place > 0 || number > 0 {
                text += newline;
                if !part.is_empty() {
                    text += indent;
                }
            }
            if !part.is_empty() {
                text += &unit.repeat(line.depth);
            }
            text += part;
        }
    }
    text
}
