//! How tightly the parts of an expression hold together, which says where parentheses are needed.

use syntax::ast::{BinaryOp, Expr};

/// The higher, the tighter; a sequence is 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Precedence(u8);

impl Precedence {
    pub const SEQUENCE: Precedence = Precedence(0);
    pub const ASSIGNMENT: Precedence = Precedence(1);
    pub const CONDITION: Precedence = Precedence(3);
    pub const UNARY: Precedence = Precedence(16);
    pub const CALL: Precedence = Precedence(18);

    /// That of an expression without the parentheses around it.
    pub fn of(expression: &Expr) -> Precedence {
        match expression {
            Expr::Paren(inner) => Precedence::of(&inner.expr),
            Expr::Seq(_) => Precedence::SEQUENCE,
            Expr::Assign(_) | Expr::Arrow(_) | Expr::Yield(_) => Precedence::ASSIGNMENT,
            Expr::Cond(_) => Precedence::CONDITION,
            Expr::Bin(binary) => Precedence::of_operator(binary.op),
            Expr::Unary(_) | Expr::Await(_) => Precedence::UNARY,
            Expr::Update(_) => Precedence(17),
            Expr::Call(_) | Expr::OptChain(_) => Precedence::CALL,
            Expr::New(_) => Precedence(19),
            _ => Precedence(20),
        }
    }

    pub fn of_operator(operator: BinaryOp) -> Precedence {
        use BinaryOp::*;
        Precedence(match operator {
            LogicalOr | NullishCoalescing => 4,
            LogicalAnd => 5,
            BitOr => 6,
            BitXor => 7,
            BitAnd => 8,
            EqEq | NotEq | EqEqEq | NotEqEq => 9,
            Lt | LtEq | Gt | GtEq | In | InstanceOf => 10,
            LShift | RShift | ZeroFillRShift => 12,
            Add | Sub => 13,
            Mul | Div | Mod => 14,
            Exp => 15,
        })
    }
}

/// Whether `??` would stand beside `&&` or `||`, which needs parentheses.
pub(crate) fn mixes_coalescing(operator: BinaryOp, operand: &Expr) -> bool {
    let Expr::Bin(operand) = operand else { return false };
    let is_and_or = |operator| matches!(operator, BinaryOp::LogicalAnd | BinaryOp::LogicalOr);
    operator == BinaryOp::NullishCoalescing && is_and_or(operand.op)
        || is_and_or(operator) && operand.op == BinaryOp::NullishCoalescing
}

/// Whether a text put between two others needs a space before it: words grow together, and `+` with `+`.
pub(crate) fn needs_space(before: &str, text: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), text.chars().next()) else { return false };
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$' | '#' | '\\');
    is_word(last) && is_word(first) || last == first && matches!(first, '+' | '-') || last == '/' && first == '/'
}
