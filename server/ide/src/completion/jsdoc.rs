//! In a `/** */` comment: tags, the parameters of the function that it is of, names of types in braces.

use project::facts::{Function, Name};

use super::context::Context;
use super::ranking::fits;
use super::{Item, ItemKind};

/// JSDoc's tags that editors and `infer` understand, the frequent ones first.
const TAGS: [&str; 34] = [
    "param",
    "returns",
    "type",
    "typedef",
    "property",
    "deprecated",
    "example",
    "see",
    "throws",
    "template",
    "private",
    "public",
    "protected",
    "readonly",
    "callback",
    "class",
    "constructor",
    "extends",
    "implements",
    "override",
    "import",
    "satisfies",
    "this",
    "enum",
    "async",
    "default",
    "description",
    "event",
    "fires",
    "link",
    "module",
    "since",
    "todo",
    "author",
];

/// What is written in a comment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    /// `@tag`
    Tag,
    /// `{T}`
    Type,
    /// `@param name`
    Parameter,
    Words,
}

/// What the cursor stands in, by the comment's text before the word at the cursor.
pub(crate) fn written(before_word: &str) -> Written {
    let line = before_word.rsplit('\n').next().unwrap_or("");
    let Some(tag) = line.rfind('@').map(|at| &line[at + 1..]) else { return Written::Words };
    if tag.is_empty() {
        return Written::Tag;
    }
    let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let open = rest.matches('{').count();
    let closed = rest.matches('}').count();
    if open > closed {
        return Written::Type;
    }
    // Behind the type, if there is one, and nothing else.
    let behind = rest.rsplit('}').next().unwrap_or("").trim_start().trim_start_matches('[');
    let is_parameter = matches!(name, "param" | "arg" | "argument") && tag.len() > name.len();
    if is_parameter && behind.is_empty() { Written::Parameter } else { Written::Words }
}

pub(crate) fn tags(context: &Context, items: &mut Vec<Item>) {
    for (index, tag) in TAGS.iter().map(|tag| format!("@{tag}")).enumerate() {
        if fits(&context.prefix, &tag) {
            items.push(Item::new(tag, ItemKind::Keyword, -(index as f32)));
        }
    }
}

/// The parameters of the function below the comment that it doesn't tell of yet.
pub(crate) fn parameters(context: &Context, items: &mut Vec<Item>) {
    let Some(function) = function_below(context) else { return };
    let docs = context.facts.docs.iter().find(|doc| doc.range.touches(context.offset));
    let told: Vec<&Name> = docs
        .into_iter()
        .flat_map(|doc| &doc.tags)
        .filter(|tag| !tag.range.touches(context.offset))
        .filter_map(|tag| tag.name.as_ref())
        .collect();
    for (index, name) in function.parameters.iter().filter_map(|parameter| parameter.name.as_ref()).enumerate() {
        if fits(&context.prefix, name) && !told.contains(&name) {
            items.push(Item::new(name.to_string(), ItemKind::Parameter, -(index as f32)));
        }
    }
}

/// The first function that begins behind the comment, if nothing but its own statement stands between them.
fn function_below<'c>(context: &'c Context) -> Option<&'c Function> {
    let end = context.tokens.token.end();
    let function = context
        .facts
        .functions
        .iter()
        .filter(|function| function.range.start() >= end)
        .min_by_key(|function| function.range.start())?;
    let between = context.text.text().get(end as usize..function.range.start() as usize)?;
    (!between.contains([';', '}'])).then_some(function)
}
