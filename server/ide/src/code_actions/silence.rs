//! Comments that have a rule say nothing: on a line, in a file. One that is there takes the rule in.

use source::{Edit, TextRange};
use syntax::{Token, TokenKind, tokens};

use super::Context;
use crate::lint::Looked;

/// The tools whose comments have the shape of ours.
const TOOLS: [&str; 3] = ["eslint", "lode", "oxlint"];

/// The edit that silences a rule on the line of an offset. `None`: no comment can stand there.
pub(super) fn on_line(context: &Context, looked: &Looked, rule: &str, offset: u32) -> Option<Edit> {
    let text = context.text;
    let start = context.line_start(offset);
    let end = text[offset as usize..].find('\n').map_or(text.len(), |at| offset as usize + at) as u32;
    let tokens: Vec<Token> = tokens(text, looked.language.kind).collect();
    let comments = || tokens.iter().filter(|token| token.is_comment());
    // Above the line.
    let above = comments().rfind(|comment| comment.range.end() < start + 1);
    if let Some(comment) =
        above.filter(|comment| text[comment.range.end() as usize..start as usize].matches('\n').count() <= 1)
        && let Some(edit) = added(text, *comment, "disable-next-line", rule)
    {
        return Some(edit);
    }
    // On the line itself.
    let on = comments().filter(|comment| start <= comment.range.start() && comment.range.start() < end);
    if let Some(edit) = on.filter_map(|comment| added(text, *comment, "disable-line", rule)).next() {
        return Some(edit);
    }
    let word = word(looked);
    let around = tokens.iter().find(|token| token.range.start() < start && start <= token.range.end());
    let indent = context.indent(offset);
    let newline = context.newline();
    match around.filter(|token| start < token.range.end() || token.kind == TokenKind::JsxText).map(|token| token.kind) {
        None => Some(Edit::insert(start, format!("{indent}// {word}-disable-next-line {rule}{newline}"))),
        Some(TokenKind::JsxText) => {
            Some(Edit::insert(start, format!("{indent}{{/* {word}-disable-next-line {rule} */}}{newline}")))
        }
        // The line begins in a template or a comment, where nothing can be put in; it may end outside of it.
        Some(_) => {
            let line = text[..end as usize].trim_end_matches('\r').len() as u32;
            let is_free = !tokens.iter().any(|token| token.holds(line) && token.kind != TokenKind::LineComment);
            let has_comment =
                comments().any(|comment| comment.range.end() == line && comment.kind == TokenKind::LineComment);
            (is_free && !has_comment).then(|| Edit::insert(line, format!(" // {word}-disable-line {rule}")))
        }
    }
}

/// The edit that silences a rule in the whole file.
pub(super) fn in_file(context: &Context, looked: &Looked, rule: &str) -> Edit {
    let text = context.text;
    let mut start = 0;
    for token in tokens(text, looked.language.kind).take_while(|token| token.is_comment()) {
        if token.kind == TokenKind::Shebang {
            let rest = &text[token.range.end() as usize..];
            start = token.range.end() + rest.find('\n').map_or(rest.len(), |at| at + 1) as u32;
        }
        if token.kind == TokenKind::BlockComment
            && let Some(edit) = added(text, token, "disable", rule)
        {
            return edit;
        }
    }
    let newline = context.newline();
    // Behind the first line of a program there may be no line end.
    let before = if start > 0 && !text[..start as usize].ends_with('\n') { newline } else { "" };
    Edit::insert(start, format!("{before}/* {}-disable {rule} */{newline}", word(looked)))
}

/// What the project calls its linter in comments.
fn word(looked: &Looked) -> &'static str {
    let name = looked.config.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.contains("eslint") || name == "package.json" {
        "eslint"
    } else if name.contains("oxlint") {
        "oxlint"
    } else {
        "lode"
    }
}

/// The rule in the list of a comment that does this for others already.
fn added(text: &str, comment: Token, action: &str, rule: &str) -> Option<Edit> {
    let whole = comment.range.slice(text);
    let inner = match comment.kind {
        TokenKind::LineComment => whole.get(2..)?,
        TokenKind::BlockComment => whole.get(2..)?.strip_suffix("*/")?,
        _ => return None,
    };
    let said = inner.trim_start();
    let list = TOOLS.iter().find_map(|tool| said.strip_prefix(tool)?.strip_prefix('-')?.strip_prefix(action))?;
    if !list.starts_with(char::is_whitespace) {
        return None;
    }
    // Behind ` -- ` a reason stands.
    let reason = list.match_indices("--").map(|(at, _)| at).find(|at| list[..*at].ends_with(char::is_whitespace));
    let names = list[..reason.unwrap_or(list.len())].trim_end();
    if names.is_empty() {
        return None;
    }
    let end = names.as_ptr() as usize + names.len() - text.as_ptr() as usize;
    Some(Edit::replace(TextRange::empty(end as u32), format!(", {rule}")))
}
