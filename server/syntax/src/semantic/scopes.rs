//! Scopes, the variables in them, and who refers to them.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use source::TextRange;
use swc_atoms::Atom;

use super::NodeId;

macro_rules! id {
    ($($(#[$comment:meta])* $name:ident)*) => {
        $(
            $(#[$comment])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub struct $name(u32);

            impl $name {
                pub(super) fn new(index: usize) -> $name {
                    $name(index as u32)
                }

                pub(super) fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

id! {
    ScopeId
    VariableId
    ReferenceId
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ScopeKind {
    Global,
    Module,
    /// A function's, or that of Node's wrapper around a CommonJS module.
    Function,
    /// The name of a function expression.
    FunctionName,
    Block,
    Catch,
    Class,
    FieldInitializer,
    StaticBlock,
    For,
    Switch,
    With,
    /// Type parameters, the body of a namespace or an enumeration.
    Types,
}

/// As many as most have need no place of their own.
pub type Few<T> = SmallVec<[T; 4]>;

pub struct Scope {
    pub kind: ScopeKind,
    pub node: NodeId,
    pub parent: Option<ScopeId>,
    /// In the order in which they are declared.
    pub variables: Few<VariableId>,
    /// Those that stand in this scope itself.
    pub references: Few<ReferenceId>,
    pub children: Few<ScopeId>,
    pub is_strict: bool,
    /// Behind the last scope that is in this one: scopes are made in the order of the text.
    pub(super) end: u32,
    /// The references in this scope and those in it.
    pub(super) own_references: Range<u32>,
    /// Names by which variables are found, once there are many.
    pub(super) by_name: Option<FxHashMap<Atom, VariableId>>,
}

pub struct Variable {
    pub name: Atom,
    pub scope: ScopeId,
    /// Empty for `arguments`.
    pub definitions: SmallVec<[Definition; 1]>,
    /// In the order of the text of those who refer.
    pub references: Few<ReferenceId>,
}

#[derive(Clone, Copy, Debug)]
pub struct Definition {
    pub kind: DefinitionKind,
    /// The name.
    pub range: TextRange,
    /// The declarator, function, class, clause or specifier that defines.
    pub node: NodeId,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DefinitionKind {
    Var,
    Let,
    Const,
    Using,
    Function,
    /// The name of a function expression, seen inside of it.
    FunctionName,
    /// A class's name, outside of the class and inside.
    Class,
    Parameter,
    Catch,
    Import,
    Enum,
    EnumMember,
    Namespace,
    /// An interface, a type alias, a type parameter.
    Type,
}

impl DefinitionKind {
    /// Whether `let`, `const` and `class` are; their names cannot be used before.
    pub fn has_dead_zone(self) -> bool {
        matches!(self, DefinitionKind::Let | DefinitionKind::Const | DefinitionKind::Using | DefinitionKind::Class)
    }
}

/// A use of a name.
#[derive(Clone, Debug)]
pub struct Reference {
    pub name: Atom,
    pub range: TextRange,
    /// The scope in which it stands.
    pub scope: ScopeId,
    /// `None`: nothing in the text declares it.
    pub variable: Option<VariableId>,
    pub access: Access,
    /// The identifier; the element of a type that names it has none of its own, so its nearest node.
    pub node: NodeId,
    /// What is written: an assignment, a declarator, a loop, a parameter with a default.
    pub written_by: Option<NodeId>,
    /// Whether it is the first value that a declaration gives.
    pub is_initializer: bool,
    /// Whether only a part of what is written arrives: in a pattern, or what a loop goes over.
    pub is_partial: bool,
}

/// What a reference does with the value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Access {
    Read,
    Write,
    ReadWrite,
    /// In a type.
    Type,
}

impl Reference {
    pub fn is_read(&self) -> bool {
        matches!(self.access, Access::Read | Access::ReadWrite | Access::Type)
    }

    pub fn is_write(&self) -> bool {
        matches!(self.access, Access::Write | Access::ReadWrite)
    }
}

/// All scopes of a tree.
pub struct Scopes {
    pub(super) scopes: Vec<Scope>,
    pub(super) variables: Vec<Variable>,
    pub(super) references: Vec<Reference>,
    /// Where references start, in the order of the text.
    pub(super) by_position: Vec<(u32, ReferenceId)>,
}

impl Scopes {
    pub const GLOBAL: ScopeId = ScopeId(0);

    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }

    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.index()]
    }

    pub fn reference(&self, id: ReferenceId) -> &Reference {
        &self.references[id.index()]
    }

    pub fn scope_ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.scopes.len()).map(ScopeId::new)
    }

    pub fn variable_ids(&self) -> impl Iterator<Item = VariableId> + use<> {
        (0..self.variables.len()).map(VariableId::new)
    }

    /// All references, in the order of the text.
    pub fn references(&self) -> impl Iterator<Item = (ReferenceId, &Reference)> {
        self.by_position.iter().map(|(_, id)| (*id, self.reference(*id)))
    }

    pub fn references_to(&self, variable: VariableId) -> impl Iterator<Item = &Reference> {
        self.variable(variable).references.iter().map(|id| self.reference(*id))
    }

    /// The reference whose name begins at an offset.
    pub fn reference_at(&self, start: u32) -> Option<&Reference> {
        self.references_at(start).next()
    }

    /// All of them: a name that is read and written by a default is referred to twice.
    pub fn references_at(&self, start: u32) -> impl Iterator<Item = &Reference> {
        let first = self.by_position.partition_point(|(one, _)| *one < start);
        self.by_position[first..].iter().take_while(move |(one, _)| *one == start).map(|(_, id)| self.reference(*id))
    }

    /// From a scope outwards.
    pub fn outwards(&self, from: ScopeId) -> impl Iterator<Item = ScopeId> + '_ {
        std::iter::successors(Some(from), |id| self.scope(*id).parent)
    }

    /// The references in a scope, and in those in it, that nothing in it declares.
    pub fn through(&self, id: ScopeId) -> impl Iterator<Item = &Reference> {
        let scope = self.scope(id);
        let inside = id.0..scope.end;
        let references = scope.own_references.start as usize..scope.own_references.end as usize;
        let is_declared = move |variable: VariableId| inside.contains(&self.variable(variable).scope.0);
        self.references[references].iter().filter(move |reference| !reference.variable.is_some_and(&is_declared))
    }

    /// The variable of a name in exactly this scope.
    pub fn in_scope(&self, scope: ScopeId, name: &Atom) -> Option<VariableId> {
        let scope = self.scope(scope);
        match &scope.by_name {
            Some(names) => names.get(name).copied(),
            None => scope.variables.iter().copied().find(|id| self.variable(*id).name == *name),
        }
    }

    /// The variable that a name means in a scope.
    pub fn find(&self, from: ScopeId, name: &str) -> Option<VariableId> {
        let name = Atom::from(name);
        self.outwards(from).find_map(|scope| self.in_scope(scope, &name))
    }

    /// The scope in which a `var` would be declared.
    pub fn function_scope(&self, from: ScopeId) -> ScopeId {
        let is_home = |scope: &ScopeId| {
            matches!(
                self.scope(*scope).kind,
                ScopeKind::Global
                    | ScopeKind::Module
                    | ScopeKind::Function
                    | ScopeKind::StaticBlock
                    | ScopeKind::FieldInitializer
            )
        };
        self.outwards(from).find(is_home).unwrap_or(Scopes::GLOBAL)
    }

    /// The scope that a node makes for itself.
    pub fn of_node(&self, node: NodeId) -> Option<ScopeId> {
        // Scopes are made in the order of their nodes, and a node that makes two makes the outer one first.
        let first = self.scopes.partition_point(|scope| scope.node < node);
        let count = self.scopes[first..].iter().take_while(|scope| scope.node == node).count();
        (count > 0).then(|| ScopeId::new(first + count - 1))
    }
}
