//! `lode query`: one question of an editor, asked at a terminal or by a script: what can be typed at a place, what stands there,
//! where it is made.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use ide::FilePosition;
use project::{Change, Project, ProjectOptions, Snapshot};
use source::{DiskFileSystem, Encoding, LineColumn};

use crate::arguments::{QueryArguments, Question};

/// As much stack as analysis may take.
const STACK: usize = 64 << 20;

/// Items that are printed of a list.
const ITEMS: usize = 20;

pub fn run(arguments: QueryArguments) -> anyhow::Result<ExitCode> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || answer(&arguments))?;
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn answer(arguments: &QueryArguments) -> anyhow::Result<ExitCode> {
    let (path, place) = place(&arguments.place)?;
    let path = std::path::absolute(&path)?;
    let snapshot = open(&path)?;
    let Some(file) = snapshot.file(&path) else { bail!("cannot read `{}`; is there such a file?", path.display()) };
    let Some(text) = snapshot.text(file) else { bail!("cannot read `{}` as text", path.display()) };
    let at = FilePosition { file, offset: text.offset(place, Encoding::Utf16) };
    let is_cancelled = || false;
    let lines = match arguments.question {
        Question::Complete => completions(&snapshot, at, arguments.json),
        Question::Hover => match ide::hover(&snapshot, at, &is_cancelled) {
            Some(hover) if arguments.json => {
                vec![serde_json::json!({ "code": hover.code, "documentation": hover.documentation }).to_string()]
            }
            Some(hover) => [hover.code, hover.documentation].into_iter().filter(|part| !part.is_empty()).collect(),
            None => Vec::new(),
        },
        Question::Definition => definitions(&snapshot, at, arguments.json),
    };
    if lines.is_empty() {
        anstream::eprintln!("nothing is known of {}", arguments.place);
        return Ok(ExitCode::FAILURE);
    }
    for line in lines {
        anstream::println!("{line}");
    }
    Ok(ExitCode::SUCCESS)
}

/// `FILE:LINE:COL`, both from 1, columns in UTF-16 as editors show them.
fn place(text: &str) -> anyhow::Result<(PathBuf, LineColumn)> {
    let mut parts = text.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok()).filter(|number| *number > 0);
    match (number(), number()) {
        (Some(column), Some(line)) => {
            let path = parts.next().filter(|path| !path.is_empty()).context("a file is wanted before the line")?;
            Ok((PathBuf::from(path), LineColumn { line: line - 1, column: column - 1 }))
        }
        _ => bail!("`{text}` is no place; write FILE:LINE:COLUMN, as in `src/app.js:12:5`"),
    }
}

/// The project around a file, read and indexed.
fn open(path: &Path) -> anyhow::Result<Snapshot> {
    let root = path.ancestors().skip(1).find(|folder| folder.join("package.json").is_file()).or(path.parent());
    let root = root.unwrap_or(Path::new("/")).to_owned();
    let cache_folder = Some(runtime::cache_folder().join("index"));
    let mut project = Project::new(ProjectOptions { files: Arc::new(DiskFileSystem), cache_folder });
    project.apply(Change::Roots(vec![root]));
    for discovery in project.take_discoveries() {
        let found = discovery.run(&|| true);
        project.apply(found);
    }
    project.snapshot().read_own_files(&|| true);
    project.index_packages();
    Ok(project.snapshot())
}

fn completions(snapshot: &Snapshot, at: FilePosition, as_json: bool) -> Vec<String> {
    let list = ide::completions(snapshot, at, &|| false);
    if as_json {
        let items: Vec<_> = list
            .items
            .iter()
            .map(|item| serde_json::json!({ "label": item.label, "kind": format!("{:?}", item.kind).to_lowercase(), "source": item.import.as_ref().map(|import| &import.specifier), "guess": item.is_guess }))
            .collect();
        return vec![serde_json::Value::from(items).to_string()];
    }
    let more = list.items.len().saturating_sub(ITEMS);
    let shown: Vec<_> = list.items.iter().take(ITEMS).collect();
    let width = shown.iter().map(|item| item.label.chars().count()).max().unwrap_or(0);
    let dim = anstyle::Style::new().dimmed();
    let mut lines: Vec<String> = shown
        .into_iter()
        .map(|item| {
            let resolved = ide::resolve(snapshot, at, &item.label, item.import.as_ref(), &|| false);
            let told = resolved.detail.or_else(|| item.detail.clone()).unwrap_or_default();
            let told = told.lines().next().unwrap_or("").to_owned();
            let told = if item.is_guess { "(guess)".to_owned() } else { told };
            let line = format!("{:width$}  {dim}{told}{dim:#}", item.label);
            line.trim_end().to_owned()
        })
        .collect();
    if more > 0 {
        lines.push(format!("{dim}… and {more} more{dim:#}"));
    }
    lines
}

fn definitions(snapshot: &Snapshot, at: FilePosition, as_json: bool) -> Vec<String> {
    let Some(definition) = ide::definition(snapshot, at, &|| false) else { return Vec::new() };
    let places = definition.targets.into_iter().filter_map(|target| {
        let (name, text) = match ide::library::file(target.file) {
            Some((name, text)) => (name.to_owned(), text.clone()),
            None => (shown(&snapshot.path(target.file)), snapshot.text(target.file)?),
        };
        let position = text.position(target.name_range.start(), Encoding::Utf16);
        let line = text.lines().line_text(text.text(), position.line).trim().to_owned();
        Some((name, position.line + 1, position.column + 1, line))
    });
    places
        .map(|(name, line, column, text)| {
            if as_json {
                serde_json::json!({ "file": name, "line": line, "column": column }).to_string()
            } else {
                format!("{name}:{line}:{column}  {text}")
            }
        })
        .collect()
}

/// A path as a person here would write it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
