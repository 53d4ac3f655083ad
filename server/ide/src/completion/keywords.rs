//! Words of the language where a statement or an expression can begin.

use project::facts::{
    self, ClassMemberKind, ExpressionId, ExpressionKind, Function, FunctionFlavor, ScopeKind, ThisOf,
};
use source::TextRange;
use syntax::Goal;

use super::context::Context;
use super::ranking::fits;
use super::surroundings::Surroundings;
use super::{Item, ItemKind};

/// Words that begin a statement, the frequent ones first.
const STATEMENTS: [&str; 25] = [
    "const", "return", "if", "let", "function", "for", "await", "async", "throw", "try", "else", "while", "switch",
    "case", "break", "import", "export", "class", "default", "var", "continue", "do", "catch", "finally", "debugger",
];

/// Words that begin an expression.
const EXPRESSIONS: [&str; 16] = [
    "new",
    "this",
    "true",
    "false",
    "null",
    "typeof",
    "await",
    "async",
    "function",
    "class",
    "super",
    "delete",
    "void",
    "yield",
    "instanceof",
    "in",
];

pub(crate) fn statements(context: &Context, expression: Option<ExpressionId>, items: &mut Vec<Item>) {
    let is_statement =
        expression.is_none_or(|expression| context.facts.parent(expression).is_none()) && begins_statement(context);
    let place = WordPlace::of(context);
    let statements = STATEMENTS.iter().filter(|_| is_statement).enumerate().map(|(index, word)| (word, index, 4.0));
    let expressions = EXPRESSIONS.iter().enumerate().map(|(index, word)| (word, index, 2.0));
    for (word, index, score) in statements.chain(expressions) {
        if fits(&context.prefix, word) && place.allows(word) && !items.iter().any(|item| item.label == **word) {
            let score = match *word {
                "this" if is_statement && place.uses_this => USED_THIS,
                "super" if is_statement && place.lacks_super => LACKING_SUPER,
                _ => score,
            };
            items.push(Item::new(*word, ItemKind::Keyword, score - index as f32 * 0.12));
        }
    }
}

/// Where statements begin with `this`, most do: before all words that begin one.
const USED_THIS: f32 = 5.0;

/// Without it a constructor of a class that extends another throws.
const LACKING_SUPER: f32 = 9.0;

/// What decides whether a word can stand at the cursor.
struct WordPlace<'c> {
    /// The innermost function, arrows among them.
    function: Option<&'c Function>,
    in_class: bool,
    is_top: bool,
    is_script: bool,
    /// It is in a method, and methods of the file use `this`.
    uses_this: bool,
    /// It is in a constructor that has to call that of the base, and does not.
    lacks_super: bool,
    around: Surroundings,
}

impl<'c> WordPlace<'c> {
    fn of(context: &'c Context) -> WordPlace<'c> {
        let facts = &context.facts;
        let scopes = || facts.scopes_from(context.scope).map(|scope| facts[scope].kind);
        let function = scopes().find_map(|kind| match kind {
            ScopeKind::Function(function) => Some(&facts[function]),
            _ => None,
        });
        let is_this = |expression: &facts::Expression| {
            matches!(expression.kind, ExpressionKind::This(ThisOf::Function(_) | ThisOf::Class { .. }))
        };
        let in_method = scopes().any(|kind| match kind {
            ScopeKind::Function(function) => facts[function].flavor != FunctionFlavor::Arrow,
            _ => false,
        });
        let constructor = facts.classes.iter().filter(|class| class.extends.is_some()).find_map(|class| {
            let is_constructor = |member: &&facts::ClassMember| member.kind == ClassMemberKind::Constructor;
            let function = class.members.iter().find(is_constructor)?.function?;
            let innermost = scopes().find_map(|kind| match kind {
                ScopeKind::Function(function) => Some(function),
                _ => None,
            });
            (innermost == Some(function)).then(|| facts[function].range)
        });
        let calls_super = |range: TextRange| {
            facts.expressions.iter().any(|expression| match expression.kind {
                ExpressionKind::Call { callee, .. } => {
                    range.contains_range(expression.range) && matches!(facts[callee].kind, ExpressionKind::Super(_))
                }
                _ => false,
            })
        };
        WordPlace {
            function,
            lacks_super: constructor.is_some_and(|range| !calls_super(range)),
            uses_this: in_method && facts.expressions.iter().any(is_this),
            in_class: facts.classes.iter().any(|class| class.range.touches(context.offset)),
            is_top: matches!(facts[context.scope].kind, ScopeKind::File | ScopeKind::Namespace(_)),
            is_script: facts.kind.goal != Goal::Module,
            around: Surroundings::at(context.text.text(), context.replace.start(), facts.kind),
        }
    }

    fn allows(&self, word: &str) -> bool {
        let Surroundings { in_loop, in_switch, after } = self.around;
        match word {
            "return" => self.function.is_some(),
            "await" => self.function.map_or(!self.is_script, |function| function.is_async),
            "yield" => self.function.is_some_and(|function| function.is_generator),
            "super" => self.in_class,
            // `import()` and `import.meta` stand anywhere.
            "export" => self.is_top,
            "continue" => in_loop,
            "break" => in_loop || in_switch,
            "case" | "default" => in_switch,
            "else" => after == "if",
            "catch" => after == "try",
            "finally" => matches!(after, "try" | "catch"),
            _ => true,
        }
    }
}

/// Whether nothing but white space stands between the word and the end of a statement or the start of a block.
fn begins_statement(context: &Context) -> bool {
    let before = context.text.text().get(..context.replace.start() as usize).unwrap_or("");
    let trimmed = before.trim_end();
    match trimmed.chars().last() {
        None | Some(';' | '{' | '}') => true,
        Some(')' | ':') => true,
        // A new line may begin a statement.
        Some(last) => {
            before[trimmed.len()..].contains('\n')
                && (last.is_alphanumeric() || matches!(last, ']' | '\'' | '"' | '`' | '_' | '$' | '/'))
        }
    }
}
