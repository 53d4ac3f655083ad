//! `return promise.then(value => …)` and `const value = await promise; return …`. A function that gives a promise in its last statement
//! alone is made asynchronous for it.
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
    if function.is_generator || in_try || statement.list.is_none() || context.has_comment_in(statement.range) {
        return;
    }
    match &statement.kind {
        StatementKind::Return(Some(value)) => {
            let made_async =
                if function.is_async { Some(Vec::new()) } else { made_async(context, function, statement) };
            if let Some(mut edits) = made_async
                && let Some(edit) = to_await(context, function, statement, *value)
            {
                edits.push(edit);
                context.offer("Convert `then` to `await`", CodeActionKind::RefactorRewrite, edits);
            }
        }
        StatementKind::Variables { .. } if function.is_async => {
            if let Some(edits) = to_then(context, function, statement) {
                context.offer("Convert `await` to `then`", CodeActionKind::RefactorRewrite, edits);
            }
        }
        _ => {}
    }
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

/// `promise.then(callback)` that can be told in statements.
struct Step<'c> {
    promise: ExpressionId,
    callback: &'c Function,
}

fn step<'c>(context: &Context<'c>, function: &Function, call: ExpressionId) -> Option<Step<'c>> {
    let facts = context.facts;
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
    let takes_value = callback
        .parameters
        .iter()
        .all(|parameter| parameter.default.is_none() && !parameter.is_rest && parameter.type_annotation.is_none());
    let is_told = **property == *"then"
        && is_simple
        && takes_value
        && callback.parameters.len() <= 1
        && !context.slice(facts[*object].range).contains("?.")
        && names_are_free(context, function, callback);
    is_told.then_some(Step { promise: *object, callback })
}

/// Whether the names of a callback may move into the function around it.
fn names_are_free(context: &Context, function: &Function, callback: &Function) -> bool {
    let facts = context.facts;
    let is_in = |range: TextRange, name_range: TextRange| range.contains_range(name_range);
    let is_declared_in = |range: TextRange, binding: &project::facts::Binding| {
        binding.declarations.iter().any(|declaration| is_in(range, declaration.name_range))
    };
    let mut moved = facts.bindings.iter().filter(|binding| is_declared_in(callback.range, binding));
    moved.all(|binding| {
        let twins = facts.bindings.iter().filter(|other| {
            other.name == binding.name && is_declared_in(function.range, other) && *other.name != *"arguments"
        });
        // One from further out, or of nobody, that the function uses.
        let is_hidden = facts.references.iter().any(|reference| {
            let is_other = reference.binding.is_none_or(|other| !is_declared_in(function.range, &facts[other]));
            reference.name == binding.name && is_other && function.range.contains_range(reference.range)
        });
        twins.count() <= 1 && !is_hidden
    })
}

fn to_await(context: &Context, function: &Function, statement: &Statement, value: TextRange) -> Option<Edit> {
    let mut steps = vec![step(context, function, context.expression_with_range(value)?)?];
    // What was returned to the next `then` is awaited for it.
    while let Some(earlier) = steps.last().and_then(|step_| step(context, function, step_.promise))
        && is_expression_body(context, earlier.callback)
    {
        steps.push(earlier);
    }
    let indent = context.indent(statement.range.start());
    let newline = context.newline();
    let mut lines = Vec::new();
    let mut awaited = operand(context, steps.last()?.promise).into_owned();
    for (index, Step { callback, .. }) in steps.iter().enumerate().rev() {
        lines.push(received(context, callback, &awaited));
        if index > 0 {
            awaited = given(context, callback);
        }
    }
    let last = rest(context, function, statement, steps.first()?.callback)?;
    lines.extend((!last.is_empty()).then_some(last));
    Some(Edit::replace(statement.range, lines.join(&format!("{newline}{indent}"))))
}

/// `const value = await promise;`
fn received(context: &Context, callback: &Function, promise: &str) -> String {
    let facts = context.facts;
    let body = callback.body.map_or(callback.range, |body| TextRange::new(body.start(), callback.range.end()));
    let semicolon = context.semicolon_before(context.slice(body).trim_start_matches('{').trim_start());
    let Some(parameter) = callback.parameters.first() else { return format!("await {promise}{semicolon}") };
    let is_written = facts.references.iter().any(|reference| {
        matches!(reference.usage, Usage::Write | Usage::ReadWrite)
            && reference.binding.is_some_and(|binding| {
                let mut declarations = facts[binding].declarations.iter();
                declarations.any(|declaration| parameter.range.contains_range(declaration.name_range))
            })
    });
    let word = if is_written { "let" } else { "const" };
    format!("{word} {} = await {promise}{semicolon}", context.slice(parameter.range))
}

/// What an arrow function without a block gives, as it can stand behind `await`.
fn given(context: &Context, callback: &Function) -> String {
    let text = arrow_value(context, callback);
    let whole = TextRange::new(callback.range.end() - text.len() as u32, callback.range.end());
    match context.expression_with_range(whole) {
        Some(expression) => operand(context, expression).into_owned(),
        None => format!("({text})"),
    }
}

/// The statements of the last callback.
fn rest(context: &Context, function: &Function, statement: &Statement, callback: &Function) -> Option<String> {
    if is_expression_body(context, callback) {
        return Some(format!("return {}{}", arrow_value(context, callback), context.semicolon()));
    }
    let (indent, newline) = (context.indent(statement.range.start()), context.newline());
    let text = context.slice(TextRange::new(callback.body?.start(), callback.range.end()));
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
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
        rest += &format!("{newline}{indent}return{}", context.semicolon());
    }
    Some(rest)
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
