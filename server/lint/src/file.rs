//! A file as rules see it.

use rustc_hash::FxHashMap;
use source::TextRange;
use syntax::ast::{self, Spanned};
use syntax::semantic::{Node, NodeId, Nodes, Reference, Scopes, Semantic, Variable};
use syntax::{Comment, SourceKind};

use crate::calls::CallsByName;
use crate::directives::Directives;
use crate::flow::Flows;
use crate::globals::{Global, Globals};
use crate::run::Language;

pub(crate) struct File<'a> {
    pub text: &'a str,
    pub kind: SourceKind,
    pub nodes: Nodes<'a>,
    pub scopes: Scopes,
    /// In the order of the text.
    pub comments: &'a [Comment],
    /// What the environment, the configuration and comments of the file declare.
    pub globals: Globals,
    /// What its comments configure.
    pub directives: Directives,
    /// What rules have asked for of the ways through functions.
    pub flows: Flows,
    pub calls_by_name: CallsByName,
}

/// Whether what is in a node runs when someone calls it, or when a class is made.
pub(crate) fn is_function(node: Node) -> bool {
    matches!(node, Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_))
}

/// What was found around nodes.
pub(crate) type Nearest = FxHashMap<NodeId, Option<NodeId>>;

/// The range of a part of the tree.
pub(crate) trait Ranged {
    fn range(&self) -> TextRange;
}

impl<T: Spanned> Ranged for T {
    fn range(&self) -> TextRange {
        syntax::range(self.span())
    }
}

impl<'a> File<'a> {
    pub fn new(text: &'a str, language: &Language, semantic: Semantic<'a>, comments: &'a [Comment]) -> File<'a> {
        let Semantic { nodes, scopes } = semantic;
        let mut file = File {
            text,
            kind: language.kind,
            nodes,
            scopes,
            comments,
            globals: language.globals.clone(),
            directives: Directives::default(),
            flows: Flows::default(),
            calls_by_name: CallsByName::default(),
        };
        if language.heeds_comments {
            file.directives = Directives::read(&file);
        }
        for declared in &file.directives.globals {
            file.globals.set(&declared.name, declared.value);
        }
        file
    }

    pub fn slice(&self, range: TextRange) -> &'a str {
        range.slice(self.text)
    }

    pub fn source_of(&self, node: &impl Spanned) -> &'a str {
        self.slice(node.range())
    }

    pub fn node(&self, id: NodeId) -> Node<'a> {
        self.nodes.get(id)
    }

    pub fn parent(&self, id: NodeId) -> Option<Node<'a>> {
        self.nodes.parent(id).map(|id| self.nodes.get(id))
    }

    /// Whether a statement stands among others, and not alone behind an `if` or a label.
    pub fn is_in_list(&self, id: NodeId) -> bool {
        matches!(
            self.parent(id),
            Some(
                Node::Module(_)
                    | Node::Script(_)
                    | Node::BlockStmt(_)
                    | Node::FunctionBody(_)
                    | Node::StaticBlock(_)
                    | Node::SwitchCase(_)
            )
        )
    }

    /// The nearest node around that is no parenthesis.
    pub fn parent_without_parentheses(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.ancestors(id).find(|id| !matches!(self.nodes.get(*id), Node::ParenExpr(_)))
    }

    /// The function around a node: `Function`, `ArrowExpr`, `Constructor`; `None` at the top of the file. Initializers of fields
    /// and static blocks are functions of their own, and given as their node.
    pub fn function_around(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.ancestors(id).find(|id| is_function(self.nodes.get(*id)))
    }

    /// The nearest node around that is what is looked for. `known`: what it is for nodes that were asked for before; asked for in the
    /// order of the text, nodes that nest deeply need not be walked out of again and again.
    pub fn nearest(&self, id: NodeId, known: &mut Nearest, is_it: impl Fn(NodeId) -> bool) -> Option<NodeId> {
        let mut found = None;
        for around in self.nodes.ancestors(id) {
            if is_it(around) {
                found = Some(around);
                break;
            }
            if let Some(same) = known.get(&around) {
                found = *same;
                break;
            }
        }
        known.insert(id, found);
        found
    }

    /// The function whose `this` a node sees: arrow functions have none of their own.
    pub fn function_of_this(&self, id: NodeId) -> Option<NodeId> {
        let mut around = self.function_around(id);
        while let Some(function) = around
            && let Node::ArrowExpr(_) = self.node(function)
        {
            around = self.function_around(function);
        }
        around
    }

    /// The reference that an identifier is; none when it declares, or is only a name.
    pub fn reference(&self, name: &ast::Ident) -> Option<&Reference> {
        self.scopes.reference_at(name.range().start())
    }

    /// The variable that an identifier refers to, if the text declares it.
    pub fn variable(&self, name: &ast::Ident) -> Option<&Variable> {
        self.reference(name)?.variable.map(|id| self.scopes.variable(id))
    }

    /// Whether an expression is the global of this name: `isGlobal(callee, "Object")`.
    pub fn is_global(&self, expression: &ast::Expr, name: &str) -> bool {
        match without_parentheses(expression) {
            ast::Expr::Ident(identifier) => *identifier.sym == *name && self.is_global_reference(identifier),
            _ => false,
        }
    }

    /// Whether an identifier is a global that the environment has, not something that the text declares.
    pub fn is_global_reference(&self, name: &ast::Ident) -> bool {
        self.reference(name).is_some_and(|reference| reference.variable.is_none())
            && self.globals.get(&name.sym).is_some_and(|global| global != Global::Off)
    }

    pub fn is_strict(&self, id: NodeId) -> bool {
        self.scopes.scope(self.nodes.scope(id)).is_strict
    }
}

/// An expression inside of its parentheses.
pub(crate) fn without_parentheses(mut expression: &ast::Expr) -> &ast::Expr {
    while let ast::Expr::Paren(inner) = expression {
        expression = &inner.expr;
    }
    expression
}

/// An expression inside of its parentheses and of what only TypeScript sees: `a!`, `a as b`.
pub(crate) fn without_casts(mut expression: &ast::Expr) -> &ast::Expr {
    loop {
        expression = match expression {
            ast::Expr::Paren(it) => &it.expr,
            ast::Expr::TsAs(it) => &it.expr,
            ast::Expr::TsNonNull(it) => &it.expr,
            ast::Expr::TsSatisfies(it) => &it.expr,
            ast::Expr::TsTypeAssertion(it) => &it.expr,
            ast::Expr::TsConstAssertion(it) => &it.expr,
            other => return other,
        };
    }
}
