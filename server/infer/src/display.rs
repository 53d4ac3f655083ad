//! Types as TypeScript writes them, for people: hover, completion details, signature help.

use std::borrow::Cow;
use std::fmt::Write as _;

use project::facts::{DeclarationKind, ExpressionId, ExpressionKind, Facts, FunctionId, Name, Parameter, TypeId};
use source::FileId;

use crate::evaluator::Infer;
use crate::signature::Signature;
use crate::types::{Constructor, Environment, Node, Part, Type};

/// Nested types deeper than this are `…`.
const DEPTH: usize = 3;

/// Properties of an object that are printed, parts of a union likewise.
const WIDTH: usize = 8;

/// Properties of an object inside of another type.
const INNER_WIDTH: usize = 4;

impl Infer<'_> {
    /// `string | Promise<Response>`. `any` where nothing is known.
    pub fn display(&self, of: &Type) -> String {
        self.print_type(of, 0)
    }

    fn print_type(&self, of: &Type, depth: usize) -> String {
        if of.is_unknown() {
            return "any".to_owned();
        }
        let mut all: Vec<String> = Vec::new();
        for part in of.parts() {
            let text = self.print_part(part, depth);
            if !all.contains(&text) {
                all.push(text);
            }
        }
        if all.len() > WIDTH {
            let more = all.len() - WIDTH;
            all.truncate(WIDTH);
            all.push(format!("… {more} more"));
        }
        if all.len() > 1 {
            for text in &mut all {
                if text.contains("=>") && !text.starts_with('{') {
                    *text = format!("({text})");
                }
            }
        }
        all.join(" | ")
    }

    fn print_part(&self, part: &Part, depth: usize) -> String {
        match part {
            Part::Any => "any".to_owned(),
            Part::Undefined => "undefined".to_owned(),
            Part::Null => "null".to_owned(),
            Part::Boolean(None) => "boolean".to_owned(),
            Part::Boolean(Some(value)) => value.to_string(),
            Part::Number => "number".to_owned(),
            Part::BigInt => "bigint".to_owned(),
            Part::Symbol => "symbol".to_owned(),
            Part::String(None) => "string".to_owned(),
            Part::String(Some(text)) => quoted(text),
            Part::Object(_) | Part::Shape(_) | Part::Members { .. } | Part::Exports(_) => {
                self.print_object(part, depth)
            }
            Part::Function { function, environment } => self.print_function(*function, environment, depth, " => "),
            Part::ConstructorType { function, environment } => {
                format!("new {}", self.print_function(*function, environment, depth, " => "))
            }
            Part::Class(class) => {
                let name = self.facts(class.file).and_then(|facts| facts[class.id].name.clone());
                format!("typeof {}", name.as_deref().unwrap_or("(anonymous class)"))
            }
            Part::Instance { of, arguments } => {
                format!("{}{}", self.constructor_name(of), self.print_arguments(arguments, depth))
            }
            Part::Prototype(of) => self.constructor_name(of),
            Part::Interface { name, arguments } => {
                let text = self.facts(name.file).map(|facts| facts[name.id].name.to_string()).unwrap_or_default();
                format!("{text}{}", self.print_arguments(arguments, depth))
            }
            Part::Array(element) => {
                // Which literals it was made of is only interesting to those who look for them.
                let text = self.print_type(&element.widened(), depth + 1);
                if text.contains([' ', '>']) && !text.starts_with('{') {
                    format!("({text})[]")
                } else {
                    format!("{text}[]")
                }
            }
            Part::Tuple(elements) => {
                let all: Vec<String> = elements.iter().map(|element| self.print_type(element, depth + 1)).collect();
                format!("[{}]", all.join(", "))
            }
            Part::ModuleNamespace(file) => format!("typeof import({})", quoted(&self.module_label(*file))),
            Part::AmbientModule(file, index) => {
                let name = self
                    .facts(*file)
                    .and_then(|facts| facts.ambient_modules.get(*index as usize).map(|module| module.name.to_string()));
                format!("typeof import({})", quoted(&name.unwrap_or_default()))
            }
            Part::NamespaceObject(namespace) => {
                let name = self.facts(namespace.file).map(|facts| facts[namespace.id].name.to_string());
                format!("typeof {}", name.unwrap_or_default())
            }
            Part::EnumObject(declared) => format!("typeof {}", self.enum_name(*declared)),
            Part::EnumValue(declared) => self.enum_name(*declared),
            Part::TypeParameter(name) => {
                self.facts(name.file).map(|facts| facts[name.id].name.to_string()).unwrap_or_default()
            }
            Part::Global => "typeof globalThis".to_owned(),
        }
    }

    fn enum_name(&self, declared: Node<project::facts::EnumId>) -> String {
        self.facts(declared.file).map(|facts| facts[declared.id].name.to_string()).unwrap_or_default()
    }

    /// How a file is named in `import("…")`: by its file name.
    fn module_label(&self, file: FileId) -> String {
        let path = match self.library.name(file) {
            Some(name) => std::path::PathBuf::from(name),
            None => self.snapshot.path(file).to_path_buf(),
        };
        path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    pub(crate) fn constructor_name(&self, of: &Constructor) -> String {
        let name = match of {
            Constructor::Class(class) => self.facts(class.file).and_then(|facts| facts[class.id].name.clone()),
            Constructor::Function(function) => {
                self.facts(function.file).and_then(|facts| facts[function.id].name.clone())
            }
        };
        name.map_or_else(|| "(anonymous)".to_owned(), |name| name.to_string())
    }

    fn print_arguments(&self, arguments: &[Type], depth: usize) -> String {
        if arguments.iter().all(Type::is_unknown) {
            return String::new();
        }
        if depth >= DEPTH {
            return "<…>".to_owned();
        }
        let all: Vec<String> = arguments.iter().map(|argument| self.print_type(argument, depth + 1)).collect();
        format!("<{}>", all.join(", "))
    }

    fn print_object(&self, part: &Part, depth: usize) -> String {
        if depth >= DEPTH {
            return "{ … }".to_owned();
        }
        if let Part::Members { members, environment } = part
            && let Some(text) = self.print_callable(*members, environment, depth)
        {
            return text;
        }
        // `Object.create(Base.prototype)` is a Base with more on it.
        if let Part::Object(node) = part
            && let base = self.first_argument(*node)
            && matches!(base.parts(), [Part::Prototype(_) | Part::Instance { .. } | Part::Interface { .. }])
        {
            return self.print_type(&base, depth);
        }
        if depth > 0
            && let Part::Object(node) = part
            && let Some(name) = self.name_of_object(*node)
        {
            return format!("typeof {name}");
        }
        let members: Vec<_> = self
            .members(&part.clone().into())
            .into_iter()
            .filter(|member| member.level < crate::member::UNIVERSAL)
            .collect();
        if members.is_empty() {
            return "{}".to_owned();
        }
        let mut text = "{ ".to_owned();
        // Objects inside of others are told of, not shown.
        let width = if depth == 0 { WIDTH } else { INNER_WIDTH };
        for (index, member) in members.iter().take(width).enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let value = self.type_of_member_value(&member.value).widened();
            let mark = if member.is_optional { "?" } else { "" };
            let name = property_name(&member.name);
            let _ = write!(text, "{separator}{name}{mark}: {}", self.print_type(&value, depth + 1));
        }
        if members.len() > width {
            let _ = write!(text, "; … {} more", members.len() - width);
        }
        text + " }"
    }

    /// The variable that holds an object and nothing else: `app` of `const app = exports = {};`.
    fn name_of_object(&self, node: Node<ExpressionId>) -> Option<Name> {
        let facts = self.facts(node.file)?;
        let assigned = |mut value: ExpressionId| {
            while let ExpressionKind::Assign { value: inner, operator: None, .. } = facts[value].kind {
                value = inner;
            }
            value
        };
        let mut named =
            facts.bindings.iter().filter(|binding| matches!(*binding.values, [only] if assigned(only) == node.id));
        named.next().map(|binding| binding.name.clone())
    }

    /// `{ (a: A): B }` alone is a function.
    fn print_callable(&self, members: Node<TypeId>, environment: &Environment, depth: usize) -> Option<String> {
        let facts = self.facts(members.file)?;
        let project::facts::TypeKind::Members(all) = &facts[members.id].kind else { return None };
        let [only] = all.as_slice() else { return None };
        (only.kind == project::facts::TypeMemberKind::Call).then_some(())?;
        Some(self.print_function(members.with(only.function?), environment, depth, " => "))
    }

    fn print_function(
        &self,
        function: Node<FunctionId>,
        environment: &Environment,
        depth: usize,
        arrow: &str,
    ) -> String {
        if depth >= DEPTH {
            return "(…) => …".to_owned();
        }
        let Some(facts) = self.facts(function.file) else { return "Function".to_owned() };
        let parameters: Vec<String> = facts[function.id]
            .parameters
            .iter()
            .map(|parameter| self.print_parameter(&facts, function, parameter, environment, depth))
            .collect();
        let result = self.shown_result(&facts, function, environment);
        format!("({}){arrow}{}", parameters.join(", "), self.print_result(&result, depth + 1))
    }

    /// What a function gives; `void` where it gives nothing.
    fn print_result(&self, of: &Type, depth: usize) -> String {
        if of.parts() == [Part::Undefined] { "void".to_owned() } else { self.print_type(of, depth) }
    }

    fn print_parameter(
        &self,
        facts: &Facts,
        function: Node<FunctionId>,
        parameter: &Parameter,
        environment: &Environment,
        depth: usize,
    ) -> String {
        let rest = if parameter.is_rest { "..." } else { "" };
        let mark = if (parameter.is_optional || parameter.default.is_some()) && !parameter.is_rest { "?" } else { "" };
        let name = parameter.name.as_deref().map_or_else(|| "{ … }".to_owned(), str::to_owned);
        let declared = match self.parameter_annotation(facts, function, parameter) {
            Some(annotation) => self.type_from(function.with(annotation), environment),
            // Who calls it is not asked for the parameters of what is only mentioned.
            None if depth > 0 => Type::unknown(),
            // What is passed are examples: `'a'` is a string.
            None => self.type_of(function.with(parameter.value)).widened().or(parameter
                .default
                .map(|default| self.type_of(function.with(default)).widened())
                .unwrap_or_default()),
        };
        format!("{rest}{name}{mark}: {}", self.print_type(&declared, depth + 1))
    }

    /// What a function gives: as it is declared, else what it returns, widened.
    fn shown_result(&self, facts: &Facts, function: Node<FunctionId>, environment: &Environment) -> Type {
        let result = self.return_of(function, environment, &[]);
        if self.declared_return(facts, function).is_some() { result } else { result.widened() }
    }

    /// A signature in parts: the text before the parameters, each parameter, the text after.
    pub fn signature_parts(&self, signature: &Signature, name: &str) -> SignatureText {
        let Some(facts) = self.facts(signature.function.file) else {
            return SignatureText { before: format!("{name}("), parameters: Vec::new(), after: ")".to_owned() };
        };
        let row = &facts[signature.function.id];
        let parameters = row
            .parameters
            .iter()
            .map(|parameter| self.print_parameter(&facts, signature.function, parameter, &signature.environment, 0))
            .collect();
        let result = self.shown_result(&facts, signature.function, &signature.environment);
        let type_parameters: Vec<&str> = row.type_parameters.iter().map(|parameter| &*facts[*parameter].name).collect();
        let type_parameters =
            if type_parameters.is_empty() { String::new() } else { format!("<{}>", type_parameters.join(", ")) };
        SignatureText {
            before: format!("{name}{type_parameters}("),
            parameters,
            after: format!("): {}", self.print_result(&result, 1)),
        }
    }

    /// What a declaration is, as hover shows it: `const app: Application`, `function add(a: number, b: number): number`.
    pub fn describe_binding(&self, node: Node<project::facts::BindingId>) -> String {
        let Some(facts) = self.facts(node.file) else { return String::new() };
        let binding = &facts[node.id];
        let name = &binding.name;
        let Some(declaration) = binding.declarations.first() else {
            return format!("{name}: {}", self.display(&self.type_of_binding(node)));
        };
        match declaration.kind {
            DeclarationKind::Function(function) => {
                let signature = Signature { function: node.with(function), environment: None };
                let row = &facts[function];
                let asynchronous = if row.is_async { "async " } else { "" };
                let star = if row.is_generator { "*" } else { "" };
                format!("{asynchronous}function{star} {}", self.signature_parts(&signature, name))
            }
            DeclarationKind::Class(_) => format!("class {name}"),
            DeclarationKind::Enum(_) => format!("enum {name}"),
            DeclarationKind::Namespace(_) => format!("namespace {name}"),
            DeclarationKind::Interface(interface) => {
                format!("interface {name}{}", parameters_text(&facts, &facts[interface].type_parameters))
            }
            DeclarationKind::Alias(alias) => {
                let target = self.type_from(node.with(facts[alias].target), &None);
                format!(
                    "type {name}{} = {}",
                    parameters_text(&facts, &facts[alias].type_parameters),
                    self.display(&target)
                )
            }
            DeclarationKind::TypeParameter { .. } => format!("(type parameter) {name}"),
            DeclarationKind::Variable(kind) => {
                use project::facts::BindingKind;
                let word = match kind {
                    BindingKind::Const => "const",
                    BindingKind::Let => "let",
                    BindingKind::Using => "using",
                    _ => "var",
                };
                let of = self.type_of_binding(node);
                let of = if kind == BindingKind::Const { of } else { of.widened() };
                format!("{word} {name}: {}", self.display(&of))
            }
            DeclarationKind::Parameter(_) => {
                format!("(parameter) {name}: {}", self.display(&self.type_of_binding(node)))
            }
            DeclarationKind::Caught => format!("(caught) {name}: {}", self.display(&self.type_of_binding(node))),
            DeclarationKind::Import(_) => format!("(import) {name}: {}", self.display(&self.type_of_binding(node))),
        }
    }
}

/// A signature's text with its parameters apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignatureText {
    pub before: String,
    pub parameters: Vec<String>,
    pub after: String,
}

impl std::fmt::Display for SignatureText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.before, self.parameters.join(", "), self.after)
    }
}

fn parameters_text(facts: &Facts, parameters: &[project::facts::BindingId]) -> String {
    let names: Vec<&str> = parameters.iter().map(|parameter| &*facts[*parameter].name).collect();
    if names.is_empty() { String::new() } else { format!("<{}>", names.join(", ")) }
}

fn property_name(name: &str) -> Cow<'_, str> {
    let is_plain = syntax::is_identifier_name(name) || name.starts_with(['#', '[']) || name.parse::<u32>().is_ok();
    if is_plain { Cow::Borrowed(name) } else { Cow::Owned(quoted(name)) }
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
}
