//! The parser's door: text in, tree and errors out.

use std::mem;
use std::panic;

use source::TextRange;
use swc_common::comments::SingleThreadedComments;
use swc_common::input::StringInput;
use swc_common::{BytePos, Span, Spanned};
use swc_ecma_ast::{Decl, EsVersion, Program, Script, Stmt, TsType};
use swc_ecma_parser::error::SyntaxError as Kind;
use swc_ecma_parser::{EsSyntax, Lexer, Parser, Syntax, TsSyntax};

use crate::annex_b;
use crate::comments::{Comment, InOrder};
use crate::depth;
use crate::error::SyntaxError;
use crate::explain;
use crate::kind::{Goal, Language, SourceKind};
use crate::wording;

/// What a text parses to.
pub struct Parsed {
    /// Empty when an error left nothing to save.
    ast: Program,
    /// In the order of the text; empty unless they were asked for.
    pub comments: Vec<Comment>,
    /// In the order of the text.
    pub errors: Vec<SyntaxError>,
    /// Where the parser gave up and the tree is empty; everything before it could be read.
    pub(crate) gave_up: Option<TextRange>,
    /// Where the parser went on as if something else had been written: the tree may mean what nobody wrote.
    pub(crate) guesses: Vec<TextRange>,
    depth: usize,
}

/// In whose words the parser's complaints are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Words {
    /// Node's.
    Node,
    /// The editor's, which look at the text around; where the parser guessed, only the first error, since it may well complain
    /// of what it made up itself.
    Editor,
}

/// A broken text can have an error at each of its lines.
const ERRORS: usize = 100;

impl Parsed {
    /// The tree of an empty text, with these errors.
    pub(crate) fn empty(errors: Vec<SyntaxError>) -> Parsed {
        let (comments, guesses) = (Vec::new(), Vec::new());
        Parsed { ast: nothing(), comments, errors, gave_up: Some(TextRange::empty(0)), guesses, depth: 0 }
    }

    /// Runs `work` over the tree with enough stack to recurse through it.
    pub fn with<R>(&self, work: impl FnOnce(&Program) -> R) -> R {
        depth::with_stack(self.depth, || work(&self.ast))
    }

    /// Gives the tree away to `work`, which may change and drop it, with enough stack for both.
    pub fn into_program<R>(mut self, work: impl FnOnce(Program) -> R) -> R {
        let ast = mem::replace(&mut self.ast, nothing());
        depth::with_stack(self.depth, || work(ast))
    }
}

impl Drop for Parsed {
    fn drop(&mut self) {
        let ast = mem::replace(&mut self.ast, nothing());
        depth::with_stack(self.depth, || drop(ast));
    }
}

/// Parses `text`. Comments are skipped.
pub fn parse(text: &str, kind: SourceKind) -> Parsed {
    run(text, kind, false, Words::Node)
}

/// Parses `text` and keeps its comments.
pub fn parse_with_comments(text: &str, kind: SourceKind) -> Parsed {
    run(text, kind, true, Words::Node)
}

/// Parses a text that has no errors for printing it anew: the tree with the comments that belong to its nodes, as swc's own
/// printer wants them. `None` when there are errors.
pub fn parse_for_printing<R>(
    text: &str,
    kind: SourceKind,
    work: impl FnOnce(Program, SingleThreadedComments) -> R,
) -> Option<R> {
    let depth = depth::bound(text);
    if depth > depth::LIMIT {
        return None;
    }
    depth::with_stack(depth * 2, || {
        let comments = SingleThreadedComments::default();
        let input = StringInput::new(text, BytePos(1), BytePos(1 + text.len() as u32));
        let lexer = Lexer::new(syntax_of(kind.language), EsVersion::latest(), input, Some(&comments));
        let mut parser = Parser::new_from(lexer);
        let program = parse_goal(&mut parser, kind.goal).ok()?;
        Some(work(program, comments))
    })
}

/// Reads a part of a text as one TypeScript type and gives it to `work`; its positions are those of the whole text, in which
/// it stands at `at`. `None` where it is no type, or something follows it.
pub fn parse_type<R>(text: &str, at: u32, work: impl FnOnce(&TsType) -> R) -> Option<R> {
    const BEFORE: &str = "type a=";
    let depth = depth::bound(text);
    let end = u64::from(at) + text.len() as u64 + 1;
    if depth > depth::LIMIT || end >= u64::from(u32::MAX) {
        return None;
    }
    // A type at the very start of a text stands neither in a comment nor behind a colon.
    let start = (at + 1).checked_sub(BEFORE.len() as u32)?;
    depth::with_stack(depth, || {
        let text = [BEFORE, text].concat();
        let input = StringInput::new(&text, BytePos(start), BytePos(start + text.len() as u32));
        let lexer = Lexer::new(syntax_of(Language::TypeScript), EsVersion::latest(), input, None);
        let mut parser = Parser::new_from(lexer);
        let script = parser.parse_script().ok()?;
        match script.body.as_slice() {
            [Stmt::Decl(Decl::TsTypeAlias(alias))] if parser.take_errors().is_empty() => Some(work(&alias.type_ann)),
            _ => None,
        }
    })
}

fn parse_goal(parser: &mut Parser<Lexer>, goal: Goal) -> Result<Program, swc_ecma_parser::error::Error> {
    match goal {
        Goal::Module => parser.parse_module().map(Program::Module),
        Goal::Script => parser.parse_script().map(Program::Script),
        Goal::CommonJs => parser.parse_commonjs().map(Program::Script),
    }
}

/// The offset that one of swc's positions stands for.
pub fn offset(position: BytePos) -> u32 {
    // A dummy position is 0.
    position.0.saturating_sub(1)
}

/// The range that one of swc's spans stands for.
pub fn range(span: Span) -> TextRange {
    TextRange::new(offset(span.lo), offset(span.hi))
}

pub(crate) fn run(text: &str, kind: SourceKind, keep_comments: bool, words: Words) -> Parsed {
    let depth = depth::bound_for_stack(text);
    if depth > depth::LIMIT || text.len() >= u32::MAX as usize / 2 {
        let message = "Maximum call stack size exceeded: the program is nested too deeply".to_owned();
        let errors = vec![SyntaxError { range: TextRange::empty(0), message }];
        return Parsed::empty(errors);
    }
    // No text is known at which the parser panics; if there is one, it is a text that does not parse.
    let parse = || depth::with_stack(depth, || parse_here(text, kind, keep_comments, words, depth));
    panic::catch_unwind(parse).unwrap_or_else(|_| {
        let message = "The parser does not understand this text".to_owned();
        Parsed::empty(vec![SyntaxError { range: TextRange::empty(0), message }])
    })
}

fn parse_here(text: &str, kind: SourceKind, keep_comments: bool, words: Words, depth: usize) -> Parsed {
    // The lexer takes a byte order mark for an unexpected character; as white space of one column it is what engines see.
    let input = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => StringInput::new(rest, BytePos(4), BytePos(1 + text.len() as u32)),
        None => StringInput::new(text, BytePos(1), BytePos(1 + text.len() as u32)),
    };
    let comments = keep_comments.then(InOrder::default);
    let lexer = Lexer::new(
        syntax_of(kind.language),
        EsVersion::latest(),
        input,
        comments.as_ref().map(|comments| comments as &dyn swc_common::comments::Comments),
    );
    let mut parser = Parser::new_from(lexer);
    let result = parse_goal(&mut parser, kind.goal);
    let mut found = parser.take_errors();
    let guesses: Vec<TextRange> =
        found.iter().filter(|error| is_guess(error.kind())).map(|error| range(error.span())).collect();
    let (ast, gave_up) = match result {
        Ok(ast) => (ast, None),
        Err(error) => {
            let at = range(error.span());
            found.push(error);
            (nothing(), Some(at))
        }
    };
    found.retain(|error| kind.language != Language::Declarations || !is_right_in_declarations(error.kind()));
    if found.iter().any(|error| matches!(error.kind(), Kind::DeclNotAllowed)) {
        let borne = annex_b::functions_in_branches(&ast);
        found.retain(|error| !matches!(error.kind(), Kind::DeclNotAllowed) || !borne.contains(&error.span().lo));
    }
    found.sort_by_key(|error| error.span().lo);
    let in_doubt = gave_up.is_some() || !guesses.is_empty();
    found.truncate(if words == Words::Editor && in_doubt { 1 } else { ERRORS });
    let in_words = |error: swc_ecma_parser::error::Error| {
        let at = range(error.span());
        match words {
            Words::Node => wording::node_words(text, kind, at, error.into_kind()),
            Words::Editor => explain::editor_words(text, kind, at, error.into_kind()),
        }
    };
    let mut errors: Vec<SyntaxError> = found.into_iter().map(in_words).collect();
    errors.sort_by_key(|error| error.range.start());
    Parsed { ast, comments: comments.map(InOrder::all).unwrap_or_default(), errors, gave_up, guesses, depth }
}

/// Whether the parser, by bearing this error, took the text for another one. Early errors (a second `default`, `return` outside
/// of a function, …) leave no doubt about the tree.
fn is_guess(error: &Kind) -> bool {
    match error {
        Kind::WithLabel { inner, .. } => is_guess(inner.kind()),
        Kind::InvalidPat
        | Kind::AssignProperty
        | Kind::DotsWithoutIdentifier
        | Kind::UnterminatedStrLit
        | Kind::UnterminatedTpl
        | Kind::UnterminatedRegExp
        | Kind::UnterminatedBlockComment
        | Kind::UnterminatedJSXContents
        | Kind::EmptyJSXAttr
        | Kind::JSXExpectedClosingTag { .. }
        | Kind::JSXExpectedClosingTagForLtGt
        | Kind::TS1009
        | Kind::TS1123
        | Kind::TS1141
        | Kind::TS1184 => true,
        other => explain::is_about_a_token(other),
    }
}

/// `export const x: number`, `const arguments: string[]`: declared, not made.
fn is_right_in_declarations(error: &Kind) -> bool {
    matches!(
        error,
        Kind::ConstDeclarationsRequireInitialization
            | Kind::PatVarWithoutInit
            | Kind::EvalAndArgumentsInStrict
            | Kind::TS1100
    )
}

fn nothing() -> Program {
    Program::Script(Script { span: Span::default(), body: Vec::new(), shebang: None })
}

fn syntax_of(language: Language) -> Syntax {
    match language {
        // Not swc's own grammar for declaration files: it refuses expressions, which ours reports where they stand.
        Language::TypeScript | Language::Tsx | Language::Declarations => {
            Syntax::Typescript(TsSyntax { tsx: language.has_jsx(), decorators: true, ..TsSyntax::default() })
        }
        Language::JavaScript | Language::Jsx => Syntax::Es(EsSyntax {
            jsx: language.has_jsx(),
            decorators: true,
            decorators_before_export: true,
            auto_accessors: true,
            explicit_resource_management: true,
            import_attributes: true,
            ..EsSyntax::default()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str, kind: SourceKind) -> Vec<String> {
        parse(text, kind).errors.iter().map(|error| error.message.clone()).collect()
    }

    #[test]
    fn offsets_are_bytes_of_the_text() {
        for text in ["a; bad bad", "#!/usr/bin/env node\nbad bad", "\u{FEFF}bad bad", "'π'; bad bad"] {
            let parsed = parse(text, SourceKind::SCRIPT);
            let at = text.rfind("bad").unwrap() as u32;
            assert_eq!(parsed.errors[0].range.start(), at, "{text}");
        }
    }

    #[test]
    fn each_kind_has_its_grammar() {
        assert_eq!(messages("import 'x'; await 0; export {}", SourceKind::MODULE), [""; 0]);
        assert_eq!(messages("return new.target", SourceKind::COMMON_JS), [""; 0]);
        assert!(!messages("return 1", SourceKind::SCRIPT).is_empty());
        let ts = SourceKind::new(Language::TypeScript, Goal::Module);
        assert_eq!(messages("const a = <number>b as string; enum E { A }", ts), [""; 0]);
        let tsx = SourceKind::new(Language::Tsx, Goal::Module);
        assert_eq!(messages("const a = <b c={d as any} />", tsx), [""; 0]);
    }

    #[test]
    fn functions_in_branches_are_borne_where_code_is_not_strict() {
        let right =
            "if (a) function b() {} else function c() {}\nfunction d() { if (a) function b() { function e() {} } }";
        assert_eq!(messages(right, SourceKind::SCRIPT), [""; 0]);
        for wrong in [
            "'use strict'; if (a) function b() {}",
            "function d() { 'use strict'; if (a) function b() {} }",
            "class D { e() { if (a) function b() {} } }",
            "if (a) function* b() {}",
            "while (a) function b() {}",
        ] {
            assert_eq!(messages(wrong, SourceKind::COMMON_JS).len(), 1, "{wrong}");
        }
        assert_eq!(messages("if (a) function b() {}", SourceKind::MODULE).len(), 1);
    }

    #[test]
    fn comments_come_as_one_list() {
        let text = "/** a */ function f(/* b */) { // c\n}";
        let found: Vec<String> = parse_with_comments(text, SourceKind::SCRIPT)
            .comments
            .iter()
            .map(|comment| comment.range.slice(text).to_owned())
            .collect();
        assert_eq!(found, ["/** a */", "/* b */", "// c"]);
    }

    #[test]
    fn a_type_is_read_where_it_stands() {
        let text = "/** @type {A | B[]} */";
        let at = text.find('A').unwrap();
        let read = |part: &str| parse_type(part, at as u32, |found| range(found.span()).slice(text).to_owned());
        assert_eq!(read("A | B[]").as_deref(), Some("A | B[]"));
        assert_eq!(read("A |"), None);
        assert_eq!(read("A; B"), None);
        assert_eq!(read("A } B"), None);
        assert_eq!(read(""), None);
        assert_eq!(read(&"(".repeat(9000)), None);
    }

    #[test]
    fn declaration_files_declare() {
        let declarations = SourceKind::new(Language::Declarations, Goal::Module);
        let text =
            "export const a: A, { b }: B; declare const arguments: string[]; declare class C { get d(): D; e() }";
        assert_eq!(messages(text, declarations), [""; 0]);
        assert_eq!(messages("export const a = (b) => c", declarations), [""; 0]);
    }

    #[test]
    fn hostile_nesting_neither_overflows_nor_hangs() {
        let n = 3_000;
        for text in [
            "(".repeat(n),
            "[".repeat(n),
            "!".repeat(n) + "a",
            "{a:".repeat(n),
            "a=>".repeat(n) + "a",
            "a".to_owned() + &"+a".repeat(n),
            "a".to_owned() + &".a".repeat(n),
            "a".to_owned() + &"(a)".repeat(n),
            "if(a){}else ".repeat(n) + "a",
            "new ".repeat(n) + "a",
            "a?".repeat(n) + &"a:a".repeat(n),
            format!("{}1{}", "(".repeat(n), ")".repeat(n)),
            format!("{}{}", "[".repeat(n), "]".repeat(n)),
            format!("x={}{}", "function(){return ".repeat(n), "}".repeat(n)),
            "`${".repeat(n),
        ] {
            drop(parse(&text, SourceKind::SCRIPT));
        }
    }
}
