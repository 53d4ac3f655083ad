//! Emitters of events: which calls name an event, which of two emitters are the same, and what listeners are given.
//!
//! An emitter is whatever has both `on` and `emit`: Node's `EventEmitter`, what extends it, what it was mixed into, and packages of the
//! same shape. A class of emitters is told by its declaration, and is the same as what extends it. A plain `EventEmitter` has no
//! class of its own: it is told by the variable or the property that holds it.

use std::sync::Arc;

use project::facts::{BindingId, DeclarationKind, ExpressionId, ExpressionKind, Facts, FunctionId, Name};
use source::{FileId, TextRange};

use crate::evaluator::Infer;
use crate::member::UNIVERSAL;
use crate::navigation::{Follow, Origin};
use crate::types::{Constructor, Node, Part, Type};

/// How far inheritance, and names that only hold what another one does, are followed.
const STEPS: u32 = 12;

/// `emit` calls whose arguments are looked at for one parameter.
const CALLS: usize = 12;

/// Files that are looked through for them.
const FILES: usize = 12;

/// What a call does with the event that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventRole {
    Emit,
    /// A function is called each time, or once.
    Listen,
    /// Listeners are counted, removed, listed.
    Other,
}

const METHODS: [(&str, EventRole); 13] = [
    ("emit", EventRole::Emit),
    ("on", EventRole::Listen),
    ("once", EventRole::Listen),
    ("addListener", EventRole::Listen),
    ("prependListener", EventRole::Listen),
    ("prependOnceListener", EventRole::Listen),
    ("off", EventRole::Other),
    ("removeListener", EventRole::Other),
    ("removeAllListeners", EventRole::Other),
    ("listenerCount", EventRole::Other),
    ("listeners", EventRole::Other),
    ("rawListeners", EventRole::Other),
    ("eventNames", EventRole::Other),
];

/// `emitter.on('name', …)`, by its parts.
#[derive(Clone, PartialEq, Debug)]
pub struct EventCall {
    pub call: ExpressionId,
    pub role: EventRole,
    pub name: Name,
    /// The string.
    pub string: ExpressionId,
    pub emitter: ExpressionId,
    /// `once(emitter, 'name')` of `node:events`: an event only if the first argument is an emitter.
    pub is_function: bool,
}

impl EventCall {
    /// What a call says of an event, if it may be one about an event.
    pub fn of(facts: &Facts, call: ExpressionId) -> Option<EventCall> {
        let ExpressionKind::Call { callee, arguments, .. } = &facts[call].kind else { return None };
        let string = |argument: ExpressionId| match &facts[argument].kind {
            ExpressionKind::String(name) => Some((argument, name.clone())),
            _ => None,
        };
        let first = *arguments.first()?;
        if let ExpressionKind::Member { object, property, .. } = &facts[*callee].kind
            && let Some((_, role)) = METHODS.iter().find(|(method, _)| property == method)
            && let Some((string, name)) = string(first)
        {
            return Some(EventCall { call, role: *role, name, string, emitter: *object, is_function: false });
        }
        let function = match &facts[*callee].kind {
            ExpressionKind::Reference(reference) => &facts[*reference].name,
            ExpressionKind::Member { property, .. } => property,
            _ => return None,
        };
        if !matches!(&**function, "once" | "on") {
            return None;
        }
        let (string, name) = string(*arguments.get(1)?)?;
        Some(EventCall { call, role: EventRole::Listen, name, string, emitter: first, is_function: true })
    }

    /// All of a file, in the order of its expressions.
    pub fn all(facts: &Facts) -> impl Iterator<Item = EventCall> {
        (0..facts.expressions.len()).filter_map(|index| EventCall::of(facts, ExpressionId(index as u32)))
    }
}

/// What tells an emitter from others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Identity {
    /// The name of a class, of a function that is one, of an interface.
    Declared(Node<BindingId>),
    /// A class without a name, an object.
    Value(Node<ExpressionId>),
    /// Where the variable or the property that holds it is declared.
    Held(FileId, TextRange),
    Exports(FileId),
}

impl Identity {
    fn file(self) -> FileId {
        match self {
            Identity::Declared(node) => node.file,
            Identity::Value(node) => node.file,
            Identity::Held(file, _) | Identity::Exports(file) => file,
        }
    }
}

/// Something that emits events.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Emitter {
    /// What it is itself. None: some emitter, nobody knows which.
    heads: Vec<Identity>,
    /// With everything that it inherits from, but for what any emitter does.
    all: Vec<Identity>,
}

/// Whether two emitters are one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kinship {
    Other,
    /// Of one at least too little is known.
    Unknown,
    Same,
}

impl Emitter {
    pub fn kinship(&self, other: &Emitter) -> Kinship {
        if self.heads.is_empty() || other.heads.is_empty() {
            return Kinship::Unknown;
        }
        let is_of = |heads: &[Identity], all: &[Identity]| heads.iter().any(|head| all.contains(head));
        if is_of(&self.heads, &other.all) || is_of(&other.heads, &self.all) { Kinship::Same } else { Kinship::Other }
    }

    /// Whether something is known that tells it from other emitters.
    pub fn is_known(&self) -> bool {
        !self.heads.is_empty()
    }

    /// The files that declare it and what it inherits from.
    pub fn homes(&self) -> Vec<FileId> {
        let mut files: Vec<FileId> = Vec::new();
        for identity in &self.all {
            if !files.contains(&identity.file()) {
                files.push(identity.file());
            }
        }
        files
    }
}

impl Infer<'_> {
    /// The emitter whose event a call names. `None`: it is known to be none.
    pub fn emitter_of(&self, facts: &Arc<Facts>, file: FileId, call: &EventCall) -> Option<Emitter> {
        let of = self.type_of(Node::new(file, call.emitter)).non_nullable();
        let method = |name: &str| self.members_named(&of, name).iter().any(|member| member.level < UNIVERSAL);
        if !(method("emit") && method("on")) {
            // What has neither is known in part at best: nothing speaks against it.
            let is_other = call.is_function || method("on");
            return (!is_other).then(Emitter::default);
        }
        let mut emitter = Emitter::default();
        for part in of.parts() {
            let Some(identity) = self.identity(part) else { continue };
            if self.is_any_emitter(identity) {
                let held = self.held(facts, Node::new(file, call.emitter), 0);
                emitter.heads.extend(held.iter().copied());
                emitter.all.extend(held);
                continue;
            }
            emitter.heads.push(identity);
            self.lineage(part, 0, &mut emitter.all);
        }
        Some(emitter)
    }

    fn identity(&self, part: &Part) -> Option<Identity> {
        let origin = match part {
            Part::Instance { of, .. } | Part::Prototype(of) => match of {
                Constructor::Class(class) => self.origin_of_class(*class)?,
                Constructor::Function(function) => self.origin_of_function(*function)?,
            },
            Part::Class(class) => self.origin_of_class(*class)?,
            Part::Function { function, .. } => self.origin_of_function(*function)?,
            Part::Interface { name, .. } => return Some(Identity::Declared(*name)),
            Part::Object(node) => return Some(Identity::Value(*node)),
            Part::Exports(file) | Part::ModuleNamespace(file) => return Some(Identity::Exports(*file)),
            _ => return None,
        };
        match origin {
            Origin::Binding(node) => Some(Identity::Declared(node)),
            Origin::Value(node) => Some(Identity::Value(node)),
            _ => None,
        }
    }

    /// Whether it is a class of others whose instances have nothing in common: `EventEmitter` and those of packages like it.
    fn is_any_emitter(&self, identity: Identity) -> bool {
        let Identity::Declared(node) = identity else { return false };
        let is_own = !self.library.holds(node.file) && self.snapshot.is_own(node.file);
        !is_own && self.facts(node.file).is_some_and(|facts| facts[node.id].name.ends_with("Emitter"))
    }

    /// What a part is and what it inherits from.
    fn lineage(&self, part: &Part, depth: u32, all: &mut Vec<Identity>) {
        let Some(identity) = self.identity(part) else { return };
        if depth > STEPS || all.contains(&identity) || self.is_any_emitter(identity) {
            return;
        }
        all.push(identity);
        let bases = match part {
            Part::Instance { of: Constructor::Class(class), .. } | Part::Prototype(Constructor::Class(class)) => {
                let Some(facts) = self.facts(class.file) else { return };
                let base = facts[class.id].extends.map(|base| self.type_of(class.with(base))).unwrap_or_default();
                self.instances_of(&base)
            }
            Part::Instance { of, .. } | Part::Prototype(of) => self.inherited(*of).as_prototype(),
            Part::Interface { name, .. } => {
                let Some(facts) = self.facts(name.file) else { return };
                let extended = facts[name.id].declarations.iter().filter_map(|declaration| match declaration.kind {
                    DeclarationKind::Interface(interface) => Some(&facts[interface].extends),
                    _ => None,
                });
                extended.flatten().map(|base| self.type_from(name.with(*base), &None)).collect()
            }
            _ => Type::unknown(),
        };
        for base in bases.parts() {
            self.lineage(base, depth + 1, all);
        }
    }

    /// The variable or the property that holds an emitter. Empty: it was passed, or made on the spot.
    fn held(&self, facts: &Arc<Facts>, node: Node<ExpressionId>, depth: u32) -> Vec<Identity> {
        if depth > STEPS || !self.spend() {
            return Vec::new();
        }
        let origins = match &facts[node.id].kind {
            ExpressionKind::Reference(reference) => {
                let Some(binding) = facts[*reference].binding else { return Vec::new() };
                // `const bus = this.bus`: what it holds is known under another name.
                if let [only] = facts[binding].values.as_slice()
                    && matches!(facts[*only].kind, ExpressionKind::Member { .. } | ExpressionKind::Reference(_))
                {
                    return self.held(facts, node.with(*only), depth + 1);
                }
                self.origins_of_binding(node.with(binding), Follow::Values)
            }
            ExpressionKind::Member { object, property, .. } => {
                let members = self.members_named(&self.type_of(node.with(*object)), property);
                self.origins_of_members(&members, Follow::Values)
            }
            // `emitter.on(…).on(…)`
            ExpressionKind::Call { callee, .. } => {
                return match &facts[*callee].kind {
                    ExpressionKind::Member { object, property, .. }
                        if METHODS.iter().any(|(method, _)| property == method) =>
                    {
                        self.held(facts, node.with(*object), depth + 1)
                    }
                    _ => Vec::new(),
                };
            }
            ExpressionKind::As { value, .. } | ExpressionKind::NonNull(value) => {
                return self.held(facts, node.with(*value), depth + 1);
            }
            _ => return Vec::new(),
        };
        let is_passed = |origin: &Origin| match origin {
            Origin::Binding(node) => self.facts(node.file).is_none_or(|facts| {
                let mut declared = facts[node.id].declarations.iter();
                declared.any(|declaration| matches!(declaration.kind, DeclarationKind::Parameter(_)))
            }),
            _ => false,
        };
        let known = origins.iter().filter(|origin| !is_passed(origin));
        known.flat_map(|origin| self.keys(origin)).map(|(file, range)| Identity::Held(file, range)).collect()
    }

    /// What `emit` calls pass as argument `index` to the listener that a call adds.
    pub(crate) fn emitted(
        &self,
        facts: &Arc<Facts>,
        call: Node<ExpressionId>,
        listener: Node<FunctionId>,
        index: usize,
    ) -> Type {
        let mut result = Type::unknown();
        let Some(listened) = EventCall::of(facts, call.id).filter(|one| one.role == EventRole::Listen) else {
            return result;
        };
        if self.library.holds(call.file) || listened.is_function {
            return result;
        }
        let Some(emitter) = self.emitter_of(facts, call.file, &listened) else { return result };
        let mut files = vec![call.file];
        for home in emitter.homes().into_iter().filter(|home| !self.library.holds(*home)) {
            files.extend(std::iter::once(home).chain(self.snapshot.importers(home)));
        }
        let mut seen = rustc_hash::FxHashSet::default();
        files.retain(|file| seen.insert(*file));
        let mut looked_at = 0;
        for file in files.into_iter().take(FILES) {
            let Some(facts) = self.facts(file) else { continue };
            let calls = self.calls_named(&facts, file);
            for emit in calls.get(&Name::from("emit")).into_iter().flatten() {
                let Some(emitted) = EventCall::of(&facts, *emit).filter(|one| one.name == listened.name) else {
                    continue;
                };
                let ExpressionKind::Call { arguments, .. } = &facts[*emit].kind else { continue };
                let Some(argument) = arguments.get(index + 1) else { continue };
                // What a listener passes on says nothing of what it is given.
                let is_inside = file == listener.file
                    && facts[listener.id].range.contains_range(facts[*argument].range)
                    && matches!(facts[*argument].kind, ExpressionKind::Reference(_));
                let is_spread = arguments[..=index + 1]
                    .iter()
                    .any(|argument| matches!(facts[*argument].kind, ExpressionKind::Spread(_)));
                if is_inside || is_spread {
                    continue;
                }
                looked_at += 1;
                if looked_at > CALLS {
                    return result;
                }
                let other = self.emitter_of(&facts, file, &emitted);
                if other.is_some_and(|other| emitter.kinship(&other) == Kinship::Same) {
                    result.merge(self.type_of(Node::new(file, *argument)).widened());
                }
            }
        }
        result
    }
}
