//! A function of the selected statements, or of an expression. What they use of the function around them is passed, what is used after
//! them is returned.

use project::facts::{BindingId, BindingKind, ExpressionId, ExpressionKind, Facts, Usage};
use source::{Edit, TextRange};

use super::extract::can_be_named;
use super::statements::{Statement, StatementKind};
use super::{CodeActionKind, Context};

pub(super) fn find(context: &mut Context) {
    let selected = context.selection();
    if selected.is_empty()
        || !context.wants(CodeActionKind::RefactorExtract)
        || context.snapshot.kind(context.file).language.is_typescript()
    {
        return;
    }
    if let Some(edits) = extracted(context, selected) {
        context.offer("Extract to function", CodeActionKind::RefactorExtract, edits);
    }
}

/// An expression that is worth a function.
fn expression(context: &Context, selected: TextRange) -> Option<ExpressionId> {
    let expression = context.expression_with_range(selected)?;
    let is_plain = matches!(
        context.facts[expression].kind,
        ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::BigInt
            | ExpressionKind::String(_)
            | ExpressionKind::RegularExpression
            | ExpressionKind::Function(_)
            | ExpressionKind::Await(_)
    );
    (!is_plain && can_be_named(context, expression)).then_some(expression)
}

/// Whether whole statements of one list are selected that can stand in a function.
fn are_statements(context: &Context, selected: TextRange) -> bool {
    let statements = context.statements;
    let inside: Vec<&Statement> =
        statements.all.iter().filter(|statement| selected.contains_range(statement.range)).collect();
    let Some(first) = inside.first() else { return false };
    let list: Vec<&Statement> =
        statements.of_list(first.list).filter(|one| selected.contains_range(one.range)).collect();
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return false };
    let whole = first.range.cover(last.range);
    let is_plain = list.iter().all(|statement| {
        !is_directive(context.slice(statement.range))
            && !matches!(
                statement.kind,
                StatementKind::Import
                    | StatementKind::Export
                    | StatementKind::Function
                    | StatementKind::Class
                    | StatementKind::Other
            )
    });
    whole == selected && is_plain && !(list.len() == 1 && matches!(list[0].kind, StatementKind::Block))
}

fn extracted(context: &Context, selected: TextRange) -> Option<Vec<Edit>> {
    let facts = context.facts;
    let statements = context.statements;
    let is_expression = !are_statements(context, selected);
    if is_expression && expression(context, selected).is_none() || is_in_another_world(context, selected) {
        return None;
    }
    let functions: Vec<TextRange> = facts.functions.iter().map(|function| function.range).collect();
    let is_in_function = |range: TextRange| {
        functions.iter().any(|function| selected.contains_range(*function) && function.contains_range(range))
    };
    if statements.jumps.iter().any(|jump| selected.contains_range(*jump) && !is_in_function(*jump)) {
        return None;
    }
    let mut awaits = false;
    for expression in facts.expressions.iter().filter(|expression| selected.contains_range(expression.range)) {
        match expression.kind {
            ExpressionKind::This(_) | ExpressionKind::Super(_) | ExpressionKind::NewTarget => return None,
            ExpressionKind::Yield { .. } if !is_in_function(expression.range) => return None,
            ExpressionKind::Await(_) if !is_in_function(expression.range) => awaits = true,
            _ => {}
        }
    }
    let is_declared_inside = |binding: BindingId| {
        facts[binding].declarations.iter().any(|declaration| selected.contains_range(declaration.name_range))
    };
    let mut passed: Vec<&str> = Vec::new();
    let mut given: Vec<BindingId> = Vec::new();
    for reference in &facts.references {
        let is_inside = selected.contains_range(reference.range);
        if is_inside && reference.binding.is_none() && matches!(&*reference.name, "arguments" | "eval") {
            return None;
        }
        let Some(binding) = reference.binding else { continue };
        let row = &facts[binding];
        if is_inside && row.name == *"arguments" {
            return None;
        }
        if is_declared_inside(binding) {
            // Used from outside: after it, and nowhere else.
            if !is_inside {
                let is_simple = row.declarations.len() == 1 && row.kind != BindingKind::Var;
                if !is_simple || reference.range.start() < selected.end() {
                    return None;
                }
                if !given.contains(&binding) {
                    given.push(binding);
                }
            }
        } else if is_inside && row.scope != Facts::FILE_SCOPE {
            if matches!(reference.usage, Usage::Write | Usage::ReadWrite) {
                return None;
            }
            // What may change while the statements run can't be passed: they wait, or call what changes it.
            let writes = || {
                facts.references.iter().filter(|other| {
                    other.binding == Some(binding) && matches!(other.usage, Usage::Write | Usage::ReadWrite)
                })
            };
            let is_written_elsewhere = writes().any(|write| {
                facts.functions.iter().any(|function| {
                    function.range.contains_range(write.range) && !function.range.contains_range(selected)
                })
            });
            let is_late = writes().next().is_some() && (awaits || is_in_function(reference.range));
            // Nor what is not there yet.
            let is_declared_later = row.kind != BindingKind::Function
                && row.declarations.iter().any(|declaration| declaration.name_range.start() > selected.start());
            if is_written_elsewhere || is_late || is_declared_later {
                return None;
            }
            let name: &str = &row.name;
            if !passed.contains(&name) {
                passed.push(name);
            }
        }
    }
    // A variable that a function made inside goes on using must stay one variable.
    let is_shared = |binding: &BindingId| {
        facts.references.iter().any(|reference| {
            reference.binding == Some(*binding) && matches!(reference.usage, Usage::Write | Usage::ReadWrite)
        })
    };
    if given.iter().any(is_shared) {
        return None;
    }
    if is_expression && (awaits || !given.is_empty()) {
        return None;
    }
    let outermost = statements.outermost(selected)?;
    let name = context.free_name(Facts::FILE_SCOPE, "extracted");
    let newline = context.newline();
    let semicolon = context.semicolon();
    let names: Vec<&str> = given.iter().map(|binding| &*facts[*binding].name).collect();
    let shown = match names.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        several => Some(format!("{{ {} }}", several.join(", "))),
    };
    let wait = if awaits { "await " } else { "" };
    let call = format!("{wait}{name}({})", passed.join(", "));
    let call = match &shown {
        _ if is_expression => call,
        Some(shown) => format!("const {shown} = {call}{semicolon}"),
        None => format!("{call}{semicolon}"),
    };
    let unit = context.indent_unit();
    let mut body = reindented(context, selected, unit)?;
    if is_expression {
        body = format!("{unit}return {}{semicolon}", body.trim_start());
    }
    if let Some(shown) = shown {
        body += &format!("{newline}{unit}return {shown}{semicolon}");
    }
    let word = if awaits { "async function" } else { "function" };
    let function = format!("{newline}{newline}{word} {name}({}) {{{newline}{body}{newline}}}", passed.join(", "));
    let end = outermost.range.end().max(selected.end());
    Some(vec![Edit::replace(selected, call), Edit::insert(end, function)])
}

/// `'use strict';`, and what else says something about what is around it by a text alone.
fn is_directive(statement: &str) -> bool {
    let text = statement.trim_end_matches(';').trim();
    ['\'', '"'].into_iter().any(|quote| {
        let inside = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        inside.is_some_and(|inside| !inside.contains(quote))
    })
}

/// Whether the same code would mean something else at the end of the file: names may be those of an object (`with`), or only a function
/// around it is strict.
fn is_in_another_world(context: &Context, selected: TextRange) -> bool {
    let is_in_with = context.statements.all.iter().any(|statement| {
        let code = context.slice(statement.range);
        statement.range.contains_range(selected)
            && matches!(statement.kind, StatementKind::Other)
            && code.strip_prefix("with").is_some_and(|rest| rest.trim_start().starts_with('('))
    });
    let is_strict = |code: &str| {
        let code = code.trim_start();
        code.starts_with("'use strict'") || code.starts_with("\"use strict\"")
    };
    let is_made_strict = context.facts.functions.iter().any(|function| {
        let inside = function.body.filter(|body| body.contains_range(selected));
        inside.is_some_and(|body| context.slice(body).strip_prefix('{').is_some_and(is_strict))
    });
    is_in_with || is_made_strict && !is_strict(context.text) && context.facts.kind.goal != syntax::Goal::Module
}

/// The text of statements, one step deep.
fn reindented(context: &Context, range: TextRange, unit: &str) -> Option<String> {
    let indent = context.indent(range.start());
    let text = context.slice(range);
    if context.has_torn_text(range) {
        return Some(format!("{unit}{text}"));
    }
    let lines = text.lines().enumerate().map(|(number, line)| match number {
        0 => format!("{unit}{line}"),
        _ if line.trim().is_empty() => String::new(),
        _ => format!("{unit}{}", line.strip_prefix(indent).unwrap_or(line)),
    });
    Some(lines.collect::<Vec<_>>().join(context.newline()))
}
