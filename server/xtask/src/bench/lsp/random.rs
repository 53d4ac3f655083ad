//! Numbers that look drawn and are the same for the same seed, on every machine and in every build.

/// The splitmix64 generator.
pub(crate) struct Random(u64);

impl Random {
    /// One for each purpose: what is drawn for one doesn't change what is drawn for another.
    pub(crate) fn new(purpose: &[&str], seed: u64) -> Random {
        let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
        for byte in purpose.iter().flat_map(|part| part.bytes().chain([0])) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Random(state)
    }

    /// `count` of them, or all if there are fewer, in the order in which they came.
    pub(crate) fn draw<T>(&mut self, all: Vec<T>, count: usize) -> Vec<T> {
        let mut keyed: Vec<(u64, usize, T)> =
            all.into_iter().enumerate().map(|(index, item)| (self.next(), index, item)).collect();
        keyed.sort_by_key(|(key, index, _)| (*key, *index));
        keyed.truncate(count);
        keyed.sort_by_key(|(_, index, _)| *index);
        keyed.into_iter().map(|(_, _, item)| item).collect()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| Random::new(&["a", "b"], seed).draw((0..1000).collect(), 5);
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert!(draw(1).is_sorted());
        assert_eq!(Random::new(&[], 1).draw(vec![1, 2], 5), [1, 2]);
    }
}
