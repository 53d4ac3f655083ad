//! URLs by the `url` crate. A URL crosses the border as its href alone: JavaScript finds the parts in it, because a
//! serialized URL can be taken apart without knowing how it was parsed.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use url::{Host, Url, quirks};

/// The href of `input`, or nothing when it is not a URL.
pub fn parse(input: String, base: Option<String>) -> Option<String> {
    let base = match base {
        Some(base) => Some(Url::parse(&base).ok()?),
        None => None,
    };
    Some(Url::options().base_url(base.as_ref()).parse(&input).ok()?.into())
}

/// The href after one of URL's setters; nothing when `href` itself is set to what is no URL.
pub fn set_part(href: String, part: String, value: String) -> Option<String> {
    let mut url = Url::parse(&href).ok()?;
    // The other setters ignore what they can't use.
    let _ = match part.as_str() {
        "href" => return Url::parse(&value).ok().map(Into::into),
        "protocol" => quirks::set_protocol(&mut url, &value),
        "username" => quirks::set_username(&mut url, &value),
        "password" => quirks::set_password(&mut url, &value),
        "host" => quirks::set_host(&mut url, &value),
        "hostname" => quirks::set_hostname(&mut url, &value),
        "port" => quirks::set_port(&mut url, &value),
        "pathname" => {
            quirks::set_pathname(&mut url, &value);
            Ok(())
        }
        "search" => {
            quirks::set_search(&mut url, &value);
            Ok(())
        }
        "hash" => {
            quirks::set_hash(&mut url, &value);
            Ok(())
        }
        _ => Ok(()),
    };
    Some(url.into())
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
