//! Limits how many lines a file has.
//!
//! ## Why
//! A long file is about several things, and each could have its own.
//!
//! ## Bad
//! ```js
//! /* eslint max-lines: ["error", 2] */
//! first();
//! second();
//! ```
//!
//! ## Good
//! ```js
//! /* eslint max-lines: ["error", 2] */
//! first();
//! ```
//!
//! ## Options
//! The number (default 300), or an object:
//! - `max` (default 300)
//! - `skipBlankLines`, `skipComments` (default `false`): what does not count.

use serde::Deserialize;
use source::TextRange;

use crate::file::File;
use crate::limits::LimitOptions;
use crate::lines::{Counted, lines};
use crate::report::Report;
use crate::rule::rule;

rule!("max-lines", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    max: usize,
    skip_blank_lines: bool,
    skip_comments: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { max: 300, skip_blank_lines: false, skip_comments: false }
    }
}

impl LimitOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let counted = Counted { blank: !options.skip_blank_lines, comments: !options.skip_comments };
    let mut all = lines(file, TextRange::new(0, file.text.len() as u32));
    // What stands behind the last line end is no line of its own.
    if all.len() > 1 && all.last().is_some_and(|last| last.range.is_empty()) {
        all.pop();
    }
    let lines: Vec<_> = all.into_iter().filter(|line| counted.counts(line)).collect();
    if lines.len() > options.max {
        let range = TextRange::new(lines[options.max].range.start(), file.text.len() as u32);
        report.at(range, format!("the file has {} lines, {} are allowed", lines.len(), options.max));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn lines_are_counted() {
        case(&RULE, "a;\n\n// b\nc;\n")
            .options(json!([{ "max": 2, "skipBlankLines": true, "skipComments": true }]))
            .check();
        case(&RULE, "a;\nb;\n").options(json!([2])).check();
    }
}
