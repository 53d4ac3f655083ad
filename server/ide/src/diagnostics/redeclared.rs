//! Names that a scope has twice, of which one is not to be declared again: an error before the program runs.

use project::Snapshot;
use project::facts::{Binding, BindingKind, Declaration, DeclarationKind, Facts};
use source::FileId;

use super::{Diagnostic, Related, Severity};

pub(super) fn find(snapshot: &Snapshot, file: FileId, facts: &Facts, found: &mut Vec<Diagnostic>) {
    let is_typescript = snapshot.kind(file).language.is_typescript();
    for binding in facts.bindings.iter().filter(|binding| binding.declarations.len() > 1) {
        let Some((first, again)) = clash(facts, binding, is_typescript) else { continue };
        let message = format!("'{}' has already been declared", binding.name);
        let related = Related { file, range: first.name_range, message: "declared here".to_owned() };
        let error = Diagnostic::new(again.name_range, Severity::Error, "redeclared", message);
        found.push(Diagnostic { related: vec![related], ..error });
    }
}

/// The first value of the name, and the first that may not stand beside it.
fn clash<'f>(facts: &Facts, binding: &'f Binding, is_typescript: bool) -> Option<(&'f Declaration, &'f Declaration)> {
    let is_value = |declaration: &&Declaration| match declaration.kind {
        DeclarationKind::Variable(_) | DeclarationKind::Parameter(_) | DeclarationKind::Class(_) => true,
        // Of a declared function each signature is a declaration.
        DeclarationKind::Function(function) => facts[function].body.is_some(),
        DeclarationKind::Import(import) => !is_typescript && !facts[import].is_type_only,
        _ => false,
    };
    // What a comment or an ambient declaration says may repeat what the code does.
    let mut values =
        binding.declarations.iter().filter(|it| !it.is_ambient && !is_in_comment(facts, it)).filter(is_value);
    let first = values.next()?;
    let again = values.find(|again| is_lexical(first) || is_lexical(again))?;
    Some((first, again))
}

fn is_lexical(declaration: &Declaration) -> bool {
    match declaration.kind {
        DeclarationKind::Variable(kind) => matches!(kind, BindingKind::Let | BindingKind::Const | BindingKind::Using),
        DeclarationKind::Class(_) | DeclarationKind::Import(_) => true,
        _ => false,
    }
}

fn is_in_comment(facts: &Facts, declaration: &Declaration) -> bool {
    facts.comments.iter().any(|comment| comment.range.contains_range(declaration.name_range))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn what_may_not_be_declared_again() {
        check(
            "
export let a, b, c, d;
let a = 1;
//  ^ 'a' has already been declared
function b() {}
//       ^ 'b' has already been declared
var c;
//  ^ 'c' has already been declared
export function f(parameter) { const parameter = 1; return parameter; }
//                                   ^^^^^^^^^ 'parameter' has already been declared
",
        );
    }

    #[test]
    fn what_may() {
        check("export var a; var a; function a() {}\nexport function f(x) { var x; return x; }\n{ let a; f(a); }\n");
        check(
            "//- /main.ts\nexport interface A {}\nexport class A {}\nexport function f(a: string): void;\nexport function f(): void {}\n",
        );
        check("/** @typedef {object} T */\nexport class T {}\n");
    }
}
