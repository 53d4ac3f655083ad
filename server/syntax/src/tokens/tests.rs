use super::*;
use crate::{Goal, Language};

/// Each token as its kind's letter and its text.
fn shown(text: &str, language: Language) -> String {
    let kind = SourceKind::new(language, Goal::Module);
    let shown: Vec<String> = tokens(text, kind)
        .map(|token| {
            let letter = match token.kind {
                TokenKind::Identifier => "i",
                TokenKind::Keyword => "k",
                TokenKind::PrivateName => "#",
                TokenKind::Number => "n",
                TokenKind::String => "s",
                TokenKind::Template => "t",
                TokenKind::RegularExpression => "r",
                TokenKind::Punctuator => return token.range.slice(text).to_owned(),
                TokenKind::LineComment | TokenKind::BlockComment | TokenKind::Shebang => "c",
                TokenKind::JsxTagName => "tag",
                TokenKind::JsxAttributeName => "attribute",
                TokenKind::JsxText => "text",
                TokenKind::Unknown => "?",
            };
            let open = if token.is_terminated { "" } else { "…" };
            format!("{letter}‹{}›{open}", token.range.slice(text))
        })
        .collect();
    shown.join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text, Language::Jsx), expected, "{text}");
}

#[test]
fn every_kind_of_token() {
    check("#!/usr/bin/env node\nlet a", "c‹#!/usr/bin/env node› i‹let› i‹a›");
    check("this.#x = 0x1Fn + 1_0.5e-3 + .5", "k‹this› . #‹#x› = n‹0x1Fn› + n‹1_0.5e-3› + n‹.5›");
    check("a?.b ?? c?.5:1", "i‹a› ?. i‹b› ?? i‹c› ? n‹.5› : n‹1›");
    check("x.delete(y).in", "i‹x› . i‹delete› ( i‹y› ) . i‹in›");
    check("'a\\'b' + \"\\\nc\"", "s‹'a\\'b'› + s‹\"\\\nc\"›");
    check("größe = ñ_$1", "i‹größe› = i‹ñ_$1›");
}

#[test]
fn division_or_regular_expression() {
    check("a / b / c", "i‹a› / i‹b› / i‹c›");
    check("a = /b/g.test(c)", "i‹a› = r‹/b/g› . i‹test› ( i‹c› )");
    check("f(x) / 2 / y", "i‹f› ( i‹x› ) / n‹2› / i‹y›");
    check("if (x) /re/.test(y)", "k‹if› ( i‹x› ) r‹/re/› . i‹test› ( i‹y› )");
    check("return /[/]\\//", "k‹return› r‹/[/]\\//›");
    check("{} /re/", "{ } r‹/re/›");
    check("x = {} / 2 / 1", "i‹x› = { } / n‹2› / n‹1›");
    check("a++ / 2 / 1", "i‹a› ++ / n‹2› / n‹1›");
    check("switch (a) { case 1: { } /x/ }", "k‹switch› ( i‹a› ) { k‹case› n‹1› : { } r‹/x/› }");
    check("() => {}\n/x/", "( ) => { } r‹/x/›");
    check("for (const a of /x/) {}", "k‹for› ( k‹const› i‹a› i‹of› r‹/x/› ) { }");
}

#[test]
fn templates_nest() {
    check("`a${b}c${`d${e}`}`", "t‹`a${› i‹b› t‹}c${› t‹`d${› i‹e› t‹}`› t‹}`›");
    check("`${{a: 1}}`", "t‹`${› { i‹a› : n‹1› } t‹}`›");
}

#[test]
fn elements() {
    check(
        "<a b=\"c\\\" d={e}>f {g} <h.i/></a>",
        concat!(
            "< tag‹a› attribute‹b› = s‹\"c\\\"› attribute‹d› = { i‹e› } > ",
            "text‹f › { i‹g› } text‹ › < tag‹h› . tag‹i› /> < / tag‹a› >"
        ),
    );
    check("x = <></> / 2", "i‹x› = < > < / > / n‹2›");
    check("a < b && c > d", "i‹a› < i‹b› && i‹c› > i‹d›");
    check("x && <b/>", "i‹x› && < tag‹b› />");
    assert_eq!(shown("f = <T,>(a) => a", Language::Tsx), "i‹f› = < i‹T› , > ( i‹a› ) => i‹a›");
    assert_eq!(shown("a = <B>c", Language::TypeScript), "i‹a› = < i‹B› > i‹c›");
}

#[test]
fn what_is_not_closed_is_a_token_too() {
    check("x = 'a\ny", "i‹x› = s‹'a›… i‹y›");
    check("`a", "t‹`a›…");
    check("/* a", "c‹/* a›…");
    check("x = /a\ny", "i‹x› = r‹/a›… i‹y›");
    check("a ) } ] b", "i‹a› ) } ] i‹b›");
    check("<div ", "< tag‹div›");
    check("a \\", "i‹a› i‹\\›");
}

#[test]
fn tokens_cover_every_text_in_order() {
    let pieces = ["`", "${", "}", "<", "/", "a", "'", "\n", "é", "{", "(", "\\", "/*", "😀", ">", "=", "."];
    let mut seed = 7u32;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        let mut end = 0;
        for token in tokens(&text, SourceKind::new(Language::Jsx, Goal::Module)) {
            assert!(token.range.start() >= end && !token.range.is_empty(), "{text:?}");
            assert!(text.is_char_boundary(token.range.end() as usize), "{text:?}");
            end = token.range.end();
        }
    }
}
