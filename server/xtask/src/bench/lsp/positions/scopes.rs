//! Which declaration a name means: enough of it to say what kind of thing a receiver is.
//!
//! Names are looked up when the whole file has been read, so that it doesn't matter whether a declaration stands before its use.

use std::collections::HashMap;

use syntax::ast::{CallExpr, Callee, Expr, Lit, MemberExpr, MemberProp, ObjectPatProp, OptChainBase, Pat, Str};

/// What is known of a name from where it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// `= 'text'`, `= {}`, `= new Map()`
    Literal,
    /// `= load()`, `= await load()`
    Call,
    Parameter,
    /// Bound by `require` or `import` of this specifier.
    Module(String),
    Other,
}

#[derive(Default)]
pub(super) struct Scopes {
    all: Vec<Scope>,
}

struct Scope {
    parent: Option<usize>,
    is_function: bool,
    names: HashMap<String, Declared>,
}

impl Scopes {
    pub(super) fn add(&mut self, parent: Option<usize>, is_function: bool) -> usize {
        self.all.push(Scope { parent, is_function, names: HashMap::new() });
        self.all.len() - 1
    }

    pub(super) fn declare(&mut self, scope: usize, name: &str, declared: Declared) {
        let known = self.all[scope].names.entry(name.to_owned()).or_insert(Declared::Other);
        if *known == Declared::Other {
            *known = declared;
        }
    }

    /// Declares every name in a pattern.
    pub(super) fn declare_pattern(&mut self, scope: usize, pattern: &Pat, declared: &Declared) {
        match pattern {
            Pat::Ident(name) => self.declare(scope, &name.sym, declared.clone()),
            Pat::Array(array) => {
                for element in array.elems.iter().flatten() {
                    self.declare_pattern(scope, element, declared);
                }
            }
            Pat::Object(object) => {
                for property in &object.props {
                    match property {
                        ObjectPatProp::KeyValue(part) => self.declare_pattern(scope, &part.value, declared),
                        ObjectPatProp::Assign(part) => self.declare(scope, &part.key.sym, declared.clone()),
                        ObjectPatProp::Rest(rest) => self.declare_pattern(scope, &rest.arg, declared),
                    }
                }
            }
            Pat::Assign(assign) => self.declare_pattern(scope, &assign.left, declared),
            Pat::Rest(rest) => self.declare_pattern(scope, &rest.arg, declared),
            Pat::Expr(_) | Pat::Invalid(_) => {}
        }
    }

    /// Where `var` declares.
    pub(super) fn function_of(&self, mut scope: usize) -> usize {
        while let (false, Some(parent)) = (self.all[scope].is_function, self.all[scope].parent) {
            scope = parent;
        }
        scope
    }

    /// The scope that declares a name seen from `scope`, and what is known of it there.
    pub(super) fn find(&self, mut scope: usize, name: &str) -> Option<(usize, &Declared)> {
        loop {
            if let Some(declared) = self.all[scope].names.get(name) {
                return Some((scope, declared));
            }
            scope = self.all[scope].parent?;
        }
    }
}

/// What a variable is that starts with this value.
pub(super) fn declared_by(value: Option<&Expr>) -> Declared {
    let Some(value) = value.map(bare) else { return Declared::Other };
    if let Some(specifier) = required(value) {
        return Declared::Module(specifier.to_owned());
    }
    match value {
        Expr::Lit(_) | Expr::Tpl(_) | Expr::Array(_) | Expr::Object(_) | Expr::New(_) => Declared::Literal,
        Expr::Call(_) | Expr::TaggedTpl(_) => Declared::Call,
        Expr::OptChain(chain) if matches!(*chain.base, OptChainBase::Call(_)) => Declared::Call,
        Expr::Await(waited) if matches!(bare(&waited.arg), Expr::Call(_)) => Declared::Call,
        _ => Declared::Other,
    }
}

/// The specifier in `require('x')`, `require('x').y`, `await import('x')`.
pub(super) fn required(value: &Expr) -> Option<&str> {
    match bare(value) {
        Expr::Call(call) => specifier_of(call)?.value.as_str(),
        Expr::Await(waited) => required(&waited.arg),
        Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(_), .. }) => required(obj),
        _ => None,
    }
}

/// The string in `require('x')` and `import('x')`.
pub(super) fn specifier_of(call: &CallExpr) -> Option<&Str> {
    let loads = match &call.callee {
        Callee::Import(_) => true,
        Callee::Expr(callee) => matches!(&**callee, Expr::Ident(name) if name.sym == "require"),
        Callee::Super(_) => false,
    };
    let first = call.args.first().filter(|first| loads && first.spread.is_none())?;
    match &*first.expr {
        Expr::Lit(Lit::Str(text)) => Some(text),
        _ => None,
    }
}

/// An expression without the parentheses around it.
pub(super) fn bare(mut value: &Expr) -> &Expr {
    while let Expr::Paren(inner) = value {
        value = &inner.expr;
    }
    value
}
