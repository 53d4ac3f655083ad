//! The protocol's methods, in the order of its specification. Each is one line: what it is turned into, and to whom it goes.
//!
//! Nothing is awaited before an event has been sent: the transport starts handlers in the order of the messages, and so their events
//! are in that order.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp_server::LanguageServer;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::*;

use crate::cancel::{self, Reply};
use crate::client_features::{self, ClientFeatures};
use crate::inbox::{Event, Inbox};
use crate::live::messages::{
    DocumentParams, EvalSelectionParams, EvalSelectionResult, ExpandParams, ExpandResult, HistoryParams, HistoryResult,
    LiveParams, LiveResult, VisibleParams,
};
use crate::live::{self, Order};
use crate::notifications::file_operations;
use crate::read::Read;
use crate::trace::Trace;
use crate::{capabilities, requests, uris};

pub(crate) struct Server {
    pub(crate) inbox: Inbox,
    pub(crate) trace: Trace,
}

impl Server {
    async fn read<P: Send, R: Send>(&self, request: &'static Read<P, R>, params: P) -> Result<R> {
        let (queued, awaited) = request.queue(params);
        self.inbox.send(Event::Read(queued));
        awaited.answer().await
    }

    /// Something that the session does, with an answer.
    async fn order<P, R: Send>(&self, params: P, order: fn(P, Reply<R>) -> Order) -> Result<R> {
        let (reply, awaited) = cancel::reply();
        self.inbox.send(Event::Live(order(params, reply)));
        awaited.answer().await
    }

    pub(crate) async fn live(&self, params: LiveParams) -> Result<LiveResult> {
        self.order(params, Order::Live).await
    }

    pub(crate) async fn run(&self, params: DocumentParams) -> Result<()> {
        self.order(params, Order::Run).await
    }

    pub(crate) async fn stop(&self, params: DocumentParams) -> Result<()> {
        self.order(params, Order::Stop).await
    }

    pub(crate) async fn visible(&self, params: VisibleParams) {
        self.inbox.send(Event::Live(Order::Visible(params)));
    }

    pub(crate) async fn expand(&self, params: ExpandParams) -> Result<ExpandResult> {
        self.read(&live::EXPAND, params).await
    }

    pub(crate) async fn history(&self, params: HistoryParams) -> Result<HistoryResult> {
        self.read(&live::HISTORY, params).await
    }

    pub(crate) async fn eval_selection(&self, params: EvalSelectionParams) -> Result<EvalSelectionResult> {
        self.order(params, Order::EvalSelection).await
    }

    /// A message of ours that came as a command.
    async fn command(&self, command: &str, given: Value) -> Result<Option<Value>> {
        match command {
            "lode.live" => answered(self.live(read(given)?).await),
            "lode.run" => answered(self.run(read(given)?).await),
            "lode.stop" => answered(self.stop(read(given)?).await),
            "lode.value.expand" => answered(self.expand(read(given)?).await),
            "lode.value.history" => answered(self.history(read(given)?).await),
            _ => answered(self.eval_selection(read(given)?).await),
        }
    }

    pub(crate) async fn set_trace(&self, params: SetTraceParams) {
        self.trace.set(params.value);
    }

    #[cfg(debug_assertions)]
    pub(crate) async fn test_sleep(&self, params: requests::test::SleepParams) -> Result<Value> {
        self.read(&requests::test::SLEEP, params).await
    }

    #[cfg(debug_assertions)]
    pub(crate) async fn test_panic(&self, params: Value) -> Result<Value> {
        self.read(&requests::test::PANIC, params).await
    }
}

impl LanguageServer for Server {
    /// Answered at once, from the client's words alone: a client that does not wait for the answer finds the server ready.
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let encoding = client_features::encoding(&params.capabilities);
        let features = ClientFeatures::of(&params);
        self.trace.set(params.trace.unwrap_or_default());
        self.inbox.send(Event::Initialize(Box::new(params), encoding));
        Ok(InitializeResult {
            capabilities: capabilities::of_server(&features, encoding),
            server_info: Some(ServerInfo {
                name: "lode".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.inbox.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.inbox.send(Event::Open(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.inbox.send(Event::Change(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.inbox.send(Event::Save(params.text_document));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.inbox.send(Event::Close(params.text_document));
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.read(&requests::completion::READ, params).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.read(&requests::completion::RESOLVE, item).await
    }

    async fn goto_declaration(
        &self,
        params: request::GotoDeclarationParams,
    ) -> Result<Option<request::GotoDeclarationResponse>> {
        self.read(&requests::declaration::READ, params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.read(&requests::definition::READ, params).await
    }

    async fn goto_type_definition(
        &self,
        params: request::GotoTypeDefinitionParams,
    ) -> Result<Option<request::GotoTypeDefinitionResponse>> {
        self.read(&requests::type_definition::READ, params).await
    }

    async fn goto_implementation(
        &self,
        params: request::GotoImplementationParams,
    ) -> Result<Option<request::GotoImplementationResponse>> {
        self.read(&requests::implementation::READ, params).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.read(&requests::document_highlight::READ, params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.read(&requests::hover::READ, params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.read(&requests::folding_range::READ, params).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.read(&requests::selection_range::READ, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.read(&requests::document_symbol::READ, params).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.read(&requests::diagnostic::READ, params).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.read(&requests::signature_help::READ, params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.read(&requests::references::READ, params).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.read(&requests::call_hierarchy::PREPARE, params).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.read(&requests::call_hierarchy::INCOMING, params).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.read(&requests::call_hierarchy::OUTGOING, params).await
    }

    async fn prepare_type_hierarchy(
        &self,
        params: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.read(&requests::type_hierarchy::PREPARE, params).await
    }

    async fn supertypes(&self, params: TypeHierarchySupertypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.read(&requests::type_hierarchy::SUPERTYPES, params).await
    }

    async fn subtypes(&self, params: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.read(&requests::type_hierarchy::SUBTYPES, params).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.read(&requests::document_link::READ, params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.read(&requests::code_action::READ, params).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.read(&requests::code_action::RESOLVE, action).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.read(&requests::code_lens::READ, params).await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        self.read(&requests::code_lens::RESOLVE, params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.read(&requests::inlay_hint::READ, params).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.read(&requests::formatting::READ, params).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.read(&requests::formatting::RANGE, params).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.read(&requests::rename::READ, params).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.read(&requests::rename::PREPARE, params).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.read(&requests::semantic_tokens::FULL, params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.read(&requests::semantic_tokens::DELTA, params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.read(&requests::semantic_tokens::RANGE, params).await
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        self.read(&requests::linked_editing_range::READ, params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.read(&requests::workspace_diagnostic::READ, params).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.read(&requests::workspace_symbol::READ, params).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.read(&requests::rename_files::READ, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        if let Some(given) = live::params_of(&params) {
            return self.command(&params.command, given).await;
        }
        self.read(&requests::execute_command::READ, params).await
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.inbox.send(Event::ConfigurationChanged(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.inbox.send(Event::WorkspaceFolders(params.event));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| uris::file_path(change.uri.as_str())).collect();
        self.inbox.send(Event::FilesChanged(paths));
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        self.inbox.send(Event::FilesChanged(file_operations::created(&params)));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        self.inbox.send(Event::FilesChanged(file_operations::renamed(&params)));
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        self.inbox.send(Event::FilesChanged(file_operations::deleted(&params)));
    }
}

/// The parameters of a command.
fn read<P: DeserializeOwned>(given: Value) -> Result<P> {
    serde_json::from_value(given).map_err(|error| Error::invalid_params(error.to_string()))
}

fn answered<R: Serialize>(answer: Result<R>) -> Result<Option<Value>> {
    Ok(serde_json::to_value(answer?).ok().filter(|value| !value.is_null()))
}
