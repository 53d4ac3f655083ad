//! What the cursor stands in, by the tree.

use source::TextRange;

use super::finder::Finder;
use super::{CursorParse, Inside};
use crate::visit::VisitWith;

/// What stands at the cursor. Ranges are those of [`CursorParse::text`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Nothing that could be completed: a number, a regular expression, text of a template or between tags, or no tree.
    Nothing,
    /// A name where a statement may start.
    Statement,
    /// A name where a value is wanted.
    Expression,
    /// `receiver.name`
    Member {
        receiver: TextRange,
        is_optional: bool,
        is_private: bool,
    },
    /// `receiver['name']`
    ElementKey {
        receiver: TextRange,
        string: TextRange,
    },
    /// A string that names a module, with its quotes.
    ModuleSpecifier {
        string: TextRange,
        from: ImportedFrom,
    },
    /// `import { name } from 'module'`; the string is that of the module, empty where none is written yet.
    ImportName {
        source: TextRange,
    },
    /// `export { name }`, with the string of `from 'module'`.
    ExportName {
        source: Option<TextRange>,
    },
    /// A key of an object literal.
    ObjectKey {
        object: TextRange,
    },
    /// A key of a pattern that takes an object apart, and the value that it is taken from, where that is written.
    PatternKey {
        pattern: TextRange,
        value: Option<TextRange>,
    },
    /// The name of a class's member.
    ClassMember {
        class: TextRange,
    },
    /// Another string, and what it is compared with (`==`, `case`).
    String {
        string: TextRange,
        compared: Option<TextRange>,
    },
    /// A name that is declared here.
    Declaration,
    /// `break name`
    Label,
    /// A name in a type.
    Type,
    /// `left.name` in a type.
    TypeMember {
        left: TextRange,
    },
    JsxTag,
    /// `<receiver.name`
    JsxMember {
        receiver: TextRange,
    },
    /// `</name`
    JsxClosingTag,
    /// `<tag name`
    JsxAttribute {
        tag: TextRange,
    },
    /// `<tag attribute="…"`
    JsxAttributeValue {
        tag: TextRange,
        attribute: TextRange,
        string: TextRange,
    },
    Comment,
    /// `/** … */`
    DocComment {
        comment: TextRange,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportedFrom {
    Import,
    Export,
    /// `import('module')`
    Dynamic,
    /// `require('module')`, `require.resolve('module')`, `import x = require('module')`
    Require,
    /// `import('module')` in a type.
    Type,
}

/// The call whose arguments hold the cursor, innermost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Argument {
    pub call: TextRange,
    pub callee: TextRange,
    /// Which of the arguments.
    pub index: u32,
    pub is_new: bool,
}

impl CursorParse {
    pub fn place(&self) -> Place {
        match self.inside {
            Inside::Comment => Place::Comment,
            Inside::DocComment => Place::DocComment { comment: self.token },
            Inside::Number | Inside::RegularExpression | Inside::Template | Inside::JsxText => Place::Nothing,
            Inside::Code | Inside::String => self.find().place,
        }
    }

    pub fn argument(&self) -> Option<Argument> {
        self.find().argument
    }

    fn find(&self) -> Finder {
        let mut finder = Finder::new(self.offset, self.marker);
        self.parsed.with(|program| program.visit_with(&mut finder));
        finder
    }
}
