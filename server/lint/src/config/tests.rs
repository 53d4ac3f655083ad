//! Configurations as files, and what counts for a file beside them.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use source::MemoryFileSystem;

use super::{Configs, Layer};

/// The settings of `/app/src/a.js` and what was not understood.
fn of(files: &[(&str, &str)]) -> (Value, Vec<String>) {
    at("/app/src/a.js", files)
}

fn at(path: &str, files: &[(&str, &str)]) -> (Value, Vec<String>) {
    let memory = MemoryFileSystem::new();
    for (path, text) in files {
        memory.write(path, *text);
    }
    let configs = Configs::new(Arc::new(memory), Layer::default());
    let settings = configs.settings(Path::new(path)).expect("a configuration that can be used");
    (settings.printed.clone(), configs.used().iter().flat_map(|config| config.notes.clone()).collect())
}

fn rule(settings: &Value, name: &str) -> String {
    settings["rules"].get(name).map_or("off".to_owned(), Value::to_string).replace('"', "")
}

#[test]
fn without_a_configuration_the_recommended_rules_are_on() {
    let (settings, notes) = of(&[]);
    assert_eq!(rule(&settings, "no-debugger"), "error");
    assert!(notes.is_empty());
}

#[test]
fn the_nearest_file_decides_and_lodes_own_comes_first() {
    let files = [
        ("/app/lode.json", r#"{ "lint": { "rules": { "no-debugger": "warn" } } }"#),
        ("/app/.eslintrc.json", r#"{ "rules": { "no-debugger": "error" } }"#),
        ("/app/test/.oxlintrc.json", r#"{ "rules": { "no-debugger": "allow" } } // as Oxlint has it"#),
    ];
    assert_eq!(rule(&of(&files).0, "no-debugger"), "warn");
    assert_eq!(rule(&at("/app/test/deep/a.js", &files).0, "no-debugger"), "off");
}

#[test]
fn a_file_of_eslints_switches_on_what_it_names_and_lies_over_those_above() {
    let files = [
        ("/app/.eslintrc.json", r#"{ "root": true, "rules": { "no-with": 1 } }"#),
        ("/app/src/.eslintrc.json", r#"{ "rules": { "no-debugger": ["error"] }, "env": { "browser": true } }"#),
    ];
    let (settings, _) = of(&files);
    let rules = settings["rules"].as_object().unwrap().keys().collect::<Vec<_>>();
    assert_eq!(rules, ["no-debugger", "no-with"]);
    assert_eq!(settings["env"].to_string(), r#"{"browser":true}"#);
}

#[test]
fn presets_and_files_are_extended_with_all_that_is_in_them() {
    let files = [
        ("/app/package.json", r#"{ "eslintConfig": { "extends": ["eslint:recommended", "./base.json", "airbnb"] } }"#),
        ("/app/base.json", r#"{ "rules": { "no-debugger": "off" }, "globals": { "a": "writable" } }"#),
    ];
    let (settings, notes) = of(&files);
    assert_eq!(settings["globals"].to_string(), r#"{"a":"writable"}"#);
    assert_eq!(rule(&settings, "no-with"), "error");
    assert_eq!(notes, ["`airbnb` is not read; the recommended rules stand in for it"]);
}

#[test]
fn overrides_are_for_the_files_they_name() {
    let config = r#"{ "lint": { "overrides": [
        { "files": ["*.test.js", "scripts/**"], "excludedFiles": "b.test.js", "rules": { "no-debugger": "off" } }
    ] } }"#;
    let level = |path: &str| rule(&at(path, &[("/app/lode.json", config)]).0, "no-debugger");
    assert_eq!(level("/app/src/a.test.js"), "off");
    assert_eq!(level("/app/src/b.test.js"), "error");
    assert_eq!(level("/app/scripts/deep/c.js"), "off");
    assert_eq!(level("/app/src/scripts/c.js"), "error");
}

#[test]
fn biomes_names_are_known() {
    let config = r#"{ "linter": { "rules": {
        "recommended": false,
        "suspicious": { "noDebugger": "warn", "noSparseArray": { "level": "error" }, "noSuchThing": "error" }
    } } }"#;
    let (settings, notes) = of(&[("/app/biome.jsonc", config)]);
    let rules = settings["rules"].as_object().unwrap().keys().collect::<Vec<_>>();
    assert_eq!(rules, ["no-debugger", "no-sparse-arrays"]);
    assert_eq!(rule(&settings, "no-debugger"), "warn");
    assert_eq!(notes, ["1 rule of it has no counterpart in Lode"]);
}

#[test]
fn a_plugins_variant_of_a_rule_that_is_off_is_on() {
    let config = r#"{ "rules": { "@typescript-eslint/no-with": "warn", "no-with": "off" } }"#;
    assert_eq!(rule(&of(&[("/app/.eslintrc.json", config)]).0, "no-with"), "warn");
}

#[test]
fn what_typescript_checks_itself_is_on_only_if_it_is_named() {
    let named = r#"{ "lint": { "rules": { "no-with": "error" } } }"#;
    assert_eq!(rule(&at("/app/a.ts", &[]).0, "no-with"), "off");
    assert_eq!(rule(&at("/app/a.ts", &[("/app/lode.json", named)]).0, "no-with"), "error");
}

#[test]
fn mistakes_are_told_with_the_file_and_what_is_wrong_in_it() {
    for (text, message) in [
        (r#"{ "lint": { "rules": { "no-such": "error" } } }"#, "there is no rule `no-such`"),
        (
            r#"{ "lint": { "rules": { "no-debugger": "loud" } } }"#,
            "`no-debugger`: has the severity \"loud\"; there are",
        ),
        (r#"{ "lint": { "rules": { "no-debugger": ["error", 1] } } }"#, "`no-debugger`: takes no options"),
        (r#"{ "lint": "#, "at line 1 column "),
        (r#"{ "lint": { "extends": "./none.json" } }"#, "it extends `./none.json`, which can't be read"),
    ] {
        let memory = MemoryFileSystem::new();
        memory.write("/app/lode.json", text);
        let error = Configs::new(Arc::new(memory), Layer::default()).settings(Path::new("/app/a.js")).err().unwrap();
        assert_eq!(error.path, Path::new("/app/lode.json"));
        assert!(error.message.contains(message), "{}", error.message);
    }
}

#[test]
fn a_list_of_objects_is_laid_one_over_the_other() {
    let memory = MemoryFileSystem::new();
    memory.write("/app/eslint.config.js", "");
    memory.write("/app/.eslintrc.json", "{}");
    let mut configs = Configs::new(Arc::new(memory), Layer::default());
    configs.use_programs(Box::new(|_, _| {
        Ok(Some(json!([
            { "ignores": ["dist/"] },
            { "name": "all", "rules": { "no-with": "error", "no-debugger": "error", "vue/no-with": 2 } },
            { "files": ["**/*.cjs"], "languageOptions": { "sourceType": "commonjs", "globals": { "a": true } } },
            { "files": ["*.js"], "ignores": ["a.js"], "rules": { "no-debugger": "off" } },
        ])))
    }));
    let settings = |path: &str| configs.settings(Path::new(path)).unwrap().printed.clone();
    assert_eq!(rule(&settings("/app/a.js"), "no-debugger"), "error");
    assert_eq!(rule(&settings("/app/b.js"), "no-debugger"), "off");
    assert_eq!(rule(&settings("/app/src/b.js"), "no-debugger"), "error");
    assert_eq!(settings("/app/src/b.cjs")["globals"].to_string(), r#"{"a":"writable"}"#);
    let config = configs.of_folder(Path::new("/app")).unwrap();
    assert_eq!(config.ignores, [("/app".into(), vec!["/dist/".to_owned()])]);
    assert_eq!(config.notes, ["`vue/no-with` is a rule that Lode does not have"]);
}

#[test]
fn yaml_is_read() {
    let yaml = "root: true\nextends: [eslint:recommended, ./base.yml]\nrules:\n  no-debugger: warn # for now\n  curly: [error, multi]\n";
    let (settings, notes) =
        of(&[("/app/.eslintrc.yml", yaml), ("/app/base.yml", "globals: { a: writable }\nnoInlineConfig: true")]);
    assert_eq!(rule(&settings, "no-debugger"), "warn");
    assert_eq!(rule(&settings, "curly"), "[error,multi]");
    assert_eq!(settings["globals"].to_string(), r#"{"a":"writable"}"#);
    assert_eq!(settings["noInlineConfig"], json!(true));
    assert!(notes.is_empty());
    assert_eq!(rule(&of(&[("/app/.eslintrc", "rules:\n  no-debugger: 1")]).0, "no-debugger"), "warn");
}

#[test]
fn presets_are_asked_for_by_name_and_the_recommended_rules_stand_in_for_those_that_are_not_there() {
    let memory = MemoryFileSystem::new();
    memory.write(
        "/app/.eslintrc.json",
        r#"{ "root": true, "extends": ["a", "eslint:recommended", "plugin:b/c"], "rules": { "no-with": 1 } }"#,
    );
    let mut configs = Configs::new(Arc::new(memory), Layer::default());
    configs.use_programs(Box::new(|path, presets| {
        assert_eq!((path, presets), (Path::new("/app/.eslintrc.json"), &["a".to_owned(), "plugin:b/c".to_owned()][..]));
        Ok(Some(json!([
            { "extends": [{ "rules": { "no-debugger": 1 } }], "rules": { "no-var": 2 }, "overrides": [{ "files": "*.cjs", "rules": { "no-var": 0 } }] },
            { "name": "plugin:b/c", "error": "there is none" },
        ])))
    }));
    let settings = |path: &str| configs.settings(Path::new(path)).unwrap().printed.clone();
    assert_eq!(rule(&settings("/app/a.js"), "no-var"), "error");
    assert_eq!(rule(&settings("/app/a.cjs"), "no-var"), "off");
    assert_eq!(rule(&settings("/app/a.js"), "no-with"), "warn");
    let notes = configs.used()[0].notes.clone();
    assert_eq!(notes, ["`plugin:b/c` can't be loaded (there is none); the recommended rules stand in for it"]);
}

#[test]
fn names_that_nothing_reads_are_refused_in_lodes_own_file() {
    let refused = |text: &str| {
        let memory = MemoryFileSystem::new();
        memory.write("/app/lode.json", text);
        let configs = Configs::new(Arc::new(memory), Layer::default());
        configs.settings(Path::new("/app/src/a.js")).err().map(|error| error.message)
    };
    let says = |text: &str, message: &str| assert_eq!(refused(text).as_deref(), Some(message), "{text}");
    says(r#"{ "lnt": {} }"#, "nothing reads `lnt`; is `lint` meant?");
    says(r#"{ "lint": { "rulez": {} } }"#, "nothing reads `rulez` there; is `rules` meant?");
    says(r#"{ "lint": { "overrides": [{ "files": "*.js", "plugins": [] }] } }"#, "nothing reads `plugins` there");
    assert_eq!(refused(r#"{ "$schema": "x", "somebody": {}, "lint": { "rules": {} } }"#), None);
}
