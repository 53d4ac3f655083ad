//! What a completion list offers, in the order in which an editor shows it.
//!
//! An editor keeps the items whose text begins with what stands in their range before the cursor, those in the same case first, and
//! sorts them by `sortText`, then by label. Words of the file that a server offers because it knows nothing better are guesses: kind Text with TypeScript's servers,
//! marked in `data` or `labelDetails` with Lode.

use std::path::Path;

use serde_json::Value;

use super::editor::{Answer, Editor};
use super::projects::own_module;

/// How many items of the same name are asked for what they would import.
const MOST_RESOLVED: usize = 12;

/// What a list says about one wanted name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Standing {
    /// From 1; of the first item with the name, guesses counted.
    pub rank: Option<usize>,
    /// Whether it is offered as something known.
    pub is_known: bool,
}

pub(crate) struct Offer<'v> {
    name: &'v str,
    order: String,
    /// Whether it begins with what was typed only in another case.
    is_other_case: bool,
    pub is_guess: bool,
    pub item: &'v Value,
}

/// The items of a completion list as an editor shows them.
pub(crate) fn offers(answer: &Answer) -> Vec<Offer<'_>> {
    let items = answer.result.as_array().or_else(|| answer.result["items"].as_array());
    let range = &answer.result["itemDefaults"]["editRange"];
    let mut offers: Vec<Offer> =
        items.into_iter().flatten().filter_map(|item| offer(item, range, &answer.before)).collect();
    offers.sort_by_cached_key(|offer| (offer.is_other_case, offer.order.clone(), offer.name));
    offers
}

/// Where a name stands.
pub(crate) fn standing(offers: &[Offer], name: &str) -> Standing {
    let is_it = |offer: &&Offer| offer.name == name;
    Standing {
        rank: offers.iter().position(|offer| is_it(&offer)).map(|index| index + 1),
        is_known: offers.iter().filter(is_it).any(|offer| !offer.is_guess),
    }
}

/// Where a specifier stands, whether it is offered whole or by its last part, with or without its extension.
pub(crate) fn standing_of_specifier(offers: &[Offer], specifier: &str, part: &str) -> Standing {
    let fits = |offer: &&Offer| {
        let label = text(&offer.item["label"]);
        [label, inserted(offer.item)].iter().any(|text| {
            without_extension(text) == without_extension(specifier)
                || without_extension(text) == without_extension(part)
        })
    };
    Standing {
        rank: offers.iter().position(|offer| fits(&offer)).map(|index| index + 1),
        is_known: offers.iter().filter(fits).any(|offer| !offer.is_guess),
    }
}

/// Where a name stands that would be imported from the right module.
pub(crate) fn standing_of_import(
    editor: &mut Editor,
    offers: &[Offer],
    name: &str,
    specifier: &str,
    from: &Path,
) -> Standing {
    let mut asked = 0;
    for (index, offer) in offers.iter().enumerate().filter(|(_, offer)| offer.name == name && !offer.is_guess) {
        let is_right = |item: &Value| edits(item).chain(shown(item)).any(|text| names_module(&text, specifier, from));
        if asked < MOST_RESOLVED && offer.item["additionalTextEdits"].is_null() {
            asked += 1;
            let resolved = editor.resolve(offer.item).result;
            // An item that brings no edit imports nothing, whatever it says of itself.
            if edits(&resolved).next().is_some() && is_right(&resolved) {
                return Standing { rank: Some(index + 1), is_known: true };
            }
        } else if is_right(offer.item) {
            return Standing { rank: Some(index + 1), is_known: true };
        }
    }
    Standing::default()
}

/// `None` where the editor leaves the item out.
fn offer<'v>(item: &'v Value, default_range: &Value, before: &str) -> Option<Offer<'v>> {
    let label = text(&item["label"]);
    let filter = item["filterText"].as_str().unwrap_or(label);
    let edit = &item["textEdit"];
    let start = [&edit["range"], &edit["insert"], default_range, &default_range["insert"]]
        .into_iter()
        .find_map(|range| range["start"]["character"].as_u64());
    let typed = start.map_or_else(|| last_word(before), |start| from_column(before, start));
    if !filter.to_lowercase().starts_with(&typed.to_lowercase()) {
        return None;
    }
    let description = text(&item["labelDetails"]["description"]);
    Some(Offer {
        name: name_of(label),
        order: item["sortText"].as_str().unwrap_or(label).to_lowercase(),
        is_other_case: !filter.starts_with(typed),
        is_guess: item["kind"] == 1 || item["data"]["is_guess"] == true || description == "guess",
        item,
    })
}

/// What stands before the cursor that an editor takes for a word.
fn last_word(before: &str) -> &str {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    before.rfind(|character| !is_part(character)).map_or(before, |at| {
        let length = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + length..]
    })
}

/// What stands before the cursor from a column on that is counted as the protocol does.
fn from_column(before: &str, column: u64) -> &str {
    let mut units = 0;
    let at = before.char_indices().find(|(_, character)| {
        let is_it = units >= column;
        units += character.len_utf16() as u64;
        is_it
    });
    at.map_or("", |(at, _)| &before[at..])
}

/// The name in a label: TypeScript marks optional members with `?`, others write parameters behind it.
fn name_of(label: &str) -> &str {
    label.split_once('(').map_or(label, |(name, _)| name).trim_end_matches('?')
}

fn inserted(item: &Value) -> &str {
    item["textEdit"]["newText"].as_str().or_else(|| item["insertText"].as_str()).unwrap_or_default()
}

fn edits(item: &Value) -> impl Iterator<Item = String> {
    item["additionalTextEdits"].as_array().into_iter().flatten().map(|edit| text(&edit["newText"]).to_owned())
}

/// What the list shows beside a name, as the quoted string that it would be in code.
fn shown(item: &Value) -> impl Iterator<Item = String> {
    [text(&item["labelDetails"]["description"]), text(&item["detail"]).lines().next().unwrap_or_default()]
        .into_iter()
        .filter(|shown| !shown.contains(['\'', '"']))
        .map(|shown| format!("'{shown}'"))
        .chain([text(&item["detail"]).to_owned()])
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether a text has the specifier, or another of the same module, in quotes.
fn names_module(text: &str, specifier: &str, from: &Path) -> bool {
    let bare = |specifier: &str| without_extension(specifier.strip_prefix("node:").unwrap_or(specifier)).to_owned();
    let wanted = own_module(specifier, from);
    text.split(['\'', '"', '`']).skip(1).step_by(2).any(|quoted| {
        let is_own = quoted.starts_with('.');
        bare(quoted) == bare(specifier) || (is_own && wanted.is_some() && own_module(quoted, from) == wanted)
    })
}

fn without_extension(specifier: &str) -> &str {
    [".js", ".cjs", ".mjs", ".json"].iter().find_map(|extension| specifier.strip_suffix(extension)).unwrap_or(specifier)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    fn answer(result: Value, before: &str) -> Answer {
        Answer { result, before: before.to_owned(), took: Duration::ZERO, is_missing: false }
    }

    #[track_caller]
    fn check(result: Value, before: &str, expected: &[&str]) {
        let answer = answer(result, before);
        assert_eq!(offers(&answer).iter().map(|offer| offer.name).collect::<Vec<_>>(), expected, "{before}");
    }

    #[test]
    fn items_are_in_an_editors_order() {
        let list = json!({ "items": [
            { "label": "zoo", "sortText": "1" },
            { "label": "b?", "sortText": "2" },
            { "label": "a(x)", "sortText": "2" },
            { "label": "Zoo", "sortText": "0" },
        ] });
        check(list.clone(), "x.", &["Zoo", "zoo", "a", "b"]);
        check(list, "x.z", &["zoo", "Zoo"]);
        check(json!([{ "label": "b" }, { "label": "a" }]), "x.", &["a", "b"]);
        check(Value::Null, "x.", &[]);
    }

    #[test]
    fn what_was_typed_stands_in_the_range() {
        let range = |start| json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": 9 } });
        let item = |start| json!({ "label": "view", "filterText": "./view", "textEdit": { "range": range(start) } });
        check(json!([item(2)]), "f('./v", &[]);
        check(json!([item(3)]), "f('./v", &["view"]);
        let defaults = json!({ "editRange": { "insert": range(3), "replace": range(3) } });
        check(json!({ "itemDefaults": defaults, "items": [{ "label": "./a" }] }), "f('./", &["./a"]);
        assert_eq!(from_column("é😀b", 3), "b");
        assert_eq!((last_word("a.b$1"), last_word("aé"), last_word("a.")), ("b$1", "aé", ""));
    }

    #[test]
    fn guesses_have_a_rank_but_are_not_known() {
        let list = json!([{ "label": "a", "kind": 1 }, { "label": "b", "data": { "is_guess": true } }]);
        let answer = answer(list, "x.");
        assert_eq!(standing(&offers(&answer), "a"), Standing { rank: Some(1), is_known: false });
        assert_eq!(standing(&offers(&answer), "b"), Standing { rank: Some(2), is_known: false });
        assert_eq!(standing(&offers(&answer), "c"), Standing::default());
    }

    #[test]
    fn specifiers_are_offered_whole_or_in_part() {
        let answer = answer(json!([{ "label": "view.js" }, { "label": "lodash/map" }]), "f('");
        let found = |specifier, part| standing_of_specifier(&offers(&answer), specifier, part).rank;
        assert_eq!(found("./lib/view", "view"), Some(2));
        assert_eq!(found("lodash/map", "map"), Some(1));
        assert_eq!(found("./lib/map", "other"), None);
    }
}
