//! What is shown at the ends of lines.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use source::{Encoding, LineColumn, LineIndex, Terminators, TextRange};

use crate::preview::{Kind, Preview};
use crate::state::{Shown, State, Told, Value};
use crate::{Place, Probe, ProbeKind, one_line};

/// Something to be shown at the end of a line.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    pub kind: ItemKind,
    /// One line, with an `…` where it was cut.
    pub text: String,
    /// What it is about, in bytes of the text.
    pub range: TextRange,
    /// The probe that told it, if one did; [`crate::hover`] has more of it.
    pub probe: Option<u32>,
    /// How often there was such a value.
    pub hits: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ItemKind {
    Variable,
    Expression,
    Assignment,
    Return,
    Parameter,
    Loop,
    Log,
    Error,
    /// `//=>` was right.
    Right,
    /// `//=>` was wrong; the text says what it is.
    Wrong,
}

impl ItemKind {
    /// What stands before the text of such an item.
    pub fn sign(self) -> &'static str {
        match self {
            ItemKind::Log => "» ",
            ItemKind::Error => "✗ ",
            ItemKind::Right => "✓",
            ItemKind::Wrong => "✗ it is ",
            _ => "",
        }
    }

    /// Where there is no room for all of a line, the least is shown first: what went wrong, what the program says, what comes of the
    /// line; what it was given stands elsewhere too.
    pub fn rank(self) -> u8 {
        match self {
            ItemKind::Error | ItemKind::Wrong | ItemKind::Right => 0,
            ItemKind::Log => 1,
            ItemKind::Variable | ItemKind::Expression | ItemKind::Assignment | ItemKind::Return => 2,
            ItemKind::Parameter | ItemKind::Loop => 3,
        }
    }
}

impl From<ProbeKind> for ItemKind {
    fn from(kind: ProbeKind) -> ItemKind {
        match kind {
            ProbeKind::Variable => ItemKind::Variable,
            ProbeKind::Expression | ProbeKind::Block => ItemKind::Expression,
            ProbeKind::Assignment => ItemKind::Assignment,
            ProbeKind::Return => ItemKind::Return,
            ProbeKind::Parameter => ItemKind::Parameter,
            ProbeKind::Loop => ItemKind::Loop,
        }
    }
}

/// Values of one probe that are shown beside each other.
const SHOWN: usize = 3;

/// What went wrong is told as a whole, unless it is a novel.
const ERROR: usize = 400;

/// What is to be shown of a file, by line from 0. Each text is at most `width` characters.
pub fn lines(text: &str, path: &Path, state: &State, width: usize) -> BTreeMap<u32, Vec<Item>> {
    let index = LineIndex::new(text, Terminators::JavaScript);
    let line_of = |offset: u32| index.position(text, offset, Encoding::Utf8).line;
    let mut lines: BTreeMap<u32, Vec<Item>> = BTreeMap::new();
    for shown in state.shown(path) {
        let Some(items) = items_of(text, &shown, width) else { continue };
        lines.entry(line_of(shown.probe.end)).or_default().extend(items);
    }
    for log in &state.logs {
        let Some(place) = log.place.as_ref().filter(|place| place.file == path) else { continue };
        let items = lines.entry(place.line).or_default();
        let said: Vec<String> = log.values.iter().map(|value| logged(value, width)).collect();
        let range = range_at(text, &index, place);
        items.push(Item { kind: ItemKind::Log, text: said.join(" "), range, probe: None, hits: 1 });
    }
    lines.values_mut().for_each(merge_logs);
    if let Some(failure) = &state.failure
        && let Some(place) = failure.frames.iter().find(|place| place.file == path)
    {
        let text_of_error = one_line(&failure.value, ERROR);
        let range = range_at(text, &index, place);
        let item = Item { kind: ItemKind::Error, text: text_of_error, range, probe: None, hits: 1 };
        lines.entry(place.line).or_default().push(item);
    }
    lines
}

/// From a place to the end of the word that begins there, or of one character.
fn range_at(text: &str, index: &LineIndex, place: &Place) -> TextRange {
    let position = LineColumn { line: place.line, column: place.column };
    let start = index.offset(text, position, Encoding::Utf16);
    let rest = index.line_text(text, place.line);
    let rest = rest.get((start - index.line_start(place.line)) as usize..).unwrap_or_default();
    let is_of_word = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
    let word = rest.find(|character| !is_of_word(character)).unwrap_or(rest.len());
    let length = if word == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { word };
    TextRange::new(start, start + length as u32)
}

/// A text is logged as it is.
fn logged(value: &Preview, width: usize) -> String {
    if value.kind == Kind::Text && value.more == 0 { value.text.replace('\n', "↵") } else { one_line(value, width) }
}

/// Of what one line logs over and over the beginning, and how often.
fn merge_logs(items: &mut Vec<Item>) {
    let logs = items.iter().filter(|item| item.kind == ItemKind::Log).count();
    if logs <= SHOWN {
        return;
    }
    let mut seen = 0;
    items.retain(|item| {
        seen += usize::from(item.kind == ItemKind::Log);
        item.kind != ItemKind::Log || seen < SHOWN || seen == logs
    });
    if let Some(last) = items.iter_mut().rfind(|item| item.kind == ItemKind::Log) {
        last.text = format!("… {} ×{logs}", last.text);
        last.hits = logs as u64;
    }
}

fn items_of(text: &str, shown: &Shown, width: usize) -> Option<Vec<Item>> {
    let Shown { number, probe, told } = *shown;
    let item = |kind, text| Item {
        kind,
        text,
        range: TextRange::new(probe.start, probe.end),
        probe: Some(number),
        hits: told.map_or(0, |told| told.hits),
    };
    if let Some(expected) = &probe.expected {
        let is = told.and_then(|told| told.last.as_ref()).map(|value| one_line(&value.preview, usize::MAX));
        return Some(vec![match is {
            Some(is) if *expected == is => item(ItemKind::Right, String::new()),
            Some(is) => item(ItemKind::Wrong, is),
            None => item(ItemKind::Wrong, "not reached".to_owned()),
        }]);
    }
    let told = told?;
    let is_for_its_effect = probe.kind == ProbeKind::Expression || is_body_of_arrow(text, probe);
    if probe.kind == ProbeKind::Block || is_for_its_effect && !probe.is_asked && says_nothing(told) {
        return None;
    }
    let values = values_text(told, width);
    let text = match name(text, probe) {
        Some(name) => format!("{name} = {values}"),
        None => values,
    };
    Some(vec![item(probe.kind.into(), text)])
}

/// The name that a value is shown with where the line does not say it alone: of parameters, loops, declarations that take apart.
fn name<'t>(text: &'t str, probe: &Probe) -> Option<&'t str> {
    let place = text.get(probe.start as usize..probe.end as usize).unwrap_or_default();
    let is_name = !place.contains(|character: char| character.is_whitespace() || "=({[".contains(character));
    match probe.kind {
        ProbeKind::Parameter | ProbeKind::Loop => Some(place),
        ProbeKind::Variable if is_name => Some(place),
        _ => None,
    }
}

/// `() => f()`, which gives what f gives whether anybody wants it or not.
fn is_body_of_arrow(text: &str, probe: &Probe) -> bool {
    let before = text.get(..probe.start as usize).unwrap_or_default();
    probe.kind == ProbeKind::Return
        && before.trim_end_matches(|one: char| one == '(' || one.is_whitespace()).ends_with("=>")
}

/// What a call gives that is made for what it does: nothing, or a timer.
fn says_nothing(told: &Told) -> bool {
    told.history.iter().chain(&told.last).all(|Value { preview, .. }| match preview.kind {
        Kind::Plain => preview.text == "undefined",
        Kind::Object => preview.text == "Timeout" || preview.text == "Immediate",
        _ => false,
    })
}

fn values_text(told: &Told, width: usize) -> String {
    let share = if told.hits > 1 { width / 2 } else { width };
    let all: Vec<String> = told.history.iter().map(|value| one_line(&value.preview, share)).collect();
    let last = told.last.as_ref().map(|value| one_line(&value.preview, share));
    if told.hits as usize <= SHOWN && all.len() == told.hits as usize {
        return all.join(", ");
    }
    let beginning = all[..all.len().min(SHOWN - 1)].join(", ");
    match last {
        Some(last) if all.iter().chain([&last]).all(|one| *one == last) => format!("{last} ×{}", told.hits),
        Some(last) => format!("{beginning} … {last} ×{}", told.hits),
        None => format!("{beginning} ×{}", told.hits),
    }
}
