//! Requires names in `camelCase`.
//!
//! ## Why
//! Names in one style are found and typed without a thought. Names in capital letters, and `_` at the edges, are fine.
//!
//! ## Bad
//! ```js
//! const first_name = user.name;
//! ```
//!
//! ## Good
//! ```js
//! const firstName = user.first_name;
//! ```
//!
//! ## Options
//! - `properties` (default `"always"`): `"never"` leaves out names of properties.
//! - `ignoreDestructuring` (default `false`): names that are those of the properties which they are taken from.
//! - `ignoreImports` (default `false`): names under which something is exported.
//! - `ignoreGlobals` (default `false`): globals that the environment has.
//! - `allow` (default `[]`): names, or regular expressions of them.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use source::TextRange;
use syntax::ast::{
    BreakStmt, ClassMethod, ClassProp, ContinueStmt, ExportNamedSpecifier, ExportNamespaceSpecifier, GetterProp,
    KeyValueProp, LabeledStmt, MemberExpr, MemberProp, MethodProp, ModuleExportName, ObjectLit, Pat, PrivateMethod,
    PrivateProp, Prop, PropName, PropOrSpread, SetterProp,
};
use syntax::semantic::{DefinitionKind, Node, NodeId, Reference};

use crate::file::{File, Ranged};
use crate::names::{Properties, is_attribute, property_name};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("camelcase", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    properties: Properties,
    ignore_destructuring: bool,
    ignore_imports: bool,
    ignore_globals: bool,
    allow: Vec<Pattern>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    if !file.text.contains('_') {
        return;
    }
    let mut found = Found { options, seen: FxHashSet::default(), report };
    found.variables(file);
    found.globals(file);
    if options.properties == Properties::Always {
        found.properties(file);
    }
    found.others(file);
}

struct Found<'f, 'p> {
    options: &'f Options,
    /// What is told once may be met again: a property and a variable in one word.
    seen: FxHashSet<TextRange>,
    report: &'f mut Report<'p>,
}

impl Found<'_, '_> {
    fn is_good(&self, name: &str) -> bool {
        let body = name.trim_matches('_');
        !body.contains('_')
            || !body.contains(char::is_lowercase)
            || self.options.allow.iter().any(|pattern| pattern.matches(name))
    }

    fn tell(&mut self, name: &str, range: TextRange) {
        if !self.is_good(name) && self.seen.insert(range) {
            self.report.at(range, format!("`{name}` is not in `camelCase`"));
        }
    }

    fn variables(&mut self, file: &File) {
        for variable in file.variables() {
            let Some(definition) = variable.definitions.first() else { continue };
            if self.is_good(&variable.name) || definition.kind == DefinitionKind::Type {
                continue;
            }
            let is_ignored = match definition.kind {
                DefinitionKind::Import => self.options.ignore_imports && is_imported_name(file, definition.node),
                _ => self.options.ignore_destructuring && is_property_name(file, definition.range),
            };
            if !is_ignored {
                self.tell(&variable.name, definition.range);
            }
            for reference in file.references_of(variable).filter(|reference| !reference.is_initializer) {
                self.reference(file, reference);
            }
        }
    }

    fn globals(&mut self, file: &File) {
        for reference in file.undeclared() {
            let is_let_be = self.options.ignore_globals && file.has_global(&reference.name);
            if !is_let_be && !self.is_good(&reference.name) {
                self.reference(file, reference);
            }
        }
    }

    /// A use of a name; what is called, and defaults, have their names from elsewhere.
    fn reference(&mut self, file: &File, reference: &Reference) {
        let is_fine = file.is_in_type(reference)
            || match file.parent(reference.node) {
                Some(Node::CallExpr(_) | Node::NewExpr(_) | Node::OptCall(_)) => true,
                Some(Node::AssignPat(it)) => it.right.range() == reference.range,
                Some(Node::ObjectLit(_)) => is_attribute(file, reference.node),
                Some(Node::AssignPatProp(it)) => it.value.as_ref().is_some_and(|it| it.range() == reference.range),
                _ => false,
            }
            || self.options.ignore_destructuring && is_property_name(file, reference.range);
        if !is_fine {
            self.tell(&reference.name, reference.range);
        }
    }

    fn properties(&mut self, file: &File) {
        let keys = file.nodes.all::<KeyValueProp>().filter(|(id, _)| !is_attribute(file, *id)).map(|(_, it)| &it.key);
        let methods = file.nodes.all::<MethodProp>().map(|(_, it)| &it.key);
        let getters = file.nodes.all::<GetterProp>().map(|(_, it)| &it.key);
        let setters = file.nodes.all::<SetterProp>().map(|(_, it)| &it.key);
        let members = file.nodes.all::<ClassMethod>().map(|(_, it)| &it.key);
        let fields = file.nodes.all::<ClassProp>().map(|(_, it)| &it.key);
        for key in keys.chain(methods).chain(getters).chain(setters).chain(members).chain(fields) {
            if let PropName::Ident(name) = key {
                self.tell(&name.sym, name.range());
            }
        }
        let methods = file.nodes.all::<PrivateMethod>().map(|(_, it)| &it.key);
        for key in methods.chain(file.nodes.all::<PrivateProp>().map(|(_, it)| &it.key)) {
            self.tell(&key.name, key.range());
        }
        for (_, object) in file.nodes.all::<ObjectLit>().filter(|(id, _)| !is_attribute(file, *id)) {
            for property in object.props.iter().filter_map(PropOrSpread::as_prop) {
                if let Prop::Shorthand(name) = &**property {
                    self.tell(&name.sym, name.range());
                }
            }
        }
        for (id, member) in file.nodes.all::<MemberExpr>() {
            if let MemberProp::Ident(name) = &member.prop
                && !self.is_good(&name.sym)
                && file.writer_of(id).is_some()
            {
                self.tell(&name.sym, name.range());
            }
        }
    }

    fn others(&mut self, file: &File) {
        let named = file.nodes.all::<ExportNamedSpecifier>().map(|(_, it)| it.exported.as_ref().unwrap_or(&it.orig));
        for name in named.chain(file.nodes.all::<ExportNamespaceSpecifier>().map(|(_, it)| &it.name)) {
            if let ModuleExportName::Ident(name) = name {
                self.tell(&name.sym, name.range());
            }
        }
        let labels = file.nodes.all::<LabeledStmt>().map(|(_, it)| &it.label);
        let breaks = file.nodes.all::<BreakStmt>().filter_map(|(_, it)| it.label.as_ref());
        let continues = file.nodes.all::<ContinueStmt>().filter_map(|(_, it)| it.label.as_ref());
        for label in labels.chain(breaks).chain(continues) {
            self.tell(&label.sym, label.range());
        }
    }
}

/// Whether a name is that under which it is exported elsewhere.
fn is_imported_name(file: &File, specifier: NodeId) -> bool {
    matches!(file.node(specifier), Node::ImportNamedSpecifier(it)
        if it.imported.as_ref().is_none_or(|imported| imported.atom().as_ref() == &it.local.sym))
}

/// Whether a name is that of the property which it is taken from, or put into.
fn is_property_name(file: &File, name: TextRange) -> bool {
    let Some(id) = file.identifier_at(name) else { return false };
    let Some(parent) = file.nodes.parent(id) else { return false };
    let holder = match file.node(parent) {
        Node::AssignPat(it) if it.left.range() == name => file.nodes.parent(parent),
        _ => Some(parent),
    };
    match holder.map(|holder| file.node(holder)) {
        Some(Node::ObjectLit(_)) => true,
        Some(Node::AssignPatProp(it)) => it.key.id.range() == name,
        Some(Node::KeyValueProp(it)) => {
            it.value.range() == name && property_name(&it.key).is_some_and(|key| key == file.slice(name))
        }
        Some(Node::KeyValuePatProp(it)) => {
            let target = match &*it.value {
                Pat::Assign(it) => it.left.range(),
                other => other.range(),
            };
            target == name && property_name(&it.key).is_some_and(|key| key == file.slice(name))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_of_all_kinds() {
        check(
            &RULE,
            "
let a_b = c_d(), { e_f, g: h_i } = _j_ + K_L + m.n_o;
//  ^^^ `a_b` is not in `camelCase`
//                 ^^^ `e_f`
//                         ^^^ `h_i`
m.t.p_q = { r_s: 1 };
//  ^^^ `p_q`
//          ^^^ `r_s`
",
        );
    }

    #[test]
    fn what_may_be_otherwise() {
        let options =
            json!([{ "properties": "never", "ignoreDestructuring": true, "ignoreImports": true, "allow": ["^my_"] }]);
        let text = "import { a_b } from 'c'; const { d_e, f_g: f_g = 1 } = { h_i: a_b() }; let my_j; k.l_m = my_j;";
        case(&RULE, text).options(options).check();
    }
}
