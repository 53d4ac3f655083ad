//! Names for what the rewrite adds, chosen so that the program can't contain them.

/// Makes identifiers that don't occur anywhere in a text, not even inside a string or a longer name: nothing the program
/// declares, shadows or evaluates can meet them by accident.
pub(crate) struct Namer<'a> {
    text: &'a str,
}

impl<'a> Namer<'a> {
    pub fn new(text: &'a str) -> Self {
        Namer { text }
    }

    /// A prefix from which any number of names may be made.
    pub fn prefix(&self) -> String {
        self.first_free((0..).map(|number| if number == 0 { "$lode".to_owned() } else { format!("$lode{number}_") }))
    }

    /// A name of exactly `length` characters, so that it can stand in the place of a keyword.
    pub fn exactly(&self, wanted: &str, length: usize) -> String {
        let padded = |number: usize| {
            let digits = if number == 0 { String::new() } else { number.to_string() };
            let stem: String = wanted.chars().chain(std::iter::repeat('_')).take(length - digits.len()).collect();
            stem + &digits
        };
        self.first_free((0..).map(padded))
    }

    fn first_free(&self, mut candidates: impl Iterator<Item = String>) -> String {
        candidates.find(|candidate| !self.text.contains(candidate.as_str())).expect("the candidates never end")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_use_is_not_given() {
        assert_eq!(Namer::new("").prefix(), "$lode");
        assert_eq!(Namer::new("$lodestar $lode1_").prefix(), "$lode2_");
        assert_eq!(Namer::new("").exactly("$ths", 4), "$ths");
        assert_eq!(Namer::new("$ths").exactly("$ths", 4), "$th1");
        assert_eq!(Namer::new("").exactly("$import_meta", 11), "$import_met");
    }
}
