//! What a function of a hook uses of the component around it.

use rustc_hash::{FxHashMap, FxHashSet};
use source::TextRange;
use syntax::ast::{Expr, Lit, MemberExpr, MemberProp, Pat, VarDeclKind};
use syntax::semantic::{DefinitionKind, Node, NodeId, Reference, ReferenceId, ScopeId, ScopeKind, Variable};

use crate::calls::{Call, is_optional};
use crate::file::{File, Ranged, without_casts, without_parentheses};
use crate::names::member;
use crate::react::is_call_of;

/// A value of the component, or a property of one: `props.name`.
pub(super) struct Dependency {
    pub path: String,
    /// Whether it is the same each time.
    pub is_stable: bool,
    references: Vec<ReferenceId>,
}

pub(super) struct Gathered {
    pub component: ScopeId,
    /// The scope of the function.
    pub scope: ScopeId,
    /// In the order of the text, each once.
    pub dependencies: Vec<Dependency>,
    /// Refs whose `current` is read in what cleans up: where, and which.
    pub cleaned_up: Vec<(TextRange, String)>,
    /// Paths that are always reached by `?.`, or not.
    optional: FxHashMap<String, bool>,
    /// The scopes between the function and the component, with that of the component.
    around: FxHashSet<ScopeId>,
}

impl Gathered {
    pub fn of(file: &File, function: NodeId, scope: ScopeId, component: ScopeId, is_effect: bool) -> Gathered {
        let outwards = file.scopes.outwards(scope).skip(1);
        let mut around: FxHashSet<ScopeId> = outwards
            .take_while(|it| *it != component)
            .filter(|it| file.scopes.scope(*it).kind != ScopeKind::FunctionName)
            .collect();
        around.insert(component);
        let mut gathered = Gathered {
            component,
            scope,
            dependencies: Vec::new(),
            cleaned_up: Vec::new(),
            optional: FxHashMap::default(),
            around,
        };
        gathered.walk(file, function, scope, is_effect);
        gathered
    }

    fn walk(&mut self, file: &File, function: NodeId, scope: ScopeId, is_effect: bool) {
        for id in &file.scopes.scope(scope).references {
            self.take(file, function, *id, is_effect);
        }
        for child in &file.scopes.scope(scope).children {
            self.walk(file, function, *child, is_effect);
        }
    }

    fn take(&mut self, file: &File, function: NodeId, id: ReferenceId, is_effect: bool) {
        let reference = file.scopes.reference(id);
        let Some(variable) = reference.variable.map(|id| file.scopes.variable(id)) else { return };
        if !self.around.contains(&variable.scope) || file.is_in_type(reference) {
            return;
        }
        let Some(definition) = variable.definitions.first() else { return };
        if definition.kind == DefinitionKind::Type || is_own_name(file, definition.node, function) {
            return;
        }
        let used = used_node(file, reference.node);
        let Some(path) = self.note_path(file, used) else { return };
        if is_effect
            && used == reference.node
            && let Some((property, Node::MemberExpr(_))) = current_of(file, used)
            && is_in_cleanup(file, function, reference)
            && !is_assigned_by_hand(file, variable)
        {
            self.cleaned_up.retain(|(_, known)| *known != path);
            self.cleaned_up.push((property, path.clone()));
        }
        match self.dependencies.iter_mut().find(|dependency| dependency.path == path) {
            Some(known) => known.references.push(id),
            None => {
                let is_stable = is_stable_hook_value(file, variable) || self.captures_nothing(file, variable);
                self.dependencies.push(Dependency { path, is_stable, references: vec![id] });
            }
        }
    }

    /// The path that a node is, with a note of which of its steps are optional.
    fn note_path(&mut self, file: &File, node: NodeId) -> Option<String> {
        match file.node(node) {
            Node::Ident(name) => {
                self.optional.insert(name.sym.to_string(), false);
                Some(name.sym.to_string())
            }
            Node::MemberExpr(member) => {
                let object = file.nodes.children(node).next()?;
                let object = self.note_path(file, inside(file, object))?;
                let MemberProp::Ident(name) = &member.prop else { return None };
                let path = format!("{object}.{}", name.sym);
                match is_optional(file, node) {
                    true => {
                        self.optional.entry(path.clone()).or_insert(true);
                    }
                    false => {
                        self.optional.insert(path.clone(), false);
                    }
                }
                Some(path)
            }
            _ => None,
        }
    }

    /// A path as it is to be written: with `?.` where it is always used so.
    pub fn written(&self, path: &str) -> String {
        let mut written = String::new();
        let mut end = 0;
        for name in path.split('.') {
            end += name.len();
            if !written.is_empty() {
                let is_optional = self.optional.get(&path[..end]).copied().unwrap_or(false);
                written.push_str(if is_optional { "?." } else { "." });
            }
            written.push_str(name);
            end += 1;
        }
        written
    }

    /// Assignments to variables of the component, each variable once: where the value is, and the path.
    pub fn lost_assignments(&self, file: &File) -> Vec<(TextRange, String)> {
        let mut lost: Vec<(TextRange, String)> = Vec::new();
        for dependency in &self.dependencies {
            let written = dependency.references.iter().find_map(|id| {
                let reference = file.scopes.reference(*id);
                reference.is_write().then(|| written_value(file, reference)).flatten()
            });
            if let Some(range) = written {
                lost.push((range, dependency.path.clone()));
            }
        }
        lost
    }

    /// The setter of a state that an effect without a list calls whenever it runs.
    pub fn setter_without_list(&self, file: &File, function: NodeId) -> Option<String> {
        let is_called = |dependency: &&Dependency| {
            dependency.references.iter().map(|id| file.scopes.reference(*id)).any(|reference| {
                let variable = reference.variable.map(|id| file.scopes.variable(id));
                variable.is_some_and(|variable| is_setter(file, variable, &["useState"]))
                    && file.function_around(reference.node) == Some(function)
            })
        };
        self.dependencies.iter().find(is_called).map(|dependency| dependency.path.clone())
    }

    /// Whether a variable is what `useEffectEvent` gives.
    pub fn is_effect_event(&self, file: &File, variable: &Variable) -> bool {
        initializer(file, variable).is_some_and(|value| is_call_of(value, &["useEffectEvent"]))
    }

    /// Whether a variable is a function that uses nothing of the component, so that any of its copies is as good.
    fn captures_nothing(&self, file: &File, variable: &Variable) -> bool {
        let Some(definition) = variable.definitions.first() else { return false };
        let function = match file.node(definition.node) {
            Node::FnDecl(_) => {
                file.nodes.children(definition.node).find(|id| matches!(file.node(*id), Node::Function(_)))
            }
            Node::VarDeclarator(it) => {
                it.init.as_deref().and_then(|value| super::function_of(file, without_parentheses(value)))
            }
            _ => None,
        };
        let Some(scope) = function.and_then(|function| file.scopes.of_node(function)) else { return false };
        let parents = file.scopes.outwards(scope).skip(1);
        let mut parents = parents.skip_while(|it| file.scopes.scope(*it).kind == ScopeKind::FunctionName);
        if parents.next() != Some(self.component) {
            return false;
        }
        file.scopes.through(scope).all(|reference| {
            let used = reference.variable.map(|id| file.scopes.variable(id));
            used.is_none_or(|used| !self.around.contains(&used.scope) || is_stable_hook_value(file, used))
        })
    }
}

/// Whether a variable is being given the call that a function stands in: it names itself.
fn is_own_name(file: &File, declarator: NodeId, function: NodeId) -> bool {
    let Node::VarDeclarator(it) = file.node(declarator) else { return false };
    let Some(value) = &it.init else { return false };
    let call = file.nodes.ancestors(function).find_map(|id| Call::of(file, id));
    call.is_some_and(|call| without_parentheses(value).range() == call.range)
}

/// A node inside of its parentheses, the marks of optional chains, and casts.
fn inside(file: &File, mut node: NodeId) -> NodeId {
    while let Node::ParenExpr(_) | Node::OptChainExpr(_) | Node::TsNonNullExpr(_) = file.node(node) {
        let Some(child) = file.nodes.children(node).next() else { break };
        node = child;
    }
    node
}

/// The first node around that is no mark of an optional chain and no parenthesis.
fn outside(file: &File, node: NodeId) -> Option<NodeId> {
    file.nodes
        .ancestors(node)
        .find(|id| !matches!(file.node(*id), Node::ParenExpr(_) | Node::OptChainExpr(_) | Node::TsNonNullExpr(_)))
}

/// The longest chain of properties that begins with a name, up to what is called on it or `current`.
fn used_node(file: &File, name: NodeId) -> NodeId {
    let mut node = name;
    loop {
        let Some(parent) = outside(file, node) else { return node };
        let range = file.node(node).range();
        match file.node(parent) {
            Node::MemberExpr(it) if it.obj.range().contains_range(range) && is_step(file, parent, it) => node = parent,
            Node::AssignExpr(it) if it.left.range().contains_range(range) => {
                return match file.nodes.children(node).next() {
                    Some(object) if matches!(file.node(node), Node::MemberExpr(_)) => inside(file, object),
                    _ => node,
                };
            }
            _ => return node,
        }
    }
}

fn is_step(file: &File, id: NodeId, member: &MemberExpr) -> bool {
    let is_plain = matches!(&member.prop, MemberProp::Ident(name) if *name.sym != *"current");
    let call = outside(file, id).and_then(|parent| Call::of(file, parent));
    is_plain && !call.is_some_and(|call| call.is_callee(file.node(id).range()))
}

/// The path of an expression in a list.
pub(super) fn path_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Ident(name) => Some(name.sym.to_string()),
        Expr::Paren(inner) => path_of(&inner.expr),
        other => {
            let member = member(other)?;
            let MemberProp::Ident(name) = &member.prop else { return None };
            Some(format!("{}.{}", path_of(&member.obj)?, name.sym))
        }
    }
}

/// The property `current` that is read of a node, and what reads it.
fn current_of<'a>(file: &File<'a>, node: NodeId) -> Option<(TextRange, Node<'a>)> {
    let parent = outside(file, node)?;
    match file.node(parent) {
        Node::MemberExpr(MemberExpr { prop: MemberProp::Ident(name), .. }) if *name.sym == *"current" => {
            Some((name.range(), file.node(parent)))
        }
        _ => None,
    }
}

/// Whether a reference stands in a function that the function of an effect returns.
fn is_in_cleanup(file: &File, effect: NodeId, reference: &Reference) -> bool {
    let outwards = std::iter::successors(file.function_around(reference.node), |id| file.function_around(*id));
    let Some(outermost) = outwards.take_while(|function| *function != effect).last() else { return false };
    let expression = match file.parent(outermost) {
        Some(Node::FnExpr(_)) => file.nodes.parent(outermost).unwrap_or(outermost),
        _ => outermost,
    };
    let parent = file.parent_without_parentheses(expression).map(|parent| file.node(parent));
    matches!(parent, Some(Node::ReturnStmt(_)))
}

/// Whether the project itself fills a ref.
fn is_assigned_by_hand(file: &File, variable: &Variable) -> bool {
    file.references_of(variable).any(|reference| {
        let Some(member) = outside(file, reference.node).filter(|_| current_of(file, reference.node).is_some()) else {
            return false;
        };
        let range = file.node(member).range();
        let parent = outside(file, member).map(|parent| file.node(parent));
        matches!(parent, Some(Node::AssignExpr(it)) if it.left.range().contains_range(range))
    })
}

/// Where the value is that is written to a reference.
fn written_value(file: &File, reference: &Reference) -> Option<TextRange> {
    match file.node(reference.written_by?) {
        Node::AssignExpr(it) => Some(it.right.range()),
        Node::ForInStmt(it) => Some(it.right.range()),
        Node::ForOfStmt(it) => Some(it.right.range()),
        _ => None,
    }
}

/// The value that a variable is declared with.
fn initializer<'a>(file: &File<'a>, variable: &Variable) -> Option<&'a Expr> {
    match file.node(variable.definitions.first()?.node) {
        Node::VarDeclarator(it) => it.init.as_deref().map(without_casts),
        _ => None,
    }
}

/// Whether a variable is a constant, or what a hook gives the same each time: a ref, a setter, a dispatcher.
fn is_stable_hook_value(file: &File, variable: &Variable) -> bool {
    let Some(value) = initializer(file, variable) else { return false };
    let declarator = variable.definitions[0].node;
    let is_const = matches!(file.parent(declarator), Some(Node::VarDecl(it)) if it.kind == VarDeclKind::Const);
    match value {
        Expr::Lit(Lit::Str(_) | Lit::Num(_) | Lit::Null(_)) if is_const => return true,
        Expr::Call(_) => {}
        _ => return false,
    }
    let Node::VarDeclarator(declarator) = file.node(declarator) else { return false };
    declarator.name.is_ident() && is_call_of(value, &["useRef", "useEffectEvent"])
        || is_setter(file, variable, &["useState", "useReducer", "useActionState", "useTransition"])
}

/// Whether a variable is the second that a hook gives, and is not written to.
fn is_setter(file: &File, variable: &Variable, hooks: &[&str]) -> bool {
    let Some(definition) = variable.definitions.first() else { return false };
    let Node::VarDeclarator(declarator) = file.node(definition.node) else { return false };
    let Pat::Array(pattern) = &declarator.name else { return false };
    let [_, Some(Pat::Ident(second))] = &*pattern.elems else { return false };
    second.id.range() == definition.range
        && declarator.init.as_ref().is_some_and(|value| is_call_of(value, hooks))
        && file.rewrites(variable).next().is_none()
}
