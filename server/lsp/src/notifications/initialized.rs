//! `initialized`: the client may be asked now. It is asked for its settings, and to tell when files change.

use serde_json::json;
use tower_lsp_server::ls_types::notification::{DidChangeConfiguration, DidChangeWatchedFiles, Notification};
use tower_lsp_server::ls_types::request::RegisterCapability;
use tower_lsp_server::ls_types::{MessageType, Registration, RegistrationParams};

use crate::notifications::did_change_configuration;
use crate::session::Session;
use crate::watcher::{self, Watcher};

pub(crate) fn handle(session: &mut Session) {
    let mut registrations = Vec::new();
    if session.client.watches_files {
        let watchers: Vec<_> = watcher::PATTERNS.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
        registrations.push(registration::<DidChangeWatchedFiles>(json!({ "watchers": watchers })));
    }
    if session.client.registers_configuration {
        registrations.push(registration::<DidChangeConfiguration>(json!({ "section": "lode" })));
    }
    if !registrations.is_empty() {
        let outgoing = session.outgoing.clone();
        session.outgoing.request::<RegisterCapability>(RegistrationParams { registrations }, move |answer| {
            if let Err(error) = answer {
                outgoing.log(MessageType::WARNING, format!("the editor watches no files: {}", error.message));
            }
        });
    }
    did_change_configuration::ask(session);
    session.watcher = Watcher::start(session.inbox.clone());
    if let Some(watcher) = &session.watcher {
        watcher.watch(&session.roots);
    }
}

fn registration<N: Notification>(options: serde_json::Value) -> Registration {
    Registration { id: N::METHOD.to_owned(), method: N::METHOD.to_owned(), register_options: Some(options) }
}
