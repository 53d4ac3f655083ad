//! The tree as ESTree has it, for selectors: the types of nodes, what is around them, and their fields.
//!
//! What is absent on purpose: parentheses, which ESTree does not know, bodies of classes, and properties in the short form `{ a }`,
//! which are identifiers here. A field that is not here is missing.

use source::TextRange;
use syntax::ast::{
    ArrowFunctionBody, AssignTarget, BlockStmt, Callee, Expr, ForHead, MemberProp, MethodKind, Pat, SimpleAssignTarget,
    VarDeclKind,
};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::calls::is_optional;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::name_range;
use crate::values::is_logical;

/// The types by kind of node. Some kinds have several, which depends on the node.
const TYPES: &[(NodeKind, &str)] = &[
    (NodeKind::Script, "Program"),
    (NodeKind::Module, "Program"),
    (NodeKind::BlockStmt, "BlockStatement"),
    (NodeKind::FunctionBody, "BlockStatement"),
    (NodeKind::EmptyStmt, "EmptyStatement"),
    (NodeKind::DebuggerStmt, "DebuggerStatement"),
    (NodeKind::WithStmt, "WithStatement"),
    (NodeKind::ReturnStmt, "ReturnStatement"),
    (NodeKind::LabeledStmt, "LabeledStatement"),
    (NodeKind::BreakStmt, "BreakStatement"),
    (NodeKind::ContinueStmt, "ContinueStatement"),
    (NodeKind::IfStmt, "IfStatement"),
    (NodeKind::SwitchStmt, "SwitchStatement"),
    (NodeKind::SwitchCase, "SwitchCase"),
    (NodeKind::ThrowStmt, "ThrowStatement"),
    (NodeKind::TryStmt, "TryStatement"),
    (NodeKind::CatchClause, "CatchClause"),
    (NodeKind::WhileStmt, "WhileStatement"),
    (NodeKind::DoWhileStmt, "DoWhileStatement"),
    (NodeKind::ForStmt, "ForStatement"),
    (NodeKind::ForInStmt, "ForInStatement"),
    (NodeKind::ForOfStmt, "ForOfStatement"),
    (NodeKind::ExprStmt, "ExpressionStatement"),
    (NodeKind::ClassDecl, "ClassDeclaration"),
    (NodeKind::FnDecl, "FunctionDeclaration"),
    (NodeKind::VarDecl, "VariableDeclaration"),
    (NodeKind::UsingDecl, "VariableDeclaration"),
    (NodeKind::VarDeclarator, "VariableDeclarator"),
    (NodeKind::TsInterfaceDecl, "TSInterfaceDeclaration"),
    (NodeKind::TsTypeAliasDecl, "TSTypeAliasDeclaration"),
    (NodeKind::TsEnumDecl, "TSEnumDeclaration"),
    (NodeKind::TsEnumMember, "TSEnumMember"),
    (NodeKind::TsModuleDecl, "TSModuleDeclaration"),
    (NodeKind::TsImportEqualsDecl, "TSImportEqualsDeclaration"),
    (NodeKind::TsExportAssignment, "TSExportAssignment"),
    (NodeKind::ImportDecl, "ImportDeclaration"),
    (NodeKind::ImportNamedSpecifier, "ImportSpecifier"),
    (NodeKind::ImportDefaultSpecifier, "ImportDefaultSpecifier"),
    (NodeKind::ImportStarAsSpecifier, "ImportNamespaceSpecifier"),
    (NodeKind::ExportDecl, "ExportNamedDeclaration"),
    (NodeKind::NamedExport, "ExportNamedDeclaration"),
    (NodeKind::ExportNamedSpecifier, "ExportSpecifier"),
    (NodeKind::ExportDefaultDecl, "ExportDefaultDeclaration"),
    (NodeKind::ExportDefaultExpr, "ExportDefaultDeclaration"),
    (NodeKind::ExportAll, "ExportAllDeclaration"),
    (NodeKind::ThisExpr, "ThisExpression"),
    (NodeKind::Super, "Super"),
    (NodeKind::ArrayLit, "ArrayExpression"),
    (NodeKind::ObjectLit, "ObjectExpression"),
    (NodeKind::SpreadElement, "SpreadElement"),
    (NodeKind::SpreadElement, "JSXSpreadAttribute"),
    (NodeKind::KeyValueProp, "Property"),
    (NodeKind::GetterProp, "Property"),
    (NodeKind::SetterProp, "Property"),
    (NodeKind::MethodProp, "Property"),
    (NodeKind::AssignPatProp, "Property"),
    (NodeKind::KeyValuePatProp, "Property"),
    (NodeKind::FnExpr, "FunctionExpression"),
    (NodeKind::FnExpr, "FunctionDeclaration"),
    (NodeKind::Function, "FunctionExpression"),
    (NodeKind::ArrowExpr, "ArrowFunctionExpression"),
    (NodeKind::ClassExpr, "ClassExpression"),
    (NodeKind::ClassExpr, "ClassDeclaration"),
    (NodeKind::Constructor, "MethodDefinition"),
    (NodeKind::ClassMethod, "MethodDefinition"),
    (NodeKind::PrivateMethod, "MethodDefinition"),
    (NodeKind::ClassProp, "PropertyDefinition"),
    (NodeKind::PrivateProp, "PropertyDefinition"),
    (NodeKind::AutoAccessor, "AccessorProperty"),
    (NodeKind::StaticBlock, "StaticBlock"),
    (NodeKind::Decorator, "Decorator"),
    (NodeKind::UnaryExpr, "UnaryExpression"),
    (NodeKind::UpdateExpr, "UpdateExpression"),
    (NodeKind::BinExpr, "BinaryExpression"),
    (NodeKind::BinExpr, "LogicalExpression"),
    (NodeKind::AssignExpr, "AssignmentExpression"),
    (NodeKind::MemberExpr, "MemberExpression"),
    (NodeKind::SuperPropExpr, "MemberExpression"),
    (NodeKind::CondExpr, "ConditionalExpression"),
    (NodeKind::CallExpr, "CallExpression"),
    (NodeKind::CallExpr, "ImportExpression"),
    (NodeKind::OptCall, "CallExpression"),
    (NodeKind::NewExpr, "NewExpression"),
    (NodeKind::SeqExpr, "SequenceExpression"),
    (NodeKind::OptChainExpr, "ChainExpression"),
    (NodeKind::Tpl, "TemplateLiteral"),
    (NodeKind::TaggedTpl, "TaggedTemplateExpression"),
    (NodeKind::YieldExpr, "YieldExpression"),
    (NodeKind::AwaitExpr, "AwaitExpression"),
    (NodeKind::MetaPropExpr, "MetaProperty"),
    (NodeKind::Ident, "Identifier"),
    (NodeKind::Ident, "JSXIdentifier"),
    (NodeKind::IdentName, "Identifier"),
    (NodeKind::IdentName, "JSXIdentifier"),
    (NodeKind::PrivateName, "PrivateIdentifier"),
    (NodeKind::Str, "Literal"),
    (NodeKind::Bool, "Literal"),
    (NodeKind::Null, "Literal"),
    (NodeKind::Number, "Literal"),
    (NodeKind::BigInt, "Literal"),
    (NodeKind::Regex, "Literal"),
    (NodeKind::ArrayPat, "ArrayPattern"),
    (NodeKind::ObjectPat, "ObjectPattern"),
    (NodeKind::AssignPat, "AssignmentPattern"),
    (NodeKind::RestPat, "RestElement"),
    (NodeKind::JSXElement, "JSXElement"),
    (NodeKind::JSXOpeningElement, "JSXOpeningElement"),
    (NodeKind::JSXClosingElement, "JSXClosingElement"),
    (NodeKind::JSXFragment, "JSXFragment"),
    (NodeKind::JSXAttr, "JSXAttribute"),
    (NodeKind::JSXNamespacedName, "JSXNamespacedName"),
    (NodeKind::JSXMemberExpr, "JSXMemberExpression"),
    (NodeKind::JSXExprContainer, "JSXExpressionContainer"),
    (NodeKind::JSXEmptyExpr, "JSXEmptyExpression"),
    (NodeKind::JSXText, "JSXText"),
    (NodeKind::TsTypeAssertion, "TSTypeAssertion"),
    (NodeKind::TsConstAssertion, "TSAsExpression"),
    (NodeKind::TsAsExpr, "TSAsExpression"),
    (NodeKind::TsNonNullExpr, "TSNonNullExpression"),
    (NodeKind::TsSatisfiesExpr, "TSSatisfiesExpression"),
];

/// Whether a name is that of a type.
pub(crate) fn is_type(name: &str) -> bool {
    TYPES.iter().any(|(_, known)| *known == name)
}

/// The kinds whose nodes can be of a type.
pub(crate) fn kinds_of(name: &str) -> impl Iterator<Item = NodeKind> {
    TYPES.iter().filter(move |(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// The type of a node; `None`: ESTree has no such node.
pub(crate) fn type_of(file: &File, id: NodeId) -> Option<&'static str> {
    let node = file.node(id);
    let is_in_jsx = |parent| {
        matches!(
            parent,
            Node::JSXOpeningElement(_)
                | Node::JSXClosingElement(_)
                | Node::JSXAttr(_)
                | Node::JSXMemberExpr(_)
                | Node::JSXNamespacedName(_)
        )
    };
    let parent = file.parent(id);
    match (node, parent) {
        (Node::BinExpr(it), _) if is_logical(it.op) => Some("LogicalExpression"),
        (Node::CallExpr(it), _) if matches!(it.callee, Callee::Import(_)) => Some("ImportExpression"),
        (Node::Function(_), Some(Node::FnDecl(_) | Node::FnExpr(_))) => None,
        (Node::FnExpr(_), Some(Node::ExportDefaultDecl(_))) => Some("FunctionDeclaration"),
        (Node::ClassExpr(_), Some(Node::ExportDefaultDecl(_))) => Some("ClassDeclaration"),
        (Node::SpreadElement(_), Some(Node::JSXOpeningElement(_))) => Some("JSXSpreadAttribute"),
        (Node::Ident(_) | Node::IdentName(_), Some(parent)) if is_in_jsx(parent) => Some("JSXIdentifier"),
        // Only the outermost part of an optional chain is the chain.
        (Node::OptChainExpr(_), Some(Node::MemberExpr(_) | Node::CallExpr(_) | Node::OptCall(_)))
            if is_inner_chain(file, id) =>
        {
            None
        }
        (node, _) => TYPES.iter().find(|(kind, _)| *kind == node.kind()).map(|(_, name)| *name),
    }
}

fn is_inner_chain(file: &File, id: NodeId) -> bool {
    let Some(parent) = file.nodes.parent(id) else { return false };
    let range = file.node(id).range();
    let is_object = match file.node(parent) {
        Node::MemberExpr(it) => it.obj.range() == range,
        Node::OptCall(it) => it.callee.range() == range,
        _ => false,
    };
    is_object && matches!(file.parent(parent), Some(Node::OptChainExpr(_)))
}

/// The nearest node around that ESTree has.
pub(crate) fn parent_of(file: &File, id: NodeId) -> Option<NodeId> {
    file.nodes.ancestors(id).find(|outer| type_of(file, *outer).is_some())
}

/// What a field of a node holds.
pub(crate) enum Field {
    Missing,
    Null,
    Node(NodeId),
    /// Some nodes, by their places.
    List(Vec<TextRange>),
    Text(String),
    Number(f64),
    Bool(bool),
}

/// A field of a node under ESTree's name.
pub(crate) fn field(file: &File, id: NodeId, name: &str) -> Field {
    let node = file.node(id);
    if name == "type" {
        return type_of(file, id).map_or(Field::Missing, |name| Field::Text(name.to_owned()));
    }
    let child = |range: TextRange| node_at(file, id, range);
    let maybe = |range: Option<TextRange>| range.map_or(Field::Null, child);
    let text = |text: &str| Field::Text(text.to_owned());
    let expression = |it: &Expr| child(without_parentheses(it).range());
    let maybe_expression = |it: Option<&Expr>| it.map_or(Field::Null, expression);
    match (node, name) {
        (Node::Ident(it), "name") => text(&it.sym),
        (Node::IdentName(it), "name") => text(&it.sym),
        (Node::PrivateName(it), "name") => text(&it.name),
        (Node::Str(it), "value") => it.value.as_str().map_or(Field::Missing, text),
        (Node::Bool(it), "value") => Field::Bool(it.value),
        (Node::Number(it), "value") => Field::Number(it.value),
        (Node::Null(_), "value") => Field::Null,
        (Node::Regex(_), "regex") => Field::Node(id),
        (Node::Regex(it), "flags") => text(&it.flags),
        (Node::Regex(it), "pattern") => text(&it.exp),
        (Node::Str(_) | Node::Bool(_) | Node::Number(_) | Node::Null(_) | Node::Regex(_), "raw") => {
            text(file.slice(node.range()))
        }
        (Node::MemberExpr(it), "object") => expression(&it.obj),
        (Node::MemberExpr(it), "property") => match &it.prop {
            MemberProp::Computed(key) => expression(&key.expr),
            other => child(other.range()),
        },
        (Node::MemberExpr(it), "computed") => Field::Bool(matches!(it.prop, MemberProp::Computed(_))),
        (Node::MemberExpr(_) | Node::OptCall(_), "optional") => Field::Bool(is_optional(file, id)),
        (Node::CallExpr(_), "optional") => Field::Bool(false),
        (Node::CallExpr(it), "callee") => match &it.callee {
            Callee::Expr(callee) => expression(callee),
            other => child(other.range()),
        },
        (Node::OptCall(it), "callee") => expression(&it.callee),
        (Node::NewExpr(it), "callee") => expression(&it.callee),
        (Node::CallExpr(it), "arguments") => Field::List(it.args.iter().map(|it| it.expr.range()).collect()),
        (Node::OptCall(it), "arguments") => Field::List(it.args.iter().map(|it| it.expr.range()).collect()),
        (Node::NewExpr(it), "arguments") => Field::List(it.args.iter().flatten().map(|it| it.expr.range()).collect()),
        (Node::CallExpr(it), "source") => it.args.first().map_or(Field::Missing, |it| expression(&it.expr)),
        (Node::BinExpr(it), "operator") => text(it.op.as_str()),
        (Node::AssignExpr(it), "operator") => text(it.op.as_str()),
        (Node::UnaryExpr(it), "operator") => text(it.op.as_str()),
        (Node::UpdateExpr(it), "operator") => text(it.op.as_str()),
        (Node::UpdateExpr(it), "prefix") => Field::Bool(it.prefix),
        (Node::BinExpr(it), "left") => expression(&it.left),
        (Node::BinExpr(it), "right") => expression(&it.right),
        (Node::AssignExpr(it), "left") => match &it.left {
            AssignTarget::Simple(SimpleAssignTarget::Paren(inner)) => expression(&inner.expr),
            other => child(other.range()),
        },
        (Node::AssignExpr(it), "right") => expression(&it.right),
        (Node::UnaryExpr(it), "argument") => expression(&it.arg),
        (Node::UpdateExpr(it), "argument") => expression(&it.arg),
        (Node::AwaitExpr(it), "argument") => expression(&it.arg),
        (Node::YieldExpr(it), "argument") => maybe_expression(it.arg.as_deref()),
        (Node::YieldExpr(it), "delegate") => Field::Bool(it.delegate),
        (Node::ReturnStmt(it), "argument") => maybe_expression(it.arg.as_deref()),
        (Node::ThrowStmt(it), "argument") => expression(&it.arg),
        (Node::SpreadElement(it), "argument") => expression(&it.expr),
        (Node::RestPat(it), "argument") => child(it.arg.range()),
        (Node::ExprStmt(it), "expression") => expression(&it.expr),
        (Node::VarDecl(it), "kind") => text(match it.kind {
            VarDeclKind::Var => "var",
            VarDeclKind::Let => "let",
            VarDeclKind::Const => "const",
        }),
        (Node::UsingDecl(it), "kind") => text(if it.is_await { "await using" } else { "using" }),
        (Node::VarDecl(it), "declarations") => Field::List(it.decls.iter().map(|it| it.range()).collect()),
        (Node::VarDeclarator(it), "id") => child(it.name.range()),
        (Node::VarDeclarator(it), "init") => maybe_expression(it.init.as_deref()),
        (Node::AssignPat(it), "left") => child(it.left.range()),
        (Node::AssignPat(it), "right") => expression(&it.right),
        (Node::IfStmt(it), "test") => expression(&it.test),
        (Node::IfStmt(it), "consequent") => child(it.cons.range()),
        (Node::IfStmt(it), "alternate") => maybe(it.alt.as_ref().map(|it| it.range())),
        (Node::CondExpr(it), "test") => expression(&it.test),
        (Node::CondExpr(it), "consequent") => expression(&it.cons),
        (Node::CondExpr(it), "alternate") => expression(&it.alt),
        (Node::SwitchStmt(it), "discriminant") => expression(&it.discriminant),
        (Node::SwitchStmt(it), "cases") => Field::List(it.cases.iter().map(|it| it.range()).collect()),
        (Node::SwitchCase(it), "test") => maybe_expression(it.test.as_deref()),
        (Node::WhileStmt(it), "test") => expression(&it.test),
        (Node::DoWhileStmt(it), "test") => expression(&it.test),
        (Node::ForStmt(it), "init") => maybe(it.init.as_ref().map(|it| it.range())),
        (Node::ForStmt(it), "test") => maybe_expression(it.test.as_deref()),
        (Node::ForStmt(it), "update") => maybe_expression(it.update.as_deref()),
        (Node::ForInStmt(it), "left") => child(head_range(&it.left)),
        (Node::ForInStmt(it), "right") => expression(&it.right),
        (Node::ForOfStmt(it), "left") => child(head_range(&it.left)),
        (Node::ForOfStmt(it), "right") => expression(&it.right),
        (Node::ForOfStmt(it), "await") => Field::Bool(it.is_await),
        (Node::WhileStmt(it), "body") => child(it.body.range()),
        (Node::DoWhileStmt(it), "body") => child(it.body.range()),
        (Node::ForStmt(it), "body") => child(it.body.range()),
        (Node::ForInStmt(it), "body") => child(it.body.range()),
        (Node::ForOfStmt(it), "body") => child(it.body.range()),
        (Node::LabeledStmt(it), "label") => child(it.label.range()),
        (Node::BreakStmt(it), "label") => it.label.as_ref().map_or(Field::Null, |label| text(&label.sym)),
        (Node::ContinueStmt(it), "label") => it.label.as_ref().map_or(Field::Null, |label| text(&label.sym)),
        (Node::TryStmt(it), "block") => child(it.block.range()),
        (Node::TryStmt(it), "handler") => maybe(it.handler.as_ref().map(|it| it.range())),
        (Node::TryStmt(it), "finalizer") => maybe(it.finalizer.as_ref().map(|it| it.range())),
        (Node::CatchClause(it), "param") => maybe(it.param.as_ref().map(|it| it.range())),
        (Node::CatchClause(it), "body") => child(it.body.range()),
        (Node::BlockStmt(BlockStmt { stmts, .. }), "body") => Field::List(stmts.iter().map(|it| it.range()).collect()),
        (Node::FunctionBody(it), "body") => Field::List(it.stmts.iter().map(|it| it.range()).collect()),
        (Node::ImportDecl(it), "source") => child(it.src.range()),
        (Node::ImportDecl(it), "specifiers") => Field::List(it.specifiers.iter().map(|it| it.range()).collect()),
        (Node::NamedExport(it), "source") => maybe(it.src.as_ref().map(|it| it.range())),
        (Node::NamedExport(it), "specifiers") => Field::List(it.specifiers.iter().map(|it| it.range()).collect()),
        (Node::ExportAll(it), "source") => child(it.src.range()),
        (Node::ExportDecl(it), "declaration") => child(it.decl.range()),
        (Node::ExportDefaultExpr(it), "declaration") => expression(&it.expr),
        (Node::ExportDefaultDecl(it), "declaration") => child(it.decl.range()),
        (Node::ImportNamedSpecifier(it), "local") => child(it.local.range()),
        (Node::ImportNamedSpecifier(it), "imported") => {
            child(it.imported.as_ref().map_or(it.local.range(), |it| it.range()))
        }
        (Node::ImportDefaultSpecifier(it), "local") => child(it.local.range()),
        (Node::ImportStarAsSpecifier(it), "local") => child(it.local.range()),
        (Node::ArrayLit(it), "elements") => Field::List(it.elems.iter().flatten().map(|it| it.expr.range()).collect()),
        (Node::ObjectLit(it), "properties") => Field::List(it.props.iter().map(|it| it.range()).collect()),
        (Node::SeqExpr(it), "expressions") => Field::List(it.exprs.iter().map(|it| it.range()).collect()),
        (Node::Tpl(it), "expressions") => Field::List(it.exprs.iter().map(|it| it.range()).collect()),
        (Node::TaggedTpl(it), "tag") => expression(&it.tag),
        (Node::TaggedTpl(it), "quasi") => child(it.tpl.range()),
        (Node::JSXAttr(it), "name") => child(it.name.range()),
        (Node::JSXAttr(it), "value") => maybe(it.value.as_ref().map(|it| it.range())),
        (Node::JSXOpeningElement(it), "name") => child(it.name.range()),
        (Node::JSXOpeningElement(it), "selfClosing") => Field::Bool(it.self_closing),
        (Node::JSXElement(it), "openingElement") => child(it.opening.range()),
        (Node::JSXExprContainer(it), "expression") => child(it.expr.range()),
        _ => of_function_or_member(file, id, name),
    }
}

/// The fields of functions, classes, and their members.
fn of_function_or_member(file: &File, id: NodeId, name: &str) -> Field {
    let child = |range: TextRange| node_at(file, id, range);
    let maybe = |range: Option<TextRange>| range.map_or(Field::Null, child);
    let text = |text: &str| Field::Text(text.to_owned());
    let function = match file.node(id) {
        Node::FnDecl(it) => Some(&*it.function),
        Node::FnExpr(it) => Some(&*it.function),
        Node::Function(it) => Some(it),
        _ => None,
    };
    if let Some(function) = function {
        return match (name, file.node(id)) {
            ("async", _) => Field::Bool(function.is_async),
            ("generator", _) => Field::Bool(function.is_generator),
            ("params", _) => Field::List(function.params.iter().map(|it| it.pat.range()).collect()),
            ("body", _) => maybe(function.body.as_ref().map(|it| it.range())),
            ("id", Node::FnDecl(it)) => child(it.ident.range()),
            ("id", Node::FnExpr(it)) => maybe(it.ident.as_ref().map(|it| it.range())),
            _ => Field::Missing,
        };
    }
    let (key, is_static, kind) = match file.node(id) {
        Node::ArrowExpr(it) => {
            return match name {
                "async" => Field::Bool(it.is_async),
                "generator" => Field::Bool(false),
                "expression" => Field::Bool(matches!(&*it.body, ArrowFunctionBody::Expr(_))),
                "params" => Field::List(it.params.iter().map(Ranged::range).collect()),
                "body" => match &*it.body {
                    ArrowFunctionBody::Expr(body) => child(without_parentheses(body).range()),
                    ArrowFunctionBody::FunctionBody(body) => child(body.range()),
                },
                _ => Field::Missing,
            };
        }
        Node::ClassDecl(it) => {
            return match name {
                "id" => child(it.ident.range()),
                "superClass" => maybe(it.class.super_class.as_ref().map(|it| without_parentheses(it).range())),
                _ => Field::Missing,
            };
        }
        Node::ClassExpr(it) => {
            return match name {
                "id" => maybe(it.ident.as_ref().map(|it| it.range())),
                "superClass" => maybe(it.class.super_class.as_ref().map(|it| without_parentheses(it).range())),
                _ => Field::Missing,
            };
        }
        Node::KeyValueProp(it) if name == "value" => return child(without_parentheses(&it.value).range()),
        Node::KeyValuePatProp(it) if name == "value" => return child(pattern_range(&it.value)),
        Node::ClassProp(it) if name == "value" => {
            return maybe(it.value.as_ref().map(|it| without_parentheses(it).range()));
        }
        Node::KeyValueProp(it) => (Some(&it.key), false, "init"),
        Node::KeyValuePatProp(it) => (Some(&it.key), false, "init"),
        Node::MethodProp(it) => (Some(&it.key), false, "init"),
        Node::GetterProp(it) => (Some(&it.key), false, "get"),
        Node::SetterProp(it) => (Some(&it.key), false, "set"),
        Node::ClassMethod(it) => (Some(&it.key), it.is_static, method_kind(it.kind)),
        Node::PrivateMethod(it) => (None, it.is_static, method_kind(it.kind)),
        Node::Constructor(it) => (Some(&it.key), false, "constructor"),
        Node::ClassProp(it) => (Some(&it.key), it.is_static, ""),
        Node::PrivateProp(it) => (None, it.is_static, ""),
        _ => return Field::Missing,
    };
    match name {
        "static" => Field::Bool(is_static),
        "kind" if !kind.is_empty() => text(kind),
        "computed" => Field::Bool(key.is_some_and(|key| key.is_computed())),
        "method" => Field::Bool(matches!(file.node(id), Node::MethodProp(_))),
        "key" => key.map_or(Field::Missing, |key| child(name_range(key))),
        _ => Field::Missing,
    }
}

fn method_kind(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Method => "method",
        MethodKind::Getter => "get",
        MethodKind::Setter => "set",
    }
}

fn head_range(head: &ForHead) -> TextRange {
    match head {
        ForHead::Pat(pattern) => pattern_range(pattern),
        other => other.range(),
    }
}

fn pattern_range(pattern: &Pat) -> TextRange {
    match pattern {
        Pat::Expr(expression) => without_parentheses(expression).range(),
        other => other.range(),
    }
}

/// The outermost node inside of another that has a range.
fn node_at(file: &File, around: NodeId, range: TextRange) -> Field {
    let found = file.nodes.descendants(around).find(|id| {
        let node = file.node(*id);
        node.range() == range && type_of(file, *id).is_some()
    });
    found.map_or(Field::Missing, Field::Node)
}
