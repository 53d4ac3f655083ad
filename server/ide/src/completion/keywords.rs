//! Words of the language where a statement or an expression can begin.

use project::facts::{ExpressionId, ScopeKind};

use super::context::Context;
use super::ranking::fits;
use super::{Item, ItemKind};

/// Words that begin a statement, the frequent ones first.
const STATEMENTS: [&str; 25] = [
    "const", "return", "if", "let", "function", "for", "await", "async", "throw", "try", "else", "while", "switch",
    "case", "break", "import", "export", "class", "default", "var", "continue", "do", "catch", "finally", "debugger",
];

/// Words that begin an expression.
const EXPRESSIONS: [&str; 16] = [
    "new",
    "this",
    "true",
    "false",
    "null",
    "typeof",
    "await",
    "async",
    "function",
    "class",
    "super",
    "delete",
    "void",
    "yield",
    "instanceof",
    "in",
];

pub(crate) fn statements(context: &Context, expression: Option<ExpressionId>, items: &mut Vec<Item>) {
    let is_statement =
        expression.is_none_or(|expression| context.facts.parent(expression).is_none()) && begins_statement(context);
    let in_function = context
        .facts
        .scopes_from(context.scope)
        .any(|scope| matches!(context.facts[scope].kind, ScopeKind::Function(_)));
    let mut add = |word: &str, score: f32| {
        if fits(&context.prefix, word) && !items.iter().any(|item| item.label == word) {
            items.push(Item::new(word, ItemKind::Keyword, score));
        }
    };
    if is_statement {
        for (index, word) in STATEMENTS.iter().enumerate() {
            if *word != "return" || in_function {
                add(word, 4.0 - index as f32 * 0.12);
            }
        }
    }
    for (index, word) in EXPRESSIONS.iter().enumerate() {
        add(word, 2.0 - index as f32 * 0.12);
    }
}

/// Whether nothing but white space stands between the word and the end of a statement or the start of a block.
fn begins_statement(context: &Context) -> bool {
    let before = context.text.text().get(..context.replace.start() as usize).unwrap_or("");
    let trimmed = before.trim_end();
    match trimmed.chars().last() {
        None | Some(';' | '{' | '}') => true,
        Some(')' | ':') => true,
        // A new line may begin a statement.
        Some(last) => {
            before[trimmed.len()..].contains('\n')
                && (last.is_alphanumeric() || matches!(last, ']' | '\'' | '"' | '`' | '_' | '$' | '/'))
        }
    }
}
