//! Natives of URL. A URL crosses the border as its href alone: JavaScript finds the parts in it, because a serialized URL can
//! be taken apart without knowing how it was parsed.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use url::{Host, quirks};

use super::parser;

/// The href of `input`, or nothing when it is not a URL.
pub fn parse(input: String, base: Option<String>) -> Option<String> {
    let base = match base {
        Some(base) => Some(parser::parse(&base, None)?),
        None => None,
    };
    parser::parse(&input, base.as_ref()).map(|url| url.href())
}

/// The href after one of URL's setters.
pub fn set_part(href: String, part: String, value: String) -> Option<String> {
    let mut url = parser::parse(&href, None)?;
    url.set(&part, &value);
    Some(url.href())
}

/// The ASCII form of a domain; empty when it is not valid.
pub fn domain_to_ascii(domain: String) -> String {
    Host::parse(&domain).map(|host| host.to_string()).unwrap_or_default()
}

/// The ASCII form of a name whatever characters it has; for the old parser, which forbids its own.
pub fn host_to_ascii(host: String) -> String {
    Uts46::new()
        .to_ascii(host.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore)
        .map(std::borrow::Cow::into_owned)
        .unwrap_or_default()
}

/// The Unicode form of a domain; empty when it is not valid.
pub fn domain_to_unicode(domain: String) -> String {
    match Host::parse(&domain) {
        Ok(Host::Domain(ascii)) => quirks::domain_to_unicode(&ascii),
        Ok(host) => host.to_string(),
        Err(_) => String::new(),
    }
}
