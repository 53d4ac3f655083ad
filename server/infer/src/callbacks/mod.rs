//! Where a function goes that is not called by its name: passed on, put into properties, lists and tables, taken out again, and called
//! in the end, perhaps deep in a package. What those calls pass is what its parameters are.
//!
//! The value is followed forwards, the nearest uses first, together with the way from what holds it to the function itself: a handler
//! in a list in a property is two steps away. Flow and conditions are not looked at; what is called with the number of arguments
//! that the function takes counts more than other calls.
//!
//! - `follow`: from an expression to where its value goes. `holders`: what is put somewhere, and found by those who look there.

mod follow;
mod holders;

use std::collections::VecDeque;
use std::rc::Rc;

use project::facts::{ExpressionId, ExpressionKind, Facts, FunctionId, Name};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::evaluator::Infer;
use crate::kept::THIS;
use crate::types::{Node, Type};

/// What may be spent on finding where functions go, for one question and by each way to look at packages. The function that is asked
/// about comes first, what its calls pass leads to others.
pub(crate) const FUEL: u32 = 2_500;

/// How deep in something the function may be, and how many calls are found.
const WAY: usize = 4;
const SITES: usize = 12;

/// One step from what holds a value to the value.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Step {
    /// Some element of a list, some value of a table.
    Element,
    Property(Name),
}

/// From what holds the function to the function, the last step first.
type Way = SmallVec<[Step; 2]>;

/// A function that the value came into by a call.
struct Entered {
    function: Node<FunctionId>,
    call: Node<ExpressionId>,
    outer: Option<Rc<Entered>>,
}

struct State {
    at: Node<ExpressionId>,
    way: Way,
    inside: Option<Rc<Entered>>,
}

/// Where the function is called, or what is demanded of it.
#[derive(Clone)]
pub(crate) enum Site {
    /// From which argument on the call's own arguments are those of the function: 1 for `f.call(this, x)`.
    Call { call: Node<ExpressionId>, first: usize },
    /// `f.apply(this, list)`
    Apply { list: Node<ExpressionId> },
    /// It is passed to something that is declared: what that takes.
    Demand(Type),
}

struct Following<'i> {
    infer: &'i Infer<'i>,
    function: Node<FunctionId>,
    queue: VecDeque<State>,
    seen: FxHashSet<(Node<ExpressionId>, Way)>,
    sites: Vec<Site>,
}

impl Infer<'_> {
    /// What the calls pass as argument `index` that a function gets to.
    ///
    /// The project's own code is looked at first, and what packages declare to take. Only where that says nothing are packages
    /// followed as they run, in a mind of its own: there what a package declares stands in nobody's way.
    pub(crate) fn passed_where_it_goes(&self, facts: &Facts, function: Node<FunctionId>, index: usize) -> Type {
        if self.library.holds(function.file) {
            return Type::unknown();
        }
        let known = self.passed_at_sites(facts, function, index);
        if known.has_members() || self.prefers_sources.get() {
            return known;
        }
        let found = self.as_it_runs(|| {
            let found = self.passed_at_sites(facts, function, index);
            if self.is_exhausted() {
                self.tie(THIS);
            }
            found
        });
        known.or(found)
    }

    fn passed_at_sites(&self, facts: &Facts, function: Node<FunctionId>, index: usize) -> Type {
        let sites = self.sites(facts, function);
        let takes = facts[function.id].parameters.len();
        // Of calls that pass enough those with the fewest: `(request, response, next)`, not `(error, request, response, next)`.
        // Where they say nothing, those that pass less: `callback(error)` beside `callback(null, value)`.
        let counts = sites.iter().filter_map(|site| match site {
            Site::Call { call, first } => Some(self.arguments_of(*call).saturating_sub(*first)),
            _ => None,
        });
        let nearest = counts.filter(|count| *count >= takes).min();
        let mut likely = Type::unknown();
        let mut others = Type::unknown();
        for site in sites.iter() {
            match site {
                Site::Call { call, first } => {
                    let Some(facts) = self.facts(call.file) else { continue };
                    let (ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. }) =
                        &facts[call.id].kind
                    else {
                        continue;
                    };
                    let Some(argument) = arguments.get(index + first) else { continue };
                    let passed = self.type_of(call.with(*argument));
                    match nearest {
                        Some(nearest) if arguments.len() - first > nearest => {}
                        Some(nearest) if arguments.len() - first == nearest => likely.merge(passed),
                        _ => others.merge(passed),
                    }
                }
                Site::Apply { list } => {
                    let Some(facts) = self.facts(list.file) else { continue };
                    others.merge(match &facts[list.id].kind {
                        ExpressionKind::Array(all) => match all.get(index).copied().flatten() {
                            Some(one) => self.type_of(list.with(one)),
                            None => Type::unknown(),
                        },
                        ExpressionKind::Reference(_) if self.is_arguments(&facts, list.id) => {
                            match function_around(&facts, list.id)
                                .and_then(|function| facts[function].parameters.get(index))
                            {
                                Some(parameter) => self.type_of(list.with(parameter.value)),
                                None => Type::unknown(),
                            }
                        }
                        _ => self.item_of(&self.type_of(*list), index as u32),
                    });
                }
                Site::Demand(demanded) => likely.merge(self.parameter_of(demanded, index)),
            }
        }
        if likely.has_members() { likely } else { likely.or(others) }
    }

    fn arguments_of(&self, call: Node<ExpressionId>) -> usize {
        match self.facts(call.file).map(|facts| facts[call.id].kind.clone()) {
            Some(ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. }) => arguments.len(),
            _ => 0,
        }
    }

    fn sites(&self, facts: &Facts, function: Node<FunctionId>) -> Rc<Vec<Site>> {
        if let Some(known) = self.followed.borrow().get(&function) {
            return known.clone();
        }
        let left = self.search_fuel.get();
        if left == 0 {
            self.tie(THIS);
            return Rc::default();
        }
        let followed = self.searching(|| {
            let mut following = Following {
                infer: self,
                function,
                queue: VecDeque::new(),
                seen: FxHashSet::default(),
                sites: Vec::new(),
            };
            let before = self.fuel_left();
            self.within(left, || following.follow(facts));
            self.search_fuel.set(left.saturating_sub(before - self.fuel_left()));
            if self.search_fuel.get() == 0 {
                self.tie(THIS);
            }
            Rc::new(following.sites)
        });
        let Some((sites, is_final)) = followed else { return Rc::default() };
        if is_final {
            self.followed.borrow_mut().insert(function, sites.clone());
        }
        sites
    }

    fn is_arguments(&self, facts: &Facts, expression: ExpressionId) -> bool {
        self.global_name(facts, expression).is_some_and(|name| *name == *"arguments")
    }
}

/// The innermost function around an expression that has `arguments` of its own.
fn function_around(facts: &Facts, expression: ExpressionId) -> Option<FunctionId> {
    let range = facts[expression].range;
    let around = facts.functions.iter().enumerate().filter(|(_, function)| {
        function.flavor != project::facts::FunctionFlavor::Arrow
            && function.body.is_some_and(|body| body.contains_range(range))
    });
    around.min_by_key(|(_, function)| function.range.len()).map(|(index, _)| FunctionId(index as u32))
}

fn with(way: &Way, step: Step) -> Way {
    let mut way = way.clone();
    way.push(step);
    way
}

fn without_last(way: &Way) -> Way {
    let mut way = way.clone();
    way.pop();
    way
}

/// What is left of a way after taking a property, or an element.
fn popped(way: &Way, property: Option<&Name>) -> Option<Way> {
    let is_it = match (way.last()?, property) {
        (Step::Property(name), Some(property)) => name == property,
        (Step::Element, None) => true,
        _ => false,
    };
    is_it.then(|| without_last(way))
}
