//! The ways through a function: blocks of what is evaluated one after the other, and where each may go on.
//!
//! The flow of a function, a static block or the program is built when a rule first asks for it ([`File::flow`]), and kept for the
//! rules behind it. It does not enter the functions inside. Of constants it knows only literal conditions of loops, so that
//! `while (true)` ends by `break` alone; every call, member and name in a `try` may throw.
//!
//! A `finally` that is entered both ways stands in the graph twice, so that what is true after it does not depend on how it might
//! also have been entered.
//!
//! What is absent on purpose: values. What is assigned, and whether it matters, is for the rules to find in [`Flow::events`].

mod build;
mod expressions;
mod jumps;
mod statements;
mod super_calls;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use syntax::semantic::NodeId;

pub(crate) use self::super_calls::{SuperCalls, derived_constructors};
use crate::file::File;

/// A stretch of code that is evaluated as a whole, but for what throws in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct BlockId(u32);

impl BlockId {
    pub const ENTRY: BlockId = BlockId(0);
    /// Code that is never reached.
    const DEAD: BlockId = BlockId(1);
    /// Behind the last statement.
    pub const END: BlockId = BlockId(2);
    /// Behind a `return`.
    pub const RETURN: BlockId = BlockId(3);
    /// Behind a `throw` that nothing catches.
    const THROW: BlockId = BlockId(4);
    const FIXED: usize = 5;

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something in a block that rules ask for, in the order of evaluation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Event {
    pub kind: EventKind,
    pub node: NodeId,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum EventKind {
    /// An identifier is read, or stands for a name.
    Read,
    /// An identifier gets a value.
    Write,
    /// `this`, or the `super` of `super.name`.
    This,
    /// `super()` has been called.
    SuperCall,
    /// A `return` leaves.
    Return,
}

#[derive(Clone, Copy, Default)]
struct Block {
    is_reachable: bool,
    first_event: u32,
    end_of_events: u32,
}

/// What becomes of a statement or a `case`.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Fate {
    pub is_reached: bool,
    /// Whether what stands behind it is reached through its end.
    pub is_completed: bool,
    /// Of a loop: whether there can be a second round.
    pub is_repeated: bool,
}

/// The blocks from which each block is reached.
pub(crate) struct Predecessors {
    /// Those of block `b` are `blocks[starts[b]..starts[b + 1]]`.
    starts: Vec<u32>,
    blocks: Vec<BlockId>,
}

impl Predecessors {
    pub fn of(&self, block: BlockId) -> &[BlockId] {
        &self.blocks[self.starts[block.index()] as usize..self.starts[block.index() + 1] as usize]
    }
}

pub(crate) struct Flow {
    blocks: Vec<Block>,
    /// Successors by block: those of block `b` are `successors[starts[b]..starts[b + 1]]`.
    successors: Vec<BlockId>,
    starts: Vec<u32>,
    events: Vec<Event>,
    /// By their nodes.
    fates: Vec<(NodeId, Fate)>,
}

impl Flow {
    pub fn is_reachable(&self, block: BlockId) -> bool {
        self.blocks[block.index()].is_reachable
    }

    /// Whether the code can run to its end without a `return`.
    pub fn reaches_end(&self) -> bool {
        self.is_reachable(BlockId::END)
    }

    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    pub fn successors(&self, block: BlockId) -> &[BlockId] {
        &self.successors[self.starts[block.index()] as usize..self.starts[block.index() + 1] as usize]
    }

    /// All ways from one block to another, by where they lead.
    pub fn predecessors(&self) -> Predecessors {
        let mut starts = vec![0u32; self.blocks.len() + 1];
        for next in &self.successors {
            starts[next.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next_place = starts.clone();
        let mut blocks = vec![BlockId::ENTRY; self.successors.len()];
        for block in self.blocks() {
            for next in self.successors(block) {
                let place = &mut next_place[next.index()];
                blocks[*place as usize] = block;
                *place += 1;
            }
        }
        Predecessors { starts, blocks }
    }

    pub fn events(&self, block: BlockId) -> &[Event] {
        let Block { first_event, end_of_events, .. } = self.blocks[block.index()];
        &self.events[first_event as usize..end_of_events as usize]
    }

    /// What becomes of the statements and cases, in the order of the text.
    pub fn fates(&self) -> &[(NodeId, Fate)] {
        &self.fates
    }

    /// What becomes of a statement or a case; nothing is known of others, nor of what stands in a function inside.
    pub fn fate(&self, node: NodeId) -> Fate {
        match self.fates.binary_search_by_key(&node, |(node, _)| *node) {
            Ok(index) => self.fates[index].1,
            Err(_) => Fate::default(),
        }
    }
}

/// The flows that rules have asked for.
#[derive(Default)]
pub(crate) struct Flows(RefCell<FxHashMap<NodeId, Rc<Flow>>>);

impl File<'_> {
    /// The flow of a `Function`, `ArrowExpr`, `Constructor`, `StaticBlock` or the program.
    pub fn flow(&self, of: NodeId) -> Rc<Flow> {
        if let Some(known) = self.flows.0.borrow().get(&of) {
            return Rc::clone(known);
        }
        let flow = Rc::new(build::build(self, of));
        self.flows.0.borrow_mut().insert(of, Rc::clone(&flow));
        flow
    }

    /// The flow in which a node stands.
    pub fn flow_around(&self, node: NodeId) -> Rc<Flow> {
        self.flow(self.function_around(node).unwrap_or(NodeId::PROGRAM))
    }
}
