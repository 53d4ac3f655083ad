//! `textDocument/codeLens`, `codeLens/resolve`: above a declaration how often it is used, above a program that it can be run, once or with every edit.
//! Uses are counted for the lenses that are on the screen alone.

use ide::{FilePosition, Lens};
use serde::{Deserialize, Serialize};
use serde_json::json;
use source::TextRange;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    CodeLens, CodeLensOptions, CodeLensParams, Command, Position, ServerCapabilities, Uri,
};

use crate::client_features::ClientFeatures;
use crate::live::Shown;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

/// What a lens carries until it is shown.
#[derive(Serialize, Deserialize)]
struct Counted {
    uri: Uri,
    position: Position,
}

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    all.code_lens_provider = Some(CodeLensOptions { resolve_provider: Some(true) });
}

pub(crate) const READ: Read<CodeLensParams, Option<Vec<CodeLens>>> = Read {
    method: "textDocument/codeLens",
    lane: Lane::Worker,
    when_edited: WhenEdited::Fail,
    document: |params| Some(&params.text_document.uri),
    answer,
};

pub(crate) const RESOLVE: Read<CodeLens, CodeLens> = Read {
    method: "codeLens/resolve",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer: resolve,
};

fn answer(view: &View, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let Some((file, text)) = view.file(&uri).and_then(|file| Some((file, view.text(file)?))) else { return Ok(None) };
    let settings = &view.settings;
    let is_wanted = |what| match what {
        Lens::References => settings.code_lens_references,
        Lens::Run | Lens::Live => settings.code_lens_run,
    };
    let is_shown = view.live_of(&uri).is_some_and(Shown::can_be_stopped);
    let mut lenses = ide::code_lenses(&view.snapshot, file);
    if is_shown && lenses.iter().all(|lens| lens.what != Lens::Live) {
        lenses.insert(0, ide::CodeLens { range: TextRange::empty(0), what: Lens::Live });
    }
    let lenses = lenses.into_iter().filter(|lens| is_wanted(lens.what));
    let shown = lenses.map(|lens| {
        let range = view.range(&text, lens.range);
        let command = |title: &str, command: &str, mode: Option<&str>| Command {
            title: title.to_owned(),
            command: command.to_owned(),
            arguments: Some([Some(json!(uri)), mode.map(Into::into)].into_iter().flatten().collect()),
        };
        let (command, data) = match lens.what {
            Lens::Run => (Some(command("▶ Run", "lode.run", None)), None),
            Lens::Live if is_shown => (Some(command("■ Stop", "lode.live", Some("off"))), None),
            Lens::Live => (Some(command("◉ Live", "lode.live", Some("on"))), None),
            Lens::References => (None, Some(json!(Counted { uri: uri.clone(), position: range.start }))),
        };
        CodeLens { range, command, data }
    });
    Ok(Some(shown.collect()))
}

fn resolve(view: &View, mut lens: CodeLens) -> Result<CodeLens> {
    let data = lens.data.take().and_then(|data| serde_json::from_value::<Counted>(data).ok());
    let Some(Counted { uri, position }) = data else { return Ok(lens) };
    let place = view.file(&uri).and_then(|file| Some(FilePosition { file, offset: view.offset(file, position)? }));
    let Some(place) = place else { return Ok(lens) };
    let uses = ide::counted_references(&view.snapshot, place, &|| !view.go_on());
    let title = match uses.len() {
        1 => "1 reference".to_owned(),
        count => format!("{count} references"),
    };
    let locations: Vec<_> = uses.iter().filter_map(|used| view.location(used.file, used.range)).collect();
    let arguments = Some(vec![json!(uri), json!(position), json!(locations)]);
    lens.command = Some(Command { title, command: "lode.showReferences".to_owned(), arguments });
    Ok(lens)
}
