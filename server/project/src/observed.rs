//! What values were like when files ran: shapes at places of a text, and of what a module exports.
//!
//! Invariants: what was observed is known of one text alone. An edit moves the places that it does not touch and drops the others; of
//! a file that changed in any other way nothing is known any more. The room for all of it is bounded: what was not observed for
//! longest goes first.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use source::{Edit, FileId, TextRange};
use values::shape::Shape;

use crate::store::TextKey;

/// Places of one file.
const PLACES: usize = 2000;
/// Parts and members of all shapes together: a few megabytes.
const WEIGHT: usize = 100_000;

/// What a run tells of one file.
#[derive(Clone, Debug)]
pub struct Observation {
    pub path: PathBuf,
    observed: Observed,
}

/// What is known of one file.
#[derive(Clone, Debug)]
pub struct Observed {
    text: TextKey,
    /// By place, each once.
    places: Arc<[(TextRange, Shape)]>,
    exports: Option<Arc<Shape>>,
}

impl Observation {
    /// `text`: what the file held when it ran. `places`: expressions and names by what they were like. `exports`: what
    /// `module.exports` was.
    pub fn new(path: PathBuf, text: &str, places: Vec<(TextRange, Shape)>, exports: Option<Shape>) -> Observation {
        let mut places: Vec<_> = places.into_iter().filter(|(_, shape)| shape.says_something()).collect();
        places.truncate(PLACES);
        places.sort_by_key(|(range, _)| *range);
        // Two probes of one place: a statement that is what an arrow gives.
        places.dedup_by(|next, known| {
            let is_same = next.0 == known.0;
            if is_same {
                known.1.merge(std::mem::take(&mut next.1));
            }
            is_same
        });
        let exports = exports.filter(Shape::says_something).map(Arc::new);
        Observation { path, observed: Observed { text: TextKey::of(text), places: places.into(), exports } }
    }

    pub(crate) fn is_of(&self, text: &str) -> bool {
        self.observed.is_of(text)
    }
}

impl Observed {
    /// What was seen at exactly this place.
    pub fn at(&self, range: TextRange) -> Option<&Shape> {
        let index = self.places.binary_search_by_key(&range, |(range, _)| *range).ok()?;
        Some(&self.places[index].1)
    }

    /// What `module.exports` was.
    pub fn exports(&self) -> Option<&Shape> {
        self.exports.as_deref()
    }

    pub(crate) fn is_of(&self, text: &str) -> bool {
        self.text == TextKey::of(text)
    }

    /// The places in a text that is so much longer as `length` says by what stands for `replaced`: as it would be with a name at the
    /// cursor.
    pub fn around(&self, replaced: TextRange, length: u32) -> Observed {
        let places =
            self.places.iter().filter_map(|(range, shape)| Some((moved(*range, replaced, length)?, shape.clone())));
        Observed { places: places.collect(), ..self.clone() }
    }

    /// For the text after these edits, each of which refers to the text after the one before.
    pub fn after(&self, edits: &[Edit], text: &str) -> Observed {
        let place = |range: TextRange| {
            edits.iter().try_fold(range, |range, edit| moved(range, edit.range, edit.text.len() as u32))
        };
        let places = self.places.iter().filter_map(|(range, shape)| Some((place(*range)?, shape.clone())));
        // What a module exports depends on all of its text.
        Observed { text: TextKey::of(text), places: places.collect(), exports: None }
    }

    /// What is newer goes before what is known; what is not told again may still be so, as long as its text is the same.
    fn with(&self, newer: &Observed) -> Observed {
        let mut places: Vec<(TextRange, Shape)> = newer.places.to_vec();
        let kept = self.places.iter().filter(|(range, _)| newer.at(*range).is_none());
        places.extend(kept.take(PLACES.saturating_sub(newer.places.len())).cloned());
        places.sort_by_key(|(range, _)| *range);
        let exports = newer.exports.clone().or_else(|| self.exports.clone());
        Observed { text: self.text, places: places.into(), exports }
    }

    fn weight(&self) -> usize {
        let places: usize = self.places.iter().map(|(_, shape)| 1 + shape.weight()).sum();
        1 + places + self.exports.as_ref().map_or(0, |shape| shape.weight())
    }
}

/// Where a place is after `replaced` has given way to so many bytes; `None`: it was touched.
fn moved(range: TextRange, replaced: TextRange, length: u32) -> Option<TextRange> {
    if replaced.end() <= range.start() {
        let moved = |offset: u32| offset - replaced.len() + length;
        return Some(TextRange::new(moved(range.start()), moved(range.end())));
    }
    (replaced.start() >= range.end()).then_some(range)
}

/// What is known of all files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observations {
    by_file: FxHashMap<FileId, Slot>,
    /// Counts what was taken in.
    clock: u64,
    weight: usize,
}

#[derive(Clone, Debug)]
struct Slot {
    observed: Arc<Observed>,
    weight: usize,
    told: u64,
}

impl Observations {
    pub fn of(&self, file: FileId) -> Option<&Arc<Observed>> {
        Some(&self.by_file.get(&file)?.observed)
    }

    pub fn is_empty(&self) -> bool {
        self.by_file.is_empty()
    }

    /// A number that stays the same while nothing else is known of any file but this.
    pub fn state_beside(&self, file: FileId) -> u64 {
        let others = self.by_file.iter().filter(|(other, _)| **other != file);
        others.fold(0, |state, (other, slot)| state ^ ((u64::from(other.0) << 40) + slot.told))
    }

    /// Takes in what a run has told.
    pub fn take(&mut self, file: FileId, observation: &Observation) {
        let newer = &observation.observed;
        let merged = match self.of(file) {
            Some(known) if known.text == newer.text => known.with(newer),
            _ => newer.clone(),
        };
        self.put(file, merged);
    }

    /// Follows edits of a file.
    pub fn edited(&mut self, file: FileId, edits: &[Edit], text: &str) {
        if let Some(after) = self.of(file).map(|observed| observed.after(edits, text)) {
            self.put(file, after);
        }
    }

    fn put(&mut self, file: FileId, observed: Observed) {
        self.clock += 1;
        let (weight, told) = (observed.weight(), self.clock);
        let before = self.by_file.insert(file, Slot { observed: Arc::new(observed), weight, told });
        self.weight = self.weight + weight - before.map_or(0, |slot| slot.weight);
        while self.weight > WEIGHT {
            let others = self.by_file.iter().filter(|(other, _)| **other != file);
            let Some(oldest) = others.min_by_key(|(_, slot)| slot.told).map(|(other, _)| *other) else { return };
            self.weight -= self.by_file.remove(&oldest).map_or(0, |slot| slot.weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(json: &str) -> Shape {
        Shape::from(&serde_json::from_str::<serde_json::Value>(json).expect("JSON"))
    }

    fn observation(text: &str, place: &str, json: &str) -> Observation {
        let start = text.find(place).expect("a place") as u32;
        let range = TextRange::new(start, start + place.len() as u32);
        Observation::new(PathBuf::from("/a.js"), text, vec![(range, shape(json))], None)
    }

    /// What is known of the text behind `[…]` after `<…|…>` was replaced.
    #[track_caller]
    fn check(text: &str, is_kept: bool) {
        let old: String = text.replace(['[', ']', '<'], "");
        let (head, tail) = old.split_once('|').expect("an edit");
        let (fresh, rest) = tail.split_once('>').expect("its end");
        let before = format!("{head}{rest}");
        let plain = text.replace(['[', ']'], "");
        let start = plain.find('<').expect("an edit") as u32;
        let edit = Edit::replace(TextRange::new(start, head.len() as u32), fresh.to_owned());
        let after = source::apply(&before, std::slice::from_ref(&edit));
        let mut observations = Observations::default();
        observations.take(FileId(0), &observation(&before, "place", "{\"a\":1}"));
        observations.edited(FileId(0), std::slice::from_ref(&edit), &after);
        let known = observations.of(FileId(0)).expect("it is known");
        assert!(known.is_of(&after));
        assert_eq!(known.places.len(), usize::from(is_kept), "{text}");
        if let [(range, _)] = &known.places[..] {
            assert_eq!(range.slice(&after), "place");
        }
    }

    #[test]
    fn places_follow_the_text_and_go_with_it() {
        check("a [place] <b|cc>", true);
        check("<a|> [place] b", true);
        check("<|a >[place]", true);
        check("[place]<|.b>", true);
        check("a [pl<a|>ce] b", false);
        check("a <[place]|place> b", false);
        check("<a [place] b|>", false);
    }

    #[test]
    fn what_is_told_again_is_as_it_is_now() {
        let text = "a, b";
        let mut observations = Observations::default();
        observations.take(FileId(0), &observation(text, "a", "1"));
        observations.take(FileId(0), &observation(text, "b", "1"));
        observations.take(FileId(0), &observation(text, "a", "\"x\""));
        let known = observations.of(FileId(0)).expect("it is known");
        assert_eq!(known.at(TextRange::new(0, 1)), Some(&shape("\"x\"")));
        assert_eq!(known.at(TextRange::new(3, 4)), Some(&shape("1")));
        // Of another text nothing is kept.
        observations.take(FileId(0), &observation("a; b", "a", "1"));
        assert_eq!(observations.of(FileId(0)).map(|known| known.places.len()), Some(1));
    }

    #[test]
    fn what_is_known_of_others() {
        let text = "a, b";
        let mut observations = Observations::default();
        observations.take(FileId(1), &observation(text, "a", "1"));
        observations.take(FileId(2), &observation(text, "a", "1"));
        let beside = [1, 2, 3].map(|file| observations.state_beside(FileId(file)));
        observations.edited(FileId(1), &[Edit::replace(TextRange::new(0, 0), " ".to_owned())], " a, b");
        let after = [1, 2, 3].map(|file| observations.state_beside(FileId(file)));
        assert_eq!([0, 1, 2].map(|index| beside[index] == after[index]), [true, false, false]);
    }

    #[test]
    fn there_is_room_for_so_much() {
        let all: String = (0..300).map(|number| format!("\"k{number}\":{number},")).collect();
        let json = format!("{{{}}}", all.trim_end_matches(','));
        let mut observations = Observations::default();
        for file in 0..1000 {
            observations.take(FileId(file), &observation("place", "place", &json));
        }
        assert!(observations.weight <= WEIGHT && observations.of(FileId(999)).is_some());
        assert!(observations.of(FileId(0)).is_none());
        let counted: usize = observations.by_file.values().map(|slot| slot.weight).sum();
        assert_eq!(counted, observations.weight);
    }
}
