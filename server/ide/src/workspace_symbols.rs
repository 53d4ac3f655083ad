//! What the project declares, by a few letters of its name.
//!
//! It never waits: files that were not read yet are missing.

use project::Snapshot;
use project::facts::{Binding, ExpressionKind, Facts};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use crate::document_symbols::{Symbol, SymbolKind, document_symbols};

#[derive(Clone, PartialEq, Debug)]
pub struct WorkspaceSymbol {
    pub name: String,
    pub kind: SymbolKind,
    /// What it is declared in.
    pub container: Option<String>,
    pub file: FileId,
    pub range: TextRange,
    pub name_range: TextRange,
    pub is_deprecated: bool,
}

/// The best `limit` matches, the best first. `query` may have a container before a dot: `Cart.add`.
pub fn workspace_symbols(
    snapshot: &Snapshot,
    query: &str,
    limit: usize,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<WorkspaceSymbol> {
    let query = query.trim();
    let (container, name) = match query.rsplit_once(['.', '#']) {
        Some((container, name)) => (Some(container), name),
        None => (None, query),
    };
    let unread: FxHashSet<FileId> = snapshot.unread_files().into_iter().collect();
    let mut found: Vec<(i32, WorkspaceSymbol)> = Vec::new();
    for file in snapshot.own_files().iter().copied().filter(|file| !unread.contains(file)) {
        if is_cancelled() {
            return Vec::new();
        }
        let facts = snapshot.facts(file);
        let mut add = |symbol: &Symbol, outer: Option<&str>| {
            if container.is_some_and(|wanted| outer.is_none_or(|outer| score(wanted, outer).is_none())) {
                return;
            }
            let standing = || facts.as_ref().map_or(Some(0), |facts| standing(facts, symbol));
            if let Some(score) = score(name, &symbol.name)
                && let Some(standing) = standing()
            {
                found.push((score + weight(symbol.kind, outer) + standing, to_workspace(symbol, outer, file)));
            }
        };
        for symbol in document_symbols(snapshot, file) {
            walk(&symbol, None, &mut add);
        }
    }
    found.sort_by_cached_key(|(score, symbol)| {
        (-score, symbol.name.clone(), snapshot.path(symbol.file), symbol.range.start())
    });
    found.truncate(limit);
    found.into_iter().map(|(_, symbol)| symbol).collect()
}

fn to_workspace(symbol: &Symbol, container: Option<&str>, file: FileId) -> WorkspaceSymbol {
    WorkspaceSymbol {
        name: symbol.name.clone(),
        kind: symbol.kind,
        container: container.map(str::to_owned),
        file,
        range: symbol.range,
        name_range: symbol.name_range,
        is_deprecated: symbol.is_deprecated,
    }
}

fn walk(symbol: &Symbol, outer: Option<&str>, add: &mut dyn FnMut(&Symbol, Option<&str>)) {
    // `describe('…')` is for the outline alone.
    let is_callback = symbol.name.contains('(');
    if !is_callback {
        add(symbol, outer);
    }
    // What a function has inside is its own affair; a callback passes on what it holds.
    let is_closed = matches!(symbol.kind, SymbolKind::Function | SymbolKind::Method | SymbolKind::Constructor);
    if is_closed && !is_callback {
        return;
    }
    let name = if is_callback { outer } else { Some(symbol.name.as_str()) };
    for child in &symbol.children {
        let is_variable = matches!(child.kind, SymbolKind::Variable | SymbolKind::Constant);
        if !(is_callback && is_variable) {
            walk(child, name, add);
        }
    }
}

/// What a name counts for that only stands for what is declared elsewhere. `None`: what a module is required for is declared there, as
/// what is imported is.
fn standing(facts: &Facts, symbol: &Symbol) -> Option<i32> {
    if !matches!(symbol.kind, SymbolKind::Variable | SymbolKind::Constant) {
        return Some(0);
    }
    let declares = |binding: &&Binding| binding.declarations.iter().any(|one| one.name_range == symbol.name_range);
    let Some(binding) = facts.bindings.iter().find(declares) else { return Some(0) };
    let Some(value) = binding.values.first() else { return Some(0) };
    let mut root = *value;
    while let ExpressionKind::Part { object, .. } | ExpressionKind::Member { object, .. } = facts[root].kind {
        root = object;
    }
    match &facts[*value].kind {
        ExpressionKind::Module(_) => None,
        ExpressionKind::Part { property, .. } | ExpressionKind::Member { property, .. }
            if *property == *symbol.name =>
        {
            match facts[root].kind {
                ExpressionKind::Module(_) => None,
                _ => Some(ALIAS),
            }
        }
        _ => Some(0),
    }
}

/// `const name = other.name`, `const { name } = other`.
const ALIAS: i32 = -15;

fn weight(kind: SymbolKind, outer: Option<&str>) -> i32 {
    let of_kind = match kind {
        SymbolKind::Class | SymbolKind::Interface | SymbolKind::Function => 6,
        SymbolKind::Enum | SymbolKind::TypeAlias | SymbolKind::Namespace | SymbolKind::Method => 4,
        SymbolKind::Constant | SymbolKind::Module => 3,
        _ => 0,
    };
    of_kind + if outer.is_none() { 3 } else { 0 }
}

/// How well a name matches what was typed; `None`: it doesn't. Letters may be left out between those that were typed; those that
/// begin a word count most.
pub(crate) fn score(query: &str, name: &str) -> Option<i32> {
    if query.is_empty() {
        return Some(0);
    }
    let name_characters: Vec<char> = name.chars().collect();
    let query_characters: Vec<char> = query.chars().filter(|character| !character.is_whitespace()).collect();
    if name == query {
        return Some(200);
    }
    let lower = |characters: &[char]| characters.iter().flat_map(|one| one.to_lowercase()).collect::<String>();
    let (lower_name, lower_query) = (lower(&name_characters), lower(&query_characters));
    if lower_name == lower_query {
        return Some(180);
    }
    if lower_name.starts_with(&lower_query) {
        let is_exact = if name.starts_with(query) { 10 } else { 0 };
        return Some(140 + is_exact - (name_characters.len() as i32 - query_characters.len() as i32).min(40));
    }
    let mut total = 0;
    let mut at = 0;
    let mut previous: Option<usize> = None;
    for (index, wanted) in query_characters.iter().enumerate() {
        let is_same = |one: char| one.to_lowercase().eq(wanted.to_lowercase());
        let next = (at..name_characters.len()).find(|index| is_same(name_characters[*index]));
        // The start of a later word is meant rather than any letter before it.
        let next_word = (at..name_characters.len())
            .find(|index| is_same(name_characters[*index]) && starts_word(&name_characters, *index));
        let follows = previous.is_some_and(|previous| next == Some(previous + 1));
        let chosen = match (follows, next_word) {
            (false, Some(word)) if rest_matches(&name_characters[word + 1..], &query_characters[index + 1..]) => word,
            _ => next?,
        };
        total += if starts_word(&name_characters, chosen) { 12 } else { 2 };
        total += if previous.is_some_and(|previous| chosen == previous + 1) { 8 } else { 0 };
        total += if name_characters[chosen] == *wanted { 1 } else { 0 };
        previous = Some(chosen);
        at = chosen + 1;
    }
    // Scattered letters in the middle of words are no match that anyone means.
    let enough = query_characters.len() as i32 * 5;
    (total >= enough).then(|| total.min(130) - (name_characters.len() as i32 / 4).min(10))
}

fn starts_word(name: &[char], index: usize) -> bool {
    let Some(previous) = index.checked_sub(1).map(|index| name[index]) else { return true };
    !previous.is_alphanumeric() || (name[index].is_uppercase() && !previous.is_uppercase())
}

fn rest_matches(name: &[char], query: &[char]) -> bool {
    let mut name = name.iter();
    query.iter().all(|wanted| name.any(|one| one.to_lowercase().eq(wanted.to_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;

    #[track_caller]
    fn check(text: &str, query: &str, expected: &[&str]) {
        let checked = Checked::new(text);
        checked.snapshot.read_own_files(&|| true);
        let found = workspace_symbols(&checked.snapshot, query, 100, &|| false);
        let shown = found.iter().map(|symbol| match &symbol.container {
            Some(container) => format!("{container}.{}", symbol.name),
            None => symbol.name.clone(),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    const SHOP: &str = "
//- /cart.js
export class ShoppingCart { addItem() { const local = 1; } }
export function addCart() {}
//- /store.js
exports.createStore = function () {};
const cartStore = { items: [] };
//- /node_modules/x/index.js
exports.cartOfAPackage = 1;
";

    #[test]
    fn by_letters_of_its_words() {
        check(SHOP, "sc", &["ShoppingCart"]);
        check(SHOP, "cart", &["cartStore", "addCart", "ShoppingCart"]);
        check(SHOP, "addi", &["ShoppingCart.addItem"]);
    }

    #[test]
    fn by_its_container() {
        check(SHOP, "cart.add", &["ShoppingCart.addItem"]);
    }

    #[test]
    fn what_is_declared_stands_before_what_only_stands_for_it() {
        check(
            "
//- /a.js
const { createUser } = require('./c');
//- /b.js
const logout = session.logout, createUser = users.createUser;
const service = require('./c'), login = require('./c').login;
//- /c.js
exports.createUser = () => {};
exports.service = { logout() {}, login() {} };
",
            "createUser",
            &["createUser", "createUser"],
        );
        let text = "//- /a.js\nconst { logout } = app;\n//- /b.js\nexports.session = { logout() {} };\nconst app = require('./a');\n";
        check(text, "logout", &["session.logout", "logout"]);
        check(text, "app", &[]);
    }

    #[test]
    fn what_is_inside_of_functions_is_not_of_the_project() {
        check(SHOP, "local", &[]);
    }

    #[test]
    fn what_is_installed_is_not_of_the_project() {
        check(SHOP, "cartOfA", &[]);
    }

    #[test]
    fn files_that_were_not_read_are_missing_and_nothing_waits() {
        let checked = Checked::new("//- /main.js\nfunction first() {}\n//- /other.js\nfunction firstOfOthers() {}\n");
        let found = workspace_symbols(&checked.snapshot, "first", 10, &|| false);
        assert_eq!(found.iter().map(|symbol| symbol.name.as_str()).collect::<Vec<_>>(), ["first"]);
    }

    #[test]
    fn better_matches_score_more() {
        let order = ["get", "Get", "getUser", "widget"];
        let scores: Vec<Option<i32>> = order.iter().map(|name| score("get", name)).collect();
        assert!(scores.is_sorted_by(|one, other| one > other), "{scores:?}");
        assert_eq!(score("xyz", "getUser"), None);
    }
}
