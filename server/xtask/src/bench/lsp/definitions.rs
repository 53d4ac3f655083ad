//! Where servers say that something is defined, and whether they agree.
//!
//! What most of them say counts as right; where no two agree, what TypeScript's own servers say. A declaration file and a source of
//! the same package count as the same package: some servers lead to what runs, others to what declares it. Each server brings a copy
//! of the language's library: there a file is its name, and a line is its text.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::tally::share;
use crate::bench::table::Table;

/// A question, and the places that each server names, in the order of the servers.
pub(crate) struct DefinitionRecord {
    pub question: String,
    pub targets: Vec<Vec<Target>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Target {
    path: PathBuf,
    line: Line,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Line {
    /// From 0.
    Number(u64),
    Text(String),
}

impl Target {
    fn new(path: PathBuf, line: u64) -> Target {
        let path = fs::canonicalize(&path).unwrap_or(path);
        let Some(library) = library_file(&path) else { return Target { path, line: Line::Number(line) } };
        let text = fs::read_to_string(&path).unwrap_or_default();
        let text = text.lines().nth(line as usize).unwrap_or_default().trim();
        Target { path: library, line: Line::Text(text.to_owned()) }
    }
}

/// `lib.es5.d.ts`, `node/fs.d.ts`, wherever it is.
fn library_file(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str().filter(|name| name.ends_with(".d.ts"))?;
    let folder = path.parent()?;
    if name.starts_with("lib.") {
        return Some(PathBuf::from(name));
    }
    let is_node = folder.ends_with("node_modules/@types/node") || folder.ends_with("node") && is_of_lode(folder);
    is_node.then(|| Path::new("node").join(name))
}

/// Whether Lode wrote it into its cache, to be looked at.
fn is_of_lode(folder: &Path) -> bool {
    folder.components().any(|part| part.as_os_str() == "library")
}

/// The places in an answer to `textDocument/definition`, of any of the protocol's shapes.
pub(crate) fn targets(result: &Value) -> Vec<Target> {
    let all: Vec<&Value> = match result {
        Value::Array(all) => all.iter().collect(),
        Value::Object(_) => vec![result],
        _ => vec![],
    };
    all.into_iter()
        .filter_map(|place| {
            let uri = place["targetUri"].as_str().or_else(|| place["uri"].as_str())?;
            let range =
                [&place["targetSelectionRange"], &place["range"]].into_iter().find(|range| range.is_object())?;
            Some(Target::new(path_of(uri), range["start"]["line"].as_u64()?))
        })
        .collect()
}

pub(crate) fn table(servers: &[&'static str], records: &[DefinitionRecord]) -> Table {
    let judged: Vec<(&DefinitionRecord, Target)> =
        records.iter().filter_map(|record| Some((record, expected(servers, record)?))).collect();
    let title = "Definitions: answered, and agreement with what most servers say";
    let mut table = Table::new(title, servers);
    let count = |test: &dyn Fn(&[Target], &Target) -> bool| -> Vec<String> {
        (0..servers.len())
            .map(|server| {
                let agreeing = judged.iter().filter(|(record, right)| test(&record.targets[server], right)).count();
                share(agreeing, judged.len())
            })
            .collect()
    };
    let answered: Vec<String> = (0..servers.len())
        .map(|server| {
            let answered = records.iter().filter(|record| !record.targets[server].is_empty()).count();
            share(answered, records.len())
        })
        .collect();
    table.row(format!("answered, of {}", records.len()), answered);
    table.row(
        format!("same package or file, of {}", judged.len()),
        count(&|targets, right| targets.iter().any(|target| home(&target.path) == home(&right.path))),
    );
    table.row("same file", count(&|targets, right| targets.iter().any(|target| target.path == right.path)));
    table.row("same line", count(&|targets, right| targets.contains(right)));
    table
}

/// What counts as right.
fn expected(servers: &[&'static str], record: &DefinitionRecord) -> Option<Target> {
    let mut votes: HashMap<&Target, usize> = HashMap::new();
    for targets in &record.targets {
        let mut own: Vec<&Target> = targets.iter().collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|target| *votes.entry(target).or_default() += 1);
    }
    let most = votes.iter().max_by_key(|(target, count)| (**count, std::cmp::Reverse(**target)));
    if let Some((target, 2..)) = most {
        return Some((*target).clone());
    }
    // The one that knows more of JavaScript first.
    ["tsls", "ts7"].iter().find_map(|name| {
        let server = servers.iter().position(|server| server == name)?;
        record.targets[server].first().cloned()
    })
}

/// The package in which a file of `node_modules` is, that whose types it declares, or the file itself.
fn home(path: &Path) -> String {
    let text = path.to_string_lossy();
    let Some((_, below)) = text.rsplit_once("/node_modules/") else { return text.into_owned() };
    let below = below.strip_prefix("@types/").unwrap_or(below);
    let names = if below.starts_with('@') { 2 } else { 1 };
    let name: Vec<&str> = below.split('/').take(names).collect();
    name.join("/").trim_start_matches('@').replace('/', "__")
}

fn path_of(uri: &str) -> PathBuf {
    let text = uri.strip_prefix("file://").unwrap_or(uri);
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match escaped.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

impl fmt::Display for DefinitionRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "definition | {}", self.question)?;
        for targets in &self.targets {
            let shown = targets.first().map_or("-".to_owned(), |target| {
                let text = target.path.to_string_lossy().into_owned();
                let short = text.rsplit_once("/bench/lsp/").map_or(text.as_str(), |(_, short)| short);
                match &target.line {
                    Line::Number(line) => format!("{short}:{}", line + 1),
                    Line::Text(line) => format!("{short}: {line}"),
                }
            });
            write!(out, " | {shown}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn target(path: &str, line: u64) -> Target {
        Target { path: path.into(), line: Line::Number(line) }
    }

    #[test]
    fn every_shape_of_an_answer_is_read() {
        let range = |line| json!({ "start": { "line": line, "character": 0 }, "end": { "line": 9, "character": 0 } });
        let place = json!({ "uri": "file:///no%20a.js", "range": range(3) });
        let link = json!({ "targetUri": "file:///no/b.js", "targetRange": range(1), "targetSelectionRange": range(2) });
        assert_eq!(targets(&place), [target("/no a.js", 3)]);
        assert_eq!(targets(&json!([place, link])), [target("/no a.js", 3), target("/no/b.js", 2)]);
        assert_eq!(targets(&Value::Null), []);
    }

    #[test]
    fn most_votes_are_right() {
        let right = |answers: [&[&str]; 3]| {
            let targets = answers.map(|paths| paths.iter().map(|path| target(path, 1)).collect()).to_vec();
            let record = DefinitionRecord { question: String::new(), targets };
            expected(&["lode", "ts7", "tsls"], &record).map(|target| target.path.display().to_string())
        };
        assert_eq!(right([&["/a"], &["/a", "/b"], &["/c"]]).as_deref(), Some("/a"));
        assert_eq!(right([&["/a"], &[], &["/b"]]).as_deref(), Some("/b"));
        assert_eq!(right([&["/a"], &[], &[]]), None);
    }

    #[test]
    fn declarations_and_sources_have_one_home() {
        assert_eq!(home(Path::new("/a/node_modules/@types/b/i.d.ts")), home(Path::new("/a/node_modules/b/i.js")));
        assert_eq!(home(Path::new("/node_modules/@types/b__c/i.d.ts")), home(Path::new("/node_modules/@b/c/i.js")));
        assert_ne!(home(Path::new("/a/b.js")), home(Path::new("/a/c.js")));
    }
}
