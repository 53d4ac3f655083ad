//! Disallows numbers that cannot be kept as they are written.
//!
//! ## Why
//! A number has 53 bits: `9007199254740993` becomes `9007199254740992`, without a word.
//!
//! ## Bad
//! ```js
//! const id = 9007199254740993;
//! ```
//!
//! ## Good
//! ```js
//! const id = 9007199254740993n;
//! ```

use syntax::ast::Number;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-loss-of-precision", Correctness, Error, None);

/// A number with so few characters is always kept, if it has no exponent.
const SHORT: usize = 15;

/// More digits than this no number keeps.
const MOST_DIGITS: usize = 100;

fn run(file: &File, report: &mut Report) {
    for (_, number) in file.nodes.all::<Number>() {
        let text = file.source_of(number);
        if text.len() <= SHORT && !text.contains(['e', 'E']) {
            continue;
        }
        let text = text.replace('_', "").to_ascii_lowercase();
        let is_kept = match digits_of_radix(&text) {
            Some((digits, bits)) => fits(digits, bits),
            None => is_decimal_kept(&text, number.value),
        };
        if !is_kept {
            let message = format!("this number becomes `{}`: it has more digits than a number keeps", number.value);
            report.at(number.range(), message);
        }
    }
}

/// The digits of a number that is not decimal, and how many bits each has.
fn digits_of_radix(text: &str) -> Option<(&str, u32)> {
    let rest = text.strip_prefix('0')?;
    match rest.as_bytes().first()? {
        b'x' => Some((&rest[1..], 4)),
        b'o' => Some((&rest[1..], 3)),
        b'b' => Some((&rest[1..], 1)),
        _ => rest.bytes().all(|digit| matches!(digit, b'0'..=b'7')).then_some((rest, 3)),
    }
}

/// Whether not more than 53 bits lie between the first and the last that is set.
fn fits(digits: &str, bits: u32) -> bool {
    let mut position = 0;
    let mut first = None;
    let mut last = 0;
    for digit in digits.chars().filter_map(|digit| digit.to_digit(1 << bits)) {
        for bit in (0..bits).rev() {
            position += 1;
            if digit >> bit & 1 == 1 {
                first.get_or_insert(position);
                last = position;
            }
        }
    }
    first.is_none_or(|first| last - first < 53)
}

/// Whether the value, written with as many digits, is the same number.
fn is_decimal_kept(text: &str, value: f64) -> bool {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('0');
    let zeros = if whole.is_empty() { fraction.len() - fraction.trim_start_matches('0').len() } else { 0 };
    let mut digits = format!("{whole}{}", &fraction[zeros..]);
    if !mantissa.contains('.') {
        digits.truncate(digits.trim_end_matches('0').len());
    }
    if digits.is_empty() {
        return true;
    }
    let (Ok(exponent), true) = (exponent.parse::<i64>(), digits.len() <= MOST_DIGITS && value.is_finite()) else {
        return false;
    };
    let exponent = exponent + whole.len() as i64 - 1 - zeros as i64;
    let kept = format!("{value:.*e}", digits.len() - 1);
    let (kept_digits, kept_exponent) = kept.split_once('e').unwrap_or((&kept, "0"));
    kept_digits.replace('.', "") == digits && kept_exponent.parse() == Ok(exponent)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn decimal_numbers() {
        check(
            &RULE,
            "
a = [9007199254740991, 9007199254740993];
//                     ^^^^^^^^^^^^^^^^ becomes `9007199254740992`
a = [12300000000000000000000000, 0.00000000000000000000000123, 5e-324, 0e5];
a = [2e999, 1e-350, .1230000000000000000000000];
//   ^^^^^
//          ^^^^^^
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^
",
        );
    }

    #[test]
    fn other_numbers() {
        check(
            &RULE,
            "
a = [0x1FFFFFFFFFFFFF, 0x20000000000001, 0x20000000000000];
//                     ^^^^^^^^^^^^^^^^
",
        );
    }
}
