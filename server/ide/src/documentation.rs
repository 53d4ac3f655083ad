//! Documentation comments as Markdown.

use project::facts::{Doc, DocId, DocTag, Facts};
use source::TextRange;

/// What is said of a type that no code tells.
pub(crate) const OBSERVED: &str = "`observed`: so it was when the program ran; the code does not tell.";

/// What is said of something, and that what it is was seen.
pub(crate) fn with_observed(documentation: &str) -> String {
    let paragraphs = [documentation, OBSERVED];
    paragraphs.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What a comment says, then its tags, each a paragraph.
pub(crate) fn markdown(facts: &Facts, doc: DocId) -> String {
    let doc = &facts[doc];
    let mut paragraphs = vec![with_links(doc.description.trim())];
    // That it should not be used stands first.
    if let Some(deprecation) = doc.deprecation() {
        paragraphs.insert(0, format!("**Deprecated** {}", with_links(deprecation)).trim_end().to_owned());
    }
    paragraphs.extend(doc.tags.iter().filter_map(paragraph));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// What a comment says of one parameter, or of one property that it declares.
pub(crate) fn of_parameter(facts: &Facts, doc: DocId, name: &str) -> Option<String> {
    let tag = facts[doc].tags.iter().find(|tag| is_parameter(tag) && tag.name.as_deref() == Some(name))?;
    let text = with_links(without_dash(&tag.text));
    (!text.is_empty()).then_some(text)
}

/// The words of the tag that declares a member at `name_range`: `@property`, a part of `@param`. The whole comment for any other.
pub(crate) fn of_member(facts: &Facts, doc: DocId, name_range: Option<TextRange>) -> String {
    let declares = |tag: &&DocTag| {
        let Some(range) = tag.name_range else { return false };
        name_range.is_some_and(|name| range.contains_range(name))
    };
    match facts[doc].tags.iter().find(declares) {
        Some(tag) => with_links(without_dash(&tag.text)),
        None => markdown(facts, doc),
    }
}

/// The comment that ends right before `start`.
pub(crate) fn before<'f>(facts: &'f Facts, text: &str, start: u32) -> Option<(DocId, &'f Doc)> {
    let index = facts.docs.partition_point(|doc| doc.range.end() <= start).checked_sub(1)?;
    let doc = &facts.docs[index];
    let between = TextRange::new(doc.range.end(), start).slice(text);
    between.trim().is_empty().then_some((DocId(index as u32), doc))
}

fn paragraph(tag: &DocTag) -> Option<String> {
    let text = with_links(without_dash(&tag.text));
    let name = tag.name.as_deref().unwrap_or("");
    let told = |word: &str| match (name.is_empty(), text.is_empty()) {
        (true, true) => format!("*@{word}*"),
        (true, false) => format!("*@{word}* — {text}"),
        (false, true) => format!("*@{word}* `{name}`"),
        (false, false) => format!("*@{word}* `{name}` — {text}"),
    };
    Some(match &*tag.tag {
        "deprecated" | "description" | "overload" | "template" | "typedef" | "callback" | "type" | "private"
        | "internal" | "import" | "this" | "satisfies" => return None,
        "param" | "arg" | "argument" | "property" | "prop" if text.is_empty() => return None,
        "param" | "arg" | "argument" => told("param"),
        "returns" | "return" if text.is_empty() => return None,
        "returns" | "return" => format!("*@returns* — {text}"),
        "throws" | "exception" => told("throws"),
        "example" if tag.text.is_empty() => return None,
        "example" if tag.text.contains("```") => format!("*@example*\n\n{}", tag.text.trim()),
        "example" => {
            let (caption, code) = caption(tag.text.trim());
            let caption = caption.map(|caption| format!(" {caption}")).unwrap_or_default();
            format!("*@example*{caption}\n\n```js\n{code}\n```")
        }
        other => told(other),
    })
}

fn is_parameter(tag: &DocTag) -> bool {
    matches!(&*tag.tag, "param" | "arg" | "argument" | "property" | "prop")
}

/// `<caption>words</caption>` before an example.
fn caption(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.strip_prefix("<caption>") else { return (None, text) };
    match rest.split_once("</caption>") {
        Some((caption, code)) => (Some(caption.trim()), code.trim()),
        None => (None, text),
    }
}

/// `@param name - what it is`
fn without_dash(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("- ").or_else(|| text.strip_prefix("– ")).map_or(text, str::trim_start)
}

/// `{@link url words}` as Markdown's link; of a name, the name as code.
fn with_links(text: &str) -> String {
    if !text.contains("{@") {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{@") {
        let Some(end) = rest[start..].find('}').map(|end| start + end) else { break };
        let inner = &rest[start + 2..end];
        let (tag, target) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        result.push_str(&rest[..start]);
        match tag {
            "link" | "linkcode" | "linkplain" => result.push_str(&link(target.trim())),
            _ => result.push_str(&rest[start..=end]),
        }
        rest = &rest[end + 1..];
    }
    result.push_str(rest);
    result
}

fn link(target: &str) -> String {
    let at = target.find(|character: char| character == '|' || character.is_whitespace());
    let (target, words) = match at {
        Some(at) => (target[..at].trim(), target[at..].trim_start_matches('|').trim()),
        None => (target, ""),
    };
    let is_url = target.starts_with("http://") || target.starts_with("https://");
    match (is_url, words.is_empty()) {
        (true, true) => format!("<{target}>"),
        (true, false) => format!("[{words}]({target})"),
        (false, true) => format!("`{target}`"),
        (false, false) => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use syntax::{Goal, Language, SourceKind};

    fn check(comment: &str, expected: Expect) {
        let text = format!("{comment}\nfunction f(a, b) {{}}");
        let kind = SourceKind::new(Language::Jsx, Goal::CommonJs);
        let facts = project::facts::of(&text, kind);
        expected.assert_eq(&markdown(&facts, DocId(0)));
    }

    #[test]
    fn tags_are_paragraphs_and_a_warning_comes_first() {
        check(
            "/**\n * Adds.\n *\n * @param {number} a - the first\n * @param b\n * @returns {number} the sum\n * @deprecated use {@link plus}\n */",
            expect![[r#"
                **Deprecated** use `plus`

                Adds.

                *@param* `a` — the first

                *@returns* — the sum"#]],
        );
    }

    #[test]
    fn examples_are_code() {
        check(
            "/**\n * @example <caption>Two</caption>\n * f(1, 2);\n *\n * f(3);\n */",
            expect![[r#"
                *@example* Two

                ```js
                f(1, 2);

                f(3);
                ```"#]],
        );
    }

    #[test]
    fn links_are_markdown() {
        check(
            "/** See {@link https://example.org the site}, {@link https://a.b} and {@link Other|it}. */",
            expect!["See [the site](https://example.org), <https://a.b> and it."],
        );
    }
}
