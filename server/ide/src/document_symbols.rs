//! The outline of a file: what it declares, nested as it is written.
//!
//! Beside declarations it shows what plain JavaScript declares by assigning: `exports.name = …`, `Thing.prototype.method = …`,
//! `module.exports = { … }`, the entries of objects, and named callbacks such as `describe('…', () => {})`.

use project::Snapshot;
use project::facts::{
    BindingKind, ClassMember, ClassMemberKind, DeclarationKind, DocId, ExpressionId, ExpressionKind, Facts, Property,
    PropertyKind, TypeMember, TypeMemberKind,
};
use source::{FileId, TextRange};

#[derive(Clone, PartialEq, Debug)]
pub struct Symbol {
    pub name: String,
    /// What stands beside the name: where an assignment puts it.
    pub detail: Option<String>,
    pub kind: SymbolKind,
    /// All of it.
    pub range: TextRange,
    /// Its name, inside of `range`.
    pub name_range: TextRange,
    pub is_deprecated: bool,
    /// In the order of the text.
    pub children: Vec<Symbol>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    Module,
    Namespace,
    Class,
    Method,
    Property,
    Field,
    Constructor,
    Enum,
    EnumMember,
    Interface,
    Function,
    Variable,
    Constant,
    TypeAlias,
}

/// In the order of the text.
pub fn document_symbols(snapshot: &Snapshot, file: FileId) -> Vec<Symbol> {
    let (Some(facts), Some(text)) = (snapshot.facts(file), snapshot.text(file)) else { return Vec::new() };
    let mut outline = Outline { facts: &facts, text: text.text(), flat: Vec::new() };
    outline.declarations();
    outline.classes();
    outline.types();
    outline.objects();
    outline.assignments();
    outline.callbacks();
    nest(outline.flat)
}

struct Outline<'f> {
    facts: &'f Facts,
    text: &'f str,
    /// In no order.
    flat: Vec<Symbol>,
}

impl Outline<'_> {
    fn push(
        &mut self,
        name: impl Into<String>,
        kind: SymbolKind,
        range: TextRange,
        name_range: TextRange,
        doc: Option<DocId>,
    ) {
        let name = name.into();
        if name.is_empty() {
            return;
        }
        let is_deprecated = doc.is_some_and(|doc| self.facts[doc].deprecation().is_some());
        // A client refuses an outline in which a name lies outside of what it names.
        let range = range.cover(name_range);
        self.flat.push(Symbol { name, detail: None, kind, range, name_range, is_deprecated, children: Vec::new() });
    }

    fn declarations(&mut self) {
        let facts = self.facts;
        for binding in &facts.bindings {
            for declaration in &binding.declarations {
                let kind = match declaration.kind {
                    DeclarationKind::Function(_) => SymbolKind::Function,
                    DeclarationKind::Class(_) => SymbolKind::Class,
                    DeclarationKind::Enum(_) => SymbolKind::Enum,
                    DeclarationKind::Namespace(_) => SymbolKind::Namespace,
                    DeclarationKind::Interface(_) => SymbolKind::Interface,
                    DeclarationKind::Alias(_) => SymbolKind::TypeAlias,
                    DeclarationKind::Variable(kind) => self.variable_kind(kind, &binding.values),
                    DeclarationKind::Parameter(_)
                    | DeclarationKind::Caught
                    | DeclarationKind::Import(_)
                    | DeclarationKind::TypeParameter { .. } => continue,
                };
                self.push(binding.name.as_str(), kind, declaration.range, declaration.name_range, declaration.doc);
            }
        }
    }

    fn variable_kind(&self, kind: BindingKind, values: &[ExpressionId]) -> SymbolKind {
        match values.first().map(|value| &self.facts[*value].kind) {
            Some(ExpressionKind::Function(_)) => SymbolKind::Function,
            Some(ExpressionKind::Class(_)) => SymbolKind::Class,
            _ if matches!(kind, BindingKind::Const | BindingKind::Using) => SymbolKind::Constant,
            _ => SymbolKind::Variable,
        }
    }

    fn classes(&mut self) {
        let facts = self.facts;
        for class in &facts.classes {
            for member in &class.members {
                let (name, kind) = match member.kind {
                    ClassMemberKind::Constructor => ("constructor".to_owned(), SymbolKind::Constructor),
                    ClassMemberKind::Method => (self.member_name(member), SymbolKind::Method),
                    ClassMemberKind::Getter | ClassMemberKind::Setter => {
                        (self.member_name(member), SymbolKind::Property)
                    }
                    ClassMemberKind::Field | ClassMemberKind::Accessor => {
                        let is_method =
                            member.value.is_some_and(|value| matches!(facts[value].kind, ExpressionKind::Function(_)));
                        (self.member_name(member), if is_method { SymbolKind::Method } else { SymbolKind::Field })
                    }
                    ClassMemberKind::IndexSignature | ClassMemberKind::StaticBlock => continue,
                };
                self.push(name, kind, member.range, member.key_range, member.doc);
            }
        }
    }

    /// As it is written, for a computed one.
    fn member_name(&self, member: &ClassMember) -> String {
        match member.key.name() {
            Some(name) => name.as_str().to_owned(),
            None => member.key_range.slice(self.text).to_owned(),
        }
    }

    fn types(&mut self) {
        let facts = self.facts;
        for interface in &facts.interfaces {
            self.type_members(&interface.members);
        }
        for alias in &facts.aliases {
            if let project::facts::TypeKind::Members(members) = &facts[alias.target].kind {
                self.type_members(members);
            }
        }
        for declared in &facts.enums {
            for member in &declared.members {
                self.push(member.name.as_str(), SymbolKind::EnumMember, member.range, member.name_range, member.doc);
            }
        }
    }

    fn type_members(&mut self, members: &[TypeMember]) {
        for member in members {
            let kind = match member.kind {
                TypeMemberKind::Method => SymbolKind::Method,
                TypeMemberKind::Property | TypeMemberKind::Getter | TypeMemberKind::Setter => SymbolKind::Property,
                TypeMemberKind::Call | TypeMemberKind::Construct | TypeMemberKind::Index => continue,
            };
            if let Some(name) = &member.name {
                self.push(name.as_str(), kind, member.range, member.name_range, member.doc);
            }
        }
    }

    /// Entries of objects that are put into something; those that are only passed on say nothing in an outline.
    fn objects(&mut self) {
        let facts = self.facts;
        for (index, expression) in facts.expressions.iter().enumerate() {
            let ExpressionKind::Object(properties) = &expression.kind else { continue };
            if !self.is_kept(ExpressionId(index as u32)) {
                continue;
            }
            for property in properties {
                let kind = match property.kind {
                    PropertyKind::Method => SymbolKind::Method,
                    PropertyKind::Getter | PropertyKind::Setter => SymbolKind::Property,
                    PropertyKind::Value => match facts[property.value].kind {
                        ExpressionKind::Function(_) => SymbolKind::Method,
                        _ => SymbolKind::Property,
                    },
                    PropertyKind::Shorthand => SymbolKind::Property,
                    PropertyKind::Spread => continue,
                };
                self.push(self.property_name(property), kind, property.range, property.key_range, property.doc);
            }
        }
    }

    fn property_name(&self, property: &Property) -> String {
        match property.key.name() {
            Some(name) => name.as_str().to_owned(),
            None => property.key_range.slice(self.text).to_owned(),
        }
    }

    /// Whether a value is what a name, a property or an export gets, rather than an operand of something.
    fn is_kept(&self, value: ExpressionId) -> bool {
        let facts = self.facts;
        match facts.parent(value) {
            None => facts.bindings.iter().any(|binding| binding.values.contains(&value))
                || facts.exports.iter().any(
                    |export| matches!(export.what, project::facts::Exported::Expression(exported) if exported == value),
                ),
            Some(parent) => match &facts[parent].kind {
                ExpressionKind::Object(_) => self.is_kept(parent),
                ExpressionKind::Assign { value: assigned, operator: None, .. } => *assigned == value,
                ExpressionKind::As { .. } | ExpressionKind::Satisfies { .. } => self.is_kept(parent),
                _ => false,
            },
        }
    }

    fn assignments(&mut self) {
        let facts = self.facts;
        for assignment in &facts.assignments {
            let ExpressionKind::Assign { target, value, operator: None } = &facts[assignment.expression].kind else {
                continue;
            };
            let ExpressionKind::Member { object, property, property_range, .. } = &facts[*target].kind else {
                continue;
            };
            let holder = facts[*object].range.slice(self.text);
            let is_declaring = matches!(facts[*value].kind, ExpressionKind::Function(_) | ExpressionKind::Class(_))
                || holder == "exports"
                || holder == "module.exports"
                || (holder == "module" && property.as_str() == "exports")
                || holder.ends_with(".prototype");
            if !is_declaring {
                continue;
            }
            let kind = match &facts[*value].kind {
                ExpressionKind::Class(_) => SymbolKind::Class,
                ExpressionKind::Function(_) if holder.ends_with(".prototype") || holder == "this" => SymbolKind::Method,
                ExpressionKind::Function(_) => SymbolKind::Function,
                _ if holder == "module" => SymbolKind::Module,
                _ => SymbolKind::Property,
            };
            let range = facts[assignment.expression].range;
            let name = if holder == "module" { "module.exports".to_owned() } else { property.as_str().to_owned() };
            self.push(name, kind, range, *property_range, assignment.doc);
            if holder != "module"
                && let Some(symbol) = self.flat.last_mut().filter(|symbol| symbol.name_range == *property_range)
            {
                symbol.detail = Some(holder.chars().take(40).collect());
            }
        }
    }

    /// `describe('a thing', () => { … })`, `app.get('/', handler => { … })`.
    fn callbacks(&mut self) {
        let facts = self.facts;
        for expression in &facts.expressions {
            let ExpressionKind::Call { callee, arguments, .. } = &expression.kind else { continue };
            let Some((first, rest)) = arguments.split_first() else { continue };
            let ExpressionKind::String(subject) = &facts[*first].kind else { continue };
            let takes_function =
                rest.iter().any(|argument| matches!(facts[*argument].kind, ExpressionKind::Function(_)));
            if !takes_function || !facts[*callee].kind.is_name() {
                continue;
            }
            let callee = facts[*callee].range.slice(self.text);
            if callee.len() > 60 || callee.contains('\n') {
                continue;
            }
            let subject: String = subject.as_str().chars().take(80).collect();
            let name = format!("{callee}({subject})");
            self.push(name, SymbolKind::Function, expression.range, facts[*first].range, None);
        }
    }
}

/// Whether an expression is written as a name or a chain of names.
trait IsName {
    fn is_name(&self) -> bool;
}

impl IsName for ExpressionKind {
    fn is_name(&self) -> bool {
        matches!(self, ExpressionKind::Reference(_) | ExpressionKind::Member { .. })
    }
}

/// What lies inside of something is its child.
fn nest(mut flat: Vec<Symbol>) -> Vec<Symbol> {
    flat.sort_by_key(|symbol| (symbol.range.start(), std::cmp::Reverse(symbol.range.end()), symbol.name_range.start()));
    flat.dedup_by(|later, earlier| later.name_range == earlier.name_range && later.range == earlier.range);
    let mut done = Vec::new();
    let mut open: Vec<Symbol> = Vec::new();
    let close = |open: &mut Vec<Symbol>, done: &mut Vec<Symbol>| {
        if let Some(symbol) = open.pop() {
            open.last_mut().map_or(done, |parent| &mut parent.children).push(symbol);
        }
    };
    for symbol in flat {
        while open.last().is_some_and(|outer| !holds(outer, &symbol)) {
            close(&mut open, &mut done);
        }
        open.push(symbol);
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

fn holds(outer: &Symbol, inner: &Symbol) -> bool {
    // Of `a = function b() {}` both have the same end; of the declarators of a pattern both have the same range, and are neighbours.
    outer.range.contains_range(inner.range) && outer.range != inner.range
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let checked = Checked::new(text);
        let mut shown = String::new();
        show(&checked, &document_symbols(&checked.snapshot, checked.main()), 0, &mut shown);
        expected.assert_eq(&shown);
    }

    fn show(checked: &Checked, symbols: &[Symbol], depth: usize, shown: &mut String) {
        for symbol in symbols {
            let detail = symbol.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
            let deprecated = if symbol.is_deprecated { " deprecated" } else { "" };
            let name_range = checked.slice(checked.main(), symbol.name_range);
            assert!(symbol.range.contains_range(symbol.name_range));
            *shown += &format!(
                "{}{:?} {}{detail}{deprecated} <{name_range}>\n",
                "  ".repeat(depth),
                symbol.kind,
                symbol.name
            );
            show(checked, &symbol.children, depth + 1, shown);
        }
    }

    #[test]
    fn declarations_nest_as_they_are_written() {
        check(
            "import x from 'x';
             const a = 1, b = () => { let inner; };
             function outer(parameter) { function inner() {} try {} catch (e) {} }
             class A extends B { field = 1; #secret = () => {}; static s; constructor() {} get g() { return 1; } async method() {} [key]() {} }
             /** @deprecated use b */
             var old;",
            expect![[r#"
                Constant a <a>
                Function b <b>
                  Variable inner <inner>
                Function outer <outer>
                  Function inner <inner>
                Class A <A>
                  Field field <field>
                  Method #secret <#secret>
                  Field s <s>
                  Constructor constructor <constructor>
                  Property g <g>
                  Method method <method>
                  Method [key] <[key]>
                Variable old deprecated <old>
            "#]],
        );
    }

    #[test]
    fn assigning_declares() {
        check(
            "exports.a = 1;
             module.exports = { b, c() {}, d: { e: 1 } };
             function F() { this.own = function () {}; this.data = 1; }
             F.prototype.method = function () {};
             F.helper = () => {};
             other.thing = 2;",
            expect![[r#"
                Property a (exports) <a>
                Module module.exports <exports>
                  Property b <b>
                  Method c <c>
                  Property d <d>
                    Property e <e>
                Function F <F>
                  Method own (this) <own>
                Method method (F.prototype) <method>
                Function helper (F) <helper>
            "#]],
        );
    }

    #[test]
    fn callbacks_with_a_subject_are_shown() {
        check(
            "describe('a thing', () => { it('works', function () { const x = 1; }); });
             app.get('/', (req, res) => {});
             call(1, () => {});
             on('x');",
            expect![[r#"
                Function describe(a thing) <'a thing'>
                  Function it(works) <'works'>
                    Constant x <x>
                Function app.get(/) <'/'>
            "#]],
        );
    }

    #[test]
    fn types_are_shown() {
        check(
            "//- /main.ts
interface Shape { area(): number; readonly name: string; [key: string]: unknown }
type Point = { x: number };
enum Color { Red, Green = 2 }
namespace Inner { export const a = 1; }",
            expect![[r#"
                Interface Shape <Shape>
                  Method area <area>
                  Property name <name>
                TypeAlias Point <Point>
                  Property x <x>
                Enum Color <Color>
                  EnumMember Red <Red>
                  EnumMember Green <Green>
                Namespace Inner <Inner>
                  Constant a <a>
            "#]],
        );
    }

    #[test]
    fn patterns_are_neighbours() {
        check(
            "const { a, b: { c }, ...rest } = require('x'), [d] = e;",
            expect![[r#"
                Constant a <a>
                Constant c <c>
                Constant rest <rest>
                Constant d <d>
            "#]],
        );
    }
}
