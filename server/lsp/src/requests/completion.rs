//! `textDocument/completion` and `completionItem/resolve`: what can be typed at the cursor, and what is told of one item.

use serde::{Deserialize, Serialize};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTag, CompletionList,
    CompletionOptions, CompletionOptionsCompletionItem, CompletionParams, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, MarkupContent, MarkupKind, ServerCapabilities, TextEdit, Uri,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

/// What an item carries so that it can be resolved later: the place that the list was for.
#[derive(Serialize, Deserialize)]
struct Origin {
    uri: Uri,
    /// Of the start of the word, which typing on does not move.
    offset: u32,
    import: Option<NewImport>,
    /// Nothing is known but that others write it after such a name.
    is_guess: bool,
}

/// What an auto-import brings in, by the item's label.
#[derive(Serialize, Deserialize)]
struct NewImport {
    specifier: String,
    #[serde(with = "ImportWay")]
    way: ide::ImportWay,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ide::ImportWay")]
enum ImportWay {
    Named,
    Default,
    Namespace,
}

/// What opens a list. An editor may have others of its own: every letter.
const TRIGGERS: [&str; 11] = [".", "'", "\"", "`", "/", "@", "<", "#", " ", "{", "-"];

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.completion_provider = Some(CompletionOptions {
        trigger_characters: Some(TRIGGERS.iter().map(ToString::to_string).collect()),
        resolve_provider: Some(true),
        completion_item: Some(CompletionOptionsCompletionItem { label_details_support: Some(true) }),
        ..CompletionOptions::default()
    });
}

pub(crate) const READ: Read<CompletionParams, Option<CompletionResponse>> = Read {
    method: "textDocument/completion",
    lane: Lane::Latency,
    when_edited: WhenEdited::GiveWay,
    document: |params| Some(&params.text_document_position.text_document.uri),
    answer,
};

pub(crate) const RESOLVE: Read<CompletionItem, CompletionItem> = Read {
    method: "completionItem/resolve",
    lane: Lane::Latency,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer: resolve,
};

fn answer(view: &View, params: CompletionParams) -> Result<Option<CompletionResponse>> {
    let uri = params.text_document_position.text_document.uri.clone();
    let Some(position) = view.position(&params.text_document_position) else { return Ok(None) };
    let trigger = params.context.and_then(|context| context.trigger_character);
    let is_cancelled = || !view.go_on();
    let list = ide::completions(&view.snapshot, position, &is_cancelled);
    // Where it is not wanted it would be in the way: the next Enter takes its first item.
    if trigger.is_some_and(|typed| TRIGGERS.contains(&typed.as_str()) && !list.wanted_after.contains(&typed)) {
        return Ok(None);
    }
    let Some(text) = view.text(position.file) else { return Ok(None) };
    let range = view.range(&text, list.replace);
    let items = list.items.into_iter().enumerate().map(|(rank, item)| {
        let origin = Origin {
            uri: uri.clone(),
            offset: list.replace.start(),
            import: item.import.map(|import| NewImport { specifier: import.specifier, way: import.way }),
            is_guess: item.is_guess,
        };
        let is_snippet = item.is_snippet && view.client.snippets;
        // An editor that has no snippets gets the name.
        let insert = item.insert.clone().filter(|_| is_snippet || !item.is_snippet);
        let new_text = insert.unwrap_or_else(|| item.label.clone());
        let described = item.detail.clone().or_else(|| item.is_guess.then(|| "guess".to_owned()));
        CompletionItem {
            kind: Some(kind(item.kind)),
            // Editors sort by text.
            sort_text: Some(format!("{rank:05}")),
            // In a string the label holds what an editor takes for the end of a word.
            filter_text: (!is_word(&item.label)).then(|| item.label.clone()),
            insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
            label_details: described
                .clone()
                .filter(|_| view.client.label_details)
                .map(|description| CompletionItemLabelDetails { detail: None, description: Some(description) }),
            detail: described.filter(|_| !view.client.label_details),
            tags: item.is_deprecated.then(|| vec![CompletionItemTag::DEPRECATED]),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
            data: serde_json::to_value(origin).ok(),
            label: item.label,
            ..CompletionItem::default()
        }
    });
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: list.is_incomplete, items: items.collect() })))
}

fn resolve(view: &View, mut item: CompletionItem) -> Result<CompletionItem> {
    let Some(origin) = item.data.clone().and_then(|data| serde_json::from_value::<Origin>(data).ok()) else {
        return Ok(item);
    };
    let Some(file) = view.file(&origin.uri) else { return Ok(item) };
    let is_cancelled = || !view.go_on();
    let at = ide::FilePosition { file, offset: origin.offset };
    let import = origin.import.map(|NewImport { specifier, way }| {
        let name = item.label.clone();
        ide::NewImport { specifier, name, way }
    });
    let resolved = ide::resolve(&view.snapshot, at, &item.label, import.as_ref(), &is_cancelled);
    item.detail = resolved.detail.or(item.detail);
    item.documentation = resolved.documentation.map(|value| {
        if view.client.markdown {
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        } else {
            Documentation::String(value)
        }
    });
    if let Some(text) = view.text(file) {
        let edits: Vec<TextEdit> = resolved
            .edits
            .into_iter()
            .map(|edit| TextEdit { range: view.range(&text, edit.range), new_text: edit.text })
            .collect();
        item.additional_text_edits = (!edits.is_empty()).then_some(edits);
    }
    Ok(item)
}

fn is_word(label: &str) -> bool {
    label.chars().all(|character| character.is_alphanumeric() || character == '_' || character == '$')
}

fn kind(kind: ide::ItemKind) -> CompletionItemKind {
    match kind {
        ide::ItemKind::Variable | ide::ItemKind::Parameter => CompletionItemKind::VARIABLE,
        ide::ItemKind::Constant => CompletionItemKind::CONSTANT,
        ide::ItemKind::Function => CompletionItemKind::FUNCTION,
        ide::ItemKind::Class => CompletionItemKind::CLASS,
        ide::ItemKind::Method => CompletionItemKind::METHOD,
        ide::ItemKind::Property => CompletionItemKind::PROPERTY,
        ide::ItemKind::Field => CompletionItemKind::FIELD,
        ide::ItemKind::Enum => CompletionItemKind::ENUM,
        ide::ItemKind::EnumMember => CompletionItemKind::ENUM_MEMBER,
        ide::ItemKind::Interface | ide::ItemKind::Type => CompletionItemKind::INTERFACE,
        ide::ItemKind::TypeParameter => CompletionItemKind::TYPE_PARAMETER,
        ide::ItemKind::Module => CompletionItemKind::MODULE,
        ide::ItemKind::File => CompletionItemKind::FILE,
        ide::ItemKind::Folder => CompletionItemKind::FOLDER,
        ide::ItemKind::Keyword => CompletionItemKind::KEYWORD,
        ide::ItemKind::Snippet => CompletionItemKind::SNIPPET,
        ide::ItemKind::Text => CompletionItemKind::TEXT,
        ide::ItemKind::Event => CompletionItemKind::EVENT,
    }
}
