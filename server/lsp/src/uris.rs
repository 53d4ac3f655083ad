//! URIs of clients and paths of ours.
//!
//! A document is known by one absolute path, however its URI was written: VS Code escapes a drive's colon, others escape nothing or
//! everything. A document that is no file (`untitled:`, a version of git's) gets a path in the folder that the client works in, so that
//! its imports are found as those of a file there would be; its URI as a whole is the file's name, which no real file has.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tower_lsp_server::ls_types::Uri;

/// What a path keeps as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What no URI may hold, so that it must have been meant to be escaped.
const NOT_IN_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Stands before the name of a document that is no file.
const NO_FILE: &str = "\u{1}";

/// The path of a document. `folder` is where documents that are no files are thought to be.
pub(crate) fn path_of(uri: &Uri, folder: &Path) -> PathBuf {
    let text = uri.as_str();
    match file_path(text) {
        Some(path) => path,
        // A slash would be a folder.
        None => folder.join(format!("{NO_FILE}{}", text.replace('/', "\u{2215}"))),
    }
}

/// The path that a `file:` URI names.
pub(crate) fn file_path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    // A host, if there is one, is this machine: no other's files can be read.
    let path = match rest.strip_prefix("//") {
        Some(rest) => &rest[rest.find('/')?..],
        None => rest,
    };
    let path = path.split(['?', '#']).next()?;
    let bytes: Vec<u8> = percent_decode_str(path).collect();
    let path = PathBuf::from(OsString::from_vec(bytes));
    path.is_absolute().then(|| source::normalize_lexically(&path))
}

/// The URI of a path that no client has named yet.
pub(crate) fn uri_of(path: &Path) -> Uri {
    let bytes = path.as_os_str().as_encoded_bytes();
    let text = match path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(NO_FILE)) {
        Some(uri) => uri.replace('\u{2215}', "/"),
        None => format!("file://{}", percent_encoding::percent_encode(bytes, PATH)),
    };
    parse(&text).unwrap_or_else(|| parse("file:///").expect("a URI that is one"))
}

/// The path by which a program is to know a document: one that is no file gets the name of one.
pub(crate) fn program_path(path: &Path) -> PathBuf {
    let Some(uri) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(NO_FILE)) else {
        return path.to_owned();
    };
    let name: String =
        uri.chars().map(|one| if one.is_alphanumeric() || ".-_".contains(one) { one } else { '-' }).collect();
    path.with_file_name(format!(".{name}"))
}

/// Reads a URI, escaping what should have been.
pub(crate) fn parse(text: &str) -> Option<Uri> {
    Uri::from_str(text).ok().or_else(|| Uri::from_str(&escaped(text)).ok())
}

/// The text with everything escaped that can't stand in a URI.
pub(crate) fn escaped(text: &str) -> String {
    // A percent sign that starts no escape was meant as one itself.
    let mut mended = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let is_escape = text.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if character == '%' && !is_escape { mended.push_str("%25") } else { mended.push(character) }
    }
    utf8_percent_encode(&mended, NOT_IN_URI).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> String {
        path_of(&parse(uri).unwrap(), Path::new("/work")).to_str().unwrap().to_owned()
    }

    #[test]
    fn one_path_however_the_uri_is_written() {
        for uri in ["file:///a%20b/c.js", "file:///a b/c.js", "file://localhost/%61%20b/x/../c.js", "FILE:/a b/./c.js"]
        {
            assert_eq!(path(uri), "/a b/c.js", "{uri}");
        }
        assert_eq!(path("file:///c%3A/x.js"), "/c:/x.js");
        assert_eq!(path("file:///d/100%.js"), "/d/100%.js");
        assert_eq!(path("file:///d/[id]/%C3%BC.js"), "/d/[id]/ü.js");
    }

    #[test]
    fn paths_and_uris_are_each_other_s() {
        for text in ["/a/b.js", "/a b/[id]/ü#?.js", "/100%/x.ts"] {
            assert_eq!(path(uri_of(Path::new(text)).as_str()), text);
        }
    }

    #[test]
    fn what_is_no_file_has_a_place_in_the_folder() {
        let uri = parse("untitled:Untitled-1").unwrap();
        let path = path_of(&uri, Path::new("/work"));
        assert_eq!(path.parent(), Some(Path::new("/work")));
        assert_eq!(uri_of(&path), uri);
        let git = parse("git:/a/b.js?%7B%22ref%22%3A%22HEAD%22%7D").unwrap();
        assert_eq!(uri_of(&path_of(&git, Path::new("/"))), git);
    }
}
