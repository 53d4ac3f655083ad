//! Deep nesting neither overflows the stack nor takes long.

use super::*;

#[test]
fn all_forms() {
    let n = 3_000;
    let around = |open: &str, middle: &str, close: &str| format!("{}{middle}{}", open.repeat(n), close.repeat(n));
    for (text, is_typescript) in [
        (around("(", "1", ")"), false),
        (around("[", "1", "]"), false),
        (around("!", "a", ""), false),
        (around("- ", "a", ""), false),
        (around("({a:", "1", "})"), false),
        (around("a=>", "a", ""), false),
        (around("a=", "a", ""), false),
        (around("a", "", "+a"), false),
        (around("a+(", "a", ")"), false),
        (around("", "a", ".a"), false),
        (around("", "a", "?.a"), false),
        (around("", "a", "(a)"), false),
        (around("", "a", "[a]"), false),
        (around("a[", "a", "]"), false),
        (around("a(", "a", ")"), false),
        (around("new ", "a", ""), false),
        (around("", "a", "`b`"), false),
        (around("`${", "a", "}`"), false),
        (around("a?", "a", ":a"), false),
        (around("if(a){}else ", "a", ""), false),
        (around("if(a)", "a", ""), false),
        (around("{", "", "}"), false),
        (around("{let a;", "", "}"), false),
        (around("for(;a;)", "a", ""), false),
        (around("for(let a of b)", "a", ""), false),
        (around("while(a)", "a", ""), false),
        (around("switch(a){case 1:", "", "}"), false),
        (around("try{", "", "}finally{}"), false),
        (around("try{}catch{", "", "}"), false),
        (around("x=function(){", "", "}"), false),
        (around("(function(){", "", "})()"), false),
        (around("x=class{a(){", "", "}}"), false),
        (around("x=class{a=", "0", "}"), false),
        (around("(class extends ", "a", "{})"), false),
        (around("x={a(){", "", "}}"), false),
        (around("(a=", "a", ")=>a"), false),
        (format!("{}=a", around("[", "a", "]")), false),
        (format!("var {}=a", around("[", "a", "]")), false),
        (format!("var {}=a", around("{a:", "a", "}")), false),
        (around("<a>", "", "</a>"), false),
        (around("async()=>{await (", "a", ")}"), false),
        (around("", "a", " as a"), true),
        (around("", "a", "!"), true),
        (around("namespace a{", "", "}"), true),
        (format!("let a: {}", around("(a:", "a", ")=>a")), true),
        (format!("let a: {}", around("", "a", "[]")), true),
        (format!("let a: {}", around("a<", "a", ">")), true),
        (format!("let a: {}", around("{a:", "a", "}")), true),
        (format!("let a: {}", around("a extends a?", "a", ":a")), true),
    ] {
        let language = if is_typescript { Language::TypeScript } else { Language::Jsx };
        let start: String = text.chars().take(20).collect();
        let facts = of(&text, SourceKind::new(language, Goal::CommonJs));
        assert_eq!(facts.errors, [], "{start}");
        let rows = facts.expressions.len() + facts.types.len() + facts.scopes.len();
        assert!(rows > n || start.starts_with(['(', '{', 't']), "{start}: {rows} rows");
    }
}
