//! The requests that only look, one file each: what the server says of it, and its answer. The one list of them is here.

use tower_lsp_server::ls_types::ServerCapabilities;

use crate::client_features::ClientFeatures;

macro_rules! requests {
    ($($name:ident)*) => {
        $(pub(crate) mod $name;)*

        /// What the server says that it can do for this client.
        pub(crate) fn capabilities(client: &ClientFeatures) -> ServerCapabilities {
            let mut all = ServerCapabilities::default();
            $($name::capability(client, &mut all);)*
            all
        }
    };
}

requests! {
    call_hierarchy
    code_action
    code_lens
    completion
    declaration
    definition
    diagnostic
    document_highlight
    document_link
    document_symbol
    execute_command
    folding_range
    formatting
    hover
    implementation
    inlay_hint
    linked_editing_range
    references
    rename
    rename_files
    selection_range
    semantic_tokens
    signature_help
    type_definition
    type_hierarchy
    workspace_diagnostic
    workspace_symbol
}

mod hierarchy_item;
#[cfg(debug_assertions)]
pub(crate) mod test;
