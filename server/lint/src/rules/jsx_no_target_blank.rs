//! Requires `rel="noreferrer"` on links that open in a new tab.
//!
//! ## Why
//! In old browsers the page behind the link can send this page elsewhere, and in all it learns where its visitor came from.
//!
//! ## Bad
//! ```js
//! const link = <a target="_blank" href="https://example.com/">Example</a>;
//! ```
//!
//! ## Good
//! ```js
//! const link = <a target="_blank" rel="noreferrer" href="https://example.com/">Example</a>;
//! ```
//!
//! ## Options
//! - `allowReferrer` (default `false`): `rel="noopener"` is enough.
//! - `enforceDynamicLinks` (default `"always"`): `"never"` leaves out links that are not known: `href={link}`.
//! - `warnOnSpreadAttributes` (default `false`): what is spread may be a link, too.
//! - `links` (default `true`), `forms` (default `false`): which elements are looked at.

use serde::Deserialize;
use source::Edit;
use syntax::ast::{Expr, JSXAttr, JSXAttrOrSpread, JSXAttrValue, JSXOpeningElement, Lit};

use crate::elements::{attribute_expression, attribute_name, element_name};
use crate::file::{File, Ranged, without_casts};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::{is_undefined, literal_string};

rule!("jsx-no-target-blank", React, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_referrer: bool,
    enforce_dynamic_links: Dynamic,
    warn_on_spread_attributes: bool,
    links: bool,
    forms: bool,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Dynamic {
    Always,
    Never,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            allow_referrer: false,
            enforce_dynamic_links: Dynamic::Always,
            warn_on_spread_attributes: false,
            links: true,
            forms: false,
        }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, element) in file.nodes.all::<JSXOpeningElement>() {
        let place = match element_name(element) {
            Some("a") if options.links => "href",
            Some("form") if options.forms => "action",
            _ => continue,
        };
        let link = Link { options, element };
        if !link.is_dangerous(place) {
            continue;
        }
        let rel = if options.allow_referrer { "noopener" } else { "noreferrer" };
        let problem = report.at(element.range(), format!("a link that opens a new tab needs `rel=\"{rel}\"`"));
        if place == "href" {
            problem.fix(link.mended(file, rel));
        }
    }
}

struct Link<'a> {
    options: &'a Options,
    element: &'a JSXOpeningElement,
}

impl<'a> Link<'a> {
    /// The last attribute of a name, and at which place it stands.
    fn last(&self, name: &str) -> Option<(usize, &'a JSXAttr)> {
        let mut numbered = self.element.attrs.iter().enumerate().rev();
        numbered.find_map(|(index, attribute)| match attribute {
            JSXAttrOrSpread::JSXAttr(it) if attribute_name(it) == Some(name) => Some((index, it)),
            _ => None,
        })
    }

    fn spread(&self) -> Option<usize> {
        self.element.attrs.iter().rposition(|it| matches!(it, JSXAttrOrSpread::SpreadElement(_)))
    }

    fn is_dangerous(&self, place: &str) -> bool {
        let may_spread = self.options.warn_on_spread_attributes && self.spread().is_some();
        if !self.last("target").is_some_and(|(_, target)| may_be_blank(target)) && !may_spread {
            return false;
        }
        let link = self.last(place);
        let is_behind = |index: Option<usize>| may_spread && index < self.spread();
        let is_external = link.is_some_and(|(_, link)| match &link.value {
            Some(JSXAttrValue::Str(text)) => text.value.as_str().is_some_and(is_external),
            _ => false,
        });
        let is_dynamic = self.options.enforce_dynamic_links == Dynamic::Always
            && link.is_some_and(|(_, link)| matches!(link.value, Some(JSXAttrValue::JSXExprContainer(_))));
        (is_external || is_dynamic || is_behind(link.map(|(index, _)| index)))
            && (is_behind(self.last("rel").map(|(index, _)| index)) || !self.is_secure())
    }

    fn is_secure(&self) -> bool {
        let Some((_, rel)) = self.last("rel") else { return false };
        let is_enough = |text: &str| {
            let text = text.to_lowercase();
            let mut words = text.split(' ');
            words.any(|word| word == "noreferrer" || self.options.allow_referrer && word == "noopener")
        };
        let is_enough_value = |value: &Expr| literal_string(value).is_some_and(is_enough);
        match (&rel.value, attribute_expression(rel).map(without_casts)) {
            (Some(JSXAttrValue::Str(text)), _) => text.value.as_str().is_some_and(is_enough),
            (_, Some(Expr::Cond(choice))) => match self.blank_side(&choice.test) {
                Some(true) => is_enough_value(&choice.cons),
                Some(false) => is_enough_value(&choice.alt),
                None => is_enough_value(&choice.cons) && is_enough_value(&choice.alt),
            },
            (_, Some(value)) => is_enough_value(value),
            _ => false,
        }
    }

    /// Which side of a choice under the same condition opens a new tab.
    fn blank_side(&self, test: &Expr) -> Option<bool> {
        let (_, target) = self.last("target")?;
        let Some(Expr::Cond(choice)) = attribute_expression(target).map(without_casts) else { return None };
        match (without_casts(&choice.test), without_casts(test)) {
            (Expr::Ident(one), Expr::Ident(other)) if one.sym == other.sym => {
                Some(literal_string(&choice.cons) == Some("_blank"))
            }
            _ => None,
        }
    }

    fn mended(&self, file: &File, wanted: &str) -> Option<Edit> {
        let rel = self.last("rel").map(|(_, rel)| rel);
        let target = self.last("target").map(|(index, _)| index);
        if self.spread().is_some() && (rel.is_none() || target < self.spread()) {
            return None;
        }
        let Some(rel) = rel else {
            let end = self.element.attrs.last()?.range().end();
            return Some(Edit::insert(end, format!(" rel=\"{wanted}\"")));
        };
        let with = |text: &str| {
            let parts = text.split(wanted).filter(|part| !part.is_empty()).chain([wanted]);
            format!("\"{}\"", parts.collect::<Vec<_>>().join(" "))
        };
        match &rel.value {
            None => Some(Edit::insert(rel.range().end(), format!("=\"{wanted}\""))),
            Some(JSXAttrValue::Str(text)) => Some(Edit::replace(text.range(), with(text.value.as_str()?))),
            Some(value @ JSXAttrValue::JSXExprContainer(_)) => match attribute_expression(rel)? {
                Expr::Lit(Lit::Str(text)) => Some(Edit::replace(text.range(), with(text.value.as_str()?))),
                Expr::Lit(_) => Some(Edit::replace(value.range(), format!("\"{wanted}\""))),
                other if is_undefined(file, other) => Some(Edit::replace(value.range(), format!("\"{wanted}\""))),
                _ => None,
            },
            Some(_) => None,
        }
    }
}

fn may_be_blank(target: &JSXAttr) -> bool {
    let is_blank = |text: &str| text.eq_ignore_ascii_case("_blank");
    let is_blank_value =
        |value: &Expr| matches!(value, Expr::Lit(Lit::Str(text)) if text.value.as_str().is_some_and(is_blank));
    match (&target.value, attribute_expression(target).map(without_casts)) {
        (Some(JSXAttrValue::Str(text)), _) => text.value.as_str().is_some_and(is_blank),
        (_, Some(Expr::Cond(choice))) => is_blank_value(&choice.cons) || is_blank_value(&choice.alt),
        (_, Some(value)) => is_blank_value(value),
        _ => false,
    }
}

/// `https://…`, `//…`
fn is_external(link: &str) -> bool {
    let scheme = link.find(':').map(|end| &link[..end]);
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    link.starts_with("//") || scheme.is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    fn kind() -> SourceKind {
        SourceKind::new(Language::Jsx, Goal::Module)
    }

    #[test]
    fn links_that_open_a_tab() {
        let text = "
x = <a target=\"_blank\" href={a} rel=\"b\" />;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs `rel=\"noreferrer\"`
y = <a target={b ? \"_blank\" : \"c\"} href=\"//d\" rel={b ? \"noreferrer\" : \"\"} />;
z = <a target=\"_blank\" href=\"e\" />;
";
        case(&RULE, text).kind(kind()).check();
        let text = "<a href={a} target=\"_blank\" rel={null}/>";
        case(&RULE, text).kind(kind()).check_fix("<a href={a} target=\"_blank\" rel=\"noreferrer\"/>");
        case(&RULE, "<a href={a} target=\"_blank\"/>")
            .kind(kind())
            .options(json!([{ "enforceDynamicLinks": "never" }]))
            .check();
    }
}
