//! `return promise.then(value => …)` and `const value = await promise; return …`. A function that gives a promise in its last statement
//! alone is made asynchronous for it. How a chain becomes statements: `chain`.
//!
//! A promise that is returned within a `try` differs: what fails is caught by the one and not by the other.

use project::facts::{ExpressionId, ExpressionKind, Function, FunctionFlavor};
use source::{Edit, TextRange};

use super::chain::{self, Sink};
use super::statements::{Statement, StatementKind};
use super::{CodeActionKind, Context};

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::RefactorRewrite) {
        return;
    }
    let Some(statement) = context.statements.around(TextRange::empty(context.range.start())) else { return };
    let functions = context.facts.functions.iter();
    let around = functions.filter(|function| function.body.is_some_and(|body| body.contains_range(statement.range)));
    let Some(function) = around.min_by_key(|function| function.range.len()) else { return };
    if function.is_generator || statement.list.is_none() {
        return;
    }
    if let Some(edits) = to_await(context, function, statement) {
        context.offer("Convert `then` to `await`", CodeActionKind::RefactorRewrite, edits);
    }
    if function.is_async
        && !is_tried(context, function, statement)
        && !context.has_comment_in(statement.range)
        && let Some(edits) = to_then(context, function, statement)
    {
        context.offer("Convert `await` to `then`", CodeActionKind::RefactorRewrite, edits);
    }
}

fn is_tried(context: &Context, function: &Function, statement: &Statement) -> bool {
    let tries = context.statements.tries.iter().filter(|attempt| function.range.contains_range(**attempt));
    tries.into_iter().any(|attempt| attempt.contains_range(statement.range))
}

fn to_await(context: &Context, function: &Function, statement: &Statement) -> Option<Vec<Edit>> {
    let awaited = |value: TextRange| {
        let value = context.expression_with_range(value)?;
        match context.facts[value].kind {
            ExpressionKind::Await(promise) if function.is_async => Some(promise),
            _ => None,
        }
    };
    let (value, sink, mut edits) = match &statement.kind {
        StatementKind::Return(Some(value)) if !is_tried(context, function, statement) => {
            let edits = if function.is_async { Vec::new() } else { made_async(context, function, statement)? };
            (context.expression_with_range(*value)?, Sink::Return { is_awaited: false }, edits)
        }
        StatementKind::Variables { declarators } => {
            let [declarator] = declarators.as_slice() else { return None };
            let text = context.slice(statement.range);
            let word = ["const", "let", "var"].into_iter().find(|word| text.starts_with(word))?;
            let pattern = context.slice(declarator.pattern).to_owned();
            let is_plain = !declarator.has_type && !pattern.contains('\n');
            let sink = Sink::Declare { word, pattern, is_name: declarator.name.is_some() };
            (awaited(declarator.value?).filter(|_| is_plain)?, sink, Vec::new())
        }
        StatementKind::Expression(value) => (awaited(*value)?, Sink::Drop, Vec::new()),
        _ => return None,
    };
    edits.push(Edit::replace(statement.range, chain::to_statements(context, function, statement, value, &sink)?));
    Some(edits)
}

/// The word before a function that gives nothing but what its last statement gives.
fn made_async(context: &Context, function: &Function, statement: &Statement) -> Option<Vec<Edit>> {
    let place = match function.flavor {
        FunctionFlavor::Declaration | FunctionFlavor::Expression | FunctionFlavor::Arrow => function.range.start(),
        FunctionFlavor::Method => function.name_range?.start(),
        _ => return None,
    };
    let is_of_another = |jump: &TextRange| {
        let inner = context.facts.functions.iter().filter(|other| other.range != function.range);
        inner.into_iter().any(|other| function.range.contains_range(other.range) && other.range.contains_range(*jump))
    };
    let jumps = context.statements.jumps.iter().filter(|jump| function.range.contains_range(**jump));
    let returns = jumps.filter(|jump| context.slice(**jump).starts_with("return") && !is_of_another(jump)).count();
    let is_last = context.text[statement.range.end() as usize..function.body?.end() as usize].trim() == "}";
    (returns == 1 && is_last).then(|| vec![Edit::insert(place, "async ")])
}

fn to_then(context: &Context, function: &Function, statement: &Statement) -> Option<Vec<Edit>> {
    let facts = context.facts;
    let StatementKind::Variables { declarators, .. } = &statement.kind else { return None };
    let [declarator] = declarators.as_slice() else { return None };
    let value = context.expression_with_range(declarator.value?)?;
    let ExpressionKind::Await(promise) = facts[value].kind else { return None };
    let next = context.statements.after(statement)?;
    let StatementKind::Return(Some(returned)) = next.kind else { return None };
    let rest = &context.text[next.range.end() as usize..function.body?.end() as usize];
    let between = TextRange::new(statement.range.end(), next.range.end());
    if rest.trim() != "}" || declarator.has_type || !is_promise(context, promise) || context.has_comment_in(between) {
        return None;
    }
    let waits = facts.expressions.iter().any(|one| {
        returned.contains_range(one.range)
            && (matches!(one.kind, ExpressionKind::Await(_) | ExpressionKind::Yield { .. }))
    });
    let uses_arguments =
        facts.references.iter().any(|one| returned.contains_range(one.range) && one.name == *"arguments");
    if waits || uses_arguments {
        return None;
    }
    let parameter = context.slice(declarator.pattern);
    let parameter = if declarator.name.is_some() { parameter.to_owned() } else { format!("({parameter})") };
    let shown = context.slice(returned);
    let shown = if shown.starts_with('{') { format!("({shown})") } else { shown.to_owned() };
    let promise = operand(context, promise);
    let text = format!("return {promise}.then({parameter} => {shown}){}", context.semicolon());
    Some(vec![Edit::replace(statement.range.cover(next.range), text)])
}

/// Whether what is awaited is certainly a promise: other values have no `then`.
pub(super) fn is_promise(context: &Context, expression: ExpressionId) -> bool {
    let facts = context.facts;
    let is_global = |expression: ExpressionId, name: &str| match facts[expression].kind {
        ExpressionKind::Reference(reference) => facts[reference].binding.is_none() && facts[reference].name == *name,
        _ => false,
    };
    match &facts[expression].kind {
        ExpressionKind::New { callee, .. } => is_global(*callee, "Promise"),
        ExpressionKind::Call { callee, .. } => match &facts[*callee].kind {
            ExpressionKind::Member { object, property, .. } => {
                is_global(*object, "Promise")
                    || matches!(&**property, "then" | "catch" | "finally") && is_promise(context, *object)
            }
            ExpressionKind::Reference(reference) => match facts[*reference].binding {
                None => facts[*reference].name == *"fetch",
                Some(binding) => match facts[binding].values.as_slice() {
                    [value] => match facts[*value].kind {
                        ExpressionKind::Function(called) => facts[called].is_async && !facts[called].is_generator,
                        _ => false,
                    },
                    _ => false,
                },
            },
            _ => false,
        },
        ExpressionKind::Module(import) => facts[*import].kind == project::facts::ImportKind::Dynamic,
        _ => false,
    }
}

fn operand<'c>(context: &Context<'c>, expression: ExpressionId) -> std::borrow::Cow<'c, str> {
    let text = context.slice(context.facts[expression].range);
    match context.facts[expression].kind {
        ExpressionKind::Call { .. }
        | ExpressionKind::New { .. }
        | ExpressionKind::Member { .. }
        | ExpressionKind::Index { .. }
        | ExpressionKind::Reference(_)
        | ExpressionKind::This(_)
        | ExpressionKind::Module(_) => text.into(),
        _ => format!("({text})").into(),
    }
}
