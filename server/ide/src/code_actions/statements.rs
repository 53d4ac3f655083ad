//! The statements of a file as a table: where they are, what they are, which of them stand in one list.

use source::TextRange;
use syntax::ast::{self, Spanned};
use syntax::visit::{Visit, VisitWith};
use syntax::{SourceKind, range};

#[derive(Default)]
pub(super) struct Statements {
    /// Outer before inner.
    pub all: Vec<Statement>,
    lists: u32,
    list: Option<u32>,
    /// `return`, `break`, `continue` of whatever is around them.
    pub jumps: Vec<TextRange>,
    /// `try` with all that follows it.
    pub tries: Vec<TextRange>,
}

pub(super) struct Statement {
    pub range: TextRange,
    pub kind: StatementKind,
    /// Which list it stands in; none where it is the one statement of an `if`, a loop, a label.
    pub list: Option<u32>,
}

pub(super) enum StatementKind {
    /// `const`, `let`, `var`.
    Variables {
        declarators: Vec<Declarator>,
    },
    Function,
    Class,
    Expression(TextRange),
    Return(Option<TextRange>),
    Throw,
    If {
        test: TextRange,
    },
    Switch {
        discriminant: TextRange,
    },
    /// `for … in`, `for … of`: what is gone through is evaluated once.
    ForEach {
        value: TextRange,
    },
    /// Its head may run many times.
    Loop,
    Block,
    /// `export …` of a declaration.
    Export,
    Import,
    Other,
}

pub(super) struct Declarator {
    pub range: TextRange,
    pub pattern: TextRange,
    /// The pattern's name, if it is nothing else.
    pub name: Option<TextRange>,
    pub value: Option<TextRange>,
    pub has_type: bool,
}

impl Statements {
    pub fn of(text: &str, kind: SourceKind) -> Statements {
        let parsed = syntax::parse_tolerant(text, kind);
        let mut statements = Statements::default();
        parsed.with(|program| program.visit_with(&mut statements));
        statements
    }

    /// The innermost statement around a range.
    pub fn around(&self, inner: TextRange) -> Option<&Statement> {
        let blocks = |statement: &&Statement| !matches!(statement.kind, StatementKind::Block);
        let around = self.all.iter().filter(|statement| statement.range.contains_range(inner));
        around.filter(blocks).min_by_key(|statement| statement.range.len())
    }

    /// Those of one list, in the order of the text.
    pub fn of_list(&self, list: Option<u32>) -> impl Iterator<Item = &Statement> {
        self.all.iter().filter(move |statement| list.is_some() && statement.list == list)
    }

    /// The one behind a statement in its list.
    pub fn after(&self, statement: &Statement) -> Option<&Statement> {
        self.of_list(statement.list).find(|other| other.range.start() >= statement.range.end())
    }

    /// The declarator whose name stands there, and its statement.
    pub fn declarator(&self, name: TextRange) -> Option<(&Statement, &Declarator)> {
        self.all.iter().find_map(|statement| match &statement.kind {
            StatementKind::Variables { declarators, .. } => {
                let found = declarators.iter().find(|declarator| declarator.pattern.contains_range(name))?;
                Some((statement, found))
            }
            _ => None,
        })
    }

    /// The statement of the file itself that a range stands in.
    pub fn outermost(&self, inner: TextRange) -> Option<&Statement> {
        self.all.iter().find(|statement| statement.range.contains_range(inner))
    }

    fn in_list(&mut self, list: Option<u32>, work: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.list, list);
        work(self);
        self.list = outer;
    }

    fn new_list(&mut self) -> Option<u32> {
        self.lists += 1;
        Some(self.lists)
    }

    fn add(&mut self, range: TextRange, kind: StatementKind) {
        self.all.push(Statement { range, kind, list: self.list });
    }
}

impl Visit for Statements {
    fn visit_module_items(&mut self, items: &[ast::ModuleItem]) {
        let list = self.new_list();
        for item in items {
            self.in_list(list, |statements| item.visit_with(statements));
        }
    }

    fn visit_module_decl(&mut self, declaration: &ast::ModuleDecl) {
        let kind = match declaration {
            ast::ModuleDecl::Import(_) | ast::ModuleDecl::TsImportEquals(_) => StatementKind::Import,
            _ => StatementKind::Export,
        };
        self.add(range(declaration.span()), kind);
        self.in_list(None, |statements| declaration.visit_children_with(statements));
    }

    fn visit_stmts(&mut self, list: &[ast::Stmt]) {
        let id = self.new_list();
        for statement in list {
            self.in_list(id, |statements| statement.visit_with(statements));
        }
    }

    fn visit_stmt(&mut self, statement: &ast::Stmt) {
        let kind = kind_of(statement);
        let whole = range(statement.span());
        match statement {
            ast::Stmt::Return(_) | ast::Stmt::Break(_) | ast::Stmt::Continue(_) => self.jumps.push(whole),
            ast::Stmt::Try(_) => self.tries.push(whole),
            _ => {}
        }
        self.add(whole, kind);
        self.in_list(None, |statements| statement.visit_children_with(statements));
    }
}

fn kind_of(statement: &ast::Stmt) -> StatementKind {
    use ast::{Decl, Stmt};
    match statement {
        Stmt::Decl(Decl::Var(variables)) => {
            StatementKind::Variables { declarators: variables.decls.iter().map(declarator).collect() }
        }
        Stmt::Decl(Decl::Fn(_)) => StatementKind::Function,
        Stmt::Decl(Decl::Class(_)) => StatementKind::Class,
        Stmt::Expr(expression) => StatementKind::Expression(range(expression.expr.span())),
        Stmt::Return(returned) => StatementKind::Return(returned.arg.as_ref().map(|value| range(value.span()))),
        Stmt::Throw(_) => StatementKind::Throw,
        Stmt::If(choice) => StatementKind::If { test: range(choice.test.span()) },
        Stmt::Switch(switch) => StatementKind::Switch { discriminant: range(switch.discriminant.span()) },
        Stmt::ForIn(each) => StatementKind::ForEach { value: range(each.right.span()) },
        Stmt::ForOf(each) => StatementKind::ForEach { value: range(each.right.span()) },
        Stmt::For(_) | Stmt::While(_) | Stmt::DoWhile(_) => StatementKind::Loop,
        Stmt::Block(_) => StatementKind::Block,
        _ => StatementKind::Other,
    }
}

fn declarator(declarator: &ast::VarDeclarator) -> Declarator {
    let (name, has_type) = match &declarator.name {
        ast::Pat::Ident(name) => (Some(range(name.id.span)), name.type_ann.is_some()),
        ast::Pat::Object(pattern) => (None, pattern.type_ann.is_some()),
        ast::Pat::Array(pattern) => (None, pattern.type_ann.is_some()),
        _ => (None, false),
    };
    Declarator {
        range: range(declarator.span),
        pattern: range(declarator.name.span()),
        name,
        value: declarator.init.as_ref().map(|value| range(value.span())),
        has_type,
    }
}
