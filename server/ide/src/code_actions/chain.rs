//! `promise.then(…).catch(…).finally(…)` in statements: `await`, with `try`, `catch` and `finally` around it.
//!
//! What each callback gets and gives goes to where the statement has it, its [`Sink`]. Two things keep what the program does: what a
//! `catch` or `finally` is about is awaited within its `try`; and the first promise is made before the `try` where making it might
//! fail at once, since the methods only see what fails later.

use std::cell::RefCell;

use infer::{Infer, Node, Part};
use project::facts::{BindingKind, ExpressionId, ExpressionKind, Function, FunctionFlavor, Usage};
use source::{Edit, TextRange};

use super::Context;
use super::awaiting::is_promise;
use super::purity::{self, acts_in};
use super::statements::{Statement, StatementKind};
use super::text::{Lines, Value, await_before, reindented, rendered, value_of};

/// Where a value goes.
#[derive(Clone)]
pub(super) enum Sink {
    /// `return value`
    Return {
        is_awaited: bool,
    },
    /// `const pattern = value`
    Declare {
        word: &'static str,
        pattern: String,
        is_name: bool,
    },
    /// `name = value`
    Set(String),
    Drop,
}

impl Sink {
    /// The same within a `try`.
    fn awaited(&self) -> Sink {
        match self {
            Sink::Return { .. } => Sink::Return { is_awaited: true },
            other => other.clone(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Then,
    Catch,
    Finally,
}

#[derive(Clone, Copy)]
enum Callback<'c> {
    Written(&'c Function),
    /// A function that has a name: it is called with what is received under another.
    Named(ExpressionId),
}

#[derive(Clone)]
struct Step<'c> {
    method: Method,
    callback: Callback<'c>,
    /// What is received is called so if the callback does not say.
    name: String,
}

impl Step<'_> {
    /// Whether what is received needs a name that is made up.
    fn is_named(&self) -> bool {
        self.method != Method::Finally && matches!(self.callback, Callback::Named(_))
    }
}

struct Chain<'c, 'a> {
    context: &'a Context<'c>,
    function: &'a Function,
    /// Nothing of the function stands behind the statement.
    is_last: bool,
    promise: Value,
    /// The text that is kept: comments may stand in it.
    kept: RefCell<Vec<TextRange>>,
    /// Names that were made up.
    names: RefCell<Vec<String>>,
}

/// The statements for a chain whose value goes to `sink`; `None` where it can't be told so, or no chain stands there.
pub(super) fn to_statements(
    context: &Context,
    function: &Function,
    statement: &Statement,
    value: ExpressionId,
    sink: &Sink,
) -> Option<String> {
    let facts = context.facts;
    let mut steps = Vec::new();
    let mut promise = value;
    while let Some((step, object)) = step(context, function, promise, matches!(sink, Sink::Return { .. })) {
        steps.push(step);
        promise = object;
    }
    steps.reverse();
    if steps.is_empty() || context.has_torn_text(statement.range) || is_optional(context, promise) {
        return None;
    }
    let mut chain = Chain {
        context,
        function,
        is_last: context.text[statement.range.end() as usize..function.body?.end() as usize].trim() == "}",
        promise: value_of(context, promise),
        kept: RefCell::new(vec![facts[promise].range]),
        names: RefCell::default(),
    };
    for step in steps.iter_mut().filter(|step| step.is_named()) {
        step.name = chain.new_name(if step.method == Method::Then { "value" } else { "error" });
    }
    let mut lines = Vec::new();
    let is_tried = steps.iter().any(|step| step.method != Method::Then);
    if is_tried && !starts_safely(context, promise) {
        let name = chain.new_name("promise");
        lines.push(Lines { depth: 0, text: format!("const {name} = {}", chain.promise.text), is_open: true });
        chain.promise = Value { text: name.clone(), operand: name, may_be_promise: true, acts: false };
    }
    lines.extend(chain.tell(&steps, sink, 0)?);
    let kept = chain.kept.into_inner();
    let is_lost = |comment: TextRange| {
        statement.range.contains_range(comment) && !kept.iter().any(|kept| kept.contains_range(comment))
    };
    if facts.comments.iter().any(|comment| is_lost(comment.range)) {
        return None;
    }
    Some(rendered(context, statement, lines))
}

impl Chain<'_, '_> {
    fn tell(&self, steps: &[Step], sink: &Sink, depth: usize) -> Option<Vec<Lines>> {
        let Some((step, before)) = steps.split_last() else { return Some(self.put(&self.promise, sink, depth)) };
        if step.method == Method::Then {
            let (received, given) = self.received(step);
            let mut lines = self.tell(before, &received, depth)?;
            lines.extend(self.body(step, &given, sink, depth)?);
            return Some(lines);
        }
        let (inner, mut lines, behind) = self.declared_before(sink, depth);
        let (catch, finally, before) = match (step.method, before.split_last()) {
            (Method::Catch, _) => (Some(step), None, before),
            (_, Some((catch, before))) if catch.method == Method::Catch => (Some(catch), Some(step), before),
            _ => (None, Some(step), before),
        };
        let line = |text: String| Lines { depth, text, is_open: false };
        lines.push(line("try {".to_owned()));
        lines.extend(self.tell(before, &inner.awaited(), depth + 1)?);
        if let Some(catch) = catch {
            let caught = self.parameter(catch).map_or(String::new(), |(name, _)| name);
            let shown = if caught.is_empty() { String::new() } else { format!("({caught}) ") };
            lines.push(line(format!("}} catch {shown}{{")));
            let sink = if finally.is_some() { inner.awaited() } else { inner };
            lines.extend(self.body(catch, &caught, &sink, depth + 1)?);
        }
        if let Some(finally) = finally {
            lines.push(line("} finally {".to_owned()));
            lines.extend(self.body(finally, "", &Sink::Drop, depth + 1)?);
        }
        lines.push(line("}".to_owned()));
        lines.extend(behind);
        Some(lines)
    }

    /// A name that is declared in a block is not seen behind it: where its value goes instead, and what stands before and behind.
    fn declared_before(&self, sink: &Sink, depth: usize) -> (Sink, Vec<Lines>, Option<Lines>) {
        let Sink::Declare { word, pattern, is_name } = sink else { return (sink.clone(), Vec::new(), None) };
        let line = |text: String| Lines { depth, text, is_open: true };
        if *is_name {
            let word = if *word == "const" { "let" } else { word };
            return (Sink::Set(pattern.clone()), vec![line(format!("{word} {pattern}"))], None);
        }
        let name = self.new_name("result");
        let behind = line(format!("{word} {pattern} = {name}"));
        (Sink::Set(name.clone()), vec![line(format!("let {name}"))], Some(behind))
    }

    fn put(&self, value: &Value, sink: &Sink, depth: usize) -> Vec<Lines> {
        let Value { text, operand, may_be_promise, acts } = value;
        let awaited = match may_be_promise {
            true => format!("await {operand}"),
            false => text.clone(),
        };
        let text = match sink {
            Sink::Return { is_awaited: false } => format!("return {text}"),
            Sink::Return { is_awaited: true } => format!("return {awaited}"),
            Sink::Declare { word, pattern, .. } => format!("{word} {pattern} = {awaited}"),
            Sink::Set(name) => format!("{name} = {awaited}"),
            Sink::Drop if *may_be_promise => awaited,
            Sink::Drop if *acts => text.clone(),
            Sink::Drop => return Vec::new(),
        };
        vec![Lines { depth, text, is_open: true }]
    }

    fn new_name(&self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.to_owned())
            .chain(numbered)
            .map(|name| self.context.free_name(self.function.scope, &name))
            .find(|name| !self.names.borrow().contains(name));
        self.names.borrow_mut().extend(free.clone());
        free.unwrap_or_default()
    }

    /// What a callback takes: its text, and whether that is a name alone.
    fn parameter(&self, step: &Step) -> Option<(String, bool)> {
        match step.callback {
            Callback::Written(function) => {
                let parameter = function.parameters.first()?;
                self.kept.borrow_mut().push(parameter.range);
                Some((reindented(self.context, parameter.range, &[]), parameter.name.is_some()))
            }
            Callback::Named(_) => Some((step.name.clone(), true)),
        }
    }

    /// Where what a `then` waits for goes, and its name.
    fn received(&self, step: &Step) -> (Sink, String) {
        let Some((pattern, is_name)) = self.parameter(step) else { return (Sink::Drop, String::new()) };
        let facts = self.context.facts;
        let is_written = match step.callback {
            Callback::Written(function) => facts.references.iter().any(|reference| {
                matches!(reference.usage, Usage::Write | Usage::ReadWrite)
                    && reference.binding.is_some_and(|binding| {
                        let mut declarations = facts[binding].declarations.iter();
                        declarations
                            .any(|declaration| function.parameters[0].range.contains_range(declaration.name_range))
                    })
            }),
            Callback::Named(_) => false,
        };
        let word = if is_written { "let" } else { "const" };
        (Sink::Declare { word, pattern: pattern.clone(), is_name }, pattern)
    }

    /// What a callback does with what it is given.
    fn body(&self, step: &Step, given: &str, sink: &Sink, depth: usize) -> Option<Vec<Lines>> {
        let function = match step.callback {
            Callback::Written(function) => function,
            Callback::Named(name) => {
                let text = format!("{}({given})", self.context.slice(self.context.facts[name].range));
                let value = Value { operand: text.clone(), text, may_be_promise: true, acts: true };
                return Some(self.put(&value, sink, depth));
            }
        };
        if is_expression_body(self.context, function) {
            let value = *function.returns.first()?;
            let shown = arrow_value(self.context, function);
            self.kept.borrow_mut().push(shown);
            let mut value = value_of(self.context, value);
            if matches!(sink, Sink::Return { is_awaited: false }) {
                value.text = reindented(self.context, shown, &[]);
            }
            return Some(self.put(&value, sink, depth));
        }
        self.block(function, sink, depth)
    }

    /// The statements of a callback with a block.
    fn block(&self, callback: &Function, sink: &Sink, depth: usize) -> Option<Vec<Lines>> {
        let context = self.context;
        let facts = context.facts;
        let body = TextRange::new(callback.body?.start(), callback.range.end());
        let text = context.slice(body).strip_prefix('{')?.strip_suffix('}')?;
        let start = body.start() + 1 + (text.len() - text.trim_start().len()) as u32;
        let inner = TextRange::new(start, start + text.trim().len() as u32);
        let is_own = |statement: &&Statement| {
            let around = facts.functions.iter().filter(|one| one.range.contains_range(statement.range));
            inner.contains_range(statement.range)
                && around.min_by_key(|one| one.range.len()).is_some_and(|one| one.range == callback.range)
        };
        let mut returns = context.statements.all.iter().filter(is_own).filter_map(|one| match one.kind {
            StatementKind::Return(value) => Some((one, value)),
            _ => None,
        });
        let verbatim = |range: TextRange, edits: &[Edit]| {
            self.kept.borrow_mut().push(range);
            let text = reindented(context, range, edits);
            (!text.is_empty()).then_some(Lines { depth, text, is_open: false })
        };
        if let Sink::Return { is_awaited } = sink {
            let mut edits = Vec::new();
            for value in returns.filter_map(|(_, value)| value).filter(|_| *is_awaited) {
                edits.extend(await_before(context, value));
            }
            let mut lines: Vec<Lines> = verbatim(inner, &edits).into_iter().collect();
            if callback.may_return_undefined && !self.is_last {
                lines.push(Lines { depth, text: "return".to_owned(), is_open: true });
            }
            return Some(lines);
        }
        let Some((last, value)) = returns.next() else {
            // Nothing is given: a name that nothing is put into is undefined too.
            return (!matches!(sink, Sink::Declare { .. })).then(|| verbatim(inner, &[]).into_iter().collect());
        };
        let is_within_another = context.statements.all.iter().any(|one| {
            inner.contains_range(one.range) && one.range != last.range && one.range.contains_range(last.range)
        });
        if last.range.end() != inner.end() || is_within_another || returns.next().is_some() {
            return None;
        }
        let value = value_of(context, context.expression_with_range(value?)?);
        let before = TextRange::new(inner.start(), last.range.start());
        let length = context.slice(before).trim_end().len() as u32;
        let mut lines: Vec<Lines> =
            verbatim(TextRange::new(before.start(), before.start() + length), &[]).into_iter().collect();
        self.kept.borrow_mut().push(last.range);
        lines.extend(self.put(&value, sink, depth));
        Some(lines)
    }
}

/// One method of the chain, and what it is called on. `may_hold_var`: the statement runs once.
fn step<'c>(
    context: &Context<'c>,
    function: &Function,
    call: ExpressionId,
    may_hold_var: bool,
) -> Option<(Step<'c>, ExpressionId)> {
    let facts = context.facts;
    let ExpressionKind::Call { callee, arguments, is_optional: false, .. } = &facts[call].kind else { return None };
    let ExpressionKind::Member { object, property, is_optional: false, .. } = &facts[*callee].kind else { return None };
    let [callback] = arguments.as_slice() else { return None };
    let method = match &**property {
        "then" => Method::Then,
        "catch" => Method::Catch,
        "finally" => Method::Finally,
        _ => return None,
    };
    let callback = match facts[*callback].kind {
        ExpressionKind::Function(written) => {
            let written = &facts[written];
            let most = if method == Method::Finally { 0 } else { 1 };
            let moves = written.parameters.len() <= most
                && moves_out(written)
                && (may_hold_var || !holds_var(context, written))
                && names_are_free(context, function, written);
            moves.then_some(Callback::Written(written))?
        }
        _ => is_function(context, *callback).then_some(Callback::Named(*callback))?,
    };
    Some((Step { method, callback, name: String::new() }, *object))
}

/// Whether the statements of a callback mean the same outside of it.
fn moves_out(callback: &Function) -> bool {
    let is_simple = callback.flavor == FunctionFlavor::Arrow
        || callback.flavor == FunctionFlavor::Expression
            && !callback.uses_this
            && !callback.uses_arguments
            && !callback.is_generator
            && callback.name_range.is_none();
    let is_plain = |parameter: &project::facts::Parameter| {
        parameter.default.is_none() && !parameter.is_rest && parameter.type_annotation.is_none()
    };
    is_simple && callback.parameters.iter().all(is_plain)
}

fn holds_var(context: &Context, callback: &Function) -> bool {
    context.facts.bindings.iter().any(|binding| {
        binding.kind == BindingKind::Var
            && binding.declarations.iter().any(|one| callback.range.contains_range(one.name_range))
    })
}

/// Whether the names of a callback may move into the function around it.
fn names_are_free(context: &Context, function: &Function, callback: &Function) -> bool {
    let facts = context.facts;
    let is_declared_in = |range: TextRange, binding: &project::facts::Binding| {
        binding.declarations.iter().any(|declaration| range.contains_range(declaration.name_range))
    };
    let mut moved = facts.bindings.iter().filter(|binding| is_declared_in(callback.range, binding));
    moved.all(|binding| {
        let twins = facts.bindings.iter().filter(|other| {
            other.name == binding.name && is_declared_in(function.range, other) && *other.name != *"arguments"
        });
        // One from further out, or of nobody, that the function uses.
        let is_hidden = facts.references.iter().any(|reference| {
            let is_other = reference.binding.is_none_or(|other| !is_declared_in(function.range, &facts[other]));
            reference.name == binding.name && is_other && function.range.contains_range(reference.range)
        });
        twins.count() <= 1 && !is_hidden
    })
}

/// Whether a name stands for a function, now and later: what is none would be passed over by the methods of promises.
fn is_function(context: &Context, expression: ExpressionId) -> bool {
    let facts = context.facts;
    match &facts[expression].kind {
        ExpressionKind::Reference(reference) => {
            let Some(binding) = facts[*reference].binding else { return false };
            let holds_function = || match facts[binding].values.as_slice() {
                [value] => matches!(facts[*value].kind, ExpressionKind::Function(_)),
                _ => false,
            };
            purity::is_constant(facts, expression)
                && (facts[binding].kind == BindingKind::Function
                    || facts[binding].kind == BindingKind::Const && holds_function())
        }
        ExpressionKind::Member { object, is_optional: false, .. } => match facts[*object].kind {
            ExpressionKind::Reference(reference) => {
                facts[reference].binding.is_none() && facts[reference].name == *"console"
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a part of what a method is called on is passed over where it is not there.
fn is_optional(context: &Context, expression: ExpressionId) -> bool {
    match &context.facts[expression].kind {
        ExpressionKind::Member { object, is_optional: here, .. }
        | ExpressionKind::Index { object, is_optional: here, .. } => *here || is_optional(context, *object),
        ExpressionKind::Call { callee, is_optional: here, .. } => *here || is_optional(context, *callee),
        _ => false,
    }
}

/// Whether making a promise can't fail at once.
fn starts_safely(context: &Context, promise: ExpressionId) -> bool {
    let facts = context.facts;
    let (callee, arguments) = match &facts[promise].kind {
        ExpressionKind::Reference(reference) => return facts[*reference].binding.is_some(),
        ExpressionKind::Call { callee, arguments, .. } | ExpressionKind::New { callee, arguments, .. } => {
            (*callee, arguments)
        }
        _ => return false,
    };
    if arguments.iter().any(|argument| acts_in(facts, facts[*argument].range)) {
        return false;
    }
    let infer = Infer::new(context.snapshot, context.is_cancelled);
    let is_async = |part: &Part| match part {
        Part::Function { function, .. } => infer.facts(function.file).is_some_and(|facts| facts[function.id].is_async),
        _ => false,
    };
    let called = infer.type_of(Node::new(context.file, callee));
    is_promise(context, promise) || !called.parts().is_empty() && called.parts().iter().all(is_async)
}

fn is_expression_body(context: &Context, callback: &Function) -> bool {
    callback.flavor == FunctionFlavor::Arrow && !context.slice(arrow_value(context, callback)).starts_with('{')
}

/// What stands behind the arrow.
fn arrow_value(context: &Context, callback: &Function) -> TextRange {
    let start = callback.body.map_or(callback.range.start(), |body| body.start());
    let head = TextRange::new(callback.range.start(), start).slice(context.text);
    let at = head.rfind("=>").map_or(start, |at| callback.range.start() + at as u32 + 2);
    let text = context.slice(TextRange::new(at, callback.range.end()));
    TextRange::new(callback.range.end() - text.trim_start().len() as u32, callback.range.end())
}
