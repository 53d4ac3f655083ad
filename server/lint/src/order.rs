//! Whether names stand in the order that a rule asks for.

use std::cmp::Ordering;

use serde::Deserialize;

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Direction {
    #[default]
    Asc,
    Desc,
}

/// How names are compared.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    pub direction: Direction,
    pub is_case_sensitive: bool,
    /// Numbers in names count as numbers: `a2` comes before `a10`.
    pub is_natural: bool,
}

impl Order {
    /// Whether one name may stand before another.
    pub fn allows(self, before: &str, behind: &str) -> bool {
        self.compare(before, behind) != Ordering::Greater
    }

    /// Which of two names comes first.
    pub fn compare(self, one: &str, other: &str) -> Ordering {
        let ascending = match self.is_case_sensitive {
            true => self.ascending(one, other),
            false => self.ascending(&one.to_lowercase(), &other.to_lowercase()),
        };
        match self.direction {
            Direction::Asc => ascending,
            Direction::Desc => ascending.reverse(),
        }
    }

    fn ascending(self, one: &str, other: &str) -> Ordering {
        if self.is_natural { natural(one, other) } else { one.encode_utf16().cmp(other.encode_utf16()) }
    }
}

fn natural(mut one: &str, mut other: &str) -> Ordering {
    loop {
        let (digits, more_digits) = (leading_digits(one), leading_digits(other));
        if digits > 0 && more_digits > 0 {
            let numbers = (one[..digits].trim_start_matches('0'), other[..more_digits].trim_start_matches('0'));
            let by_length = numbers.0.len().cmp(&numbers.1.len());
            let ordering = by_length.then_with(|| numbers.0.cmp(numbers.1));
            if ordering != Ordering::Equal {
                return ordering;
            }
            (one, other) = (&one[digits..], &other[more_digits..]);
            continue;
        }
        let (letter, more) = (one.chars().next(), other.chars().next());
        match letter.map(rank).cmp(&more.map(rank)) {
            Ordering::Equal => {
                let Some(letter) = letter else { return Ordering::Equal };
                (one, other) = (&one[letter.len_utf8()..], &other[letter.len_utf8()..]);
            }
            ordering => return ordering,
        }
    }
}

/// Signs come before digits, and these before letters.
fn rank(letter: char) -> (u8, char) {
    let kind = match letter {
        _ if letter.is_ascii_punctuation() => 0,
        _ if letter.is_ascii_digit() => 1,
        _ => 2,
    };
    (kind, letter)
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_order() {
        let order = Order { direction: Direction::Asc, is_case_sensitive: true, is_natural: false };
        assert!(order.allows("B", "a") && order.allows("a10", "a2") && order.allows("a", "a"));
        let natural = Order { is_natural: true, is_case_sensitive: false, ..order };
        assert!(natural.allows("a2", "A10") && !natural.allows("a10", "a2") && natural.allows("a02", "a2b"));
        assert!(natural.allows("_", "a") && !natural.allows("A", "_"));
        let back = Order { direction: Direction::Desc, ..order };
        assert!(back.allows("b", "a") && !back.allows("a", "b"));
    }
}
