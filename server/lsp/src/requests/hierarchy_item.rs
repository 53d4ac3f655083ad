//! What the items of call and type hierarchies have in common: where they are, so that the next question can be about them.

use ide::{FilePosition, Place};
use serde_json::{Value, json};
use tower_lsp_server::ls_types::{Range, Uri};

use crate::view::View;

pub(super) struct ItemPlace {
    pub uri: Uri,
    pub range: Range,
    pub selection_range: Range,
    pub data: Option<Value>,
}

pub(super) fn place(view: &View, place: Place) -> Option<ItemPlace> {
    let text = view.text(place.file)?;
    // What is shown of the library is a copy: which file it is of is kept.
    let data =
        ide::library::file(place.file).map(|(name, _)| json!({ "library": name, "offset": place.name_range.start() }));
    Some(ItemPlace {
        uri: view.uri(place.file)?,
        range: view.range(&text, place.range.cover(place.name_range)),
        selection_range: view.range(&text, place.name_range),
        data,
    })
}

/// Where the item's name is.
pub(super) fn position(view: &View, uri: &Uri, selection: Range, data: Option<&Value>) -> Option<FilePosition> {
    if let Some(library) = data.and_then(|data| data.get("library")).and_then(Value::as_str) {
        let offset = data.and_then(|data| data.get("offset")).and_then(Value::as_u64)?;
        return Some(FilePosition { file: ide::library::find(library)?, offset: offset as u32 });
    }
    let file = view.file(uri)?;
    Some(FilePosition { file, offset: view.offset(file, selection.start)? })
}
