//! `textDocument/signatureHelp`: what a call takes, while it is being typed.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    Documentation, MarkupContent, MarkupKind, ParameterInformation, ParameterLabel, ServerCapabilities, SignatureHelp,
    SignatureHelpOptions, SignatureHelpParams, SignatureInformation,
};

use crate::client_features::ClientFeatures;
use crate::pool::Lane;
use crate::read::{Read, WhenEdited};
use crate::view::View;

pub(crate) fn capability(_: &ClientFeatures, all: &mut ServerCapabilities) {
    let characters = |text: &[&str]| Some(text.iter().map(ToString::to_string).collect());
    all.signature_help_provider = Some(SignatureHelpOptions {
        trigger_characters: characters(&["(", ",", "<"]),
        retrigger_characters: characters(&[")"]),
        ..SignatureHelpOptions::default()
    });
}

pub(crate) const READ: Read<SignatureHelpParams, Option<SignatureHelp>> = Read {
    method: "textDocument/signatureHelp",
    lane: Lane::Latency,
    when_edited: WhenEdited::GiveWay,
    document: |params| Some(&params.text_document_position_params.text_document.uri),
    answer,
};

fn answer(view: &View, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
    let Some(position) = view.position(&params.text_document_position_params) else { return Ok(None) };
    let Some(help) = ide::signature_help(&view.snapshot, position, &|| !view.go_on()) else { return Ok(None) };
    let active_parameter = help.active_parameter;
    let signatures = help.signatures.into_iter().map(|signature| shown(view, signature, active_parameter)).collect();
    Ok(Some(SignatureHelp { signatures, active_signature: Some(help.active as u32), active_parameter }))
}

fn shown(view: &View, signature: ide::SignatureInformation, active: Option<u32>) -> SignatureInformation {
    let last = signature.parameters.len().checked_sub(1).map(|last| last as u32);
    // All further arguments are the last parameter's.
    let active_parameter = if signature.is_variadic { active.max(Some(0)).min(last) } else { active };
    let units = |offset: u32| {
        let before = signature.label.get(..offset as usize).unwrap_or(&signature.label);
        before.chars().map(char::len_utf16).sum::<usize>() as u32
    };
    let parameters = signature.parameters.iter().map(|parameter| ParameterInformation {
        // In UTF-16 whatever was agreed on for documents.
        label: if view.client.label_offsets {
            ParameterLabel::LabelOffsets([units(parameter.range.start()), units(parameter.range.end())])
        } else {
            ParameterLabel::Simple(parameter.range.slice(&signature.label).to_owned())
        },
        documentation: documentation(parameter.documentation.clone()),
    });
    SignatureInformation {
        parameters: Some(parameters.collect()),
        documentation: documentation(signature.documentation.clone()),
        active_parameter,
        label: signature.label.clone(),
    }
}

fn documentation(value: String) -> Option<Documentation> {
    (!value.is_empty()).then_some(Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }))
}
