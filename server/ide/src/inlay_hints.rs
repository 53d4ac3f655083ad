//! What a person would have to look up: which parameter an argument is for, what a variable is. All of it is off unless asked for.

use infer::{Infer, Node, Part, Type};
use project::Snapshot;
use project::facts::{DeclarationKind, ExpressionId, ExpressionKind, Facts, FunctionFlavor};
use source::{FileId, TextRange};

use crate::environment::has_browser;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct InlayHintOptions {
    /// Before arguments that are literals: the parameter's name.
    pub parameter_names: bool,
    /// Behind variables: their type.
    pub variable_types: bool,
    /// Behind the parameters of functions: what they return.
    pub return_types: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct InlayHint {
    pub offset: u32,
    pub label: String,
    pub kind: InlayHintKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InlayHintKind {
    /// Stands before what it is about.
    Parameter,
    /// Stands behind it.
    Type,
}

/// Types longer than this hide more than they tell.
const LONGEST: usize = 40;

/// The hints in a range, in the order of the text.
pub fn inlay_hints(
    snapshot: &Snapshot,
    file: FileId,
    range: TextRange,
    options: InlayHintOptions,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<InlayHint> {
    if options == InlayHintOptions::default() {
        return Vec::new();
    }
    let (Some(facts), Some(text)) = (snapshot.facts(file), snapshot.text(file)) else { return Vec::new() };
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, file));
    let mut hints = Hints { infer: &infer, facts: &facts, text: text.text(), file, range, found: Vec::new() };
    if options.parameter_names {
        hints.parameter_names();
    }
    if options.variable_types {
        hints.variable_types();
    }
    if options.return_types {
        hints.return_types();
    }
    let mut found = hints.found;
    found.sort_by_key(|hint| hint.offset);
    found
}

struct Hints<'h> {
    infer: &'h Infer<'h>,
    facts: &'h Facts,
    text: &'h str,
    file: FileId,
    range: TextRange,
    found: Vec<InlayHint>,
}

impl Hints<'_> {
    fn parameter_names(&mut self) {
        for expression in &self.facts.expressions {
            let (callee, arguments, is_new) = match &expression.kind {
                ExpressionKind::Call { callee, arguments, .. } => (*callee, arguments, false),
                ExpressionKind::New { callee, arguments, .. } => (*callee, arguments, true),
                _ => continue,
            };
            let is_wanted = |argument: &&ExpressionId| {
                self.range.touches(self.facts[**argument].range.start()) && self.needs_name(**argument)
            };
            if !arguments.iter().any(|argument| is_wanted(&argument)) {
                continue;
            }
            let of = self.infer.type_of(Node::new(self.file, callee));
            let signatures = if is_new { self.infer.construct_signatures(&of) } else { self.infer.signatures(&of) };
            let Some(best) = self.infer.best_signature(&signatures, self.file, arguments) else { continue };
            let function = signatures[best].function;
            let Some(facts) = self.infer.facts(function.file) else { continue };
            let parameters = &facts[function.id].parameters;
            // What takes one thing says by its name what it takes.
            if parameters.len() < 2 {
                continue;
            }
            let mut named = Vec::new();
            for (argument, parameter) in arguments.iter().zip(parameters) {
                if matches!(self.facts[*argument].kind, ExpressionKind::Spread(_)) || parameter.is_rest {
                    break;
                }
                if let Some(name) = parameter.name.as_ref().filter(|_| is_wanted(&argument)) {
                    let offset = self.facts[*argument].range.start();
                    named.push(InlayHint { offset, label: format!("{name}:"), kind: InlayHintKind::Parameter });
                }
            }
            self.found.extend(named);
        }
    }

    /// Whether an argument does not say itself what it is.
    fn needs_name(&self, argument: ExpressionId) -> bool {
        match &self.facts[argument].kind {
            ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::BigInt
            | ExpressionKind::String(_)
            | ExpressionKind::Template(_)
            | ExpressionKind::RegularExpression => true,
            ExpressionKind::Unary { operand, .. } => self.needs_name(*operand),
            ExpressionKind::Reference(reference) => {
                self.facts[*reference].binding.is_none() && self.facts[*reference].name == *"undefined"
            }
            _ => false,
        }
    }

    fn variable_types(&mut self) {
        for (index, binding) in self.facts.bindings.iter().enumerate() {
            let [declaration] = binding.declarations.as_slice() else { continue };
            if !matches!(declaration.kind, DeclarationKind::Variable(_))
                || declaration.type_annotation.is_some()
                || !self.range.touches(declaration.name_range.end())
                || binding.values.first().is_none_or(|value| self.says_its_type(*value))
            {
                continue;
            }
            let of = self.infer.type_of_binding(Node::new(self.file, project::facts::BindingId(index as u32)));
            self.type_hint(declaration.name_range.end(), &of);
        }
    }

    /// Whether what is written shows what it is.
    fn says_its_type(&self, value: ExpressionId) -> bool {
        match &self.facts[value].kind {
            ExpressionKind::New { .. }
            | ExpressionKind::Function(_)
            | ExpressionKind::Class(_)
            | ExpressionKind::Object(_)
            | ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::BigInt
            | ExpressionKind::String(_)
            | ExpressionKind::Template(_)
            | ExpressionKind::RegularExpression
            | ExpressionKind::As { .. }
            | ExpressionKind::Module(_)
            | ExpressionKind::Imported { .. } => true,
            // What is taken from a module is what the module says.
            ExpressionKind::Part { object, .. } => matches!(self.facts[*object].kind, ExpressionKind::Module(_)),
            _ => false,
        }
    }

    fn return_types(&mut self) {
        for (index, function) in self.facts.functions.iter().enumerate() {
            let Some(body) = function.body else { continue };
            if function.return_type.is_some()
                || !self.range.touches(body.start())
                || matches!(function.flavor, FunctionFlavor::Constructor | FunctionFlavor::Setter)
            {
                continue;
            }
            // A callback's result is seen where it is passed.
            if function.name.is_none() {
                continue;
            }
            let head = TextRange::new(function.range.start(), body.start()).slice(self.text);
            let Some(bracket) = head.rfind(')') else { continue };
            let offset = function.range.start() + bracket as u32 + 1;
            let id = project::facts::FunctionId(index as u32);
            let of = Type::from(Part::function(self.file, id));
            let Some(signature) = self.infer.signatures(&of).into_iter().next() else { continue };
            let parts = self.infer.signature_parts(&signature, "");
            if let Some(label) = parts.after.strip_prefix(')').filter(|label| shows(label.trim_start_matches(": "))) {
                self.found.push(InlayHint { offset, label: label.to_owned(), kind: InlayHintKind::Type });
            }
        }
    }

    fn type_hint(&mut self, offset: u32, of: &Type) {
        let label = self.infer.display(&of.widened());
        if shows(&label) {
            self.found.push(InlayHint { offset, label: format!(": {label}"), kind: InlayHintKind::Type });
        }
    }
}

/// Whether a type's text tells something, and briefly.
fn shows(label: &str) -> bool {
    !matches!(label, "undefined" | "void") && !label.contains("any") && label.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_fixture::on_large_stack;
    use crate::tests::Checked;

    const ALL: InlayHintOptions = InlayHintOptions { parameter_names: true, variable_types: true, return_types: true };

    /// The text with its hints in `‹ ›`.
    #[track_caller]
    fn check(options: InlayHintOptions, text: &str, expected: &str) {
        let text = text.to_owned();
        let shown = on_large_stack(move || {
            let checked = Checked::new(&text);
            let file = checked.main();
            let mut shown = checked.snapshot.text(file).unwrap().text().to_owned();
            let range = TextRange::new(0, shown.len() as u32);
            for hint in inlay_hints(&checked.snapshot, file, range, options, &|| false).into_iter().rev() {
                shown.insert_str(hint.offset as usize, &format!("‹{}›", hint.label));
            }
            shown
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn literals_are_named() {
        check(
            InlayHintOptions { parameter_names: true, ..Default::default() },
            "function f(name, isOpen, n) {}\nconst x = 1;\nf('a', true, x);\nf(x, -1);\nparseInt('1', 8);",
            "function f(name, isOpen, n) {}\nconst x = 1;\nf(‹name:›'a', ‹isOpen:›true, x);\nf(x, ‹isOpen:›-1);\nparseInt(‹string:›'1', ‹radix:›8);",
        );
    }

    #[test]
    fn one_parameter_needs_no_name() {
        check(ALL, "const f = (x) => {};\nf(1);", "const f = (x) => {};\nf(1);");
    }

    #[test]
    fn variables_that_do_not_say_what_they_are() {
        check(
            InlayHintOptions { variable_types: true, ..Default::default() },
            "const a = 'x'.length;\nconst b = new Map();\nconst [c] = ['x'];\nlet d = 1;",
            "const a‹: number› = 'x'.length;\nconst b = new Map();\nconst [c‹: string›] = ['x'];\nlet d = 1;",
        );
    }

    #[test]
    fn what_functions_return() {
        check(
            InlayHintOptions { return_types: true, ..Default::default() },
            "function f(a) { return 'x'; }\nconst g = (a) => 1;\n[1].map((x) => x);",
            "function f(a)‹: string› { return 'x'; }\nconst g = (a)‹: number› => 1;\n[1].map((x) => x);",
        );
    }

    #[test]
    fn nothing_unless_asked_for() {
        check(InlayHintOptions::default(), "parseInt('1', 8);", "parseInt('1', 8);");
    }
}
