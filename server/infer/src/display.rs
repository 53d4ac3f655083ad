//! Types as TypeScript writes them, for people: hover, completion details, signature help.

use std::borrow::Cow;
use std::fmt::Write as _;

use project::facts::{
    DeclarationKind, ExpressionId, ExpressionKind, Facts, FunctionId, Name, Parameter, TypeId, TypeKind,
};
use source::FileId;
use syntax::Language;
use values::shape::What;

use crate::evaluator::Infer;
use crate::member::MemberValue;
use crate::navigation::Meaning;
use crate::observed::Seen;
use crate::signature::{Signature, may_be_left_out};
use crate::types::{Constructor, Environment, Node, Part, Type};

/// Nested types deeper than this are `…`.
const DEPTH: usize = 3;

/// Properties of an object that are printed, parts of a union likewise.
const WIDTH: usize = 8;

/// Properties of an object inside of another type.
const INNER_WIDTH: usize = 4;

/// A type that is longer than this as it is written is shown as what it means.
const WRITTEN: usize = 100;

/// What was found out about a parameter may be this long; beyond, what is in objects is left out.
const BRIEF: usize = 80;

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
        // What it is comes before that it may be nothing; that it may be anything is no news beside what is known.
        let (nullable, some): (Vec<&Part>, Vec<&Part>) =
            of.parts().iter().partition(|part| matches!(part, Part::Undefined | Part::Null));
        let known: Vec<&Part> = some.iter().copied().filter(|part| !matches!(part, Part::Any)).collect();
        if known.is_empty() && !some.is_empty() {
            return "any".to_owned();
        }
        let has_object = known.len() > 1;
        for part in known.into_iter().chain(nullable) {
            let text = self.print_part(part, depth);
            if !(all.contains(&text) || has_object && text == "{}") {
                all.push(text);
            }
        }
        if all.is_empty() {
            return "{}".to_owned();
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

    /// In as much detail as is short enough to read.
    fn print_brief(&self, of: &Type, depth: usize) -> String {
        let text = self.print_type(of, depth);
        if text.chars().count() <= BRIEF || depth >= DEPTH { text } else { self.print_type(of, DEPTH) }
    }

    /// A type as its declaration writes it. Not where a name in it stands for something else here.
    fn written(&self, node: Node<TypeId>, environment: &Environment) -> Option<String> {
        let facts = self.facts(node.file)?;
        let text = match self.library.text(node.file) {
            Some(text) => text.clone(),
            None => self.snapshot.text(node.file)?,
        };
        let written = facts[node.id].range.slice(text.text());
        let stands_for_something = |word: &str| {
            let mut known = environment.iter().flat_map(|known| known.iter());
            word == "this"
                || known.any(|(name, _)| self.facts(name.file).is_some_and(|facts| *facts[name.id].name == *word))
        };
        let mut words = written.split(|character: char| !character.is_alphanumeric() && !"_$".contains(character));
        let has_comments = written.contains("//") || written.contains("/*");
        if written.is_empty() || has_comments || words.any(stands_for_something) {
            return None;
        }
        // Long unions have a bar before their first part as well.
        let words: Vec<&str> = written.trim_start_matches(['|', ' ', '\n']).split_whitespace().collect();
        Some(words.join(" "))
    }

    /// The type of a declaration: as it is written, if that is short and as TypeScript writes it, else what it means.
    fn print_declared(&self, node: Node<TypeId>, environment: &Environment, depth: usize) -> String {
        let is_typescript = self
            .facts(node.file)
            .is_some_and(|facts| !matches!(facts.kind.language, Language::JavaScript | Language::Jsx));
        let written = self.written(node, environment);
        if let Some(written) = &written
            && is_typescript
            && written.chars().count() <= WRITTEN
        {
            return written.clone();
        }
        let meant = self.print_type(&self.type_from(node, environment), depth);
        written.filter(|written| meant.chars().count() > BRIEF.max(written.chars().count())).unwrap_or(meant)
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
                if is_compound(&text) { format!("({text})[]") } else { format!("{text}[]") }
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
            Part::Observed(seen) => self.print_seen(part, seen, depth),
        }
    }

    fn print_seen(&self, part: &Part, seen: &Seen, depth: usize) -> String {
        match seen.0.what {
            What::Object if seen.0.name.is_empty() => self.print_object(part, depth),
            What::Object => seen.0.name.clone(),
            What::Class => {
                format!("typeof {}", if seen.0.name.is_empty() { "(anonymous class)" } else { &seen.0.name })
            }
            What::Function => match &seen.0.parameters {
                Some(names) => format!("({}) => any", names.join(", ")),
                None => "(…) => any".to_owned(),
            },
        }
    }

    fn enum_name(&self, declared: Node<project::facts::EnumId>) -> String {
        self.facts(declared.file).map(|facts| facts[declared.id].name.to_string()).unwrap_or_default()
    }

    /// How a file is named in `import("…")`: by its package, of the project's own by the path from the root.
    fn module_label(&self, file: FileId) -> String {
        if let Some(name) = self.library.name(file) {
            return name.to_owned();
        }
        let path = self.snapshot.path(file);
        let package = self.snapshot.package_of(file).and_then(|package| package.name.clone());
        if !self.snapshot.is_own(file)
            && let Some(name) = package
        {
            return name;
        }
        let roots = self.snapshot.roots();
        let short = roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(&path);
        short.display().to_string()
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
        if let Part::Members { members, environment } = part
            && let Some(text) = self.print_callable(*members, environment, depth)
        {
            return text;
        }
        // `Object.create(Base.prototype)` is a Base with more on it.
        if let Part::Object(node) = part
            && let base = self.first_argument(*node)
            && match base.parts() {
                [Part::Prototype(_) | Part::Instance { .. } | Part::Interface { .. }] => true,
                // `Object.create(response)`, that being such an object.
                [Part::Object(base)] => depth < DEPTH && !self.first_argument(*base).is_unknown(),
                _ => false,
            }
        {
            // Two may be made of one another.
            return self.print_type(&base, depth + 1);
        }
        let name = match part {
            Part::Object(node) if depth > 0 => self.name_of_object(*node),
            _ => None,
        };
        // What a function calls an object says little elsewhere.
        if let Some((name, false)) = &name {
            return format!("typeof {name}");
        }
        if depth >= DEPTH {
            return "{ … }".to_owned();
        }
        let members: Vec<_> = self
            .members(&part.clone().into())
            .into_iter()
            .filter(|member| member.level < crate::member::UNIVERSAL)
            .collect();
        if members.is_empty() {
            let held = self.indexed_by_name(part);
            return match held.is_unknown() {
                true => "{}".to_owned(),
                false => format!("{{ [name: string]: {} }}", self.print_type(&held, depth + 1)),
            };
        }
        if members.len() > WIDTH
            && let Some((name, _)) = name
        {
            return format!("typeof {name}");
        }
        let mut text = "{ ".to_owned();
        // Objects inside of others are told of, not shown.
        let width = if depth == 0 { WIDTH } else { INNER_WIDTH };
        for (index, member) in members.iter().take(width).enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let value = self.type_of_member_value(&member.value);
            // What is written as a type is meant so.
            let value = match member.value {
                MemberValue::Expression(_) => value.widened(),
                _ => value,
            };
            let mark = if member.is_optional { "?" } else { "" };
            let name = property_name(&member.name);
            let _ = write!(text, "{separator}{name}{mark}: {}", self.print_type(&value, depth + 1));
        }
        if members.len() > width {
            let _ = write!(text, "; … {} more", members.len() - width);
        }
        text + " }"
    }

    /// The variable that holds an object and nothing else: `app` of `const app = exports = {};`; whether it is a function's own.
    fn name_of_object(&self, node: Node<ExpressionId>) -> Option<(Name, bool)> {
        let facts = self.facts(node.file)?;
        let assigned = |mut value: ExpressionId| {
            while let ExpressionKind::Assign { value: inner, operator: None, .. } = facts[value].kind {
                value = inner;
            }
            value
        };
        let mut named =
            facts.bindings.iter().filter(|binding| matches!(*binding.values, [only] if assigned(only) == node.id));
        named.next().map(|binding| (binding.name.clone(), binding.scope != Facts::FILE_SCOPE))
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
        let result = self.print_result(&facts, function, environment, depth + 1);
        format!("({}){arrow}{result}", parameters.join(", "))
    }

    /// What a function gives, as it is declared, else what it returns, widened; `void` where it gives nothing.
    fn print_result(
        &self,
        facts: &Facts,
        function: Node<FunctionId>,
        environment: &Environment,
        depth: usize,
    ) -> String {
        let result = self.return_of(function, environment, &[]);
        match self.declared_return(facts, function) {
            Some(declared) if self.is_never(declared) => "never".to_owned(),
            Some(declared) if !self.is_vague(&self.type_from(declared, environment)) => {
                self.print_declared(declared, environment, depth)
            }
            _ if result.parts() == [Part::Undefined] => "void".to_owned(),
            _ => self.print_brief(&result.widened(), depth),
        }
    }

    fn is_never(&self, node: Node<TypeId>) -> bool {
        self.facts(node.file).is_some_and(|facts| matches!(facts[node.id].kind, TypeKind::Never))
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
        let may_be_left_out = may_be_left_out(facts, function.id, parameter);
        let mark = if may_be_left_out && !parameter.is_rest { "?" } else { "" };
        let name = match &parameter.name {
            Some(name) => name.to_string(),
            None => print_pattern(facts, parameter.value),
        };
        let annotation = self.parameter_annotation(facts, function, parameter);
        // `@param {object} options` leaves it to what is passed to say more.
        let passed = || Some(self.type_of(function.with(parameter.value)).widened()).filter(|of| !self.is_vague(of));
        let told = match annotation {
            Some(annotation) if depth == 0 && parameter.type_annotation.is_none() => {
                let declared = self.type_from(function.with(annotation), environment);
                if self.is_vague(&declared) { passed() } else { None }
            }
            _ => None,
        };
        let text = match (told, annotation) {
            (Some(told), _) => self.print_brief(&told, depth + 1),
            (None, Some(annotation)) => self.print_declared(function.with(annotation), environment, depth + 1),
            // Who calls it is not asked for the parameters of what is only mentioned.
            (None, None) if depth > 0 => "any".to_owned(),
            // What is passed are examples: `'a'` is a string.
            (None, None) => {
                let default = parameter.default.map(|default| self.type_of(function.with(default)).widened());
                let passed = self.type_of(function.with(parameter.value)).widened();
                self.print_brief(&passed.or(default.unwrap_or_default()), depth + 1)
            }
        };
        format!("{rest}{name}{mark}: {text}")
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
        let result = self.print_result(&facts, signature.function, &signature.environment, 1);
        let type_parameters: Vec<&str> = row.type_parameters.iter().map(|parameter| &*facts[*parameter].name).collect();
        let type_parameters =
            if type_parameters.is_empty() { String::new() } else { format!("<{}>", type_parameters.join(", ")) };
        SignatureText { before: format!("{name}{type_parameters}("), parameters, after: format!("): {result}") }
    }

    /// What a declaration is, as hover shows it: `const app: Application`, `function add(a: number, b: number): number`.
    /// Of what is a type and a value both, what is meant.
    pub fn describe_binding(&self, node: Node<project::facts::BindingId>, meaning: Meaning) -> String {
        let Some(facts) = self.facts(node.file) else { return String::new() };
        let binding = &facts[node.id];
        let name = &binding.name;
        let Some(declaration) = meaning.of(binding).next() else {
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
                let target = self.print_declared(node.with(facts[alias].target), &None, 0);
                format!("type {name}{} = {target}", parameters_text(&facts, &facts[alias].type_parameters))
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
                if let Some(annotation) = declaration.type_annotation {
                    return format!("{word} {name}: {}", self.print_declared(node.with(annotation), &None, 0));
                }
                let of = self.type_of_binding(node);
                let of = if kind == BindingKind::Const { of } else { of.widened() };
                format!("{word} {name}: {}", self.display(&of))
            }
            DeclarationKind::Parameter(_) => {
                let text = match declaration.type_annotation {
                    Some(annotation) => self.print_declared(node.with(annotation), &None, 0),
                    // What is passed are examples.
                    None => self.display(&self.type_of_binding(node).widened()),
                };
                format!("(parameter) {name}: {text}")
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

/// `{ a, b }` for a parameter that is taken apart.
pub fn print_pattern(facts: &Facts, value: ExpressionId) -> String {
    let mut names = facts.expressions.iter().filter_map(|expression| match &expression.kind {
        ExpressionKind::Part { object, property, .. } if *object == value => Some(&**property),
        _ => None,
    });
    let mut shown: Vec<&str> = names.by_ref().take(WIDTH).collect();
    if shown.is_empty() || names.next().is_some() {
        shown.push("…");
    }
    format!("{{ {} }}", shown.join(", "))
}

/// Whether a type's text has words at its outermost level, so that `[]` behind it would belong to the last of them.
fn is_compound(text: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '{' | '(' | '[' | '<' => depth += 1,
            // Not that of `=>`.
            '>' if before == '=' => {}
            '}' | ')' | ']' | '>' => depth -= 1,
            ' ' if depth == 0 => return true,
            _ => {}
        }
        before = character;
    }
    false
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
