//! docs/reference/messages.md: the `lode/*` messages, from the table that reads and writes them.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;
use lsp::live::messages::{MESSAGES, Message, MessageKind, SHAPES, Shape};

use super::{HEAD, Made};
use crate::workspace::root;

/// What stands before the list.
const BEGINNING: &str = "# Messages of live files

What is added to the Language Server Protocol, so that an editor can show [values](../guide/inline-values.md) as it likes. Positions, ranges and
URIs are the protocol's, in the encoding that was agreed on. Fields that are not known are ignored on both sides.

A client that shows values itself says `capabilities.experimental.lodeValues = { version: 1 }` in `initialize`, and the server says the same
in its answer. Such a client gets `lode/values` and no inlay hints for values. Any other gets inlay hints at the ends of lines, and
`workspace/inlayHint/refresh` when there are new ones.

With `initializationOptions.trusted: false`, or the setting `trusted: false`, nothing of the folder is run; the setting counts from when it
is sent.

Each request is a command for `workspace/executeCommand` too, with the same fields in one object as its argument and dots for slashes:
`lode.value.expand`. A document alone may be given by its URI, `lode.live` with the mode behind it. Code lenses use these commands:
`lode.run` `[uri]`, `lode.live` `[uri, \"on\" | \"off\"]`. Code actions of clients that show values use `lode.copyValue` `[text]`, which is the
client's own.
";

pub fn made() -> Result<Made> {
    let mut text = format!("{HEAD}\n{BEGINNING}");
    for message in MESSAGES {
        write_message(&mut text, message)?;
    }
    text.push_str("\n## Types\n");
    for shape in SHAPES {
        write!(text, "\n### {}\n\n", shape.name)?;
        if !shape.description.is_empty() {
            write!(text, "{}\n\n", shape.description.trim())?;
        }
        write_fields(&mut text, shape)?;
    }
    Ok(Made { path: root().join(Path::new("docs/reference/messages.md")), text })
}

fn write_message(text: &mut String, message: &Message) -> Result<()> {
    let kind = match message.kind {
        MessageKind::Request => "Request of the client.",
        MessageKind::ClientNotification => "Notification of the client.",
        MessageKind::ServerNotification => "Notification of the server.",
    };
    write!(text, "\n## {}\n\n{kind} {}\n\n", message.method, message.description)?;
    write_fields(text, message.params)?;
    match message.result {
        Some(result) => {
            text.push_str("\nIt is answered with\n\n");
            write_fields(text, result)?;
        }
        None if message.kind == MessageKind::Request => text.push_str("\nIt is answered with null.\n"),
        None => {}
    }
    Ok(())
}

fn write_fields(text: &mut String, shape: &Shape) -> Result<()> {
    if shape.words.is_empty() {
        text.push_str("| field | type | |\n| --- | --- | --- |\n");
    } else {
        text.push_str("| word | |\n| --- | --- |\n");
    }
    for field in shape.fields {
        let about = field.description.trim();
        if shape.words.is_empty() {
            let (kind, is_optional) = written(field.kind);
            let mark = if is_optional { "?" } else { "" };
            writeln!(text, "| `{}{mark}` | `{kind}` | {about} |", camel_case(field.name))?;
        } else {
            writeln!(text, "| `\"{}\"` | {about} |", field.name)?;
        }
    }
    Ok(())
}

/// A type in the protocol's words, and whether it may be left out.
fn written(kind: &str) -> (String, bool) {
    let inside = |kind: &str, name: &str| kind.strip_prefix(name)?.strip_suffix('>').map(str::to_owned);
    if let Some(kind) = inside(kind, "Option<") {
        return (written(&kind).0, true);
    }
    if let Some(kind) = inside(kind, "Vec<") {
        return (format!("{}[]", written(&kind).0), false);
    }
    let word = match kind {
        "Uri" => "DocumentUri",
        "String" | "values::Kind" | "ItemKind" => "string",
        "bool" => "boolean",
        "u32" | "u64" | "usize" | "i32" | "f64" => "number",
        "(u32, u32)" => "[number, number]",
        other => other,
    };
    (word.to_owned(), false)
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let (head, rest) = part.split_at(part.len().min(1));
        format!("{name}{}{rest}", head.to_uppercase())
    })
}
