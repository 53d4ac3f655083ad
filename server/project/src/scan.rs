//! A text read without its grammar: where strings, templates, comments and regular expressions end, and where words do. It
//! works on anything, also on what is half typed, and costs next to nothing.

/// The index after the string, template, comment or regular expression that starts at `at`; `None` when none does.
pub(crate) fn skip(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at] {
        b'\'' | b'"' => Some(end_of_string(bytes, at) + 1),
        b'`' => Some(end_of_template(bytes, at) + 1),
        b'/' => match bytes.get(at + 1) {
            Some(b'/') => Some(memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length)),
            Some(b'*') => Some(end_of_comment(bytes, at) + 1),
            // The end of a tag.
            Some(b'>') => None,
            _ if after_operand(bytes, at) => None,
            _ => Some(end_of_pattern(bytes, at) + 1),
        },
        _ => None,
    }
    .map(|end| end.min(bytes.len()))
}

/// Whether a byte can be part of a name; all beyond ASCII can.
pub(crate) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// Whether what is before makes the word at `at` a part of something else.
pub(crate) fn follows_name(bytes: &[u8], at: usize) -> bool {
    at > 0 && (is_name(bytes[at - 1]) || matches!(bytes[at - 1], b'.' | b'#' | b'@'))
}

/// The word that starts at `at`.
pub(crate) fn word_at(bytes: &[u8], at: usize) -> &[u8] {
    let length = bytes[at..].iter().take_while(|byte| is_name(**byte)).count();
    &bytes[at..at + length]
}

/// Whether a slash here divides: something that can be divided stands before it.
fn after_operand(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    before.last().is_some_and(|byte| is_name(*byte) || matches!(byte, b')' | b']' | b'}' | b'\'' | b'"' | b'`' | b'<'))
}

/// The index of the slash that ends a regular expression; a line's end ends it too.
fn end_of_pattern(bytes: &[u8], at: usize) -> usize {
    let mut in_class = false;
    let mut index = at + 1;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return index,
            b'\n' => return index - 1,
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The index of the closing quote; a line's end closes what was left open.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let mut index = at + 1;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            b'\n' => return index - 1,
            byte if byte == quote => return index,
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The index of the closing back-quote, substitutions and templates in them passed over.
fn end_of_template(bytes: &[u8], at: usize) -> usize {
    // What each open `${` or template waits for.
    let mut open = vec![b'`'];
    let mut index = at + 1;
    while index < bytes.len() {
        match (bytes[index], open.last()) {
            (b'\\', _) => index += 1,
            (b'`', Some(b'`')) => {
                open.pop();
                if open.is_empty() {
                    return index;
                }
            }
            (b'$', Some(b'`')) if bytes.get(index + 1) == Some(&b'{') => {
                open.push(b'}');
                index += 1;
            }
            (b'`', _) => open.push(b'`'),
            (b'{', Some(b'}')) => open.push(b'}'),
            (b'}', Some(b'}')) => {
                open.pop();
            }
            (b'\'' | b'"', Some(b'}')) => index = end_of_string(bytes, index),
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The index of the last byte of a block comment.
fn end_of_comment(bytes: &[u8], at: usize) -> usize {
    let first = at + 3;
    let Some(rest) = bytes.get(first..) else { return bytes.len() };
    let ends = |slash: &usize| bytes[first + slash - 1] == b'*';
    memchr::memchr_iter(b'/', rest).find(ends).map_or(bytes.len(), |slash| first + slash)
}
