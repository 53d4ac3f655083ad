//! Everything that was measured, and how it is shown: tables for people, and each number for whoever wants to check.

use std::fmt::Write;
use std::time::Duration;

use super::definitions::{self, DefinitionRecord};
use super::offers::Standing;
use super::positions::{IDENTIFIERS, MEMBERS, SPECIFIERS};
use super::tally::{Tally, milliseconds, percentile};
use crate::bench::table::Table;

#[derive(Default)]
pub(crate) struct Report {
    pub servers: Vec<&'static str>,
    pub records: Vec<Record>,
    pub definitions: Vec<DefinitionRecord>,
    pub measures: Vec<Measure>,
    pub notes: Vec<String>,
}

/// One question, and what each server answered.
pub(crate) struct Record {
    pub part: Part,
    pub class: &'static str,
    /// Counts for its class only.
    pub is_extra: bool,
    /// `project file:line:column name`
    pub question: String,
    /// In the order of the servers.
    pub outcomes: Vec<Outcome>,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Outcome {
    pub standing: Standing,
    pub took: Duration,
    pub is_missing: bool,
}

/// What is asked about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    MembersAfterDot,
    MembersOneLetter,
    Identifiers,
    Specifiers,
    SpecifiersOneLetter,
    Imports,
}

/// A number of each server, perhaps of several rounds.
pub(crate) struct Measure {
    pub name: String,
    pub unit: Unit,
    /// In the order of the servers; of each all that was measured, `None` for what didn't happen in time.
    pub values: Vec<Vec<Option<f64>>>,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Unit {
    Milliseconds,
    Megabytes,
}

impl Part {
    const ALL: [Part; 6] = [
        Part::MembersAfterDot,
        Part::MembersOneLetter,
        Part::Identifiers,
        Part::Specifiers,
        Part::SpecifiersOneLetter,
        Part::Imports,
    ];

    /// As the table has it.
    fn title(self) -> &'static str {
        match self {
            Part::MembersAfterDot => "Members, right after the dot, by receiver",
            Part::MembersOneLetter => "Members, one letter typed, by receiver",
            Part::Identifiers => "Names in scope, one letter typed",
            Part::Specifiers => "Specifiers, nothing typed of the last part",
            Part::SpecifiersOneLetter => "Specifiers, one letter typed of the last part",
            Part::Imports => "Names to be imported from the right module, three letters typed, by module",
        }
    }

    fn short(self) -> &'static str {
        match self {
            Part::MembersAfterDot => "members after the dot",
            Part::MembersOneLetter => "members, one letter",
            Part::Identifiers => "names in scope",
            Part::Specifiers => "specifiers",
            Part::SpecifiersOneLetter => "specifiers, one letter",
            Part::Imports => "names to be imported",
        }
    }

    fn classes(self) -> &'static [&'static str] {
        match self {
            Part::MembersAfterDot | Part::MembersOneLetter => MEMBERS,
            Part::Identifiers => IDENTIFIERS,
            Part::Specifiers | Part::SpecifiersOneLetter | Part::Imports => SPECIFIERS,
        }
    }
}

impl Report {
    pub(crate) fn tables(&self) -> String {
        let mut text = String::new();
        for part in Part::ALL {
            if let Some(table) = self.standings(part) {
                let _ = writeln!(text, "{table}");
            }
        }
        if !self.definitions.is_empty() {
            let _ = writeln!(text, "{}", definitions::table(&self.servers, &self.definitions));
        }
        if !self.records.is_empty() {
            let _ = writeln!(text, "{}", self.latency());
        }
        for (unit, title) in [(Unit::Milliseconds, "Times, ms"), (Unit::Megabytes, "Memory, MB resident")] {
            if let Some(table) = self.numbers(unit, title) {
                let _ = writeln!(text, "{table}");
            }
        }
        for note in &self.notes {
            let _ = writeln!(text, "note: {note}");
        }
        text
    }

    /// Every question and number, a line each.
    pub(crate) fn raw(&self) -> String {
        let mut text = format!("Answers of {}: known or guessed, rank, ms\n", self.servers.join(", "));
        for record in &self.records {
            let _ = write!(text, "{} | {} | {}", record.part.short(), record.class, record.question);
            for outcome in &record.outcomes {
                let rank = outcome.standing.rank.map_or("-".to_owned(), |rank| rank.to_string());
                let kind = match (outcome.is_missing, outcome.standing.is_known, outcome.standing.rank) {
                    (true, ..) => "late",
                    (_, true, _) => "known",
                    (_, _, Some(_)) => "guess",
                    _ => "no",
                };
                let _ = write!(text, " | {kind} {rank} {}", milliseconds(Some(outcome.took)));
            }
            text.push('\n');
        }
        for record in &self.definitions {
            let _ = writeln!(text, "{record}");
        }
        for measure in &self.measures {
            let _ = writeln!(text, "{}", measure.name);
            for (server, values) in self.servers.iter().zip(&measure.values) {
                let values: Vec<String> =
                    values.iter().map(|value| value.map_or("-".to_owned(), |value| format!("{value:.1}"))).collect();
                let _ = writeln!(text, "  {server}: {}", values.join(" "));
            }
        }
        text
    }

    fn standings(&self, part: Part) -> Option<Table> {
        let of_part: Vec<&Record> = self.records.iter().filter(|record| record.part == part).collect();
        if of_part.is_empty() {
            return None;
        }
        let mut table = Table::grouped(part.title(), &["n"], &self.servers, &["known", "in list", "1-10", "rank"]);
        let mut row = |name: &str, records: &[&Record]| {
            if records.is_empty() {
                return;
            }
            let mut cells = vec![records.len().to_string()];
            for server in 0..self.servers.len() {
                let mut tally = Tally::default();
                records.iter().for_each(|record| tally.add(&record.outcomes[server].standing));
                cells.extend(tally.cells());
            }
            table.row(name, cells);
        };
        for class in part.classes() {
            let of_class: Vec<&Record> = of_part.iter().copied().filter(|record| record.class == *class).collect();
            row(class, &of_class);
        }
        let drawn_from_all: Vec<&Record> = of_part.iter().copied().filter(|record| !record.is_extra).collect();
        row("all", &drawn_from_all);
        Some(table)
    }

    fn latency(&self) -> Table {
        let title = "Time of a completion after the edit before it, ms";
        let mut table = Table::grouped(title, &["n"], &self.servers, &["p50", "p95", "p99"]);
        let mut row = |name: &str, records: Vec<&Record>| {
            if records.is_empty() {
                return;
            }
            let mut cells = vec![records.len().to_string()];
            for server in 0..self.servers.len() {
                let times: Vec<Duration> = records.iter().map(|record| record.outcomes[server].took).collect();
                cells.extend([50, 95, 99].map(|percent| milliseconds(percentile(&times, percent))));
            }
            table.row(name, cells);
        };
        for part in Part::ALL {
            row(part.short(), self.records.iter().filter(|record| record.part == part).collect());
        }
        row("all", self.records.iter().collect());
        table
    }

    fn numbers(&self, unit: Unit, title: &str) -> Option<Table> {
        let of_unit: Vec<&Measure> = self.measures.iter().filter(|measure| measure.unit == unit).collect();
        if of_unit.is_empty() {
            return None;
        }
        let mut table = Table::new(title, &self.servers);
        for measure in of_unit {
            table.row(&measure.name, measure.values.iter().map(|values| middle(values)));
        }
        Some(table)
    }
}

/// The middle of the values; what didn't happen counts as longer than everything else.
fn middle(values: &[Option<f64>]) -> String {
    let mut sorted: Vec<f64> = values.iter().map(|value| value.unwrap_or(f64::INFINITY)).collect();
    sorted.sort_by(f64::total_cmp);
    match sorted.get(sorted.len() / 2) {
        None => "-".to_owned(),
        Some(value) if value.is_infinite() => "never".to_owned(),
        Some(value) if *value < 100.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
    }
}
