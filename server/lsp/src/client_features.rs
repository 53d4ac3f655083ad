//! What the client can do, as far as it makes a difference. A client that says nothing can do nothing, and is served all the same.

use serde_json::Value;
use source::Encoding;
use tower_lsp_server::ls_types::{ClientCapabilities, InitializeParams, PositionEncodingKind};

#[derive(Clone, Default, Debug)]
pub(crate) struct ClientFeatures {
    /// `workspace/configuration` can be asked.
    pub configuration: bool,
    /// Watches files that it is asked to watch.
    pub watches_files: bool,
    /// Tells of changed settings when asked to.
    pub registers_configuration: bool,
    pub work_done_progress: bool,
    pub hierarchical_symbols: bool,
    /// Asks for diagnostics itself; then none are pushed.
    pub pulls_diagnostics: bool,
    pub refreshes_diagnostics: bool,
    /// Takes what is wrong with the whole project beside what it pulls of open documents. Neovim, told that something has changed,
    /// would ask for the whole project alone and drop what that says of open documents, which then stay as they were.
    pub pulls_workspace_diagnostics: bool,
    pub related_information: bool,
    pub diagnostic_tags: bool,
    /// Folds whole lines only.
    pub folds_lines_only: bool,
    pub definition_links: bool,
    pub snippets: bool,
    pub markdown: bool,
    pub hover_markdown: bool,
    /// Of a signature's parameters it takes the place in the label.
    pub label_offsets: bool,
    /// Keeps the label apart from details that stand beside it.
    pub label_details: bool,
    pub document_changes: bool,
    /// Takes actions with their edits.
    pub code_action_literals: bool,
    /// Asks for the edits of an action when it is chosen.
    pub resolves_code_actions: bool,
    /// Shows a file when it is asked to.
    pub shows_documents: bool,
    /// Links the code of a diagnostic to a page about it.
    pub code_descriptions: bool,
    /// Colours keywords and literals itself, and takes semantic tokens for names.
    pub augments_syntax_tokens: bool,
    /// Asks whether there is something to rename before it asks for the name.
    pub prepares_rename: bool,
    /// Shows values itself, as `lode/values` tells them.
    pub shows_values: bool,
    pub refreshes_inlay_hints: bool,
    pub refreshes_code_lenses: bool,
}

impl ClientFeatures {
    pub(crate) fn of(params: &InitializeParams) -> ClientFeatures {
        let Ok(all) = serde_json::to_value(&params.capabilities) else { return ClientFeatures::default() };
        let says = |path: &str| all.pointer(path).is_some_and(|value| *value == Value::Bool(true));
        let has = |path: &str| all.pointer(path).is_some_and(|value| !value.is_null());
        let lists = |path: &str, word: &str| {
            all.pointer(path).and_then(Value::as_array).is_some_and(|words| words.iter().any(|one| one == word))
        };
        ClientFeatures {
            configuration: says("/workspace/configuration"),
            watches_files: says("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            registers_configuration: says("/workspace/didChangeConfiguration/dynamicRegistration"),
            work_done_progress: says("/window/workDoneProgress"),
            hierarchical_symbols: says("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            pulls_diagnostics: has("/textDocument/diagnostic"),
            pulls_workspace_diagnostics: params.client_info.as_ref().is_none_or(|client| client.name != "Neovim"),
            refreshes_diagnostics: says("/workspace/diagnostics/refreshSupport")
                || says("/workspace/diagnostic/refreshSupport"),
            related_information: says("/textDocument/publishDiagnostics/relatedInformation"),
            diagnostic_tags: has("/textDocument/publishDiagnostics/tagSupport"),
            folds_lines_only: says("/textDocument/foldingRange/lineFoldingOnly"),
            definition_links: says("/textDocument/definition/linkSupport"),
            snippets: says("/textDocument/completion/completionItem/snippetSupport"),
            markdown: lists("/textDocument/completion/completionItem/documentationFormat", "markdown"),
            hover_markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            label_offsets: says(
                "/textDocument/signatureHelp/signatureInformation/parameterInformation/labelOffsetSupport",
            ),
            label_details: says("/textDocument/completion/completionItem/labelDetailsSupport"),
            document_changes: says("/workspace/workspaceEdit/documentChanges"),
            code_action_literals: has("/textDocument/codeAction/codeActionLiteralSupport"),
            resolves_code_actions: lists("/textDocument/codeAction/resolveSupport/properties", "edit"),
            shows_documents: says("/window/showDocument/support"),
            code_descriptions: says("/textDocument/publishDiagnostics/codeDescriptionSupport")
                || says("/textDocument/diagnostic/codeDescriptionSupport"),
            augments_syntax_tokens: says("/textDocument/semanticTokens/augmentsSyntaxTokens"),
            prepares_rename: says("/textDocument/rename/prepareSupport"),
            shows_values: has("/experimental/lodeValues/version"),
            refreshes_inlay_hints: says("/workspace/inlayHint/refreshSupport"),
            refreshes_code_lenses: says("/workspace/codeLens/refreshSupport"),
        }
    }
}

/// The unit of columns: bytes where the client knows them, since they need no counting.
pub(crate) fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    match offered {
        Some(offered) if offered.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
        _ => Encoding::Utf16,
    }
}

pub(crate) fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
    }
}
