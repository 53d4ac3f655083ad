//! Values as inlay hints, for clients that do not show them otherwise: at the end of a line all that is to be said of it.

use std::collections::BTreeMap;

use source::{SourceText, TextRange};
use tower_lsp_server::ls_types::{InlayHint, InlayHintLabel, InlayHintTooltip, MarkupContent, MarkupKind};

use super::shown::{Placed, Shown};
use crate::to_lsp;
use crate::view::View;

/// Characters of a hint: editors cut longer ones where one does not see it.
const WIDTH: usize = 40;
/// Stands before values of an older text.
const STALE: &str = "~ ";
const BETWEEN: &str = "  ";

/// One for each line that has values, in the lines of a range.
pub(crate) fn hints(view: &View, shown: &Shown, text: &SourceText, range: TextRange) -> Vec<InlayHint> {
    let lines = text.lines();
    let (first, last) = (lines.line_of(range.start()), lines.line_of(range.end()));
    let mut by_line: BTreeMap<u32, Vec<&Placed>> = BTreeMap::new();
    for item in shown.items.iter() {
        let line = lines.line_of(item.range.end());
        if (first..=last).contains(&line) {
            by_line.entry(line).or_default().push(item);
        }
    }
    let hint = |(line, items): (u32, Vec<&Placed>)| {
        let end = lines.line_start(line) + lines.line_text(text.text(), line).len() as u32;
        InlayHint {
            position: to_lsp::position(text, end, view.encoding),
            label: InlayHintLabel::String(label(&items)),
            kind: None,
            text_edits: None,
            tooltip: tooltip(view, &items),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    };
    by_line.into_iter().map(hint).collect()
}

fn label(items: &[&Placed]) -> String {
    let mark = if items.iter().any(|item| item.is_stale) { STALE } else { "" };
    let joined = |items: &[&Placed]| {
        let texts: Vec<String> = items.iter().map(|item| format!("{}{}", item.kind.sign(), item.text)).collect();
        format!("{mark}{}", texts.join(BETWEEN))
    };
    let whole = joined(items);
    if whole.chars().count() <= WIDTH {
        return whole;
    }
    let mut ranked = items.to_vec();
    ranked.sort_by_key(|item| item.kind.rank());
    cut(&joined(&ranked), WIDTH)
}

/// At most so many characters, the cut shown.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width - 1).collect();
    format!("{}…", kept.trim_end())
}

fn tooltip(view: &View, items: &[&Placed]) -> Option<InlayHintTooltip> {
    let whole = items.iter().map(|item| match &item.hover {
        Some(hover) => hover.to_string(),
        None => format!("```js\n{}{}\n```\n", item.kind.sign(), item.text),
    });
    let mut value = whole.collect::<Vec<_>>().join("\n---\n\n");
    if items.iter().any(|item| item.is_stale) {
        value.push_str("\nFrom before the latest edit.\n");
    }
    if !view.client.hover_markdown {
        return Some(InlayHintTooltip::String(plain(&value)));
    }
    Some(InlayHintTooltip::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }))
}

/// Markdown of ours without its marks.
pub(super) fn plain(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| !line.starts_with("```"));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
