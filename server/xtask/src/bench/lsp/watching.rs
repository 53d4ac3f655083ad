//! The files that a server has asked the client to watch, and whether a changed one is among them.

use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// Shared with the thread that answers the server's requests.
#[derive(Clone, Default)]
pub(crate) struct Watchers(Arc<Mutex<Vec<Watcher>>>);

struct Watcher {
    /// Of the registration.
    id: String,
    pattern: String,
}

impl Watchers {
    /// Looks at a request of the server.
    pub(crate) fn see(&self, method: &str, params: &Value) {
        let Ok(mut watchers) = self.0.lock() else { return };
        match method {
            "client/registerCapability" => {
                for registration in list(&params["registrations"]) {
                    let id = registration["id"].as_str().unwrap_or_default();
                    for watcher in list(&registration["registerOptions"]["watchers"]) {
                        let pattern = pattern_of(&watcher["globPattern"]);
                        watchers.push(Watcher { id: id.to_owned(), pattern });
                    }
                }
            }
            "client/unregisterCapability" => {
                // The protocol's own spelling.
                for gone in list(&params["unregisterations"]) {
                    watchers.retain(|watcher| Some(watcher.id.as_str()) != gone["id"].as_str());
                }
            }
            _ => {}
        }
    }

    pub(crate) fn wants(&self, path: &Path) -> bool {
        let path = path.to_string_lossy();
        self.0.lock().is_ok_and(|watchers| watchers.iter().any(|watcher| matches(&watcher.pattern, &path)))
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A pattern, or a pattern and the folder that it starts from.
fn pattern_of(value: &Value) -> String {
    if let Some(pattern) = value.as_str() {
        return pattern.to_owned();
    }
    let base = value["baseUri"].as_str().or_else(|| value["baseUri"]["uri"].as_str()).unwrap_or_default();
    let base = base.trim_start_matches("file://").trim_end_matches('/');
    format!("{base}/{}", value["pattern"].as_str().unwrap_or_default())
}

/// The globs of the protocol: `*` and `?` in a name, `**` over names, `{a,b}`. A pattern that doesn't start at the root matches at
/// any depth.
fn matches(pattern: &str, path: &str) -> bool {
    if let Some((before, (alternatives, after))) =
        pattern.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        return alternatives.split(',').any(|one| matches(&format!("{before}{one}{after}"), path));
    }
    let anchored = if pattern.starts_with('/') { pattern.to_owned() } else { format!("/**/{pattern}") };
    let pattern: Vec<&str> = anchored.split('/').skip(1).collect();
    let path: Vec<&str> = path.split('/').skip(1).collect();
    names_match(&pattern, &path)
}

fn names_match(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => {
            names_match(rest, path) || path.split_first().is_some_and(|(_, deeper)| names_match(pattern, deeper))
        }
        ([first, pattern @ ..], [name, path @ ..]) => {
            name_matches(first.as_bytes(), name.as_bytes()) && names_match(pattern, path)
        }
        _ => false,
    }
}

fn name_matches(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => {
            name_matches(rest, name) || name.split_first().is_some_and(|(_, less)| name_matches(pattern, less))
        }
        ([b'?', pattern @ ..], [_, name @ ..]) => name_matches(pattern, name),
        ([first, pattern @ ..], [letter, name @ ..]) => first == letter && name_matches(pattern, name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn patterns_are_the_protocols() {
        assert!(matches("/a/**/*", "/a/b/c.js"));
        assert!(matches("**/*.{js,d.ts}", "/a/b.d.ts"));
        assert!(matches("/a/*/c?.js", "/a/b/cd.js"));
        assert!(!matches("/a/*", "/a/b/c.js"));
        assert!(!matches("**/*.ts", "/a/b.js"));
    }

    #[test]
    fn registrations_come_and_go() {
        let watchers = Watchers::default();
        let watcher = json!({ "globPattern": { "baseUri": "file:///a", "pattern": "**/package.json" } });
        let registration = json!({ "id": "1", "registerOptions": { "watchers": [watcher] } });
        watchers.see("client/registerCapability", &json!({ "registrations": [registration] }));
        assert!(watchers.wants(Path::new("/a/b/package.json")));
        assert!(!watchers.wants(Path::new("/b/package.json")));
        watchers.see("client/unregisterCapability", &json!({ "unregisterations": [{ "id": "1" }] }));
        assert!(!watchers.wants(Path::new("/a/b/package.json")));
    }
}
