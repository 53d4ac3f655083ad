//! Types in JSDoc comments.
//!
//! They are TypeScript's, and some forms of their own: `*`, `?T`, `T=`, `...T`, `Array.<T>`, `function(A): B`, `module:x`.
//! What only JSDoc can write is replaced, byte for byte, by a name that TypeScript reads as one type; when that name is
//! met, the part that it stands for is read ([`DocPart`]). So positions stay those of the file. What can't be read is `any`.

use source::TextRange;
use syntax::ast::{Ident, TsTypeParamInstantiation};

use super::jsdoc_scan::{parts_at_commas, replace};
use super::type_members::member;
use super::*;

/// A part of a type that only JSDoc can write.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocPart {
    pub(super) range: TextRange,
    pub(super) kind: DocPartKind,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum DocPartKind {
    /// `*`, `?`, `module:x`
    Any,
    /// `?T`, by the range of the `T`.
    Nullable(TextRange),
    /// `function(parameters): result`
    Function { parameters: TextRange, result: Option<TextRange> },
}

/// A longer text is no type that a person wrote; parts in parts are read again each.
const LONGEST: u32 = 10_000;

impl Lowering<'_> {
    /// The type that is written at `range`, which is inside of the braces.
    pub(super) fn doc_type(&mut self, range: TextRange) -> TypeId {
        let range = trimmed(self.text, range);
        let text = range.slice(self.text);
        let (start, end) = (range.start(), range.end());
        if range.len() > LONGEST {
            return self.push_type(range, TypeKind::Any);
        }
        if let Some(rest) = text.strip_prefix("...") {
            let id = self.begin_type(range);
            let inner = self.doc_type(TextRange::new(end - rest.len() as u32, end));
            return self.finish_type(id, TypeKind::Rest(inner));
        }
        if text.ends_with('=') {
            let id = self.begin_type(range);
            let inner = self.doc_type(TextRange::new(start, end - 1));
            return self.finish_type(id, TypeKind::Optional(inner));
        }
        if is_dotted_name(text) {
            return self.doc_type_name(range);
        }
        if let Some((parameter, is_asserts, rest)) = predicate(text) {
            let id = self.begin_type(range);
            let parameter = Name::from(parameter);
            let type_annotation = rest.map(|rest| self.doc_type(TextRange::new(end - rest.len() as u32, end)));
            return self.finish_type(id, TypeKind::Predicate { parameter, is_asserts, type_annotation });
        }
        let (replaced, parts) = replace(text, start);
        if let [part] = parts[..]
            && part.range == range
        {
            let id = self.begin_type(range);
            let kind = self.doc_part(part);
            return self.finish_type(id, kind);
        }
        let outer = std::mem::replace(&mut self.types.doc_parts, parts);
        let was_in_doc = std::mem::replace(&mut self.types.is_in_doc, true);
        let read = syntax::parse_type(&replaced, start, |node| self.lower_type(node));
        self.types.is_in_doc = was_in_doc;
        self.types.doc_parts = outer;
        read.unwrap_or_else(|| self.push_type(range, TypeKind::Any))
    }

    /// `name` or `A.B.name`, without asking the parser: most types are no more than that.
    fn doc_type_name(&mut self, range: TextRange) -> TypeId {
        let id = self.begin_type(range);
        let mut names = range.slice(self.text).split('.');
        let first = names.next().unwrap_or_default();
        let path: List<Name> = names.map(Name::from).collect();
        let kind = match keyword(first).filter(|_| path.is_empty()) {
            Some(kind) => kind,
            None => match self.doc_name(first, range).filter(|_| path.is_empty()) {
                Some(kind) => kind,
                None => {
                    let first_range = TextRange::new(range.start(), range.start() + first.len() as u32);
                    // JSDoc writes the type of functions in lower case too.
                    let first = if first == "function" { "Function" } else { first };
                    let name = self.reference(&Name::from(first), first_range, Usage::Type);
                    TypeKind::Reference { name, path, arguments: List::new() }
                }
            },
        };
        self.finish_type(id, kind)
    }

    /// What a name stands for in a comment, if that is not what it stands for elsewhere.
    pub(super) fn doc_type_reference(
        &mut self,
        name: &Ident,
        arguments: Option<&TsTypeParamInstantiation>,
    ) -> Option<TypeKind> {
        let range = range_of(name);
        if let Some(part) = self.types.doc_parts.iter().find(|part| part.range.start() == range.start()) {
            let part = *part;
            return Some(self.doc_part(part));
        }
        let Some(arguments) = arguments else { return self.doc_name(&name.sym, range) };
        if name.sym != *"Object" {
            return None;
        }
        // `Object<Key, Value>`: `{ [key: Key]: Value }`.
        let types = self.lower_type_arguments(Some(arguments));
        let value = types.last().copied();
        let index = match types[..] {
            [key, _] => key,
            _ => self.push_type(range, TypeKind::String),
        };
        let range = range.cover(range_of(arguments));
        let member = member(TypeMemberKind::Index, None, TextRange::empty(range.start()), range, None);
        Some(TypeKind::Members([TypeMember { index: Some(index), type_annotation: value, ..member }].into()))
    }

    fn doc_name(&mut self, name: &str, range: TextRange) -> Option<TypeKind> {
        Some(match name {
            "String" => TypeKind::String,
            "Number" | "int" | "integer" | "float" | "double" => TypeKind::Number,
            "Boolean" | "bool" => TypeKind::Boolean,
            "Object" => TypeKind::Object,
            "Symbol" => TypeKind::Symbol,
            "BigInt" => TypeKind::BigInt,
            "Void" => TypeKind::Void,
            "Undefined" => TypeKind::Undefined,
            "Null" => TypeKind::Null,
            "mixed" => TypeKind::Any,
            "Array" | "array" => TypeKind::Array(self.push_type(TextRange::empty(range.end()), TypeKind::Any)),
            _ => return None,
        })
    }

    fn doc_part(&mut self, part: DocPart) -> TypeKind {
        match part.kind {
            DocPartKind::Any => TypeKind::Any,
            DocPartKind::Nullable(inner) => {
                let inner = self.doc_type(inner);
                let null = self.push_type(TextRange::empty(self.facts[inner].range.start()), TypeKind::Null);
                TypeKind::Union([inner, null].into())
            }
            DocPartKind::Function { parameters, result } => self.doc_function_type(part.range, parameters, result),
        }
    }

    /// `function(this: T, A, B=, ...C): D`, `function(new: T)`.
    fn doc_function_type(&mut self, range: TextRange, parameters: TextRange, result: Option<TextRange>) -> TypeKind {
        let id = self.begin_doc_signature(None, range, None);
        let mut constructed = None;
        for part in parts_at_commas(self.text, parameters) {
            let text = part.slice(self.text).trim_start();
            let of = |word: &str| {
                let rest = text.strip_prefix(word)?.trim_start().strip_prefix(':')?;
                Some(TextRange::new(part.end() - rest.len() as u32, part.end()))
            };
            if let Some(this) = of("this") {
                self.facts[id].this_type = Some(self.doc_type(this));
            } else if let Some(of_new) = of("new") {
                constructed = Some(self.doc_type(of_new));
            } else {
                let annotation = self.doc_type(part);
                let name = Name::from(format!("arg{}", self.facts[id].parameters.len()));
                self.doc_signature_parameter(
                    id,
                    DocParameter { name, name_range: None, range: part, is_optional: false },
                    Some(annotation),
                );
            }
        }
        self.facts[id].return_type = constructed.or_else(|| result.map(|result| self.doc_type(result)));
        self.leave_scope();
        if constructed.is_some() { TypeKind::Constructor(id) } else { TypeKind::Function(id) }
    }

    /// Makes a function that only a comment declares and enters its scope.
    pub(super) fn begin_doc_signature(
        &mut self,
        name: Option<(Name, TextRange)>,
        range: TextRange,
        doc: Option<DocId>,
    ) -> FunctionId {
        let id = FunctionId(self.facts.functions.len() as u32);
        let (name, name_range) = name.unzip();
        let outer = self.scopes_function();
        let scope = self.enter_scope(ScopeKind::Function(id), range);
        let expression = self.push_expression(range, ExpressionKind::Function(id));
        self.facts.functions.push(Function {
            name,
            name_range,
            range,
            body: None,
            scope,
            expression,
            outer,
            flavor: FunctionFlavor::Signature,
            is_async: false,
            is_generator: false,
            parameters: List::new(),
            type_parameters: List::new(),
            this_type: None,
            return_type: None,
            returns: List::new(),
            may_return_undefined: false,
            yields: List::new(),
            throws: List::new(),
            doc,
            uses_this: false,
            uses_arguments: false,
        });
        id
    }

    /// Adds a parameter to such a function, whose scope is the current one. `...T` makes it a rest parameter, `T=` optional.
    pub(super) fn doc_signature_parameter(
        &mut self,
        function: FunctionId,
        parameter: DocParameter,
        annotation: Option<TypeId>,
    ) {
        let DocParameter { name, name_range, range, mut is_optional } = parameter;
        let mut is_rest = false;
        let type_annotation = annotation.map(|annotation| match self.facts[annotation].kind {
            TypeKind::Optional(inner) => {
                is_optional = true;
                inner
            }
            TypeKind::Rest(inner) => {
                is_rest = true;
                self.push_type(self.facts[annotation].range, TypeKind::Array(inner))
            }
            _ => annotation,
        });
        let index = self.facts[function].parameters.len() as u32;
        let value = self.push_expression(range, ExpressionKind::Parameter { function, index });
        let binding = name_range.map(|name_range| {
            let kind = DeclarationKind::Parameter(function);
            let declaration = Declaration { kind, name_range, range, type_annotation, doc: None, is_ambient: true };
            self.declare(self.scope, &name, declaration, Some(value))
        });
        self.facts[function].parameters.push(Parameter {
            name: Some(name),
            binding,
            range,
            default: None,
            type_annotation,
            is_optional,
            is_rest,
            is_property: false,
            value,
        });
    }

    /// The function whose scope the current one is in.
    fn scopes_function(&self) -> Option<FunctionId> {
        self.facts.scopes_from(self.scope).find_map(|scope| match self.facts[scope].kind {
            ScopeKind::Function(function) => Some(function),
            _ => None,
        })
    }
}

/// A parameter that a comment declares.
pub(super) struct DocParameter {
    pub(super) name: Name,
    /// `None` where the name is none that is written.
    pub(super) name_range: Option<TextRange>,
    pub(super) range: TextRange,
    pub(super) is_optional: bool,
}

fn keyword(name: &str) -> Option<TypeKind> {
    Some(match name {
        "any" => TypeKind::Any,
        "unknown" => TypeKind::Unknown,
        "never" => TypeKind::Never,
        "void" => TypeKind::Void,
        "undefined" => TypeKind::Undefined,
        "null" => TypeKind::Null,
        "boolean" => TypeKind::Boolean,
        "number" => TypeKind::Number,
        "bigint" => TypeKind::BigInt,
        "string" => TypeKind::String,
        "symbol" => TypeKind::Symbol,
        "object" => TypeKind::Object,
        "this" => TypeKind::This,
        "true" => TypeKind::Literal(LiteralType::Boolean(true)),
        "false" => TypeKind::Literal(LiteralType::Boolean(false)),
        _ => return None,
    })
}

/// `x is T`, `asserts x is T`, `asserts x`: the parameter, whether it asserts, and the type. TypeScript reads it as what a
/// function gives only, and a comment says that alone.
fn predicate(text: &str) -> Option<(&str, bool, Option<&str>)> {
    let (first, rest) = text.split_once(' ')?;
    let is_asserts = first == "asserts";
    let (parameter, rest) = if is_asserts { rest.split_once(' ').unwrap_or((rest, "")) } else { (first, rest) };
    let rest = rest.trim_start().strip_prefix("is ");
    let is_predicate = is_name(parameter) && (rest.is_some() || is_asserts && text.ends_with(parameter));
    is_predicate.then_some((parameter, is_asserts, rest))
}

fn is_dotted_name(text: &str) -> bool {
    text.split('.').all(is_name)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$')
}

/// Without white space around, and without the stars that begin the comment's lines.
fn trimmed(file: &str, range: TextRange) -> TextRange {
    let text = range.slice(file);
    let mut inside = text.trim_start();
    while let Some(rest) = inside.strip_prefix('*')
        && text[..text.len() - inside.len()].contains('\n')
    {
        inside = rest.trim_start();
    }
    let start = range.end() - inside.len() as u32;
    inside = inside.trim_end();
    while let Some(rest) = inside.strip_suffix('*')
        && rest.trim_end_matches([' ', '\t']).ends_with('\n')
    {
        inside = rest.trim_end();
    }
    TextRange::new(start, start + inside.len() as u32)
}
