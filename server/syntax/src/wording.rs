//! The parser's errors in Node's words.
//!
//! People search for these sentences, and programs compare them. The parser knows what went wrong; Node mostly says which
//! token it was surprised by, so most kinds come down to [`unexpected`].

use source::TextRange;
use swc_ecma_parser::error::SyntaxError as Kind;

use crate::SyntaxError;
use crate::kind::{Goal, SourceKind};
use crate::tokens::is_reserved;

pub(crate) fn node_words(text: &str, kind: SourceKind, at: TextRange, error: Kind) -> SyntaxError {
    let (at, message) = words(text, kind, at, error);
    SyntaxError { range: at, message }
}

fn words(text: &str, kind: SourceKind, at: TextRange, error: Kind) -> (TextRange, String) {
    let fixed = |message: &str| (at, message.to_owned());
    let token = || unexpected(text, kind, at.start());
    match error {
        Kind::WithLabel { inner, .. } => {
            let inner_at = crate::range(swc_common::Spanned::span(&*inner));
            words(text, kind, inner_at, inner.into_kind())
        }
        Kind::Eof => end_of_input(text),
        Kind::UnterminatedStrLit
        | Kind::UnterminatedBlockComment
        | Kind::UnexpectedChar { .. }
        | Kind::InvalidIdentChar
        | Kind::ExpectedDigit { .. }
        | Kind::IdentAfterNum
        | Kind::NumLitTerminatedWithExp
        | Kind::Hash
        | Kind::SpaceBetweenHashAndIdent => fixed("Invalid or unexpected token"),
        Kind::UnterminatedTpl => fixed("Unterminated template literal"),
        Kind::UnterminatedRegExp => fixed("Invalid regular expression: missing /"),
        Kind::DuplicatedRegExpFlags(_) | Kind::UnknownRegExpFlags | Kind::UnicodeEscapeInRegExpFlags => {
            fixed("Invalid regular expression flags")
        }
        Kind::ExpectedUnicodeEscape
        | Kind::InvalidUnicodeEscape
        | Kind::InvalidStrEscape
        | Kind::BadCharacterEscapeSequence { .. } => {
            let start = at.start().saturating_sub(2) as usize;
            let hex = text.get(start..at.end() as usize).is_some_and(|around| around.contains("\\x"));
            fixed(if hex { "Invalid hexadecimal escape sequence" } else { "Invalid Unicode escape sequence" })
        }
        Kind::EscapeInReservedWord { .. } => fixed("Keyword must not contain escaped characters"),
        Kind::LegacyDecimal => fixed("Decimals with leading zeros are not allowed in strict mode."),
        Kind::LegacyOctal => {
            let escape = text.get(at.as_usize()).is_some_and(|token| token.contains('\\'));
            fixed(if escape {
                "Octal escape sequences are not allowed in strict mode."
            } else {
                "Octal literals are not allowed in strict mode."
            })
        }
        Kind::NumericSeparatorIsAllowedOnlyBetweenTwoDigits => {
            fixed("Numeric separators are not allowed at the end of numeric literals")
        }
        Kind::LegacyCommentInModule => fixed("HTML comments are not allowed in modules"),
        Kind::EvalAndArgumentsInStrict | Kind::TS1100 => fixed("Unexpected eval or arguments in strict mode"),
        Kind::InvalidIdentInStrict(_) => fixed("Unexpected strict mode reserved word"),
        Kind::InvalidIdentInAsync | Kind::AwaitParamInAsync => fixed("Unexpected reserved word"),
        Kind::ArgumentsInClassField => {
            fixed("'arguments' is not allowed in class field initializer or static initialization block")
        }
        Kind::IllegalLanguageModeDirective => {
            fixed("Illegal 'use strict' directive in function with non-simple parameter list")
        }
        Kind::UnaryInExp { .. } => fixed(
            "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence",
        ),
        Kind::LineBreakInThrow => fixed("Illegal newline after throw"),
        Kind::AssignProperty => fixed("Invalid shorthand property initializer"),
        Kind::NotSimpleAssign | Kind::InvalidAssignTarget | Kind::TS2406 => {
            let prefix = text.get(..at.start() as usize).unwrap_or("").trim_end();
            let suffix = text.get(at.end() as usize..).unwrap_or("").trim_start();
            fixed(if prefix.ends_with("++") || prefix.ends_with("--") {
                "Invalid left-hand side expression in prefix operation"
            } else if suffix.starts_with("++") || suffix.starts_with("--") {
                "Invalid left-hand side expression in postfix operation"
            } else if suffix.starts_with("of ") || suffix.starts_with("in ") {
                "Invalid left-hand side in for-loop"
            } else {
                "Invalid left-hand side in assignment"
            })
        }
        Kind::InvalidPat => fixed("Invalid destructuring assignment target"),
        Kind::NonLastRestParam | Kind::TS1014 | Kind::CommaAfterRestElement => {
            let close = text.get(at.end() as usize..).unwrap_or("");
            let in_parameters = close.chars().find(|c| matches!(c, ')' | ']' | '}')) == Some(')');
            fixed(if in_parameters {
                "Rest parameter must be last formal parameter"
            } else {
                "Rest element must be last element"
            })
        }
        Kind::GetterParam => fixed("Getter must not have any formal parameters."),
        Kind::SetterParam | Kind::SetterParamRequired => fixed("Setter must have exactly one formal parameter."),
        Kind::RestPatInSetter => fixed("Setter function argument must not be a rest parameter"),
        Kind::DuplicateLabel(name) => (at, format!("Label '{name}' has already been declared")),
        Kind::TS1114 => (at, format!("Label '{}' has already been declared", word(text, at.start()))),
        Kind::TS1105 => fixed("Illegal break statement"),
        Kind::TS1115 => {
            let label = label_after_keyword(text, at);
            match label {
                "" => fixed("Illegal continue statement: no surrounding iteration statement"),
                label => (at, format!("Illegal continue statement: '{label}' does not denote an iteration statement")),
            }
        }
        Kind::TS1107 | Kind::TS1116 => match label_after_keyword(text, at) {
            "" => fixed("Illegal break statement"),
            label => (at, format!("Undefined label '{label}'")),
        },
        Kind::TS1102 | Kind::TS2703 => fixed("Delete of an unqualified identifier in strict mode."),
        Kind::TS1106 => fixed("The left-hand side of a for-of loop may not be 'async'."),
        Kind::TS2491 | Kind::VarInitializerInForInHead => {
            fixed("for-in loop variable declaration may not have an initializer.")
        }
        Kind::TooManyVarInForInHead => fixed("Invalid left-hand side in for-in loop: Must have a single binding."),
        Kind::WithInStrict | Kind::TS2410 => fixed("Strict mode code may not include a with statement"),
        Kind::ReturnNotAllowed => fixed("Illegal return statement"),
        Kind::MultipleDefault { .. } => fixed("More than one default clause in switch statement"),
        Kind::ConstDeclarationsRequireInitialization => fixed("Missing initializer in const declaration"),
        Kind::InitRequiredForUsingDecl => fixed("Missing initializer in using declaration"),
        Kind::PatVarWithoutInit => fixed("Missing initializer in destructuring declaration"),
        Kind::NullishCoalescingWithLogicalOp => token(),
        Kind::InvalidSuper | Kind::InvalidSuperCall => fixed("'super' keyword unexpected here"),
        Kind::InvalidSuperPrivateName => fixed("Unexpected private field"),
        Kind::InvalidNewTarget => fixed("new.target expression is not allowed here"),
        Kind::InvalidImport => fixed("Cannot use import statement outside a module"),
        Kind::ImportExportInScript | Kind::NonTopLevelImportExport => match word(text, at.start()) {
            "import" if kind.goal != Goal::Module => fixed("Cannot use import statement outside a module"),
            _ => token(),
        },
        Kind::ImportMetaInScript => fixed("Cannot use 'import.meta' outside a module"),
        Kind::TopLevelAwaitInScript | Kind::AwaitInFunction | Kind::AwaitForStmt => {
            fixed("await is only valid in async functions and the top level bodies of modules")
        }
        Kind::YieldParamInGen => fixed("Yield expression not allowed in formal parameter"),
        Kind::AsyncConstructor => fixed("Class constructor may not be an async method"),
        Kind::GeneratorConstructor => fixed("Class constructor may not be a generator"),
        Kind::ConstructorAccessor => fixed("Class constructor may not be an accessor"),
        Kind::PropertyNamedConstructor => fixed("Classes may not have a field named 'constructor'"),
        Kind::PrivateConstructor => fixed("Classes may not have a private field named '#constructor'"),
        Kind::DuplicateConstructor => fixed("A class may only have one constructor"),
        Kind::OptChainCannotFollowConstructorCall => fixed("Invalid optional chain from new expression"),
        Kind::TaggedTplInOptChain => fixed("Invalid tagged template on optional chain"),
        Kind::LabelledFunctionInStrict => {
            fixed("In strict mode code, functions can only be declared at top level or inside a block.")
        }
        Kind::LabelledGeneratorOrAsync => fixed("Generators may not be labelled"),
        Kind::DeclNotAllowed => match word(text, at.start()) {
            "class" | "const" => token(),
            "let" => fixed("Lexical declaration cannot appear in a single-statement context"),
            "async" => fixed("Async functions can only be declared at the top level or inside a block."),
            "function" => fixed("In strict mode code, functions can only be declared at top level or inside a block."),
            _ => token(),
        },
        Kind::ImportRequiresOneOrTwoArgs => fixed("import() requires a specifier"),
        Kind::ImportBindingIsString(_) | Kind::ExportBindingIsString => fixed("Unexpected string"),
        Kind::ReservedWordInImport => token(),
        Kind::LineBreakBeforeArrow => fixed("Unexpected token '=>'"),
        Kind::Expected(wanted, _) => {
            // In a list of arguments Node names the bracket instead of the surprise.
            let inside_call = wanted.trim_matches(['`', '\'']) == ")" || wanted == ",";
            if next_token(text, at.start()) == Token::End {
                end_of_input(text)
            } else if inside_call && is_in_arguments(text, at.start()) {
                (at, "missing ) after argument list".to_owned())
            } else {
                token()
            }
        }
        Kind::Unexpected { .. }
        | Kind::UnexpectedTokenWithSuggestions { .. }
        | Kind::ExpectedSemiForExprStmt { .. }
        | Kind::ExpectedSemi
        | Kind::ExpectedIdent
        | Kind::InvalidExpr
        | Kind::EmptyParenExpr
        | Kind::SpreadInParenExpr
        | Kind::ReservedWordInObjShorthandOrPat
        | Kind::ArrowNotAllowed
        | Kind::AwaitStar
        | Kind::DotsWithoutIdentifier
        | Kind::TrailingCommaInsideImport
        | Kind::ExportNotAllowed
        | Kind::TS1003
        | Kind::TS1005
        | Kind::TS1009
        | Kind::TS1109
        | Kind::TS1123 => token(),
        other => (at, other.msg().trim_end_matches('.').to_owned()),
    }
}

/// The text ends too early. Behind an argument Node misses the bracket.
fn end_of_input(text: &str) -> (TextRange, String) {
    let end = text.len() as u32;
    let trimmed = text.trim_end();
    let behind_operand = trimmed.ends_with(|c: char| is_word_start(c) || c.is_ascii_digit() || ")]}'\"`".contains(c));
    let message = if behind_operand && is_in_arguments(text, end) {
        "missing ) after argument list"
    } else {
        "Unexpected end of input"
    };
    (TextRange::empty(end), message.to_owned())
}

/// What Node's lexer would have found at a place.
#[derive(PartialEq, Eq, Debug, Clone, Copy)]
enum Token<'a> {
    End,
    Word(&'a str),
    Private(&'a str),
    Number,
    String,
    Template,
    Mark(&'a str),
    Illegal,
}

fn unexpected(text: &str, kind: SourceKind, start: u32) -> (TextRange, String) {
    let start = skip_trivia(text, start as usize);
    let token = token_at(text, start);
    if token == Token::End {
        return end_of_input(text);
    }
    let length = match token {
        Token::Word(word) | Token::Private(word) | Token::Mark(word) => word.len(),
        Token::End => 0,
        _ => 1,
    };
    let at = TextRange::from(start..start + length);
    let message = match token {
        Token::End => String::new(),
        Token::Number => "Unexpected number".to_owned(),
        Token::String => "Unexpected string".to_owned(),
        Token::Template => "Unexpected template string".to_owned(),
        Token::Illegal => "Invalid or unexpected token".to_owned(),
        Token::Mark(mark) => format!("Unexpected token '{mark}'"),
        Token::Private(name) => format!("Unexpected identifier '{name}'"),
        Token::Word("enum") => "Unexpected reserved word".to_owned(),
        Token::Word("await") if kind.goal == Goal::Module => "Unexpected reserved word".to_owned(),
        Token::Word(word) if is_strict_word(word) => {
            if kind.goal == Goal::Module {
                "Unexpected strict mode reserved word".to_owned()
            } else {
                format!("Unexpected identifier '{word}'")
            }
        }
        Token::Word(word) if is_reserved(word) => format!("Unexpected token '{word}'"),
        Token::Word(word) => format!("Unexpected identifier '{word}'"),
    };
    (at, message)
}

fn next_token(text: &str, start: u32) -> Token<'_> {
    token_at(text, skip_trivia(text, start as usize))
}

fn token_at(text: &str, start: usize) -> Token<'_> {
    let rest = text.get(start..).unwrap_or("");
    let Some(first) = rest.chars().next() else { return Token::End };
    match first {
        '0'..='9' => Token::Number,
        '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => Token::Number,
        '\'' | '"' => {
            let closed = rest[1..].split('\n').next().is_some_and(|line| line.contains(first));
            if closed { Token::String } else { Token::Illegal }
        }
        '`' => Token::Template,
        '#' => {
            let length = 1 + word_length(&rest[1..]);
            if length > 1 { Token::Private(&rest[..length]) } else { Token::Illegal }
        }
        c if is_word_start(c) => Token::Word(&rest[..word_length(rest)]),
        _ => {
            const MARKS: &[&str] = &[
                ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=",
                ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>",
                "**", "{", "}", "(", ")", "[", "]", ".", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^",
                "!", "~", "?", ":", "=", "@",
            ];
            match MARKS.iter().find(|mark| rest.starts_with(**mark)) {
                Some(&"@") | None => Token::Illegal,
                Some(mark) => Token::Mark(mark),
            }
        }
    }
}

fn is_word_start(c: char) -> bool {
    c == '$' || c == '_' || c.is_alphabetic()
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !(c == '$' || c == '_' || c.is_alphanumeric() || c == '\u{200C}' || c == '\u{200D}'))
        .unwrap_or(text.len())
}

fn word(text: &str, start: u32) -> &str {
    let rest = text.get(start as usize..).unwrap_or("");
    &rest[..word_length(rest)]
}

/// The `x` of a `break x` or `continue x`, wherever in it the error stands.
fn label_after_keyword(text: &str, at: TextRange) -> &str {
    let found = word(text, at.start());
    if !matches!(found, "break" | "continue") {
        return found;
    }
    let rest = text.get(at.start() as usize + found.len()..).unwrap_or("");
    let rest = rest.trim_start_matches([' ', '\t']);
    &rest[..word_length(rest)]
}

fn skip_trivia(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or("");
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        at += rest.len() - trimmed.len();
        if trimmed.starts_with("//") {
            at += trimmed.find('\n').unwrap_or(trimmed.len());
        } else if trimmed.starts_with("/*") {
            at += trimmed.find("*/").map_or(trimmed.len(), |end| end + 2);
        } else {
            return at;
        }
    }
}

/// Whether the innermost open bracket before `at` opens the arguments of a call. A guess from the text: it only chooses
/// between two wordings.
fn is_in_arguments(text: &str, at: u32) -> bool {
    let mut depth = 0;
    let before = text.get(..at as usize).unwrap_or("");
    for (index, byte) in before.bytes().enumerate().rev().take(2000) {
        match byte {
            b')' | b']' | b'}' => depth += 1,
            b'(' if depth == 0 => {
                let callee = before[..index].trim_end();
                let name_start = callee
                    .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                    .map_or(0, |i| i + callee[i..].chars().next().map_or(1, char::len_utf8));
                let name = &callee[name_start..];
                let before_name = callee[..name_start].trim_end();
                let is_declaration = before_name.ends_with("function") || before_name.ends_with('*');
                let is_statement = matches!(name, "if" | "for" | "while" | "switch" | "catch" | "with" | "function");
                return !is_statement && !is_declaration && (!name.is_empty() || callee.ends_with([')', ']']));
            }
            b'[' | b'{' if depth == 0 => return false,
            b'(' | b'[' | b'{' => depth -= 1,
            _ => {}
        }
    }
    false
}

fn is_strict_word(word: &str) -> bool {
    matches!(
        word,
        "implements" | "interface" | "let" | "package" | "private" | "protected" | "public" | "static" | "yield"
    )
}
