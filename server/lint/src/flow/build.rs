//! The walk that makes the graph. It goes over the table of nodes, in the order of evaluation.

use syntax::ast::{ArrowFunctionBody, Atom};
use syntax::semantic::{Node, NodeId};

use super::jumps::{Jump, Target};
use super::{Block, BlockId, Event, EventKind, Fate, Flow};
use crate::file::File;

pub(super) fn build(file: &File, of: NodeId) -> Flow {
    let mut builder = Builder {
        file,
        blocks: vec![Block::default(); BlockId::FIXED],
        edges: Vec::new(),
        events: Vec::new(),
        fates: Vec::new(),
        current: BlockId::ENTRY,
        targets: Vec::new(),
        labels: Vec::new(),
        guards: 0,
        thrown_at: None,
        doubled: 0,
        are_fates_doubled: false,
    };
    builder.blocks[BlockId::ENTRY.index()].is_reachable = true;
    builder.root(of);
    builder.finish()
}

pub(super) struct Builder<'f, 'a> {
    pub(super) file: &'f File<'a>,
    blocks: Vec<Block>,
    /// From reachable blocks only.
    edges: Vec<(BlockId, BlockId)>,
    events: Vec<Event>,
    pub(super) fates: Vec<(NodeId, Fate)>,
    pub(super) current: BlockId,
    /// The innermost last.
    pub(super) targets: Vec<Target<'a>>,
    /// Labels of the statement that comes next.
    pub(super) labels: Vec<&'a Atom>,
    /// How many targets care for what is thrown.
    pub(super) guards: usize,
    /// Where something was last said to throw: the block, and how many events there were.
    pub(super) thrown_at: Option<(BlockId, usize)>,
    /// How many doubled `finally` blocks are around.
    pub(super) doubled: usize,
    pub(super) are_fates_doubled: bool,
}

impl<'a> Builder<'_, 'a> {
    fn root(&mut self, of: NodeId) {
        match self.file.node(of) {
            Node::ArrowExpr(arrow) => {
                self.children(of);
                // What an expression gives is returned.
                if matches!(&*arrow.body, ArrowFunctionBody::Expr(_)) {
                    self.jump(Jump::RETURN);
                }
            }
            Node::Constructor(_) => self.children_from(of, 1),
            _ => self.children(of),
        }
        self.edge(self.current, BlockId::END);
    }

    fn finish(mut self) -> Flow {
        if self.are_fates_doubled {
            self.fates.sort_by_key(|(node, _)| *node);
            self.fates.dedup_by(|(other, more), (node, fate)| {
                let is_same = node == other;
                if is_same {
                    fate.is_reached |= more.is_reached;
                    fate.is_completed |= more.is_completed;
                    fate.is_repeated |= more.is_repeated;
                }
                is_same
            });
        }
        self.edges.sort_unstable();
        self.edges.dedup();
        let mut starts = Vec::with_capacity(self.blocks.len() + 1);
        let mut next = 0;
        for index in 0..=self.blocks.len() {
            next += self.edges[next..].iter().take_while(|(from, _)| from.index() < index).count();
            starts.push(next as u32);
        }
        let successors = self.edges.iter().map(|(_, to)| *to).collect();
        Flow { blocks: self.blocks, successors, starts, events: self.events, fates: self.fates }
    }

    /// Walks what stands in a node, in the order of the text.
    pub(super) fn children(&mut self, of: NodeId) {
        self.children_from(of, 0);
    }

    pub(super) fn children_from(&mut self, of: NodeId, first: usize) {
        for child in self.file.nodes.children(of).skip(first) {
            self.visit(child);
        }
    }

    pub(super) fn is_reachable(&self, block: BlockId) -> bool {
        self.blocks[block.index()].is_reachable
    }

    pub(super) fn event_count(&self) -> usize {
        self.events.len()
    }

    pub(super) fn new_block(&mut self) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        self.blocks.push(Block::default());
        id
    }

    pub(super) fn block_after(&mut self, block: BlockId) -> BlockId {
        let next = self.new_block();
        self.edge(block, next);
        next
    }

    pub(super) fn edge(&mut self, from: BlockId, to: BlockId) {
        if self.is_reachable(from) {
            self.edges.push((from, to));
            self.blocks[to.index()].is_reachable = true;
        }
    }

    /// Goes on in a block. Each is started once, so that its events stand together.
    pub(super) fn start(&mut self, block: BlockId) {
        let events = self.events.len() as u32;
        let row = &mut self.blocks[block.index()];
        row.first_event = events;
        row.end_of_events = events;
        self.current = if row.is_reachable { block } else { BlockId::DEAD };
    }

    pub(super) fn event(&mut self, kind: EventKind, node: NodeId) {
        if self.is_reachable(self.current) {
            self.events.push(Event { kind, node });
            self.blocks[self.current.index()].end_of_events = self.events.len() as u32;
        }
    }
}
