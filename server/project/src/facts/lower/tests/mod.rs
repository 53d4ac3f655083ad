//! What the lowering says of small texts, as text.

mod classes;
mod control_flow;
mod declarations;
mod functions;
mod jsdoc;
mod jsdoc_declarations;
mod jsdoc_types;
mod modules;
mod nesting;
mod scopes;
mod types;
mod values;

use expect_test::Expect;
use syntax::{Goal, Language, SourceKind};

use super::*;

/// Lowers a text of a kind that its first line may name: `// module`, `// typescript`, `// jsx`, `// declarations`.
fn facts(text: &str) -> Facts {
    let (language, goal) = match text.lines().next().unwrap_or_default() {
        "// module" => (Language::Jsx, Goal::Module),
        "// typescript" => (Language::TypeScript, Goal::Module),
        "// declarations" => (Language::Declarations, Goal::Module),
        _ => (Language::Jsx, Goal::CommonJs),
    };
    let facts = of(text, SourceKind::new(language, goal));
    assert_eq!(facts.errors, [], "{text}");
    assert_consistent(&facts, text);
    facts
}

/// What must be true of all facts.
pub(super) fn assert_consistent(facts: &Facts, text: &str) {
    let whole = TextRange::new(0, text.len() as u32);
    assert_eq!(facts.parents.len(), facts.expressions.len());
    for (index, expression) in facts.expressions.iter().enumerate() {
        assert!(whole.contains_range(expression.range) && text.get(expression.range.as_usize()).is_some());
        let Some(parent) = facts.parents[index] else { continue };
        assert_ne!(parent.index(), index);
        let is_inside = facts[parent].range.contains_range(expression.range);
        assert!(is_inside || facts[parent].kind.is_synthetic(), "{expression:?} in {:?}", facts[parent]);
    }
    for (index, scope) in facts.scopes.iter().enumerate() {
        let outer = scope.parent.map_or(whole, |parent| facts[parent].range);
        // What a comment declares is seen from the function behind it.
        let is_in_doc = facts.docs.iter().any(|doc| doc.range.contains_range(scope.range));
        assert!(outer.contains_range(scope.range) || is_in_doc, "scope {index}: {scope:?}");
        assert!(scope.parent.is_none_or(|parent| parent.index() < index));
        for binding in &scope.bindings {
            assert_eq!(facts[*binding].scope.index(), index);
        }
    }
    for binding in &facts.bindings {
        assert!(!binding.declarations.is_empty());
        for declaration in &binding.declarations {
            assert!(whole.contains_range(declaration.range));
            assert!(declaration.range.contains_range(declaration.name_range), "{declaration:?}");
        }
        assert!(facts[binding.scope].bindings.iter().any(|other| facts[*other].name == binding.name));
    }
    for function in &facts.functions {
        assert!(matches!(facts[function.expression].kind, ExpressionKind::Function(_)));
    }
    for class in &facts.classes {
        assert!(matches!(facts[class.expression].kind, ExpressionKind::Class(_)));
    }
}

fn check_lines(lines: impl IntoIterator<Item = String>, expect: Expect) {
    let text: String = lines.into_iter().map(|line| line + "\n").collect();
    expect.assert_eq(&text);
}

/// A value in few words: names as they are written, synthetic ones in angle brackets.
fn show(facts: &Facts, id: ExpressionId) -> String {
    use ExpressionKind::*;
    let list = |ids: &[ExpressionId]| ids.iter().map(|id| show(facts, *id)).collect::<Vec<_>>().join(", ");
    match &facts[id].kind {
        Unknown => "?".to_owned(),
        Null => "null".to_owned(),
        Boolean(value) => value.to_string(),
        Number(value) => value.to_string(),
        String(text) => format!("'{text}'"),
        Template(parts) => format!("`{}`", list(parts)),
        Reference(reference) => facts[*reference].name.to_string(),
        This(_) => "this".to_owned(),
        Super(_) => "super".to_owned(),
        Member { object, property, is_optional, .. } => {
            format!("{}{}{property}", show(facts, *object), if *is_optional { "?." } else { "." })
        }
        Index { object, index, .. } => format!("{}[{}]", show(facts, *object), show(facts, *index)),
        Call { callee, arguments, .. } => format!("{}({})", show(facts, *callee), list(arguments)),
        New { callee, arguments, .. } => format!("new {}({})", show(facts, *callee), list(arguments)),
        Object(properties) => {
            let properties = properties.iter().map(|property| {
                let key = property.key.name().map_or("…".to_owned(), |name| name.to_string());
                format!("{key}: {}", show(facts, property.value))
            });
            format!("{{{}}}", properties.collect::<Vec<_>>().join(", "))
        }
        Array(elements) => {
            let elements = elements.iter().map(|element| element.map_or("hole".to_owned(), |id| show(facts, id)));
            format!("[{}]", elements.collect::<Vec<_>>().join(", "))
        }
        Spread(value) => format!("...{}", show(facts, *value)),
        Function(function) => format!("function {}", facts[*function].name.as_deref().unwrap_or("?")),
        Class(class) => format!("class {}", facts[*class].name.as_deref().unwrap_or("?")),
        Assign { target, value, operator } => {
            let operator = operator.map_or(std::string::String::new(), |operator| format!("{operator:?}"));
            format!("({} {operator}= {})", show(facts, *target), show(facts, *value))
        }
        Binary { operator, left, right } => {
            format!("({} {operator:?} {})", show(facts, *left), show(facts, *right))
        }
        Unary { operator, operand } => format!("{operator:?}({})", show(facts, *operand)),
        Update(operand) => format!("{}++", show(facts, *operand)),
        Conditional { test, consequent, alternate } => {
            format!("({} ? {} : {})", show(facts, *test), show(facts, *consequent), show(facts, *alternate))
        }
        Await(value) => format!("await {}", show(facts, *value)),
        As { value, type_annotation } => {
            let annotation = if type_annotation.is_some() { "T" } else { "const" };
            format!("({} as {annotation})", show(facts, *value))
        }
        Satisfies { value, .. } => format!("({} satisfies T)", show(facts, *value)),
        Module(import) => format!("module '{}'", facts[*import].specifier),
        Jsx(jsx) => format!("<{}>", jsx.tag.map_or(std::string::String::new(), |tag| show(facts, tag))),
        Parameter { index, .. } => format!("<parameter {index}>"),
        ElementOf { value, is_async } => {
            format!("<{}element of {}>", if *is_async { "async " } else { "" }, show(facts, *value))
        }
        KeyOf(value) => format!("<key of {}>", show(facts, *value)),
        Part { object, property, .. } => format!("<{property} of {}>", show(facts, *object)),
        Item { array, index } => format!("<item {index} of {}>", show(facts, *array)),
        RestProperties { object, taken } => format!("<{} without {taken:?}>", show(facts, *object)),
        RestItems { array, from } => format!("<{} from {from}>", show(facts, *array)),
        Default { value, fallback } => format!("<{} or {}>", show(facts, *value), show(facts, *fallback)),
        Annotated(_) => "<T>".to_owned(),
        Caught => "<caught>".to_owned(),
        Imported { import, name } => {
            let name = match name {
                ImportedName::Named(name) => name.to_string(),
                ImportedName::Default => "default".to_owned(),
                ImportedName::Namespace => "*".to_owned(),
            };
            format!("<{name} of '{}'>", facts[*import].specifier)
        }
        other => format!("{other:?}"),
    }
}
