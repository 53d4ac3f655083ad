//! Names and the words of the language.

/// Whether a character can stand in a name behind its first character.
pub(crate) fn is_identifier_part(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '_' | '$' | '\u{200C}' | '\u{200D}')
        // Combining marks and the like: nothing that a program is likely to hold outside of names, strings and comments.
        || (character as u32 > 0x2FF && !character.is_whitespace() && !matches!(character as u32, 0x2000..=0x206F | 0x3000..=0x3003 | 0xFEFF | 0xFFFD))
}

/// Whether a property of this name is written without quotes: `a.name`, `{ name: 1 }`. Reserved words are.
pub fn is_identifier_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(|first: char| first.is_numeric()) && name.chars().all(is_identifier_part)
}

/// Whether a word is no name, in any goal: the words that only strict code or modules reserve are names.
pub(crate) fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "break"
            | "case"
            | "catch"
            | "class"
            | "const"
            | "continue"
            | "debugger"
            | "default"
            | "delete"
            | "do"
            | "else"
            | "enum"
            | "export"
            | "extends"
            | "false"
            | "finally"
            | "for"
            | "function"
            | "if"
            | "import"
            | "in"
            | "instanceof"
            | "new"
            | "null"
            | "return"
            | "super"
            | "switch"
            | "this"
            | "throw"
            | "true"
            | "try"
            | "typeof"
            | "var"
            | "void"
            | "while"
            | "with"
    )
}
