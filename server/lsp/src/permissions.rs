//! Whether code of a project may be run: the folders in which the person has agreed, and how they are asked.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use tower_lsp_server::jsonrpc;
use tower_lsp_server::ls_types::{MessageActionItem, MessageType, ShowMessageRequestParams};

const RUN: &str = "Run it";
const NOT_NOW: &str = "Not now";

/// A list of folders, one a line, kept for all processes of the user.
#[derive(Clone, Debug)]
pub(crate) struct Permissions {
    list: PathBuf,
}

impl Permissions {
    pub(crate) fn kept_in(list: PathBuf) -> Permissions {
        Permissions { list }
    }

    pub(crate) fn has(&self, folder: &Path) -> bool {
        let list = fs::read_to_string(&self.list).unwrap_or_default();
        list.lines().any(|line| Path::new(line) == folder)
    }

    /// That it can't be kept means that the person is asked again.
    pub(crate) fn add(&self, folder: &Path) {
        let append = || -> Option<()> {
            fs::create_dir_all(self.list.parent()?).ok()?;
            let mut file = OpenOptions::new().create(true).append(true).open(&self.list).ok()?;
            writeln!(file, "{}", folder.display()).ok()
        };
        let _ = append();
    }
}

/// The question to the person.
pub(crate) fn question(message: String) -> ShowMessageRequestParams {
    let action = |title: &str| MessageActionItem { title: title.to_owned(), properties: Default::default() };
    ShowMessageRequestParams { typ: MessageType::INFO, message, actions: Some([RUN, NOT_NOW].map(action).to_vec()) }
}

/// Whether the answer to it is yes.
pub(crate) fn agrees(answer: jsonrpc::Result<Option<MessageActionItem>>) -> bool {
    answer.ok().flatten().is_some_and(|action| action.title == RUN)
}
