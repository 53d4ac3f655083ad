//! What something is, in a line as TypeScript would write it, and what its documentation says.

mod describe;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use infer::{Follow, Infer, Meaning, Node, Origin, Signature, Type};
use project::facts::{BindingId, DeclarationKind, ExpressionId, ExpressionKind, Facts, ImportId};
use project::{Resolved, Snapshot};
use source::{FileId, SourceText, TextRange};

use crate::environment::has_browser;
use crate::named::{self, Holder, MemberName, Named, named_at};
use crate::{FilePosition, documentation, events, library, lode_json, own_exports, package_json};
use describe::{Wanted, describe};

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hover {
    /// What is told about.
    pub range: TextRange,
    /// TypeScript.
    pub code: String,
    /// Markdown; may be empty.
    pub documentation: String,
}

pub fn hover(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Option<Hover> {
    if package_json::is_manifest(snapshot, at.file) {
        return package_json::hover(snapshot, at);
    }
    if lode_json::is_configuration(snapshot, at.file) {
        return lode_json::hover(snapshot, at);
    }
    if let Some(told) = events::hover(snapshot, at, is_cancelled) {
        return Some(told);
    }
    let facts = snapshot.facts(at.file)?;
    let text = snapshot.text(at.file)?;
    let (named, range) = named_at(&facts, text.text(), at.offset)?;
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser(snapshot, at.file));
    let called = named::called_signature(&infer, at.file, &facts, range);
    let meaning = named::meaning(&facts, &named, range);
    let view = View { snapshot, infer: &infer, file: at.file, facts: &facts, meaning, called };
    let (code, documentation) = match &named {
        named if own_exports::are_named(&infer, &facts, named) => view.own_exports(),
        Named::Specifier(import) => view.module(*import)?,
        Named::Member(member) => view.member(member)?,
        Named::This(expression) => {
            let of = infer.type_of(Node::new(at.file, *expression));
            let word = text.slice(range);
            (format!("{word}: {}", infer.display(&of)), String::new())
        }
        other => view.name(other)?,
    };
    (!code.is_empty()).then_some(Hover { range, code: in_lines(&code), documentation })
}

/// What a name of a file is, and what is said of it.
pub(crate) fn of_binding(
    snapshot: &Snapshot,
    infer: &Infer,
    file: FileId,
    facts: &Arc<Facts>,
    binding: BindingId,
) -> Option<(String, String)> {
    let view = View { snapshot, infer, file, facts, meaning: Meaning::Value, called: None };
    view.name(&Named::Binding(binding))
}

struct View<'v> {
    snapshot: &'v Snapshot,
    infer: &'v Infer<'v>,
    file: FileId,
    facts: &'v Arc<Facts>,
    meaning: Meaning,
    /// Of several ways to call it, the one that is used here.
    called: Option<Signature>,
}

impl View<'_> {
    fn name(&self, named: &Named) -> Option<(String, String)> {
        let infer = self.infer;
        let origins = named::origins(infer, self.file, self.facts, named, Follow::Values);
        let origins = named::meant(infer, origins, self.meaning);
        let local = match named {
            Named::Binding(binding) => Some(Node::new(self.file, *binding)),
            Named::Global(reference) if self.facts[*reference].name == *"arguments" && origins.is_empty() => {
                return Some(("(local) arguments: IArguments".to_owned(), String::new()));
            }
            _ => None,
        };
        let name = local.map(|local| &*self.facts[local.id].name).unwrap_or_default();
        let known = origins.iter().map(|origin| describe(infer, origin, self.wanted(name)));
        let code = match (known.into_iter().find(|code| !code.is_empty()), local) {
            (Some(code), _) => code,
            (None, Some(local)) => infer.describe_binding(local, self.meaning),
            (None, None) => return None,
        };
        let mut documentation =
            origins.iter().map(|origin| self.documentation(origin)).find(|text| !text.is_empty()).unwrap_or_default();
        // What a file says of a name of its own goes before what is said where it comes from; but above what it takes from other
        // modules stands that it does so.
        if let Some(local) = local
            && (documentation.is_empty() || !infer::is_imported(self.facts, local.id))
            && let Some(own) = self.own_documentation(local).filter(|own| !own.is_empty())
        {
            documentation = own;
        }
        if local.is_some_and(|local| infer.is_observed(local)) {
            documentation = documentation::with_observed(&documentation);
        }
        Some((code, documentation))
    }

    fn wanted<'w>(&'w self, name: &'w str) -> Wanted<'w> {
        Wanted { meaning: self.meaning, called: self.called.as_ref(), name }
    }

    /// What a CommonJS module gives.
    fn own_exports(&self) -> (String, String) {
        let infer = self.infer;
        let code = format!("(property) module.exports: {}", infer.display(&infer.type_of_own_exports(self.file)));
        let origins = infer.origins_of_own_exports(self.file);
        let told = origins.iter().map(|origin| self.documentation(origin)).find(|text| !text.is_empty());
        (code, told.unwrap_or_default())
    }

    fn member(&self, member: &MemberName) -> Option<(String, String)> {
        let infer = self.infer;
        let members = named::members_of(infer, self.file, member);
        let Some(nearest) = members.first() else {
            // Behind an index signature, or put there: its type is all that is known.
            let holder = named::holder_type(infer, self.file, member.holder);
            let of = infer.property_of(&holder, &member.name);
            let put = self.put_there(member);
            if of.is_unknown() && put.is_none() {
                return None;
            }
            let (put, documentation) = put.unwrap_or_default();
            let of = if of.is_unknown() { put.widened() } else { of };
            return Some((format!("(property) {}: {}", member.name, infer.display(&of)), documentation));
        };
        let origins = infer.origins_of_members(std::slice::from_ref(nearest), Follow::Names);
        let code = match origins.first() {
            Some(Origin::Member(found)) => {
                // Of several that are as near, the type is what any of them can be.
                let near: Vec<_> = members.iter().filter(|one| one.level == nearest.level).collect();
                let of = near.iter().map(|one| infer.type_of_member_value(&one.value)).collect();
                describe::member(infer, found, Some(of), self.called.as_ref())
            }
            Some(origin) => describe(infer, origin, self.wanted(&member.name)),
            None => describe::member(infer, nearest, None, self.called.as_ref()),
        };
        let mut documentation = String::new();
        for member in &members {
            documentation = self.member_documentation(member);
            if !documentation.is_empty() {
                break;
            }
        }
        if documentation.is_empty() {
            let origins = infer.origins_of_members(&members, Follow::Values);
            let told = origins.iter().map(|origin| self.documentation(origin)).find(|text| !text.is_empty());
            documentation = told.unwrap_or_default();
        }
        if let infer::MemberValue::Observed(_) = nearest.value {
            documentation = documentation::with_observed(&documentation);
        }
        Some((code, documentation))
    }

    /// What the file assigns to a member that its holder is not known to have, `error.code = 3`, and what it says of that.
    fn put_there(&self, member: &MemberName) -> Option<(Type, String)> {
        let Holder::Value(holder) = member.holder else { return None };
        let facts = self.facts;
        let is_holder = |one: ExpressionId| match (&facts[one].kind, &facts[holder].kind) {
            (ExpressionKind::Reference(one), ExpressionKind::Reference(other)) => {
                facts[*one].name == facts[*other].name && facts[*one].binding == facts[*other].binding
            }
            (ExpressionKind::This(one), ExpressionKind::This(other)) => one == other,
            _ => one == holder,
        };
        let mut found: Option<(Type, String)> = None;
        for (index, expression) in facts.expressions.iter().enumerate() {
            let ExpressionKind::Assign { target, value, operator: None } = expression.kind else { continue };
            let ExpressionKind::Member { object, property, .. } = &facts[target].kind else { continue };
            if *property != member.name || !is_holder(*object) {
                continue;
            }
            let (of, documentation) = found.get_or_insert_default();
            of.merge(self.infer.type_of(Node::new(self.file, value)));
            let row = facts.assignments.iter().find(|row| row.expression.index() == index);
            if let Some(doc) = row.and_then(|row| row.doc).filter(|_| documentation.is_empty()) {
                *documentation = documentation::markdown(facts, doc);
            }
        }
        found
    }

    fn member_documentation(&self, member: &infer::Member) -> String {
        let Some(doc) = member.doc else { return String::new() };
        let Some(facts) = self.infer.facts(doc.file) else { return String::new() };
        documentation::of_member(&facts, doc.id, member.place.map(|(_, range)| range))
    }

    fn documentation(&self, origin: &Origin) -> String {
        match origin {
            Origin::Binding(node) => self.own_documentation(*node).unwrap_or_default(),
            Origin::Member(member) => self.member_documentation(member),
            Origin::Value(node) => {
                let Some(facts) = self.infer.facts(node.file) else { return String::new() };
                let doc = match facts[node.id].kind {
                    ExpressionKind::Function(function) => facts[function].doc,
                    ExpressionKind::Class(class) => facts[class].doc,
                    _ => None,
                };
                doc.map(|doc| documentation::markdown(&facts, doc)).unwrap_or_default()
            }
            Origin::AmbientModule(file, index) => {
                let (Some(facts), Some(text)) = (self.infer.facts(*file), self.text(*file)) else {
                    return String::new();
                };
                let Some(module) = facts.ambient_modules.get(*index as usize) else { return String::new() };
                let doc = documentation::before(&facts, text.text(), module.range.start());
                doc.map(|(doc, _)| documentation::markdown(&facts, doc)).unwrap_or_default()
            }
            Origin::Module(file) => self.module_documentation(*file),
        }
    }

    fn text(&self, file: FileId) -> Option<SourceText> {
        library::file(file).map(|(_, text)| text.clone()).or_else(|| self.snapshot.text(file))
    }

    /// What stands before a declaration; of a parameter, what its function's comment says of it.
    fn own_documentation(&self, node: Node<project::facts::BindingId>) -> Option<String> {
        let facts = self.infer.facts(node.file)?;
        let row = &facts[node.id];
        for declaration in &row.declarations {
            if let DeclarationKind::Parameter(function) = declaration.kind {
                let doc = facts[function].doc?;
                return documentation::of_parameter(&facts, doc, &row.name);
            }
        }
        let of_declarations = row.declarations.iter().find_map(|declaration| declaration.doc);
        let of_values = || {
            row.values.iter().find_map(|value| match facts[*value].kind {
                ExpressionKind::Function(function) => facts[function].doc,
                ExpressionKind::Class(class) => facts[class].doc,
                _ => None,
            })
        };
        let doc = of_declarations.or_else(of_values)?;
        Some(documentation::markdown(&facts, doc))
    }

    /// The comment at the top of a file that is about the file.
    fn module_documentation(&self, file: FileId) -> String {
        let Some(facts) = self.infer.facts(file) else { return String::new() };
        let is_about_file = |doc: &&project::facts::Doc| {
            ["module", "file", "fileoverview", "packageDocumentation", "overview"]
                .iter()
                .any(|tag| doc.tags_named(tag).next().is_some())
        };
        match facts.docs.iter().take(3).position(|doc| is_about_file(&doc)) {
            Some(index) => {
                let doc = &facts.docs[index];
                let told = doc
                    .tags
                    .iter()
                    .find(|tag| matches!(&*tag.tag, "file" | "fileoverview" | "overview") && !tag.text.is_empty());
                match told {
                    Some(tag) if doc.description.is_empty() => tag.text.clone(),
                    _ => doc.description.clone(),
                }
            }
            None => String::new(),
        }
    }

    /// Of a specifier: the file that it leads to; of a package, which version and what it is.
    fn module(&self, import: ImportId) -> Option<(String, String)> {
        let row = &self.facts[import];
        let resolved = self.snapshot.resolve(self.file, &row.specifier, row.kind);
        let code = format!("module \"{}\"", row.specifier);
        let origin = self.infer.origin_of_module(Node::new(self.file, import));
        let told = origin.map(|origin| self.documentation(&origin)).unwrap_or_default();
        let mut paragraphs = Vec::new();
        match &resolved {
            Resolved::File(_) | Resolved::Types { .. } => {
                let file = resolved.source().or(resolved.declarations())?;
                if self.snapshot.is_installed(file)
                    && let Some(package) = self.snapshot.package_of(file)
                    && let Some(name) = &package.name
                {
                    let version = package.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
                    paragraphs.push(format!("**{name}**{version}"));
                    if let Some(description) = package.raw.get("description").and_then(|text| text.as_str()) {
                        paragraphs.push(description.to_owned());
                    }
                }
                paragraphs.push(told);
                paragraphs.push(format!("`{}`", self.shown(file)));
                if let (Some(declarations), Some(_)) = (resolved.declarations(), resolved.source())
                    && declarations != file
                {
                    paragraphs.push(format!("Types: `{}`", self.shown(declarations)));
                }
            }
            Resolved::Builtin(name) => {
                paragraphs.push(format!("Node's module `node:{name}`"));
                paragraphs.push(told);
                paragraphs.push(format!("[Documentation](https://nodejs.org/api/{}.html)", documented_page(name)));
            }
            Resolved::Url(_) | Resolved::Missing(_) => return None,
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        Some((code, paragraphs.join("\n\n")))
    }

    /// A path as people know it: from the root on.
    fn shown(&self, file: FileId) -> String {
        let path = self.snapshot.path(file);
        let short = self.snapshot.roots().iter().find_map(|root| path.strip_prefix(root).ok());
        short.unwrap_or(&path).display().to_string()
    }
}

/// An object that has no room in a line has a line for each member.
fn in_lines(code: &str) -> String {
    if code.lines().count() > 1 || code.chars().count() <= describe::LONG {
        return code.to_owned();
    }
    let mut text = String::new();
    let (mut braces, mut others) = (0_u32, 0_u32);
    let mut rest = code;
    while let Some(character) = rest.chars().next() {
        let mut step = character.len_utf8();
        match character {
            '(' | '[' => others += 1,
            ')' | ']' => others = others.saturating_sub(1),
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        let is_outer = others == 0;
        let broken = match character {
            '{' if is_outer && braces == 1 && rest.starts_with("{ ") => Some("{\n  "),
            ';' if is_outer && braces == 1 && rest.starts_with("; ") => Some(";\n  "),
            ' ' if is_outer && braces == 1 && rest.starts_with(" }") => Some("\n"),
            _ => None,
        };
        match broken {
            Some("\n") => text.push('\n'),
            Some(broken) => {
                text.push_str(broken);
                step += 1;
            }
            None => text.push(character),
        }
        rest = &rest[step..];
    }
    text
}

/// The page of Node's documentation that a module has: `fs/promises` is on that of `fs`.
fn documented_page(module: &str) -> &str {
    match module {
        "assert/strict" => "assert",
        "child_process"
        | "string_decoder"
        | "async_hooks"
        | "diagnostics_channel"
        | "perf_hooks"
        | "trace_events"
        | "worker_threads" => module,
        "stream/web" => "webstreams",
        other => other.split('/').next().unwrap_or(other),
    }
}
