//! What a completion list offers, in the order in which an editor shows it.
//!
//! An editor keeps the items that begin with what has been typed, the ones in the same case first, and sorts them by `sortText`, then by
//! label. Words of the file that a server offers because it knows nothing better are guesses: kind Text with TypeScript's servers,
//! marked in `data` or `labelDetails` with Lode.

use std::path::Path;

use serde_json::Value;

use super::editor::Editor;
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
    filter: &'v str,
    order: String,
    pub is_guess: bool,
    pub item: &'v Value,
}

/// The items of a completion list as an editor shows them when `typed` stands at the cursor.
pub(crate) fn offers<'v>(result: &'v Value, typed: &str) -> Vec<Offer<'v>> {
    let items = result.as_array().or_else(|| result["items"].as_array());
    let small = typed.to_lowercase();
    let mut offers: Vec<Offer> = items
        .into_iter()
        .flatten()
        .map(offer)
        .filter(|offer| offer.filter.to_lowercase().starts_with(&small))
        .collect();
    offers.sort_by(|a, b| {
        let key = |offer: &Offer| !offer.filter.starts_with(typed);
        key(a).cmp(&key(b)).then_with(|| a.order.cmp(&b.order)).then_with(|| a.name.cmp(b.name))
    });
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

fn offer(item: &Value) -> Offer<'_> {
    let label = text(&item["label"]);
    let filter = item["filterText"].as_str().unwrap_or(label).trim_start_matches(['.', '?', '[', '\'', '"']);
    let order = item["sortText"].as_str().unwrap_or(label).to_lowercase();
    let description = text(&item["labelDetails"]["description"]);
    let is_guess =
        item["kind"] == 1 || item["data"]["is_guess"] == true || description.to_ascii_lowercase().contains("guess");
    Offer { name: name_of(label), filter, order, is_guess, item }
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
    use super::*;
    use serde_json::json;

    fn shown(result: &Value, typed: &str) -> Vec<String> {
        offers(result, typed).iter().map(|offer| offer.name.to_owned()).collect()
    }

    #[test]
    fn items_are_in_an_editors_order() {
        let list = json!({ "items": [
            { "label": "zoo", "sortText": "1" },
            { "label": "b?", "sortText": "2" },
            { "label": "a(x)", "sortText": "2" },
            { "label": "Zoo", "sortText": "0", "filterText": ".Zoo" },
        ] });
        assert_eq!(shown(&list, ""), ["Zoo", "zoo", "a", "b"]);
        assert_eq!(shown(&list, "z"), ["zoo", "Zoo"]);
        assert_eq!(shown(&json!([{ "label": "b" }, { "label": "a" }]), ""), ["a", "b"]);
        assert_eq!(shown(&Value::Null, ""), [""; 0]);
    }

    #[test]
    fn guesses_have_a_rank_but_are_not_known() {
        let list = json!([{ "label": "a", "kind": 1 }, { "label": "b", "labelDetails": { "description": "guess" } }]);
        assert_eq!(standing(&offers(&list, ""), "a"), Standing { rank: Some(1), is_known: false });
        assert_eq!(standing(&offers(&list, ""), "b"), Standing { rank: Some(2), is_known: false });
        assert_eq!(standing(&offers(&list, ""), "c"), Standing::default());
    }

    #[test]
    fn specifiers_are_offered_whole_or_in_part() {
        let list = json!([{ "label": "view.js" }, { "label": "lodash/map" }]);
        let found = |specifier, part| standing_of_specifier(&offers(&list, ""), specifier, part).rank;
        assert_eq!(found("./lib/view", "view"), Some(2));
        assert_eq!(found("lodash/map", "map"), Some(1));
        assert_eq!(found("./lib/map", "other"), None);
    }
}
