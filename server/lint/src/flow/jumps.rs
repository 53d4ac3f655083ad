//! Where `break`, `continue`, `return` and `throw` go, and the `finally` blocks on their way.

use syntax::ast::Atom;
use syntax::semantic::NodeId;

use super::BlockId;
use super::build::Builder;

/// A place that leaves its code not by its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Jump {
    Throw,
    /// To a block, out of all targets from this one on.
    To(BlockId, usize),
}

impl Jump {
    pub const RETURN: Jump = Jump::To(BlockId::RETURN, 0);
}

/// Something around the current code that a jump may go to, or has to pass.
pub(super) enum Target<'a> {
    Loop { labels: Vec<&'a Atom>, behind: BlockId, next: BlockId },
    Switch { behind: BlockId },
    Labeled { label: &'a Atom, behind: BlockId },
    Catch { handler: BlockId },
    Finally { entry: BlockId, jumps: Vec<Jump> },
}

/// A `finally` in a `finally` in … is doubled only down to here.
const MAX_DOUBLED: usize = 4;

impl<'a> Builder<'_, 'a> {
    /// Leaves the current code. What stands behind it is dead.
    pub(super) fn jump(&mut self, jump: Jump) {
        let from = self.current;
        self.current = BlockId::DEAD;
        let (goal, outermost) = match jump {
            Jump::Throw => (BlockId::THROW, 0),
            Jump::To(goal, outermost) => (goal, outermost),
        };
        if !self.is_reachable(from) {
            return;
        }
        for target in self.targets[outermost..].iter_mut().rev() {
            match target {
                Target::Catch { handler } if jump == Jump::Throw => {
                    let handler = *handler;
                    return self.edge(from, handler);
                }
                Target::Finally { entry, jumps } => {
                    if !jumps.contains(&jump) {
                        jumps.push(jump);
                    }
                    let entry = *entry;
                    return self.edge(from, entry);
                }
                _ => {}
            }
        }
        self.edge(from, goal);
    }

    pub(super) fn break_out(&mut self, wanted: Option<&Atom>) {
        let goal = self.targets.iter().enumerate().rev().find_map(|(index, target)| match target {
            Target::Loop { behind, .. } | Target::Switch { behind } if wanted.is_none() => {
                Some(Jump::To(*behind, index))
            }
            Target::Labeled { label, behind } if wanted == Some(*label) => Some(Jump::To(*behind, index)),
            _ => None,
        });
        self.jump(goal.unwrap_or(Jump::RETURN));
    }

    pub(super) fn continue_loop(&mut self, wanted: Option<&Atom>) {
        let goal = self.targets.iter().enumerate().rev().find_map(|(index, target)| match target {
            Target::Loop { labels, next, .. } if wanted.is_none_or(|wanted| labels.contains(&wanted)) => {
                Some(Jump::To(*next, index + 1))
            }
            _ => None,
        });
        self.jump(goal.unwrap_or(Jump::RETURN));
    }

    /// Says that the code evaluated so far may throw; nobody asks when nothing is around to catch it.
    pub(super) fn may_throw(&mut self) {
        let here = (self.current, self.event_count());
        if self.guards == 0 || self.thrown_at == Some(here) || !self.is_reachable(self.current) {
            return;
        }
        let from = self.current;
        self.jump(Jump::Throw);
        let next = self.block_after(from);
        self.start(next);
        self.thrown_at = Some((next, here.1));
    }

    pub(super) fn try_statement(&mut self, body: NodeId, handler: Option<NodeId>, finalizer: Option<NodeId>) {
        let behind = self.new_block();
        let finally = self.new_block();
        if finalizer.is_some() {
            self.targets.push(Target::Finally { entry: finally, jumps: Vec::new() });
            self.guards += 1;
        }
        self.thrown_at = None;
        match handler {
            None => self.visit(body),
            Some(handler) => self.caught(body, handler),
        }
        if let Some(finalizer) = finalizer {
            self.guards -= 1;
            if let Some(Target::Finally { jumps, .. }) = self.targets.pop() {
                self.finalizer(finalizer, finally, jumps);
            }
        }
        self.edge(self.current, behind);
        self.start(behind);
    }

    fn caught(&mut self, body: NodeId, handler: NodeId) {
        let caught = self.new_block();
        let behind = self.new_block();
        self.targets.push(Target::Catch { handler: caught });
        self.guards += 1;
        self.visit(body);
        self.guards -= 1;
        self.targets.pop();
        self.edge(self.current, caught);
        self.edge(self.current, behind);
        self.start(caught);
        self.visit(handler);
        self.edge(self.current, behind);
        self.start(behind);
    }

    /// `entry`: where the jumps come in; the current block comes in by itself. Afterwards current is what goes on behind.
    fn finalizer(&mut self, finalizer: NodeId, entry: BlockId, jumps: Vec<Jump>) {
        let normal = self.current;
        let is_normal = self.is_reachable(normal);
        if is_normal && !jumps.is_empty() && self.doubled < MAX_DOUBLED {
            self.doubled += 1;
            self.are_fates_doubled = true;
            let through = self.block_after(normal);
            self.start(through);
            self.visit(finalizer);
            let after = self.current;
            self.start(entry);
            self.visit(finalizer);
            self.go_on(&jumps);
            self.current = after;
            self.doubled -= 1;
        } else {
            self.edge(normal, entry);
            self.start(entry);
            self.visit(finalizer);
            let after = self.current;
            self.go_on(&jumps);
            self.current = if is_normal { after } else { BlockId::DEAD };
        }
    }

    /// Makes the jumps that a `finally` held up.
    fn go_on(&mut self, jumps: &[Jump]) {
        let from = self.current;
        for jump in jumps {
            self.current = from;
            self.jump(*jump);
        }
    }
}
