//! What an `eslint.config.js` exports: a list of objects, each for some files, each laid over those before it.

use serde_json::Value;

use super::json::{members, strings};
use super::rules::{Mistakes, comments, environment, rules};
use super::{Config, Globs, Layer};

pub(super) fn read(mut config: Config, value: &Value) -> Config {
    let parts = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let mut mistakes = Mistakes::default();
    // Such a file names all globals there are beside the language's own.
    config.layers.push(Layer { environments: vec!["builtin".to_owned()], ..Layer::default() });
    for part in parts {
        let ignores: Vec<String> = strings(part.get("ignores")).iter().map(|pattern| rooted(pattern)).collect();
        let says_nothing_else = members(Some(part)).all(|(name, _)| matches!(name, "name" | "ignores"));
        if says_nothing_else {
            config.ignores.push((config.folder.clone(), ignores));
            continue;
        }
        let files: Vec<String> = strings(part.get("files")).iter().map(|pattern| rooted(pattern)).collect();
        let mut layer = Layer::default();
        if !files.is_empty() || !ignores.is_empty() {
            let (globs, broken) = Globs::new(&config.folder, &files, &ignores);
            config.notes.extend(broken.iter().map(|pattern| format!("the pattern `{pattern}` can't be read")));
            layer.files = Some(globs);
        }
        rules(part, &mut layer, &mut mistakes);
        if let Some(language) = part.get("languageOptions") {
            environment(language, &mut layer);
        }
        if let Some(options) = part.get("linterOptions") {
            comments(options, &mut layer);
        }
        config.layers.push(layer);
    }
    mistakes.tell(&mut config);
    config
}

/// A pattern of such a file means a path from its folder, with a slash in it or without.
fn rooted(pattern: &str) -> String {
    match pattern.strip_prefix('!') {
        Some(pattern) => format!("!{}", rooted(pattern)),
        None if pattern.starts_with("**/") => pattern.to_owned(),
        None => format!("/{}", pattern.trim_start_matches("./")),
    }
}
