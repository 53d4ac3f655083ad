//! Counting what came out, by server and by kind.

use std::time::Duration;

use super::offers::Standing;

/// The answers of one server to questions of one kind.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    pub asked: usize,
    known: usize,
    listed: usize,
    in_first_ten: usize,
    reciprocal: f64,
}

impl Tally {
    pub(crate) fn add(&mut self, standing: &Standing) {
        self.asked += 1;
        self.known += usize::from(standing.is_known);
        self.listed += usize::from(standing.rank.is_some());
        self.in_first_ten += usize::from(standing.rank.is_some_and(|rank| rank <= 10));
        self.reciprocal += standing.rank.map_or(0.0, |rank| 1.0 / rank as f64);
    }

    /// Known, in the list as known or as a guess, in its first ten, mean reciprocal rank.
    pub(crate) fn cells(&self) -> [String; 4] {
        let share = |part| share(part, self.asked);
        [share(self.known), share(self.listed), share(self.in_first_ten), mean(self.reciprocal, self.asked)]
    }
}

pub(crate) fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.0} %", part as f64 * 100.0 / whole as f64)
}

fn mean(sum: f64, count: usize) -> String {
    if count == 0 {
        return "-".to_owned();
    }
    format!("{:.2}", sum / count as f64)
}

/// The time below which this share of the times lies.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Option<Duration> {
    let mut sorted = times.to_vec();
    sorted.sort();
    let index = (sorted.len() * percent).div_ceil(100);
    sorted.get(index.max(1) - 1).copied()
}

pub(crate) fn milliseconds(time: Option<Duration>) -> String {
    match time.map(|time| time.as_secs_f64() * 1000.0) {
        None => "-".to_owned(),
        Some(time) if time < 100.0 => format!("{time:.1}"),
        Some(time) => format!("{time:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50), Some(Duration::from_millis(50)));
        assert_eq!(percentile(&times, 95), Some(Duration::from_millis(95)));
        assert_eq!(percentile(&times[..1], 99), Some(Duration::from_millis(1)));
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn standings_add_up() {
        let mut tally = Tally::default();
        tally.add(&Standing { rank: Some(2), is_known: true });
        tally.add(&Standing { rank: Some(20), is_known: false });
        tally.add(&Standing::default());
        assert_eq!(tally.cells(), ["33 %", "67 %", "33 %", "0.18"]);
    }
}
