//! Scopes, the names bound in them, and every use of a name.

use source::TextRange;

use super::{
    AliasId, BindingId, ClassId, DocId, EnumId, ExpressionId, FunctionId, ImportId, InterfaceId, List, Name,
    NamespaceId, ScopeId, TypeId,
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// Of a module, a script, or a CommonJS wrapper.
    File,
    /// Parameters and body of a function; the name of a function expression as well.
    Function(FunctionId),
    /// Type parameters and the name of a class expression.
    Class(ClassId),
    Block,
    /// Head and body of `for`.
    Loop,
    Catch,
    Switch,
    /// A class's static block.
    StaticBlock(ClassId),
    Namespace(NamespaceId),
    /// Type parameters of an alias, an interface, a signature, a mapped or conditional type.
    Type,
    /// The object of `with` hides what no one can know.
    With,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub range: TextRange,
    pub parent: Option<ScopeId>,
    /// In the order of the text.
    pub bindings: List<BindingId>,
}

impl Scope {
    pub fn new(kind: ScopeKind, range: TextRange, parent: Option<ScopeId>) -> Scope {
        Scope { kind, range, parent, bindings: List::new() }
    }
}

/// How a name came to be: what a completion list shows as its kind, and what may be done with it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum BindingKind {
    Var,
    Let,
    Const,
    Using,
    Parameter,
    Function,
    Class,
    /// Of `catch (error)`.
    Caught,
    Import,
    Enum,
    Namespace,
    Interface,
    TypeAlias,
    TypeParameter,
}

impl BindingKind {
    pub fn of(declaration: DeclarationKind) -> BindingKind {
        match declaration {
            DeclarationKind::Variable(kind) => kind,
            DeclarationKind::Parameter(_) => BindingKind::Parameter,
            DeclarationKind::Function(_) => BindingKind::Function,
            DeclarationKind::Class(_) => BindingKind::Class,
            DeclarationKind::Caught => BindingKind::Caught,
            DeclarationKind::Import(_) => BindingKind::Import,
            DeclarationKind::Enum(_) => BindingKind::Enum,
            DeclarationKind::Namespace(_) => BindingKind::Namespace,
            DeclarationKind::Interface(_) => BindingKind::Interface,
            DeclarationKind::Alias(_) => BindingKind::TypeAlias,
            DeclarationKind::TypeParameter { .. } => BindingKind::TypeParameter,
        }
    }

    /// Whether it is there at run time. An import may be.
    pub fn is_value(self) -> bool {
        !matches!(self, BindingKind::Interface | BindingKind::TypeAlias | BindingKind::TypeParameter)
    }
}

/// One name of one scope. `var x; var x; function x() {}`, and in TypeScript an interface and a variable of the same name, are one binding.
#[derive(Clone, PartialEq, Debug)]
pub struct Binding {
    pub name: Name,
    /// Of its first declaration that is a value, else of its first.
    pub kind: BindingKind,
    pub scope: ScopeId,
    /// In the order of the text; never empty.
    pub declarations: List<Declaration>,
    /// Everything that is ever put into it: initialisers, later assignments, loops, in the order of the text. Of `x += y` and
    /// `x++` it is that expression itself. What calls pass is NOT among them: a parameter has one value,
    /// [`super::ExpressionKind::Parameter`], with its default if there is one.
    pub values: List<ExpressionId>,
}

/// One place that declares a name.
#[derive(Clone, PartialEq, Debug)]
pub struct Declaration {
    pub kind: DeclarationKind,
    /// The name itself.
    pub name_range: TextRange,
    /// All of it: the declarator with its initialiser, the function, the class, the import specifier.
    pub range: TextRange,
    pub type_annotation: Option<TypeId>,
    pub doc: Option<DocId>,
    /// `declare`, or in a .d.ts file.
    pub is_ambient: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeclarationKind {
    Variable(BindingKind),
    Parameter(FunctionId),
    Function(FunctionId),
    Class(ClassId),
    Caught,
    Import(ImportId),
    Enum(EnumId),
    Namespace(NamespaceId),
    Interface(InterfaceId),
    Alias(AliasId),
    /// With its constraint and default.
    TypeParameter {
        constraint: Option<TypeId>,
        default: Option<TypeId>,
    },
}

/// A use of a name, declarations not among them.
#[derive(Clone, PartialEq, Debug)]
pub struct Reference {
    pub name: Name,
    pub range: TextRange,
    pub scope: ScopeId,
    /// None: a global, or nothing.
    pub binding: Option<BindingId>,
    pub usage: Usage,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Usage {
    Read,
    /// `x = 1`, also by destructuring.
    Write,
    /// `x += 1`, `x++`.
    ReadWrite,
    /// In a type, where only types count (`typeof x` in a type is a read).
    Type,
    /// `export { x }`.
    Export,
}

/// A JSDoc comment: `/** … */`.
#[derive(Clone, PartialEq, Debug)]
pub struct Doc {
    /// Of the whole comment, with its marks.
    pub range: TextRange,
    /// Before the first tag, without stars, Markdown.
    pub description: String,
    pub tags: Vec<DocTag>,
}

/// `@param {type} name text`: what each tag does not have is empty. `@template A, B` is two. In TypeScript files types in
/// comments mean nothing and are not read.
#[derive(Clone, PartialEq, Debug)]
pub struct DocTag {
    /// Without the `@`: `param`, `returns`, `deprecated`.
    pub tag: Name,
    pub range: TextRange,
    /// `T` of `{T=}`; `{...T}` is a [`super::TypeKind::Rest`]. Of a parameter whose parts have tags of their own: an object of them.
    /// Of `@typedef`, `@callback` and `@overload` what they declare.
    pub type_annotation: Option<TypeId>,
    /// `options.depth` for a part of a parameter; `T` of `@template`; the name of `@typedef`, `@property`, `@callback`.
    pub name: Option<Name>,
    pub name_range: Option<TextRange>,
    /// `[name]`, `[name=1]`, `{type=}`.
    pub is_optional: bool,
    pub default: Option<String>,
    pub text: String,
}

impl Doc {
    pub fn tags_named<'d>(&'d self, tag: &'d str) -> impl Iterator<Item = &'d DocTag> {
        self.tags.iter().filter(move |candidate| candidate.tag == *tag)
    }

    /// What `@deprecated` says, or "" if it says nothing more.
    pub fn deprecation(&self) -> Option<&str> {
        self.tags_named("deprecated").next().map(|tag| tag.text.as_str())
    }
}
