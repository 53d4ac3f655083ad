//! The clause of `@import`, which is that of an `import` statement.

use source::TextRange;

use super::jsdoc_text::RawTag;

pub(super) struct ImportClause {
    pub(super) names: Vec<ClauseName>,
    /// With its quotes.
    pub(super) specifier: TextRange,
}

pub(super) struct ClauseName {
    /// The star of `* as ns`; of a default import the local name.
    pub(super) imported: TextRange,
    pub(super) local: TextRange,
    pub(super) is_default: bool,
}

/// Reads what stands behind `@import`.
pub(super) fn read(file: &str, tag: &RawTag) -> Option<ImportClause> {
    let mut words = words(file, TextRange::new(tag.tag.end(), tag.range.end())).into_iter().peekable();
    let mut names = Vec::new();
    while let Some(word) = words.next() {
        match word.slice(file) {
            "{" | "}" | "," | "type" => {}
            "from" => {
                let specifier = words.next()?;
                return specifier.slice(file).starts_with(['\'', '"']).then_some(ImportClause { names, specifier });
            }
            text if text.starts_with(['\'', '"']) && names.is_empty() => {
                return Some(ImportClause { names, specifier: word });
            }
            text => {
                // Behind the brace every name is one of the module's.
                let before = TextRange::new(tag.tag.end(), word.start()).slice(file);
                let is_default = (!before.contains('{') && text != "*") || text == "default";
                let mut local = word;
                if words.next_if(|next| next.slice(file) == "as").is_some() {
                    local = words.next()?;
                }
                names.push(ClauseName { imported: word, local, is_default });
            }
        }
    }
    None
}

/// Names, strings and marks, without the stars that begin the comment's lines.
fn words(file: &str, range: TextRange) -> Vec<TextRange> {
    let text = range.slice(file);
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            quote @ (b'\'' | b'"') => {
                let length = bytes[at + 1..].iter().position(|byte| *byte == quote);
                at = length.map_or(bytes.len() - 1, |length| at + 1 + length);
            }
            byte if is_name(byte) => {
                while bytes.get(at + 1).is_some_and(|byte| is_name(*byte)) {
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
        let word = &text[start..at];
        let is_star_of_line = word == "*" && text[..start].trim_end_matches([' ', '\t']).ends_with('\n');
        if !word.trim().is_empty() && !is_star_of_line {
            words.push(TextRange::new(range.start() + start as u32, range.start() + at as u32));
        }
    }
    words
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii()
}
