//! `return promise.then(value => …)` and `const value = await promise; return …`, in functions that are asynchronous already.
//!
//! Within a `try` the two differ: what fails is caught by the one and not by the other.

use project::facts::{ExpressionId, ExpressionKind, Function, FunctionFlavor, Usage};
use source::{Edit, TextRange};

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
    let in_try = context
        .statements
        .tries
        .iter()
        .any(|attempt| function.range.contains_range(*attempt) && attempt.contains_range(statement.range));
    if !function.is_async
        || function.is_generator
        || in_try
        || statement.list.is_none()
        || context.has_comment_in(statement.range)
    {
        return;
    }
    match &statement.kind {
        StatementKind::Return(Some(value)) => {
            if let Some(edits) = to_await(context, function, statement, *value) {
                context.offer("Convert `then` to `await`", CodeActionKind::RefactorRewrite, edits);
            }
        }
        StatementKind::Variables { .. } => {
            if let Some(edits) = to_then(context, function, statement) {
                context.offer("Convert `await` to `then`", CodeActionKind::RefactorRewrite, edits);
            }
        }
        _ => {}
    }
}

fn to_await(context: &Context, function: &Function, statement: &Statement, value: TextRange) -> Option<Vec<Edit>> {
    let facts = context.facts;
    let call = context.expression_with_range(value)?;
    let ExpressionKind::Call { callee, arguments, is_optional: false, .. } = &facts[call].kind else { return None };
    let ExpressionKind::Member { object, property, is_optional: false, .. } = &facts[*callee].kind else { return None };
    let [callback] = arguments.as_slice() else { return None };
    let ExpressionKind::Function(callback) = facts[*callback].kind else { return None };
    let callback = &facts[callback];
    let is_simple = callback.flavor == FunctionFlavor::Arrow
        || callback.flavor == FunctionFlavor::Expression
            && !callback.uses_this
            && !callback.uses_arguments
            && !callback.is_generator
            && callback.name_range.is_none();
    if **property != *"then"
        || !is_simple
        || callback.parameters.len() > 1
        || context.slice(facts[*object].range).contains("?.")
    {
        return None;
    }
    // Its names move into the function around.
    let body = callback.body?;
    for binding in facts.bindings.iter().filter(|binding| {
        binding.declarations.iter().any(|declaration| callback.range.contains_range(declaration.name_range))
    }) {
        let twins = facts
            .bindings
            .iter()
            .filter(|other| other.name == binding.name && other.name != *"this" && other.name != *"arguments")
            .count();
        let is_global =
            facts.references.iter().any(|reference| reference.name == binding.name && reference.binding.is_none());
        if twins > 1 || is_global {
            return None;
        }
    }
    let indent = context.indent(statement.range.start());
    let newline = context.newline();
    let inner = context.slice(TextRange::new(body.start(), callback.range.end())).trim_start_matches('{');
    let semicolon = context.semicolon_before(inner.trim_start());
    let promise = operand(context, *object);
    let first = match callback.parameters.first() {
        None => format!("await {promise}{semicolon}"),
        Some(parameter) if parameter.default.is_some() || parameter.is_rest || parameter.type_annotation.is_some() => {
            return None;
        }
        Some(parameter) => {
            let is_written = facts.references.iter().any(|reference| {
                matches!(reference.usage, Usage::Write | Usage::ReadWrite)
                    && reference.binding.is_some_and(|binding| {
                        facts[binding]
                            .declarations
                            .iter()
                            .any(|declaration| parameter.range.contains_range(declaration.name_range))
                    })
            });
            let word = if is_written { "let" } else { "const" };
            format!("{word} {} = await {promise}{semicolon}", context.slice(parameter.range))
        }
    };
    let text = context.slice(TextRange::new(body.start(), callback.range.end()));
    let rest = match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        Some(inner)
            if context.text[body.start() as usize..].starts_with('{') && !is_expression_body(context, callback) =>
        {
            if inner.contains('`') && inner.contains('\n') {
                return None;
            }
            let unit = context.indent_unit();
            let lines = inner.trim().lines().enumerate().map(|(number, line)| match number {
                0 => line.to_owned(),
                _ => line.strip_prefix(unit).filter(|_| line.starts_with(indent)).unwrap_or(line).to_owned(),
            });
            let mut rest = lines.collect::<Vec<_>>().join(newline);
            let is_last = context.text[statement.range.end() as usize..function.body?.end() as usize].trim() == "}";
            if callback.may_return_undefined && !is_last {
                rest += &format!("{newline}{indent}return{semicolon}");
            }
            rest
        }
        _ => {
            let text =
                context.text[..callback.range.end() as usize].rfind("=>").map(|_| arrow_value(context, callback))?;
            format!("return {text}{semicolon}")
        }
    };
    let rest = if rest.is_empty() { String::new() } else { format!("{newline}{indent}{rest}") };
    Some(vec![Edit::replace(statement.range, first + &rest)])
}

fn is_expression_body(context: &Context, callback: &Function) -> bool {
    callback.flavor == FunctionFlavor::Arrow && !arrow_value(context, callback).starts_with('{')
}

/// What stands behind the arrow.
fn arrow_value<'c>(context: &Context<'c>, callback: &Function) -> &'c str {
    let start = callback.body.map_or(callback.range.start(), |body| body.start());
    let head = TextRange::new(callback.range.start(), start).slice(context.text);
    let at = head.rfind("=>").map_or(start, |at| callback.range.start() + at as u32 + 2);
    context.slice(TextRange::new(at, callback.range.end())).trim()
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
fn is_promise(context: &Context, expression: ExpressionId) -> bool {
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
