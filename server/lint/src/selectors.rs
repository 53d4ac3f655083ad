//! Selectors, which say what nodes look like: `CallExpression[callee.name="f"] > Literal`.
//!
//! Types, `*`, attributes, fields (`.key`), `:not()`, `:is()` and `:matches()`, `:has()`, `:function` and its kin, and what is inside
//! (` `) and directly inside (`>`). Siblings and the places of children are refused.

use syntax::semantic::NodeId;

use crate::estree::{Field, field, is_type, kinds_of, parent_of, type_of};
use crate::file::File;
use crate::options::from_value;
use crate::patterns::Pattern;

/// Several selectors with a comma between them.
pub(crate) struct Selectors(Vec<Selector>);

/// What a node looks like, and what is around it.
struct Selector {
    own: Vec<Atom>,
    around: Option<(Relation, Box<Selector>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Inside,
    DirectlyInside,
}

enum Atom {
    Any,
    Type(String),
    /// The node is in this field of the node around it.
    Field(Vec<String>),
    Attribute {
        path: Vec<String>,
        test: Option<(Comparison, Value)>,
    },
    Not(Selectors),
    Is(Selectors),
    Has(Selectors),
    Class(&'static [&'static str]),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
}

enum Value {
    Text(String),
    Pattern(Pattern),
}

const FUNCTIONS: &[&str] = &["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];

impl Selectors {
    pub fn read(text: &str) -> Result<Selectors, String> {
        let mut reader = Reader { rest: text.trim(), depth: 0 };
        let selectors = reader.selectors()?;
        match reader.rest.trim() {
            "" | ":exit" => Ok(selectors),
            rest => Err(format!("`{text}` can't be read as a selector, from `{rest}` on")),
        }
    }

    /// The nodes that look so, each once.
    pub fn find(&self, file: &File) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = Vec::new();
        for selector in &self.0 {
            let by_type = selector.own.iter().find_map(|atom| match atom {
                Atom::Type(name) => Some(name),
                _ => None,
            });
            let matches = |id: &NodeId| selector.matches(file, *id);
            match by_type {
                Some(name) => {
                    for kind in kinds_of(name) {
                        found.extend(file.nodes.of_kind(kind).iter().copied().filter(matches));
                    }
                }
                None => found.extend(file.nodes.ids().filter(matches)),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn matches(&self, file: &File, id: NodeId) -> bool {
        self.0.iter().any(|selector| selector.matches(file, id))
    }
}

impl Selector {
    fn matches(&self, file: &File, id: NodeId) -> bool {
        if type_of(file, id).is_none() || !self.own.iter().all(|atom| atom.matches(file, id)) {
            return false;
        }
        match &self.around {
            None => true,
            Some((Relation::DirectlyInside, outer)) => {
                parent_of(file, id).is_some_and(|parent| outer.matches(file, parent))
            }
            Some((Relation::Inside, outer)) => file.nodes.ancestors(id).any(|parent| outer.matches(file, parent)),
        }
    }
}

impl Atom {
    fn matches(&self, file: &File, id: NodeId) -> bool {
        match self {
            Atom::Any => true,
            Atom::Type(name) => type_of(file, id) == Some(name.as_str()),
            Atom::Class(types) => type_of(file, id).is_some_and(|own| types.contains(&own)),
            Atom::Not(selectors) => !selectors.matches(file, id),
            Atom::Is(selectors) => selectors.matches(file, id),
            Atom::Has(selectors) => file.nodes.descendants(id).any(|inner| selectors.matches(file, inner)),
            Atom::Field(path) => is_in_field(file, id, path),
            Atom::Attribute { path, test } => {
                let found = follow(file, id, path);
                match test {
                    None => !matches!(found, Field::Missing | Field::Null),
                    Some((comparison, value)) => value.compare(*comparison, &found),
                }
            }
        }
    }
}

/// Whether a node is what a field of the nodes around it holds.
fn is_in_field(file: &File, id: NodeId, path: &[String]) -> bool {
    let mut outer = id;
    for _ in path {
        match parent_of(file, outer) {
            Some(parent) => outer = parent,
            None => return false,
        }
    }
    match follow(file, outer, path) {
        Field::Node(found) => found == id,
        Field::List(ranges) => ranges.contains(&file.node(id).range()),
        _ => false,
    }
}

/// What is at the end of a path of fields.
fn follow(file: &File, id: NodeId, path: &[String]) -> Field {
    let mut current = Field::Node(id);
    for name in path {
        current = match current {
            Field::Node(node) => field(file, node, name),
            Field::List(ranges) if name == "length" => Field::Number(ranges.len() as f64),
            Field::Text(text) if name == "length" => Field::Number(text.encode_utf16().count() as f64),
            _ => return Field::Missing,
        };
    }
    current
}

impl Value {
    fn compare(&self, comparison: Comparison, found: &Field) -> bool {
        let written = match found {
            Field::Text(text) => Some(text.clone()),
            Field::Number(number) => Some(number.to_string()),
            Field::Bool(boolean) => Some(boolean.to_string()),
            Field::Null => Some("null".to_owned()),
            Field::Missing => Some("undefined".to_owned()),
            Field::Node(_) | Field::List(_) => None,
        };
        match (self, comparison) {
            (Value::Pattern(pattern), Comparison::Equal) => matches!(found, Field::Text(text) if pattern.matches(text)),
            (Value::Pattern(pattern), _) => !matches!(found, Field::Text(text) if pattern.matches(text)),
            (Value::Text(text), Comparison::Equal) => written.as_ref() == Some(text),
            (Value::Text(text), Comparison::Unequal) => written.as_ref() != Some(text),
            (Value::Text(text), comparison) => {
                let (Field::Number(number), Ok(limit)) = (found, text.parse::<f64>()) else { return false };
                match comparison {
                    Comparison::Less => *number < limit,
                    Comparison::LessOrEqual => *number <= limit,
                    Comparison::More => *number > limit,
                    _ => *number >= limit,
                }
            }
        }
    }
}

/// Selectors in selectors; nobody needs more.
const DEEPEST: usize = 16;

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl Reader<'_> {
    fn selectors(&mut self) -> Result<Selectors, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the selector is too deep".to_owned());
        }
        let mut all = vec![self.selector()?];
        while self.skip(",") {
            all.push(self.selector()?);
        }
        self.depth -= 1;
        Ok(Selectors(all))
    }

    fn selector(&mut self) -> Result<Selector, String> {
        self.rest = self.rest.trim_start();
        let mut selector = Selector { own: self.compound()?, around: None };
        loop {
            let has_space = self.rest.starts_with(char::is_whitespace);
            self.rest = self.rest.trim_start();
            let relation = match self.rest.chars().next() {
                None | Some(',' | ')') => return Ok(selector),
                Some('>') => {
                    self.rest = self.rest[1..].trim_start();
                    Relation::DirectlyInside
                }
                Some('~' | '+') => return Err("selectors of siblings are not known".to_owned()),
                Some(_) if has_space => Relation::Inside,
                Some(_) => return Ok(selector),
            };
            if self.rest.starts_with(":exit") {
                return Ok(selector);
            }
            selector = Selector { own: self.compound()?, around: Some((relation, Box::new(selector))) };
        }
    }

    fn compound(&mut self) -> Result<Vec<Atom>, String> {
        let mut atoms = Vec::new();
        loop {
            if self.rest.starts_with(":exit") {
                self.rest = &self.rest[":exit".len()..];
                continue;
            }
            match self.rest.chars().next() {
                Some('*') => {
                    self.rest = &self.rest[1..];
                    atoms.push(Atom::Any);
                }
                Some('[') => {
                    self.rest = &self.rest[1..];
                    atoms.push(self.attribute()?);
                }
                Some('.') => {
                    self.rest = &self.rest[1..];
                    atoms.push(Atom::Field(self.path()?));
                }
                Some(':') => {
                    self.rest = &self.rest[1..];
                    atoms.push(self.pseudo()?);
                }
                Some(letter) if letter.is_alphabetic() => {
                    let name = self.word();
                    if !is_type(&name) {
                        return Err(format!("`{name}` is no type of node"));
                    }
                    atoms.push(Atom::Type(name));
                }
                _ if atoms.is_empty() => return Err(format!("there is no selector at `{}`", self.rest)),
                _ => return Ok(atoms),
            }
        }
    }

    fn word(&mut self) -> String {
        let end = self.rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '-')));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word.to_owned()
    }

    fn path(&mut self) -> Result<Vec<String>, String> {
        let mut path = vec![self.word()];
        while let Some(rest) = self.rest.strip_prefix('.') {
            self.rest = rest;
            path.push(self.word());
        }
        match path.iter().any(String::is_empty) {
            true => Err(format!("a name is missing at `{}`", self.rest)),
            false => Ok(path),
        }
    }

    fn attribute(&mut self) -> Result<Atom, String> {
        self.rest = self.rest.trim_start();
        let path = self.path()?;
        if self.skip("]") {
            return Ok(Atom::Attribute { path, test: None });
        }
        let signs = [
            ("!=", Comparison::Unequal),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::MoreOrEqual),
            ("=", Comparison::Equal),
            ("<", Comparison::Less),
            (">", Comparison::More),
        ];
        let Some((_, comparison)) = signs.into_iter().find(|(sign, _)| self.skip(sign)) else {
            return Err(format!("an operator is missing at `{}`", self.rest));
        };
        let value = self.value()?;
        match self.skip("]") {
            true => Ok(Atom::Attribute { path, test: Some((comparison, value)) }),
            false => Err(format!("`]` is missing at `{}`", self.rest)),
        }
    }

    fn value(&mut self) -> Result<Value, String> {
        self.rest = self.rest.trim_start();
        let Some(first) = self.rest.chars().next() else { return Err("a value is missing".to_owned()) };
        if matches!(first, '"' | '\'' | '/') {
            let inner = self.until(first)?;
            if first != '/' {
                let plain = inner.replace("\\\\", "\0").replace('\\', "").replace('\0', "\\");
                return Ok(Value::Text(plain));
            }
            let flags = self.word();
            let prefix = if flags.contains('i') { "(?i)" } else { "" };
            let source = serde_json::Value::String(format!("{prefix}{}", inner.replace("\\/", "/")));
            return from_value(&source).map(Value::Pattern).map_err(|error| error.0);
        }
        let end = self.rest.find([']', ' ']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Value::Text(word.to_owned()))
    }

    /// What stands up to a sign that ends it, which may stand in it behind a backslash.
    fn until(&mut self, end: char) -> Result<String, String> {
        let mut is_escaped = false;
        let found = self.rest[1..].find(|letter| {
            let is_end = letter == end && !is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            is_end
        });
        let Some(length) = found else { return Err(format!("`{end}` is missing")) };
        let inner = self.rest[1..=length].to_owned();
        self.rest = &self.rest[length + 2..];
        Ok(inner)
    }

    fn pseudo(&mut self) -> Result<Atom, String> {
        let name = self.word();
        match name.as_str() {
            "function" => return Ok(Atom::Class(FUNCTIONS)),
            "not" | "is" | "matches" | "has" if self.skip("(") => {}
            _ => return Err(format!("`:{name}` is not known")),
        }
        let inner = self.selectors()?;
        if !self.skip(")") {
            return Err(format!("`)` is missing at `{}`", self.rest));
        }
        Ok(match name.as_str() {
            "not" => Atom::Not(inner),
            "has" => Atom::Has(inner),
            _ => Atom::Is(inner),
        })
    }

    fn skip(&mut self, sign: &str) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}
