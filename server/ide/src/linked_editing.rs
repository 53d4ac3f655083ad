//! The two names of a JSX element, which are edited together.

use project::Snapshot;
use project::facts::ExpressionKind;
use source::TextRange;

use crate::FilePosition;

/// The names in the opening and the closing tag, if the cursor is on one of them.
pub fn linked_editing_ranges(snapshot: &Snapshot, at: FilePosition) -> Option<[TextRange; 2]> {
    let facts = snapshot.facts(at.file)?;
    let text = snapshot.text(at.file)?;
    facts.expressions.iter().find_map(|expression| {
        let ExpressionKind::Jsx(element) = &expression.kind else { return None };
        let (opening, closing) = (element.tag_range, element.closing_range?);
        let is_here = opening.touches(at.offset) || closing.touches(at.offset);
        (is_here && text.slice(opening) == text.slice(closing)).then_some([opening, closing])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;

    /// The linked ranges are those that are marked.
    #[track_caller]
    fn check(text: &str) {
        let checked = Checked::new(text);
        let found = linked_editing_ranges(&checked.snapshot, checked.position());
        let found: Vec<TextRange> = found.into_iter().flatten().collect();
        let wanted: Vec<TextRange> = checked.labels().into_iter().map(|(range, _)| range).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn tags_of_an_element() {
        check(
            "
const a = <di$0v><b>x</b></div>;
//         ^^^ tag
//                       ^^^ tag
",
        );
        check(
            "
const a = <A.B x={1}></A.B$0>;
//         ^^^ tag
//                     ^^^ tag
",
        );
    }

    #[test]
    fn an_element_alone_has_none() {
        check("const a = <di$0v />;\n");
        check("const a = <div>te$0xt</div>;\n");
    }
}
