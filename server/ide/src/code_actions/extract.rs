//! A name for the selected expression: a variable before its statement, a constant at the top of the file.

use project::facts::{BinaryOperator, ExpressionId, ExpressionKind, FunctionFlavor, Usage};
use source::{Edit, TextRange};

use super::statements::{Statement, StatementKind};
use super::{CodeActionKind, Context, purity};

pub(super) fn find(context: &mut Context) {
    let selected = context.selection();
    if selected.is_empty() || !context.wants(CodeActionKind::RefactorExtract) {
        return;
    }
    let Some(expression) = context.expression_with_range(selected) else { return };
    if !can_be_named(context, expression) {
        return;
    }
    let statements = context.statements;
    let Some(statement) = statements.around(selected) else { return };
    if statement.list.is_some() && can_stand_before(context, statement, expression) {
        let name = context.free_name(context.facts.scope_at(selected.start()), &name_for(context, expression));
        let value = context.slice(selected);
        let semicolon = context.semicolon_before(context.slice(statement.range));
        let indent = context.indent(statement.range.start());
        let edits = match statement.kind {
            // The statement is nothing else.
            StatementKind::Expression(whole) if whole == selected => {
                vec![Edit::insert(selected.start(), format!("const {name} = "))]
            }
            _ => {
                let line = format!("const {name} = {value}{semicolon}{}{indent}", context.newline());
                vec![Edit::insert(statement.range.start(), line), Edit::replace(selected, name.as_str())]
            }
        };
        context.offer(format!("Extract to `const {name}`"), CodeActionKind::RefactorExtract, edits);
    }
    constant(context, expression, selected);
}

/// A literal can stand anywhere, so before everything that might use it.
fn constant(context: &mut Context, expression: ExpressionId, selected: TextRange) {
    let name = match &context.facts[expression].kind {
        ExpressionKind::String(text) => constant_name(text).unwrap_or_else(|| "TEXT".to_owned()),
        ExpressionKind::Number(_) | ExpressionKind::BigInt => "VALUE".to_owned(),
        ExpressionKind::Template(parts) if parts.is_empty() => "TEXT".to_owned(),
        _ => return,
    };
    let statements = context.statements;
    let Some(first) = statements.all.first() else { return };
    // Behind directives and imports.
    let place = statements.of_list(first.list).find(|statement| match statement.kind {
        StatementKind::Import => false,
        StatementKind::Expression(value) => !context.slice(value).starts_with(['\'', '"']),
        _ => true,
    });
    let Some(place) = place.filter(|place| place.range.start() <= selected.start()) else { return };
    let is_directive = matches!(statements.around(selected), Some(Statement { kind: StatementKind::Expression(whole), .. }) if *whole == selected);
    if is_directive || context.line_start(place.range.start()) != place.range.start() {
        return;
    }
    let name = context.free_name(project::facts::Facts::FILE_SCOPE, &name);
    let line = format!("const {name} = {}{}{}", context.slice(selected), context.semicolon(), context.newline());
    // Above the comment that belongs to what follows.
    let above = context.facts.comments.iter().rev().find(|comment| {
        comment.range.end() <= place.range.start()
            && context.text[comment.range.end() as usize..place.range.start() as usize].trim().is_empty()
    });
    let offset = above
        .filter(|above| above.is_block && above.range.start() > 0)
        .map_or(place.range.start(), |above| above.range.start());
    let edits = vec![Edit::insert(offset, line), Edit::replace(selected, name.as_str())];
    context.offer(format!("Extract to constant `{name}` of the file"), CodeActionKind::RefactorExtract, edits);
}

/// Whether another expression that has its value can take its place.
pub(super) fn can_be_named(context: &Context, expression: ExpressionId) -> bool {
    let facts = context.facts;
    let is_value = !matches!(
        facts[expression].kind,
        ExpressionKind::Reference(_)
            | ExpressionKind::This(_)
            | ExpressionKind::Super(_)
            | ExpressionKind::Spread(_)
            | ExpressionKind::Sequence(_)
            | ExpressionKind::Unknown
            | ExpressionKind::Assign { .. }
            | ExpressionKind::Class(_)
    );
    // A method or a declaration is no value without its place.
    if let ExpressionKind::Function(function) = facts[expression].kind {
        let is_statement = context.statements.all.iter().any(|statement| {
            matches!(statement.kind, StatementKind::Export | StatementKind::Function)
                && statement.range.end() <= facts[expression].range.end() + 1
                && statement.range.contains_range(facts[expression].range)
        });
        let flavor = facts[function].flavor;
        if is_statement || !matches!(flavor, FunctionFlavor::Arrow | FunctionFlavor::Expression) {
            return false;
        }
    }
    let is_chained = context.slice(facts[expression].range).contains("?.");
    let fits = match facts.parent(expression).map(|parent| &facts[parent].kind) {
        Some(ExpressionKind::Call { callee, .. }) if *callee == expression => {
            !is_chained
                && !matches!(facts[expression].kind, ExpressionKind::Member { .. } | ExpressionKind::Index { .. })
        }
        Some(ExpressionKind::Member { .. }) => !is_chained,
        Some(ExpressionKind::Index { object, .. }) => *object != expression || !is_chained,
        Some(ExpressionKind::TaggedTemplate { tag, .. }) => *tag != expression,
        Some(ExpressionKind::New { callee, .. }) => *callee != expression,
        Some(ExpressionKind::Assign { target, .. }) => *target != expression,
        Some(ExpressionKind::Unary { operator, .. }) => *operator != project::facts::UnaryOperator::Delete,
        Some(
            ExpressionKind::Update(_) | ExpressionKind::Jsx(_) | ExpressionKind::Spread(_) | ExpressionKind::Unknown,
        ) => false,
        _ => true,
    };
    let is_import = facts.imports.iter().any(|import| import.specifier_range.contains_range(facts[expression].range));
    is_value && fits && !is_import
}

/// Whether it can be evaluated before its statement rather than in it.
fn can_stand_before(context: &Context, statement: &Statement, expression: ExpressionId) -> bool {
    let facts = context.facts;
    let range = facts[expression].range;
    let is_once = match &statement.kind {
        StatementKind::If { test: head }
        | StatementKind::Switch { discriminant: head }
        | StatementKind::ForEach { value: head } => head.contains_range(range),
        StatementKind::Variables { declarators, .. } => {
            !declarators.iter().any(|declarator| declarator.pattern.contains_range(range))
        }
        StatementKind::Expression(_) | StatementKind::Return(_) | StatementKind::Throw | StatementKind::Export => true,
        _ => false,
    };
    let is_between =
        |inner: TextRange| statement.range.contains_range(inner) && inner.contains_range(range) && inner != range;
    if !is_once
        || facts.functions.iter().any(|function| is_between(function.range))
        || facts.classes.iter().any(|class| is_between(class.range))
    {
        return false;
    }
    let uses_declared = facts.references.iter().any(|reference| {
        range.contains_range(reference.range)
            && reference.binding.is_some_and(|binding| {
                facts[binding].declarations.iter().any(|declaration| {
                    statement.range.contains_range(declaration.name_range)
                        && !range.contains_range(declaration.name_range)
                })
            })
    });
    if uses_declared {
        return false;
    }
    if purity::is_constant(facts, expression) {
        return true;
    }
    !is_conditional(context, expression, statement.range) && !is_after_something(context, expression, statement.range)
}

/// Whether its statement may leave it out.
fn is_conditional(context: &Context, expression: ExpressionId, within: TextRange) -> bool {
    let facts = context.facts;
    let mut child = expression;
    while let Some(parent) = facts.parent(child).filter(|parent| within.contains_range(facts[*parent].range)) {
        let is_conditional = match &facts[parent].kind {
            ExpressionKind::Binary { operator, right, .. } => {
                *right == child
                    && matches!(operator, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce)
            }
            ExpressionKind::Conditional { test, .. } => *test != child,
            ExpressionKind::Assign { operator, value, .. } => {
                *value == child
                    && matches!(operator, Some(BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce))
            }
            ExpressionKind::Call { callee, is_optional, .. } => {
                *callee != child && (*is_optional || context.slice(facts[*callee].range).contains("?."))
            }
            ExpressionKind::Index { index, object, is_optional } => {
                *index == child && (*is_optional || context.slice(facts[*object].range).contains("?."))
            }
            ExpressionKind::Default { .. } | ExpressionKind::Jsx(_) => {
                matches!(facts[parent].kind, ExpressionKind::Default { .. })
            }
            _ => false,
        };
        if is_conditional {
            return true;
        }
        child = parent;
    }
    false
}

/// Whether something before it in its statement may see what it does, or do what it sees.
fn is_after_something(context: &Context, expression: ExpressionId, within: TextRange) -> bool {
    let facts = context.facts;
    let range = facts[expression].range;
    let before = TextRange::new(within.start(), range.start());
    let acts = purity::acts_in(facts, range);
    let changes = purity::acts_in(facts, before);
    let reads_changing = facts.references.iter().any(|reference| {
        before.contains_range(reference.range)
            && reference.usage != Usage::Write
            && reference.binding.is_some_and(|binding| {
                facts.references.iter().any(|other| {
                    other.binding == Some(binding) && matches!(other.usage, Usage::Write | Usage::ReadWrite)
                })
            })
    });
    changes || acts && reads_changing
}

/// A name that tells what the value is.
pub(super) fn name_for(context: &Context, expression: ExpressionId) -> String {
    let facts = context.facts;
    let name = match &facts[expression].kind {
        ExpressionKind::Member { property, .. } => property.to_string(),
        ExpressionKind::Call { callee, .. } => {
            let called = name_for(context, *callee);
            let rest = ["get", "create", "make", "find", "load", "read", "to"].iter().find_map(|verb| {
                called.strip_prefix(verb).filter(|rest| rest.starts_with(|first: char| first.is_uppercase()))
            });
            rest.map(lower_first).unwrap_or_else(|| "result".to_owned())
        }
        ExpressionKind::New { callee, .. } => lower_first(&name_for(context, *callee)),
        ExpressionKind::Await(value) | ExpressionKind::NonNull(value) => name_for(context, *value),
        ExpressionKind::Reference(reference) => facts[*reference].name.to_string(),
        ExpressionKind::String(_) | ExpressionKind::Template(_) => "text".to_owned(),
        ExpressionKind::Number(_) => "number".to_owned(),
        ExpressionKind::RegularExpression => "pattern".to_owned(),
        ExpressionKind::Object(_) => "object".to_owned(),
        ExpressionKind::Array(_) => "list".to_owned(),
        ExpressionKind::Function(_) => "callback".to_owned(),
        ExpressionKind::Binary { operator: BinaryOperator::Equality | BinaryOperator::Comparison, .. } => {
            "condition".to_owned()
        }
        ExpressionKind::Jsx(_) => "element".to_owned(),
        _ => "value".to_owned(),
    };
    match crate::rename::is_name(&name) {
        true => name,
        false => "value".to_owned(),
    }
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// `'content-type'` is `CONTENT_TYPE`.
fn constant_name(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|one: char| !one.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect();
    let name = words.join("_");
    (!words.is_empty()
        && words.len() <= 4
        && name.len() <= 30
        && !name.starts_with(|first: char| first.is_ascii_digit()))
    .then_some(name)
}
