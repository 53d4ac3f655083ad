//! Why there is no formatted text.

use std::path::PathBuf;

use crate::folder::Tool;

#[derive(Clone, Debug, thiserror::Error)]
pub enum FormatError {
    /// The text is not what its name says.
    #[error("{message}")]
    Syntax {
        message: String,
        /// Line and column, both from 1, columns in UTF-16, and where it ends, if that is known.
        place: Option<Place>,
    },
    /// The formatter or its configuration has failed.
    #[error("{}", .0)]
    Failed(String),
    #[error("{} has not come to an end within {seconds} seconds", tool.name())]
    TimedOut { tool: Tool, seconds: u64 },
    #[error("{} has ended by itself ({status}){}", tool.name(), last_words(.said))]
    Ended { tool: Tool, status: String, said: String },
    #[error("{} is asked for in `{}`, but it is not installed in node_modules", tool.name(), because.display())]
    NotInstalled { tool: Tool, because: PathBuf },
    #[error("{} formats whole files only", tool.name())]
    NoRange { tool: Tool },
    #[error("prettier {version} can't be fetched: {why}")]
    NotFetched { version: &'static str, why: String },
    /// Nobody waits any more.
    #[error("nobody waits for it any more")]
    Cancelled,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub end: Option<(u32, u32)>,
}

impl FormatError {
    /// What to try.
    pub fn hint(&self) -> Option<String> {
        match self {
            FormatError::NotInstalled { tool, .. } => {
                Some(format!("install it: `npm install --save-dev {}`", tool.package()))
            }
            FormatError::NotFetched { version, .. } => Some(format!(
                "with a network, run `lode fmt` once; or give the project its own: `npm install --save-dev prettier@{version}`"
            )),
            FormatError::TimedOut { .. } => Some("`--time-limit` gives it longer".to_owned()),
            _ => None,
        }
    }
}

/// The last line of what a process said before it ended.
fn last_words(text: &str) -> String {
    let is_message = |line: &&str| line.split_once(':').is_some_and(|(name, _)| name.contains("Error"));
    let line = text.lines().find(is_message).or_else(|| text.lines().rfind(|line| !line.trim().is_empty()));
    line.map_or_else(String::new, |line| format!(": {}", line.trim()))
}
