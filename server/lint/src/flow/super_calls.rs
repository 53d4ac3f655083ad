//! Where `super()` has been called on the ways through a constructor.

use syntax::ast::{Class, ClassMember, Constructor, Expr};
use syntax::semantic::{Node, NodeId};

use super::{BlockId, Event, EventKind, Flow};
use crate::file::File;

/// What is known at one place of a constructor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Called {
    /// On one way at least.
    pub sometimes: bool,
    /// On every way.
    pub always: bool,
}

impl Called {
    const NEVER: Called = Called { sometimes: false, always: false };
    const DONE: Called = Called { sometimes: true, always: true };
}

pub(crate) struct SuperCalls<'f, 'a> {
    file: &'f File<'a>,
    flow: &'f Flow,
    /// At the beginning of each block; `None` where nothing leads to.
    entries: Vec<Option<Called>>,
}

impl<'f, 'a> SuperCalls<'f, 'a> {
    pub fn new(file: &'f File<'a>, flow: &'f Flow) -> SuperCalls<'f, 'a> {
        let mut calls = SuperCalls { file, flow, entries: vec![None; flow.block_count()] };
        calls.entries[BlockId::ENTRY.index()] = Some(Called::NEVER);
        let mut changed = vec![BlockId::ENTRY];
        while let Some(block) = changed.pop() {
            let Some(mut called) = calls.at(block) else { continue };
            for event in flow.events(block) {
                called = calls.after(event, called);
            }
            for next in flow.successors(block) {
                let entry = &mut calls.entries[next.index()];
                let merged = entry.map_or(called, |entry| Called {
                    sometimes: entry.sometimes | called.sometimes,
                    always: entry.always & called.always,
                });
                if *entry != Some(merged) {
                    *entry = Some(merged);
                    changed.push(*next);
                }
            }
        }
        calls
    }

    pub fn at(&self, block: BlockId) -> Option<Called> {
        self.entries[block.index()]
    }

    /// What happens on the ways, with what is known before it.
    pub fn events(&self) -> impl Iterator<Item = (Event, Called)> + '_ {
        self.flow.blocks().filter_map(|block| Some((block, self.at(block)?))).flat_map(move |(block, entry)| {
            self.flow.events(block).iter().scan(entry, move |called, event| {
                let before = *called;
                *called = self.after(event, before);
                Some((*event, before))
            })
        })
    }

    /// A value that is returned stands for the object that `super()` would have made.
    fn after(&self, event: &Event, before: Called) -> Called {
        match (event.kind, self.file.node(event.node)) {
            (EventKind::SuperCall, _) => Called::DONE,
            (EventKind::Return, Node::ReturnStmt(it)) if it.arg.is_some() => Called::DONE,
            _ => before,
        }
    }
}

/// The constructors with a body in classes that extend something.
pub(crate) fn derived_constructors<'a>(file: &File<'a>) -> impl Iterator<Item = (NodeId, &'a Constructor, &'a Expr)> {
    file.nodes.all::<Class>().filter_map(|(_, class)| {
        let extended = class.super_class.as_deref()?;
        let constructor = class.body.iter().find_map(|member| match member {
            ClassMember::Constructor(it) if it.body.is_some() => Some(it),
            _ => None,
        })?;
        Some((file.nodes.id_of(constructor)?, constructor, extended))
    })
}
