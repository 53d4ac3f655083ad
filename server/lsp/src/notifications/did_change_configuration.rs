//! `workspace/didChangeConfiguration`: other settings. Some clients send them along, others are asked.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp_server::ls_types::request::WorkspaceConfiguration;
use tower_lsp_server::ls_types::{ConfigurationItem, ConfigurationParams};

use crate::inbox::Event;
use crate::session::Session;
use crate::settings::Settings;

pub(crate) fn handle(session: &mut Session, value: &Value) {
    if session.client.configuration {
        return ask(session);
    }
    apply(session, value.get("lode").unwrap_or(value));
}

/// Asks a client that can be asked.
pub(crate) fn ask(session: &Session) {
    if !session.client.configuration {
        return;
    }
    let items = vec![ConfigurationItem { scope_uri: None, section: Some("lode".to_owned()) }];
    let inbox = session.inbox.clone();
    session.outgoing.request::<WorkspaceConfiguration>(ConfigurationParams { items }, move |answer| {
        // A client without settings for Lode answers null: those that it sent at the start stay.
        let found = answer.ok().and_then(|mut values| values.pop()).filter(|value| !value.is_null());
        if let Some(value) = found {
            inbox.send(Event::Configuration(value));
        }
    });
}

pub(crate) fn apply(session: &mut Session, value: &Value) {
    let mut settings = Settings::read(value);
    // Trust is said by who knows of it, at the start or when it changes: settings that do not speak of it leave it as it was.
    if !says_trust(value) {
        settings.trusted = session.settings.trusted;
    }
    if settings != *session.settings {
        session.settings = Arc::new(settings);
        session.configurations_changed();
        session.live_settings_changed();
    }
}

fn says_trust(value: &Value) -> bool {
    value.get("trusted").is_some_and(Value::is_boolean)
}
