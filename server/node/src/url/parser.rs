//! The URL Standard's parser. A text goes in, a record of parts comes out, and from that the href. It follows the standard's
//! states as functions; `url::Host` reads the hosts.

use url::Host;

/// The standard's "URL record", with the host already serialized.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Without the colon.
    pub scheme: String,
    username: String,
    password: String,
    host: Option<String>,
    port: Option<u16>,
    path: Path,
    query: Option<String>,
    fragment: Option<String>,
}

#[derive(Clone, Debug)]
enum Path {
    Opaque(String),
    Segments(Vec<String>),
}

impl Default for Path {
    fn default() -> Self {
        Path::Segments(Vec::new())
    }
}

// Which ASCII characters are escaped, beside the controls and everything above ASCII.
const CONTROLS: &[u8] = b"";
const FRAGMENT: &[u8] = b" \"<>`";
const QUERY: &[u8] = b" \"#<>";
const SPECIAL_QUERY: &[u8] = b" \"#<>'";
const PATH: &[u8] = b" \"#<>?`{}";
const USERINFO: &[u8] = b" \"#<>?^`{}/:;=@[\\]|";

fn encode_into(target: &mut String, text: &str, set: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte <= 0x1f || byte >= 0x7f || set.contains(&byte) {
            target.push('%');
            target.push(DIGITS[usize::from(byte >> 4)].into());
            target.push(DIGITS[usize::from(byte & 15)].into());
        } else {
            target.push(byte.into());
        }
    }
}

fn encode(text: &str, set: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    encode_into(&mut encoded, text, set);
    encoded
}

/// The port that goes without saying; `Some(None)` for a special scheme without one.
fn special(scheme: &str) -> Option<Option<u16>> {
    match scheme {
        "http" | "ws" => Some(Some(80)),
        "https" | "wss" => Some(Some(443)),
        "ftp" => Some(Some(21)),
        "file" => Some(None),
        _ => None,
    }
}

fn default_port(scheme: &str) -> Option<u16> {
    special(scheme).flatten()
}

fn is_drive_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}

fn is_normalized_drive_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

fn starts_with_drive_letter(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 2
        && bytes[0].is_ascii_alphabetic()
        && matches!(bytes[1], b':' | b'|')
        && bytes.get(2).is_none_or(|next| matches!(next, b'/' | b'\\' | b'?' | b'#'))
}

fn is_single_dot(segment: &str) -> bool {
    segment == "." || segment.eq_ignore_ascii_case("%2e")
}

fn is_double_dot(segment: &str) -> bool {
    match segment.len() {
        2 => segment == "..",
        4 => segment.eq_ignore_ascii_case(".%2e") || segment.eq_ignore_ascii_case("%2e."),
        6 => segment.eq_ignore_ascii_case("%2e%2e"),
        _ => false,
    }
}

fn without_breaks(text: &str) -> std::borrow::Cow<'_, str> {
    let is_break = |character: char| matches!(character, '\t' | '\n' | '\r');
    if text.contains(is_break) { text.replace(is_break, "").into() } else { text.into() }
}

/// The scheme at the start of `text`, in lower case, and what follows its colon.
fn split_scheme(text: &str) -> Option<(String, &str)> {
    let colon = text.find(':')?;
    let scheme = &text[..colon];
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    valid.then(|| (scheme.to_ascii_lowercase(), &text[colon + 1..]))
}

pub fn parse(input: &str, base: Option<&Record>) -> Option<Record> {
    let trimmed = input.trim_matches(|character: char| character <= ' ');
    let text = without_breaks(trimmed);
    let mut url = Record::default();
    match split_scheme(&text) {
        Some((scheme, rest)) => {
            let same = base.filter(|base| base.scheme == scheme && special(&scheme).is_some());
            url.scheme = scheme;
            if url.scheme == "file" {
                url.file(rest, same)?;
            } else if url.is_special() {
                match same {
                    Some(base) if !rest.starts_with("//") => url.relative(rest, base)?,
                    _ => url.authority(rest.trim_start_matches(['/', '\\']))?,
                }
            } else if let Some(rest) = rest.strip_prefix("//") {
                url.authority(rest)?;
            } else if let Some(rest) = rest.strip_prefix('/') {
                url.path_and_on(rest);
            } else {
                url.opaque_path(rest);
            }
        }
        None => {
            let base = base?;
            url.scheme.clone_from(&base.scheme);
            if matches!(base.path, Path::Opaque(_)) {
                let fragment = text.strip_prefix('#')?;
                url = Record { fragment: Some(encode(fragment, FRAGMENT)), ..base.clone() };
            } else if base.scheme == "file" {
                url.file(&text, Some(base))?;
            } else {
                url.relative(&text, base)?;
            }
        }
    }
    Some(url)
}

impl Record {
    fn is_special(&self) -> bool {
        special(&self.scheme).is_some()
    }

    fn is_slash(&self, byte: u8) -> bool {
        byte == b'/' || (byte == b'\\' && self.is_special())
    }

    fn segments(&mut self) -> &mut Vec<String> {
        if matches!(self.path, Path::Opaque(_)) {
            self.path = Path::default();
        }
        match &mut self.path {
            Path::Segments(segments) => segments,
            Path::Opaque(_) => unreachable!("replaced above"),
        }
    }

    fn take_authority(&mut self, base: &Record) {
        self.username.clone_from(&base.username);
        self.password.clone_from(&base.password);
        self.host.clone_from(&base.host);
        self.port = base.port;
    }

    fn shorten(&mut self) {
        let file = self.scheme == "file";
        let segments = self.segments();
        if !(file && segments.len() == 1 && is_normalized_drive_letter(&segments[0])) {
            segments.pop();
        }
    }

    fn relative(&mut self, text: &str, base: &Record) -> Option<()> {
        let bytes = text.as_bytes();
        if bytes.first().is_some_and(|byte| self.is_slash(*byte)) {
            if self.is_special() && bytes.get(1).is_some_and(|byte| self.is_slash(*byte)) {
                return self.authority(text[2..].trim_start_matches(['/', '\\']));
            }
            if bytes.get(1) == Some(&b'/') {
                return self.authority(&text[2..]);
            }
            self.take_authority(base);
            self.path_and_on(&text[1..]);
            return Some(());
        }
        self.take_authority(base);
        self.path = base.path.clone();
        self.query.clone_from(&base.query);
        self.after_base_path(text, true);
        Some(())
    }

    /// Goes on behind the base's path: another query, another fragment, or other last segments.
    fn after_base_path(&mut self, text: &str, shorten: bool) {
        match text.as_bytes().first() {
            None => {}
            Some(b'?') => {
                self.query = None;
                self.query_and_on(text);
            }
            Some(b'#') => self.query_and_on(text),
            Some(_) => {
                self.query = None;
                if shorten {
                    self.shorten();
                } else {
                    self.segments().clear();
                }
                self.path_and_on(text);
            }
        }
    }

    fn authority_end(&self, text: &str) -> usize {
        let special = self.is_special();
        text.bytes()
            .position(|byte| matches!(byte, b'/' | b'?' | b'#') || (special && byte == b'\\'))
            .unwrap_or(text.len())
    }

    fn authority(&mut self, text: &str) -> Option<()> {
        let end = self.authority_end(text);
        let (authority, rest) = text.split_at(end);
        let mut host = authority;
        if let Some(at) = authority.rfind('@') {
            host = &authority[at + 1..];
            if host.is_empty() {
                return None;
            }
            let (username, password) = authority[..at].split_once(':').unwrap_or((&authority[..at], ""));
            self.username = encode(username, USERINFO);
            self.password = encode(password, USERINFO);
        }
        let (host, port) = split_port(host);
        if host.is_empty() && (self.is_special() || port.is_some()) {
            return None;
        }
        self.host = Some(parse_host(host, !self.is_special())?);
        if let Some(port) = port.filter(|port| !port.is_empty()) {
            if !port.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            self.set_port_number(port)?;
        }
        self.path_start(rest);
        Some(())
    }

    fn set_port_number(&mut self, digits: &str) -> Option<()> {
        let digits = digits.trim_start_matches('0');
        let port: u16 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        self.port = Some(port).filter(|port| Some(*port) != default_port(&self.scheme));
        Some(())
    }

    fn path_start(&mut self, text: &str) {
        if self.is_special() {
            self.path_and_on(text.strip_prefix(['/', '\\']).unwrap_or(text));
        } else if text.starts_with(['?', '#']) {
            self.query_and_on(text);
        } else if !text.is_empty() {
            self.path_and_on(text.strip_prefix('/').unwrap_or(text));
        }
    }

    fn file(&mut self, text: &str, base: Option<&Record>) -> Option<()> {
        let bytes = text.as_bytes();
        self.host = Some(String::new());
        let base = base.filter(|base| base.scheme == "file");
        if bytes.first().is_some_and(|byte| self.is_slash(*byte)) {
            if bytes.get(1).is_some_and(|byte| self.is_slash(*byte)) {
                return self.file_host(&text[2..]);
            }
            if let Some(base) = base {
                self.host.clone_from(&base.host);
                if let Path::Segments(segments) = &base.path
                    && !starts_with_drive_letter(&text[1..])
                    && segments.first().is_some_and(|first| is_normalized_drive_letter(first))
                {
                    self.segments().push(segments[0].clone());
                }
            }
            self.path_and_on(&text[1..]);
            return Some(());
        }
        match base {
            Some(base) => {
                self.host.clone_from(&base.host);
                self.path = base.path.clone();
                self.query.clone_from(&base.query);
                self.after_base_path(text, !starts_with_drive_letter(text));
            }
            None => self.path_and_on(text),
        }
        Some(())
    }

    fn file_host(&mut self, text: &str) -> Option<()> {
        let (host, rest) = text.split_at(self.authority_end(text));
        if is_drive_letter(host) {
            self.path_and_on(text);
            return Some(());
        }
        self.host = Some(file_host(host)?);
        self.path_start(rest);
        Some(())
    }

    /// Segments up to a query or fragment, then these.
    fn path_and_on(&mut self, text: &str) {
        let end = text.find(['?', '#']).unwrap_or(text.len());
        let (path, rest) = text.split_at(end);
        self.add_segments(path);
        self.query_and_on(rest);
    }

    fn add_segments(&mut self, path: &str) {
        let special = self.is_special();
        let file = self.scheme == "file";
        let mut parts = path.split(|character| character == '/' || (special && character == '\\')).peekable();
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            if is_double_dot(part) {
                self.shorten();
                if last {
                    self.segments().push(String::new());
                }
            } else if is_single_dot(part) {
                if last {
                    self.segments().push(String::new());
                }
            } else {
                let mut segment = encode(part, PATH);
                let segments = self.segments();
                if file && segments.is_empty() && is_drive_letter(&segment) {
                    segment.replace_range(1..2, ":");
                }
                segments.push(segment);
            }
        }
    }

    fn opaque_path(&mut self, text: &str) {
        let end = text.find(['?', '#']).unwrap_or(text.len());
        let (path, rest) = text.split_at(end);
        self.path = Path::Opaque(encode(path, CONTROLS));
        self.query_and_on(rest);
    }

    fn query_set(&self) -> &'static [u8] {
        if self.is_special() { SPECIAL_QUERY } else { QUERY }
    }

    /// `?query#fragment`, each of which may be absent.
    fn query_and_on(&mut self, text: &str) {
        let (before, fragment) = match text.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (text, None),
        };
        if let Some(query) = before.strip_prefix('?') {
            self.query = Some(encode(query, self.query_set()));
        }
        if let Some(fragment) = fragment {
            self.fragment = Some(encode(fragment, FRAGMENT));
        }
    }

    pub fn href(&self) -> String {
        let mut href = String::with_capacity(64);
        href.push_str(&self.scheme);
        href.push(':');
        if let Some(host) = &self.host {
            href.push_str("//");
            if !self.username.is_empty() || !self.password.is_empty() {
                href.push_str(&self.username);
                if !self.password.is_empty() {
                    href.push(':');
                    href.push_str(&self.password);
                }
                href.push('@');
            }
            href.push_str(host);
            if let Some(port) = self.port {
                href.push(':');
                href.push_str(&port.to_string());
            }
        }
        match &self.path {
            Path::Opaque(path) => href.push_str(path),
            Path::Segments(segments) => {
                if self.host.is_none() && segments.len() > 1 && segments[0].is_empty() {
                    // Two slashes at the start would be read as a host.
                    href.push_str("/.");
                }
                for segment in segments {
                    href.push('/');
                    href.push_str(segment);
                }
            }
        }
        if let Some(query) = &self.query {
            href.push('?');
            href.push_str(query);
        }
        if let Some(fragment) = &self.fragment {
            href.push('#');
            href.push_str(fragment);
        }
        href
    }

    fn cannot_have_credentials(&self) -> bool {
        self.host.as_ref().is_none_or(String::is_empty) || self.scheme == "file"
    }

    fn has_credentials(&self) -> bool {
        !self.username.is_empty() || !self.password.is_empty()
    }

    /// One of the setters of the API; what can't be used changes nothing.
    pub fn set(&mut self, part: &str, value: &str) {
        match part {
            "protocol" => self.set_protocol(&without_breaks(value)),
            "username" if !self.cannot_have_credentials() => self.username = encode(value, USERINFO),
            "password" if !self.cannot_have_credentials() => self.password = encode(value, USERINFO),
            "host" => {
                self.set_host(&without_breaks(value), true);
            }
            "hostname" => {
                self.set_host(&without_breaks(value), false);
            }
            "port" if !self.cannot_have_credentials() => self.set_port(&without_breaks(value)),
            "pathname" => self.set_pathname(&without_breaks(value)),
            "search" => {
                let text = value.strip_prefix('?').unwrap_or(value);
                self.query = (!value.is_empty()).then(|| encode(&without_breaks(text), self.query_set()));
                self.strip_opaque_path();
            }
            "hash" => {
                let text = value.strip_prefix('#').unwrap_or(value);
                self.fragment = (!value.is_empty()).then(|| encode(&without_breaks(text), FRAGMENT));
                self.strip_opaque_path();
            }
            _ => {}
        }
    }

    fn set_protocol(&mut self, value: &str) {
        let text = format!("{value}:");
        let Some((scheme, _)) = split_scheme(&text) else { return };
        if special(&scheme).is_some() != self.is_special()
            || (scheme == "file" && (self.has_credentials() || self.port.is_some()))
            || (self.scheme == "file" && self.host.as_ref().is_none_or(String::is_empty))
        {
            return;
        }
        self.scheme = scheme;
        if self.port == default_port(&self.scheme) {
            self.port = None;
        }
    }

    fn set_host(&mut self, value: &str, with_port: bool) -> Option<()> {
        if matches!(self.path, Path::Opaque(_)) {
            return None;
        }
        let text = &value[..self.authority_end(value)];
        if self.scheme == "file" {
            self.host = Some(file_host(text)?);
            return Some(());
        }
        let (host, port) = split_port(text);
        if port.is_some() && (!with_port || host.is_empty()) {
            return None;
        }
        if host.is_empty() && (self.is_special() || self.has_credentials() || self.port.is_some()) {
            return None;
        }
        self.host = Some(parse_host(host, !self.is_special())?);
        if let Some(port) = port {
            self.set_port_digits(port);
        }
        Some(())
    }

    fn set_port(&mut self, value: &str) {
        if value.is_empty() {
            self.port = None;
        } else {
            self.set_port_digits(value);
        }
    }

    /// The digits at the start count; what follows them is ignored.
    fn set_port_digits(&mut self, value: &str) {
        let end = value.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(value.len());
        if end > 0 {
            let _ = self.set_port_number(&value[..end]);
        }
    }

    fn set_pathname(&mut self, value: &str) {
        if matches!(self.path, Path::Opaque(_)) {
            return;
        }
        self.segments().clear();
        if self.is_special() {
            self.add_segments(value.strip_prefix(['/', '\\']).unwrap_or(value));
        } else if !value.is_empty() {
            self.add_segments(value.strip_prefix('/').unwrap_or(value));
        } else if self.host.is_none() {
            self.segments().push(String::new());
        }
    }

    /// An opaque path that now ends the URL must not end in spaces: they would be trimmed when it is parsed again.
    fn strip_opaque_path(&mut self) {
        if self.query.is_none()
            && self.fragment.is_none()
            && let Path::Opaque(path) = &mut self.path
        {
            path.truncate(path.trim_end_matches(' ').len());
        }
    }
}

/// Divides `host:port`; the colons of an address in brackets don't count.
fn split_port(text: &str) -> (&str, Option<&str>) {
    let mut inside = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => inside = true,
            b']' => inside = false,
            b':' if !inside => return (&text[..index], Some(&text[index + 1..])),
            _ => {}
        }
    }
    (text, None)
}

fn parse_host(text: &str, opaque: bool) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    if !opaque {
        return Host::parse(text).ok().map(|host| host.to_string());
    }
    if text.starts_with('[') {
        return Host::parse_opaque(text).ok().map(|host| host.to_string());
    }
    let forbidden = |byte: u8| b"\0\t\n\r #/:<>?@[\\]^|".contains(&byte);
    (!text.bytes().any(forbidden)).then(|| encode(text, CONTROLS))
}

/// `localhost` is no host at all in a file's URL.
fn file_host(text: &str) -> Option<String> {
    let host = parse_host(text, false)?;
    Some(if host == "localhost" { String::new() } else { host })
}
