//! The attempts of [`parse_for_cursor`], likeliest first.

use std::time::{Duration, Instant};

use source::TextRange;

use super::attempts::{Attempts, Insertion, Name};
use super::closers::{close_all, outside};
use super::context::{Inside, Located, begins_statement};
use super::{CursorParse, MARKER, floor};
use crate::ast::{Program, Span, Spanned};
use crate::tokens::{Brackets, Open, OpenKind, Owner, Scanner, Token, TokenKind, Unmatched};
use crate::{Parsed, SourceKind, depth, parse_with_comments, range, tolerant};

/// What it took to make a program of a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Repair {
    /// A name at the cursor, or nothing.
    Marker,
    /// The name and `;`.
    Semicolon,
    /// The brackets and quotes that the cursor's line opened, closed behind the name.
    Closers,
    /// The same for brackets of earlier lines, as many as the file lacks.
    Unclosed,
    /// The line's brackets without braces, then a body.
    Body,
    /// A comma behind the name or before it: an entry of a list between others.
    Comma,
    /// `: 0`, `= 0`, … behind the name.
    Filler,
    /// No name at the cursor; the line's brackets may be closed.
    Unmarked,
    /// The rest of the cursor's line is left out.
    RestOfLine,
    /// Everything that is open at the cursor is closed there; the rest of the outermost statement is left out.
    Prefix,
    /// The cursor's line is left out.
    BlankLine,
}

/// Texts above this length get no more time than [`BIG_TIME`].
const BIG: usize = 2 * 1024 * 1024;
const BIG_TIME: Duration = Duration::from_millis(100);
/// For any other text. Nothing takes as long unless the machine is very busy.
const TIME: Duration = Duration::from_secs(2);

/// The tree of `text` with something at `offset` that makes a tree possible. `None` where nothing helped in time: what is known
/// of an earlier state of the file, and [`super::token_context`], have to do.
pub fn parse_for_cursor(text: &str, offset: u32, kind: SourceKind) -> Option<CursorParse> {
    parse_located(text, &Located::new(text, floor(text, offset) as u32, kind), kind)
}

pub(super) fn parse_located(text: &str, located: &Located, kind: SourceKind) -> Option<CursorParse> {
    if depth::refusal(text, kind.language).is_some() {
        return None;
    }
    let offset = located.offset;
    let mut site = Site::new(text, located, kind);
    let deadline = Instant::now() + if text.len() > BIG { BIG_TIME } else { TIME };
    let watch_from = site.line_above_start();
    let mut attempts =
        Attempts { kind, deadline, guessed: None, watch_from, is_broken_before: None, count: 0, part: None };
    if let Some(found) = site.whole_file(&mut attempts) {
        return Some(found);
    }
    // Something else may be broken too. What has to go so that the rest can be read without the cursor's line?
    let blank = blanked(&site.base, site.line);
    let saved = tolerant::save(&blank, kind, deadline);
    if let Some(saved) = &saved
        && saved.text != blank
    {
        // The line itself stays.
        let mut base = saved.text.clone();
        base.replace_range(site.line.as_usize(), site.line.slice(&site.base));
        site.base = base;
        attempts.watch_from = site.line_above_start();
        if let Some(found) = site.whole_file(&mut attempts) {
            return Some(found);
        }
    }
    if let Some((mut found, insertion)) = site.prefix(&mut attempts) {
        let Some(saved) = saved else { return Some(found) };
        // What follows the statement that the cursor is in can stay where it is.
        let end = item_end(&saved.parsed, offset).max(site.line.end());
        let base = blanked(&site.base, TextRange::new(site.at as u32, end));
        if let Some(whole) = attempts.run(&site, &base, insertion, Repair::Prefix) {
            found = whole;
        }
        found.rest = Some(saved.parsed);
        return Some(found);
    }
    if attempts.guessed.is_some() {
        return attempts.guessed;
    }
    let saved = saved?;
    Some(CursorParse {
        parsed: saved.parsed,
        text: saved.text,
        offset,
        marker: None,
        repair: Repair::BlankLine,
        inserted: TextRange::empty(offset),
        is_cut: false,
        rest: None,
        kind,
        inside: site.inside,
        token: site.token,
    })
}

/// Where the outermost statement ends that an offset is in.
fn item_end(parsed: &Parsed, offset: u32) -> u32 {
    let end = |spans: &mut dyn Iterator<Item = Span>| {
        spans.map(range).find(|range| range.touches(offset)).map_or(offset, TextRange::end)
    };
    parsed.with(|program| match program {
        Program::Module(module) => end(&mut module.body.iter().map(Spanned::span)),
        Program::Script(script) => end(&mut script.body.iter().map(Spanned::span)),
    })
}

/// The text with spaces instead of what is in `range`; line ends stay.
pub(crate) fn blanked(text: &str, range: TextRange) -> String {
    let mut result = String::with_capacity(text.len());
    let range = range.as_usize();
    result.push_str(&text[..range.start]);
    for byte in text[range.clone()].bytes() {
        result.push(if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' });
    }
    result.push_str(&text[range.end..]);
    result
}

/// The place that is to be repaired.
pub(super) struct Site {
    /// The file's text; characters of it may be blanked.
    base: String,
    pub offset: u32,
    kind: SourceKind,
    /// Where something is inserted.
    pub at: usize,
    /// What of a name stands before and behind the cursor; ends at `at`.
    pub word: TextRange,
    /// The name to insert, with what has to be around it.
    name: Name,
    /// Of the cursor, without its line end.
    line: TextRange,
    /// See [`Located::statement`].
    statement: u32,
    pub inside: Inside,
    /// The string, comment, … that the cursor is in.
    pub token: TextRange,
    /// A dot stands before the cursor, and no name behind it.
    is_behind_dot: bool,
}

impl Site {
    fn new(text: &str, located: &Located, kind: SourceKind) -> Site {
        let offset = located.offset;
        let line = TextRange::new(line_start(text, offset), line_end(text, offset));
        let word = located.word;
        let name = if located.inside == Inside::Code { name_for(text, located) } else { Name::default() };
        let (inside, token) = (located.inside, located.token);
        let is_behind_dot = located
            .tail
            .iter()
            .rev()
            .find(|token| !token.is_comment())
            .is_some_and(|token| word.is_empty() && matches!(token.range.slice(text), "." | "?."));
        let base = text.to_owned();
        Site {
            base,
            offset,
            kind,
            inside,
            token,
            at: word.end() as usize,
            word,
            name,
            line,
            statement: located.statement,
            is_behind_dot,
        }
    }

    /// The start of the line above the cursor's.
    fn line_above_start(&self) -> u32 {
        let before = self.base[..self.line.start() as usize].trim_end_matches(LINE_ENDS);
        line_start(&self.base, before.len() as u32)
    }

    /// Attempts that keep the whole file.
    fn whole_file(&self, attempts: &mut Attempts) -> Option<CursorParse> {
        let named = |after: &str| Insertion { name: self.name.clone(), after: after.to_owned() };
        let unnamed = |after: &str| Insertion { name: Name::default(), after: after.to_owned() };
        attempts.part = self.part();
        attempts.is_broken_before = None;
        if let Some(found) = attempts.run(self, &self.base, named(""), Repair::Marker) {
            return Some(found);
        }
        let state = self.state(&named(""));
        let on_line = state.on_line(self.line.start());
        let closed = format!("{}{}", state.token_closer, close_all(on_line, &state.text, 0).unwrap_or_default());
        let mut tried: Vec<(String, bool)> = Vec::new();
        let mut attempt = |insertion: Insertion, repair: Repair| {
            let key = (insertion.after.clone(), insertion.name.name.is_empty());
            if tried.contains(&key) {
                return None;
            }
            tried.push(key);
            attempts.run(self, &self.base, insertion, repair)
        };
        macro_rules! attempt {
            ($insertion:expr, $repair:expr) => {
                if let Some(found) = attempt($insertion, $repair) {
                    return Some(found);
                }
            };
        }
        attempt!(named(";"), Repair::Semicolon);
        attempt!(named(&closed), Repair::Closers);
        attempt!(named(&format!("{closed};")), Repair::Closers);
        for variant in 1..6 {
            let Some(varied) = close_all(on_line, &state.text, variant) else { break };
            attempt!(named(&format!("{}{varied}", state.token_closer)), Repair::Closers);
        }
        // At the end of a new file everything is open.
        let lacking = state.lacking(&self.base, self.at, self.kind);
        for count in (1..=lacking.min(4)).chain((lacking > 4).then_some(lacking)) {
            let open = &state.brackets.open;
            let innermost = &open[open.len() - count.min(open.len())..];
            for variant in 0..3 {
                let Some(varied) = close_all(innermost, &state.text, variant) else { break };
                attempt!(named(&format!("{}{varied}", state.token_closer)), Repair::Unclosed);
                attempt!(named(&format!("{};{varied}", state.token_closer)), Repair::Unclosed);
            }
        }
        let without_braces: Vec<Open> = on_line.iter().copied().filter(|open| !open.is_brace()).collect();
        let without_braces = close_all(&without_braces, &state.text, 0).unwrap_or_default();
        for filler in FILLERS {
            let repair = match *filler {
                "{}" => Repair::Body,
                "," => Repair::Comma,
                _ => Repair::Filler,
            };
            attempt!(named(&format!("{}{filler}{closed}", state.token_closer)), repair);
            if *filler == "," {
                attempt!(named(","), repair);
            }
            attempt!(named(&format!("{closed}{filler}")), repair);
            attempt!(named(&format!("{}{without_braces}{filler}", state.token_closer)), repair);
        }
        for filler in if self.kind.language.is_typescript() { TYPE_FILLERS } else { &[] } {
            attempt!(named(&format!("{filler}{closed}")), Repair::Filler);
        }
        for after in outside(&state.brackets) {
            attempt!(named(&format!("{closed}{after}")), Repair::Filler);
        }
        if let Some(found) = self.between_entries(attempts) {
            return Some(found);
        }
        let mut attempt = |base: &str, insertion: Insertion, repair| attempts.run(self, base, insertion, repair);
        // Without a name the dot takes the next line's first word.
        if !self.name.name.is_empty() && !self.is_behind_dot {
            for after in ["", ";", closed.as_str()] {
                if let Some(found) = attempt(&self.base, unnamed(after), Repair::Unmarked) {
                    return Some(found);
                }
            }
        }
        let rest = TextRange::new(self.at as u32, self.line.end());
        if !rest.slice(&self.base).trim().is_empty() {
            let base = blanked(&self.base, rest);
            for after in
                ["".to_owned(), ";".to_owned(), closed.clone(), format!("{closed};"), format!("{without_braces}{{")]
            {
                if let Some(found) = attempt(&base, named(&after), Repair::RestOfLine) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// The lines around the cursor that are statements by themselves if the cursor's own is left out. Whatever mends the file mends
    /// them, and what does not is found out sooner.
    fn part(&self) -> Option<TextRange> {
        let start = self.statement;
        let line = TextRange::new(self.line.start() - start, self.line.end() - start);
        let rest = blanked(&self.base[start as usize..], line);
        let mut scanner = Scanner::new(&rest, self.kind.language);
        let mut is_outside = true;
        let mut end = rest.len();
        // What the cursor's line begins may go on with the next statement, such as a decorator.
        let mut is_behind = false;
        while let Some(token) = scanner.next() {
            if is_behind && is_outside && begins_statement(&token, &rest) {
                end = token.range.start() as usize;
                break;
            }
            is_outside = scanner.brackets.open.is_empty();
            is_behind |= token.range.start() > line.end() && !token.is_comment();
        }
        let is_worth_it = end < self.base.len() / 2;
        let is_whole = || parse_with_comments(&rest[..end], self.kind).gave_up.is_none();
        (is_worth_it && is_whole()).then(|| TextRange::new(start, start + end as u32))
    }

    /// A new entry of a list behind one that has no comma yet: the white space between them becomes one.
    fn between_entries(&self, attempts: &mut Attempts) -> Option<CursorParse> {
        let before = self.base[..self.word.start() as usize].trim_end();
        let gap = self.base.get(before.len()..self.word.start() as usize)?;
        if !gap.starts_with([' ', '\t', '\n']) || before.ends_with([',', '{', '[', '(', ';']) {
            return None;
        }
        let mut base = self.base.clone();
        base.replace_range(before.len()..before.len() + 1, ",");
        for after in ["", ",", ":0", ":0,"] {
            let insertion = Insertion { name: self.name.clone(), after: after.to_owned() };
            if let Some(found) = attempts.run(self, &base, insertion, Repair::Comma) {
                return Some(found);
            }
        }
        None
    }

    /// Attempts that end the text at the cursor.
    fn prefix(&self, attempts: &mut Attempts) -> Option<(CursorParse, Insertion)> {
        let base = &self.base[..self.at];
        for with_name in [true, false] {
            let name = if with_name { self.name.clone() } else { Name::default() };
            if !with_name && self.name.name.is_empty() {
                break;
            }
            let insertion = |after: String| Insertion { name: name.clone(), after };
            let state = self.state(&insertion(String::new()));
            let ends = outside(&state.brackets);
            let types: &[&str] = if self.kind.language.is_typescript() { TYPE_FILLERS } else { &[] };
            for filler in std::iter::once(&"").chain(FILLERS).chain(types) {
                for variant in 0..12 {
                    let Some(closed) = close_all(&state.brackets.open, &state.text, variant) else { break };
                    for end in &ends {
                        let after = format!("{}{filler}{closed}{end}", state.token_closer);
                        let insertion = insertion(after);
                        if let Some(mut found) = attempts.run(self, base, insertion.clone(), Repair::Prefix) {
                            found.is_cut = true;
                            return Some((found, insertion));
                        }
                    }
                    if attempts.is_over() {
                        return None;
                    }
                    // Other ways to close are worth a try only as long as nothing else is odd.
                    if !filler.is_empty() && variant >= 2 {
                        break;
                    }
                }
            }
        }
        None
    }

    /// What is open behind an insertion.
    fn state(&self, insertion: &Insertion) -> State {
        let text = format!("{}{}", &self.base[..self.at], insertion.text());
        let mut scanner = Scanner::new(&text, self.kind.language);
        let mut last: Option<Token> = None;
        for token in &mut scanner {
            last = Some(token);
        }
        let token_closer = match last.filter(|token| !token.is_terminated) {
            Some(token) => match token.kind {
                TokenKind::BlockComment => "*/",
                TokenKind::Template => "`",
                TokenKind::RegularExpression => "/",
                TokenKind::String if token.range.slice(&text).starts_with('"') => "\"",
                TokenKind::String => "'",
                _ => "",
            },
            None if last.is_some_and(|token| token.kind == TokenKind::LineComment) => "\n",
            None => "",
        };
        let brackets = scanner.brackets;
        State { brackets, text, token_closer }
    }
}

pub(super) fn line_start(text: &str, offset: u32) -> u32 {
    text[..offset as usize].rfind(LINE_ENDS).map_or(0, |at| at as u32 + 1)
}

fn line_end(text: &str, offset: u32) -> u32 {
    text[offset as usize..].find(LINE_ENDS).map_or(text.len() as u32, |length| offset + length as u32)
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// What is open at some place.
struct State {
    brackets: Brackets,
    text: String,
    /// Closes the string, template, … that the text ends in.
    token_closer: &'static str,
}

impl State {
    /// The brackets that were opened at or behind `start`.
    fn on_line(&self, start: u32) -> &[Open] {
        let first = self.brackets.open.partition_point(|open| open.at < start);
        &self.brackets.open[first..]
    }

    /// How many of the brackets before the cursor the whole file leaves open.
    fn lacking(&self, base: &str, at: usize, kind: SourceKind) -> usize {
        let mut scanner = Scanner::new(base, kind.language);
        (&mut scanner).for_each(drop);
        let left = scanner.brackets.open.iter().copied();
        let given_up = scanner.brackets.unmatched.iter().filter_map(|unmatched| match unmatched {
            Unmatched::Open(open) => Some(*open),
            Unmatched::Close { .. } => None,
        });
        let lacking = left.chain(given_up).filter(|open| (open.at as usize) < at).count();
        lacking.min(self.brackets.open.len())
    }
}

/// The name to put at the cursor, by what is before it.
fn name_for(text: &str, located: &Located) -> Name {
    let marker = Name { before: "", name: MARKER.to_owned(), after: "" };
    let word = located.word;
    let last = located.tail.iter().rev().find(|token| !token.is_comment()).map_or("", |token| token.range.slice(text));
    let open = &located.brackets.open;
    match open.last() {
        // `<a b=`
        Some(tag) if tag.kind == OpenKind::JsxTag && last == "=" && word.is_empty() => {
            Name { before: "{", after: "}", ..marker }
        }
        // `</`: only one name can stand there.
        Some(tag) if tag.kind == OpenKind::JsxClosingTag => {
            let children = open.iter().rev().nth(1).filter(|open| open.kind == OpenKind::JsxChildren);
            let expected = children.map_or("", |open| open.name(text));
            let missing = expected.strip_prefix(word.slice(text)).unwrap_or("");
            Name { name: missing.to_owned(), ..Name::default() }
        }
        _ => {
            let level = open.last().copied().unwrap_or(located.brackets.outside);
            let is_source = matches!(level.pending, Owner::Import | Owner::Export) && last == "from";
            if is_source && word.is_empty() {
                return Name { before: "'", name: String::new(), after: "'" };
            }
            marker
        }
    }
}

/// What may stand between the name and the brackets' ends, or behind those.
const FILLERS: &[&str] =
    &["{}", ",", ":0", ":0,", "=0", "=0,", " of []", "(){}", "=>{}", "=>0", "{}catch{}", " in x", ":", ";;"];

/// The same where the name is that of a type.
const TYPE_FILLERS: &[&str] = &[">", ">>", ">(){}", ">=0", "> {}", "?0:0", "?0:0;", "]:0", "=0;"];
