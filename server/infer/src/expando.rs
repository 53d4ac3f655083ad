//! What is put on objects after they were made: `app.use = …`, `F.prototype.m = …`, `exports.x = …`, `this.x = …`,
//! `Object.assign`, `Object.defineProperty`, `util.inherits`, loops over constant keys.
//!
//! One table for each file, made once, in the order of the text: while it is being made, later lines see what earlier
//! lines put in.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use project::facts::{Assignment, DocId, ExpressionId, ExpressionKind, Facts, Name, PropertyKey, ThisOf};
use rustc_hash::FxHashMap;
use source::{FileId, TextRange};

use crate::evaluator::Infer;
use crate::kept::{THIS, Ties, tie_of};
use crate::types::{Constructor, Node, Part, Type};

/// Keys that a loop over constants may expand to.
const KEYS: usize = 100;

/// Assignments of one file that are looked at: build output has more, and says nothing with them.
const ASSIGNMENTS: usize = 6_000;

/// What may be spent on a table, and on one holder in it: a few hard ones must not leave nothing for all others.
const OF_TABLE: u32 = 20_000;
const OF_HOLDER: u32 = 1_000;

#[derive(Clone, Default)]
pub(crate) struct Table {
    entries: FxHashMap<Part, Vec<Entry>>,
    /// What `module.exports` (and `exports`, together with it) was assigned.
    pub exports_values: Vec<ExpressionId>,
}

#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Property(Expando),
    /// Everything that this value has.
    Copy(ExpressionId),
    /// What this value's prototype chain has: `Object.setPrototypeOf(x, value)`, `X.prototype = value`.
    Inherit(Type),
}

/// A property that was put on an object.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Expando {
    pub name: Name,
    pub value: ExpandoValue,
    /// The name where it is written.
    pub range: TextRange,
    pub doc: Option<DocId>,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum ExpandoValue {
    Expression(ExpressionId),
    /// `Object.defineProperty(o, 'x', { get() {} })`
    Getter(ExpressionId),
}

impl Table {
    pub fn len(&self) -> usize {
        self.exports_values.len() + self.entries.values().map(Vec::len).sum::<usize>()
    }

    pub fn of(&self, part: &Part) -> &[Entry] {
        self.entries.get(part).map(Vec::as_slice).unwrap_or_default()
    }

    fn add(&mut self, part: Part, entry: Entry) {
        let entries = self.entries.entry(part).or_default();
        if let Entry::Property(new) = &entry
            && entries.iter().any(|known| matches!(known, Entry::Property(known) if known == new))
        {
            return;
        }
        entries.push(entry);
    }
}

/// A table as one evaluator knows it.
pub(crate) struct KnownTable {
    table: Rc<RefCell<Arc<Table>>>,
    pub ties: Ties,
}

/// The part under which the table knows an object: without what differs from use to use.
pub(crate) fn identity(part: &Part) -> Option<(FileId, Part)> {
    Some(match part {
        Part::Object(node) => (node.file, part.clone()),
        Part::Function { function, .. } => (function.file, Part::function(function.file, function.id)),
        Part::Class(class) => (class.file, part.clone()),
        Part::Instance { of, .. } => (file_of(of), Part::instance(*of)),
        Part::Prototype(of) => (file_of(of), part.clone()),
        Part::Exports(file) => (*file, part.clone()),
        _ => return None,
    })
}

fn file_of(constructor: &Constructor) -> FileId {
    match constructor {
        Constructor::Class(class) => class.file,
        Constructor::Function(function) => function.file,
    }
}

impl Infer<'_> {
    /// What is put on an object, in its own file and in the one that is being looked at.
    pub(crate) fn expandos(&self, part: &Part) -> Vec<(FileId, Entry)> {
        let Some((file, key)) = identity(part) else { return Vec::new() };
        let table = self.table(file);
        let table = table.borrow();
        table.of(&key).iter().map(|entry| (file, entry.clone())).collect()
    }

    /// What importers copy an object's members onto: `mixin(app, methods)`. In these methods `this` is that as well.
    pub(crate) fn copied_onto(&self, of: &Type) -> Type {
        let mut result = Type::unknown();
        for part in of.parts() {
            let Some((file, key)) = identity(part).filter(|(_, key)| matches!(key, Part::Object(_) | Part::Exports(_)))
            else {
                continue;
            };
            for importer in self.importers_of(file) {
                let table = self.table(importer);
                let copies: Vec<(Part, ExpressionId)> = {
                    let table = table.borrow();
                    let copies = table.entries.iter().flat_map(|(onto, entries)| {
                        entries.iter().filter_map(move |entry| match entry {
                            Entry::Copy(source) => Some((onto.clone(), *source)),
                            _ => None,
                        })
                    });
                    copies.collect()
                };
                for (onto, source) in copies {
                    let source = self.type_of(Node::new(importer, source));
                    if source.parts().iter().any(|part| identity(part).is_some_and(|(_, other)| other == key)) {
                        result.add(onto);
                    }
                }
            }
        }
        result
    }

    /// `globalThis.x = …`
    pub(crate) fn global_expando(&self, file: FileId, name: &Name) -> Type {
        let table = self.table(file);
        let values: Vec<_> = table
            .borrow()
            .of(&Part::Global)
            .iter()
            .filter_map(|entry| match entry {
                Entry::Property(expando) if expando.name == *name => match expando.value {
                    ExpandoValue::Expression(value) => Some(value),
                    ExpandoValue::Getter(_) => None,
                },
                _ => None,
            })
            .collect();
        self.union_of(file, values)
    }

    pub(crate) fn table(&self, file: FileId) -> Rc<RefCell<Arc<Table>>> {
        if let Some(known) = self.tables.borrow().get(&file) {
            self.tie(known.ties);
            return known.table.clone();
        }
        let is_of_library = self.library.holds(file);
        if !is_of_library && let Some(kept) = self.kept_tables().and_then(|kept| kept.get(file)) {
            let table = Rc::new(RefCell::new(kept));
            self.tables.borrow_mut().insert(file, KnownTable { table: table.clone(), ties: 0 });
            return table;
        }
        let table = Rc::<RefCell<Arc<Table>>>::default();
        let own = tie_of(self.tables_begun.get());
        self.tables.borrow_mut().insert(file, KnownTable { table: table.clone(), ties: own });
        let outer = self.ties.take();
        self.tables_begun.update(|begun| begun + 1);
        if !is_of_library && let Some(facts) = self.facts(file) {
            let filling = Filling { infer: self, file, facts: &facts, table: &table };
            self.apart(|| self.within(OF_TABLE, || self.provisionally(|| filling.fill())));
        }
        self.tables_begun.update(|begun| begun - 1);
        let ties = self.end_table(file, own);
        self.ties.set(outer | ties);
        table
    }

    /// A table is complete as far as it will be: what depends on it having been in the making stays as it was made.
    fn end_table(&self, file: FileId, own: Ties) -> Ties {
        // Nothing was left to spend: some of it may be missing.
        if self.is_exhausted() {
            self.tie(THIS);
        }
        let ties = self.ties.get() & !own;
        let mut tables = self.tables.borrow_mut();
        for known in tables.values_mut().filter(|known| known.ties & own != 0) {
            known.ties = known.ties & !own | THIS;
        }
        let Some(known) = tables.get_mut(&file) else { return ties };
        known.ties = ties;
        if ties == 0
            && !self.library.holds(file)
            && let Some(kept) = self.kept_tables()
        {
            kept.keep(file, known.table.borrow().clone());
        }
        ties
    }
}

/// A table that is being made.
struct Filling<'i> {
    infer: &'i Infer<'i>,
    file: FileId,
    facts: &'i Arc<Facts>,
    table: &'i RefCell<Arc<Table>>,
}

impl Filling<'_> {
    fn fill(&self) {
        // `module.exports = …` first: what the others put on it depends on it.
        let mut seen = 0;
        let is_common_js = self.infer.is_common_js(self.facts);
        if is_common_js {
            for expression in &self.facts.expressions {
                if let ExpressionKind::Assign { target, value, operator: None } = expression.kind
                    && is_module_exports(self.infer, self.facts, target)
                {
                    let value = through_assignments(self.facts, value);
                    if !is_module_exports(self.infer, self.facts, value) && !is_exports(self.infer, self.facts, value) {
                        Arc::make_mut(&mut self.table.borrow_mut()).exports_values.push(value);
                    }
                }
            }
        }
        for assignment in &self.facts.assignments {
            self.documented_only(assignment);
        }
        for (index, expression) in self.facts.expressions.iter().enumerate() {
            match &expression.kind {
                ExpressionKind::Assign { target, value, operator } => {
                    seen += 1;
                    if seen > ASSIGNMENTS {
                        return;
                    }
                    // `x.y ||= z` puts z there as well.
                    let puts = operator.is_none_or(|operator| {
                        use project::facts::BinaryOperator::{And, Coalesce, Or};
                        matches!(operator, And | Or | Coalesce)
                    });
                    if puts {
                        self.assignment(*target, *value, ExpressionId(index as u32));
                    }
                }
                ExpressionKind::Call { callee, arguments, .. } if !arguments.is_empty() => {
                    self.call(*callee, arguments);
                }
                _ => {}
            }
        }
    }

    /// `/** @type {T} */ this.name;` says what will be there.
    fn documented_only(&self, row: &Assignment) {
        let ExpressionKind::Member { object, property, property_range, .. } = &self.facts[row.expression].kind else {
            return;
        };
        if self.infer.documented_type(self.facts, row.doc).is_none() {
            return;
        }
        let value = ExpandoValue::Expression(row.expression);
        let expando = Expando { name: property.clone(), value, range: *property_range, doc: row.doc };
        for part in self.value(*object).parts() {
            self.put(part, Entry::Property(expando.clone()));
        }
    }

    fn assignment(&self, target: ExpressionId, value: ExpressionId, whole: ExpressionId) {
        let value = through_assignments(self.facts, value);
        match &self.facts[target].kind {
            ExpressionKind::Member { object, property, property_range, .. } => {
                if is_module_exports(self.infer, self.facts, target) && self.infer.is_common_js(self.facts) {
                    return;
                }
                let holder = self.value(*object);
                if *property == *"__proto__" {
                    for part in holder.parts() {
                        let inherited = self.value(value);
                        self.put(part, Entry::Inherit(inherited));
                    }
                    return;
                }
                if *property == *"prototype" {
                    for part in holder.parts() {
                        if let Some(of) = constructor_of(part) {
                            let inherited = self.value(value);
                            self.put(&Part::Prototype(of), Entry::Inherit(inherited));
                        }
                    }
                    return;
                }
                let doc = doc_of(self.facts, whole);
                for part in holder.parts() {
                    let expando = Expando {
                        name: property.clone(),
                        value: ExpandoValue::Expression(value),
                        range: *property_range,
                        doc,
                    };
                    self.put(part, Entry::Property(expando));
                }
            }
            ExpressionKind::Index { object, index, .. } => {
                let keys = self.constant_keys(*index);
                let source = copied_from(self.facts, value, *index);
                if keys.is_empty() && source.is_none() {
                    // `table[key] = value`: the value is remembered under no name.
                    return;
                }
                let holder = self.value(*object);
                for part in holder.parts() {
                    for key in keys.iter().take(KEYS) {
                        let expando = Expando {
                            name: key.clone(),
                            value: ExpandoValue::Expression(value),
                            range: self.facts[*index].range,
                            doc: None,
                        };
                        self.put(part, Entry::Property(expando));
                    }
                }
                for part in holder.parts() {
                    if let Some(source) = source {
                        self.put(part, Entry::Copy(source));
                    }
                }
            }
            ExpressionKind::Reference(reference) if self.facts[*reference].binding.is_none() => {
                let reference = &self.facts[*reference];
                if &*reference.name != "exports" && &*reference.name != "module" {
                    let expando = Expando {
                        name: reference.name.clone(),
                        value: ExpandoValue::Expression(value),
                        range: reference.range,
                        doc: doc_of(self.facts, whole),
                    };
                    self.put(&Part::Global, Entry::Property(expando));
                }
            }
            _ => {}
        }
    }

    fn call(&self, callee: ExpressionId, arguments: &[ExpressionId]) {
        let path = self.infer.global_path(self.facts, callee);
        let Some(last) = called_name(self.facts, callee) else { return };
        match (path.as_deref(), last, arguments) {
            (Some("Object.assign"), _, [target, sources @ ..])
            | (None, "extend" | "mixin" | "merge" | "assign" | "defaults" | "_extend", [target, sources @ ..])
                if !sources.is_empty() =>
            {
                let holder = self.value(*target);
                for part in holder.parts() {
                    for source in sources {
                        if !matches!(self.facts[*source].kind, ExpressionKind::Boolean(_)) {
                            self.put(part, Entry::Copy(*source));
                        }
                    }
                }
            }
            (path, name, [target, key, descriptor, ..]) if defines_property(path, name) => {
                let holder = self.value(*target);
                if let Some(source) = copied_from(self.facts, *descriptor, *key) {
                    for part in holder.parts() {
                        self.put(part, Entry::Copy(source));
                    }
                    return;
                }
                for key_name in self.constant_keys(*key) {
                    for part in holder.parts() {
                        let value = match described_value(self.facts, *descriptor) {
                            Some(value) => value,
                            None => continue,
                        };
                        let expando =
                            Expando { name: key_name.clone(), value, range: self.facts[*key].range, doc: None };
                        self.put(part, Entry::Property(expando));
                    }
                }
            }
            (Some("Object.defineProperties"), _, [target, descriptors, ..]) => {
                let ExpressionKind::Object(properties) = &self.facts[*descriptors].kind else { return };
                let holder = self.value(*target);
                for part in holder.parts() {
                    for property in properties {
                        if let (PropertyKey::Name(name), Some(value)) =
                            (&property.key, described_value(self.facts, property.value))
                        {
                            let expando =
                                Expando { name: name.clone(), value, range: property.key_range, doc: property.doc };
                            self.put(part, Entry::Property(expando));
                        }
                    }
                }
            }
            (Some("Object.setPrototypeOf" | "Reflect.setPrototypeOf"), _, [target, prototype]) => {
                let holder = self.value(*target);
                let inherited = self.value(*prototype);
                for part in holder.parts() {
                    self.put(part, Entry::Inherit(inherited.clone()));
                }
            }
            (_, "inherits", [derived, base, ..]) => {
                let base = self.value(*base);
                let instances = self.infer.instances_of(&base);
                for part in self.value(*derived).parts() {
                    if let Some(of) = constructor_of(part) {
                        self.put(&Part::Prototype(of), Entry::Inherit(instances.clone()));
                        self.put(
                            part,
                            Entry::Property(Expando {
                                name: Name::from("super_"),
                                value: ExpandoValue::Expression(arguments[1]),
                                range: self.facts[arguments[1]].range,
                                doc: None,
                            }),
                        );
                    }
                }
            }
            // `Base.call(this, …)` in a constructor: what it puts on `this` is there too.
            (_, "call" | "apply", [this, ..]) => {
                let ExpressionKind::Member { object, .. } = self.facts[callee].kind else { return };
                if !matches!(self.facts[*this].kind, ExpressionKind::This(ThisOf::Function(_))) {
                    return;
                }
                let bases = self.value(object);
                let holder = self.value(*this);
                for part in holder.parts().iter().filter(|part| matches!(part, Part::Instance { .. })) {
                    for base in bases.parts() {
                        if let Some(of) = constructor_of(base)
                            && Part::instance(of) != *part
                        {
                            self.put(part, Entry::Inherit(Part::instance(of).into()));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Only objects that this file makes have entries in its table.
    fn put(&self, part: &Part, entry: Entry) {
        if *part == Part::Global {
            Arc::make_mut(&mut self.table.borrow_mut()).add(Part::Global, entry);
            return;
        }
        if let Some((owner, key)) = identity(part)
            && owner == self.file
        {
            Arc::make_mut(&mut self.table.borrow_mut()).add(key, entry);
        }
    }

    /// The strings that a key can be: a literal, or a loop's variable over a list of literals or the keys of a literal.
    fn constant_keys(&self, key: ExpressionId) -> Vec<Name> {
        if let ExpressionKind::String(text) = &self.facts[key].kind {
            return vec![text.clone()];
        }
        if !may_be_constant(self.facts, key, 0) {
            return Vec::new();
        }
        let key = self.value(key);
        let name = |part: &Part| match part {
            Part::String(Some(text)) => Some(text.clone()),
            _ => None,
        };
        key.parts().iter().filter_map(name).collect()
    }

    /// What an expression is, unless it is hard to tell.
    fn value(&self, expression: ExpressionId) -> Type {
        self.infer.within(OF_HOLDER, || self.infer.type_of(Node::new(self.file, expression)))
    }
}

pub(crate) fn constructor_of(part: &Part) -> Option<Constructor> {
    match part {
        Part::Function { function, .. } => Some(Constructor::Function(*function)),
        Part::Class(class) => Some(Constructor::Class(*class)),
        _ => None,
    }
}

/// `{ value: x }`, `{ get() {} }`, or a function that is the getter itself.
pub(crate) fn described_value(facts: &Facts, descriptor: ExpressionId) -> Option<ExpandoValue> {
    match &facts[descriptor].kind {
        ExpressionKind::Object(properties) => {
            properties.iter().find_map(|property| match property.key.name()?.as_ref() {
                "value" => Some(ExpandoValue::Expression(property.value)),
                "get" => Some(ExpandoValue::Getter(property.value)),
                _ => None,
            })
        }
        ExpressionKind::Function(_) => Some(ExpandoValue::Getter(descriptor)),
        _ => None,
    }
}

/// `for (key in source) target[key] = source[key]`, by way of a getter too: compilers write the latter for `export *`.
fn copied_from(facts: &Facts, value: ExpressionId, key: ExpressionId) -> Option<ExpressionId> {
    match &facts[value].kind {
        ExpressionKind::Index { object, index, .. } => same_name(facts, *index, key).then_some(*object),
        ExpressionKind::Object(_) => match described_value(facts, value)? {
            ExpandoValue::Expression(value) => copied_from(facts, value, key),
            ExpandoValue::Getter(getter) => {
                let ExpressionKind::Function(getter) = facts[getter].kind else { return None };
                let [returned] = *facts[getter].returns else { return None };
                copied_from(facts, returned, key)
            }
        },
        _ => None,
    }
}

/// Whether a key looks like one of a few: what a name holds that is written once, what a loop takes from a list.
fn may_be_constant(facts: &Facts, key: ExpressionId, depth: u32) -> bool {
    match &facts[key].kind {
        ExpressionKind::Call { callee, .. } => match &facts[*callee].kind {
            ExpressionKind::Member { object, property, .. } => {
                matches!(&**property, "toLowerCase" | "toUpperCase" | "trim") && may_be_constant(facts, *object, depth)
            }
            _ => false,
        },
        ExpressionKind::Reference(reference) => {
            let Some(binding) = facts[*reference].binding else { return false };
            let [value] = *facts[binding].values else { return false };
            match facts[value].kind {
                ExpressionKind::ElementOf { .. } | ExpressionKind::KeyOf(_) | ExpressionKind::String(_) => true,
                ExpressionKind::Parameter { function, .. } => facts.parent(facts[function].expression).is_some(),
                _ => depth < 3 && may_be_constant(facts, value, depth + 1),
            }
        }
        _ => false,
    }
}

/// The last name of what is called.
pub(crate) fn called_name(facts: &Facts, callee: ExpressionId) -> Option<&str> {
    match &facts[callee].kind {
        ExpressionKind::Member { property, .. } => Some(property),
        ExpressionKind::Reference(reference) => Some(&facts[*reference].name),
        _ => None,
    }
}

/// Whether a call puts a property on its first argument, which its third describes. `path`: of a global that is called.
pub(crate) fn defines_property(path: Option<&str>, name: &str) -> bool {
    match path {
        Some(path) => matches!(path, "Object.defineProperty" | "Reflect.defineProperty"),
        None => matches!(name, "__defineGetter__" | "defineGetter" | "define"),
    }
}

/// `a = b = value`: the value.
fn through_assignments(facts: &Facts, mut value: ExpressionId) -> ExpressionId {
    while let ExpressionKind::Assign { value: inner, operator: None, .. } = facts[value].kind {
        value = inner;
    }
    value
}

fn is_module_exports(infer: &Infer, facts: &Facts, expression: ExpressionId) -> bool {
    match &facts[expression].kind {
        ExpressionKind::Member { object, property, .. } => {
            *property == *"exports" && infer.global_name(facts, *object).is_some_and(|name| *name == *"module")
        }
        _ => false,
    }
}

fn is_exports(infer: &Infer, facts: &Facts, expression: ExpressionId) -> bool {
    infer.global_name(facts, expression).is_some_and(|name| *name == *"exports")
}

fn same_name(facts: &Facts, one: ExpressionId, other: ExpressionId) -> bool {
    match (&facts[one].kind, &facts[other].kind) {
        (ExpressionKind::Reference(one), ExpressionKind::Reference(other)) => facts[*one].name == facts[*other].name,
        _ => false,
    }
}

/// The documentation before the statement `a.b = c`.
pub(crate) fn doc_of(facts: &Facts, assignment: ExpressionId) -> Option<DocId> {
    let index = facts.assignments.binary_search_by_key(&assignment, |row| row.expression).ok()?;
    facts.assignments[index].doc
}
