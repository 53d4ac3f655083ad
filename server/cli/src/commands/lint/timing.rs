//! `--timing`: how long each rule has taken, on all threads together.

use std::sync::Arc;
use std::time::Duration;

use anstyle::{AnsiColor, Color, Style};
use lint::{Clock, RULES};

const NAME: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// More rules are told of together.
const SHOWN: usize = 10;

/// As wide as the longest bar.
const BAR: f64 = 24.0;

/// `clocks`: one for each rule of the table.
pub fn table(clocks: &[Arc<Clock>]) -> String {
    let mut rows: Vec<(&str, Duration)> =
        RULES.iter().zip(clocks).map(|(rule, clock)| (rule.name, clock.time())).collect();
    rows.retain(|(_, time)| !time.is_zero());
    rows.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    let total: Duration = rows.iter().map(|(_, time)| *time).sum();
    if rows.is_empty() {
        return format!("{QUIET}no rule has run{QUIET:#}\n");
    }
    let (shown, rest) = rows.split_at(rows.len().min(SHOWN));
    let others = format!("{} others", rest.len());
    let names = shown.iter().map(|(name, _)| name.len()).chain([others.len(), "rule".len()]);
    let width = names.max().unwrap_or(0);
    let mut out = format!("\n{TITLE}{:width$}  {:>11}  {:>7}{TITLE:#}\n", "rule", "time", "share");
    let mut row = |name: &str, style: Style, time: Duration| {
        let share = time.as_secs_f64() / total.as_secs_f64();
        let bar = "▇".repeat((share * BAR).round() as usize);
        let milliseconds = time.as_secs_f64() * 1000.0;
        out.push_str(&format!(
            "{style}{name:width$}{style:#}  {milliseconds:>8.1} ms  {:>5.1} %  {QUIET}{bar}{QUIET:#}\n",
            share * 100.0
        ));
    };
    for (name, time) in shown {
        row(name, NAME, *time);
    }
    if !rest.is_empty() {
        row(&others, QUIET, rest.iter().map(|(_, time)| *time).sum());
    }
    row("all rules", TITLE, total);
    out
}
