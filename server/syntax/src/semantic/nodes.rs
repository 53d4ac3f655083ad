//! The table of nodes.

use source::TextRange;
use swc_common::Spanned;
use swc_ecma_ast as ast;

use crate::parse::range;

/// A row of [`Nodes`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(u32);

impl NodeId {
    pub const PROGRAM: NodeId = NodeId(0);

    pub(super) fn new(index: usize) -> NodeId {
        NodeId(index as u32)
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A kind of node that can be asked for by its type.
pub trait Typed<'a>: Sized {
    const KIND: NodeKind;

    fn of(node: Node<'a>) -> Option<&'a Self>;
}

macro_rules! nodes {
    ($($name:ident)*) => {
        /// A node, by its kind. Enumerations of swc's tree (`Expr`, `Stmt`, `Pat`) are not nodes of their own, nor are the parts of
        /// a template, the markers of optional calls, and types.
        #[derive(Clone, Copy, Debug)]
        pub enum Node<'a> {
            $($name(&'a ast::$name),)*
        }

        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum NodeKind {
            $($name,)*
        }

        impl NodeKind {
            const COUNT: usize = [$(NodeKind::$name),*].len();
        }

        impl Node<'_> {
            pub fn kind(self) -> NodeKind {
                match self {
                    $(Node::$name(_) => NodeKind::$name,)*
                }
            }

            pub fn range(self) -> TextRange {
                match self {
                    $(Node::$name(node) => range(node.span()),)*
                }
            }
        }

        $(
            impl<'a> Typed<'a> for ast::$name {
                const KIND: NodeKind = NodeKind::$name;

                fn of(node: Node<'a>) -> Option<&'a Self> {
                    match node {
                        Node::$name(node) => Some(node),
                        _ => None,
                    }
                }
            }

            impl<'a> From<&'a ast::$name> for Node<'a> {
                fn from(node: &'a ast::$name) -> Node<'a> {
                    Node::$name(node)
                }
            }
        )*
    };
}

nodes! {
    Script Module
    BlockStmt EmptyStmt DebuggerStmt WithStmt ReturnStmt LabeledStmt BreakStmt ContinueStmt IfStmt SwitchStmt SwitchCase ThrowStmt
    TryStmt CatchClause WhileStmt DoWhileStmt ForStmt ForInStmt ForOfStmt ExprStmt
    ClassDecl FnDecl VarDecl UsingDecl VarDeclarator TsInterfaceDecl TsTypeAliasDecl TsEnumDecl TsEnumMember TsModuleDecl
    ImportDecl ImportNamedSpecifier ImportDefaultSpecifier ImportStarAsSpecifier ExportDecl NamedExport ExportNamedSpecifier
    ExportNamespaceSpecifier ExportDefaultSpecifier ExportDefaultDecl ExportDefaultExpr ExportAll TsImportEqualsDecl
    TsExportAssignment TsNamespaceExportDecl
    ThisExpr Super Import ArrayLit ObjectLit SpreadElement KeyValueProp AssignProp GetterProp SetterProp MethodProp FnExpr Function
    ArrowExpr FunctionBody Param ClassExpr Class Constructor ClassMethod PrivateMethod ClassProp PrivateProp AutoAccessor StaticBlock
    Decorator TsParamProp TsIndexSignature
    UnaryExpr UpdateExpr BinExpr AssignExpr MemberExpr SuperPropExpr CondExpr CallExpr NewExpr SeqExpr OptChainExpr OptCall
    Tpl TaggedTpl YieldExpr AwaitExpr MetaPropExpr ParenExpr Ident IdentName PrivateName ComputedPropName
    Str Bool Null Number BigInt Regex
    ArrayPat ObjectPat AssignPat AssignPatProp KeyValuePatProp RestPat
    JSXElement JSXOpeningElement JSXClosingElement JSXFragment JSXAttr JSXNamespacedName JSXMemberExpr JSXExprContainer
    JSXEmptyExpr JSXSpreadChild JSXText
    TsTypeAssertion TsConstAssertion TsNonNullExpr TsAsExpr TsInstantiation TsSatisfiesExpr
    Invalid
}

struct Row<'a> {
    node: Node<'a>,
    parent: u32,
    /// Behind the last node of the subtree.
    end: u32,
    scope: u32,
}

/// All nodes of a tree.
pub struct Nodes<'a> {
    rows: Vec<Row<'a>>,
    /// Rows by kind: those of kind `k` are `by_kind[starts[k]..starts[k + 1]]`.
    by_kind: Vec<NodeId>,
    starts: Vec<u32>,
}

impl<'a> Nodes<'a> {
    pub(super) fn with_capacity(capacity: usize) -> Nodes<'a> {
        // While nodes come, how many there are of the kind before.
        let starts = vec![0; NodeKind::COUNT + 1];
        Nodes { rows: Vec::with_capacity(capacity), by_kind: Vec::new(), starts }
    }

    pub(super) fn enter(&mut self, node: Node<'a>, parent: NodeId, scope: u32) -> NodeId {
        let id = NodeId::new(self.rows.len());
        self.starts[node.kind() as usize + 1] += 1;
        self.rows.push(Row { node, parent: parent.0, end: 0, scope });
        id
    }

    pub(super) fn leave(&mut self, id: NodeId) {
        self.rows[id.index()].end = self.rows.len() as u32;
    }

    /// Groups the nodes by their kind, when all are there.
    pub(super) fn finish(&mut self) {
        let starts = &mut self.starts;
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        self.by_kind = vec![NodeId::PROGRAM; self.rows.len()];
        for (index, row) in self.rows.iter().enumerate() {
            let slot = &mut next[row.node.kind() as usize];
            self.by_kind[*slot as usize] = NodeId::new(index);
            *slot += 1;
        }
    }

    pub fn get(&self, id: NodeId) -> Node<'a> {
        self.rows[id.index()].node
    }

    /// `None` for the program itself.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != NodeId::PROGRAM).then(|| NodeId(self.rows[id.index()].parent))
    }

    /// From the parent to the program.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The scope in which a node stands: of a function, the one around it.
    pub fn scope(&self, id: NodeId) -> super::ScopeId {
        super::ScopeId::new(self.rows[id.index()].scope as usize)
    }

    /// Everything inside of a node, in the order of the text.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.0 + 1..self.rows[id.index()].end).map(NodeId)
    }

    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.rows[id.index()].end;
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = NodeId(next);
                next = self.rows[child.index()].end;
                child
            })
        })
    }

    /// Whether `inner` is `outer` or inside of it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner.0 < self.rows[outer.index()].end
    }

    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.rows.len() as u32).map(NodeId)
    }

    /// The nodes of one kind, in the order of the text.
    pub fn of_kind(&self, kind: NodeKind) -> &[NodeId] {
        &self.by_kind[self.starts[kind as usize] as usize..self.starts[kind as usize + 1] as usize]
    }

    /// Those of them that are inside of a node, itself among them.
    pub fn of_kind_in(&self, outer: NodeId, kind: NodeKind) -> &[NodeId] {
        let all = self.of_kind(kind);
        let end = self.rows[outer.index()].end;
        let first = all.partition_point(|id| *id < outer);
        &all[first..first + all[first..].partition_point(|id| id.0 < end)]
    }

    /// The nodes of one type, in the order of the text.
    pub fn all<T: Typed<'a> + 'a>(&self) -> impl Iterator<Item = (NodeId, &'a T)> + '_ {
        self.of_kind(T::KIND).iter().filter_map(|id| Some((*id, T::of(self.get(*id))?)))
    }

    /// Those of them that are inside of a node, itself among them.
    pub fn all_in<T: Typed<'a> + 'a>(&self, outer: NodeId) -> impl Iterator<Item = (NodeId, &'a T)> + '_ {
        self.of_kind_in(outer, T::KIND).iter().filter_map(|id| Some((*id, T::of(self.get(*id))?)))
    }

    /// The node that a part of the tree is.
    pub fn id_of<T: Typed<'a> + Spanned + 'a>(&self, node: &T) -> Option<NodeId> {
        let start = node.span().lo;
        let ids = self.of_kind(T::KIND);
        let first = ids.partition_point(|id| T::of(self.get(*id)).is_some_and(|one| one.span().lo < start));
        let same = ids[first..].iter().take_while(|id| T::of(self.get(**id)).is_some_and(|one| one.span().lo == start));
        same.copied().find(|id| T::of(self.get(*id)).is_some_and(|one| std::ptr::eq(one, node)))
    }
}
