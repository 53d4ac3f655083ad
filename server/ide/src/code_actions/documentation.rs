//! A JSDoc comment for a function that has none: its parameters and its result, with their types as far as they are known.

use infer::{Infer, Node, Part, Type};
use project::facts::{ExpressionKind, Function, FunctionFlavor, FunctionId, Property};
use source::{Edit, TextRange};

use super::statements::StatementKind;
use super::{CodeActionKind, Context};
use crate::environment::has_browser;

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::RefactorRewrite) {
        return;
    }
    let offset = context.range.start();
    let facts = context.facts;
    let touched = facts.functions.iter().enumerate().filter(|(_, function)| {
        let start = function.name_range.map_or(function.range.start(), |name| name.start().min(function.range.start()));
        function.body.is_some_and(|body| start <= offset && offset <= body.start())
    });
    let touched = touched.min_by_key(|(_, function)| function.range.len());
    // What it is given to stands before it.
    let following = || {
        let functions = facts.functions.iter().enumerate();
        let behind = functions.filter_map(|(place, function)| Some((place, function, function.body?.start())));
        let (place, function, _) = behind.filter(|(.., body)| *body >= offset).min_by_key(|(.., body)| *body)?;
        start_of(context, FunctionId(place as u32)).filter(|start| *start <= offset)?;
        Some((place, function))
    };
    let Some((place, function)) = touched.or_else(following) else { return };
    let Some(start) = start_of(context, FunctionId(place as u32)) else { return };
    let is_documented = function.doc.is_some()
        || facts.docs.iter().any(|doc| {
            doc.range.end() <= start && context.text[doc.range.end() as usize..start as usize].trim().is_empty()
        });
    if is_documented || !context.text[context.line_start(start) as usize..start as usize].trim().is_empty() {
        return;
    }
    let infer =
        Infer::new(context.snapshot, context.is_cancelled).with_browser(has_browser(context.snapshot, context.file));
    let has_types = context.snapshot.kind(context.file).language.is_typescript();
    let shown = |label: String| match label.as_str() {
        "" | "any" | "unknown" => "*".to_owned(),
        long if long.len() > 80 || long.contains('\n') || long.contains("*/") => "*".to_owned(),
        _ => label,
    };
    let indent = context.indent(start);
    let newline = context.newline();
    let mut text = format!("/**{newline}{indent} * {newline}");
    for (place, parameter) in function.parameters.iter().enumerate() {
        let name = parameter.name.as_ref().map_or_else(
            || format!("options{}", if place == 0 { String::new() } else { place.to_string() }),
            ToString::to_string,
        );
        let of = infer.type_of(Node::new(context.file, parameter.value)).widened();
        let of = match (shown(infer.display(&of)).as_str(), parameter.default) {
            ("*", Some(default)) => shown(infer.display(&infer.type_of(Node::new(context.file, default)).widened())),
            (known, _) => known.to_owned(),
        };
        let name_shown = match parameter.default {
            Some(default) => format!("[{name}={}]", context.slice(facts[default].range)),
            None => name.clone(),
        };
        text += &match has_types {
            true => format!("{indent} * @param {name}{newline}"),
            false if parameter.is_rest => {
                format!("{indent} * @param {{...{}}} {name}{newline}", of.trim_end_matches("[]"))
            }
            false => format!("{indent} * @param {{{of}}} {name_shown}{newline}"),
        };
    }
    if !function.returns.is_empty() && function.flavor != FunctionFlavor::Constructor {
        let of = Type::from(Part::function(context.file, FunctionId(place as u32)));
        let signature = infer.signatures(&of).into_iter().next();
        let result = signature.map(|signature| infer.signature_parts(&signature, "").after).unwrap_or_default();
        let result = shown(result.strip_prefix("): ").unwrap_or_default().to_owned());
        text += &match has_types {
            true => format!("{indent} * @returns{newline}"),
            false => format!("{indent} * @returns {{{result}}}{newline}"),
        };
    }
    text += &format!("{indent} */{newline}{indent}");
    context.offer("Add JSDoc", CodeActionKind::RefactorRewrite, vec![Edit::insert(start, text)]);
}

/// Where the comment of a function stands: before its statement, or its member of a class or of an object.
fn start_of(context: &Context, id: FunctionId) -> Option<u32> {
    let function = &context.facts[id];
    match function.flavor {
        FunctionFlavor::Declaration => {
            context.statements.around(function.range).map(|statement| exported(context, statement.range))
        }
        FunctionFlavor::Expression | FunctionFlavor::Arrow => {
            if let Some(property) = property_of(context, function) {
                return Some(property.range.start());
            }
            let statement = context.statements.around(function.range)?;
            match &statement.kind {
                StatementKind::Variables { declarators, .. } => {
                    declarators.first()?.value.filter(|value| *value == function.range)?;
                    Some(exported(context, statement.range))
                }
                StatementKind::Export => Some(statement.range.start()),
                // `exports.name = function () {}`
                StatementKind::Expression(whole) => {
                    let assign = context.expression_with_range(*whole)?;
                    match context.facts[assign].kind {
                        ExpressionKind::Assign { value, operator: None, .. } if value == function.expression => {
                            Some(statement.range.start())
                        }
                        _ => None,
                    }
                }
                _ => None,
            }
        }
        FunctionFlavor::Method | FunctionFlavor::Constructor => {
            if let Some(property) = property_of(context, function) {
                return Some(property.range.start());
            }
            let mut members = context.facts.classes.iter().flat_map(|class| class.members.iter());
            let member = members.find(|member| member.range.contains_range(function.range))?;
            Some(member.range.start())
        }
        _ => None,
    }
}

/// The property of an object that it is the value of.
fn property_of<'c>(context: &Context<'c>, function: &Function) -> Option<&'c Property> {
    let parent = context.facts.parent(function.expression)?;
    let ExpressionKind::Object(properties) = &context.facts[parent].kind else { return None };
    properties.iter().find(|property| property.value == function.expression)
}

/// With the word `export` before it.
fn exported(context: &Context, range: TextRange) -> u32 {
    let around = context
        .statements
        .all
        .iter()
        .find(|statement| matches!(statement.kind, StatementKind::Export) && statement.range.contains_range(range));
    around
        .filter(|statement| !context.text[statement.range.start() as usize..range.start() as usize].contains('{'))
        .map_or(range.start(), |statement| statement.range.start())
}
