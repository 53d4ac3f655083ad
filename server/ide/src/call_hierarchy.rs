//! Who calls a function, and what it calls.

use infer::{Follow, Infer, Origin, Place};
use project::Snapshot;
use project::facts::{ExpressionId, ExpressionKind, Facts, FunctionFlavor, FunctionId};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use crate::document_symbols::SymbolKind;
use crate::environment::has_browser;
use crate::named::{self, Holder, MemberName, Named, holder_name, named_at};
use crate::references::{Symbol, search};
use crate::{FilePosition, library};

/// A function, or all that a file does when it is loaded.
#[derive(Clone, PartialEq, Debug)]
pub struct CallItem {
    pub name: String,
    /// [`SymbolKind::Module`]: a file.
    pub kind: SymbolKind,
    /// The class or object that it belongs to.
    pub holder: Option<String>,
    pub place: Place,
}

#[derive(Clone, PartialEq, Debug)]
pub struct IncomingCall {
    pub from: CallItem,
    /// Where it calls, in its file.
    pub ranges: Vec<TextRange>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct OutgoingCall {
    pub to: CallItem,
    /// Where it is called, in the file of the function that was asked about.
    pub ranges: Vec<TextRange>,
}

/// The function that the name at a place means, or the function around it.
pub fn prepare_call_hierarchy(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Vec<CallItem> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let (Some(facts), Some(text)) = (snapshot.facts(at.file), snapshot.text(at.file)) else { return Vec::new() };
    if let Some((named, _)) = named_at(&facts, text.text(), at.offset) {
        let origins = named::origins(&infer, at.file, &facts, &named, Follow::Values);
        return origins.iter().filter_map(|origin| item(&infer, origin)).collect();
    }
    enclosing(&facts, at.offset).map(|function| item_of_function(&facts, at.file, function)).into_iter().collect()
}

/// The own functions that call what is named at a place.
pub fn incoming_calls(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Vec<IncomingCall> {
    let Some(symbol) = Symbol::at(snapshot, at, is_cancelled) else { return Vec::new() };
    let mut found: Vec<IncomingCall> = Vec::new();
    let mut known: Option<(FileId, std::sync::Arc<Facts>, FxHashSet<TextRange>)> = None;
    for reference in search(snapshot, &symbol, is_cancelled) {
        if known.as_ref().is_none_or(|(file, _, _)| *file != reference.file) {
            let Some(facts) = snapshot.facts(reference.file) else { continue };
            let called = calls(&facts).into_iter().map(|call| call.name_range).collect();
            known = Some((reference.file, facts, called));
        }
        let Some((file, facts, called)) = &known else { continue };
        if !called.contains(&reference.range) {
            continue;
        }
        let from = match enclosing(facts, reference.range.start()) {
            Some(function) => item_of_function(facts, *file, function),
            None => item_of_file(snapshot, facts, *file),
        };
        match found.iter_mut().find(|call| call.from.place == from.place) {
            Some(call) => call.ranges.push(reference.range),
            None => found.push(IncomingCall { from, ranges: vec![reference.range] }),
        }
    }
    found
}

/// What the function at a place calls; `is_module`: what the file does when it is loaded.
pub fn outgoing_calls(
    snapshot: &Snapshot,
    at: FilePosition,
    is_module: bool,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<OutgoingCall> {
    let Some(facts) = snapshot.facts(at.file) else { return Vec::new() };
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let range = match is_module {
        true => None,
        false => match range_of_function(&infer, &facts, snapshot, at) {
            Some(range) => Some(range),
            None => return Vec::new(),
        },
    };
    let mut found: Vec<OutgoingCall> = Vec::new();
    for call in calls(&facts) {
        if is_cancelled() {
            return Vec::new();
        }
        let is_inside = match range {
            Some(range) => range.contains_range(call.name_range) && call.name_range != range,
            None => enclosing(&facts, call.name_range.start()).is_none(),
        };
        if !is_inside {
            continue;
        }
        let origins = named::origins(&infer, at.file, &facts, &call.named, Follow::Values);
        let Some(to) = origins.iter().find_map(|origin| item(&infer, origin)) else { continue };
        match found.iter_mut().find(|known| known.to.place == to.place) {
            Some(known) => known.ranges.push(call.name_range),
            None => found.push(OutgoingCall { to, ranges: vec![call.name_range] }),
        }
    }
    found
}

/// A name that is called.
struct CalledName {
    named: Named,
    name_range: TextRange,
}

fn calls(facts: &Facts) -> Vec<CalledName> {
    let mut found = Vec::new();
    for expression in &facts.expressions {
        let callee = match &expression.kind {
            ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. } => *callee,
            ExpressionKind::TaggedTemplate { tag, .. } => *tag,
            ExpressionKind::Jsx(element) => match element.tag {
                Some(tag) => tag,
                None => continue,
            },
            _ => continue,
        };
        found.extend(name_of_callee(facts, callee));
    }
    found.sort_by_key(|call| call.name_range.start());
    found
}

fn name_of_callee(facts: &Facts, callee: ExpressionId) -> Option<CalledName> {
    match &facts[callee].kind {
        ExpressionKind::Reference(reference) => {
            let row = &facts[*reference];
            let named = row.binding.map_or(Named::Global(*reference), Named::Binding);
            Some(CalledName { named, name_range: row.range })
        }
        ExpressionKind::Member { object, property, property_range, .. } => {
            let member = MemberName { name: property.clone(), range: *property_range, holder: Holder::Value(*object) };
            Some(CalledName { named: Named::Member(member), name_range: *property_range })
        }
        ExpressionKind::NonNull(inner) | ExpressionKind::Instantiation { value: inner, .. } => {
            name_of_callee(facts, *inner)
        }
        _ => None,
    }
}

fn item(infer: &Infer, origin: &Origin) -> Option<CallItem> {
    let of = infer.type_of_origin(origin);
    let is_class = of.parts().iter().any(|part| matches!(part, infer::Part::Class(_)));
    let is_callable = is_class || !infer.signatures(&of).is_empty() || !infer.construct_signatures(&of).is_empty();
    let place = infer.places(origin).into_iter().next().filter(|_| is_callable)?;
    let facts = infer.facts(place.file)?;
    let function = match origin {
        Origin::Value(node) => match facts[node.id].kind {
            ExpressionKind::Function(function) => Some(function),
            _ => None,
        },
        _ => None,
    };
    if let Some(function) = function {
        return Some(item_of_function(&facts, place.file, function));
    }
    let (name, kind) = match origin {
        Origin::Binding(node) => {
            let kind = if is_class { SymbolKind::Class } else { SymbolKind::Function };
            (facts[node.id].name.to_string(), kind)
        }
        Origin::Member(member) => (member.name.to_string(), SymbolKind::Method),
        _ => ("(anonymous)".to_owned(), SymbolKind::Function),
    };
    let holder = matches!(origin, Origin::Member(_)).then(|| holder_name(&facts, place.name_range)).flatten();
    Some(CallItem { name, kind, holder: holder.map(|name| name.to_string()), place })
}

fn item_of_function(facts: &Facts, file: FileId, function: FunctionId) -> CallItem {
    let row = &facts[function];
    let name_range = row.name_range.unwrap_or(TextRange::empty(row.range.start()));
    let kind = match row.flavor {
        FunctionFlavor::Method | FunctionFlavor::Getter | FunctionFlavor::Setter => SymbolKind::Method,
        FunctionFlavor::Constructor => SymbolKind::Constructor,
        _ => SymbolKind::Function,
    };
    // A variable's or a property's function has that name, which stands before it.
    let place = Place { file, name_range, range: row.range.cover(name_range) };
    let name = match row.flavor {
        FunctionFlavor::Constructor => "constructor".to_owned(),
        _ => row.name.as_deref().unwrap_or("(anonymous)").to_owned(),
    };
    CallItem { name, kind, holder: holder_name(facts, name_range).map(|name| name.to_string()), place }
}

fn item_of_file(snapshot: &Snapshot, facts: &Facts, file: FileId) -> CallItem {
    let path = snapshot.path(file);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let place = Place { file, name_range: TextRange::empty(0), range: TextRange::new(0, facts.length) };
    CallItem { name, kind: SymbolKind::Module, holder: None, place }
}

/// The innermost function with a name around an offset: callbacks belong to the function that passes them.
fn enclosing(facts: &Facts, offset: u32) -> Option<FunctionId> {
    let holds = |function: &project::facts::Function| {
        function.range.contains(offset)
            && function.body.is_some()
            && (function.name.is_some() || function.flavor == FunctionFlavor::Constructor)
            // Its own name is not in it.
            && !function.name_range.is_some_and(|name| name.touches(offset))
    };
    let functions = facts.functions.iter().enumerate().filter(|(_, function)| holds(function));
    functions.min_by_key(|(_, function)| function.range.len()).map(|(index, _)| FunctionId(index as u32))
}

/// All of the function whose name stands at a place.
fn range_of_function(infer: &Infer, facts: &Facts, snapshot: &Snapshot, at: FilePosition) -> Option<TextRange> {
    // An item without a name is known by where it starts.
    let is_here = |function: &&project::facts::Function| {
        let start = function.name_range.map_or(function.range.start(), TextRange::start);
        start == at.offset && function.body.is_some()
    };
    if let Some(function) = facts.functions.iter().find(is_here) {
        return Some(function.range);
    }
    let text = snapshot.text(at.file)?;
    let (named, _) = named_at(facts, text.text(), at.offset)?;
    let origins = named::origins(infer, at.file, facts, &named, Follow::Values);
    let place = origins.iter().flat_map(|origin| infer.places(origin)).find(|place| place.file == at.file)?;
    (!library::holds(place.file)).then_some(place.range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_fixture::on_large_stack;
    use crate::tests::Checked;

    fn shown(item: &CallItem) -> String {
        match &item.holder {
            Some(holder) => format!("{:?} {holder}.{}", item.kind, item.name),
            None => format!("{:?} {}", item.kind, item.name),
        }
    }

    #[track_caller]
    fn check_incoming(text: &str, expected: &[&str]) {
        let text = text.to_owned();
        let found = on_large_stack(move || {
            let checked = Checked::new(&text);
            let items = prepare_call_hierarchy(&checked.snapshot, checked.position(), &|| false);
            let mut lines = Vec::new();
            for item in items {
                let at = FilePosition { file: item.place.file, offset: item.place.name_range.start() };
                for call in incoming_calls(&checked.snapshot, at, &|| false) {
                    lines.push(format!("{} × {}", shown(&call.from), call.ranges.len()));
                }
            }
            lines
        });
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_outgoing(text: &str, expected: &[&str]) {
        let text = text.to_owned();
        let found = on_large_stack(move || {
            let checked = Checked::new(&text);
            let items = prepare_call_hierarchy(&checked.snapshot, checked.position(), &|| false);
            let mut lines = Vec::new();
            for item in items {
                let at = FilePosition { file: item.place.file, offset: item.place.name_range.start() };
                let is_module = item.kind == SymbolKind::Module;
                for call in outgoing_calls(&checked.snapshot, at, is_module, &|| false) {
                    lines.push(format!("{} × {}", shown(&call.to), call.ranges.len()));
                }
            }
            lines
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn callers_in_all_files() {
        check_incoming(
            "
//- /a.js
export function f$0() {}
function g() { f(); [1].map(() => f()); }
//- /b.js
import { f } from './a.js';
class A { m() { f(); } }
f();
export const passed = f;
",
            &["Function g × 2", "Method A.m × 1", "Module b.js × 1"],
        );
    }

    #[test]
    fn callers_of_a_method() {
        check_incoming(
            "
class A { m$0() {} n() { this.m(); } }
const f = () => new A().m();
",
            &["Method A.n × 1", "Function f × 1"],
        );
    }

    #[test]
    fn what_a_function_calls() {
        check_outgoing(
            "
//- /main.js
const { helper } = require('./b');
function f$0(list) {
  helper(1);
  list.forEach(() => helper(2));
  new A();
  JSON.parse('');
}
class A {}
//- /b.js
exports.helper = function helper(x) {};
",
            &["Method helper × 2", "Class A × 1", "Method JSON.parse × 1"],
        );
    }

    #[test]
    fn who_makes_a_class() {
        check_incoming("class A$0 {}\nfunction make() { return new A(); }", &["Function make × 1"]);
    }

    #[test]
    fn nothing_at_what_is_no_function() {
        check_incoming("const a$0 = 1; a;", &[]);
    }
}
