//! Names that may have been meant.

/// Names that differ more are others.
const FAR: usize = 4;

/// The name that is most like this one, if one is.
pub fn nearest<'n>(name: &str, all: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = all.into_iter().map(|known| (distance(name, known), known)).min()?;
    (near.0 < FAR.min(name.len())).then_some(near.1)
}

/// How many characters have to be changed, put in or taken out to come from one name to the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, byte) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (to, against) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(byte != against);
            diagonal = row[to + 1];
            row[to + 1] = changed.min(row[to] + 1).min(row[to + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_meant() {
        let names = ["no-undef", "no-undef-init", "curly"];
        assert_eq!(nearest("no-undeff", names), Some("no-undef"));
        assert_eq!(nearest("culry", names), Some("curly"));
        assert_eq!(nearest("indent", names), None);
        assert_eq!(nearest("", names), None);
    }
}
