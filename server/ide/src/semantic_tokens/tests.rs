use super::*;
use crate::tests::{Checked, on_large_stack};

fn shown(token: SemanticToken) -> String {
    let mut words = vec![TokenKind::ALL[token.kind as usize].1];
    let has = |bit: &usize| token.modifiers.0 & (1 << bit) != 0;
    words.extend((0..Modifiers::ALL.len()).filter(has).map(|bit| Modifiers::ALL[bit]));
    words.join(" ")
}

/// Each label's place is a token, and is what the label says.
#[track_caller]
fn check(text: &'static str) {
    let (expected, found) = on_large_stack(move || {
        let checked = Checked::new(text);
        let tokens = semantic_tokens(&checked.snapshot, checked.main(), Wanted::default(), &|| false);
        let labels = checked.labels();
        let is_asked = |token: &SemanticToken| labels.iter().any(|(range, _)| *range == token.range);
        let found: Vec<(TextRange, String)> =
            tokens.into_iter().filter(is_asked).map(|token| (token.range, shown(token))).collect();
        (labels, found)
    });
    assert_eq!(found, expected);
}

/// All tokens, as `text: kind`.
#[track_caller]
fn check_all(text: &'static str, expected: &[&str]) {
    let found = on_large_stack(move || {
        let checked = Checked::new(text);
        let file = checked.main();
        let wanted = Wanted { within: None, has_words: true };
        let tokens = semantic_tokens(&checked.snapshot, file, wanted, &|| false);
        tokens
            .iter()
            .map(|token| format!("{}: {}", checked.slice(file, token.range), shown(*token)))
            .collect::<Vec<_>>()
    });
    assert_eq!(found, expected);
}

#[test]
fn the_legend_is_in_the_order_of_the_kinds() {
    for (index, (kind, _)) in TokenKind::ALL.iter().enumerate() {
        assert_eq!(*kind as usize, index);
    }
}

#[test]
fn variables_parameters_and_functions() {
    check(
        "
const limit = 1;
//    ^^^^^ variable declaration readonly
let count = limit;
//  ^^^^^ variable declaration
//          ^^^^^ variable readonly
count = 2;
//^^^ variable modification
async function load(path) {
//             ^^^^ function declaration async
//                  ^^^^ parameter declaration
  return path;
//       ^^^^ parameter
}
const arrow = () => 1;
//    ^^^^^ function declaration readonly
arrow();
//^^^ function readonly
",
    );
}

#[test]
fn classes_and_members() {
    check(
        "
class Shape {
//    ^^^^^ class declaration
  static of() {}
//       ^^ method declaration static
  /** @deprecated */
old() {}
//^ method declaration deprecated
size = 1;
//^^ property declaration
}
new Shape().size;
//  ^^^^^ class
//          ^^^^ property
Shape.of();
//    ^^ method
",
    );
}

#[test]
fn types() {
    check(
        "
//- /main.ts
interface Named<T> { readonly name: T; say(): void }
//        ^^^^^ interface declaration
//              ^ typeParameter declaration
//                            ^^^^ property declaration readonly
//                                  ^ typeParameter
//                                     ^^^ method declaration
type Alias = Named<string>;
//   ^^^^^ type declaration
//           ^^^^^ interface
enum Color { Red }
//   ^^^^^ enum declaration
//           ^^^ enumMember declaration readonly
Color.Red;
//    ^^^ enumMember readonly
",
    );
}

#[test]
fn imports_are_what_they_import() {
    check(
        "
import * as all from './library.js';
//          ^^^ namespace declaration
import { make, Thing as Other } from './library.js';
//       ^^^^ function declaration
//             ^^^^^ class
//                      ^^^^^ class declaration
all.make();
//  ^^^^ function
make(Other);
//   ^^^^^ class
//- /library.js
export function make() {}
export class Thing {}
",
    );
}

#[test]
fn what_is_built_in() {
    check(
        "
new Map();
//  ^^^ class defaultLibrary
Math.max();
//^^ namespace defaultLibrary
",
    );
}

#[test]
fn words_and_names() {
    check_all(
        "/** @param a x */\nasync function f(a) { return a + 'b'; }",
        &[
            "/** @param : comment",
            "a: parameter",
            " x */: comment",
            "async: keyword",
            "function: keyword",
            "f: function declaration async",
            "a: parameter declaration",
            "return: keyword",
            "a: parameter",
            "+: operator",
            "'b': string",
        ],
    );
}

#[test]
fn broken_texts() {
    for text in ["", "class {", "f(", "`${", "/** @param", "<a b", "enum", "const { a = "] {
        on_large_stack(move || {
            let checked = Checked::new(&format!("//- /main.ts\n{text}"));
            let wanted = Wanted { within: None, has_words: true };
            semantic_tokens(&checked.snapshot, checked.main(), wanted, &|| false);
        });
    }
}
