//! What a client has been told of a file's values, and what it is to be told next: what is new, ten times a second at most.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use source::{Encoding, SourceText};
use tower_lsp_server::ls_types::{Range, Uri};

use super::follow::PAUSE;
use super::hints::cut;
use super::messages::{Coverage, Item, State, ValuesParams, WIDTH, runs};
use super::shown::{Placed, Shown};
use crate::to_lsp;

/// In so long a time a client is told at most [`MOST_TIMES`] times.
const SECOND: Duration = Duration::from_secs(1);
const MOST_TIMES: usize = 10;
/// Items of one message; those that are on the screen come first.
const MOST_ITEMS: usize = 200;

#[derive(Default)]
pub(super) struct Telling {
    told: FxHashMap<u64, Item>,
    head: Option<Head>,
    /// Of the last second.
    times: VecDeque<Instant>,
    due: Option<Instant>,
}

#[derive(Clone, PartialEq, Debug)]
struct Head {
    run: u64,
    state: State,
    message: Option<String>,
    coverage: Option<Coverage>,
}

/// A file as it is to be told.
pub(super) struct Subject<'s> {
    pub uri: &'s Uri,
    pub version: i32,
    pub text: &'s SourceText,
    pub encoding: Encoding,
    pub shown: &'s Shown,
    pub visible: Option<Range>,
}

impl Telling {
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    pub fn is_due(&self) -> bool {
        self.due.is_some_and(|at| at <= Instant::now())
    }

    /// Something is to be told, a moment after what was told before.
    pub fn wanted(&mut self) {
        let now = Instant::now();
        let at = self.times.back().map_or(now, |last| now.max(*last + PAUSE));
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    /// Something is to be told at once, unless too much was.
    pub fn wanted_now(&mut self) {
        let now = Instant::now();
        while self.times.front().is_some_and(|first| now.duration_since(*first) >= SECOND) {
            self.times.pop_front();
        }
        if self.times.len() < MOST_TIMES { self.due = Some(now) } else { self.wanted() }
    }

    /// Nobody is to be told.
    pub fn unwanted(&mut self) {
        self.due = None;
    }

    /// What is to be told now, if anything.
    pub fn tell(&mut self, subject: &Subject) -> Option<ValuesParams> {
        self.due = None;
        let shown = subject.shown;
        let run = shown.run.as_ref().map_or(0, |run| run.id);
        let head = Head {
            run,
            state: shown.state,
            message: shown.message.as_deref().map(str::to_owned),
            coverage: coverage(subject),
        };
        let is_full = self.head.as_ref().is_none_or(|head| head.run != run);
        if is_full {
            self.told.clear();
        }
        let mut removed: Vec<u64> = Vec::new();
        let ids: rustc_hash::FxHashSet<u64> = shown.items.iter().map(|item| item.id).collect();
        self.told.retain(|id, _| {
            let stays = ids.contains(id);
            removed.extend((!stays).then_some(*id));
            stays
        });
        removed.sort_unstable();
        let mut items: Vec<Item> = shown.items.iter().map(|item| told(subject, item)).collect();
        items.retain(|item| self.told.get(&item.id) != Some(item));
        let is_visible =
            |item: &Item| subject.visible.is_none_or(|range| (range.start.line..=range.end.line).contains(&item.line));
        items.sort_by_key(|item| (!is_visible(item), item.line));
        let has_more = items.len() > MOST_ITEMS;
        items.truncate(MOST_ITEMS);
        if !is_full && items.is_empty() && removed.is_empty() && self.head.as_ref() == Some(&head) {
            return None;
        }
        self.told.extend(items.iter().map(|item| (item.id, item.clone())));
        self.head = Some(head.clone());
        if self.times.len() >= MOST_TIMES {
            self.times.pop_front();
        }
        self.times.push_back(Instant::now());
        if has_more {
            self.wanted();
        }
        Some(ValuesParams {
            uri: subject.uri.clone(),
            version: subject.version,
            run_id: run,
            state: head.state,
            message: head.message,
            full: is_full,
            items,
            removed: if is_full { Vec::new() } else { removed },
            coverage: head.coverage,
        })
    }
}

fn told(subject: &Subject, item: &Placed) -> Item {
    let range = to_lsp::range(subject.text, item.range, subject.encoding);
    Item {
        id: item.id,
        line: range.end.line,
        range,
        kind: item.kind,
        text: cut(&item.text, WIDTH),
        hover: item.hover.as_deref().map(str::to_owned),
        count: (item.hits > 1).then_some(item.hits),
        has_members: item.has_members,
        stale: item.is_stale,
    }
}

/// While a program is busy it is too early to say what it does not reach.
fn coverage(subject: &Subject) -> Option<Coverage> {
    let shown = subject.shown;
    if shown.run.is_none() || matches!(shown.state, State::Running | State::Stale | State::Off) {
        return None;
    }
    let lines = values::missed_lines(subject.text.text(), subject.text.lines(), &shown.missed);
    Some(Coverage { missed: runs(&lines.whole), partly: runs(&lines.partly) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use source::TextRange;
    use values::ItemKind;

    fn item(id: u64, at: u32, text: &str) -> Placed {
        Placed {
            id,
            range: TextRange::new(at, at + 1),
            kind: ItemKind::Variable,
            text: text.into(),
            hover: None,
            hits: 1,
            has_members: false,
            is_stale: false,
        }
    }

    /// `full? id=text@line -removed`
    fn tell(telling: &mut Telling, text: &str, items: Vec<Placed>) -> Option<String> {
        let mut shown = Shown::new();
        shown.items = items.into();
        let subject = Subject {
            uri: &crate::uris::parse("file:///a.js").unwrap(),
            version: 1,
            text: &SourceText::new("/a.js", text),
            encoding: Encoding::Utf16,
            shown: &shown,
            visible: None,
        };
        let told = telling.tell(&subject)?;
        let items = told.items.iter().map(|item| format!("{}={}@{}", item.id, item.text, item.line));
        let removed = told.removed.iter().map(|id| format!("-{id}"));
        Some(items.chain(removed).chain(told.full.then(|| "full".to_owned())).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_is_new_is_told() {
        let mut telling = Telling::default();
        let mut tell = |text, items| tell(&mut telling, text, items);
        assert_eq!(tell("a\nb", vec![item(1, 0, "x"), item(2, 2, "y")]).unwrap(), "1=x@0 2=y@1 full");
        assert_eq!(tell("a\nb", vec![item(1, 0, "x"), item(2, 2, "y")]), None);
        assert_eq!(tell("a\nb", vec![item(1, 0, "x"), item(2, 2, "z")]).unwrap(), "2=z@1");
        assert_eq!(tell("a\n\nb", vec![item(1, 0, "x"), item(2, 3, "z")]).unwrap(), "2=z@2");
        assert_eq!(tell("a\n\nb", vec![item(2, 3, "z")]).unwrap(), "-1");
    }

    #[test]
    fn not_too_often() {
        let mut telling = Telling::default();
        for number in 0..30 {
            telling.wanted_now();
            if telling.is_due() {
                tell(&mut telling, "a", vec![item(1, 0, &number.to_string())]).unwrap();
            }
        }
        assert_eq!(telling.times.len(), MOST_TIMES);
        assert!(telling.due().is_some_and(|at| at > Instant::now()));
    }
}
