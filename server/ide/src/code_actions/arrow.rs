//! `function (a) { … }` and `(a) => …`, where nobody can tell the difference: no `this`, no `arguments`, nothing constructed.

use project::facts::{ExpressionKind, Function, FunctionFlavor, FunctionId, Usage};
use source::{Edit, TextRange};

use super::statements::StatementKind;
use super::{CodeActionKind, Context};

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::RefactorRewrite) {
        return;
    }
    let offset = context.range.start();
    let facts = context.facts;
    let touched = facts.functions.iter().enumerate().filter(|(_, function)| {
        let head = function.body.map(|body| TextRange::new(function.range.start(), body.start()));
        head.is_some_and(|head| head.touches(offset))
    });
    let touched = touched.min_by_key(|(_, function)| function.range.len()).or_else(|| put_into_name(context));
    let Some((place, function)) = touched else { return };
    let uses_context = function.uses_this || function.uses_arguments || function.is_generator;
    // What is evaluated may name `arguments` and `this`.
    let evaluates = facts.references.iter().any(|reference| {
        reference.binding.is_none() && reference.name == *"eval" && function.range.contains_range(reference.range)
    });
    if uses_context || evaluates || context.slice(function.range).contains("new.target") {
        return;
    }
    let Some(body) = function.body else { return };
    if context.has_comment_in(TextRange::new(function.range.start(), body.start())) {
        return;
    }
    let found = match function.flavor {
        FunctionFlavor::Arrow => to_function(context, function).map(|edits| ("Convert to a function", edits)),
        FunctionFlavor::Expression => {
            to_arrow(context, function, body).map(|edits| ("Convert to an arrow function", edits))
        }
        FunctionFlavor::Declaration => {
            declaration(context, FunctionId(place as u32), body).map(|edits| ("Convert to an arrow function", edits))
        }
        _ => None,
    };
    if let Some((title, edits)) = found {
        context.offer(title, CodeActionKind::RefactorRewrite, edits);
    }
}

/// The function that the name at the cursor is declared with: `const name = …`.
fn put_into_name<'c>(context: &Context<'c>) -> Option<(usize, &'c Function)> {
    let facts = context.facts;
    let (_, declarator) = context.statements.declarator(TextRange::empty(context.range.start()))?;
    let value = context.expression_with_range(declarator.value.filter(|_| declarator.name.is_some())?)?;
    let ExpressionKind::Function(function) = facts[value].kind else { return None };
    Some((function.0 as usize, &facts[function]))
}

fn to_function(context: &Context, function: &Function) -> Option<Vec<Edit>> {
    let text = context.slice(function.range);
    let is_statement = context.statements.all.iter().any(|statement| match statement.kind {
        StatementKind::Expression(range) => range.start() == function.range.start(),
        _ => false,
    });
    if is_statement {
        return None;
    }
    let start = function.body?.start() - function.range.start();
    let head_end = text[..start as usize].rfind("=>")?;
    let head = text[..head_end].trim();
    let (word, head) = match head.strip_prefix("async").filter(|_| function.is_async) {
        Some(rest) => ("async function", rest.trim()),
        None => ("function", head),
    };
    let head = if head.starts_with(['(', '<']) { head.to_owned() } else { format!("({head})") };
    let body = text[head_end + 2..].trim();
    let body =
        if body.starts_with('{') { body.to_owned() } else { format!("{{ return {body}{} }}", context.semicolon()) };
    Some(vec![Edit::replace(function.range, format!("{word} {head} {body}"))])
}

fn to_arrow(context: &Context, function: &Function, body: TextRange) -> Option<Vec<Edit>> {
    let facts = context.facts;
    // A name of its own is for itself and for stacks.
    let head = TextRange::new(function.range.start(), body.start()).slice(context.text);
    let word_end = head.find("function")? + "function".len();
    let rest = head[word_end..].trim();
    // In TSX a type parameter before an arrow would be a tag.
    let is_tag = rest.starts_with('<') && context.snapshot.kind(context.file).language.has_jsx();
    if is_tag || !rest.starts_with(['(', '<']) || may_be_constructed(context, function) || has_twin_parameters(function)
    {
        return None;
    }
    let word = if function.is_async { "async " } else { "" };
    let text = format!("{word}{rest} => {}", context.slice(body));
    let before = context.text[..function.range.start() as usize].trim_end();
    let after = context.text[function.range.end() as usize..].trim_start();
    let is_bracketed = before.ends_with('(') && after.starts_with(')');
    let is_operand = match facts.parent(function.expression).map(|parent| &facts[parent].kind) {
        Some(ExpressionKind::Call { callee, .. }) => *callee == function.expression,
        Some(ExpressionKind::New { .. } | ExpressionKind::TaggedTemplate { .. }) => return None,
        Some(
            ExpressionKind::Binary { .. }
            | ExpressionKind::Unary { .. }
            | ExpressionKind::Await(_)
            | ExpressionKind::As { .. }
            | ExpressionKind::Satisfies { .. }
            | ExpressionKind::NonNull(_),
        ) => true,
        // `function () {}.bind(x)`, `.prototype`: looked at as an object.
        Some(ExpressionKind::Member { .. } | ExpressionKind::Index { .. }) => return None,
        Some(ExpressionKind::Conditional { test, .. }) => *test == function.expression,
        _ => false,
    };
    let text = if is_operand && !is_bracketed { format!("({text})") } else { text };
    Some(vec![Edit::replace(function.range, text)])
}

fn declaration(context: &Context, id: FunctionId, body: TextRange) -> Option<Vec<Edit>> {
    let facts = context.facts;
    let function = &facts[id];
    let name = function.name_range?;
    let binding = facts
        .bindings
        .iter()
        .position(|binding| binding.declarations.len() == 1 && binding.declarations[0].name_range == name)?;
    let binding = project::facts::BindingId(binding as u32);
    let statement = context.statements.all.iter().find(|statement| statement.range == function.range)?;
    // In sloppy code a function in a block is seen outside of it, a constant is not.
    let seen = context.statements.of_list(statement.list).map(|one| one.range).reduce(TextRange::cover)?;
    // Before its line there is no arrow yet, and a function declared below may be called above it.
    let uses = facts.references.iter().filter(|reference| reference.binding == Some(binding));
    let declared: Vec<TextRange> = facts
        .functions
        .iter()
        .filter(|other| {
            other.flavor == FunctionFlavor::Declaration
                && !other.range.contains_range(function.range)
                && other.range != function.range
        })
        .map(|other| other.range)
        .collect();
    for reference in uses {
        let is_inside = function.range.contains_range(reference.range);
        let is_early = reference.range.start() < function.range.end() && !is_inside;
        let is_hoisted = declared.iter().any(|other| other.contains_range(reference.range));
        let is_outside = !seen.contains_range(reference.range);
        if is_early || is_hoisted || is_outside || reference.usage != Usage::Read {
            return None;
        }
    }
    // Others see a script's functions from anywhere.
    let is_shared =
        facts.kind.goal == syntax::Goal::Script && facts[binding].scope == project::facts::Facts::FILE_SCOPE;
    if is_shared || may_be_constructed(context, function) || has_twin_parameters(function) {
        return None;
    }
    let rest = TextRange::new(name.end(), body.start()).slice(context.text).trim();
    if rest.starts_with('<') && context.snapshot.kind(context.file).language.has_jsx() {
        return None;
    }
    let word = if function.is_async { "async " } else { "" };
    let behind = context.text[function.range.end() as usize..].trim_start_matches([' ', '\t']);
    let is_last_of_line = behind.is_empty() || behind.starts_with(['\n', '\r', '}', '/']);
    let semicolon = if is_last_of_line { context.semicolon() } else { ";" };
    let text = format!("const {} = {word}{rest} => {}{semicolon}", context.slice(name), context.slice(body));
    Some(vec![Edit::replace(function.range, text)])
}

fn may_be_constructed(context: &Context, function: &Function) -> bool {
    let facts = context.facts;
    let Some(name) = &function.name else { return false };
    if name.starts_with(|first: char| first.is_uppercase()) {
        return true;
    }
    facts.expressions.iter().any(|expression| {
        let object = match &expression.kind {
            ExpressionKind::New { callee, .. } => *callee,
            ExpressionKind::Member { object, property, .. } if **property == *"prototype" => *object,
            _ => return false,
        };
        matches!(facts[object].kind, ExpressionKind::Reference(reference) if facts[reference].name == *name)
    })
}

/// `function (a, a) {}` is one of the old days.
fn has_twin_parameters(function: &Function) -> bool {
    let names = || function.parameters.iter().filter_map(|parameter| parameter.name.as_ref());
    names().enumerate().any(|(place, name)| names().skip(place + 1).any(|other| other == name))
}
