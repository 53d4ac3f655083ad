//! What makes a program of a text that ends at the cursor, or of the line that the cursor is in.

use crate::tokens::{Brackets, Open, OpenKind, Owner};

/// What may close a bracket with everything that has to follow it, the likeliest first.
pub(super) fn alternatives(open: &Open, text: &str) -> Vec<String> {
    let conditionals = ":0".repeat(open.conditionals.min(8) as usize);
    let with = |ends: &[&str]| ends.iter().map(|end| format!("{conditionals}{end}")).collect();
    match open.kind {
        OpenKind::Parenthesis => match open.owner {
            Owner::Condition => with(&[");", "){}"]),
            Owner::For => match open.semicolons {
                0 if open.wants_value => with(&[" of []);", ");", ";;);"]),
                0 => with(&[");", ";;);", " of []);"]),
                1 => with(&[";);"]),
                _ => with(&[");"]),
            },
            Owner::Switch | Owner::Catch | Owner::Function => with(&["){}"]),
            _ => with(&[")", "){}", ")=>{}", ")=>0", ");"]),
        },
        OpenKind::Bracket => with(&["]", "](){}", "]:0"]),
        OpenKind::Block | OpenKind::Object => {
            let case = if open.is_in_case { ":" } else { "" };
            let value = if open.wants_value { "=0" } else { "" };
            let end = match open.owner {
                Owner::Try => "}catch{}",
                Owner::Do => "}while(0)",
                Owner::Import => "} from ''",
                _ => "}",
            };
            let mut all = vec![format!("{conditionals}{case}{end}"), format!("{conditionals}{value}{case}{end}")];
            if open.pending == Owner::Class || open.pending == Owner::Function {
                all.insert(0, format!("{conditionals}{}{case}{end}", pending(open)));
            }
            all.dedup();
            all
        }
        OpenKind::TemplateHole => with(&["}`"]),
        OpenKind::JsxHole => with(&["}"]),
        OpenKind::JsxTag => vec![" />".to_owned()],
        OpenKind::JsxClosingTag => vec![">".to_owned()],
        OpenKind::JsxChildren => vec![format!("</{}>", open.name(text))],
    }
}

/// What has to follow where no bracket is open.
pub(super) fn outside(brackets: &Brackets) -> Vec<String> {
    let open = &brackets.outside;
    let conditionals = ":0".repeat(open.conditionals.min(8) as usize);
    let mut all = vec![format!("{conditionals}{}", pending(open))];
    if open.wants_value {
        all.push(format!("{conditionals}=0"));
    }
    all.dedup();
    all
}

fn pending(open: &Open) -> &'static str {
    match open.pending {
        Owner::Class => " {}",
        Owner::Function => "(){}",
        Owner::Import => " from ''",
        _ => "",
    }
}

/// One way to close all of `open`, innermost first. With `variant` n the nth alternative is taken for the innermost bracket that
/// has more than one, counted through; 0 is the likeliest for each.
pub(crate) fn close_all(open: &[Open], text: &str, variant: usize) -> Option<String> {
    let choices: Vec<Vec<String>> = open.iter().rev().map(|open| alternatives(open, text)).collect();
    let mut left = variant;
    let mut varied = None;
    for (index, choice) in choices.iter().enumerate() {
        if left == 0 {
            break;
        }
        if left < choice.len() {
            varied = Some((index, left));
            left = 0;
        } else {
            left -= choice.len() - 1;
        }
    }
    if left > 0 {
        return None;
    }
    let mut closed = String::new();
    for (index, choice) in choices.iter().enumerate() {
        let which = varied.filter(|(at, _)| *at == index).map_or(0, |(_, which)| which);
        closed.push_str(choice.get(which).map_or("", String::as_str));
    }
    Some(closed)
}
