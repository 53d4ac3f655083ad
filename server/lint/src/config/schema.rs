//! The JSON schema of `lode.json`, made from the table of rules and the types that their options are read to.
//!
//! A rule whose options come in several shapes says them itself ([`RuleOptions::schema`](crate::RuleOptions::schema)).

use serde_json::{Map, Value, json};

use crate::RULES;
use crate::globals::environments;
use crate::rule::{Group, Rule, Severity};

/// The schema of `lode.json`.
pub fn schema() -> Value {
    let rules: Map<String, Value> = RULES.iter().map(|rule| (rule.name.to_owned(), of_rule(rule))).collect();
    let environments: Map<String, Value> =
        environments().map(|name| (name.to_owned(), json!({ "type": "boolean" }))).collect();
    let categories: Map<String, Value> =
        Group::ALL.iter().map(|group| (group.name().to_owned(), reference("severity"))).collect();
    let strings = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let common = json!({
        "rules": {
            "description": "How loud rules are, and their options",
            "type": "object",
            "properties": rules,
            "patternProperties": { "/": reference("anyRule") },
            "additionalProperties": false,
        },
        "categories": {
            "description": "How loud groups of rules are",
            "type": "object",
            "properties": categories,
            "additionalProperties": false,
        },
        "env": {
            "description": "Environments whose globals there are; if none are named, they are inferred from package.json",
            "type": "object",
            "properties": environments,
        },
        "globals": {
            "description": "Globals that something else declares",
            "type": "object",
            "additionalProperties": { "enum": ["readonly", "writable", "off", true, false] },
        },
        "parserOptions": {
            "type": "object",
            "properties": {
                "sourceType": { "description": "What `.js` is read as", "enum": ["module", "commonjs", "script"] },
            },
        },
        "extends": { "description": "Files that this one is laid over, or `recommended`, or `all`", "anyOf": strings["anyOf"] },
        "noInlineConfig": { "description": "Whether comments do not count", "type": "boolean" },
        "reportUnusedDisableDirectives": {
            "description": "How loud comments are that suppress nothing",
            "anyOf": [{ "type": "boolean" }, reference("severity")],
        },
    });
    let mut lint = common.clone();
    lint["recommended"] =
        json!({ "description": "Whether the recommended rules are on", "type": "boolean", "default": true });
    lint["ignorePatterns"] =
        json!({ "description": "Files that are left out, as a .gitignore has them", "anyOf": strings["anyOf"] });
    // The large ones are the same, and said once.
    let mut part = common;
    for name in ["rules", "categories", "env"] {
        part[name] = json!({ "$ref": format!("#/properties/lint/properties/{name}") });
    }
    part["files"] = json!({ "description": "Which files the part is for", "anyOf": strings["anyOf"] });
    part["excludedFiles"] = json!({ "description": "Which of them it is not for", "anyOf": strings["anyOf"] });
    part["overrides"] = json!({ "type": "array", "items": reference("override") });
    lint["overrides"] = json!({
        "description": "Parts for some files, each laid over those before it",
        "type": "array",
        "items": reference("override"),
    });
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "lode.json",
        "description": "The configuration of Lode",
        "type": "object",
        "properties": {
            "$schema": { "type": "string" },
            "lint": {
                "description": "What `lode lint` looks for",
                "type": "object",
                "properties": lint,
                "additionalProperties": false,
            },
            "permissions": permissions(&strings),
        },
        "definitions": {
            "severity": { "enum": severities() },
            "anyRule": {
                "anyOf": [
                    reference("severity"),
                    { "type": "array", "minItems": 1, "items": [reference("severity")], "additionalItems": true },
                ],
            },
            "override": { "type": "object", "properties": part, "required": ["files"], "additionalProperties": false },
        },
    })
}

/// What is open to programs that an editor runs while they are typed.
fn permissions(strings: &Value) -> Value {
    let list = |description: &str| json!({ "description": description, "anyOf": strings["anyOf"] });
    let flag = |description: &str| json!({ "description": description, "type": "boolean", "default": false });
    json!({
        "description": "What is open to programs that run while they are typed; others are not held by it",
        "type": "object",
        "properties": {
            "net": flag("Whether they may use the network"),
            "run": flag("Whether they may start processes"),
            "read": list("Files and folders that they may read besides the workspace, from the folder of lode.json; a secret only if it is named itself"),
            "write": list("Files and folders that they may write, from the folder of lode.json"),
            "env": list("Variables of the environment that they see; `*`: all"),
        },
        "additionalProperties": false,
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn severities() -> Vec<Value> {
    let all = [Severity::Off, Severity::Warning, Severity::Error];
    all.iter().map(|severity| json!(severity.word())).chain((0..3).map(|number| json!(number))).collect()
}

fn of_rule(rule: &Rule) -> Value {
    let items: Vec<Value> = std::iter::once(reference("severity")).chain((rule.schema)()).collect();
    let list = json!({ "type": "array", "minItems": 1, "items": items, "additionalItems": false });
    json!({ "description": rule.description(), "anyOf": [reference("severity"), list] })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::shape::{NAMES, NAMES_OF_PARTS};

    #[test]
    fn it_names_what_is_read() {
        let schema = super::schema();
        let is_same = |part: &serde_json::Value, names: &[&str]| {
            let described: BTreeSet<&str> =
                part["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(described, names.iter().copied().collect());
        };
        is_same(&schema["properties"]["lint"], &NAMES);
        is_same(&schema["definitions"]["override"], &NAMES_OF_PARTS);
    }

    #[test]
    fn each_rule_is_described() {
        let schema = super::schema();
        let rules = schema["properties"]["lint"]["properties"]["rules"]["properties"].as_object().unwrap();
        assert_eq!(rules.len(), crate::RULES.len());
        assert!(rules.values().all(|rule| rule["description"].as_str().is_some_and(|text| !text.is_empty())));
        assert_eq!(rules["no-debugger"]["anyOf"][1]["items"].as_array().unwrap().len(), 1);
        assert_eq!(rules["no-console"]["anyOf"][1]["items"][1]["properties"]["allow"]["type"], "array");
    }
}
