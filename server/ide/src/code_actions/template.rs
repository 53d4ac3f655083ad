//! `'a' + b` and `` `a${b}` ``.

use project::facts::ExpressionKind;
use source::{Edit, TextRange};
use syntax::ast::{self, Expr, Spanned};
use syntax::range;
use syntax::visit::{Visit, VisitWith};

use super::{CodeActionKind, Context};

pub(super) fn find(context: &mut Context) {
    if !context.wants(CodeActionKind::RefactorRewrite) {
        return;
    }
    let parsed = syntax::parse_tolerant(context.text, context.snapshot.kind(context.file));
    let mut finder = Finder { text: context.text, selection: context.selection(), found: None };
    parsed.with(|program| program.visit_with(&mut finder));
    let Some((title, range, text)) = finder.found else { return };
    let text = if text.starts_with('`') || !is_operand(context, range) { text } else { format!("({text})") };
    // A comment inside would be lost.
    if !context.has_comment_in(range) {
        context.offer(title, CodeActionKind::RefactorRewrite, vec![Edit::replace(range, text)]);
    }
}

/// Whether an operator beside the expression would tear a sum apart.
fn is_operand(context: &Context, range: TextRange) -> bool {
    let facts = context.facts;
    let Some(expression) = context.expression_with_range(range) else { return true };
    match facts.parent(expression).map(|parent| &facts[parent].kind) {
        None => false,
        Some(ExpressionKind::Call { callee, .. } | ExpressionKind::New { callee, .. }) => *callee == expression,
        Some(ExpressionKind::Object(_) | ExpressionKind::Array(_) | ExpressionKind::Assign { .. }) => false,
        Some(_) => true,
    }
}

struct Finder<'f> {
    text: &'f str,
    selection: TextRange,
    found: Option<(&'static str, TextRange, String)>,
}

impl Visit for Finder<'_> {
    fn visit_expr(&mut self, expression: &Expr) {
        let whole = range(expression.span());
        if !(whole.contains_range(self.selection) && whole.touches(self.selection.end())) {
            return;
        }
        match expression {
            Expr::Bin(sum) if sum.op == ast::BinaryOp::Add => {
                if let Some(text) = self.template(expression) {
                    self.found = Some(("Convert to a template", whole, text));
                }
                // A part of a sum is no sum of its own, but what is in its operands may be.
                for operand in operands(expression) {
                    operand.visit_with(self);
                }
            }
            Expr::Tpl(template) => {
                if let Some(text) = self.sum(template) {
                    self.found = Some(("Convert to a sum of strings", whole, text));
                }
                template.visit_children_with(self);
            }
            Expr::TaggedTpl(tagged) => {
                tagged.tag.visit_with(self);
                tagged.tpl.exprs.visit_with(self);
            }
            _ => expression.visit_children_with(self),
        }
    }
}

impl<'f> Finder<'f> {
    fn slice(&self, expression: &Expr) -> &'f str {
        range(expression.span()).slice(self.text)
    }

    fn template(&self, sum: &Expr) -> Option<String> {
        let operands = operands(sum);
        // Before the first string numbers are added up.
        let first = operands.iter().position(|operand| is_string(operand))?;
        let start = match first {
            0 | 1 => 0,
            _ => return None,
        };
        let mut text = "`".to_owned();
        let mut has_value = false;
        for operand in &operands[start..] {
            match without_parentheses(operand) {
                Expr::Lit(ast::Lit::Str(string)) => text += &escaped(string.value.as_str()?, '`'),
                Expr::Tpl(template) => {
                    has_value |= !template.exprs.is_empty();
                    text += self.slice(without_parentheses(operand)).strip_prefix('`')?.strip_suffix('`')?;
                }
                value => {
                    has_value = true;
                    text += "${";
                    text += self.slice(value);
                    text += "}";
                }
            }
        }
        // A `$` at the end of one part and a brace at the start of the next would become one.
        has_value.then(|| text + "`")
    }

    fn sum(&self, template: &ast::Tpl) -> Option<String> {
        if template.exprs.is_empty() {
            return None;
        }
        let mut parts: Vec<String> = Vec::new();
        for (place, quasi) in template.quasis.iter().enumerate() {
            let text = quasi.cooked.as_ref()?.as_str()?;
            let is_needed =
                !text.is_empty() || (place == 0 && !template.exprs.first().is_some_and(|first| is_string(first)));
            if is_needed {
                let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
                parts.push(format!("{quote}{}{quote}", escaped(text, quote)));
            }
            if let Some(value) = template.exprs.get(place) {
                let shown = self.slice(value);
                parts.push(if binds_tightly(value) { shown.to_owned() } else { format!("({shown})") });
            }
        }
        Some(parts.join(" + "))
    }
}

/// The operands of `a + b + c`, from the left.
fn operands(expression: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    let mut rest = expression;
    while let Expr::Bin(ast::BinExpr { op: ast::BinaryOp::Add, left, right, .. }) = rest {
        found.push(&**right);
        rest = left;
    }
    found.push(rest);
    found.reverse();
    found
}

fn is_string(expression: &Expr) -> bool {
    matches!(without_parentheses(expression), Expr::Lit(ast::Lit::Str(_)) | Expr::Tpl(_))
}

fn without_parentheses(mut expression: &Expr) -> &Expr {
    while let Expr::Paren(inner) = expression {
        expression = &inner.expr;
    }
    expression
}

fn binds_tightly(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::Ident(_)
            | Expr::Lit(_)
            | Expr::Member(_)
            | Expr::Call(_)
            | Expr::Tpl(_)
            | Expr::Paren(_)
            | Expr::This(_)
            | Expr::Array(_)
            | Expr::OptChain(_)
            | Expr::TaggedTpl(_)
    )
}

fn escaped(text: &str, quote: char) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => result += "\\\\",
            '\n' => result += "\\n",
            '\r' => result += "\\r",
            '\t' => result += "\\t",
            '\u{2028}' => result += "\\u2028",
            '\u{2029}' => result += "\\u2029",
            // Before a brace, also one that the next part begins with.
            '$' if quote == '`' && matches!(characters.peek(), Some('{') | None) => result += "\\$",
            _ if character == quote => {
                result.push('\\');
                result.push(character);
            }
            _ if character.is_control() => result += &format!("\\x{:02x}", u32::from(character)),
            _ => result.push(character),
        }
    }
    result
}
