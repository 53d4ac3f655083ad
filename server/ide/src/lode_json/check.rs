//! What is wrong with a lode.json, and with the configurations of others: what Lode does not understand of them.

use lint::Severity as Level;
use lint::config::{rule_index, rule_step};
use project::Snapshot;
use source::{FileId, TextRange};
use syntax::json::{Dialect, Document, NodeId, Value, parse};

use super::is_configuration;
use super::schema::Part;
use crate::diagnostics::{Diagnostic, Severity};
use crate::lint::Linting;

/// `None`: the file is no configuration.
pub(crate) fn diagnostics(snapshot: &Snapshot, file: FileId, linting: Option<Linting>) -> Option<Vec<Diagnostic>> {
    if !is_configuration(snapshot, file) {
        return of_others(snapshot, file, linting);
    }
    let text = snapshot.text(file)?;
    let document = parse(text.text(), Dialect::WithComments);
    let mut checker = Checker { document: &document, found: Vec::new() };
    if let Some(root) = document.root {
        checker.value(root, &Part::root());
    }
    let mut found = checker.found;
    found.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    Some(found)
}

/// What was not understood of a configuration that another program reads, where its words are.
fn of_others(snapshot: &Snapshot, file: FileId, linting: Option<Linting>) -> Option<Vec<Diagnostic>> {
    let path = snapshot.path(file);
    let name = path.file_name()?.to_str()?;
    if !name.contains("oxlintrc")
        && !name.starts_with(".eslintrc")
        && !name.trim_start_matches('.').starts_with("biome.json")
    {
        return None;
    }
    let text = snapshot.text(file)?;
    let notes = linting.map(|linting| linting.linter.notes(&path)).unwrap_or_default();
    let place = |note: &str| {
        let word = note.split('`').nth(1)?;
        let at = text.text().find(&format!("\"{word}\""))? as u32;
        Some(TextRange::new(at, at + word.len() as u32 + 2))
    };
    let first = TextRange::new(0, text.text().lines().next().map_or(0, str::len) as u32);
    let told = notes.into_iter().map(|note| {
        let range = place(&note).unwrap_or(first);
        Diagnostic::new(range, Severity::Information, "configuration", note)
    });
    Some(told.collect())
}

struct Checker<'c> {
    document: &'c Document,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn tell(&mut self, range: TextRange, severity: Severity, message: String) {
        self.found.push(Diagnostic::new(range, severity, "configuration", message));
    }

    fn value(&mut self, node: NodeId, part: &Part) {
        let document = self.document;
        let range = document[node].range;
        let kind = match &document[node].value {
            Value::Missing => return,
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if part.is_unknown() {
            return;
        }
        if !part.allows(kind) {
            let kinds = part.kinds().join(" or ");
            return self.tell(range, Severity::Error, format!("this is of kind {kind}, but {kinds} is expected"));
        }
        match &document[node].value {
            Value::Object(members) => {
                for member in members {
                    self.member(&member.name, member.name_range, member.value, part);
                }
            }
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    self.value(*entry, &part.entry(index));
                }
            }
            Value::String(word) if part.is_closed("string") => {
                let values: Vec<&str> = part.values().into_iter().filter_map(|value| value.as_str()).collect();
                if !values.contains(&word.as_str()) {
                    let list = values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(", ");
                    self.tell(range, Severity::Error, format!("\"{word}\" means nothing here; there are {list}"));
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, name: &str, name_range: TextRange, value: NodeId, around: &Part) {
        let of = around.member(name);
        let is_rule_list = around.names().iter().any(|(known, _)| lint::rule(known).is_some());
        if is_rule_list {
            return self.rule(name, name_range, value);
        }
        if of.is_unknown() && !around.has_other_names() {
            let known = around.names();
            let near = lint::nearest(name, known.iter().map(|(known, _)| *known));
            let hint = near.map(|near| format!("; is `{near}` meant?")).unwrap_or_default();
            return self.tell(name_range, Severity::Warning, format!("nothing reads `{name}` here{hint}"));
        }
        self.value(value, &of);
    }

    /// Rules are read by the linter itself: it says what is wrong.
    fn rule(&mut self, name: &str, name_range: TextRange, node: NodeId) {
        let Some(index) = rule_index(name) else {
            let near = lint::nearest(name, lint::RULES.iter().map(|rule| rule.name));
            let hint = near.map(|near| format!("; is `{near}` meant?")).unwrap_or_default();
            return self.tell(name_range, Severity::Error, format!("there is no rule `{name}`{hint}"));
        };
        if self.document[node].value == Value::Missing {
            return;
        }
        let value = self.plain(node, 0);
        let level = value.get(0).unwrap_or(&value);
        let range = match self.document.entries(node).first() {
            Some(first) if Level::of(level).is_none() => self.document[*first].range,
            _ => self.document[node].range,
        };
        if let Err(error) = rule_step(index, &value) {
            self.tell(range, Severity::Error, format!("`{name}` {}", error.0));
        }
    }

    fn plain(&self, node: NodeId, depth: usize) -> serde_json::Value {
        /// Deeper values are no options.
        const DEPTH: usize = 100;
        match &self.document[node].value {
            _ if depth > DEPTH => serde_json::Value::Null,
            Value::Null | Value::Missing => serde_json::Value::Null,
            Value::Boolean(boolean) => (*boolean).into(),
            Value::Number(number) => number.parse().map_or(serde_json::Value::Null, serde_json::Value::Number),
            Value::String(text) => text.as_str().into(),
            Value::Array(entries) => entries.iter().map(|entry| self.plain(*entry, depth + 1)).collect(),
            Value::Object(members) => {
                let members = members.iter().map(|it| (it.name.clone(), self.plain(it.value, depth + 1)));
                serde_json::Value::Object(members.collect())
            }
        }
    }
}
