//! One walk over the tree that collects every edit: modules, the asynchronous context, types.
//!
//! The walk is cheap on purpose: it resolves no scopes. Assignments whose target has the *name* of an imported or exported
//! binding are only noted; when there are any, [`shadowing`] walks once more and says which of them mean the binding.

mod async_context;
mod bindings;
mod declarations;
mod shadowing;
mod types;
mod unused;

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use source::{Encoding, LineIndex, Terminators, TextRange};
use syntax::ast::*;
use syntax::visit::{Visit, VisitWith};

use crate::TransformError;
use crate::edits::{Edits, Rank};
use crate::module::{Module, Names};
use crate::names::Namer;
use crate::options::Options;
use crate::positions::Positions;
use bindings::Candidate;
pub(crate) use declarations::Declarations;
pub(crate) use shadowing::lexical_names;
pub(crate) use types::{first_unerasable, has_module_syntax, is_erasable, is_typescript_common_js, is_value_item};

/// What the text is rewritten as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Goal {
    Module,
    /// The body of a CommonJS wrapper: `import()`, `await`, types.
    CommonJs,
    /// A classic script, which nothing wraps: what the rewrite adds are globals with the names in [`script_names`]. The
    /// number says to `import()` where the script stands.
    Script(u32),
    /// Only types go; `import`, `export` and `await` stay.
    Types,
}

/// What one walk found out.
pub(crate) struct Rewritten {
    pub code: String,
    pub positions: Positions,
    pub names: Names,
    pub declarations: Declarations,
    /// Where the first `await` outside of functions stands.
    pub top_level_await: Option<u32>,
    pub uses_import_meta: bool,
    pub uses_dynamic_import: bool,
}

/// Rewrites a program that [`is_erasable`] when it is TypeScript.
pub(crate) fn rewrite(
    path: &Path,
    text: &str,
    program: &Program,
    goal: Goal,
    options: &Options,
) -> Result<Rewritten, TransformError> {
    let failure = |at: TextRange, message: String| TransformError::syntax(path, text, at, message);
    let mut declarations = Declarations::default();
    if let (Goal::Module, Program::Module(module)) = (goal, program) {
        declarations = Declarations::of(path, text, module, options)?;
    }
    let namer = Namer::new(text);
    let prefix = namer.prefix();
    let mut names = Names::default();
    match goal {
        Goal::Module => names.link = prefix.clone(),
        Goal::Script(_) => names = script_names(),
        Goal::CommonJs | Goal::Types => {}
    }
    let mut rewriter = Rewriter {
        text,
        goal,
        options,
        is_typescript: options.language.is_typescript(),
        edits: Edits::default(),
        names,
        namer,
        prefix,
        exported: declarations.exported_locals(),
        imported: declarations.imported_locals(),
        declarations: &mut declarations,
        candidates: Vec::new(),
        semicolons: FxHashSet::default(),
        open_end: None,
        in_for_head: false,
        function_depth: 0,
        this_depth: 0,
        keeps_context: false,
        top_level_await: None,
        uses_import_meta: false,
        uses_dynamic_import: false,
        error: None,
    };
    rewriter.start_of_file();
    program.visit_with(&mut rewriter);
    rewriter.apply_candidates(program);
    if let Some((at, message)) = rewriter.error {
        return Err(failure(at, message));
    }
    let Rewriter { edits, names, top_level_await, uses_import_meta, uses_dynamic_import, .. } = rewriter;
    let (code, shifts) = edits.apply(text);
    let positions = Positions { shifts, ..Positions::default() };
    Ok(Rewritten { code, positions, names, declarations, top_level_await, uses_import_meta, uses_dynamic_import })
}

impl Rewritten {
    pub fn into_module(self, text: &str) -> Module {
        let await_place = self.top_level_await.map(|at| line_and_column(&line_index(text), text, at));
        let Declarations { requests, imports, locals, exports, indirect_exports, star_exports, .. } = self.declarations;
        Module {
            code: self.code,
            requests,
            imports,
            locals,
            exports,
            indirect_exports,
            star_exports,
            has_top_level_await: await_place.is_some(),
            await_place,
            uses_import_meta: self.uses_import_meta,
            uses_dynamic_import: self.uses_dynamic_import,
            positions: self.positions,
            names: self.names,
        }
    }
}

/// The globals that a rewritten script uses.
pub(crate) fn script_names() -> Names {
    let name = |member: &str| format!("$lode_{member}$");
    Names { import: name("import"), save: name("save"), restore: name("restore"), ..Names::default() }
}

struct Rewriter<'a> {
    text: &'a str,
    goal: Goal,
    options: &'a Options,
    is_typescript: bool,
    edits: Edits,
    names: Names,
    namer: Namer<'a>,
    prefix: String,
    declarations: &'a mut Declarations,
    /// Local names that are exported, with their index into the module's locals.
    exported: FxHashMap<Atom, u32>,
    imported: FxHashSet<Atom>,
    candidates: Vec<Candidate>,
    /// Places that already have a semicolon of ours.
    semicolons: FxHashSet<u32>,
    /// The end of the statement being walked when no semicolon ends it.
    open_end: Option<u32>,
    in_for_head: bool,
    function_depth: u32,
    /// Functions and class bodies around that have a `this` of their own.
    this_depth: u32,
    /// The function being walked has a variable for its asynchronous context.
    keeps_context: bool,
    top_level_await: Option<u32>,
    uses_import_meta: bool,
    uses_dynamic_import: bool,
    error: Option<(TextRange, String)>,
}

fn lo(span: Span) -> u32 {
    syntax::offset(span.lo)
}

fn hi(span: Span) -> u32 {
    syntax::offset(span.hi)
}

impl Rewriter<'_> {
    fn start_of_file(&mut self) {
        let mut at = 0;
        if self.text.starts_with('\u{FEFF}') {
            // Node drops it before it counts columns.
            at = '\u{FEFF}'.len_utf8() as u32;
            self.edits.replace(0, at, "");
        }
        if self.text[at as usize..].starts_with("#!") {
            self.edits.replace(at, at + 2, "//");
        }
    }

    fn fail(&mut self, span: Span, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some((syntax::range(span), message.into()));
        }
    }

    /// Whether the text of `span` ends in `byte`.
    fn ends_with(&self, span: Span, byte: u8) -> bool {
        let end = hi(span) as usize;
        end > 0 && self.text.as_bytes()[end - 1] == byte
    }

    /// Ends a statement at `at`, once: what we put at its end must not take in the next line.
    fn end_statement(&mut self, at: u32) {
        if self.semicolons.insert(at) {
            self.edits.insert(at, Rank::EndStatement, ";");
        }
    }

    /// Puts `open` before and `)` behind an expression.
    fn wrap(&mut self, span: Span, open: String) {
        self.edits.insert(lo(span), Rank::OpenExpression, open);
        self.edits.insert(hi(span), Rank::CloseExpression, ")");
        if self.open_end == Some(hi(span)) {
            self.end_statement(hi(span));
        }
    }

    /// Walks `statement`'s children knowing where it ends.
    fn in_statement(&mut self, span: Span, walk: impl FnOnce(&mut Self)) {
        let open = (!self.ends_with(span, b';')).then_some(hi(span));
        let outer = std::mem::replace(&mut self.open_end, open);
        walk(self);
        self.open_end = outer;
    }

    /// Walks what belongs to a function: its own `this`, its own `await`.
    fn in_function(
        &mut self,
        own_this: bool,
        body: Option<(&[Stmt], u32)>,
        is_async: bool,
        walk: impl FnOnce(&mut Self),
    ) {
        let outer = (self.keeps_context, self.open_end.take(), self.in_for_head);
        self.function_depth += 1;
        self.this_depth += u32::from(own_this);
        self.in_for_head = false;
        self.keeps_context = false;
        if let Some((statements, start)) = body {
            self.enter_function(statements, start, is_async);
        }
        walk(self);
        self.this_depth -= u32::from(own_this);
        self.function_depth -= 1;
        (self.keeps_context, self.open_end, self.in_for_head) = outer;
    }

    /// The word `import` of `import()`.
    fn replace_import(&mut self, start: u32) {
        self.uses_dynamic_import = true;
        match self.goal {
            Goal::Types => {}
            Goal::Script(base) => {
                let callee = format!("{}[{base}]", self.names.import);
                self.edits.replace(start, start + 6, callee);
            }
            Goal::Module | Goal::CommonJs => {
                if self.names.import.is_empty() {
                    self.names.import = self.namer.exactly("$mport", 6);
                }
                let name = self.names.import.clone();
                self.edits.replace_padded(start, start + 6, name);
            }
        }
    }
}

/// `{` of a body is its first byte; the statements begin behind it and behind its directives.
pub(crate) fn start_of_body(text: &str, statements: &[Stmt], span: Span) -> (u32, bool) {
    let mut at = (lo(span) + 1, true);
    for statement in statements {
        let Stmt::Expr(ExprStmt { expr, span }) = statement else { break };
        if !matches!(&**expr, Expr::Lit(Lit::Str(_))) {
            break;
        }
        let end = hi(*span);
        at = (end, text.as_bytes().get(end as usize - 1) == Some(&b';'));
    }
    at
}

impl Visit for Rewriter<'_> {
    fn visit_module_items(&mut self, items: &[ModuleItem]) {
        self.walk_module_items(items);
    }

    fn visit_stmts(&mut self, statements: &[Stmt]) {
        for statement in statements {
            if self.erases_statement(statement) {
                continue;
            }
            statement.visit_with(self);
            self.after_for_await(statement);
        }
    }

    fn visit_expr_stmt(&mut self, statement: &ExprStmt) {
        self.in_statement(statement.span, |this| statement.visit_children_with(this));
    }

    fn visit_return_stmt(&mut self, statement: &ReturnStmt) {
        self.in_statement(statement.span, |this| statement.visit_children_with(this));
    }

    fn visit_throw_stmt(&mut self, statement: &ThrowStmt) {
        self.in_statement(statement.span, |this| statement.visit_children_with(this));
    }

    fn visit_var_decl(&mut self, declaration: &VarDecl) {
        if std::mem::take(&mut self.in_for_head) {
            let outer = self.open_end.take();
            declaration.visit_children_with(self);
            self.open_end = outer;
        } else {
            self.in_statement(declaration.span, |this| declaration.visit_children_with(this));
        }
        if declaration.kind == VarDeclKind::Var && self.function_depth == 0 {
            self.announce_declarators(declaration, false);
        }
    }

    fn visit_for_stmt(&mut self, statement: &ForStmt) {
        self.in_for_head = true;
        statement.init.visit_with(self);
        self.in_for_head = false;
        statement.test.visit_with(self);
        statement.update.visit_with(self);
        self.walk_body(&statement.body);
    }

    fn visit_for_in_stmt(&mut self, statement: &ForInStmt) {
        self.walk_for_head(&statement.left, &statement.body);
        statement.right.visit_with(self);
        self.walk_body(&statement.body);
    }

    fn visit_for_of_stmt(&mut self, statement: &ForOfStmt) {
        self.walk_for_head(&statement.left, &statement.body);
        self.walk_for_of(statement);
    }

    fn visit_if_stmt(&mut self, statement: &IfStmt) {
        statement.test.visit_with(self);
        self.walk_body(&statement.cons);
        if let Some(alternative) = &statement.alt {
            self.walk_body(alternative);
        }
    }

    fn visit_while_stmt(&mut self, statement: &WhileStmt) {
        statement.test.visit_with(self);
        self.walk_body(&statement.body);
    }

    fn visit_do_while_stmt(&mut self, statement: &DoWhileStmt) {
        self.walk_body(&statement.body);
        statement.test.visit_with(self);
    }

    fn visit_with_stmt(&mut self, statement: &WithStmt) {
        statement.obj.visit_with(self);
        self.walk_body(&statement.body);
    }

    fn visit_labeled_stmt(&mut self, statement: &LabeledStmt) {
        statement.body.visit_with(self);
    }

    fn visit_try_stmt(&mut self, statement: &TryStmt) {
        self.keep_context_in_try(statement);
        statement.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, expression: &AssignExpr) {
        self.note_assignment(expression);
        expression.visit_children_with(self);
    }

    fn visit_update_expr(&mut self, expression: &UpdateExpr) {
        self.note_update(expression);
        expression.visit_children_with(self);
    }

    fn visit_await_expr(&mut self, expression: &AwaitExpr) {
        self.keep_context_over(expression);
        expression.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, expression: &CallExpr) {
        if let Callee::Import(import) = &expression.callee {
            if import.phase != ImportPhase::Evaluation {
                let phase = if import.phase == ImportPhase::Defer { "defer" } else { "source" };
                self.fail(import.span, format!("import.{phase}() is not supported"));
            }
            self.replace_import(lo(import.span));
        }
        self.erase_type_arguments(expression.type_args.as_deref());
        if let Callee::Expr(callee) = &expression.callee {
            callee.visit_with(self);
        }
        expression.args.visit_with(self);
    }

    fn visit_meta_prop_expr(&mut self, expression: &MetaPropExpr) {
        if expression.kind == MetaPropKind::ImportMeta && self.goal == Goal::Module {
            if self.names.meta.is_empty() {
                self.names.meta = self.namer.exactly("import_meta", 11);
            }
            let name = self.names.meta.clone();
            self.edits.replace_padded(lo(expression.span), hi(expression.span), name);
            self.uses_import_meta = true;
        }
    }

    fn visit_this_expr(&mut self, expression: &ThisExpr) {
        if self.goal == Goal::Module && self.this_depth == 0 {
            if self.names.this.is_empty() {
                self.names.this = self.namer.exactly("$ths", 4);
            }
            let name = self.names.this.clone();
            self.edits.replace_padded(lo(expression.span), hi(expression.span), name);
        }
    }

    fn visit_function(&mut self, function: &Function) {
        self.erase_function_types(function);
        let body = function.body.as_ref().map(|body| {
            let (at, _) = start_of_body(self.text, &body.stmts, body.span);
            (body.stmts.as_slice(), at)
        });
        self.in_function(true, body, function.is_async, |this| {
            function.decorators.visit_with(this);
            function.params.visit_with(this);
            function.body.visit_with(this);
        });
    }

    fn visit_arrow_expr(&mut self, function: &ArrowExpr) {
        self.erase_arrow_types(function);
        let body = match &*function.body {
            ArrowFunctionBody::FunctionBody(body) => {
                Some((body.stmts.as_slice(), start_of_body(self.text, &body.stmts, body.span).0))
            }
            ArrowFunctionBody::Expr(_) => None,
        };
        let open_end = self.open_end;
        self.in_function(false, body, function.is_async, |this| {
            function.params.visit_with(this);
            // The end of an expression body is the end of the statement around the arrow, too.
            this.open_end = open_end;
            function.body.visit_with(this);
        });
    }

    fn visit_constructor(&mut self, constructor: &Constructor) {
        if self.erases_constructor(constructor) {
            return;
        }
        self.in_function(true, None, false, |this| {
            constructor.params.visit_with(this);
            constructor.body.visit_with(this);
        });
    }

    fn visit_class(&mut self, class: &Class) {
        self.erase_class_types(class);
        class.decorators.visit_with(self);
        class.super_class.visit_with(self);
        class.body.visit_with(self);
    }

    fn visit_class_prop(&mut self, property: &ClassProp) {
        if self.erases_class_property(property) {
            return;
        }
        property.key.visit_with(self);
        self.in_function(true, None, false, |this| property.value.visit_with(this));
    }

    fn visit_private_prop(&mut self, property: &PrivateProp) {
        self.erase_private_property_types(property);
        self.in_function(true, None, false, |this| property.value.visit_with(this));
    }

    fn visit_auto_accessor(&mut self, property: &AutoAccessor) {
        property.key.visit_with(self);
        self.in_function(true, None, false, |this| property.value.visit_with(this));
    }

    fn visit_static_block(&mut self, block: &StaticBlock) {
        self.in_function(true, None, false, |this| block.visit_children_with(this));
    }

    fn visit_class_method(&mut self, method: &ClassMethod) {
        if !self.erases_class_method(method) {
            method.key.visit_with(self);
            method.function.visit_with(self);
        }
    }

    fn visit_private_method(&mut self, method: &PrivateMethod) {
        if !self.erases_private_method(method) {
            method.function.visit_with(self);
        }
    }

    fn visit_ts_index_signature(&mut self, signature: &TsIndexSignature) {
        self.edits.blank_statement(lo(signature.span), hi(signature.span));
    }

    fn visit_new_expr(&mut self, expression: &NewExpr) {
        self.erase_type_arguments(expression.type_args.as_deref());
        expression.callee.visit_with(self);
        expression.args.visit_with(self);
    }

    fn visit_tagged_tpl(&mut self, expression: &TaggedTpl) {
        self.erase_type_arguments(expression.type_params.as_deref());
        expression.tag.visit_with(self);
        expression.tpl.visit_with(self);
    }

    fn visit_opt_call(&mut self, expression: &OptCall) {
        self.erase_type_arguments(expression.type_args.as_deref());
        expression.callee.visit_with(self);
        expression.args.visit_with(self);
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        self.erase_definite_mark(declarator);
        declarator.visit_children_with(self);
    }

    fn visit_binding_ident(&mut self, ident: &BindingIdent) {
        self.erase_binding_types(ident);
    }

    fn visit_ts_type_ann(&mut self, annotation: &TsTypeAnn) {
        self.erase_annotation(Some(annotation));
    }

    fn visit_ts_as_expr(&mut self, expression: &TsAsExpr) {
        self.erase_behind(&expression.expr, expression.span);
    }

    fn visit_ts_satisfies_expr(&mut self, expression: &TsSatisfiesExpr) {
        self.erase_behind(&expression.expr, expression.span);
    }

    fn visit_ts_const_assertion(&mut self, expression: &TsConstAssertion) {
        self.erase_const_assertion(expression);
    }

    fn visit_ts_non_null_expr(&mut self, expression: &TsNonNullExpr) {
        self.erase_behind(&expression.expr, expression.span);
    }

    fn visit_ts_instantiation(&mut self, expression: &TsInstantiation) {
        self.erase_behind(&expression.expr, expression.span);
    }

    fn visit_ts_type_assertion(&mut self, expression: &TsTypeAssertion) {
        self.erase_before(&expression.expr, expression.span);
    }
}

/// Line and UTF-16 column, from 0.
pub(crate) fn line_and_column(index: &LineIndex, text: &str, at: u32) -> (u32, u32) {
    let position = index.position(text, at, Encoding::Utf16);
    (position.line, position.column)
}

pub(crate) fn line_index(text: &str) -> LineIndex {
    LineIndex::new(text, Terminators::JavaScript)
}
