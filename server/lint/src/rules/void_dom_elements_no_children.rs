//! Disallows children of elements that have none, such as `<br>` and `<img>`.
//!
//! ## Why
//! React throws.
//!
//! ## Bad
//! ```js
//! const line = <br>text</br>;
//! ```
//!
//! ## Good
//! ```js
//! const line = <p>text<br /></p>;
//! ```

use syntax::ast::JSXElement;

use crate::elements::{attribute, created, element_name, property};
use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_string;

rule!("void-dom-elements-no-children", React, Error, None);

/// The elements of HTML that end where they begin.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "menuitem", "meta", "param",
    "source", "track", "wbr",
];

const CONTENT: [&str; 2] = ["children", "dangerouslySetInnerHTML"];

fn run(file: &File, report: &mut Report) {
    for (_, element) in file.nodes.all::<JSXElement>() {
        let Some(name) = element_name(&element.opening).filter(|name| VOID.contains(name)) else { continue };
        if !element.children.is_empty() || CONTENT.iter().any(|name| attribute(&element.opening, name).is_some()) {
            report.at(element.range(), format!("`<{name}>` has no children"));
        }
    }
    for call in created(file) {
        let Some(name) = literal_string(call.kind).filter(|name| VOID.contains(name)) else { continue };
        let has_content = |name: &&str| call.properties.is_some_and(|it| property(it, name).is_some());
        if !call.children.is_empty() || CONTENT.iter().any(has_content) {
            report.at(call.range, format!("`<{name}>` has no children"));
        }
    }
}

#[cfg(test)]
mod tests {
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn elements_without_children() {
        let text = "
x = <img children=\"a\" />;
//  ^^^^^^^^^^^^^^^^^^^^ `<img>` has no children
y = React.createElement('br', {}, 'a');
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `<br>` has
z = <br />;
";
        case(&RULE, text).kind(SourceKind::new(Language::Jsx, Goal::Module)).check();
    }
}
