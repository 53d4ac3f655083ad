//! package.json, read tolerantly.
//!
//! A field of the wrong type counts as absent, as it does for Node and npm: packages on the registry hold every
//! mistake there is. Only text that is not a JSON object is an error, and it says where.
//! Invariant: [`PackageJson::raw`] is the whole file in its own key order, so `exports` conditions keep theirs.

use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// How a package says its `.js` files are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ModuleKind {
    CommonJs,
    Module,
}

/// One package.json.
#[derive(Debug, Clone, PartialEq)]
pub struct PackageJson {
    /// The file itself, absolute.
    pub path: PathBuf,
    pub name: Option<String>,
    pub version: Option<String>,
    /// `type`; anything but `"module"` and `"commonjs"` is no answer.
    pub kind: Option<ModuleKind>,
    pub main: Option<String>,
    /// Everything, as written.
    pub raw: Map<String, Value>,
}

/// A package.json that can't be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ManifestError {
    #[error("`{}` is not valid JSON: {message} at line {line} column {column}", path.display())]
    Syntax { path: PathBuf, line: usize, column: usize, message: String },
    #[error("`{}` must hold a JSON object, but holds {found}", path.display())]
    NotAnObject { path: PathBuf, found: &'static str },
    #[error("`{}` can't be read: {message}", path.display())]
    Unreadable { path: PathBuf, message: String },
}

impl ManifestError {
    pub fn path(&self) -> &Path {
        match self {
            Self::Syntax { path, .. } | Self::NotAnObject { path, .. } | Self::Unreadable { path, .. } => path,
        }
    }

    /// What to do about it, beyond what is said already.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Syntax { .. } => {
                Some("JSON has no comments, no trailing commas, and quotes every key with double quotes")
            }
            Self::NotAnObject { .. } => Some("the smallest package.json is {}"),
            Self::Unreadable { .. } => None,
        }
    }
}

impl PackageJson {
    /// Reads the text of the package.json at `path`. Bytes that are not UTF-8 become U+FFFD; a byte order mark is skipped.
    pub fn parse(path: &Path, text: &[u8]) -> Result<PackageJson, ManifestError> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let text = String::from_utf8_lossy(text);
        let raw = match serde_json::from_str::<Value>(&text) {
            Ok(Value::Object(raw)) => raw,
            Ok(other) => {
                return Err(ManifestError::NotAnObject { path: path.to_owned(), found: kind_of_value(&other) });
            }
            Err(error) => {
                return Err(ManifestError::Syntax {
                    path: path.to_owned(),
                    line: error.line(),
                    column: error.column(),
                    message: without_place(&error.to_string()),
                });
            }
        };
        let string = |field: &str| raw.get(field).and_then(Value::as_str).map(str::to_owned);
        Ok(PackageJson {
            path: path.to_owned(),
            name: string("name"),
            version: string("version"),
            kind: match raw.get("type").and_then(Value::as_str) {
                Some("module") => Some(ModuleKind::Module),
                Some("commonjs") => Some(ModuleKind::CommonJs),
                _ => None,
            },
            main: string("main"),
            raw,
        })
    }

    /// The folder of the package.
    pub fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// `exports`, if it is of a type that Node looks at.
    pub fn exports(&self) -> Option<&Value> {
        self.raw.get("exports").filter(|exports| exports.is_object() || exports.is_array() || exports.is_string())
    }

    pub fn imports(&self) -> Option<&Map<String, Value>> {
        self.raw.get("imports").and_then(Value::as_object)
    }

    /// A field that maps names to strings: `dependencies`, `scripts`, `engines`. Other values in it are passed over.
    pub fn strings(&self, field: &str) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.raw.get(field).and_then(Value::as_object);
        entries.into_iter().flatten().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }

    /// The programs the package installs, by name. A string stands for one program named as the package, without its scope.
    pub fn bin(&self) -> Vec<(&str, &str)> {
        match (self.raw.get("bin"), &self.name) {
            (Some(Value::String(path)), Some(name)) => {
                vec![(name.rsplit('/').next().unwrap_or(name), path.as_str())]
            }
            _ => self.strings("bin").collect(),
        }
    }
}

fn kind_of_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// serde_json ends its messages with the place, which the error holds apart.
fn without_place(message: &str) -> String {
    message.rfind(" at line ").map_or(message, |at| &message[..at]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<PackageJson, ManifestError> {
        PackageJson::parse(Path::new("/p/package.json"), text.as_bytes())
    }

    #[test]
    fn fields_of_the_wrong_type_count_as_absent() {
        let package = parse(r#"{"name":1,"type":"esm","main":{"a":1},"exports":1,"imports":[],"bin":3}"#).unwrap();
        assert_eq!((package.name.as_ref(), package.kind, package.main.as_ref()), (None, None, None));
        assert!(package.exports().is_none() && package.imports().is_none() && package.bin().is_empty());
    }

    #[test]
    fn conditions_keep_their_order() {
        let package = parse(r#"{"exports":{"z":"./z","a":"./a","default":"./d"}}"#).unwrap();
        let keys: Vec<_> = package.exports().unwrap().as_object().unwrap().keys().collect();
        assert_eq!(keys, ["z", "a", "default"]);
    }

    #[test]
    fn a_byte_order_mark_and_bad_bytes_are_borne() {
        let package = PackageJson::parse(Path::new("/p/package.json"), b"\xef\xbb\xbf{\"name\":\"a\xff\"}").unwrap();
        assert_eq!(package.name.as_deref(), Some("a\u{fffd}"));
    }

    #[test]
    fn errors_say_where() {
        let error = parse("{\n  \"name\": \"a\",\n}").unwrap_err();
        assert_eq!(error.to_string(), "`/p/package.json` is not valid JSON: trailing comma at line 3 column 1");
        assert_eq!(
            parse("[1]").unwrap_err().to_string(),
            "`/p/package.json` must hold a JSON object, but holds an array"
        );
    }

    #[test]
    fn a_string_bin_is_named_as_the_package() {
        assert_eq!(parse(r#"{"name":"@a/tool","bin":"cli.js"}"#).unwrap().bin(), [("tool", "cli.js")]);
        assert_eq!(parse(r#"{"name":"t","bin":{"x":"x.js","y":1}}"#).unwrap().bin(), [("x", "x.js")]);
    }
}
