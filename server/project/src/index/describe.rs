//! What is said of an export: its kind, its signature on one line, the first sentence of its documentation.

use source::TextRange;

use super::ExportKind;
use crate::facts::{
    Binding, BindingId, BindingKind, ClassId, Declaration, DeclarationKind, DocId, ExpressionId, ExpressionKind, Facts,
    FunctionId, TypeMember, TypeMemberKind,
};

/// Longer signatures and sentences are cut.
const LONGEST: usize = 200;

/// What is said of one export.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Description {
    pub kind: ExportKind,
    pub signature: String,
    pub doc: String,
    pub deprecation: Option<String>,
}

/// The text that facts were made of, with them.
#[derive(Clone, Copy)]
pub(crate) struct Described<'f> {
    pub facts: &'f Facts,
    pub text: &'f str,
}

impl Described<'_> {
    /// A name that is declared in the file itself.
    pub fn binding(self, id: BindingId, name: &str) -> Description {
        let binding = &self.facts[id];
        let declaration = main_declaration(binding);
        let doc = binding.declarations.iter().find_map(|declaration| declaration.doc);
        match declaration.map(|declaration| declaration.kind) {
            Some(DeclarationKind::Function(function)) => {
                let count = |declaration: &&Declaration| matches!(declaration.kind, DeclarationKind::Function(_));
                let overloads = binding.declarations.iter().filter(count).count();
                let mut description = self.function(function, name);
                if overloads > 1 {
                    description.signature += &format!(" (+{} overloads)", overloads - 1);
                }
                self.with_doc(description, doc)
            }
            Some(DeclarationKind::Class(class)) => self.with_doc(self.class(class, name), doc),
            Some(DeclarationKind::Interface(interface)) => {
                let parameters = self.type_parameters(&self.facts[interface].type_parameters);
                self.plain(ExportKind::Interface, format!("interface {name}{parameters}"), doc)
            }
            Some(DeclarationKind::Alias(alias)) => {
                let alias = &self.facts[alias];
                let parameters = self.type_parameters(&alias.type_parameters);
                let target = self.snippet(self.facts[alias.target].range);
                self.plain(ExportKind::TypeAlias, format!("type {name}{parameters} = {target}"), doc.or(alias.doc))
            }
            Some(DeclarationKind::Enum(_)) => self.plain(ExportKind::Enum, format!("enum {name}"), doc),
            Some(DeclarationKind::Namespace(_)) => self.plain(ExportKind::Namespace, format!("namespace {name}"), doc),
            Some(DeclarationKind::Variable(_)) => self.variable(binding, declaration, name, doc),
            _ => self.plain(ExportKind::Constant, format!("const {name}"), doc),
        }
    }

    fn variable(
        self,
        binding: &Binding,
        declaration: Option<&Declaration>,
        name: &str,
        doc: Option<DocId>,
    ) -> Description {
        let is_constant = matches!(binding.kind, BindingKind::Const | BindingKind::Using);
        let (kind, word) = match is_constant {
            true => (ExportKind::Constant, "const"),
            false => (ExportKind::Variable, "let"),
        };
        if let Some(annotation) = declaration.and_then(|declaration| declaration.type_annotation) {
            let range = self.facts[annotation].range;
            let is_function = matches!(self.facts[annotation].kind, crate::facts::TypeKind::Function(_));
            let kind = if is_function { ExportKind::Function } else { kind };
            return self.plain(kind, format!("{word} {name}: {}", self.snippet(range)), doc);
        }
        match binding.values.first() {
            Some(value) => {
                let description = self.value(*value, name);
                match description.kind {
                    ExportKind::Constant => self.with_doc(Description { kind, ..description }, doc),
                    _ => self.with_doc(description, doc),
                }
            }
            None => self.plain(kind, format!("{word} {name}"), doc),
        }
    }

    /// A value, as far as its own text tells.
    pub fn value(self, id: ExpressionId, name: &str) -> Description {
        let expression = &self.facts[id];
        match &expression.kind {
            ExpressionKind::Function(function) => self.function(*function, name),
            ExpressionKind::Class(class) => self.class(*class, name),
            ExpressionKind::As { value, .. }
            | ExpressionKind::Satisfies { value, .. }
            | ExpressionKind::NonNull(value) => self.value(*value, name),
            ExpressionKind::Assign { value, operator: None, .. } => self.value(*value, name),
            ExpressionKind::Reference(reference) => match self.facts[*reference].binding {
                Some(binding) => self.binding(binding, name),
                None => self.plain(ExportKind::Constant, format!("const {name}"), None),
            },
            ExpressionKind::String(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Null
            | ExpressionKind::RegularExpression => {
                let signature = format!("const {name} = {}", self.snippet(expression.range));
                self.plain(ExportKind::Constant, signature, None)
            }
            _ => self.plain(ExportKind::Constant, format!("const {name}"), None),
        }
    }

    pub fn function(self, id: FunctionId, name: &str) -> Description {
        let function = &self.facts[id];
        let parameters = function.parameters.iter().map(|parameter| self.snippet(parameter.range));
        let parameters = parameters.collect::<Vec<_>>().join(", ");
        let types = self.type_parameters(&function.type_parameters);
        let returns = function.return_type.map(|id| format!(": {}", self.snippet(self.facts[id].range)));
        let prefix = if function.is_async { "async function" } else { "function" };
        let signature = format!("{prefix} {name}{types}({parameters}){}", returns.unwrap_or_default());
        self.plain(ExportKind::Function, signature, function.doc)
    }

    pub fn class(self, id: ClassId, name: &str) -> Description {
        let class = &self.facts[id];
        let types = self.type_parameters(&class.type_parameters);
        let extends = class.extends.map(|base| format!(" extends {}", self.snippet(self.facts[base].range)));
        self.plain(ExportKind::Class, format!("class {name}{types}{}", extends.unwrap_or_default()), class.doc)
    }

    /// A member of the type of a module as a whole.
    pub fn member(self, member: &TypeMember, name: &str) -> Description {
        match (member.kind, member.function, member.type_annotation) {
            (TypeMemberKind::Method, Some(function), _) => {
                let description = self.function(function, name);
                self.with_doc(description, member.doc)
            }
            (_, _, Some(annotation)) => {
                let kind = match &self.facts[annotation].kind {
                    crate::facts::TypeKind::Function(_) => ExportKind::Function,
                    crate::facts::TypeKind::Constructor(_) => ExportKind::Class,
                    _ => ExportKind::Constant,
                };
                let signature = format!("const {name}: {}", self.snippet(self.facts[annotation].range));
                self.plain(kind, signature, member.doc)
            }
            _ => self.plain(ExportKind::Constant, format!("const {name}"), member.doc),
        }
    }

    pub fn plain(self, kind: ExportKind, signature: String, doc: Option<DocId>) -> Description {
        let description = Description { kind, signature: cut(&signature), doc: String::new(), deprecation: None };
        self.with_doc(description, doc)
    }

    /// With what a comment says, if it says something.
    pub fn with_doc(self, mut description: Description, doc: Option<DocId>) -> Description {
        let Some(doc) = doc.map(|doc| &self.facts[doc]) else { return description };
        let text = match doc.description.trim() {
            // `@summary`, `@description`, and what some write in `@desc`.
            "" => ["description", "desc", "summary"]
                .into_iter()
                .find_map(|tag| doc.tags_named(tag).next().map(|tag| tag.text.as_str()))
                .unwrap_or_default(),
            text => text,
        };
        description.doc = first_sentence(text);
        description.deprecation = doc.deprecation().map(first_sentence);
        description
    }

    fn type_parameters(self, parameters: &[BindingId]) -> String {
        if parameters.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = parameters.iter().map(|parameter| &*self.facts[*parameter].name).collect();
        format!("<{}>", names.join(", "))
    }

    /// A text on one line.
    fn snippet(self, range: TextRange) -> String {
        let text = range.slice(self.text);
        let text = text.get(..text.floor_char_boundary(4 * LONGEST)).unwrap_or_default();
        let mut line = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        cut(&line)
    }
}

/// The declaration that a name is shown by: a value rather than a type.
pub(crate) fn main_declaration(binding: &Binding) -> Option<&Declaration> {
    let is_value = |declaration: &&Declaration| BindingKind::of(declaration.kind).is_value();
    let is_more = |declaration: &&Declaration| !matches!(declaration.kind, DeclarationKind::Namespace(_));
    let values = || binding.declarations.iter().filter(is_value);
    values().find(is_more).or_else(|| values().next()).or(binding.declarations.first())
}

fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    format!("{}…", text[..text.floor_char_boundary(LONGEST)].trim_end())
}

/// The first sentence, or the first line where that ends sooner.
pub(crate) fn first_sentence(text: &str) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = line.match_indices(". ").map(|(at, _)| at + 1).find(|end| {
        let before = &line[..*end];
        !["e.g.", "i.e.", "etc.", "vs."].iter().any(|short| before.ends_with(short))
    });
    cut(&line[..end.unwrap_or(line.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_what_ends_first() {
        assert_eq!(
            first_sentence("Adds two numbers, e.g. one\nand two. Then more.\n\nMore."),
            "Adds two numbers, e.g. one and two."
        );
        assert_eq!(first_sentence("One line\n\nand another"), "One line");
        assert_eq!(first_sentence(""), "");
        assert!(first_sentence(&"é".repeat(300)).ends_with('…'));
    }
}
