//! `workspace/executeCommand`: what actions of ours do beside their edits. `lode.explainRule` shows the page of a lint rule. The messages
//! of live files are commands too, for clients that know none of ours; the session takes them.

use serde_json::Value;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::notification::ShowMessage;
use tower_lsp_server::ls_types::request::ShowDocument;
use tower_lsp_server::ls_types::{
    ExecuteCommandOptions, ExecuteCommandParams, MessageType, ServerCapabilities, ShowDocumentParams, ShowMessageParams,
};

use crate::client_features::ClientFeatures;
use crate::live;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(super) const EXPLAIN: &str = "lode.explainRule";

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    let commands = [EXPLAIN].into_iter().chain(live::COMMANDS).map(str::to_owned);
    all.execute_command_provider =
        Some(ExecuteCommandOptions { commands: commands.collect(), ..ExecuteCommandOptions::default() });
}

pub(crate) const READ: Read<ExecuteCommandParams, Option<Value>> = Read {
    method: "workspace/executeCommand",
    lane: Lane::Worker,
    when_edited: WhenEdited::Finish,
    document: |_| None,
    answer,
};

fn answer(view: &View, params: ExecuteCommandParams) -> Result<Option<Value>> {
    if params.command != EXPLAIN {
        return Err(Error::invalid_params(format!("there is no command `{}`", params.command)));
    }
    let page = params.arguments.first().and_then(Value::as_str).and_then(ide::rule_page);
    let page = page.ok_or_else(|| Error::invalid_params("the command takes the name of a rule"))?;
    match view.rule_page(page.name).filter(|_| view.client.shows_documents) {
        Some(uri) => {
            let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: None };
            view.outgoing.request::<ShowDocument>(params, |_| {});
        }
        None => {
            let message = format!("{}: {}", page.name, page.description);
            view.outgoing.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::INFO, message });
        }
    }
    Ok(None)
}
