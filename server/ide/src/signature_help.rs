//! What a call takes, while it is being typed: all ways to call it, the one that is meant, and the parameter at the cursor.

use std::sync::Arc;

use infer::{Infer, Node, Signature};
use project::Snapshot;
use project::facts::{self, DeclarationKind, ExpressionId, ExpressionKind, Facts};
use source::TextRange;
use syntax::cursor::{CursorParse, MARKER, parse_for_cursor};

use crate::environment::has_browser;
use crate::{FilePosition, documentation};

#[derive(Clone, PartialEq, Debug)]
pub struct SignatureHelp {
    pub signatures: Vec<SignatureInformation>,
    /// The one that the arguments fit.
    pub active: usize,
    /// `None`: the call has more arguments than it takes.
    pub active_parameter: Option<u32>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct SignatureInformation {
    pub label: String,
    /// Markdown.
    pub documentation: String,
    pub parameters: Vec<ParameterInformation>,
    pub is_variadic: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ParameterInformation {
    /// In the label, in bytes.
    pub range: TextRange,
    /// Markdown.
    pub documentation: String,
}

/// Overloads that are shown.
const MOST: usize = 30;

pub fn signature_help(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<SignatureHelp> {
    let text = snapshot.text(at.file)?;
    let kind = snapshot.kind(at.file);
    let parse = parse_for_cursor(text.text(), at.offset, kind)?;
    let argument = parse.argument()?;
    let facts = Arc::new(facts::lower(&parse.parsed, &parse.text, kind));
    let call = call_at(&facts, argument.call, argument.callee)?;
    let infer = Infer::new(snapshot, is_cancelled)
        .with_facts(at.file, facts.clone())
        .with_cursor(at.file, source::TextRange::empty(at.offset))
        .with_browser(has_browser(snapshot, at.file));
    let mut signatures = signatures_of(&infer, at, &call);
    if signatures.is_empty() {
        signatures = declared_below(snapshot, at, &parse, &facts, &call, is_cancelled);
    }
    if signatures.is_empty() {
        return None;
    }
    signatures.truncate(MOST);
    let active = chosen(&infer, &signatures, at, &call.arguments, argument.index);
    let name = called_name(&facts, &call);
    let shown: Vec<SignatureInformation> =
        signatures.iter().map(|signature| information(&infer, signature, &name)).collect();
    let count = shown[active].parameters.len() as u32;
    let active_parameter = match argument.index {
        index if index < count => Some(index),
        _ if shown[active].is_variadic => count.checked_sub(1),
        _ => None,
    };
    Some(SignatureHelp { signatures: shown, active, active_parameter })
}

struct Call {
    callee: ExpressionId,
    arguments: Vec<ExpressionId>,
    is_new: bool,
}

fn call_at(facts: &Facts, call: TextRange, callee: TextRange) -> Option<Call> {
    let mut best: Option<(u32, Call)> = None;
    for expression in &facts.expressions {
        let (callee_id, arguments, is_new) = match &expression.kind {
            ExpressionKind::Call { callee, arguments, .. } => (*callee, arguments, false),
            ExpressionKind::New { callee, arguments, .. } => (*callee, arguments, true),
            _ => continue,
        };
        // Brackets around the callee are not the callee's.
        let is_here = expression.range == call
            || (call.contains_range(expression.range) && callee.contains_range(facts[callee_id].range));
        let distance = call.len().abs_diff(expression.range.len());
        if is_here && best.as_ref().is_none_or(|(known, _)| distance < *known) {
            best = Some((distance, Call { callee: callee_id, arguments: arguments.to_vec(), is_new }));
        }
    }
    best.map(|(_, call)| call)
}

fn signatures_of(infer: &Infer, at: FilePosition, call: &Call) -> Vec<Signature> {
    let Some(facts) = infer.facts(at.file) else { return Vec::new() };
    let callee = infer.type_of(Node::new(at.file, call.callee));
    if call.is_new || matches!(facts[call.callee].kind, ExpressionKind::Super(_)) {
        infer.construct_signatures(&callee)
    } else {
        infer.signatures(&callee)
    }
}

/// Where the tree ends at the cursor: what the rest of the file declares under the called name.
fn declared_below(
    snapshot: &Snapshot,
    at: FilePosition,
    parse: &CursorParse,
    facts: &Facts,
    call: &Call,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<Signature> {
    let (Some(rest), ExpressionKind::Reference(reference)) = (&parse.rest, &facts[call.callee].kind) else {
        return Vec::new();
    };
    let Some(text) = snapshot.text(at.file) else { return Vec::new() };
    let below = Arc::new(facts::lower(rest, text.text(), parse.kind));
    let Some(binding) = below.lookup(below.scope_at(at.offset), &facts[*reference].name) else { return Vec::new() };
    let infer = Infer::new(snapshot, is_cancelled).with_facts(at.file, below);
    let of = infer.type_of_binding(Node::new(at.file, binding));
    if call.is_new { infer.construct_signatures(&of) } else { infer.signatures(&of) }
}

/// The signature that the arguments fit, among those that have the parameter at the cursor.
fn chosen(infer: &Infer, signatures: &[Signature], at: FilePosition, arguments: &[ExpressionId], index: u32) -> usize {
    let Some(facts) = infer.facts(at.file) else { return 0 };
    // The name at the cursor is not the program's.
    let typed: Vec<ExpressionId> = arguments
        .iter()
        .copied()
        .filter(|argument| match facts[*argument].kind {
            ExpressionKind::Reference(reference) => !facts[reference].name.ends_with(MARKER),
            _ => true,
        })
        .collect();
    let takes = |signature: &Signature| {
        let Some(facts) = infer.facts(signature.function.file) else { return false };
        let parameters = &facts[signature.function.id].parameters;
        parameters.len() as u32 > index || parameters.last().is_some_and(|last| last.is_rest)
    };
    let fitting: Vec<usize> = (0..signatures.len()).filter(|number| takes(&signatures[*number])).collect();
    let best = infer.best_signature(signatures, at.file, &typed).filter(|best| index == 0 || fitting.contains(best));
    best.or(fitting.first().copied()).unwrap_or(0)
}

fn called_name(facts: &Facts, call: &Call) -> String {
    let name = match &facts[call.callee].kind {
        ExpressionKind::Reference(reference) => facts[*reference].name.to_string(),
        ExpressionKind::Member { property, .. } => property.to_string(),
        ExpressionKind::Super(_) => "super".to_owned(),
        _ => String::new(),
    };
    if call.is_new { format!("new {name}") } else { name }
}

fn information(infer: &Infer, signature: &Signature, name: &str) -> SignatureInformation {
    let mut parts = infer.signature_parts(signature, name);
    // What `new` gives is what the name says.
    if let Some(class) = name.strip_prefix("new ") {
        parts.after = format!("): {class}");
    }
    if name == "super" {
        parts.after = ")".to_owned();
    }
    let facts = infer.facts(signature.function.file);
    let row = facts.as_ref().map(|facts| &facts[signature.function.id]);
    let doc = facts.as_ref().and_then(|facts| doc_of(facts, signature));
    let mut label = parts.before.clone();
    let mut parameters = Vec::new();
    for (index, parameter) in parts.parameters.iter().enumerate() {
        if index > 0 {
            label.push_str(", ");
        }
        let start = label.len();
        label.push_str(parameter);
        let name = row.and_then(|row| row.parameters.get(index)).and_then(|parameter| parameter.name.as_deref());
        let told = facts.as_ref().zip(doc).zip(name);
        let mut documentation =
            told.and_then(|((facts, doc), name)| documentation::of_parameter(facts, doc, name)).unwrap_or_default();
        let binding = row.and_then(|row| row.parameters.get(index)).and_then(|parameter| parameter.binding);
        if binding.is_some_and(|binding| infer.is_observed(signature.function.with(binding))) {
            documentation = documentation::with_observed(&documentation);
        }
        parameters.push(ParameterInformation { range: TextRange::from(start..label.len()), documentation });
    }
    label.push_str(&parts.after);
    let documentation = facts.as_ref().zip(doc).map(|(facts, doc)| summary(facts, doc)).unwrap_or_default();
    let is_variadic = row.is_some_and(|row| row.parameters.last().is_some_and(|last| last.is_rest));
    SignatureInformation { label, documentation, parameters, is_variadic }
}

/// The comment of a function, or of the variable that it is put into; of a constructor without one, its class's.
fn doc_of(facts: &Facts, signature: &Signature) -> Option<facts::DocId> {
    let row = &facts[signature.function.id];
    let of_binding = || {
        let declares = |binding: &&facts::Binding| {
            binding.values.contains(&row.expression)
                || binding
                    .declarations
                    .iter()
                    .any(|declaration| declaration.kind == DeclarationKind::Function(signature.function.id))
        };
        let binding = facts.bindings.iter().find(declares)?;
        binding.declarations.iter().find_map(|declaration| declaration.doc)
    };
    let of_class = || {
        let holds = |class: &&facts::Class| {
            class.members.iter().any(|member| {
                member.kind == facts::ClassMemberKind::Constructor && member.function == Some(signature.function.id)
            })
        };
        facts.classes.iter().find(holds)?.doc
    };
    row.doc.or_else(of_binding).or_else(of_class)
}

/// What a comment says before its tags: those of parameters are shown with the parameters.
fn summary(facts: &Facts, doc: facts::DocId) -> String {
    let text = documentation::markdown(facts, doc);
    let paragraphs: Vec<&str> = text.split("\n\n").take_while(|paragraph| !paragraph.starts_with("*@")).collect();
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_fixture::on_large_stack;
    use crate::tests::Checked;

    /// The label with `[` `]` around the active parameter, then its documentation and the number of overloads behind `|`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = text.to_owned();
        let found = on_large_stack(move || {
            let checked = Checked::new(&text);
            let Some(help) = signature_help(&checked.snapshot, checked.position(), &|| false) else {
                return "nothing".to_owned();
            };
            let active = &help.signatures[help.active];
            let mut label = active.label.clone();
            let mut documentation = active.documentation.clone();
            if let Some(parameter) = help.active_parameter {
                let parameter = &active.parameters[parameter as usize];
                label.insert(parameter.range.end() as usize, ']');
                label.insert(parameter.range.start() as usize, '[');
                if !parameter.documentation.is_empty() {
                    documentation = format!("{documentation} / {}", parameter.documentation);
                }
            }
            let count = help.signatures.len();
            let count = if count > 1 { format!(" | {} of {count}", help.active + 1) } else { String::new() };
            let documentation = if documentation.is_empty() { String::new() } else { format!(" | {documentation}") };
            format!("{label}{documentation}{count}")
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn the_parameter_at_the_cursor_is_active() {
        check("function f(a, b) { return a + b; }\nf(1, $0)", "f(a: number, [b: any]): string | number");
        check("function f(a, b) { return 1; }\nf($0)", "f([a: any], b: any): number");
    }

    #[test]
    fn a_call_may_be_half_typed() {
        check("function f(a, b) { return 1; }\nf('x', $0\nlet y = 2;", "f(a: string, [b: any]): number");
        check("function f(a) { return 1; }\nif (f($0", "f([a: any]): number");
    }

    #[test]
    fn the_innermost_call_is_meant() {
        check("function f(a) { return 1; }\nfunction g(b) { return ''; }\nf(g($0))", "g([b: any]): string");
        check("function f(a) { return 1; }\nfunction g(b) { return ''; }\nf(g(1), $0)", "f(a: string): number");
    }

    #[test]
    fn documentation_of_function_and_parameter() {
        check(
            "/**\n * Adds.\n * @param {number} a - the first\n * @returns {number}\n */\nfunction add(a) {}\nadd($0)",
            "add([a: number]): number | Adds. / the first",
        );
    }

    #[test]
    fn parameters_of_which_only_a_run_tells() {
        let seen = "`observed`: so it was when the program ran; the code does not tell.";
        let save = "exports.save = function (options, done) {};\n//                       ^^^^^^^ observed: {\"name\": \"a\"}\n";
        check(
            &format!("{save}exports.save($0)"),
            &format!("save([options: {{ name: string }}], done: any): void |  / {seen}"),
        );
        let told = "/** @param {object} options what to save */\n";
        check(
            &format!("{told}{save}exports.save($0)"),
            &format!("save([options: {{ name: string }}], done: any): void |  / what to save\n\n{seen}"),
        );
        let from_another = save.replace("exports.save", "//- /save.js\nexports.save");
        check(
            &format!("const {{ save }} = require('./save');\nsave($0)\n{from_another}"),
            &format!("save([options: {{ name: string }}], done: any): void |  / {seen}"),
        );
        // Not where the code tells, nor where a call does.
        check(&format!("{save}exports.save(1, $0)"), "save(options: number, [done: any]): void");
    }

    #[test]
    fn parameters_that_a_comment_says_may_be_left_out() {
        check(
            "/**\n * @param {string} a\n * @param {number} [b] how many\n * @param {number=} c\n */\nfunction f(a, b, c) {}\nf('', $0)",
            "f(a: string, [b?: number], c?: number): void |  / how many",
        );
        check(
            "/** @param {Object} options */\nfunction f(options) {}\nf({ a: 1 });\nf($0)",
            "f([options: { a: number }]): void",
        );
    }

    #[test]
    fn rest_parameters_take_all_that_follows() {
        check("function f(a, ...more) {}\nf(1, 2, 3, $0)", "f(a: number, [...more: number[]]): void");
    }

    #[test]
    fn of_constructors_and_methods() {
        check("class A { constructor(x, y) {} }\nnew A(1, $0)", "new A(x: number, [y: any]): A");
        check("class A { m(x) { return 'a'; } }\nnew A().m($0)", "m([x: any]): string");
        check("class A { constructor(x) {} }\nclass B extends A { constructor() { super($0) } }", "super([x: any])");
    }

    #[test]
    fn of_the_library_with_overloads() {
        check(
            "'abc'.indexOf($0)",
            "indexOf([searchString: string], position?: number): number | Returns the position of the first occurrence of a substring. / The substring to search for in the string",
        );
    }

    #[test]
    fn overloads_are_chosen_by_what_is_passed() {
        check(
            "//- /main.ts\ndeclare function f(a: string): 1;\ndeclare function f(a: number, b: boolean): 2;\nf(1, $0)",
            "f(a: number, [b: boolean]): 2 | 2 of 2",
        );
    }

    #[test]
    fn nothing_outside_of_calls() {
        check("function f(a) {}\nf(1)$0", "nothing");
        check("let a = $0", "nothing");
    }
}
