//! Whether a program wrote a text for machines.

/// A text of this size with lines like these was written by a program.
const SMALL: usize = 5_000;
const LONGEST_LINE: usize = 5_000;
const LONG_LINES: usize = 200;

pub fn is_minified(bytes: &[u8]) -> bool {
    if bytes.len() < SMALL {
        return false;
    }
    let (mut lines, mut longest, mut start) = (0, 0, 0);
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        lines += 1;
        longest = longest.max(end - start);
        start = end + 1;
    }
    longest > LONGEST_LINE || bytes.len() / lines > LONG_LINES
}
