//! JSON with positions, for files that are being written: package.json, configuration files.
//!
//! [`parse`] never fails: what is missing is left out or [`Value::Missing`], and each doubt is an error with its place. Comments and
//! commas at the end of lists are read (tsconfig.json has both) and reported unless [`Dialect::WithComments`] is asked for.
//! [`Document::path_at`] tells what a cursor stands in.
//!
//! Invariants: ranges are bytes of the text; an object's members are in the order of the text, names that are there twice among
//! them; deep nesting is read without recursion, so no text overflows the stack.

mod path;
mod read;

use source::TextRange;

use crate::SyntaxError;

pub use path::{Cursor, Step, Within};
pub use read::{parse, unescape};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    Strict,
    /// `//` and `/* */`, and a comma behind the last entry.
    WithComments,
}

/// One file.
#[derive(Clone, Debug)]
pub struct Document {
    /// All nodes, a node before what is in it.
    pub nodes: Vec<Node>,
    /// The outermost value; `None` in an empty file.
    pub root: Option<NodeId>,
    pub errors: Vec<SyntaxError>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId(pub u32);

#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Brackets and quotes included. An unclosed value ends where the next one takes over, or with the text.
    pub range: TextRange,
    pub value: Value,
    /// The object or array that holds it.
    pub parent: Option<NodeId>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Null,
    Boolean(bool),
    /// As it is written.
    Number(String),
    /// Without quotes and escapes.
    String(String),
    Array(Vec<NodeId>),
    Object(Vec<Member>),
    /// A member has a name and no value yet.
    Missing,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Without quotes and escapes.
    pub name: String,
    /// With its quotes.
    pub name_range: TextRange,
    pub value: NodeId,
}

impl std::ops::Index<NodeId> for Document {
    type Output = Node;
    fn index(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}

impl Document {
    /// The members of an object; none of anything else.
    pub fn members(&self, node: NodeId) -> &[Member] {
        match &self[node].value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The entries of an array; none of anything else.
    pub fn entries(&self, node: NodeId) -> &[NodeId] {
        match &self[node].value {
            Value::Array(entries) => entries,
            _ => &[],
        }
    }

    /// The member of that name, the last one if there are several: that is the one that counts.
    pub fn member(&self, node: NodeId, name: &str) -> Option<&Member> {
        self.members(node).iter().rev().find(|member| member.name == name)
    }

    /// The value at a path of names from the root.
    pub fn get(&self, names: &[&str]) -> Option<NodeId> {
        names.iter().try_fold(self.root?, |node, name| Some(self.member(node, name)?.value))
    }

    pub fn string(&self, node: NodeId) -> Option<&str> {
        match &self[node].value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// What is written in a string with a cursor in it: up to its closing quote, or to the cursor where there is none. `None`: the range is
/// of no string, or the cursor stands before it.
pub fn inside_quotes(text: &str, range: TextRange, offset: u32) -> Option<TextRange> {
    let written = range.slice(text);
    if !written.starts_with('"') || offset <= range.start() {
        return None;
    }
    let is_closed = written.len() >= 2 && written.ends_with('"');
    let end = if is_closed { range.end() - 1 } else { offset };
    Some(TextRange::new((range.start() + 1).min(offset), end.max(offset.min(range.end()))))
}

#[cfg(test)]
mod tests;
