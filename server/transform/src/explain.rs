//! Why the engine refused a text, in Node's words and with the place.

use std::path::Path;

use source::TextRange;
use syntax::semantic::{Definition, DefinitionKind, Semantic};
use syntax::{Language, Parsed, SourceKind};

use crate::TransformError;

/// Why the engine refused a module. `None` where nothing is found that is wrong.
pub fn explain_module(path: &Path, text: &str) -> Option<TransformError> {
    explain(path, text, syntax::Goal::Module)
}

/// Why the engine refused the body of a CommonJS module.
pub fn explain_common_js(path: &Path, text: &str) -> Option<TransformError> {
    explain(path, text, syntax::Goal::CommonJs)
}

/// Why the engine refused a classic script.
pub fn explain_script(path: &Path, text: &str) -> Option<TransformError> {
    explain(path, text, syntax::Goal::Script)
}

fn explain(path: &Path, text: &str, goal: syntax::Goal) -> Option<TransformError> {
    let kind = SourceKind::new(Language::of(path), goal);
    let parsed = syntax::parse(text, kind);
    first_error(path, text, &parsed).or_else(|| {
        let (at, name) = parsed.with(|program| declared_twice(&Semantic::new(program, kind)))?;
        Some(TransformError::syntax(path, text, at, format!("Identifier '{name}' has already been declared")))
    })
}

/// The first thing that the parser found wrong.
pub(crate) fn first_error(path: &Path, text: &str, parsed: &Parsed) -> Option<TransformError> {
    let error = parsed.errors.first()?;
    // Where `await` is a name like any other, the parser complains of what follows it.
    if let Some(at) = await_before(text, error.range.start()) {
        let message = "await is only valid in async functions and the top level bodies of modules";
        return Some(TransformError::syntax(path, text, at, message));
    }
    Some(TransformError::syntax(path, text, error.range, error.message.clone()))
}

/// The word `await` right before `offset`.
fn await_before(text: &str, offset: u32) -> Option<TextRange> {
    const WORD: &str = "await";
    let before = text.get(..offset as usize)?;
    let word_end = before.trim_end().len();
    let rest = before[..word_end].strip_suffix(WORD)?;
    let is_whole = !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '#'));
    (word_end < before.len() && is_whole).then(|| TextRange::new(rest.len() as u32, word_end as u32))
}

/// The first name that is declared again where a `let`, a `const`, a class or an import forbids that.
fn declared_twice(semantic: &Semantic) -> Option<(TextRange, String)> {
    let scopes = &semantic.scopes;
    let clashes = scopes.variable_ids().filter_map(|id| {
        let variable = scopes.variable(id);
        let mut definitions: Vec<&Definition> = variable.definitions.iter().filter(|it| is_of_value(it.kind)).collect();
        definitions.sort_by_key(|definition| definition.range.start());
        let second = definitions.windows(2).find(|pair| pair.iter().any(|it| forbids_another(it.kind)))?[1];
        Some((second.range, variable.name.to_string()))
    });
    clashes.min_by_key(|(range, _)| range.start())
}

fn is_of_value(kind: DefinitionKind) -> bool {
    use DefinitionKind::{Enum, EnumMember, FunctionName, Namespace, Type};
    !matches!(kind, Enum | EnumMember | FunctionName | Namespace | Type)
}

fn forbids_another(kind: DefinitionKind) -> bool {
    kind.has_dead_zone() || kind == DefinitionKind::Import
}
