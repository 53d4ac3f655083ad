//! The blocks around a place and the statement before it, by tokens: half-typed code has no tree that would tell.

use syntax::{SourceKind, TokenKind, tokens};

/// What encloses a place, and what stands right before it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Surroundings {
    pub in_loop: bool,
    pub in_switch: bool,
    /// The word that begins the statement which ended right before: `if`, `try`, `catch`, `do`.
    pub after: &'static str,
}

/// What begins a block or a list in brackets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Head {
    /// `if (…)`, `else`, `try`, …
    Word(&'static str),
    Function,
    Other,
}

/// The words whose blocks matter.
const WORDS: [&str; 11] = ["if", "else", "for", "while", "do", "switch", "try", "catch", "finally", "with", "class"];

impl Surroundings {
    pub fn at(text: &str, offset: u32, kind: SourceKind) -> Surroundings {
        let mut scan = Scan::default();
        for token in tokens(text, kind).filter(|token| !token.is_comment()) {
            if token.range.end() > offset {
                break;
            }
            scan.read(token.range.slice(text), token.kind);
        }
        scan.finish()
    }
}

#[derive(Default)]
struct Scan {
    /// Of each bracket that is open.
    open: Vec<Head>,
    /// What a block that begins here would be of.
    next: Option<Head>,
    /// The statement that begins here is the body of this one, without braces.
    body_of: Option<&'static str>,
    after: &'static str,
}

impl Scan {
    fn read(&mut self, token: &str, kind: TokenKind) {
        let next = self.next.take();
        self.after = "";
        match token {
            "(" | "[" | "${" => self.open.push(next.unwrap_or(Head::Other)),
            "{" => {
                self.open.push(next.unwrap_or(Head::Other));
                self.body_of = None;
            }
            ")" => match self.open.pop() {
                Some(Head::Word(word)) => self.next = Some(Head::Word(word)),
                // Of a function's parameters or of a call: a block behind them is a function's.
                _ => self.next = Some(Head::Function),
            },
            "]" => {
                self.open.pop();
            }
            "}" => {
                if let Some(Head::Word(word)) = self.open.pop() {
                    self.after = word;
                }
            }
            "=>" => self.next = Some(Head::Function),
            ";" => self.after = self.body_of.take().unwrap_or_default(),
            word if kind == TokenKind::Keyword => {
                self.next = WORDS.iter().find(|known| **known == word).map(|word| Head::Word(word));
                // `else if`: what an `if` without braces has instead of them.
                if let Some(Head::Word(head)) = next.filter(|_| !matches!(word, "if" | "else")) {
                    self.body_of = Some(head);
                }
            }
            _ => {
                if let Some(Head::Word("class")) = next {
                    self.next = next;
                } else if let Some(Head::Word(head)) = next {
                    self.body_of = Some(head);
                }
            }
        }
    }

    fn finish(self) -> Surroundings {
        let mut found = Surroundings { after: self.after, ..Surroundings::default() };
        let unbraced = match self.next {
            Some(Head::Word(word)) => Some(word),
            _ => self.body_of,
        };
        found.note(unbraced.unwrap_or_default());
        for head in self.open.iter().rev() {
            match head {
                Head::Function | Head::Word("class") => break,
                Head::Word(word) => found.note(word),
                Head::Other => {}
            }
        }
        found
    }
}

impl Surroundings {
    fn note(&mut self, word: &str) {
        self.in_loop |= matches!(word, "for" | "while" | "do");
        self.in_switch |= word == "switch";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let offset = marked.find("$0").expect("a cursor");
        let found = Surroundings::at(&marked[..offset], offset as u32, SourceKind::COMMON_JS);
        let mut words = Vec::new();
        words.extend(found.in_loop.then_some("loop"));
        words.extend(found.in_switch.then_some("switch"));
        words.extend(Some(found.after).filter(|word| !word.is_empty()));
        assert_eq!(words.join(" "), expected, "{marked}");
    }

    #[test]
    fn loops() {
        check("for (const a of b) { $0", "loop");
        check("while (a) { if (b) { $0", "loop");
        check("do { $0", "loop");
        check("while (a) $0", "loop");
        check("for (;;) if (a) $0", "");
        check("for (;;) {} $0", "for");
        check("for (;;) { f(() => { $0", "");
        check("for (;;) { class A { m() { $0", "");
    }

    #[test]
    fn switches() {
        check("switch (a) { case 1: $0", "switch");
        check("for (;;) { switch (a) { case f(b): { $0", "loop switch");
        check("switch (a) {} $0", "switch");
    }

    #[test]
    fn statements_before() {
        check("if (a) { b } $0", "if");
        check("if (a) b(); $0", "if");
        check("if (a) return b;\n$0", "if");
        check("if (a) {} else { } $0", "else");
        check("if (a) {} else if (b) {} $0", "if");
        check("if (a) {} c; $0", "");
        check("try { a } $0", "try");
        check("try { a } catch (b) { } $0", "catch");
        check("try { a } catch { } $0", "catch");
        check("do { a } $0", "do");
        check("a = { b: 1 } $0", "");
        check("function f() {} $0", "");
        check("class A {} $0", "class");
    }
}
