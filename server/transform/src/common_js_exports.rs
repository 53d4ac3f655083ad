//! Which names a CommonJS file exports, told from its text without running it.
//!
//! A module that imports from CommonJS must know the names before anything runs. Node tells them with `cjs-module-lexer`, and
//! programs rely on what that finds and does not find, so the same forms count here, wherever in the file they stand:
//!
//! ```text
//! exports.a =      exports['a'] =      module.exports.a =     Object.defineProperty(exports, 'a', { enumerable: true, get … })
//! module.exports = { a, b, 'c': d, …, ...require('x') }       0 && (module.exports = { a, b })
//! module.exports = require('x')        __exportStar(require('x'), exports)        __export(require('x'))
//! var _x = require('x'); Object.keys(_x).forEach(function (k) { … exports[k] = _x[k] })
//! ```

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::scan::{Scanner, Token, end_of_string, skip_trivia};

/// The names, and the specifiers whose own exports are exported too.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CommonJsExports {
    pub names: Vec<String>,
    pub reexports: Vec<String>,
}

/// Finds the exports of a CommonJS text.
pub fn common_js_exports(text: &str) -> CommonJsExports {
    let mut lexer = Lexer {
        text,
        names: Vec::new(),
        known: FxHashSet::default(),
        reexports: Vec::new(),
        assigned: None,
        required: FxHashMap::default(),
    };
    lexer.run();
    let mut reexports: Vec<String> = lexer.assigned.into_iter().flatten().collect();
    for specifier in lexer.reexports {
        if !reexports.contains(&specifier) {
            reexports.push(specifier);
        }
    }
    CommonJsExports { names: lexer.names, reexports }
}

struct Lexer<'a> {
    text: &'a str,
    names: Vec<String>,
    known: FxHashSet<String>,
    reexports: Vec<String>,
    /// What the last `module.exports = …` hands on; an earlier assignment no longer counts.
    assigned: Option<Vec<String>>,
    /// Variables of the top level that hold a `require`.
    required: FxHashMap<&'a str, String>,
}

/// A place in the text that moves over tokens; each `eat` says whether the token was there.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn skip(&mut self) {
        self.at = skip_trivia(self.text.as_bytes(), self.at).0;
    }

    fn peek(&mut self) -> u8 {
        self.skip();
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn eat(&mut self, mark: &str) -> bool {
        self.skip();
        let found = self.text[self.at..].starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip();
        let rest = &self.text[self.at..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '\u{200C}' | '\u{200D}');
        let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        if length == 0 || rest.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        self.at += length;
        Some(&rest[..length])
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let before = self.at;
        let found = self.word() == Some(word);
        if !found {
            self.at = before;
        }
        found
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.peek();
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let end = end_of_string(self.text.as_bytes(), self.at);
        let raw = self.text.get(self.at + 1..end.saturating_sub(1))?;
        self.at = end;
        unescape(raw)
    }

    /// `exports` or `module.exports`.
    fn exports(&mut self) -> bool {
        let before = self.at;
        let found = match self.word() {
            Some("exports") => true,
            Some("module") => self.eat(".") && self.eat_word("exports"),
            _ => false,
        };
        if !found {
            self.at = before;
        }
        found
    }

    /// `require('x')`.
    fn require(&mut self) -> Option<String> {
        let before = self.at;
        let specifier = if self.eat_word("require") && self.eat("(") { self.string() } else { None };
        match specifier {
            Some(specifier) if self.eat(")") => Some(specifier),
            _ => {
                self.at = before;
                None
            }
        }
    }

    /// `=` but not `==`, `=>`.
    fn assignment(&mut self) -> bool {
        self.skip();
        let rest = &self.text.as_bytes()[self.at..];
        let found = rest.first() == Some(&b'=') && !matches!(rest.get(1), Some(b'=' | b'>'));
        if found {
            self.at += 1;
        }
        found
    }
}

impl<'a> Lexer<'a> {
    fn run(&mut self) {
        let mut scanner = Scanner::new(self.text);
        loop {
            match scanner.next() {
                Token::End => return,
                Token::Word if !scanner.after_dot => {
                    let cursor = Cursor { text: self.text, at: scanner.end };
                    match scanner.token() {
                        b"exports" => self.after_exports(cursor, false),
                        b"module" => {
                            let mut cursor = cursor;
                            if cursor.eat(".") && cursor.eat_word("exports") {
                                self.after_exports(cursor, true);
                            }
                        }
                        b"Object" => self.after_object(cursor, scanner.depth() == 0),
                        b"var" | b"let" | b"const" if scanner.depth() == 0 => {
                            let mut cursor = cursor;
                            let name = cursor.word();
                            if let (Some(name), true) = (name, cursor.assignment()) {
                                self.note_required(name, cursor);
                            }
                        }
                        b"__export" | b"__exportStar" => self.after_export_star(cursor),
                        _ => {}
                    }
                }
                // `tslib.__exportStar(require('x'), exports)`.
                Token::Word if matches!(scanner.token(), b"__exportStar" | b"__export") => {
                    self.after_export_star(Cursor { text: self.text, at: scanner.end });
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, name: String) {
        if self.known.insert(name.clone()) {
            self.names.push(name);
        }
    }

    /// Behind `exports` or `module.exports`.
    fn after_exports(&mut self, mut cursor: Cursor<'a>, is_module: bool) {
        match cursor.peek() {
            b'.' => {
                cursor.eat(".");
                if let Some(name) = cursor.word()
                    && cursor.assignment()
                {
                    self.add(name.to_owned());
                }
            }
            b'[' => {
                cursor.eat("[");
                if let Some(name) = cursor.string()
                    && cursor.eat("]")
                    && cursor.assignment()
                {
                    self.add(name);
                }
            }
            b'=' if is_module && cursor.assignment() => {
                self.assigned = None;
                if let Some(specifier) = cursor.require() {
                    self.assigned = Some(vec![specifier]);
                } else if cursor.eat("{") {
                    self.object_literal(cursor);
                }
            }
            _ => {}
        }
    }

    /// `{ a, b: c, 'd': e, ...require('x') }`, as far as values begin with a name; behind a value that is more than a name
    /// nothing is read.
    fn object_literal(&mut self, mut cursor: Cursor<'a>) {
        loop {
            if cursor.eat("...") {
                if let Some(specifier) = cursor.require() {
                    self.assigned.get_or_insert_default().push(specifier);
                } else if cursor.word().is_none() {
                    return;
                }
            } else if let Some(name) = cursor.word() {
                if !cursor.eat(":") || cursor.word().is_some() {
                    self.add(name.to_owned());
                } else {
                    return;
                }
            } else if let Some(name) = cursor.string() {
                if cursor.eat(":") && cursor.word().is_some() {
                    self.add(name);
                } else {
                    return;
                }
            } else {
                return;
            }
            if !cursor.eat(",") {
                return;
            }
        }
    }

    fn after_object(&mut self, mut cursor: Cursor<'a>, at_top: bool) {
        if !cursor.eat(".") {
            return;
        }
        match cursor.word() {
            Some("defineProperty") => self.define_property(cursor),
            Some("keys") if at_top => self.keys_of_required(cursor),
            _ => {}
        }
    }

    /// `Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return b.a; } })` and its kin. A getter
    /// that does more than return a member is not taken: it may throw when it is read early.
    fn define_property(&mut self, mut cursor: Cursor<'a>) {
        if !(cursor.eat("(") && cursor.exports() && cursor.eat(",")) {
            return;
        }
        let Some(name) = cursor.string() else { return };
        if !(cursor.eat(",") && cursor.eat("{")) {
            return;
        }
        if cursor.eat_word("enumerable") && !(cursor.eat(":") && cursor.eat_word("true") && cursor.eat(",")) {
            return;
        }
        if cursor.eat_word("value") {
            if cursor.eat(":") {
                self.add(name);
            }
            return;
        }
        if !cursor.eat_word("get") {
            return;
        }
        if cursor.eat(":") {
            if cursor.eat_word("function") {
                let _ = cursor.peek() != b'(' && cursor.word().is_some();
            }
            if !(cursor.eat("(") && cursor.eat(")")) {
                return;
            }
        } else if !(cursor.eat("(") && cursor.eat(")")) {
            return;
        }
        if !(cursor.eat("{") && cursor.eat_word("return") && cursor.word().is_some()) {
            return;
        }
        if cursor.eat(".") {
            if cursor.word().is_none() {
                return;
            }
        } else if cursor.eat("[") && !(cursor.string().is_some() && cursor.eat("]")) {
            return;
        }
        cursor.eat(";");
        if cursor.eat("}") {
            cursor.eat(",");
            if cursor.eat("}") && cursor.eat(")") {
                self.add(name);
            }
        }
    }

    /// `var x = require('y')` or `var x = _interopRequireWildcard(require('y'))`.
    fn note_required(&mut self, name: &'a str, mut cursor: Cursor<'a>) {
        let mut found = cursor.require();
        if found.is_none() && cursor.word().is_some_and(|word| word != "require") && cursor.eat("(") {
            found = cursor.require();
        }
        if let Some(specifier) = found {
            self.required.insert(name, specifier);
        }
    }

    /// `Object.keys(x).forEach(function (k) { if (k === "default" …) return; … exports[k] = x[k]; … })`, x a `require`.
    fn keys_of_required(&mut self, mut cursor: Cursor<'a>) {
        if !cursor.eat("(") {
            return;
        }
        let Some(source) = cursor.word() else { return };
        let Some(specifier) = self.required.get(source).cloned() else { return };
        if !(cursor.eat(")")
            && cursor.eat(".")
            && cursor.eat_word("forEach")
            && cursor.eat("(")
            && cursor.eat_word("function"))
        {
            return;
        }
        let Some(key) = cursor.eat("(").then(|| cursor.word()).flatten() else { return };
        if !(cursor.eat(")") && cursor.eat("{") && cursor.eat_word("if") && cursor.eat("(")) {
            return;
        }
        // The body is short; what matters is that it excludes `default` and copies by key.
        let rest = &self.text[cursor.at..];
        let end = rest.len().min(1000);
        let end = (end..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let body: String = rest[..end].chars().filter(|c| !c.is_whitespace()).collect();
        let excludes = body.starts_with(&format!("{key}===\"default\""))
            || body.starts_with(&format!("{key}==='default'"))
            || body.starts_with(&format!("{key}!==\"default\""))
            || body.starts_with(&format!("{key}!=='default'"));
        let copies = body.contains(&format!("exports[{key}]={source}[{key}]"))
            || body.contains(&format!("return{source}[{key}]"));
        if excludes && copies {
            self.reexports.push(specifier);
        }
    }

    fn after_export_star(&mut self, mut cursor: Cursor<'a>) {
        if !cursor.eat("(") {
            return;
        }
        if let Some(specifier) = cursor.require() {
            self.reexports.push(specifier);
        } else if let Some(specifier) = cursor.word().and_then(|word| self.required.get(word).cloned()) {
            self.reexports.push(specifier);
        }
    }
}

/// The value of a string literal's inside; `None` for what no export name can be.
fn unescape(raw: &str) -> Option<String> {
    if !raw.contains('\\') {
        return Some(raw.to_owned());
    }
    let mut result = String::new();
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            result.push(character);
            continue;
        }
        match characters.next()? {
            'n' => result.push('\n'),
            't' => result.push('\t'),
            'r' => result.push('\r'),
            'b' => result.push('\u{8}'),
            'f' => result.push('\u{C}'),
            'v' => result.push('\u{B}'),
            '0' => result.push('\0'),
            'x' => {
                let digits: String = characters.by_ref().take(2).collect();
                result.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
            }
            'u' => {
                let mut rest = characters.clone();
                let code = if rest.next() == Some('{') {
                    let digits: String = rest.by_ref().take_while(|c| *c != '}').collect();
                    characters = rest;
                    u32::from_str_radix(&digits, 16).ok()?
                } else {
                    let digits: String = characters.by_ref().take(4).collect();
                    u32::from_str_radix(&digits, 16).ok()?
                };
                result.push(char::from_u32(code)?);
            }
            other => result.push(other),
        }
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[&str], reexports: &[&str]) {
        let found = common_js_exports(text);
        assert_eq!(found.names, names, "{text}");
        assert_eq!(found.reexports, reexports, "{text}");
    }

    #[test]
    fn assignments_count() {
        check("exports.a = exports.b = 1; module.exports.c = 2", &["a", "b", "c"], &[]);
        check("exports['a-b'] = 1; module.exports[\"c\"] = 2; exports[d] = 3", &["a-b", "c"], &[]);
        check("(function () { exports.deep = 1 })()", &["deep"], &[]);
        check("exports.a == 1; foo.exports.b = 2; 'exports.c = 1'; // exports.d = 1", &[], &[]);
        check("exports.π = 1", &["π"], &[]);
    }

    #[test]
    fn literals_count_as_far_as_they_are_plain() {
        check("module.exports = { a, b: c, 'd': e }", &["a", "b", "d"], &[]);
        check("module.exports = { a, b: require('x'), c }", &["a", "b"], &[]);
        check("module.exports = { a, ...require('x'), ...require('y'), c }", &["a", "c"], &["x", "y"]);
        check("module.exports = { a() {}, b }", &["a"], &[]);
        check("module.exports = { ...x, a, b: 'c', d }", &["a"], &[]);
        check("0 && (module.exports = { a, b })", &["a", "b"], &[]);
    }

    #[test]
    fn other_modules_are_handed_on() {
        check("module.exports = require('./x')", &[], &["./x"]);
        check("module.exports = require('a'); module.exports = require('b')", &[], &["b"]);
        check(
            "__exportStar(require('./a'), exports); tslib_1.__exportStar(require('./b'), exports)",
            &[],
            &["./a", "./b"],
        );
        check(
            r#"var _a = require("./a"); Object.keys(_a).forEach(function (key) { if (key === "default" || key === "__esModule") return; exports[key] = _a[key]; });"#,
            &[],
            &["./a"],
        );
        check(
            r#"var _a = _interopRequireWildcard(require("./a")); Object.keys(_a).forEach(function (k) { if (k === "default" || k === "__esModule") return; Object.defineProperty(exports, k, { enumerable: true, get: function () { return _a[k]; } }); });"#,
            &[],
            &["./a"],
        );
    }

    #[test]
    fn defined_properties_count() {
        check("Object.defineProperty(exports, '__esModule', { value: true })", &["__esModule"], &[]);
        check(
            "Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return x.a; } });",
            &["a"],
            &[],
        );
        check("Object.defineProperty(exports, 'a', { enumerable: true, get() { return x } })", &["a"], &[]);
        check("Object.defineProperty(exports, 'a', { get: function () { return f() } })", &[], &[]);
        check("Object.defineProperty(module.exports, 'a', { enumerable: true, value: 1 })", &["a"], &[]);
    }
}
