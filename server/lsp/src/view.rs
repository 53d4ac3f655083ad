//! What a request sees: the project as it was at the request's place in the queue, and how its client wants to be spoken to.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ide::{FilePosition, Linter};
use project::Snapshot;
use rustc_hash::FxHashSet;
use source::{Encoding, FileId, SourceText, TextRange};
use tower_lsp_server::ls_types::{Location, MessageType, Position, Range, TextDocumentPositionParams, Uri};

use crate::client_features::ClientFeatures;
use crate::documents::OpenUris;
use crate::formatting::Formatting;
use crate::library::ShownLibrary;
use crate::live::{AllShown, Shown};
use crate::outgoing::Outgoing;
use crate::requests::semantic_tokens::Answers;
use crate::settings::Settings;
use crate::{from_lsp, to_lsp, uris};

pub(crate) struct View {
    pub snapshot: Snapshot,
    pub encoding: Encoding,
    pub client: Arc<ClientFeatures>,
    pub settings: Arc<Settings>,
    pub(crate) open: OpenUris,
    /// Where documents that are no files are thought to be.
    pub(crate) folder: Arc<Path>,
    pub(crate) outgoing: Outgoing,
    pub(crate) library: ShownLibrary,
    pub(crate) formatting: Formatting,
    pub(crate) semantic_tokens: Answers,
    pub(crate) linter: Arc<Linter>,
    /// Another one with each linter.
    pub(crate) linter_number: u64,
    /// What has been said of configurations.
    pub(crate) told: Told,
    /// What live files evaluate to.
    pub(crate) live: AllShown,
    /// Documents that are not on the disk as they are, where that makes a difference.
    pub(crate) unsaved: Arc<[PathBuf]>,
}

/// What was said once is not said again.
pub(crate) type Told = Arc<Mutex<FxHashSet<String>>>;

impl View {
    /// Whether anybody still waits: what long loops of analysis ask.
    pub(crate) fn go_on(&self) -> bool {
        !self.snapshot.is_cancelled()
    }

    /// The file that a URI names, if it is open or on the disk.
    pub(crate) fn file(&self, uri: &Uri) -> Option<FileId> {
        self.snapshot.file(&uris::path_of(uri, &self.folder))
    }

    /// What is shown of a document that is live, or was run.
    pub(crate) fn live_of(&self, uri: &Uri) -> Option<&Shown> {
        self.live.get(&uris::path_of(uri, &self.folder))
    }

    pub(crate) fn text(&self, file: FileId) -> Option<SourceText> {
        match ide::library::file(file) {
            Some((_, text)) => Some(text.clone()),
            None => self.snapshot.text(file),
        }
    }

    pub(crate) fn position(&self, params: &TextDocumentPositionParams) -> Option<FilePosition> {
        let file = self.file(&params.text_document.uri)?;
        Some(FilePosition { file, offset: self.offset(file, params.position)? })
    }

    pub(crate) fn offset(&self, file: FileId, position: Position) -> Option<u32> {
        Some(from_lsp::offset(&self.text(file)?, position, self.encoding))
    }

    pub(crate) fn text_range(&self, file: FileId, range: Range) -> Option<TextRange> {
        Some(from_lsp::text_range(&self.text(file)?, range, self.encoding))
    }

    pub(crate) fn range(&self, text: &SourceText, range: TextRange) -> Range {
        to_lsp::range(text, range, self.encoding)
    }

    /// Nothing for what can't be shown: the library, where there is no folder to put it.
    pub(crate) fn uri(&self, file: FileId) -> Option<Uri> {
        if let Some(uri) = self.open.of_file(file) {
            return Some(uri.clone());
        }
        match ide::library::file(file) {
            Some((name, text)) => self.library.shown(name, text.text()).map(|path| uris::uri_of(&path)),
            None => Some(uris::uri_of(&self.snapshot.path(file))),
        }
    }

    pub(crate) fn location(&self, file: FileId, range: TextRange) -> Option<Location> {
        Some(Location { uri: self.uri(file)?, range: self.range(&self.text(file)?, range) })
    }

    /// The page of a lint rule, where there is a folder to put it.
    pub(crate) fn rule_page(&self, rule: &str) -> Option<Uri> {
        let page = ide::rule_page(rule)?;
        Some(uris::uri_of(&self.library.shown(&format!("rules/{}.md", page.name), &page.text)?))
    }

    pub(crate) fn log_failure(&self, message: &str) {
        self.outgoing.log(MessageType::ERROR, message);
    }
}
