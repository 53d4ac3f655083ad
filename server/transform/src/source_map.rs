//! Source maps, as far as the runtime needs them: a sorted table to look positions up in, and its JSON form (version 3)
//! for `module.findSourceMap` and debuggers.

use serde::{Deserialize, Serialize};

use crate::positions::Position;

/// One mapping: generated line and column, original line and column; all from 0, columns in UTF-16 units.
pub type Mapping = [u32; 4];

/// Mappings of one printed text to its one original.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct SourceMap {
    /// Sorted by generated position.
    pub mappings: Vec<Mapping>,
}

impl SourceMap {
    /// The original of a generated position: that of the nearest mapping at or before it on its line.
    pub fn original(&self, generated: Position) -> Option<Position> {
        let Position { line, column } = generated;
        let next = self.mappings.partition_point(|mapping| (mapping[0], mapping[1]) <= (line, column));
        let nearest = self.mappings[..next].last().filter(|mapping| mapping[0] == line);
        // What the printer put before the first mapping of a line belongs to it.
        let nearest = nearest.or_else(|| self.mappings.get(next).filter(|mapping| mapping[0] == line));
        nearest.map(|mapping| Position { line: mapping[2], column: mapping[3] })
    }

    /// The map as JSON. `file` names the original, `content` is its text.
    pub fn to_json(&self, file: &str, content: &str) -> String {
        let map = serde_json::json!({
            "version": 3,
            "sources": [file],
            "sourcesContent": [content],
            "names": [],
            "mappings": self.encoded(),
        });
        map.to_string()
    }

    fn encoded(&self) -> String {
        let mut result = String::new();
        let (mut line, mut column, mut source_line, mut source_column) = (0, 0, 0, 0);
        let mut first_of_line = true;
        for [at_line, at_column, to_line, to_column] in &self.mappings {
            while line < *at_line {
                result.push(';');
                line += 1;
                column = 0;
                first_of_line = true;
            }
            if !first_of_line {
                result.push(',');
            }
            first_of_line = false;
            push_vlq(&mut result, i64::from(*at_column) - column);
            push_vlq(&mut result, 0);
            push_vlq(&mut result, i64::from(*to_line) - source_line);
            push_vlq(&mut result, i64::from(*to_column) - source_column);
            column = i64::from(*at_column);
            source_line = i64::from(*to_line);
            source_column = i64::from(*to_column);
        }
        result
    }
}

/// Base-64 groups of five bits, least significant first, the sign in the lowest bit.
fn push_vlq(result: &mut String, value: i64) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut rest = if value < 0 { ((-value) << 1) | 1 } else { value << 1 };
    loop {
        let digit = rest & 31;
        rest >>= 5;
        let more = if rest > 0 { 32 } else { 0 };
        result.push(DIGITS[(digit | more) as usize] as char);
        if rest == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mapping_before_a_position_counts() {
        let map = SourceMap { mappings: vec![[0, 4, 2, 0], [0, 9, 2, 7], [2, 0, 5, 1]] };
        let at = |line, column| map.original(Position { line, column }).map(|p| (p.line, p.column));
        assert_eq!(at(0, 0), Some((2, 0)));
        assert_eq!(at(0, 8), Some((2, 0)));
        assert_eq!(at(0, 30), Some((2, 7)));
        assert_eq!(at(1, 0), None);
    }

    #[test]
    fn json_is_version_three() {
        let map = SourceMap { mappings: vec![[0, 0, 0, 0], [0, 16, 1, 2], [2, 1, 0, 5]] };
        assert_eq!(map.encoded(), "AAAA,gBACE;;CADG");
        assert!(map.to_json("a.ts", "x").starts_with(r#"{"version":3,"sources":["a.ts"]"#));
    }
}
