//! The comments of a text, as one list.

use std::cell::RefCell;

use source::TextRange;
use swc_common::BytePos;
use swc_common::comments::{self, CommentKind, Comments};

use crate::parse::range;

/// A comment with its marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    pub range: TextRange,
    pub is_block: bool,
}

/// Takes comments from the lexer as they come. swc wants them attached to neighbouring tokens; nothing that parses asks for them
/// again, so to whom they are attached is not kept, and none can be given back.
#[derive(Default)]
pub(crate) struct InOrder(RefCell<Vec<Comment>>);

impl InOrder {
    /// All of them, in the order of the text.
    pub fn all(self) -> Vec<Comment> {
        let mut all = self.0.into_inner();
        // A part of the text that the parser has read twice gives its comments twice.
        all.sort_by_key(|comment| comment.range.start());
        all.dedup();
        all
    }

    fn add(&self, comment: &comments::Comment) {
        let is_block = comment.kind == CommentKind::Block;
        self.0.borrow_mut().push(Comment { range: range(comment.span), is_block });
    }
}

impl Comments for InOrder {
    fn add_leading(&self, _: BytePos, comment: comments::Comment) {
        self.add(&comment);
    }

    fn add_leading_comments(&self, _: BytePos, comments: Vec<comments::Comment>) {
        comments.iter().for_each(|comment| self.add(comment));
    }

    fn has_leading(&self, _: BytePos) -> bool {
        false
    }

    fn move_leading(&self, _: BytePos, _: BytePos) {}

    fn take_leading(&self, _: BytePos) -> Option<Vec<comments::Comment>> {
        None
    }

    fn get_leading(&self, _: BytePos) -> Option<Vec<comments::Comment>> {
        None
    }

    fn add_trailing(&self, _: BytePos, comment: comments::Comment) {
        self.add(&comment);
    }

    fn add_trailing_comments(&self, _: BytePos, comments: Vec<comments::Comment>) {
        comments.iter().for_each(|comment| self.add(comment));
    }

    fn has_trailing(&self, _: BytePos) -> bool {
        false
    }

    fn move_trailing(&self, _: BytePos, _: BytePos) {}

    fn take_trailing(&self, _: BytePos) -> Option<Vec<comments::Comment>> {
        None
    }

    fn get_trailing(&self, _: BytePos) -> Option<Vec<comments::Comment>> {
        None
    }

    fn add_pure_comment(&self, _: BytePos) {}
}
