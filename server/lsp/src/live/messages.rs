//! The messages of live files, `lode/*`, in one table: what is read and written here is what the reference says.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::notification::Notification;
use tower_lsp_server::ls_types::{Range, Uri};
use values::ItemKind;

/// A message of the table.
pub struct Message {
    pub method: &'static str,
    pub description: &'static str,
    pub kind: MessageKind,
    pub params: &'static Shape,
    /// Of a request; `None`: null.
    pub result: Option<&'static Shape>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageKind {
    /// Of the client; also a command of the server with the same name, dots for slashes, and the same fields.
    Request,
    /// Of the client.
    ClientNotification,
    ServerNotification,
}

/// What a type looks like on the way.
pub struct Shape {
    pub name: &'static str,
    pub description: &'static str,
    pub fields: &'static [Field],
    /// Of a type that is one of these words.
    pub words: &'static [&'static str],
}

pub struct Field {
    /// As it is called here; on the way `runId` for `run_id`.
    pub name: &'static str,
    /// As it is written here: `Option<Vec<Item>>`.
    pub kind: &'static str,
    pub description: &'static str,
}

/// What there is besides the messages' own types, for the reference.
pub const SHAPES: &[&Shape] = &[&ITEM, &MEMBER, &HISTORIC, &COVERAGE, &MODE, &CONTEXT, &SELECTED_KIND, &STATE];

pub const MESSAGES: &[Message] = &[
    Message {
        method: super::LIVE,
        description: "Turns a file live or not. Runs that nobody asked for each time are sandboxed. Fails with a sentence where it can't be: the workspace is not trusted, the document is no program, the engine is missing.",
        kind: MessageKind::Request,
        params: &LIVE_PARAMS,
        result: Some(&LIVE_RESULT),
    },
    Message {
        method: "lode/run",
        description: "Runs a file, not sandboxed, and shows its values; what it prints goes to `window/logMessage`.",
        kind: MessageKind::Request,
        params: &DOCUMENT_PARAMS,
        result: None,
    },
    Message {
        method: "lode/stop",
        description: "Ends the program of a file; a live file stays live and runs again with the next edit.",
        kind: MessageKind::Request,
        params: &DOCUMENT_PARAMS,
        result: None,
    },
    Message {
        method: "lode/visible",
        description: "What of a document is on the screen: values there come first.",
        kind: MessageKind::ClientNotification,
        params: &VISIBLE_PARAMS,
        result: None,
    },
    Message {
        method: "lode/value/expand",
        description: "What is inside of a value.",
        kind: MessageKind::Request,
        params: &EXPAND_PARAMS,
        result: Some(&EXPAND_RESULT),
    },
    Message {
        method: "lode/value/history",
        description: "The values that an item has had: the first ones, some of those that followed, and the last.",
        kind: MessageKind::Request,
        params: &HISTORY_PARAMS,
        result: Some(&HISTORY_RESULT),
    },
    Message {
        method: "lode/evalSelection",
        description: "What the selected code evaluates to, sandboxed.",
        kind: MessageKind::Request,
        params: &EVAL_SELECTION_PARAMS,
        result: Some(&EVAL_SELECTION_RESULT),
    },
    Message {
        method: "lode/values",
        description: "The values of a file, to clients that say `lodeValues`. At most ten a second for a file, and never for a version that is not the newest that the server has.",
        kind: MessageKind::ServerNotification,
        params: &VALUES_PARAMS,
        result: None,
    },
];

/// A struct, its serde, and its shape.
macro_rules! shape {
    ($constant:ident: $(#[doc = $description:literal])* $name:ident {
        $($(#[doc = $about:literal])* $(#[serde($($serde:tt)*)])? $field:ident: $kind:ty,)*
    }) => {
        $(#[doc = $description])*
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name {
            $($(#[doc = $about])* $(#[serde($($serde)*)])? pub $field: $kind,)*
        }

        const $constant: Shape = Shape {
            name: stringify!($name),
            description: concat!($($description),*),
            fields: &[$(Field {
                name: stringify!($field),
                kind: stringify!($kind),
                description: concat!($($about),*),
            }),*],
            words: &[],
        };
    };
    ($constant:ident: $(#[doc = $description:literal])* $name:ident [$($(#[doc = $about:literal])* $word:ident $written:literal,)*]) => {
        $(#[doc = $description])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        pub(crate) enum $name {
            $($(#[doc = $about])* #[serde(rename = $written)] $word,)*
        }

        const $constant: Shape = Shape {
            name: stringify!($name),
            description: concat!($($description),*),
            fields: &[$(Field { name: $written, kind: "", description: concat!($($about),*) }),*],
            words: &[$($written),*],
        };
    };
}

shape! { MODE:
    /// When a live file runs.
    Mode [
        /// With every edit.
        On "on",
        /// Now, and not again.
        Once "once",
        /// Now, and whenever it is saved.
        OnSave "onSave",
        /// Not any more.
        Off "off",
    ]
}

shape! { LIVE_PARAMS:
    LiveParams {
        uri: Uri,
        mode: Mode,
    }
}

shape! { LIVE_RESULT:
    LiveResult {
        /// What it is now.
        mode: Mode,
    }
}

shape! { DOCUMENT_PARAMS:
    DocumentParams {
        uri: Uri,
    }
}

shape! { VISIBLE_PARAMS:
    VisibleParams {
        uri: Uri,
        range: Range,
    }
}

shape! { EXPAND_PARAMS:
    ExpandParams {
        uri: Uri,
        /// As `lode/values` said.
        run_id: u64,
        /// Of the item.
        id: u64,
        /// Which of its values; the last, if it is not said.
        #[serde(default)]
        hit: Option<u64>,
        /// The number of the member at each level; empty for the value itself.
        #[serde(default)]
        path: Vec<usize>,
        #[serde(default)]
        start: Option<usize>,
        #[serde(default)]
        count: Option<usize>,
    }
}

shape! { EXPAND_RESULT:
    ExpandResult {
        members: Vec<Member>,
        /// How many there are behind those, as far as the value was looked into or not.
        more: u64,
    }
}

shape! { MEMBER:
    /// A property, an element, or an entry.
    Member {
        name: String,
        text: String,
        /// What the value is: `plain`, `text`, `function`, `class`, `object`, `array`, `set`, `map`, `error`, `promise`, `proxy`, `circular`, `deep`.
        kind: values::Kind,
        has_members: bool,
    }
}

shape! { HISTORY_PARAMS:
    HistoryParams {
        uri: Uri,
        /// As `lode/values` said.
        run_id: u64,
        /// Of the item.
        id: u64,
        #[serde(default)]
        start: Option<usize>,
        #[serde(default)]
        count: Option<usize>,
    }
}

shape! { HISTORY_RESULT:
    HistoryResult {
        /// How many there were, those that are not kept among them.
        hits: u64,
        values: Vec<Historic>,
    }
}

shape! { HISTORIC:
    /// One value of many.
    Historic {
        /// Which it was, from 1.
        hit: u64,
        /// Milliseconds since the program began.
        at: f64,
        text: String,
    }
}

shape! { CONTEXT:
    /// Where selected code is evaluated.
    Context [
        /// At its place: the file runs, and what the selection had there is told.
        File "file",
        /// Alone.
        Fresh "fresh",
    ]
}

shape! { EVAL_SELECTION_PARAMS:
    EvalSelectionParams {
        uri: Uri,
        range: Range,
        context: Context,
    }
}

shape! { SELECTED_KIND:
    SelectedKind [
        Value "value",
        /// It threw, was not reached, or was stopped; the text says it.
        Error "error",
    ]
}

shape! { EVAL_SELECTION_RESULT:
    EvalSelectionResult {
        text: String,
        kind: SelectedKind,
    }
}

shape! { STATE:
    /// How a file's program is.
    State [
        /// Busy.
        Running "running",
        /// It waits, with something open: a timer, a server.
        Live "live",
        /// It has ended well.
        Ok "ok",
        /// Something went wrong; an item or the message says what.
        Error "error",
        /// A limit, or the person, has stopped it.
        Stopped "stopped",
        /// The text is newer than the values.
        Stale "stale",
        /// The file is not live.
        Off "off",
    ]
}

shape! { ITEM:
    /// A value at a place.
    Item {
        /// Its name, as long as the run is the same.
        id: u64,
        /// The line at whose end it is shown: the one in which its range ends.
        line: u32,
        range: Range,
        /// `variable`, `expression`, `assignment`, `return`, `parameter`, `loop`, `log`, `error`, `right`, `wrong`.
        kind: ItemKind,
        /// One line, at most 200 characters.
        text: String,
        /// Markdown, where there is more to say than the text does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hover: Option<String>,
        /// How often there was one, if not once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<u64>,
        /// It can be expanded.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        has_members: bool,
        /// It belongs to an older text.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        stale: bool,
    }
}

shape! { COVERAGE:
    /// What was not reached.
    Coverage {
        /// Lines of which nothing was: first and last, from 0.
        missed: Vec<(u32, u32)>,
        /// Lines of which something was: first and last, from 0.
        #[serde(default)]
        partly: Vec<(u32, u32)>,
    }
}

shape! { VALUES_PARAMS:
    ValuesParams {
        uri: Uri,
        /// Of the document that lines and ranges are in.
        version: i32,
        run_id: u64,
        state: State,
        /// A sentence for the status bar.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// The items take the place of all that were told before; otherwise they are those that are new or other than they were.
        full: bool,
        items: Vec<Item>,
        /// Items that are gone, by their ids.
        removed: Vec<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        coverage: Option<Coverage>,
    }
}

pub(crate) enum Values {}

impl Notification for Values {
    type Params = ValuesParams;
    const METHOD: &'static str = "lode/values";
}

/// Of a text.
pub(crate) const WIDTH: usize = 200;

/// Lines that follow each other, as first and last.
pub(crate) fn runs(lines: &[u32]) -> Vec<(u32, u32)> {
    lines.chunk_by(|one, next| one + 1 == *next).map(|run| (run[0], run[run.len() - 1])).collect()
}
