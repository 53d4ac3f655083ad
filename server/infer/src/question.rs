//! Questions that are asked within questions: what is remembered of their answers, cycles, calls evaluated for their arguments.
//!
//! - A question that asks itself gets "unknown" from the inner asking. What was concluded from that is good as long as the outer
//!   asking goes on, and is forgotten with its end; what waits for nothing, or was asked too often, is remembered for good.
//! - Where a function is evaluated for the arguments of one call, its parameters are these, and what is concluded inside of it
//!   is remembered for that call alone. A question about anything outside of the function is answered as for any caller.

use std::cell::{Cell, RefCell};

use project::facts::{ExpressionId, FunctionId, TypeId};
use rustc_hash::FxHashMap;
use source::{FileId, TextRange};

use crate::evaluator::Infer;
use crate::types::{Node, Type};

/// Calls within calls that are evaluated for their arguments; deeper ones are evaluated as for any caller.
const CALLS: usize = 2;

/// How often a question is answered anew whose answer waits for others: where hundreds of variables depend on one another each
/// would be asked for each of the others. What is concluded then may miss something, and is right as far as it goes.
const ASKINGS: u8 = 4;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Expression(Node<ExpressionId>),
    /// What the `return`s of a function give.
    Return(Node<FunctionId>),
    /// A type as it is written, no type parameter of it being known.
    Written(Node<TypeId>),
}

/// Questions that are being asked, a bit for each in the order in which they were; the last but one stands for all beyond it.
type Waits = u128;

/// Waits for the end of a search for where a function goes: while that lasts no other one is begun.
const SEARCH: Waits = 1 << (Waits::BITS - 1);

#[derive(Default)]
pub(crate) struct Questions {
    active: RefCell<FxHashMap<Question, Waits>>,
    /// What the answer that is being made waits for.
    waits_for: Cell<Waits>,
    /// Of any caller.
    memo: RefCell<Memo>,
    calls: RefCell<Vec<Call>>,
    is_searching: Cell<bool>,
}

#[derive(Default)]
struct Memo {
    known: FxHashMap<Question, Type>,
    provisional: FxHashMap<Question, (Waits, Type)>,
    /// How often a question has been answered whose answer waits for another.
    askings: FxHashMap<Question, u8>,
}

impl Memo {
    fn remember(&mut self, question: Question, waits: Waits, answer: &Type) {
        if waits != 0 {
            let askings = self.askings.entry(question).or_default();
            *askings += 1;
            if *askings < ASKINGS {
                self.provisional.insert(question, (waits, answer.clone()));
                return;
            }
        }
        self.known.insert(question, answer.clone());
    }
}

/// A call whose function is being evaluated for its arguments.
struct Call {
    file: FileId,
    body: TextRange,
    parameters: FxHashMap<Node<ExpressionId>, Type>,
    /// What any of its arguments can be.
    passed: Type,
    memo: Memo,
}

impl Questions {
    pub(crate) fn swap(&self, other: &Questions) {
        self.active.swap(&other.active);
        self.waits_for.swap(&other.waits_for);
        self.memo.swap(&other.memo);
        self.calls.swap(&other.calls);
        self.is_searching.swap(&other.is_searching);
    }

    /// How many of the calls matter to what stands at a place: those up to the innermost that it is in.
    fn calls_around(&self, file: FileId, range: impl FnOnce() -> Option<TextRange>) -> usize {
        let calls = self.calls.borrow();
        if calls.is_empty() {
            return 0;
        }
        let Some(range) = range() else { return 0 };
        calls.iter().rposition(|call| call.file == file && call.body.contains_range(range)).map_or(0, |index| index + 1)
    }

    fn memo_of<R>(&self, calls: usize, look: impl FnOnce(&mut Memo) -> R) -> R {
        match calls.checked_sub(1) {
            Some(index) => look(&mut self.calls.borrow_mut()[index].memo),
            None => look(&mut self.memo.borrow_mut()),
        }
    }

    fn wait_for(&self, what: Waits) {
        self.waits_for.set(self.waits_for.get() | what);
    }

    fn known(&self, calls: usize, question: Question) -> Option<Type> {
        if let Some(known) = self.memo_of(calls, |memo| memo.known.get(&question).cloned()) {
            return Some(known);
        }
        let (waits, found) = self.memo_of(calls, |memo| memo.provisional.get(&question).cloned())?;
        self.wait_for(waits);
        Some(found)
    }

    /// Forgets what was concluded while a question was being asked whose answer is there now.
    fn forget(&self, waits: Waits) {
        let forget = |memo: &mut Memo| memo.provisional.retain(|_, (others, _)| *others & waits == 0);
        forget(&mut self.memo.borrow_mut());
        self.calls.borrow_mut().iter_mut().for_each(|call| forget(&mut call.memo));
    }
}

impl Infer<'_> {
    /// What an expression can be.
    pub fn type_of(&self, node: Node<ExpressionId>) -> Type {
        let range = || Some(self.facts(node.file)?[node.id].range);
        let calls = self.questions.calls_around(node.file, range);
        if let Some(index) = calls.checked_sub(1)
            && let Some(given) = self.questions.calls.borrow()[index].parameters.get(&node)
        {
            return given.clone();
        }
        self.ask(Question::Expression(node), calls, || match self.facts(node.file) {
            Some(facts) => self.or_seen(&facts, node, self.evaluate(&facts, node)),
            None => Type::unknown(),
        })
    }

    /// What a function's `return`s give for any caller. `work` computes it.
    pub(crate) fn remembered_return(&self, function: Node<FunctionId>, work: impl FnOnce() -> Type) -> Type {
        let range = || Some(self.facts(function.file)?[function.id].range);
        let calls = self.questions.calls_around(function.file, range);
        self.ask(Question::Return(function), calls, work)
    }

    /// What a written type means by itself. `work` computes it.
    pub(crate) fn remembered_type(&self, node: Node<TypeId>, work: impl FnOnce() -> Type) -> Type {
        self.ask(Question::Written(node), 0, work)
    }

    fn ask(&self, question: Question, calls: usize, work: impl FnOnce() -> Type) -> Type {
        let questions = &self.questions;
        if let Some(known) = questions.known(calls, question) {
            return known;
        }
        let is_active = questions.active.borrow().get(&question).copied();
        if let Some(waits) = is_active {
            questions.wait_for(waits);
            return Type::unknown();
        }
        if !self.can_spend() {
            return Type::unknown();
        }
        let own = 1 << questions.active.borrow().len().min(Waits::BITS as usize - 2);
        questions.active.borrow_mut().insert(question, own);
        let before = questions.waits_for.take();
        let further = questions.calls.borrow_mut().split_off(calls);
        let answer = self.deeper(work);
        questions.active.borrow_mut().remove(&question);
        let waits = questions.waits_for.get();
        if waits & own != 0 {
            questions.forget(own);
        }
        let waits = waits & !own;
        if !self.is_exhausted() {
            questions.memo_of(calls, |memo| memo.remember(question, waits, &answer));
        }
        questions.calls.borrow_mut().extend(further);
        questions.waits_for.set(before | waits);
        answer
    }

    /// Runs a search for where a function goes, and says whether what it finds is good for good. `None`: one is going on.
    pub(crate) fn searching<R>(&self, work: impl FnOnce() -> R) -> Option<(R, bool)> {
        let questions = &self.questions;
        if questions.is_searching.replace(true) {
            questions.wait_for(SEARCH);
            return None;
        }
        let before = questions.waits_for.take();
        let result = work();
        questions.is_searching.set(false);
        questions.forget(SEARCH);
        let waits = questions.waits_for.get() & !SEARCH;
        questions.waits_for.set(before | waits);
        let is_final = waits == 0 && !self.is_exhausted() && questions.calls.borrow().is_empty();
        Some((result, is_final))
    }

    /// What the call passes, in all, that the function of which a place is a part is being evaluated for.
    pub(crate) fn passed_by_call(&self, file: FileId, at: TextRange) -> Option<Type> {
        let innermost = self.questions.calls_around(file, || Some(at)).checked_sub(1)?;
        Some(self.questions.calls.borrow()[innermost].passed.clone())
    }

    /// Runs `work` while `arguments` are what the parameters of a function are. `None`: there are calls enough in one another.
    pub(crate) fn for_call<R>(
        &self,
        function: Node<FunctionId>,
        arguments: &[Type],
        work: impl FnOnce() -> R,
    ) -> Option<R> {
        let facts = self.facts(function.file)?;
        let body = facts[function.id].range;
        let calls = &self.questions.calls;
        if calls.borrow().len() >= CALLS {
            return None;
        }
        let parameters = self.argument_overrides(&facts, function, arguments);
        let passed = arguments.iter().cloned().collect();
        calls.borrow_mut().push(Call { file: function.file, body, parameters, passed, memo: Memo::default() });
        let result = work();
        calls.borrow_mut().pop();
        Some(result)
    }

    /// Runs `work` with a memory of its own: what it concludes from a table that is not complete is forgotten.
    pub(crate) fn provisionally<R>(&self, work: impl FnOnce() -> R) -> R {
        // What is being asked outside may be asked again inside: it ends there, since the table is known to be in the making.
        let questions = &self.questions;
        let active = questions.active.take();
        let waits_for = questions.waits_for.take();
        let memo = questions.memo.take();
        let calls = questions.calls.take();
        let result = work();
        questions.active.replace(active);
        questions.waits_for.set(waits_for);
        questions.memo.replace(memo);
        questions.calls.replace(calls);
        result
    }
}
