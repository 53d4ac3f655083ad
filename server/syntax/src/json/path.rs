//! What a cursor in JSON stands in.

use source::TextRange;

use super::{Document, NodeId, Value};

/// One step from an object or array into it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    Name(String),
    Index(usize),
}

/// What of an entry the cursor is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// The name of a member, with its quotes.
    Name(TextRange),
    /// The value, or the place where it is missing.
    Value(NodeId),
    /// Between the entries of an object: a name may start here.
    Object(NodeId),
    /// Between the entries of an array: a value may start here.
    Array(NodeId),
    /// Outside of the root.
    Outside,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// From the root to what the cursor is in. In a name, the name itself is the last step.
    pub path: Vec<Step>,
    pub within: Within,
    /// The object or array around the cursor.
    pub container: Option<NodeId>,
}

impl Cursor {
    /// The names of the path; of an index none.
    pub fn names(&self) -> Vec<&str> {
        let names = self.path.iter().map(|step| match step {
            Step::Name(name) => name.as_str(),
            Step::Index(_) => "",
        });
        names.collect()
    }
}

impl Document {
    /// What an offset stands in.
    pub fn path_at(&self, offset: u32) -> Cursor {
        let mut cursor = Cursor { path: Vec::new(), within: Within::Outside, container: None };
        let Some(mut node) = self.root.filter(|root| self.holds(*root, offset)) else { return cursor };
        loop {
            match &self[node].value {
                Value::Object(members) => {
                    cursor.container = Some(node);
                    let found = members.iter().enumerate().find(|(index, member)| {
                        let next =
                            members.get(index + 1).map_or(self[node].range.end(), |next| next.name_range.start());
                        // Behind the colon of a member that has no value yet.
                        let is_missing = self[member.value].value == Value::Missing;
                        member.name_range.touches(offset)
                            || self.holds(member.value, offset)
                            || is_missing && self[member.value].range.start() < offset && offset < next
                    });
                    let Some((_, member)) = found else {
                        cursor.within = Within::Object(node);
                        return cursor;
                    };
                    cursor.path.push(Step::Name(member.name.clone()));
                    if member.name_range.touches(offset) {
                        cursor.within = Within::Name(member.name_range);
                        return cursor;
                    }
                    node = member.value;
                }
                Value::Array(entries) => {
                    cursor.container = Some(node);
                    let Some(index) = entries.iter().position(|entry| self.holds(*entry, offset)) else {
                        cursor.within = Within::Array(node);
                        return cursor;
                    };
                    cursor.path.push(Step::Index(index));
                    node = entries[index];
                }
                _ => {
                    cursor.within = Within::Value(node);
                    return cursor;
                }
            }
        }
    }

    /// Inside of an object or array, inside of or at the end of anything else.
    fn holds(&self, node: NodeId, offset: u32) -> bool {
        let range = self[node].range;
        match self[node].value {
            Value::Object(_) | Value::Array(_) => {
                range.start() < offset && offset < range.end() || self.is_open_at(node, offset)
            }
            Value::Missing => range.start() == offset,
            _ => range.touches(offset),
        }
    }

    /// An object that is not closed reaches to its end, which is that of the text.
    fn is_open_at(&self, node: NodeId, offset: u32) -> bool {
        let range = self[node].range;
        let bracket = TextRange::new(range.start(), range.start() + 1);
        range.end() == offset
            && self.errors.iter().any(|error| error.range == bracket && error.message.contains("never closed"))
    }
}
