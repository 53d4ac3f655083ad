//! From a place in what the engine ran back to the place in what the person wrote.

use serde::{Deserialize, Serialize};

use crate::source_map::SourceMap;

/// From `column` of the compiled `line` on, columns are `delta` too high. Lines and columns count from 0, in UTF-16 units,
/// without the wrapper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "(u32, u32, i32)", into = "(u32, u32, i32)")]
pub struct Shift {
    pub line: u32,
    pub column: u32,
    pub delta: i32,
}

impl From<(u32, u32, i32)> for Shift {
    fn from((line, column, delta): (u32, u32, i32)) -> Self {
        Shift { line, column, delta }
    }
}

impl From<Shift> for (u32, u32, i32) {
    fn from(shift: Shift) -> Self {
        (shift.line, shift.column, shift.delta)
    }
}

/// Line and column in the original text, both from 0, columns in UTF-16 units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// How the positions of one compiled text relate to the original.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Positions {
    /// What stands before the program on line 0, in UTF-16 units.
    pub prologue_length: u32,
    /// Sorted by line and column.
    pub shifts: Vec<Shift>,
    /// Only when the text had to be printed anew (JSX, enums, decorators, `using`): leads from the text to which `shifts`
    /// refer to the original.
    pub source_map: Option<SourceMap>,
    /// Where the text itself differs from what the person wrote: probes were put in first.
    #[serde(skip)]
    pub probes: Vec<Shift>,
}

impl Positions {
    /// Whether every position but those of line 0 is its own original.
    pub fn is_plain(&self) -> bool {
        self.shifts.is_empty() && self.source_map.is_none() && self.probes.is_empty()
    }

    /// The original of a position that the engine reported, line and column from 0.
    pub fn original(&self, line: u32, column: u32) -> Position {
        let column = if line == 0 { column.saturating_sub(self.prologue_length) } else { column };
        let position = Position { line, column: unshifted(&self.shifts, line, column) };
        let Position { line, column } = match &self.source_map {
            Some(map) => map.original(position).unwrap_or(position),
            None => position,
        };
        Position { line, column: unshifted(&self.probes, line, column) }
    }
}

fn unshifted(shifts: &[Shift], line: u32, column: u32) -> u32 {
    let next = shifts.partition_point(|shift| (shift.line, shift.column) <= (line, column));
    let delta = |shift: &Shift| if shift.line == line { shift.delta } else { 0 };
    let before = next.checked_sub(1).map_or(0, |index| delta(&shifts[index]));
    let moved = (column as i32 - before).max(0) as u32;
    match shifts.get(next) {
        // Inside an insertion: its place, not what lies behind it.
        Some(shift) if shift.line == line => moved.min((shift.column as i32 - shift.delta).max(0) as u32),
        _ => moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insertions_are_taken_back() {
        // `a = await b` became `a = r(s(), await b)`, behind a wrapper of 10.
        let shifts = vec![Shift { line: 0, column: 11, delta: 7 }, Shift { line: 0, column: 19, delta: 8 }];
        let positions = Positions { prologue_length: 10, shifts, ..Positions::default() };
        let column = |column: u32| positions.original(0, column + 10).column;
        assert_eq!(column(0), 0);
        assert_eq!(column(4), 4);
        assert_eq!(column(6), 4);
        assert_eq!(column(11), 4);
        assert_eq!(column(17), 10);
        assert_eq!(column(19), 11);
        assert_eq!(positions.original(1, 30), Position { line: 1, column: 30 });
        assert_eq!(positions.original(0, 3), Position { line: 0, column: 0 });
    }
}
