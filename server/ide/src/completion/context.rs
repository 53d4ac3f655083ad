//! What stands at the cursor: the facts of the text as it would be with a name there.

use std::sync::Arc;

use infer::{Infer, Node};
use project::facts::{
    self, ClassId, ExpressionId, ExpressionKind, Facts, ImportId, Name, PropertyKind, ScopeId, Usage,
};
use project::{Mended, Snapshot};
use source::{FileId, SourceText, TextRange};
use syntax::cursor::{Cursor, Inside, MARKER, Place, TokenContext};

use super::jsdoc::{self, Written};
use crate::FilePosition;
use crate::environment::has_browser;

/// Everything that the sources of items look at.
pub(crate) struct Context<'s> {
    pub snapshot: &'s Snapshot,
    pub infer: Infer<'s>,
    pub facts: Arc<Facts>,
    pub file: FileId,
    /// The file's own text, and the cursor in it. Before the cursor the facts' ranges are ranges of it.
    pub text: SourceText,
    pub offset: u32,
    /// The cursor in the facts: where the name of a member begins that is being typed, for they are without it.
    at_cursor: u32,
    /// What an accepted item replaces.
    pub replace: TextRange,
    pub prefix: String,
    pub scope: ScopeId,
    pub what: What,
    pub tokens: TokenContext,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum What {
    Nothing,
    /// `object.`
    Member {
        object: ExpressionId,
    },
    /// As above, where no tree could be had: the texts of the names before the dot.
    MemberOf {
        chain: Vec<String>,
    },
    /// `const { here } = object`
    Part {
        object: ExpressionId,
        taken: Vec<Name>,
    },
    /// `{ here: … }` in an object literal.
    Key {
        object: ExpressionId,
    },
    /// In the string of an import or a `require`.
    Specifier {
        import: ImportId,
    },
    /// `import { here } from 'm'`
    ImportedName {
        import: ImportId,
    },
    /// In another string, and what it is compared with.
    String {
        expression: ExpressionId,
        compared: Option<ExpressionId>,
    },
    Type,
    /// A value, or a statement.
    Name {
        expression: Option<ExpressionId>,
    },
    /// `export { here }`, perhaps `from 'm'`
    ExportedName {
        import: Option<ImportId>,
    },
    /// The name of a class's member.
    ClassMember {
        class: ClassId,
    },
    /// `<here`
    Tag,
    /// `</here`: the name that is open.
    ClosingTag {
        tag: String,
    },
    /// `<tag here`
    Attribute {
        element: ExpressionId,
    },
    /// `<tag attribute="here"`
    AttributeValue {
        element: ExpressionId,
        attribute: String,
    },
    /// In a `/** */` comment.
    Documentation(Written),
}

impl<'s> Context<'s> {
    pub fn at(snapshot: &'s Snapshot, at: FilePosition, is_cancelled: &'s dyn Fn() -> bool) -> Option<Context<'s>> {
        let text = snapshot.text(at.file)?;
        let kind = snapshot.kind(at.file);
        let offset = at.offset.min(text.text().len() as u32);
        let cursor = Cursor::new(text.text(), offset, kind).without_member_name();
        let mended = snapshot.mended(at.file, cursor.text(), cursor.offset(), || {
            let parse = cursor.parse()?;
            let facts = Arc::new(facts::lower(&parse.parsed, &parse.text, kind));
            Some(Mended { facts, place: parse.place() })
        });
        let at_cursor = cursor.offset();
        let tokens = cursor.context;
        let (facts, place) = match mended {
            Some(Mended { facts, place }) => (facts, place),
            None => {
                let good = snapshot.last_good_facts(at.file).map(|good| good.facts);
                (good.unwrap_or_else(|| Arc::new(Facts::empty(kind, offset))), Place::Nothing)
            }
        };
        let replace = match tokens.inside {
            Inside::Code => TextRange::new(tokens.word.start().min(offset), tokens.word.end().max(offset)),
            _ => TextRange::empty(offset),
        };
        let prefix = text.text().get(replace.start() as usize..offset as usize).unwrap_or("").to_owned();
        let infer = Infer::new(snapshot, is_cancelled)
            .with_facts(at.file, facts.clone())
            .with_cursor(at.file, replace)
            .with_browser(has_browser(snapshot, at.file));
        let scope = facts.scope_at(at_cursor);
        let mut context = Context {
            snapshot,
            infer,
            facts,
            file: at.file,
            text,
            offset,
            at_cursor,
            replace,
            prefix,
            scope,
            what: What::Nothing,
            tokens,
        };
        context.what = context.find(place);
        Some(context)
    }

    pub fn node(&self, expression: ExpressionId) -> Node<ExpressionId> {
        Node::new(self.file, expression)
    }

    fn find(&mut self, place: Place) -> What {
        match self.tokens.inside {
            Inside::Code => self.by_place(place).unwrap_or_else(|| self.in_code()),
            Inside::String => self.in_string(place),
            Inside::DocComment => self.in_documentation(),
            Inside::Template | Inside::Number | Inside::RegularExpression | Inside::Comment | Inside::JsxText => {
                What::Nothing
            }
        }
    }

    /// What the tree alone tells, and not the facts.
    fn by_place(&self, place: Place) -> Option<What> {
        match place {
            Place::JsxTag => Some(What::Tag),
            Place::JsxClosingTag => Some(What::ClosingTag { tag: self.open_tag() }),
            Place::JsxAttribute { tag } => Some(What::Attribute { element: self.element(tag)? }),
            Place::ExportName { source } => {
                let import = self.facts.imports.iter().position(|import| Some(import.specifier_range) == source);
                Some(What::ExportedName { import: import.map(|index| ImportId(index as u32)) })
            }
            Place::ClassMember { class } => {
                let class = self.facts.classes.iter().position(|row| row.range == class)?;
                Some(What::ClassMember { class: ClassId(class as u32) })
            }
            _ => None,
        }
    }

    /// The element whose opening tag has its name here.
    fn element(&self, tag: TextRange) -> Option<ExpressionId> {
        let is_it = |kind: &ExpressionKind| matches!(kind, ExpressionKind::Jsx(jsx) if jsx.tag_range == tag);
        let index = self.facts.expressions.iter().position(|expression| is_it(&expression.kind))?;
        Some(ExpressionId(index as u32))
    }

    /// The name of the innermost element whose closing tag holds the cursor.
    fn open_tag(&self) -> String {
        let at = self.replace.start();
        let closed_here = self.facts.expressions.iter().filter_map(|expression| match &expression.kind {
            ExpressionKind::Jsx(jsx) if jsx.tag_range.end() < at && expression.range.touches(at) => Some(jsx.tag_range),
            _ => None,
        });
        let tag = closed_here.max_by_key(|tag| tag.start());
        tag.map(|tag| tag.slice(self.text.text()).to_owned()).unwrap_or_default()
    }

    fn in_code(&self) -> What {
        let facts = &self.facts;
        let offset = self.at_cursor;
        let mut key = None;
        for (index, expression) in facts.expressions.iter().enumerate() {
            let id = ExpressionId(index as u32);
            match &expression.kind {
                ExpressionKind::Member { object, property_range, property, .. }
                    if property_range.touches(offset) && is_typed(property) =>
                {
                    return What::Member { object: *object };
                }
                ExpressionKind::Part { object, property_range, property }
                    if property_range.touches(offset) && is_typed(property) =>
                {
                    // No one takes a number apart: it stands for what is not written yet.
                    if matches!(facts[*object].kind, ExpressionKind::Number(_)) {
                        return What::Nothing;
                    }
                    return What::Part { object: *object, taken: self.taken_from(*object) };
                }
                ExpressionKind::Object(properties) => {
                    let is_here = |property: &&facts::Property| {
                        property.kind == PropertyKind::Shorthand && property.key_range.touches(offset)
                    };
                    if properties.iter().any(|property| is_here(&property)) {
                        key = Some(id);
                    }
                }
                _ => {}
            }
        }
        for (index, import) in facts.imports.iter().enumerate() {
            if import.names.iter().any(|name| {
                name.imported_range.touches(offset)
                    && matches!(&name.imported, facts::ImportedName::Named(name) if is_typed(name))
            }) {
                return What::ImportedName { import: ImportId(index as u32) };
            }
        }
        if let Some(object) = key {
            return What::Key { object };
        }
        if let Some(reference) = facts.reference_at(offset) {
            if facts[reference].usage == Usage::Type {
                return What::Type;
            }
            let expression = facts
                .expressions
                .iter()
                .position(|expression| matches!(expression.kind, ExpressionKind::Reference(here) if here == reference));
            return What::Name { expression: expression.map(|index| ExpressionId(index as u32)) };
        }
        if self.tokens.is_member {
            return What::MemberOf { chain: self.chain() };
        }
        // The name of something that is being declared is the author's to find.
        let is_declared = facts
            .bindings
            .iter()
            .flat_map(|binding| &binding.declarations)
            .any(|declaration| declaration.name_range.touches(offset) && !declaration.name_range.is_empty());
        if is_declared { What::Nothing } else { What::Name { expression: None } }
    }

    fn in_string(&mut self, place: Place) -> What {
        let inner = self.string_content();
        self.replace = inner;
        self.prefix = self.text.text().get(inner.start() as usize..self.offset as usize).unwrap_or("").to_owned();
        for (index, import) in self.facts.imports.iter().enumerate() {
            if import.specifier_range.touches(self.offset) && import.specifier_range.start() < self.offset {
                return What::Specifier { import: ImportId(index as u32) };
            }
        }
        if let Place::JsxAttributeValue { tag, attribute, .. } = place
            && let Some(element) = self.element(tag)
        {
            return What::AttributeValue { element, attribute: attribute.slice(self.text.text()).to_owned() };
        }
        let string = self.facts.expressions.iter().enumerate().find(|(_, expression)| {
            matches!(expression.kind, ExpressionKind::String(_))
                && expression.range.touches(self.offset)
                && expression.range.start() < self.offset
        });
        let Some((index, _)) = string else { return What::Nothing };
        let compared = match place {
            Place::String { compared: Some(range), .. } => {
                self.facts.expressions.iter().position(|expression| expression.range == range)
            }
            _ => None,
        };
        let compared = compared.map(|index| ExpressionId(index as u32));
        What::String { expression: ExpressionId(index as u32), compared }
    }

    /// What is between the quotes that the cursor stands in; to the end of the line where there is no second one.
    fn string_content(&self) -> TextRange {
        let token = self.tokens.token;
        let text = token.slice(self.text.text());
        let start = token.start() + 1;
        let quote = text.chars().next();
        let is_closed = text.len() > 1 && text.chars().last() == quote;
        let end = if is_closed { token.end() - 1 } else { token.end() };
        // What follows on an unfinished line is not the string's.
        let end = if is_closed { end } else { end.min(self.offset) };
        TextRange::new(start.min(self.offset), end.max(self.offset))
    }

    fn in_documentation(&mut self) -> What {
        let before = self.text.text().get(self.tokens.token.start() as usize..self.offset as usize).unwrap_or("");
        let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
        let word = before.rsplit(|character: char| !is_part(character)).next().unwrap_or("");
        let written = jsdoc::written(&before[..before.len() - word.len()]);
        let word_start = self.offset - word.len() as u32;
        // A tag is replaced with its `@`.
        let start = if written == Written::Tag { word_start - 1 } else { word_start };
        self.replace = TextRange::new(start, self.offset);
        self.prefix = self.replace.slice(self.text.text()).to_owned();
        match written {
            Written::Words => What::Nothing,
            written => What::Documentation(written),
        }
    }

    /// The names that a pattern takes already.
    fn taken_from(&self, object: ExpressionId) -> Vec<Name> {
        self.facts
            .expressions
            .iter()
            .filter_map(|expression| match &expression.kind {
                ExpressionKind::Part { object: other, property, .. } if *other == object && !is_typed(property) => {
                    Some(property.clone())
                }
                _ => None,
            })
            .collect()
    }

    /// The names before the dot, as far as they are names.
    pub fn chain(&self) -> Vec<String> {
        use syntax::cursor::ChainLink;
        self.tokens
            .chain
            .iter()
            .filter_map(|link| match link {
                ChainLink::Name(range) => Some(range.slice(self.text.text()).to_owned()),
                _ => None,
            })
            .collect()
    }
}

/// Whether a name is the one at the cursor.
pub(crate) fn is_typed(name: &str) -> bool {
    name.is_empty() || name.ends_with(MARKER)
}
