//! Growing a selection: the word, the expression, what is between the brackets, the statement, the function, the file.

use project::Snapshot;
use project::facts::{ExpressionKind, Facts};
use source::TextRange;
use syntax::tokens;

use crate::{FilePosition, brackets};

/// From the innermost outwards; each holds the one before and is larger.
pub fn selection_ranges(snapshot: &Snapshot, position: FilePosition) -> Vec<TextRange> {
    let Some(text) = snapshot.text(position.file) else { return Vec::new() };
    let whole = TextRange::new(0, text.text().len() as u32);
    let mut ranges = vec![whole];
    let kind = snapshot.kind(position.file);
    // Spaces between words belong to none of them.
    ranges.extend(tokens(text.text(), kind).filter(|token| token.range.touches(position.offset)).flat_map(|token| {
        let is_quoted =
            matches!(token.kind, syntax::TokenKind::String) && token.is_terminated && token.range.len() >= 2;
        let inside = is_quoted.then(|| TextRange::new(token.range.start() + 1, token.range.end() - 1));
        [Some(token.range), inside].into_iter().flatten()
    }));
    for pair in brackets::pairs(text.text(), kind) {
        let inside = TextRange::new(pair.range.start() + 1, pair.range.end() - 1);
        let trimmed = text.slice(inside);
        let start = inside.start() + (trimmed.len() - trimmed.trim_start().len()) as u32;
        ranges.extend([pair.range, inside, TextRange::new(start, start + trimmed.trim().len() as u32)]);
    }
    if let Some(facts) = snapshot.facts(position.file) {
        of_facts(&facts, &mut ranges);
    }
    ranges.extend(lines(&text, position.offset));
    ranges.retain(|range| range.touches(position.offset));
    // Of two that only touch, the one that the cursor is inside of or in front of.
    ranges.sort_by_key(|range| (range.len(), range.end() == position.offset));
    let mut chain: Vec<TextRange> = Vec::new();
    for range in ranges {
        match chain.last() {
            Some(last) if *last == range || !range.contains_range(*last) => {}
            // Nothing selected is the start of growing, not a step of it.
            _ if range.is_empty() => {}
            _ => chain.push(range),
        }
    }
    chain
}

fn of_facts(facts: &Facts, ranges: &mut Vec<TextRange>) {
    ranges.extend(facts.expressions.iter().filter(|expression| !expression.kind.is_synthetic()).map(|it| it.range));
    for expression in &facts.expressions {
        match &expression.kind {
            ExpressionKind::Object(properties) => ranges.extend(properties.iter().map(|property| property.range)),
            ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. } => {
                let all = arguments.iter().map(|argument| facts[*argument].range).reduce(TextRange::cover);
                ranges.extend(all);
            }
            ExpressionKind::Jsx(element) => ranges.extend(element.attributes.iter().map(|attribute| attribute.range)),
            _ => {}
        }
    }
    ranges.extend(facts.bindings.iter().flat_map(|binding| &binding.declarations).map(|declaration| declaration.range));
    ranges.extend(facts.functions.iter().flat_map(|function| {
        let parameters = function.parameters.iter().map(|parameter| parameter.range);
        parameters.chain(function.body).chain([function.range])
    }));
    ranges.extend(
        facts.classes.iter().flat_map(|class| class.members.iter().map(|member| member.range).chain([class.range])),
    );
    ranges.extend(facts.scopes.iter().map(|scope| scope.range));
    ranges.extend(facts.types.iter().map(|it| it.range));
    ranges
        .extend(facts.interfaces.iter().flat_map(|it| it.members.iter().map(|member| member.range).chain([it.range])));
    ranges.extend(facts.enums.iter().flat_map(|it| it.members.iter().map(|member| member.range).chain([it.range])));
    ranges.extend(facts.imports.iter().flat_map(|it| it.names.iter().map(|name| name.range).chain([it.range])));
    ranges.extend(facts.exports.iter().map(|export| export.range));
}

/// The line without and with its indentation: where a statement is nothing that facts know.
fn lines(text: &source::SourceText, offset: u32) -> [TextRange; 2] {
    let index = text.lines();
    let line = index.line_of(offset);
    let start = index.line_start(line);
    let content = index.line_text(text.text(), line);
    let indent = (content.len() - content.trim_start().len()) as u32;
    let end = start + content.trim_end().len() as u32;
    [
        TextRange::new(start + indent.min(content.trim_end().len() as u32), end),
        TextRange::new(start, start + content.len() as u32),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;

    fn check(text: &str, expected: &[&str]) {
        let checked = Checked::new(text);
        let found = selection_ranges(&checked.snapshot, checked.position());
        let shown: Vec<String> = found.iter().map(|range| checked.slice(checked.main(), *range)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_selection_grows_by_what_is_around_it() {
        check(
            "f(a.b$0c + 1, 2);",
            &["bc", "a.bc", "a.bc + 1", "a.bc + 1, 2", "(a.bc + 1, 2)", "f(a.bc + 1, 2)", "f(a.bc + 1, 2);"],
        );
    }

    #[test]
    fn a_string_without_and_with_its_quotes() {
        check("x = 'a$0b'", &["ab", "'ab'", "x = 'ab'"]);
    }

    #[test]
    fn blocks_and_functions() {
        check(
            "function f() { re$0turn 1; }",
            &["return", "return 1;", " return 1; ", "{ return 1; }", "function f() { return 1; }"],
        );
    }

    #[test]
    fn an_empty_file_is_all_there_is() {
        check("$0", &[]);
    }
}
