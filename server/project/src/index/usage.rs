//! How often members are used, and of what: what is typed after `res.` is mostly what was typed after `res.` before.
//!
//! A receiver is described by its last name (`a.res.` is `res`), by what was called (`express().` is `express()`), and, when
//! it is a module, by the module as well (`'fs'`, in quotes). Texts are counted without a parser, so that half-typed ones count
//! and all of a package's code is done in milliseconds.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use source::FileId;

use crate::facts::{Facts, Usage as Use};
use crate::scan::{is_name, skip, word_at};
use crate::store::{TextKey, lock};

/// Texts with longer lines than this, on average, were written by a program.
const LONGEST_LINE: usize = 300;

/// How far before `from` its `import` is looked for, in bytes.
const NEARBY: usize = 400;

/// (receiver, member, how often), and (member, how often).
pub(crate) type Rows = (Vec<(String, String, u32)>, Vec<(String, u32)>);

/// Calls `found(receiver, member)` for each member that is named after a dot.
pub(crate) fn scan(text: &str, found: &mut dyn FnMut(&str, &str)) {
    let bytes = text.as_bytes();
    if bytes.len() > LONGEST_LINE * (1 + bytes.iter().filter(|byte| **byte == b'\n').count()) {
        return;
    }
    let mut scan = Scan { text, calls: Vec::new(), modules: FxHashMap::default() };
    let mut last = Last::Nothing;
    let mut receiver = String::new();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(end) = skip(bytes, at) {
            // What a comment stands between still belongs together.
            if bytes[at] != b'/' {
                last = Last::Nothing;
            }
            at = end;
            continue;
        }
        let byte = bytes[at];
        match byte {
            b'.' if bytes.get(at + 1) == Some(&b'.') => {
                last = Last::Nothing;
                at += 3;
                continue;
            }
            b'.' => {
                let start = at + 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let member = text.get(start..start + name_length(bytes, start)).unwrap_or_default();
                if member.is_empty() {
                    last = Last::Nothing;
                    at += 1;
                    continue;
                }
                scan.describe(last, &mut receiver);
                if !receiver.is_empty() {
                    found(&receiver, member);
                    if let Some(module) = scan.modules.get(receiver.as_str()) {
                        found(module, member);
                    }
                }
                last = Last::Word(start, member.len());
                at = start + member.len();
                continue;
            }
            b'?' if bytes.get(at + 1) == Some(&b'.') => {}
            b'(' => {
                scan.calls.push(last);
                last = Last::Nothing;
            }
            b')' => {
                let callee = scan.calls.pop().unwrap_or(Last::Nothing);
                last = match callee {
                    Last::Word(start, length) => Last::Call(start, length),
                    _ => Last::Nothing,
                };
            }
            byte if byte.is_ascii_whitespace() => {}
            byte if is_name(byte) => {
                let length = word_at(bytes, at).len();
                last = if name_length(bytes, at) == length { Last::Word(at, length) } else { Last::Nothing };
                scan.note_module(at, length);
                at += length;
                continue;
            }
            _ => last = Last::Nothing,
        }
        at += 1;
    }
}

/// What stands before a dot.
#[derive(Clone, Copy)]
enum Last {
    Nothing,
    Word(usize, usize),
    /// A call of the word.
    Call(usize, usize),
}

struct Scan<'t> {
    text: &'t str,
    /// What stands before each open parenthesis.
    calls: Vec<Last>,
    /// Modules, in quotes, by the names that the text gives them.
    modules: FxHashMap<&'t str, String>,
}

impl<'t> Scan<'t> {
    fn describe(&self, last: Last, receiver: &mut String) {
        receiver.clear();
        match last {
            Last::Nothing => {}
            Last::Word(start, length) => receiver.push_str(&self.text[start..start + length]),
            Last::Call(start, length) => match &self.text[start..start + length] {
                "require" => {
                    if let Some(module) = quoted(&self.text[start + length..]) {
                        receiver.push_str(&module);
                    }
                }
                "if" | "while" | "for" | "switch" | "catch" => {}
                callee => {
                    receiver.push_str(callee);
                    receiver.push_str("()");
                }
            },
        }
    }

    /// `x = require('m')`, `import x from 'm'`, `import * as x from 'm'`.
    fn note_module(&mut self, at: usize, length: usize) {
        let word = &self.text[at..at + length];
        let rest = &self.text[at + length..];
        match word {
            "require" => {
                let before = self.text[..at].trim_end();
                let Some(before) = before.strip_suffix('=') else { return };
                let name = last_word(before.trim_end());
                if let Some(module) = quoted(rest)
                    && !name.is_empty()
                {
                    self.modules.insert(name, module);
                }
            }
            "from" => {
                // A longer list of names has a default among them seldom.
                let nearby = &self.text[self.text.floor_char_boundary(at.saturating_sub(NEARBY))..at];
                let Some(import) = nearby.rfind("import") else { return };
                let before = nearby[import + "import".len()..].trim();
                let default = before.split(',').next().unwrap_or_default().trim();
                let name =
                    default.strip_prefix('*').map_or(default, |alias| alias.trim().trim_start_matches("as").trim());
                if let Some(module) = quoted(rest)
                    && !name.is_empty()
                    && name.bytes().all(is_name)
                {
                    self.modules.insert(name, module);
                }
            }
            _ => {}
        }
    }
}

/// The first string of `text`, in single quotes and without `node:`, if nothing but brackets stand before it.
fn quoted(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['(', ' ']);
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let name = &text[1..1 + text[1..].find(quote)?];
    let is_short = name.len() < 100 && !name.contains('\n');
    is_short.then(|| format!("'{}'", name.trim_start_matches("node:")))
}

fn last_word(text: &str) -> &str {
    let length = text.bytes().rev().take_while(|byte| is_name(*byte)).count();
    &text[text.len() - length..]
}

/// The length of the name that starts at `at`; none for a number.
fn name_length(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(byte) if is_name(*byte) && !byte.is_ascii_digit() => word_at(bytes, at).len(),
        _ => 0,
    }
}

/// What was counted in a package: few numbers for many uses.
#[derive(Default)]
pub(crate) struct Counts {
    pairs: FxHashMap<(Arc<str>, Arc<str>), u32>,
    members: FxHashMap<Arc<str>, u32>,
    names: FxHashMap<Arc<str>, ()>,
}

/// More pairs of a package are not kept: those that are used most are.
const PAIRS: usize = 6_000;
const MEMBERS: usize = 3_000;

impl Counts {
    pub fn add(&mut self, text: &str) {
        let Counts { pairs, members, names } = self;
        scan(text, &mut |receiver, member| {
            let mut shared = |name: &str| match names.get_key_value(name) {
                Some((known, ())) => known.clone(),
                None => {
                    let new: Arc<str> = name.into();
                    names.insert(new.clone(), ());
                    new
                }
            };
            let (receiver, member) = (shared(receiver), shared(member));
            // A module's uses are those of its name once more.
            if !receiver.starts_with('\'') {
                *members.entry(member.clone()).or_default() += 1;
            }
            *pairs.entry((receiver, member)).or_default() += 1;
        });
    }

    pub fn into_rows(self) -> Rows {
        let mut pairs: Vec<_> = self
            .pairs
            .into_iter()
            .map(|((receiver, member), count)| (receiver.to_string(), member.to_string(), count))
            .collect();
        pairs.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
        pairs.truncate(PAIRS);
        let mut members: Vec<_> = self.members.into_iter().map(|(member, count)| (member.to_string(), count)).collect();
        members.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        members.truncate(MEMBERS);
        (pairs, members)
    }
}

/// What the project's own files use. It follows the files as they are read.
#[derive(Default)]
pub(crate) struct OwnUsage {
    state: Mutex<OwnState>,
}

#[derive(Default)]
struct OwnState {
    names: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, u32>,
    /// Receiver, then member. Of no receiver, `""`: names that nothing in a file declares, counted once in each file.
    pairs: FxHashMap<u32, FxHashMap<u32, u32>>,
    members: FxHashMap<u32, u32>,
    files: FxHashMap<FileId, Counted>,
}

/// What was counted in one file, to be taken back when it changes.
struct Counted {
    text: TextKey,
    uses: Box<[(u32, u32, u32)]>,
}

/// Of more files nothing is counted: by then it is known what is used how.
const FILES: usize = 20_000;

impl OwnUsage {
    pub fn read(&self, file: FileId, key: TextKey, text: &str, facts: &Facts) {
        {
            let state = lock(&self.state);
            if state.files.get(&file).is_some_and(|counted| counted.text == key) || state.files.len() > FILES {
                return;
            }
        }
        let mut uses: FxHashMap<(String, String), u32> = FxHashMap::default();
        scan(text, &mut |receiver, member| {
            *uses.entry((receiver.to_owned(), member.to_owned())).or_default() += 1;
        });
        for reference in &facts.references {
            if reference.binding.is_none() && reference.usage != Use::Type {
                uses.insert((String::new(), reference.name.to_string()), 1);
            }
        }
        let mut state = lock(&self.state);
        state.take_back(file);
        let uses = uses.into_iter().map(|((receiver, member), count)| {
            let (receiver_id, member_id) = (state.id(&receiver), state.id(&member));
            *state.pairs.entry(receiver_id).or_default().entry(member_id).or_default() += count;
            if counts_as_member(&receiver) {
                *state.members.entry(member_id).or_default() += count;
            }
            (receiver_id, member_id, count)
        });
        let uses = uses.collect();
        state.files.insert(file, Counted { text: key, uses });
    }

    pub fn forget(&self, files: &[FileId]) {
        let mut state = lock(&self.state);
        for file in files {
            state.take_back(*file);
        }
    }

    pub fn members_of(&self, receiver: &str, found: &mut dyn FnMut(&str, u32)) {
        let state = lock(&self.state);
        let Some(members) = state.ids.get(receiver).and_then(|id| state.pairs.get(id)) else { return };
        for (member, count) in members {
            found(&state.names[*member as usize], *count);
        }
    }

    pub fn member(&self, member: &str) -> u32 {
        let state = lock(&self.state);
        state.ids.get(member).and_then(|id| state.members.get(id)).copied().unwrap_or_default()
    }

    /// How many uses there are of all members.
    pub fn total(&self) -> u32 {
        lock(&self.state).members.values().sum()
    }

    /// All members with their counts.
    pub fn members(&self, found: &mut dyn FnMut(&str, u32)) {
        let state = lock(&self.state);
        for (member, count) in &state.members {
            found(&state.names[*member as usize], *count);
        }
    }
}

impl OwnState {
    fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = self.names.len() as u32;
        let name: Arc<str> = name.into();
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    fn take_back(&mut self, file: FileId) {
        let Some(counted) = self.files.remove(&file) else { return };
        for (receiver, member, count) in counted.uses {
            if let Some(members) = self.pairs.get_mut(&receiver) {
                take(members, member, count);
                if members.is_empty() {
                    self.pairs.remove(&receiver);
                }
            }
            if counts_as_member(&self.names[receiver as usize]) {
                take(&mut self.members, member, count);
            }
        }
    }
}

/// A module's uses are those of its name once more, and a name of no receiver is no member.
fn counts_as_member(receiver: &str) -> bool {
    !receiver.is_empty() && !receiver.starts_with('\'')
}

fn take(counts: &mut FxHashMap<u32, u32>, member: u32, count: u32) {
    if let Some(known) = counts.get_mut(&member) {
        *known = known.saturating_sub(count);
        if *known == 0 {
            counts.remove(&member);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(text: &str) -> String {
        let mut uses = Vec::new();
        scan(text, &mut |receiver, member| uses.push(format!("{receiver}.{member}")));
        uses.join(" ")
    }

    #[test]
    fn receivers_are_known_by_their_last_name() {
        assert_eq!(uses("a.b.c(d.e)"), "a.b b.c d.e");
        assert_eq!(uses("res\n  .status(1)\n  .send('a.b')"), "res.status status().send");
        assert_eq!(uses("this.x?.y; a['b'].c; 1.5.toFixed()"), "this.x x.y");
        assert_eq!(uses("if (a) .5; x /* c.d */ .y // e.f"), "x.y");
        assert_eq!(uses("[...a.b]; import.meta.url; `a.b`; /a.b/.test(c)"), "a.b import.meta meta.url");
    }

    #[test]
    fn modules_are_known_by_their_own_name_too() {
        assert_eq!(uses("const f = require('node:fs'); f.x()"), "f.x 'fs'.x");
        assert_eq!(uses("import g, { h } from \"m\"\ng.x; h.y"), "g.x 'm'.x h.y");
        assert_eq!(uses("import * as k from 'm'; k.x"), "k.x 'm'.x");
        assert_eq!(uses("require('m').x"), "'m'.x");
    }

    #[test]
    fn what_a_program_wrote_does_not_count() {
        assert_eq!(uses(&format!("a.b{}", ";c.d()".repeat(100))), "");
    }

    #[test]
    fn counts_follow_files() {
        let usage = OwnUsage::default();
        let read = |file: u32, text: &str| {
            let kind = syntax::SourceKind::SCRIPT;
            let facts = crate::facts::lower(&syntax::parse_tolerant(text, kind), text, kind);
            usage.read(FileId(file), TextKey::of(text), text, &facts);
        };
        let count = |receiver: &str, member: &str| {
            let mut sum = 0;
            usage.members_of(receiver, &mut |name, count| sum += if name == member { count } else { 0 });
            sum
        };
        read(1, "a.b; a.b");
        read(2, "a.b; c.b");
        assert_eq!((count("a", "b"), count("c", "b"), usage.member("b")), (3, 1, 4));
        assert_eq!((count("", "a"), count("", "c"), usage.member("a")), (2, 1, 0));
        read(1, "a.d");
        assert_eq!((count("a", "b"), count("a", "d"), usage.member("b")), (1, 1, 2));
        usage.forget(&[FileId(1), FileId(2)]);
        assert_eq!((count("a", "d"), count("", "a"), usage.member("b")), (0, 0, 0));
    }
}
