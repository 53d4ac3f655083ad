//! A light scanner: tokens of JavaScript without a grammar.
//!
//! It answers questions about a text before, or instead of, parsing it: is there an `await` that is not in a string, does the
//! file speak of modules, what does a CommonJS file export. It skips comments, strings, templates and regular expressions;
//! whether `/` divides or opens a regular expression is decided by the token before it and by what the last bracket
//! belonged to. That heuristic may be wrong on strange texts, so nothing that must be right rests on it alone: a wrong
//! `needs_rewrite` only parses in vain, a wrong format falls back to what the parser says.

/// Which token, with its range in [`Scanner::start`] and [`Scanner::end`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Token {
    End,
    Word,
    Number,
    String,
    /// A template without substitutions, or a piece of one.
    Template,
    Regex,
    /// One byte of punctuation.
    Mark(u8),
}

/// What an open bracket belongs to; decides about a `/` behind its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// `if (…)`, `while (…)`: a statement follows.
    Head,
    Group,
    /// A block or function body.
    Block,
    Object,
    /// `${` in a template.
    Substitution,
}

pub(crate) struct Scanner<'a> {
    bytes: &'a [u8],
    /// Where the last token starts and ends.
    pub start: usize,
    pub end: usize,
    /// Whether a line terminator stood before the last token.
    pub line_break: bool,
    brackets: Vec<Bracket>,
    regex_may_follow: bool,
    /// The token before the last one was a dot: the word is a property.
    pub after_dot: bool,
    /// The word before an opening bracket.
    last_word: (usize, usize),
    last: Token,
}

const WORD: u8 = 1;
const SPACE: u8 = 2;

/// What each byte can be part of. Everything above ASCII counts as part of a word; the white space among it does no harm.
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80 {
            table[at] = WORD;
        } else if byte.is_ascii_whitespace() || byte == 0x0B {
            table[at] = SPACE;
        }
        at += 1;
    }
    table
};

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut end = 0;
        if text.starts_with('\u{FEFF}') {
            end = 3;
        }
        if bytes[end..].starts_with(b"#!") {
            end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        }
        Scanner {
            bytes,
            start: end,
            end,
            line_break: true,
            brackets: Vec::new(),
            regex_may_follow: true,
            after_dot: false,
            last_word: (0, 0),
            last: Token::Mark(b';'),
        }
    }

    /// How many brackets are open.
    pub fn depth(&self) -> usize {
        self.brackets.len()
    }

    /// The bytes of the last token.
    pub fn token(&self) -> &'a [u8] {
        &self.bytes[self.start..self.end]
    }

    /// What is behind the last token.
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.end.min(self.bytes.len())..]
    }

    /// The first byte of the token behind the last one, 0 at the end.
    pub fn peek(&self) -> u8 {
        let (at, _) = skip_trivia(self.bytes, self.end);
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Whether the token behind the last one is on the same line and starts like a name.
    pub fn name_follows(&self) -> bool {
        let (at, line_break) = skip_trivia(self.bytes, self.end);
        !line_break && self.bytes.get(at).is_some_and(|byte| CLASS[*byte as usize] == WORD && !byte.is_ascii_digit())
    }

    pub fn next(&mut self) -> Token {
        let was_dot = self.last == Token::Mark(b'.');
        let (start, line_break) = skip_trivia(self.bytes, self.end);
        self.start = start;
        self.line_break = line_break;
        self.after_dot = was_dot;
        let token = self.scan(start);
        self.last = token;
        token
    }

    fn scan(&mut self, start: usize) -> Token {
        let Some(byte) = self.bytes.get(start).copied() else {
            self.end = start;
            return Token::End;
        };
        if CLASS[byte as usize] == WORD {
            let mut end = start + 1;
            while end < self.bytes.len() && CLASS[self.bytes[end] as usize] == WORD {
                end += 1;
            }
            self.end = end;
            if byte.is_ascii_digit() {
                self.regex_may_follow = false;
                return Token::Number;
            }
            self.last_word = (start, end);
            self.regex_may_follow = !self.after_dot && is_operator_word(&self.bytes[start..end]);
            return Token::Word;
        }
        match byte {
            b'"' | b'\'' => {
                self.end = end_of_string(self.bytes, start);
                self.regex_may_follow = false;
                Token::String
            }
            b'`' => {
                self.scan_template(start + 1);
                Token::Template
            }
            b'/' if self.regex_may_follow => {
                self.end = end_of_regex(self.bytes, start);
                self.regex_may_follow = false;
                Token::Regex
            }
            b'}' if self.brackets.last() == Some(&Bracket::Substitution) => {
                self.brackets.pop();
                self.scan_template(start + 1);
                Token::Template
            }
            _ => {
                self.end = start + 1;
                self.scan_mark(byte, start);
                Token::Mark(byte)
            }
        }
    }

    fn scan_mark(&mut self, byte: u8, start: usize) {
        match byte {
            b'(' => {
                let (from, to) = self.last_word;
                let is_head = self.last == Token::Word
                    && matches!(&self.bytes[from..to], b"if" | b"while" | b"for" | b"with")
                    && !(from > 0 && self.bytes[from - 1] == b'.');
                self.brackets.push(if is_head { Bracket::Head } else { Bracket::Group });
                self.regex_may_follow = true;
            }
            b'[' => {
                self.brackets.push(Bracket::Group);
                self.regex_may_follow = true;
            }
            b'{' => {
                let (from, to) = self.last_word;
                let is_object = match self.last {
                    Token::Mark(b')' | b';' | b'{' | b'}') => false,
                    Token::Mark(b'>') => !(start >= 2 && arrow_before(self.bytes, start)),
                    Token::Mark(_) => true,
                    Token::Word => {
                        matches!(
                            &self.bytes[from..to],
                            b"return"
                                | b"typeof"
                                | b"case"
                                | b"in"
                                | b"of"
                                | b"new"
                                | b"yield"
                                | b"await"
                                | b"void"
                                | b"delete"
                                | b"throw"
                        )
                    }
                    _ => false,
                };
                self.brackets.push(if is_object { Bracket::Object } else { Bracket::Block });
                self.regex_may_follow = true;
            }
            b')' | b']' | b'}' => {
                let closed = self.brackets.pop();
                self.regex_may_follow = matches!(closed, Some(Bracket::Head | Bracket::Block));
            }
            // `x++ / y`: what stands before the marks was an operand.
            b'+' | b'-' if self.last == Token::Mark(byte) && self.bytes[start - 1] == byte => {
                self.regex_may_follow = false;
            }
            _ => self.regex_may_follow = true,
        }
    }

    /// From behind a backtick or the `}` of a substitution.
    fn scan_template(&mut self, from: usize) {
        let mut at = from;
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'\\' => at += 2,
                b'`' => {
                    self.end = at + 1;
                    self.regex_may_follow = false;
                    return;
                }
                b'$' if self.bytes.get(at + 1) == Some(&b'{') => {
                    self.brackets.push(Bracket::Substitution);
                    self.end = at + 2;
                    self.regex_may_follow = true;
                    return;
                }
                _ => at += 1,
            }
        }
        self.end = self.bytes.len();
    }
}

fn arrow_before(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    before.ends_with(b"=>")
}

/// Words behind which an operand stands.
fn is_operator_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"return"
            | b"typeof"
            | b"case"
            | b"do"
            | b"else"
            | b"in"
            | b"of"
            | b"instanceof"
            | b"new"
            | b"delete"
            | b"void"
            | b"throw"
            | b"await"
            | b"yield"
    )
}

/// The first byte at or behind `at` that is no white space and no comment, and whether a line ended on the way.
pub(crate) fn skip_trivia(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut line_break = false;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' | b'\r' => {
                line_break = true;
                at += 1;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += 2;
                while at < bytes.len() && bytes[at] != b'\n' && bytes[at] != b'\r' {
                    at += 1;
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at += 2;
                while at < bytes.len() && !(bytes[at] == b'*' && bytes.get(at + 1) == Some(&b'/')) {
                    line_break |= bytes[at] == b'\n';
                    at += 1;
                }
                at = (at + 2).min(bytes.len());
            }
            byte if CLASS[byte as usize] == SPACE => at += 1,
            _ => break,
        }
    }
    (at, line_break)
}

pub(crate) fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_regex(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    let mut in_class = false;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'[' => {
                in_class = true;
                at += 1;
            }
            b']' => {
                in_class = false;
                at += 1;
            }
            b'/' if !in_class => {
                at += 1;
                while at < bytes.len() && CLASS[bytes[at] as usize] == WORD {
                    at += 1;
                }
                return at;
            }
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Whether a CommonJS text has something that can't run as it is: `await` (to be wrapped), `import()`, `using`, decorators.
pub(crate) fn needs_rewrite(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    loop {
        match scanner.next() {
            Token::End => return false,
            Token::Mark(b'@') => return true,
            Token::Word if !scanner.after_dot => match scanner.token() {
                b"await" if scanner.peek() != b':' => return true,
                b"import" if matches!(scanner.peek(), b'(' | b'.') => return true,
                b"using" | b"accessor" if scanner.name_follows() => return true,
                _ => {}
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut scanner = Scanner::new(text);
        let mut result = Vec::new();
        loop {
            match scanner.next() {
                Token::End => return result,
                Token::Regex => result.push(format!("regex {}", String::from_utf8_lossy(scanner.token()))),
                _ => result.push(String::from_utf8_lossy(scanner.token()).into_owned()),
            }
        }
    }

    #[test]
    fn a_slash_divides_or_opens_a_regular_expression() {
        for text in ["a = /x/", "return /x/", "if (a) /x/.test(b)", "{} /x/", "(/x/)", "a => /x/", "x = a ? /x/ : b"] {
            assert!(tokens(text).contains(&"regex /x/".to_owned()), "{text}");
        }
        for text in ["a /x/ b", "(a) /x/ b", "a[1] /x/ b", "a++ /x/ b", "1 /x/ 2", "`a` /x/ b", "x.return /x/ b"] {
            assert!(!tokens(text).iter().any(|token| token.starts_with("regex")), "{text}");
        }
        assert_eq!(tokens(r"/[/\]]\//g.y"), [r"regex /[/\]]\//g", ".", "y"]);
    }

    #[test]
    fn templates_nest() {
        assert_eq!(tokens("`a${b + `c${d}`}e` + f"), ["`a${", "b", "+", "`c${", "d", "}`", "}e`", "+", "f"]);
    }

    #[test]
    fn only_real_words_ask_for_a_rewrite() {
        for text in ["async () => await x", "import('x')", "{ using x = y }", "@dec class A {}"] {
            assert!(needs_rewrite(text), "{text}");
        }
        for text in [
            "'await x'",
            "/await x/",
            "// await\n`await`",
            "a.await",
            "({ await: 1 })",
            "a.import(1)",
            "using = 1",
            "/* import('x') */",
        ] {
            assert!(!needs_rewrite(text), "{text}");
        }
    }
}
