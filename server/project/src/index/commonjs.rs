//! What a CommonJS module exports, by the ways in which people write it:
//!
//! ```text
//! module.exports = { a, b }          exports.a = …             module.exports = require('./lib')
//! module.exports = f; f.a = …        var m = module.exports    Object.assign(exports, require('./a'))
//! Object.defineProperty(exports, 'a', …)      __exportStar(require('./a'), exports)
//! (function (root, factory) { module.exports = factory() })(this, function () { … return lib })
//! ```

use std::path::PathBuf;

use rustc_hash::FxHashSet;

use super::ExportKind;
use super::describe::Description;
use super::extract::{Extractor, Found, Module, Names, is_identifier, renamed};
use crate::facts::{
    Assignment, BinaryOperator, BindingId, BindingKind, Declaration, DeclarationKind, DocId, ExpressionId,
    ExpressionKind, FunctionId, ImportId, ImportedName, PropertyKind, ThisOf, UnaryOperator,
};

impl Extractor<'_> {
    pub(super) fn common_js(
        &mut self,
        module: &Module,
        depth: usize,
        visited: &mut FxHashSet<PathBuf>,
        names: &mut Names,
    ) {
        let exports = Exports::of(module);
        CommonJs { extractor: self, module, exports, depth, visited, names }.run();
    }
}

/// The look at one module.
struct CommonJs<'w, 'a> {
    extractor: &'w mut Extractor<'a>,
    module: &'w Module,
    exports: Exports,
    /// How many more modules may be followed.
    depth: usize,
    visited: &'w mut FxHashSet<PathBuf>,
    names: &'w mut Names,
}

impl<'w> CommonJs<'w, '_> {
    fn run(&mut self) {
        let module = self.module;
        for assignment in &module.facts.assignments {
            let ExpressionKind::Assign { target, value, operator: None } = module.facts[assignment.expression].kind
            else {
                continue;
            };
            let value = last_value(module, value);
            if self.exports.is_whole_target(module, target) {
                self.whole_value(value, assignment.doc);
            } else if let ExpressionKind::Member { object, property, .. } = &module.facts[target].kind
                && self.exports.are(module, *object)
                && is_identifier(property)
                && &**property != "exports"
            {
                self.named_value(property, value, assignment.doc);
            }
        }
        for index in 0..module.facts.expressions.len() {
            self.call(ExpressionId(index as u32));
        }
    }

    /// `module.exports = value`
    fn whole_value(&mut self, value: ExpressionId, doc: Option<DocId>) {
        let module = self.module;
        match &module.facts[value].kind {
            ExpressionKind::Object(_) => {
                self.itself(value, doc);
                self.properties(value);
            }
            ExpressionKind::Module(_) => self.required(value, true),
            ExpressionKind::Reference(reference) => {
                let Some(binding) = module.facts[*reference].binding else { return };
                if self.exports.aliases.contains(&binding) {
                    return;
                }
                if let Some(found) = self.binding(binding, "default") {
                    self.names.add(Found { is_whole: true, ..found });
                }
                self.parts_of(binding, STEPS);
            }
            ExpressionKind::Call { .. } => {
                self.parts_of_call(value, STEPS);
                self.itself(value, doc);
            }
            _ => self.itself(value, doc),
        }
    }

    /// What can be taken out of a name that is the exports as a whole.
    fn parts_of(&mut self, binding: BindingId, steps: usize) {
        let module = self.module;
        self.properties_put_on(binding);
        for value in &module.facts[binding].values {
            let value = last_value(module, *value);
            self.properties(value);
            self.required(value, false);
            self.parts_of_call(value, steps);
        }
    }

    /// What a function of the file makes and gives back: `module.exports = factory()`.
    fn parts_of_call(&mut self, call: ExpressionId, steps: usize) {
        let module = self.module;
        let ExpressionKind::Call { callee, .. } = module.facts[call].kind else { return };
        let Some(function) = called_function(module, callee, STEPS).filter(|_| steps > 0) else { return };
        for value in &module.facts[function].returns {
            let value = last_value(module, *value);
            match module.facts[value].kind {
                ExpressionKind::Object(_) => self.properties(value),
                ExpressionKind::Call { .. } => self.parts_of_call(value, steps - 1),
                ExpressionKind::Reference(reference) => {
                    if let Some(binding) = module.facts[reference].binding {
                        self.parts_of(binding, steps - 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn itself(&mut self, value: ExpressionId, doc: Option<DocId>) {
        let description = self.module.describe().value(value, "default");
        let found = part(self.module, "default", documented(self.module, description, doc), value);
        self.names.add(Found { is_whole: true, ..found });
    }

    /// `{ a, b: 1, ...require('./c') }`
    fn properties(&mut self, object: ExpressionId) {
        let module = self.module;
        let ExpressionKind::Object(properties) = &module.facts[object].kind else { return };
        for property in properties {
            match (property.kind, property.key.name()) {
                (PropertyKind::Spread, _) => self.required(property.value, false),
                (PropertyKind::Getter, Some(name)) if is_identifier(name) => {
                    let value = returned(module, property.value).unwrap_or(property.value);
                    self.named_value(name, value, property.doc);
                }
                (PropertyKind::Setter, _) | (_, None) => {}
                (_, Some(name)) if is_identifier(name) => {
                    self.named_value(name, last_value(module, property.value), property.doc);
                }
                _ => {}
            }
        }
    }

    /// `f.a = …`, where `f` is what is exported as a whole.
    fn properties_put_on(&mut self, binding: BindingId) {
        let module = self.module;
        for Assignment { expression, doc, .. } in &module.facts.assignments {
            if let ExpressionKind::Assign { target, value, operator: None } = module.facts[*expression].kind
                && let ExpressionKind::Member { object, property, .. } = &module.facts[target].kind
                && refers_to(module, *object, binding)
                && is_identifier(property)
                && &**property != "prototype"
            {
                self.named_value(property, last_value(module, value), *doc);
            }
        }
    }

    fn named_value(&mut self, name: &str, value: ExpressionId, doc: Option<DocId>) {
        if self.names.knows(name) || name == "__esModule" || is_nothing(self.module, value) {
            return;
        }
        let found = self.value(name, value);
        let description = documented(self.module, found.description, doc);
        self.names.add(Found { description, is_whole: false, ..found });
    }

    /// A value under a name, followed into the module that it comes from.
    fn value(&mut self, name: &str, value: ExpressionId) -> Found {
        let module = self.module;
        let followed = match &module.facts[value].kind {
            ExpressionKind::Module(import) => self.of_module(*import, "default", name),
            ExpressionKind::Reference(reference) => {
                module.facts[*reference].binding.and_then(|binding| self.binding(binding, name))
            }
            ExpressionKind::Member { object, property, .. } => {
                required_module(module, *object).and_then(|import| self.of_module(import, property, name))
            }
            _ => None,
        };
        followed.unwrap_or_else(|| part(module, name, module.describe().value(value, name), value))
    }

    /// A name of the module's own, or what it was required from.
    fn binding(&mut self, id: BindingId, name: &str) -> Option<Found> {
        let module = self.module;
        let binding = &module.facts[id];
        let is_import = |declaration: &Declaration| matches!(declaration.kind, DeclarationKind::Import(_));
        if binding.declarations.iter().any(is_import) {
            return self.extractor.binding(module, id, name, self.depth);
        }
        // `const { a } = require('./b')`
        for (index, import) in module.facts.imports.iter().enumerate() {
            if let Some(specifier) = import.names.iter().find(|specifier| specifier.local == Some(id)) {
                let wanted = match &specifier.imported {
                    ImportedName::Named(wanted) => wanted,
                    _ => "default",
                };
                return self.of_module(ImportId(index as u32), wanted, name);
            }
        }
        if let [value] = binding.values.as_slice()
            && let ExpressionKind::Module(import) = module.facts[*value].kind
            && let Some(found) = self.of_module(import, "default", name)
        {
            return Some(found);
        }
        self.extractor.binding(module, id, name, self.depth)
    }

    /// What another module exports as `wanted`, under the name that it gets here.
    fn of_module(&mut self, import: ImportId, wanted: &str, name: &str) -> Option<Found> {
        let path = self.extractor.imported(self.module, import)?;
        let mut found = self.extractor.find(&path, wanted, self.depth.checked_sub(1)?)?;
        found.description.signature = renamed(&found.description.signature, wanted, name);
        Some(Found { name: name.to_owned(), ..found })
    }

    /// All names of a module that is required in place; itself as well, when `whole` is said.
    fn required(&mut self, value: ExpressionId, whole: bool) {
        let ExpressionKind::Module(import) = self.module.facts[value].kind else { return };
        let Some(path) = self.extractor.imported(self.module, import).filter(|_| self.depth > 0) else { return };
        let mut inner = Names::default();
        self.extractor.collect(&path, "", self.depth - 1, self.visited, &mut inner);
        for found in inner.found.into_iter().filter(|found| whole || !found.is_whole) {
            self.names.add(found);
        }
    }

    /// Calls that put names onto the exports.
    fn call(&mut self, call: ExpressionId) {
        let module = self.module;
        let ExpressionKind::Call { callee, arguments, .. } = &module.facts[call].kind else { return };
        let Some(name) = last_name(module, *callee) else { return };
        match (name, arguments.as_slice()) {
            ("assign" | "extend" | "__export", [target, sources @ ..]) if self.exports.are(module, *target) => {
                for source in sources {
                    self.properties(*source);
                    self.required(*source, false);
                }
            }
            ("__exportStar" | "__reExport" | "_export_star", [first, second]) => {
                let source = if self.exports.are(module, *first) { second } else { first };
                self.required(*source, false);
            }
            ("defineProperty", [target, key, descriptor]) if self.exports.are(module, *target) => {
                let ExpressionKind::String(name) = &module.facts[*key].kind else { return };
                if is_identifier(name) {
                    let value = described_value(module, *descriptor).unwrap_or(*descriptor);
                    self.named_value(name, value, None);
                }
            }
            _ => {}
        }
    }
}

/// How many calls are followed from what is exported to what made it.
const STEPS: usize = 4;

/// What stands for the exports in one file.
struct Exports {
    /// `var m = module.exports`, `var m = exports = module.exports = {}`.
    aliases: FxHashSet<BindingId>,
}

impl Exports {
    fn of(module: &Module) -> Exports {
        let mut exports = Exports { aliases: FxHashSet::default() };
        for (index, binding) in module.facts.bindings.iter().enumerate() {
            if binding.values.iter().any(|value| exports.are(module, *value)) {
                exports.aliases.insert(BindingId(index as u32));
            }
        }
        exports
    }

    /// Whether a value is the exports object.
    fn are(&self, module: &Module, value: ExpressionId) -> bool {
        match &module.facts[value].kind {
            ExpressionKind::Reference(reference) => {
                let reference = &module.facts[*reference];
                match reference.binding {
                    // A factory is handed the exports under their own name.
                    Some(binding) if reference.name == *"exports" => {
                        module.facts[binding].kind == BindingKind::Parameter || self.aliases.contains(&binding)
                    }
                    Some(binding) => self.aliases.contains(&binding),
                    None => reference.name == *"exports",
                }
            }
            ExpressionKind::Member { object, property, .. } => *property == *"exports" && is_module(module, *object),
            ExpressionKind::Assign { target, .. } => self.is_whole_target(module, *target) || self.are(module, *target),
            ExpressionKind::This(ThisOf::File) => true,
            _ => false,
        }
    }

    /// `module.exports`
    fn is_whole_target(&self, module: &Module, target: ExpressionId) -> bool {
        match &module.facts[target].kind {
            ExpressionKind::Member { object, property, .. } => *property == *"exports" && is_module(module, *object),
            _ => false,
        }
    }
}

/// Whether a value is `module`, or a name that holds it after a test: `typeof module == 'object' && module`.
fn is_module(module: &Module, value: ExpressionId) -> bool {
    let ExpressionKind::Reference(reference) = module.facts[value].kind else { return false };
    let reference = &module.facts[reference];
    match reference.binding {
        None => reference.name == *"module",
        Some(binding) => match module.facts[binding].values.as_slice() {
            [value] => match module.facts[*value].kind {
                ExpressionKind::Binary { operator: BinaryOperator::And, right, .. } => {
                    is_unbound(module, right, "module")
                }
                _ => is_unbound(module, *value, "module"),
            },
            _ => false,
        },
    }
}

fn is_unbound(module: &Module, value: ExpressionId, name: &str) -> bool {
    match module.facts[value].kind {
        ExpressionKind::Reference(reference) => {
            module.facts[reference].name == *name && module.facts[reference].binding.is_none()
        }
        _ => false,
    }
}

/// The function of the file that a call calls: by its name, in place, or as what an outer function was handed.
fn called_function(module: &Module, callee: ExpressionId, steps: usize) -> Option<FunctionId> {
    match module.facts[callee].kind {
        ExpressionKind::Function(function) => Some(function),
        ExpressionKind::Reference(reference) if steps > 0 => {
            let values = &module.facts[module.facts[reference].binding?].values;
            values.iter().find_map(|value| called_function(module, *value, steps - 1))
        }
        ExpressionKind::Parameter { function, index } if steps > 0 => {
            let handed_to = module.facts[function].expression;
            let call = module.facts.parent(handed_to)?;
            let ExpressionKind::Call { callee, arguments, .. } = &module.facts[call].kind else { return None };
            let argument = (*callee == handed_to).then(|| arguments.get(index as usize))??;
            called_function(module, *argument, steps - 1)
        }
        ExpressionKind::Member { object, ref property, .. } if *property == *"call" => {
            called_function(module, object, steps)
        }
        _ => None,
    }
}

fn refers_to(module: &Module, value: ExpressionId, binding: BindingId) -> bool {
    match module.facts[value].kind {
        ExpressionKind::Reference(reference) => module.facts[reference].binding == Some(binding),
        _ => false,
    }
}

/// `void 0`: what compilers write before the value is there.
fn is_nothing(module: &Module, value: ExpressionId) -> bool {
    matches!(module.facts[value].kind, ExpressionKind::Unary { operator: UnaryOperator::Void, .. })
}

/// `a` of `x = y = a`.
fn last_value(module: &Module, mut value: ExpressionId) -> ExpressionId {
    while let ExpressionKind::Assign { value: inner, operator: None, .. } = module.facts[value].kind {
        value = inner;
    }
    value
}

/// The module that a value is, in place or by a name that holds nothing else.
fn required_module(module: &Module, value: ExpressionId) -> Option<ImportId> {
    match module.facts[value].kind {
        ExpressionKind::Module(import) => Some(import),
        ExpressionKind::Reference(reference) => {
            match module.facts[module.facts[reference].binding?].values.as_slice() {
                [value] => match module.facts[*value].kind {
                    ExpressionKind::Module(import) => Some(import),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a function gives, if it gives one thing.
fn returned(module: &Module, function: ExpressionId) -> Option<ExpressionId> {
    let ExpressionKind::Function(function) = module.facts[function].kind else { return None };
    match module.facts[function].returns.as_slice() {
        [value] => Some(*value),
        _ => None,
    }
}

/// The value of a property descriptor: `{ value: a }`, `{ get() { return a } }`.
fn described_value(module: &Module, descriptor: ExpressionId) -> Option<ExpressionId> {
    let ExpressionKind::Object(properties) = &module.facts[descriptor].kind else { return None };
    properties.iter().find_map(|property| match property.key.name().map(|name| &**name)? {
        "value" => Some(property.value),
        "get" => returned(module, property.value),
        _ => None,
    })
}

fn last_name(module: &Module, callee: ExpressionId) -> Option<&str> {
    match &module.facts[callee].kind {
        ExpressionKind::Reference(reference) => Some(&module.facts[*reference].name),
        ExpressionKind::Member { property, .. } => Some(property),
        _ => None,
    }
}

fn documented(module: &Module, description: Description, doc: Option<DocId>) -> Description {
    match doc {
        Some(_) => {
            let described = module.describe().with_doc(description.clone(), doc);
            if described.doc.is_empty() { Description { doc: description.doc, ..described } } else { described }
        }
        None => description,
    }
}

fn part(module: &Module, name: &str, description: Description, value: ExpressionId) -> Found {
    Found {
        name: name.to_owned(),
        is_type_only: matches!(description.kind, ExportKind::Interface | ExportKind::TypeAlias),
        description,
        is_whole: false,
        origin: module.origin(module.facts[value].range.start()),
    }
}
