//! What answers questions: the files that are looked at, and how much more may be spent.
//!
//! Invariants:
//! - Every step spends fuel, and so ends: what is not known by then is unknown, never wrong.
//! - An evaluator belongs to one snapshot and one thread.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use project::facts::{BindingId, ExpressionId, ExpressionKind, Facts, FunctionId, ImportKind, Name, ReferenceId};
use project::{Observed, Snapshot};
use rustc_hash::{FxHashMap, FxHashSet};
use source::{FileId, TextRange};

use crate::callbacks::{self, Site};
use crate::expando::KnownTable;
use crate::importers::KnownImporters;
use crate::kept::{KeptTables, THIS, Ties};
use crate::library::Library;
use crate::question::Questions;
use crate::types::{Node, Part, Type};
use crate::uses::Uses;

/// Steps for one evaluator; a step is about a microsecond at most.
const FUEL: u32 = 60_000;

/// Questions inside questions: expressions, annotations, members, calls. Each takes a few kilobytes of stack.
const DEPTH: u32 = 160;

/// The calls of a file by the last name of what is called.
pub(crate) type CallsByName = FxHashMap<Name, Vec<ExpressionId>>;

/// What is concluded from one way to look at packages.
#[derive(Default)]
struct Mind {
    questions: Questions,
    tables: RefCell<FxHashMap<FileId, KnownTable>>,
    importers: RefCell<KnownImporters>,
    followed: RefCell<FxHashMap<Node<FunctionId>, Rc<Vec<Site>>>>,
    exports_in_progress: RefCell<Vec<FileId>>,
    /// Of its own: what is concluded the one way must not become less for what is spent on the other.
    fuel: Cell<u32>,
    search_fuel: Cell<u32>,
}

/// What an expression is. See the crate's documentation for how.
pub struct Infer<'s> {
    pub(crate) snapshot: &'s Snapshot,
    pub(crate) library: &'static Library,
    fuel: Cell<u32>,
    /// How much of it may go into finding out where functions go.
    pub(crate) search_fuel: Cell<u32>,
    /// What must be left of the fuel by what is being asked.
    reserve: Cell<u32>,
    depth: Cell<u32>,
    is_cancelled: &'s dyn Fn() -> bool,
    files: RefCell<FxHashMap<FileId, Option<Arc<Facts>>>>,
    pub(crate) replaced: Option<FileId>,
    pub(crate) questions: Questions,
    pub(crate) tables: RefCell<FxHashMap<FileId, KnownTable>>,
    /// How many of them are in the making.
    pub(crate) tables_begun: Cell<u32>,
    /// What is being concluded depends on these.
    pub(crate) ties: Cell<Ties>,
    /// Of packages as they are declared, and as they run.
    pub(crate) kept: [OnceCell<Option<KeptTables>>; 2],
    pub(crate) calls: RefCell<FxHashMap<FileId, Rc<CallsByName>>>,
    pub(crate) uses: RefCell<FxHashMap<FileId, Rc<Uses>>>,
    pub(crate) importers: RefCell<KnownImporters>,
    /// Where functions get to.
    pub(crate) followed: RefCell<FxHashMap<Node<FunctionId>, Rc<Vec<Site>>>>,
    pub(crate) exports_in_progress: RefCell<Vec<FileId>>,
    /// Whether a browser's globals are there.
    pub(crate) has_browser: bool,
    /// Whether an import leads to what runs rather than to its declarations.
    pub(crate) prefers_sources: Cell<bool>,
    /// What is known of packages as they run, while they are looked at as they are declared.
    sources: Mind,
    /// What comments mean by names that their files don't declare.
    pub(crate) project_types: RefCell<FxHashMap<Name, Option<(FileId, Name)>>>,
    global_types: RefCell<FxHashMap<Name, Option<Node<BindingId>>>>,
    /// What was observed of files that were asked about.
    pub(crate) observed: RefCell<FxHashMap<FileId, Option<Arc<Observed>>>>,
    /// The places of which it is said what was observed there.
    pub(crate) seen: RefCell<FxHashSet<(FileId, TextRange)>>,
}

impl<'s> Infer<'s> {
    pub fn new(snapshot: &'s Snapshot, is_cancelled: &'s dyn Fn() -> bool) -> Infer<'s> {
        Infer {
            snapshot,
            library: Library::get(),
            fuel: Cell::new(FUEL),
            search_fuel: Cell::new(callbacks::FUEL),
            reserve: Cell::new(0),
            depth: Cell::new(0),
            is_cancelled,
            files: RefCell::default(),
            replaced: None,
            questions: Questions::default(),
            tables: RefCell::default(),
            tables_begun: Cell::default(),
            ties: Cell::default(),
            kept: <[_; 2]>::default(),
            calls: RefCell::default(),
            uses: RefCell::default(),
            importers: RefCell::default(),
            followed: RefCell::default(),
            exports_in_progress: RefCell::default(),
            has_browser: false,
            prefers_sources: Cell::new(false),
            sources: Mind { fuel: Cell::new(FUEL), search_fuel: Cell::new(callbacks::FUEL), ..Mind::default() },
            project_types: RefCell::default(),
            global_types: RefCell::default(),
            observed: RefCell::default(),
            seen: RefCell::default(),
        }
    }

    /// Another library than the one in the binary: for its maker.
    pub fn with_library(mut self, library: &'static Library) -> Infer<'s> {
        self.library = library;
        self.kept = [OnceCell::from(None), OnceCell::from(None)];
        self
    }

    /// With a browser's globals beside Node's.
    pub fn with_browser(mut self, has_browser: bool) -> Infer<'s> {
        self.has_browser = has_browser;
        self
    }

    /// Packages are read as they run, not as they are declared.
    pub fn preferring_sources(self) -> Infer<'s> {
        self.prefers_sources.set(true);
        self
    }

    /// Runs `work` on packages as they run and not as they are declared. What is concluded of that is remembered apart.
    pub(crate) fn as_it_runs<R>(&self, work: impl FnOnce() -> R) -> R {
        if self.prefers_sources.replace(true) {
            return work();
        }
        let change = || {
            self.questions.swap(&self.sources.questions);
            self.tables.swap(&self.sources.tables);
            self.importers.swap(&self.sources.importers);
            self.followed.swap(&self.sources.followed);
            self.exports_in_progress.swap(&self.sources.exports_in_progress);
            self.fuel.swap(&self.sources.fuel);
            self.search_fuel.swap(&self.sources.search_fuel);
        };
        change();
        let reserve = self.reserve.take();
        let begun = self.tables_begun.take();
        let ties = self.ties.take();
        let result = work();
        let is_tied = self.ties.get() != 0;
        change();
        self.prefers_sources.set(false);
        self.reserve.set(reserve);
        self.tables_begun.set(begun);
        self.ties.set(ties);
        if is_tied {
            self.tie(THIS);
        }
        result
    }

    /// As much to spend as at the start, for the next of many questions. What is known stays known.
    pub fn refuel(&self) {
        if !(self.is_cancelled)() {
            self.fuel.set(FUEL);
            self.search_fuel.set(callbacks::FUEL);
            self.sources.fuel.set(FUEL);
            self.sources.search_fuel.set(callbacks::FUEL);
        }
    }

    /// Whether nobody waits for an answer any more.
    pub fn is_cancelled(&self) -> bool {
        (self.is_cancelled)()
    }

    /// Facts that replace those of a file: of its text as repaired at the cursor.
    pub fn with_facts(mut self, file: FileId, facts: Arc<Facts>) -> Infer<'s> {
        self.files.borrow_mut().insert(file, Some(facts));
        self.replaced = Some(file);
        self
    }

    /// Whether other facts stand for a file than those of its text.
    pub(crate) fn is_replaced(&self, file: FileId) -> bool {
        self.replaced == Some(file)
    }

    /// The facts of a file of the project, of a package, or of the library.
    pub fn facts(&self, file: FileId) -> Option<Arc<Facts>> {
        if self.is_replaced(file) {
            self.tie(THIS);
        }
        if let Some(known) = self.files.borrow().get(&file) {
            return known.clone();
        }
        let facts = match self.library.facts(file) {
            Some(facts) => Some(facts),
            None => self.snapshot.facts(file),
        };
        self.files.borrow_mut().insert(file, facts.clone());
        facts
    }

    /// Whether the budget was used up: answers may be incomplete.
    pub fn is_exhausted(&self) -> bool {
        self.fuel.get() <= self.reserve.get()
    }

    pub(crate) fn fuel_left(&self) -> u32 {
        self.fuel.get()
    }

    /// Lets `work` spend no more than this.
    pub(crate) fn within<R>(&self, fuel: u32, work: impl FnOnce() -> R) -> R {
        let reserve = self.reserve.get();
        self.reserve.set(self.fuel.get().saturating_sub(fuel).max(reserve));
        let result = work();
        self.reserve.set(reserve);
        result
    }

    /// Lets `work` spend what it likes, at nobody's expense who is to spend no more than something.
    pub(crate) fn apart<R>(&self, work: impl FnOnce() -> R) -> R {
        let reserve = self.reserve.replace(0);
        let before = self.fuel.get();
        let result = work();
        self.reserve.set(reserve.saturating_sub(before - self.fuel.get()));
        result
    }

    pub(crate) fn can_spend(&self) -> bool {
        if self.depth.get() >= DEPTH {
            self.tie(THIS);
            return false;
        }
        !self.is_exhausted()
    }

    /// Spends one step. False: stop here.
    pub(crate) fn spend(&self) -> bool {
        if !self.can_spend() {
            return false;
        }
        let left = self.fuel.get();
        if left.is_multiple_of(256) && (self.is_cancelled)() {
            self.fuel.set(0);
            return false;
        }
        self.fuel.set(left - 1);
        true
    }

    /// Runs `work` one level deeper; too deep, nothing is known.
    pub(crate) fn deeper<R: Default>(&self, work: impl FnOnce() -> R) -> R {
        if !self.spend() {
            return R::default();
        }
        let depth = self.depth.get();
        self.depth.set(depth + 1);
        let result = work();
        self.depth.set(depth);
        result
    }

    /// The file that a specifier stands for: declarations where there are some. `None`: a builtin of Node, or nothing.
    pub(crate) fn module(&self, from: FileId, specifier: &str, kind: ImportKind) -> Module {
        if self.library.holds(from) {
            return match self.library.ambient_module(specifier) {
                Some((file, index)) => Module::Ambient(file, index),
                None => Module::Unknown,
            };
        }
        crate::module::resolve(self, from, specifier, kind)
    }

    /// The name of a reference that nothing in its file binds.
    pub(crate) fn global_name<'f>(&self, facts: &'f Facts, expression: ExpressionId) -> Option<&'f Name> {
        let ExpressionKind::Reference(reference) = facts[expression].kind else { return None };
        unbound(facts, reference)
    }

    /// `Object.assign` for a member of a global, `require` for a global.
    pub(crate) fn global_path(&self, facts: &Facts, expression: ExpressionId) -> Option<String> {
        match &facts[expression].kind {
            ExpressionKind::Reference(reference) => unbound(facts, *reference).map(|name| name.to_string()),
            ExpressionKind::Member { object, property, .. } => {
                let object = self.global_name(facts, *object)?;
                Some(format!("{object}.{property}"))
            }
            _ => None,
        }
    }
}

/// What a specifier stands for, as far as its values and types go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Module {
    File(FileId),
    /// `declare module 'x'` by its file and number there.
    Ambient(FileId, u32),
    Unknown,
}

fn unbound(facts: &Facts, reference: ReferenceId) -> Option<&Name> {
    let reference = &facts[reference];
    reference.binding.is_none().then_some(&reference.name)
}

impl Infer<'_> {
    /// The bindings that declare a global.
    pub(crate) fn globals(&self, name: &Name) -> Vec<Node<BindingId>> {
        self.library.globals(name, self.has_browser)
    }

    /// The names of all globals, in the order of the alphabet.
    pub fn global_names(&self) -> impl Iterator<Item = &'static Name> {
        self.library.global_names(self.has_browser)
    }

    /// What a global is, by how it is declared.
    pub fn global_kind(&self, name: &Name) -> crate::MemberKind {
        self.library.global_kind(name, self.has_browser)
    }

    /// Whether a global name means a type.
    pub fn is_global_type(&self, name: &Name) -> bool {
        use project::facts::DeclarationKind::{Alias, Class, Enum, Interface};
        self.globals(name).into_iter().any(|global| {
            self.facts(global.file).is_some_and(|facts| {
                facts[global.id]
                    .declarations
                    .iter()
                    .any(|declaration| matches!(declaration.kind, Interface(_) | Alias(_) | Class(_) | Enum(_)))
            })
        })
    }

    /// The binding of a global type.
    pub(crate) fn global_type(&self, name: &str) -> Option<Node<BindingId>> {
        let name = Name::from(name);
        if let Some(known) = self.global_types.borrow().get(&name) {
            return *known;
        }
        let found = self.globals(&name).into_iter().next();
        self.global_types.borrow_mut().insert(name, found);
        found
    }

    /// One part for each expression of a list.
    pub(crate) fn union_of(&self, file: FileId, expressions: impl IntoIterator<Item = ExpressionId>) -> Type {
        expressions.into_iter().map(|expression| self.type_of(Node::new(file, expression))).collect()
    }

    pub(crate) fn promise(&self, of: Type) -> Type {
        match self.global_type("Promise") {
            Some(name) => Type::from(Part::Interface { name, arguments: Arc::from([of]) }),
            None => Type::unknown(),
        }
    }

    /// An interface of the library.
    pub(crate) fn library_type(&self, name: &str, arguments: &[Type]) -> Type {
        match self.global_type(name) {
            Some(name) => Type::from(Part::Interface { name, arguments: Arc::from(arguments) }),
            None => Type::unknown(),
        }
    }
}
