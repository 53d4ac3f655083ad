//! All that is known of a run: events put together, probe by probe.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::counts::Counts;
use crate::preview::Preview;
use crate::shape::Shape;
use crate::{Enforced, Event, Place, Probe, ProbeKind, Refused};

/// Grows as events come in; never shrinks while a run goes on.
#[derive(Clone, Debug, Default)]
pub struct State {
    files: Vec<File>,
    values: BTreeMap<u32, Told>,
    pub logs: Vec<Log>,
    pub failure: Option<Failure>,
    /// What holds the program, if it is in a sandbox.
    pub enforced: Option<Enforced>,
    /// What the sandbox refused, each once.
    pub refused: Vec<Refused>,
    /// What CommonJS modules export.
    pub exports: BTreeMap<PathBuf, Shape>,
}

#[derive(Clone, Debug)]
struct File {
    path: PathBuf,
    first: u32,
    probes: Vec<Probe>,
}

/// What one probe told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// How often it was reached, as far as it was told.
    pub hits: u64,
    /// The first values, and some of those that followed.
    pub history: Vec<Value>,
    pub last: Option<Value>,
    /// What the values were like, as far as previews do not tell it.
    pub(crate) shape: Shape,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    pub hit: u64,
    /// Milliseconds since the program began.
    pub at: f64,
    /// Of a promise: when it was seen to be settled, which may have been some time before.
    pub settled: Option<f64>,
    pub preview: Preview,
    pub is_late: bool,
}

/// What the program wrote.
#[derive(Clone, PartialEq, Debug)]
pub struct Log {
    pub method: String,
    pub values: Vec<Preview>,
    pub place: Option<Place>,
}

/// What nothing caught.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    pub value: Preview,
    pub frames: Vec<Place>,
}

/// A probe with what it told, for who shows it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'s> {
    pub number: u32,
    pub probe: &'s Probe,
    pub told: Option<&'s Told>,
}

/// Values kept of one probe besides the last.
const HISTORY: usize = 32;
/// Logs kept.
const LOGS: usize = 10_000;
/// Refusals kept.
const REFUSED: usize = 50;
/// Modules of which it is known what they export.
const MODULES: usize = 200;
/// Values of a probe that say what its values are like.
const ALIKE: usize = 8;

impl State {
    pub fn take(&mut self, event: Event) {
        match event {
            Event::Started { enforced } => self.enforced = enforced,
            Event::Refused { refused } => {
                if self.refused.len() < REFUSED && !self.refused.contains(&refused) {
                    self.refused.push(refused);
                }
            }
            Event::Ready { .. } | Event::Loaded { .. } | Event::LoadedBuiltin { .. } => {}
            Event::Probed { file, first, probes } => {
                // A text may be read in one way and then run in another: what was never reached of the first is not there.
                self.files.retain(|known| {
                    let mut numbers = known.first..known.first + known.probes.len() as u32;
                    known.path != file || numbers.any(|number| self.values.contains_key(&number))
                });
                self.files.push(File { path: file, first, probes });
            }
            Event::Value { probe, hit, at, value, is_late } => {
                let told = self.values.entry(probe).or_default();
                told.hits = told.hits.max(hit);
                let value = Value { hit, at, settled: None, preview: value, is_late };
                if told.history.len() < HISTORY && !is_late {
                    told.history.push(value.clone());
                }
                if told.last.as_ref().is_none_or(|last| last.hit <= hit) {
                    told.last = Some(value);
                }
            }
            Event::Shape { probe, shape } => {
                if let Some(told) = self.values.get_mut(&probe) {
                    told.shape.merge(shape);
                }
            }
            Event::Exports { file, shape } => {
                if self.exports.len() < MODULES {
                    self.exports.insert(file, shape);
                }
            }
            Event::Settled { probe, hit, at, value, is_rejected } => self.settle(probe, hit, at, value, is_rejected),
            Event::Log { method, values, place } => {
                if self.logs.len() < LOGS {
                    self.logs.push(Log { method, values, place });
                }
            }
            Event::Thrown { value, frames } => self.failure = Some(Failure { value, frames }),
        }
    }

    fn settle(&mut self, probe: u32, hit: u64, at: f64, value: Preview, is_rejected: bool) {
        let Some(told) = self.values.get_mut(&probe) else { return };
        for known in told.history.iter_mut().chain(&mut told.last).filter(|known| known.hit == hit) {
            let name = if is_rejected { "rejected" } else { "fulfilled" }.to_owned();
            known.preview.members = vec![crate::Member { name, key: None, value: value.clone() }];
            known.settled = Some(at);
        }
    }

    /// What the worker wrote down and did not say, since it was busy to its end.
    pub fn complete(&mut self, counts: &Counts) {
        for file in &self.files {
            for (index, probe) in file.probes.iter().enumerate() {
                let number = file.first + index as u32;
                let hits = counts.hits(number);
                if hits == 0 {
                    continue;
                }
                let told = self.values.entry(number).or_default();
                if told.hits >= hits {
                    continue;
                }
                told.hits = hits;
                if let (true, Some(last)) = (probe.kind != ProbeKind::Block, counts.last(number)) {
                    let preview = Preview { text: number_text(last), ..Preview::default() };
                    told.last = Some(Value { hit: hits, at: 0.0, settled: None, preview, is_late: false });
                }
            }
        }
    }

    /// The probes of a file, in the order of the text.
    pub fn shown(&self, path: &Path) -> Vec<Shown<'_>> {
        let mut shown: Vec<Shown> = self
            .files
            .iter()
            .filter(|file| file.path == path)
            .flat_map(|file| (0..file.probes.len()).map(|index| self.shown_of(file, index)))
            .collect();
        shown.sort_by_key(|shown| (shown.probe.end, shown.probe.start));
        shown
    }

    /// One probe.
    pub fn probe(&self, number: u32) -> Option<Shown<'_>> {
        let file =
            self.files.iter().find(|file| (file.first..file.first + file.probes.len() as u32).contains(&number))?;
        Some(self.shown_of(file, (number - file.first) as usize))
    }

    /// A block that has no count of its own is counted by the probe that it begins with.
    fn shown_of<'s>(&'s self, file: &'s File, index: usize) -> Shown<'s> {
        let probe = &file.probes[index];
        let number = file.first + index as u32;
        let counts_it = |next: &Probe| match next.kind {
            ProbeKind::Parameter | ProbeKind::Loop => true,
            ProbeKind::Return => (probe.start..=probe.end).contains(&next.end) && probe.start <= next.start,
            _ => false,
        };
        let is_counted_by_next = probe.kind == ProbeKind::Block && file.probes.get(index + 1).is_some_and(counts_it);
        let next = is_counted_by_next.then_some(number + 1);
        let told = self.values.get(&number).or_else(|| self.values.get(&next?));
        Shown { number, probe, told }
    }

    /// The probe that was reached most often: where an endless loop is.
    pub fn hottest(&self) -> Option<(&Path, Shown<'_>)> {
        let all =
            self.files.iter().flat_map(|file| self.shown(&file.path).into_iter().map(|shown| (&*file.path, shown)));
        all.max_by_key(|(_, shown)| shown.told.map_or(0, |told| told.hits))
    }
}

impl Told {
    /// What its values were like.
    pub fn shape(&self) -> Shape {
        let mut shape = self.shape.clone();
        for value in self.history.iter().take(ALIKE).chain(&self.last) {
            shape.merge(Shape::from(&value.preview));
        }
        shape
    }
}

/// A number as JavaScript writes it.
fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{number:e}");
        return if size > 1.0 { text.replace('e', "e+") } else { text };
    }
    if number == 0.0 && number.is_sign_negative() { "-0".to_owned() } else { format!("{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_does() {
        let texts = [1.5, -0.0, 1e21, 1.5e-7, f64::NAN, -f64::INFINITY, 123_456_789_012_345_680_000.0].map(number_text);
        assert_eq!(texts, ["1.5", "-0", "1e+21", "1.5e-7", "NaN", "-Infinity", "123456789012345680000"]);
    }
}
