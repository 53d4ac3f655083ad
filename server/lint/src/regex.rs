//! Patterns of regular expressions: where the text has them, and how they are read.

use std::borrow::Cow;

use oxc_allocator::Allocator;
use oxc_regular_expression::ast::Pattern;
use oxc_regular_expression::{ConstructorParser, LiteralParser, Options};
use source::TextRange;
use syntax::ast::{CallExpr, Callee, Expr, ExprOrSpread, Lit, Regex};
use syntax::semantic::{DefinitionKind, Node};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member_name;
use crate::values::{constant_string, literal_string};

/// A pattern that the text holds.
pub(crate) struct RegexSource<'a> {
    /// The literal, or the call of `RegExp`.
    pub range: TextRange,
    /// The literal, or the argument of the call.
    pub pattern_range: TextRange,
    written: Written<'a>,
    /// `None`: they are not known.
    pub flags: Option<Cow<'a, str>>,
}

/// How a pattern is written, which decides where its parts stand.
enum Written<'a> {
    /// As it is, from an offset of the file on.
    Plain(&'a str, u32),
    /// By a string with escapes in it.
    Escaped { value: Cow<'a, str>, literal: &'a str },
    /// By something that gives it: its parts have no places.
    Elsewhere(Cow<'a, str>),
}

impl<'a> RegexSource<'a> {
    fn literal(literal: &'a Regex) -> RegexSource<'a> {
        let range = literal.range();
        let written = Written::Plain(&literal.exp, range.start() + 1);
        RegexSource { range, pattern_range: range, written, flags: Some(Cow::Borrowed(&literal.flags)) }
    }

    pub fn of_call(file: &File<'a>, range: TextRange, arguments: &'a [ExprOrSpread]) -> Option<RegexSource<'a>> {
        let (pattern, rest) = arguments.split_first()?;
        if pattern.spread.is_some() {
            return None;
        }
        let flags = given_flags(file, rest);
        let pattern = without_parentheses(&pattern.expr);
        let pattern_range = pattern.range();
        let value = constant_string(file, pattern)?;
        let literal = file.slice(pattern_range);
        let written = match literal_string(pattern) {
            None => Written::Elsewhere(value),
            Some(_) if literal.contains(['\\', '\r']) => Written::Escaped { value, literal },
            Some(_) => Written::Plain(&literal[1..literal.len() - 1], pattern_range.start() + 1),
        };
        Some(RegexSource { range, pattern_range, written, flags })
    }

    pub fn is_literal(&self) -> bool {
        self.range == self.pattern_range
    }

    /// Whether the places in the pattern are those in the file.
    pub fn has_places(&self) -> bool {
        matches!(self.written, Written::Plain(..))
    }

    /// The pattern, by which it can be seen whether it is worth to be read.
    pub fn text(&self) -> &str {
        match &self.written {
            Written::Plain(text, _) => text,
            Written::Escaped { value, .. } | Written::Elsewhere(value) => value,
        }
    }

    /// Looks at the pattern as it is under flags; what is wrong with it if it can't be read.
    pub fn read<R>(&self, flags: &str, look: impl FnOnce(&Pattern) -> R) -> Result<R, String> {
        let allocator = Allocator::default();
        let pattern_span_offset = match self.written {
            Written::Plain(_, start) => start,
            Written::Escaped { .. } | Written::Elsewhere(_) => 0,
        };
        let options = Options { pattern_span_offset, flags_span_offset: 0 };
        let parsed = LiteralParser::new(&allocator, self.text(), Some(flags), options).parse();
        parsed.map(|pattern| look(&pattern)).map_err(|error| error.to_string())
    }

    /// The same under the flags it has, or none when they are not known. `None`: it can't be read.
    pub fn look<R>(&self, look: impl FnOnce(&Pattern) -> R) -> Option<R> {
        self.read(self.flags.as_deref().unwrap_or_default(), look).ok()
    }

    /// Looks at the pattern with the places of its parts in the file, also where a string has escapes. `None`: it can't be read,
    /// or its parts have no places.
    pub fn look_at_places<R>(&self, look: impl FnOnce(&Pattern) -> R) -> Option<R> {
        let Written::Escaped { literal, .. } = &self.written else {
            return if self.has_places() { self.look(look) } else { None };
        };
        let allocator = Allocator::default();
        let options = Options { pattern_span_offset: self.pattern_range.start(), flags_span_offset: 0 };
        let flags = format!("\"{}\"", self.flags.as_deref().unwrap_or_default());
        let parsed = ConstructorParser::new(&allocator, literal, Some(&flags), options).parse();
        parsed.ok().map(|pattern| look(&pattern))
    }
}

/// The literals, and the calls of `RegExp` whose pattern is known.
pub(crate) fn all<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = RegexSource<'a>> + use<'f, 'a> {
    let literals = file.nodes.all::<Regex>().map(|(_, literal)| RegexSource::literal(literal));
    let calls = calls(file).filter_map(|(range, arguments)| RegexSource::of_call(file, range, arguments));
    literals.chain(calls)
}

/// The calls of `RegExp`, with and without `new`, and what is given to them.
pub(crate) fn calls<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = (TextRange, &'a [ExprOrSpread])> + use<'f, 'a> {
    const NAMES: &[&str] = &["RegExp"];
    let all = file.calls_of(NAMES).chain(file.constructions_of(NAMES));
    all.filter(|call| is_regexp(file, call.callee)).map(|call| (call.range, call.arguments))
}

/// Patterns without the flag `g` that calls of methods are given which throw then.
pub(crate) fn not_global<'f>(file: &'f File, methods: &'f [&'f str]) -> impl Iterator<Item = TextRange> + 'f {
    let patterns = file.calls_of(methods).filter(|call| call.method().is_some()).filter_map(|call| call.first());
    let is_local = |pattern: &&Expr| flags_of(file, pattern).is_some_and(|flags| !flags.contains('g'));
    patterns.filter(is_local).map(Expr::range)
}

/// The flags that stand behind the pattern in a call; `None` when they are not known.
pub(crate) fn given_flags<'a>(file: &File<'a>, behind: &'a [ExprOrSpread]) -> Option<Cow<'a, str>> {
    match behind.first() {
        None => Some(Cow::Borrowed("")),
        Some(flags) if flags.spread.is_some() => None,
        Some(flags) => constant_string(file, &flags.expr),
    }
}

/// The literals that a call of `RegExp` gives other flags.
pub(crate) fn rewrapped<'a>(file: &File<'a>) -> Vec<(TextRange, Option<Cow<'a, str>>)> {
    calls(file)
        .filter_map(|(_, arguments)| match arguments {
            [literal, behind @ ..] if !behind.is_empty() => {
                let literal = without_parentheses(&literal.expr);
                literal.is_lit().then(|| (literal.range(), given_flags(file, behind)))
            }
            _ => None,
        })
        .collect()
}

/// Whether an expression is the global `RegExp`.
pub(crate) fn is_regexp(file: &File, callee: &Expr) -> bool {
    match without_parentheses(callee) {
        Expr::Member(member) => {
            member_name(&member.prop).is_some_and(|name| name == "RegExp")
                && ["globalThis", "window", "self", "global"].iter().any(|name| file.is_global(&member.obj, name))
        }
        callee => file.is_global(callee, "RegExp"),
    }
}

/// The flags of a regular expression that an expression is: a literal, a call of `RegExp` with a text, a `const` that is one.
fn flags_of<'a>(file: &File<'a>, expression: &'a Expr) -> Option<Cow<'a, str>> {
    let (callee, arguments) = match without_parentheses(expression) {
        Expr::Lit(Lit::Regex(literal)) => return Some(Cow::Borrowed(&literal.flags)),
        Expr::New(it) => (&*it.callee, it.args.as_deref().unwrap_or_default()),
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => (&**callee, args.as_slice()),
        Expr::Ident(name) => {
            let [definition] = &*file.variable(name)?.definitions else { return None };
            let Node::VarDeclarator(declarator) = file.node(definition.node) else { return None };
            let value = declarator.init.as_deref().filter(|value| !matches!(value, Expr::Ident(_)))?;
            let is_fixed = definition.kind == DefinitionKind::Const && declarator.name.is_ident();
            return if is_fixed { flags_of(file, value) } else { None };
        }
        _ => return None,
    };
    let (pattern, rest) = arguments.split_first()?;
    // A regular expression would give its own flags.
    let is_text = pattern.spread.is_none() && constant_string(file, &pattern.expr).is_some();
    if is_text && is_regexp(file, callee) { given_flags(file, rest) } else { None }
}
