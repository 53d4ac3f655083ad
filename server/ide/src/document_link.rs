//! What can be followed in a text: the files that specifiers lead to, paths and packages in package.json, addresses in comments.

use std::path::PathBuf;

use project::facts::ImportKind;
use project::{Resolved, Snapshot};
use source::{FileId, SourceText, TextRange};

use crate::manifest;

#[derive(Clone, PartialEq, Debug)]
pub struct DocumentLink {
    pub range: TextRange,
    pub target: LinkTarget,
    /// What it leads to, in words.
    pub tooltip: Option<String>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum LinkTarget {
    File(PathBuf),
    Url(String),
}

/// In the order of the text.
pub fn document_links(snapshot: &Snapshot, file: FileId) -> Vec<DocumentLink> {
    let Some(text) = snapshot.text(file) else { return Vec::new() };
    let path = snapshot.path(file);
    let mut links = if path.file_name().is_some_and(|name| name == "package.json") {
        of_manifest(snapshot, file, &text)
    } else {
        of_source(snapshot, file, &text)
    };
    links.sort_by_key(|link| (link.range.start(), link.range.end()));
    links.dedup_by_key(|link| link.range);
    links
}

fn of_source(snapshot: &Snapshot, file: FileId, text: &SourceText) -> Vec<DocumentLink> {
    let Some(facts) = snapshot.facts(file) else { return Vec::new() };
    let mut links = Vec::new();
    for import in &facts.imports {
        if import.specifier.is_empty() || import.kind == ImportKind::ReferenceLibrary {
            continue;
        }
        let target = match snapshot.resolve(file, &import.specifier, import.kind) {
            Resolved::Builtin(name) => Some((LinkTarget::Url(node_page(name)), None)),
            Resolved::Url(url) if url.starts_with("http") => Some((LinkTarget::Url(url), None)),
            resolved => resolved.source().or(resolved.declarations()).map(|target| {
                let path = snapshot.path(target);
                let short = snapshot.roots().iter().find_map(|root| path.strip_prefix(root).ok());
                let tooltip = short.unwrap_or(&path).display().to_string();
                (LinkTarget::File(path.to_path_buf()), Some(tooltip))
            }),
        };
        if let Some((target, tooltip)) = target {
            links.push(DocumentLink { range: unquoted(text, import.specifier_range), target, tooltip });
        }
    }
    for comment in &facts.comments {
        let within = text.slice(comment.range);
        links.extend(addresses(within).into_iter().map(|(start, end)| {
            let at = comment.range.start();
            let range = TextRange::new(at + start as u32, at + end as u32);
            DocumentLink { range, target: LinkTarget::Url(within[start..end].to_owned()), tooltip: None }
        }));
    }
    links
}

fn of_manifest(snapshot: &Snapshot, file: FileId, text: &SourceText) -> Vec<DocumentLink> {
    let path = snapshot.path(file);
    let Some(folder) = path.parent() else { return Vec::new() };
    let mut links = Vec::new();
    for string in manifest::strings(text.text()) {
        let range = string.range;
        let value = &string.value;
        if string.is_key {
            if let Some((target, tooltip)) = package_of_key(snapshot, file, &string.keys) {
                links.push(DocumentLink { range, target, tooltip });
            }
        } else if value.starts_with("https://") || value.starts_with("http://") {
            links.push(DocumentLink { range, target: LinkTarget::Url(value.clone()), tooltip: None });
        } else if let Some(url) = repository(&string.keys, value) {
            links.push(DocumentLink { range, target: LinkTarget::Url(url), tooltip: None });
        } else if string.is_path() && !value.contains('*') {
            let target = source::normalize_lexically(&folder.join(value));
            if snapshot.file(&target).is_some() {
                links.push(DocumentLink { range, target: LinkTarget::File(target), tooltip: None });
            }
        }
    }
    links
}

/// The installed package that a key of `dependencies` names: its package.json.
fn package_of_key(snapshot: &Snapshot, file: FileId, keys: &[String]) -> Option<(LinkTarget, Option<String>)> {
    let [field, name] = keys else { return None };
    if !matches!(field.as_str(), "dependencies" | "devDependencies" | "peerDependencies" | "optionalDependencies") {
        return None;
    }
    let manifest = snapshot.installed(file, name)?.join("package.json");
    let installed = snapshot.file(&manifest)?;
    let package = snapshot.package_of(installed)?;
    let tooltip = package.version.as_ref().map(|version| format!("{name} {version}"));
    Some((LinkTarget::File(manifest), tooltip))
}

/// `"repository": "github:owner/name"`, `"git+https://…"`, `"owner/name"`.
fn repository(keys: &[String], value: &str) -> Option<String> {
    if keys.first().map(String::as_str) != Some("repository") {
        return None;
    }
    if keys.len() > 1 && keys.last().map(String::as_str) != Some("url") {
        return None;
    }
    let value = value.strip_prefix("git+").unwrap_or(value);
    if let Some(rest) = value.strip_prefix("https://").or_else(|| value.strip_prefix("git://")) {
        return Some(format!("https://{}", rest.strip_suffix(".git").unwrap_or(rest)));
    }
    let (host, rest) = match value.split_once(':') {
        Some(("github", rest)) => ("github.com", rest),
        Some(("gitlab", rest)) => ("gitlab.com", rest),
        Some(("bitbucket", rest)) => ("bitbucket.org", rest),
        None => ("github.com", value),
        _ => return None,
    };
    let is_short = rest.split('/').count() == 2 && rest.split('/').all(|part| !part.is_empty());
    is_short.then(|| format!("https://{host}/{rest}"))
}

fn node_page(module: &str) -> String {
    let page = match module {
        "stream/web" => "webstreams",
        other => other.split('/').next().unwrap_or(other),
    };
    format!("https://nodejs.org/api/{page}.html")
}

fn unquoted(text: &SourceText, range: TextRange) -> TextRange {
    let written = text.slice(range);
    let is_quoted = written.len() >= 2 && written.starts_with(['\'', '"', '`']);
    if is_quoted { TextRange::new(range.start() + 1, range.end() - 1) } else { range }
}

/// Where addresses of the web start and end. What ends a sentence or closes a bracket around one is not its own.
fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("http").map(|at| from + at) {
        let rest = &text[start..];
        from = start + 4;
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            continue;
        }
        let is_end = |character: char| character.is_whitespace() || "<>\"'`{}|\\^".contains(character);
        let mut end = rest.find(is_end).unwrap_or(rest.len());
        loop {
            let address = &rest[..end];
            let Some(last) = address.chars().next_back() else { break };
            let is_unopened = |open: char, close: char| {
                last == close && address.matches(open).count() < address.matches(close).count()
            };
            if ".,;:!?*".contains(last) || is_unopened('(', ')') || is_unopened('[', ']') {
                end -= last.len_utf8();
            } else {
                break;
            }
        }
        if end > "https://".len() {
            found.push((start, start + end));
        }
        from = start + end.max(4);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;

    /// Labels say where each link leads.
    #[track_caller]
    fn check(text: &str) {
        let checked = Checked::new(text);
        let links = document_links(&checked.snapshot, checked.main());
        let shown = links.into_iter().map(|link| {
            let target = match link.target {
                LinkTarget::File(path) => path.display().to_string(),
                LinkTarget::Url(url) => url,
            };
            (link.range, target)
        });
        assert_eq!(shown.collect::<Vec<_>>(), checked.labels());
    }

    /// All links of the first file as `text -> target`.
    #[track_caller]
    fn check_all(text: &str, expected: &[&str]) {
        let checked = Checked::new(text);
        let file = checked.main();
        let links = document_links(&checked.snapshot, file).into_iter();
        let shown = links.map(|link| {
            let target = match link.target {
                LinkTarget::File(path) => path.display().to_string(),
                LinkTarget::Url(url) => url,
            };
            format!("{} -> {target}", checked.slice(file, link.range))
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn specifiers_lead_to_files() {
        check(
            "
//- /main.js
import a from './a.js';
//             ^^^^^^ /a.js
const b = require('b');
//                 ^ /node_modules/b/index.js
import('./missing.js');
//- /a.js
export default 1;
//- /node_modules/b/package.json
{ \"name\": \"b\" }
//- /node_modules/b/index.js
module.exports = 1;
",
        );
    }

    #[test]
    fn modules_of_node_lead_to_their_documentation() {
        check_all(
            "import { readFile } from 'node:fs/promises';",
            &["node:fs/promises -> https://nodejs.org/api/fs.html"],
        );
    }

    #[test]
    fn addresses_in_comments() {
        check_all(
            "// See https://example.org/a(b), and (http://x.y/z).\nlet a = 'https://not.here';\n/** {@link https://c.d} */\n",
            &[
                "https://example.org/a(b) -> https://example.org/a(b)",
                "http://x.y/z -> http://x.y/z",
                "https://c.d -> https://c.d",
            ],
        );
    }

    #[test]
    fn paths_and_packages_of_a_manifest() {
        check_all(
            r#"
//- /package.json
{
  "main": "./lib/index.js",
  "bin": { "x": "bin/x.js" },
  "exports": { "./*": "./lib/*.js", ".": "./lib/index.js" },
  "repository": "owner/name",
  "homepage": "https://example.org",
  "scripts": { "test": "node x" },
  "dependencies": { "b": "^1.0.0", "absent": "*" }
}
//- /lib/index.js
//- /bin/x.js
//- /node_modules/b/package.json
{ "name": "b", "version": "1.2.3" }
"#,
            &[
                "./lib/index.js -> /lib/index.js",
                "bin/x.js -> /bin/x.js",
                "./lib/index.js -> /lib/index.js",
                "owner/name -> https://github.com/owner/name",
                "https://example.org -> https://example.org",
                "b -> /node_modules/b/package.json",
            ],
        );
    }
}
