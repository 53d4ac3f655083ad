//! What its author warns of: names and members whose documentation says `@deprecated`, struck through where they are used.

use std::time::{Duration, Instant};

use infer::{Follow, Infer};
use project::Snapshot;
use project::facts::{BindingId, DeclarationKind, Facts, Usage};
use rustc_hash::FxHashMap;
use source::{FileId, TextRange};

use super::{Diagnostic, DiagnosticTag, Severity};
use crate::environment::has_browser;
use crate::named::{self, Holder, Named};

/// A file in which this is not enough has told what it had to.
const TIME: Duration = Duration::from_millis(500);

pub(super) fn find(
    snapshot: &Snapshot,
    file: FileId,
    facts: &Facts,
    go_on: &dyn Fn() -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let end = Instant::now() + TIME;
    let is_over = move || !go_on() || Instant::now() > end;
    let infer = Infer::new(snapshot, &is_over).with_browser(has_browser(snapshot, file));
    let mut bindings: FxHashMap<BindingId, Option<String>> = FxHashMap::default();
    for reference in facts.references.iter().filter(|reference| reference.usage != Usage::Export) {
        let Some(binding) = reference.binding else { continue };
        let said = bindings.entry(binding).or_insert_with(|| of_binding(&infer, file, facts, binding));
        found.extend(said.as_ref().map(|said| tell(reference.range, &reference.name, said)));
    }
    named::each_member(facts, &mut |member| {
        if is_over() || !matches!(member.holder, Holder::Value(_)) {
            return;
        }
        let members = named::members_of(&infer, file, &member);
        // Of a union all have to be so.
        let said: Option<Vec<String>> = members
            .iter()
            .map(|one| {
                let doc = one.doc?;
                Some(infer.facts(doc.file)?[doc.id].deprecation()?.to_owned())
            })
            .collect();
        if let Some(said) = said.as_ref().and_then(|said| said.first()) {
            found.push(tell(member.range, &member.name, said));
        }
    });
}

fn of_binding(infer: &Infer, file: FileId, facts: &Facts, binding: BindingId) -> Option<String> {
    let declarations = &facts[binding].declarations;
    if !declarations.iter().any(|declaration| matches!(declaration.kind, DeclarationKind::Import(_))) {
        return said(facts, binding);
    }
    let origins = named::origins(infer, file, facts, &Named::Binding(binding), Follow::Values);
    origins.iter().find_map(|origin| {
        let infer::Origin::Binding(node) = origin else { return None };
        said(&*infer.facts(node.file)?, node.id)
    })
}

fn said(facts: &Facts, binding: BindingId) -> Option<String> {
    facts[binding].declarations.iter().find_map(|it| Some(facts[it.doc?].deprecation()?.to_owned()))
}

fn tell(range: TextRange, name: &str, said: &str) -> Diagnostic {
    let said = said.trim();
    let message =
        if said.is_empty() { format!("'{name}' is deprecated") } else { format!("'{name}' is deprecated: {said}") };
    let tag = Some(DiagnosticTag::Deprecated);
    Diagnostic { tag, ..Diagnostic::new(range, Severity::Hint, "deprecated", message) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn names_here_and_elsewhere() {
        check(
            "
import { old, fresh } from './library.js';
/** @deprecated */
function mine() {}
mine();
//^^ 'mine' is deprecated
old(fresh);
//^ 'old' is deprecated: use fresh
//- /library.js
/** @deprecated use fresh */
export function old() {}
export function fresh() {}
",
        );
    }

    #[test]
    fn members() {
        check(
            "
class A { /** @deprecated */ old() {} fresh() {} }
const a = new A();
a.fresh();
f(a.old());
//  ^^^ 'old' is deprecated
",
        );
    }
}
