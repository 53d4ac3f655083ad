//! Requires a template instead of texts that are added to something.
//!
//! ## Why
//! What the text looks like is seen at once, and no space is forgotten at an edge.
//!
//! ## Bad
//! ```js
//! const greeting = "Hello, " + name + "!";
//! ```
//!
//! ## Good
//! ```js
//! const greeting = `Hello, ${name}!`;
//! ```

use source::{Edit, TextRange};
use syntax::ast::{BinExpr, BinaryOp, Expr, Lit};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::semicolons::needs_semicolon_before;

rule!("prefer-template", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (id, sum) in file.nodes.all::<BinExpr>() {
        if sum.op != BinaryOp::Add || is_part_of_sum(file, id) {
            continue;
        }
        let mut parts = Vec::new();
        flatten(sum, &mut parts);
        let has_text = parts.iter().any(|part| is_text(part)) && !parts.iter().all(|part| is_text(part));
        if has_text && is_text_somewhere(sum) {
            let problem = report.at(sum.range(), "a template, `…${…}`, is better than a sum");
            if !parts.iter().any(|part| has_octal_escape(file, part)) {
                // A template would go on with the line before.
                let semicolon = if needs_semicolon_before(file, id) { ";" } else { "" };
                let text = format!("{semicolon}{}", joined(file, sum, "", ""));
                problem.fix([Edit::replace(sum.range(), text)]);
            }
        }
    }
}

fn is_part_of_sum(file: &File, id: NodeId) -> bool {
    let parent = file.parent_without_parentheses(id).map(|parent| file.node(parent));
    matches!(parent, Some(Node::BinExpr(outer)) if outer.op == BinaryOp::Add)
}

/// The operands of a sum and of the sums that are its operands.
fn flatten<'a>(sum: &'a BinExpr, parts: &mut Vec<&'a Expr>) {
    for side in [&sum.left, &sum.right] {
        match without_parentheses(side) {
            Expr::Bin(inner) if inner.op == BinaryOp::Add => flatten(inner, parts),
            other => parts.push(other),
        }
    }
}

fn is_text(expression: &Expr) -> bool {
    matches!(expression, Expr::Lit(Lit::Str(_)) | Expr::Tpl(_))
}

/// Whether a text is an operand anywhere in a sum.
fn is_text_somewhere(sum: &BinExpr) -> bool {
    [&sum.left, &sum.right].into_iter().any(|side| match without_parentheses(side) {
        Expr::Bin(inner) if inner.op == BinaryOp::Add => is_text_somewhere(inner),
        other => is_text(other),
    })
}

/// `\01` is no escape in a template.
fn has_octal_escape(file: &File, part: &Expr) -> bool {
    if !matches!(part, Expr::Lit(Lit::Str(_))) {
        return false;
    }
    let mut characters = file.source_of(part).chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\\' {
            continue;
        }
        match characters.next() {
            Some('1'..='9') => return true,
            Some('0') if characters.peek().is_some_and(char::is_ascii_digit) => return true,
            _ => {}
        }
    }
    false
}

/// An expression as a template, with what stands before and behind it: comments and spaces.
fn part(file: &File, expression: &Expr, before: &str, behind: &str) -> String {
    let inner = without_parentheses(expression);
    match inner {
        Expr::Lit(Lit::Str(_)) => {
            let source = file.source_of(inner);
            let quote = &source[..1];
            format!("`{}`", escaped(&source[1..source.len() - 1].replace(&format!("\\{quote}"), quote)))
        }
        Expr::Tpl(_) => file.source_of(inner).to_owned(),
        Expr::Bin(sum) if sum.op == BinaryOp::Add && is_text_somewhere(sum) => joined(file, sum, before, behind),
        _ => format!("`${{{before}{}{behind}}}`", file.source_of(inner)),
    }
}

/// The operands of a sum as one template, or as two where nothing but a space is between texts.
fn joined(file: &File, sum: &BinExpr, before: &str, behind: &str) -> String {
    let (left_end, right_start) = (sum.left.range().end(), sum.right.range().start());
    let sign = file.find_token(left_end, right_start, "+").unwrap_or(TextRange::empty(right_start));
    let left_gap = &file.text[left_end as usize..sign.start() as usize];
    let right_gap = &file.text[sign.end() as usize..right_start as usize];
    let (left, right) = (without_parentheses(&sum.left), without_parentheses(&sum.right));
    let gap = format!("{left_gap}{right_gap}");
    if ends_with_brace(left) {
        let first = part(file, left, before, &gap);
        let second = part(file, right, "", behind);
        format!("{}{}", &first[..first.len() - 1], &second[1..])
    } else if begins_with_brace(right) {
        let first = part(file, left, before, "");
        let second = part(file, right, &gap, behind);
        format!("{}{}", &first[..first.len() - 1], &second[1..])
    } else {
        let first = part(file, left, before, "");
        let second = part(file, right, "", behind);
        format!("{first}{left_gap}+{right_gap}{second}")
    }
}

/// What a template would take for its own gets a backslash.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut backslashes = 0;
    for (at, character) in text.char_indices() {
        let is_special = character == '`' || text[at..].starts_with("${");
        if is_special && backslashes % 2 == 0 {
            escaped.push('\\');
        }
        backslashes = if character == '\\' { backslashes + 1 } else { 0 };
        escaped.push(character);
    }
    escaped
}

fn begins_with_brace(expression: &Expr) -> bool {
    match expression {
        Expr::Bin(sum) if sum.op == BinaryOp::Add => begins_with_brace(without_parentheses(&sum.left)),
        Expr::Lit(Lit::Str(_)) => false,
        Expr::Tpl(template) => {
            template.quasis.first().is_some_and(|quasi| quasi.raw.is_empty()) && !template.exprs.is_empty()
        }
        _ => true,
    }
}

fn ends_with_brace(expression: &Expr) -> bool {
    match expression {
        Expr::Bin(sum) if sum.op == BinaryOp::Add => ends_with_brace(without_parentheses(&sum.right)),
        Expr::Lit(Lit::Str(_)) => false,
        Expr::Tpl(template) => {
            template.quasis.last().is_some_and(|quasi| quasi.raw.is_empty()) && !template.exprs.is_empty()
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn sums_of_texts_and_others() {
        check(&RULE, "\nx = 'a' + b;\n//  ^^^^^^^ a template\ny = 'a' + 'b' + `c`; z = a + b;\n");
        check_fix(&RULE, "x = 'a`' + b /* c */ + \"d\"", "x = `a\\`${  b /* c */  }d`");
        check_fix(&RULE, "a\n'b' + c", "a\n;`b${  c}`");
    }
}
