//! Why a name can't be had.

use project::facts::{BindingId, ExpressionKind, Facts, ScopeId};

/// Words that can't be names of variables, whatever the file is.
const RESERVED: [&str; 44] = [
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
];

/// Whether a variable can be called so.
pub(super) fn check_name(name: &str) -> Result<(), String> {
    check_word(name)?;
    if RESERVED.contains(&name) || matches!(name, "with" | "yield" | "arguments" | "eval") {
        return Err(format!("`{name}` is a keyword and can't be a name"));
    }
    Ok(())
}

/// Whether a member can be called so.
pub(super) fn check_word(name: &str) -> Result<(), String> {
    let is_start = |character: char| character.is_alphabetic() || matches!(character, '_' | '$');
    let is_part = |character: char| {
        is_start(character) || character.is_alphanumeric() || matches!(character, '\u{200c}' | '\u{200d}')
    };
    if name.is_empty() {
        return Err("A name must have at least one letter".to_owned());
    }
    if !name.starts_with(is_start) || !name.chars().all(is_part) {
        return Err(format!(
            "`{name}` is not a name: names have letters, digits, `_` and `$`, and begin with no digit"
        ));
    }
    Ok(())
}

/// Whether all uses of a binding would still mean it under the new name, and all others what they mean now.
pub(super) fn check_binding(facts: &Facts, binding: BindingId, new_name: &str) -> Result<(), String> {
    let row = &facts[binding];
    if facts.binding_in(row.scope, new_name).is_some_and(|other| other != binding) {
        return Err(format!("`{new_name}` is declared beside `{}` already", row.name));
    }
    for reference in &facts.references {
        if reference.binding == Some(binding) {
            // Between the use and the declaration someone else has the name.
            let inner = facts.scopes_from(reference.scope).take_while(|scope| *scope != row.scope);
            let taken = inner.into_iter().find_map(|scope| facts.binding_in(scope, new_name));
            if taken.is_some() {
                return Err(format!("`{new_name}` would mean another variable where `{}` is used", row.name));
            }
        } else if reference.name == *new_name && is_within(facts, reference.scope, row.scope) {
            let means_outer = match reference.binding {
                Some(other) => facts[other].scope != row.scope && is_within(facts, row.scope, facts[other].scope),
                None => true,
            };
            if means_outer {
                return Err(format!("`{new_name}` is used where `{}` would then hide it", row.name));
            }
        }
    }
    let is_tag = facts.expressions.iter().any(|expression| match &expression.kind {
        ExpressionKind::Jsx(element) => element.tag.is_some_and(|tag| match facts[tag].kind {
            ExpressionKind::Reference(reference) => facts[reference].binding == Some(binding),
            _ => false,
        }),
        _ => false,
    });
    if is_tag && new_name.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(
            "A component's name must begin with a capital letter, or its tag means an element of HTML".to_owned()
        );
    }
    Ok(())
}

fn is_within(facts: &Facts, inner: ScopeId, outer: ScopeId) -> bool {
    facts.scopes_from(inner).any(|scope| scope == outer)
}
