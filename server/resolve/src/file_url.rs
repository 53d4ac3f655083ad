//! Paths as `file:` URLs and back, as `url.pathToFileURL` and `url.fileURLToPath` write them.

use crate::error::ResolveError;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use url::Url;

/// What a path's characters must not be in a URL: the URL standard's path set, and what would be read as something else.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'^')
    .add(b'%')
    .add(b'\\');

/// `url.pathToFileURL(path).href` of an absolute path.
pub fn from_path(path: &Path) -> String {
    format!("file://{}", pathname(path))
}

/// The path with the characters escaped that a URL can't hold.
pub fn pathname(path: &Path) -> String {
    utf8_percent_encode(&path.to_string_lossy(), ESCAPED).to_string()
}

/// `url.fileURLToPath(url)`. Query and hash are passed over.
pub fn to_path(url: &str) -> Result<PathBuf, ResolveError> {
    if let Some(path) = plain_path(url) {
        return Ok(PathBuf::from(path));
    }
    let url = Url::parse(url).map_err(|_| ResolveError::MalformedUri)?;
    if url.host_str().is_some_and(|host| !host.is_empty() && host != "localhost") {
        return Err(ResolveError::FileUrlHost);
    }
    if url.path().to_ascii_lowercase().contains("%2f") {
        return Err(ResolveError::FileUrlPath);
    }
    Ok(PathBuf::from(decode(url.path())?.into_owned()))
}

/// The path in a `file:` URL in which nothing is escaped and nothing follows it: most of them, and no work.
pub(crate) fn plain_path(url: &str) -> Option<&str> {
    let path = url.strip_prefix("file://").filter(|path| path.starts_with('/'))?;
    path.bytes()
        .all(|byte| byte.is_ascii() && !matches!(byte, b'%' | b'?' | b'#' | b'\\') && byte > b' ')
        .then_some(path)
}

/// Undoes escapes as `decodeURIComponent` does: a `%` that starts none is an error.
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, ResolveError> {
    let bytes = text.as_bytes();
    let well_formed = (0..bytes.len()).filter(|at| bytes[*at] == b'%').all(|at| {
        bytes.get(at + 1).is_some_and(u8::is_ascii_hexdigit) && bytes.get(at + 2).is_some_and(u8::is_ascii_hexdigit)
    });
    if !well_formed {
        return Err(ResolveError::MalformedUri);
    }
    percent_decode_str(text).decode_utf8().map_err(|_| ResolveError::MalformedUri)
}

/// A file named by a URL: where it is, and what else the URL says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileUrl {
    pub path: PathBuf,
    /// The path as the URL spells it, when that is not the path itself.
    pub spelled: Option<String>,
    /// `?query#hash`, or nothing.
    pub suffix: String,
}

impl FileUrl {
    pub(crate) fn href(&self) -> String {
        match &self.spelled {
            Some(spelled) => format!("file://{spelled}{}", self.suffix),
            None => format!("{}{}", from_path(&self.path), self.suffix),
        }
    }

    /// `new URL(reference, <the folder as a URL>)` for a reference that stays a path.
    pub(crate) fn join(directory: &Path, reference: &str) -> Result<FileUrl, ResolveError> {
        if let Some(path) = join_plain(directory, reference) {
            return Ok(FileUrl { path, spelled: None, suffix: String::new() });
        }
        let mut base = from_path(directory);
        base.push('/');
        let url = Url::parse(&base).and_then(|base| base.join(reference)).map_err(|_| ResolveError::MalformedUri)?;
        FileUrl::of(&url)
    }

    /// A parsed `file:` URL.
    pub(crate) fn of(url: &Url) -> Result<FileUrl, ResolveError> {
        if url.host_str().is_some_and(|host| !host.is_empty() && host != "localhost") {
            return Err(ResolveError::FileUrlHost);
        }
        let mut suffix = String::new();
        if let Some(query) = url.query().filter(|query| !query.is_empty()) {
            suffix.push('?');
            suffix.push_str(query);
        }
        if let Some(hash) = url.fragment().filter(|hash| !hash.is_empty()) {
            suffix.push('#');
            suffix.push_str(hash);
        }
        // An encoded slash is refused later with its own words, so it must not be lost here.
        let path = PathBuf::from(decode(url.path())?.into_owned());
        Ok(FileUrl { path, spelled: Some(url.path().to_owned()), suffix })
    }
}

/// The join when the reference is a path in which no character means anything to a URL.
fn join_plain(directory: &Path, reference: &str) -> Option<PathBuf> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-@+~,=!$&'()*;[]|".contains(&byte);
    if !reference.bytes().all(plain) || reference.starts_with("//") {
        return None;
    }
    Some(join(directory, reference))
}

/// `path.resolve(directory, reference)`, but a slash at the end stays, for it means a folder.
pub(crate) fn join(directory: &Path, reference: &str) -> PathBuf {
    join_below(directory, reference).unwrap_or_else(|| join_normalized(directory, reference))
}

/// The join when it is no more than writing one after the other: `./lib/a.js`, `../a.js`.
fn join_below(directory: &Path, reference: &str) -> Option<PathBuf> {
    let (directory, rest) = match reference.strip_prefix("../") {
        Some(rest) => (directory.parent()?, rest),
        None => (directory, reference.strip_prefix("./").unwrap_or(reference)),
    };
    let simple = !rest.is_empty() && !rest.starts_with(['.', '/']) && !rest.ends_with('/');
    (simple && !rest.contains("/.") && !rest.contains("//")).then(|| directory.join(rest))
}

fn join_normalized(directory: &Path, reference: &str) -> PathBuf {
    let mut whole = String::with_capacity(directory.as_os_str().len() + reference.len() + 1);
    if !reference.starts_with('/') {
        whole.push_str(&directory.to_string_lossy());
        whole.push('/');
    }
    whole.push_str(reference);
    let mut parts: Vec<&str> = Vec::new();
    let mut folder = false;
    for part in whole.split('/') {
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut path = String::with_capacity(whole.len() + 1);
    for part in &parts {
        path.push('/');
        path.push_str(part);
    }
    if folder || path.is_empty() {
        path.push('/');
    }
    PathBuf::from(path)
}

/// Without the slash at the end that [`join`] leaves.
pub(crate) fn without_slash(path: &Path) -> &Path {
    match path.as_os_str().to_str() {
        Some(text) if text.len() > 1 => Path::new(text.trim_end_matches('/')),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        for (path, url) in [
            ("/a/b.js", "file:///a/b.js"),
            ("/sp ace/h#x?y.js", "file:///sp%20ace/h%23x%3Fy.js"),
            ("/per%cent\\é", "file:///per%25cent%5C%C3%A9"),
        ] {
            assert_eq!(from_path(Path::new(path)), url);
            assert_eq!(to_path(url).unwrap(), PathBuf::from(path));
        }
        assert_eq!(to_path("file:///a.js?x#y").unwrap(), PathBuf::from("/a.js"));
        assert_eq!(to_path("file:///%"), Err(ResolveError::MalformedUri));
        assert_eq!(to_path("file://host/x"), Err(ResolveError::FileUrlHost));
    }

    #[test]
    fn references_join_as_urls_do() {
        let join = |reference| FileUrl::join(Path::new("/p/q"), reference).unwrap();
        assert_eq!(join("./a.js").path, PathBuf::from("/p/q/a.js"));
        assert_eq!(join("../a%20b.js?x=1#y").href(), "file:///p/a%20b.js?x=1#y");
        assert_eq!(join("../a%20b.js").path, PathBuf::from("/p/a b.js"));
        assert_eq!(join("../../../..").path, PathBuf::from("/"));
        assert_eq!(join("./dir/").path, PathBuf::from("/p/q/dir/"));
        assert_eq!(join("/x").path, PathBuf::from("/x"));
    }
}
