//! What the tokens before a cursor say, when no tree is to be had or none is needed.

use std::borrow::Cow;

use source::TextRange;

use super::ladder::{line_start, parse_located};
use super::{CursorParse, floor, word_at};
use crate::SourceKind;
use crate::tokens::{Brackets, OpenKind, Scanner, Token, TokenKind};

/// What a cursor is in the midst of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Inside {
    Code,
    Number,
    String,
    /// The text of a template, not a `${…}` of it.
    Template,
    RegularExpression,
    Comment,
    /// `/** … */`
    DocComment,
    /// Text between tags.
    JsxText,
}

/// One step of `a.b().c['d'].e`, before the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChainLink {
    /// A name, `this`, `super`, `#name`.
    Name(TextRange),
    /// A literal: a string, a template, a number, a regular expression.
    Literal(TextRange, TokenKind),
    /// `[…]` that is an array, `{…}`, `(…)`: with its brackets.
    Group(TextRange),
    /// The arguments of a call, with their brackets.
    Call(TextRange),
    /// `[…]` behind a value, with its brackets.
    Element(TextRange),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenContext {
    pub inside: Inside,
    /// The string, comment, … that the cursor is in; empty in code.
    pub token: TextRange,
    /// The name that the cursor touches; empty where it touches none.
    pub word: TextRange,
    /// Whether `.` or `?.` stands before the word: a member is wanted, of `chain`.
    pub is_member: bool,
    /// The value before the dot, first link first. Empty where it could not be read from tokens.
    pub chain: Vec<ChainLink>,
    /// `new` stands before the chain.
    pub is_new: bool,
}

pub fn token_context(text: &str, offset: u32, kind: SourceKind) -> TokenContext {
    TokenContext::of(&Located::new(text, floor(text, offset) as u32, kind), text)
}

/// Both [`token_context`] and [`super::parse_for_cursor`], by one look at the tokens; the latter where it is wanted.
pub struct Cursor<'t> {
    pub context: TokenContext,
    located: Located,
    text: Cow<'t, str>,
    kind: SourceKind,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str, offset: u32, kind: SourceKind) -> Cursor<'t> {
        let located = Located::new(text, floor(text, offset) as u32, kind);
        Cursor { context: TokenContext::of(&located, text), located, text: Cow::Borrowed(text), kind }
    }

    /// Leaves out what is typed of a member's name: what the text parses to does not depend on it, and so stays the same while
    /// someone types it. The context is still that of the whole text.
    pub fn without_member_name(mut self) -> Cursor<'t> {
        let word = self.located.word;
        if self.context.is_member && !word.is_empty() {
            self.text.to_mut().replace_range(word.as_usize(), "");
            self.located.word = TextRange::empty(word.start());
            self.located.offset = word.start();
        }
        self
    }

    /// The text that is to be parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the cursor is in that text.
    pub fn offset(&self) -> u32 {
        self.located.offset
    }

    pub fn parse(&self) -> Option<CursorParse> {
        parse_located(&self.text, &self.located, self.kind)
    }
}

impl TokenContext {
    fn of(located: &Located, text: &str) -> TokenContext {
        let mut context = TokenContext {
            inside: located.inside,
            token: located.token,
            word: located.word,
            is_member: false,
            chain: Vec::new(),
            is_new: false,
        };
        if context.inside == Inside::Code {
            let before: Vec<Token> = located.tail.iter().copied().filter(|token| !token.is_comment()).collect();
            read_chain(&mut context, &before, text);
        }
        context
    }
}

/// Where an offset is among the tokens.
pub(super) struct Located {
    pub offset: u32,
    pub inside: Inside,
    /// The string, comment, … that the offset is in; empty in code.
    pub token: TextRange,
    /// The name that the offset touches; empty outside of code.
    pub word: TextRange,
    /// The last tokens before the word.
    pub tail: Vec<Token>,
    /// What is open before the word.
    pub brackets: Brackets,
    /// Where the last of the file's own statements begins that begins on an earlier line, as far as tokens tell.
    pub statement: u32,
}

/// As many tokens before the cursor as anyone looks at.
const TAIL: usize = 2048;

impl Located {
    /// Reads the text up to the word at `offset` once. What that ends in the midst of is what the cursor is in.
    pub fn new(text: &str, offset: u32, kind: SourceKind) -> Located {
        let word = word_at(text, offset);
        let before = &text[..word.start() as usize];
        let mut scanner = Scanner::new(before, kind.language);
        let mut tail: Vec<Token> = Vec::new();
        let line = line_start(text, offset);
        let mut statement = 0;
        let mut is_outside = true;
        while let Some(token) = scanner.next() {
            if is_outside && token.range.start() < line && begins_statement(&token, text) {
                statement = token.range.start();
            }
            is_outside = scanner.brackets.open.is_empty();
            if tail.len() == 2 * TAIL {
                tail.drain(..TAIL);
            }
            tail.push(token);
        }
        let brackets = scanner.brackets;
        let outside_code = |inside, token, tail, brackets| {
            let word = TextRange::empty(offset);
            Located { offset, inside, token, word, tail, brackets, statement }
        };
        let is_cut =
            |token: &Token| !token.is_terminated || matches!(token.kind, TokenKind::LineComment | TokenKind::JsxText);
        let last = tail.last().copied().filter(|token| token.range.end() as usize == before.len());
        if let Some(token) = last.filter(is_cut) {
            tail.pop();
            let whole = Scanner::resumed(text, kind.language, token).unwrap_or(token);
            // A shebang looks like a private name until its line ends.
            return outside_code(inside_of(whole, text), whole.range, tail, brackets);
        }
        if brackets.top().is_some_and(|open| open.kind == OpenKind::JsxChildren) {
            let text_length = text[before.len()..].find(['<', '{']).unwrap_or(text.len() - before.len());
            let range = TextRange::new(word.start(), word.start() + text_length as u32);
            return outside_code(Inside::JsxText, range, tail, brackets);
        }
        let is_number = word.slice(text).starts_with(|c: char| c.is_ascii_digit());
        if is_number || word.is_empty() && last.is_some_and(|token| token.kind == TokenKind::Number) {
            let token =
                last.filter(|token| token.kind == TokenKind::Number).map_or(word, |token| token.range.cover(word));
            return outside_code(Inside::Number, token, tail, brackets);
        }
        Located { offset, inside: Inside::Code, token: TextRange::empty(offset), word, tail, brackets, statement }
    }
}

/// Whether a token begins a line, and nothing that goes on from the line before.
pub(super) fn begins_statement(token: &Token, text: &str) -> bool {
    const GO_ON: [&str; 8] = ["as", "catch", "else", "finally", "in", "instanceof", "of", "while"];
    let (before, rest) = text.split_at(token.range.start() as usize);
    let goes_on = rest.starts_with(|character| ".,:;?=+-*/%&|^<>)]}".contains(character));
    let is_first = before.is_empty() || before.ends_with('\n');
    is_first && !goes_on && !token.is_comment() && !GO_ON.contains(&token.range.slice(text))
}

fn inside_of(token: Token, text: &str) -> Inside {
    match token.kind {
        TokenKind::String => Inside::String,
        TokenKind::Template => Inside::Template,
        TokenKind::RegularExpression => Inside::RegularExpression,
        TokenKind::Number => Inside::Number,
        TokenKind::JsxText => Inside::JsxText,
        TokenKind::BlockComment if token.is_doc_comment(text) || token.range.slice(text).starts_with("/**") => {
            Inside::DocComment
        }
        TokenKind::LineComment | TokenKind::BlockComment | TokenKind::Shebang => Inside::Comment,
        _ => Inside::Code,
    }
}

/// Reads the value before the dot that `before` ends with, from its end to its start.
fn read_chain(context: &mut TokenContext, before: &[Token], text: &str) {
    let mark = |token: &Token| token.range.slice(text);
    let is_dot = |token: &Token| token.kind == TokenKind::Punctuator && matches!(mark(token), "." | "?.");
    let Some((dot, mut rest)) = before.split_last().filter(|(dot, _)| is_dot(dot)) else { return };
    debug_assert!(dot.range.end() <= context.word.start());
    context.is_member = true;
    let mut chain = Vec::new();
    let complete = loop {
        let Some((last, earlier)) = rest.split_last() else { break false };
        let is_after_value = earlier.last().is_some_and(|token| ends_value(token, text));
        match (last.kind, mark(last)) {
            (TokenKind::Punctuator, "!") if is_after_value => {
                rest = earlier;
                continue;
            }
            (TokenKind::Punctuator, closing @ (")" | "]" | "}")) => {
                let Some(open) = matching(rest, closing, text) else { break false };
                let group = rest[open].range.cover(last.range);
                let behind_value = rest[..open].last().is_some_and(|token| {
                    // `f?.(x)`, `a?.[0]`
                    ends_value(token, text) || mark(token) == "?."
                });
                rest = &rest[..open];
                if !behind_value || closing == "}" {
                    chain.push(ChainLink::Group(group));
                    break closing != ")" || rest.last().is_none_or(|token| !is_head_keyword(mark(token)));
                }
                chain.push(if closing == ")" { ChainLink::Call(group) } else { ChainLink::Element(group) });
                if rest.last().is_some_and(|token| mark(token) == "?.") {
                    rest = &rest[..rest.len() - 1];
                }
            }
            (TokenKind::Identifier | TokenKind::PrivateName, _) | (TokenKind::Keyword, "this" | "super" | "import") => {
                chain.push(ChainLink::Name(last.range));
                rest = earlier;
                match rest.split_last() {
                    Some((dot, earlier)) if is_dot(dot) => rest = earlier,
                    _ => break true,
                }
            }
            (TokenKind::String | TokenKind::Template | TokenKind::RegularExpression | TokenKind::Number, literal) => {
                // A template with holes is read no further than its last piece.
                if last.kind == TokenKind::Template && !literal.starts_with('`') {
                    chain.push(ChainLink::Literal(last.range, last.kind));
                    rest = &[];
                    break true;
                }
                chain.push(ChainLink::Literal(last.range, last.kind));
                rest = earlier;
                break true;
            }
            _ => break false,
        }
    };
    if complete {
        chain.reverse();
        context.chain = chain;
        context.is_new = rest.last().is_some_and(|token| token.kind == TokenKind::Keyword && mark(token) == "new");
    }
}

fn is_head_keyword(word: &str) -> bool {
    matches!(word, "if" | "while" | "for" | "with" | "switch" | "catch")
}

/// Whether a value can end with the token, so that `(` or `[` behind it is a call or an element.
fn ends_value(token: &Token, text: &str) -> bool {
    let mark = token.range.slice(text);
    match token.kind {
        TokenKind::Identifier | TokenKind::PrivateName | TokenKind::String | TokenKind::Template => true,
        TokenKind::Keyword => matches!(mark, "this" | "super" | "import"),
        TokenKind::Punctuator => matches!(mark, ")" | "]" | "}"),
        _ => false,
    }
}

/// The index of the bracket that the last token closes.
fn matching(tokens: &[Token], closing: &str, text: &str) -> Option<usize> {
    let opening = match closing {
        ")" => "(",
        "]" => "[",
        _ => "{",
    };
    let mut depth = 0u32;
    for (index, token) in tokens.iter().enumerate().rev() {
        if token.kind != TokenKind::Punctuator {
            continue;
        }
        let mark = token.range.slice(text);
        if mark == closing {
            depth += 1;
        } else if mark == opening {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text has one `$0`; the answer is shown as `inside: chain . word`.
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let offset = marked.find("$0").expect("a cursor");
        let text = marked.replacen("$0", "", 1);
        let kind = SourceKind::new(crate::Language::Jsx, crate::Goal::Module);
        let context = token_context(&text, offset as u32, kind);
        let mut shown = match context.inside {
            Inside::Code => String::new(),
            inside => format!("{inside:?} {}", context.token.slice(&text)),
        };
        for link in &context.chain {
            let (letter, range) = match link {
                ChainLink::Name(range) => ("", range),
                ChainLink::Literal(range, _) => ("literal ", range),
                ChainLink::Group(range) => ("group ", range),
                ChainLink::Call(range) => ("call ", range),
                ChainLink::Element(range) => ("element ", range),
            };
            shown.push_str(&format!("{letter}{} | ", range.slice(&text)));
        }
        if context.is_member {
            shown.push('.');
        }
        shown.push_str(context.word.slice(&text));
        assert_eq!(shown, expected, "{marked}");
    }

    #[test]
    fn chains() {
        check("x = a.b?.c$0", "a | b | .c");
        check("if (this.#x.$0", "this | #x | .");
        check("f(a, b).g[0]['x'].na$0me", "f | call (a, b) | g | element [0] | element ['x'] | .name");
        check(
            "a
  .b()
  // why
  .$0",
            "a | b | call () | .",
        );
        check("'a'.$0", "literal 'a' | .");
        check("[1, 2].$0", "group [1, 2] | .");
        check("(await x).$0", "group (await x) | .");
        check("a?.(1)?.[2].$0", "a | call (1) | element [2] | .");
        check("return a.$0", "a | .");
        check("a + $0b", "b");
        check("`${a.$0}`", "a | .");
        check("x.return.$0", "x | return | .");
    }

    #[test]
    fn what_is_no_code() {
        check("x = 'a$0b'", "String 'ab'");
        check("x = 'a$0", "String 'a");
        check("x = 'a'$0", "");
        check("`a$0${b}`", "Template `a${");
        check("`a${b}$0`", "Template }`");
        check("// a$0", "Comment // a");
        check("/* a */$0", "");
        check("/** @par$0 */", "DocComment /** @par */");
        check("/** $0", "DocComment /** ");
        check("a = /b$0/", "RegularExpression /b/");
        check("a / b$0 / c", "b");
        check("<a>x$0</a>", "JsxText x");
        check("<a>$0</a>", "JsxText ");
        check("12$0", "Number 12");
    }
}
