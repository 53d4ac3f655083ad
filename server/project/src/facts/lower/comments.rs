//! Which comment documents what.
//!
//! A comment belongs to what starts behind it with nothing but white space and other comments between. All of them are
//! read at the end, when everything is declared: only then is it known which scope sees their types, because a function's
//! documentation stands outside of the function whose type parameters it declares.

use source::TextRange;

use super::*;

impl Lowering<'_> {
    /// Makes a row for each JSDoc comment.
    pub(super) fn push_docs(&mut self) {
        for (index, comment) in self.facts.comments.iter().enumerate() {
            if comment.is_block && is_doc(comment.range.slice(self.text)) {
                self.facts.docs.push(Doc { range: comment.range, description: String::new(), tags: Vec::new() });
                self.comments_of_docs.push(index);
            }
        }
        self.doc_scopes = vec![None; self.facts.docs.len()];
    }

    /// The documentation of what has this range, `export` and decorators included.
    pub(crate) fn doc_before(&mut self, range: TextRange) -> Option<DocId> {
        let start = range.start();
        let index = self.facts.docs.partition_point(|doc| doc.range.end() <= start).checked_sub(1)?;
        let mut end = self.facts.docs[index].range.end();
        for comment in &self.facts.comments[self.comments_of_docs[index] + 1..] {
            if comment.range.start() >= start || !self.is_white_space(end, comment.range.start()) {
                break;
            }
            end = comment.range.end();
        }
        self.is_white_space(end, start).then_some(DocId(index as u32))
    }

    /// Says where the types of a documentation are seen from: else it is the scope that it stands in.
    pub(crate) fn doc_seen_from(&mut self, doc: DocId, scope: ScopeId) {
        self.doc_scopes[doc.index()] = Some(scope);
    }

    /// The documentation before a parenthesis that casts what is in it.
    pub(super) fn cast_before(&mut self, start: u32) -> Option<DocId> {
        if self.facts.docs.is_empty() || self.facts.kind.language.is_typescript() {
            return None;
        }
        let doc = self.doc_before(TextRange::empty(start))?;
        let text = self.facts[doc].range.slice(self.text);
        let casts = ["@type ", "@type{", "@satisfies"].iter().any(|tag| text.contains(tag));
        casts.then_some(doc)
    }

    /// Where the first token behind `from` starts.
    pub(super) fn start_of_code(&self, from: u32) -> u32 {
        let mut at = from;
        let first = self.facts.comments.partition_point(|comment| comment.range.start() < from);
        for comment in &self.facts.comments[first..] {
            if !self.is_white_space(at, comment.range.start()) {
                break;
            }
            at = comment.range.end();
        }
        let rest = self.text.get(at as usize..).unwrap_or("");
        at + (rest.len() - rest.trim_start().len()) as u32
    }

    fn is_white_space(&self, from: u32, to: u32) -> bool {
        self.text.get(from as usize..to as usize).is_some_and(|between| between.chars().all(char::is_whitespace))
    }

    /// Reads all documentation.
    pub(super) fn read_docs(&mut self) {
        self.find_scopes_of_docs();
        self.parent = None;
        for index in 0..self.facts.docs.len() {
            self.scope = self.doc_scopes[index].unwrap_or(Facts::FILE_SCOPE);
            self.lower_doc(DocId(index as u32));
        }
        self.scope = Facts::FILE_SCOPE;
        for (expression, doc) in std::mem::take(&mut self.pending_casts) {
            let ExpressionKind::As { value, .. } = self.facts[expression].kind else { continue };
            let tag = self.facts[doc].tags.iter().find(|tag| matches!(&*tag.tag, "type" | "satisfies"));
            let Some(tag) = tag else { continue };
            let is_satisfies = tag.tag == *"satisfies";
            // `@type {const}` is `as const`, which has no type.
            let is_const = |annotation: &TypeId| self.facts[*annotation].range.slice(self.text) == "const";
            let annotation = tag.type_annotation.filter(|annotation| !is_const(annotation));
            self.facts[expression].kind = match annotation {
                Some(type_annotation) if is_satisfies => ExpressionKind::Satisfies { value, type_annotation },
                type_annotation => ExpressionKind::As { value, type_annotation },
            };
        }
    }

    /// A comment that belongs to no function or class sees what the scope sees that it stands in.
    fn find_scopes_of_docs(&mut self) {
        if self.facts.docs.is_empty() {
            return;
        }
        let mut order: Vec<ScopeId> = (0..self.facts.scopes.len() as u32).map(ScopeId).collect();
        // Nearly sorted already; of those that start together the outer one stays first.
        order.sort_by_key(|scope| self.facts[*scope].range.start());
        let mut next = order.into_iter().peekable();
        let mut open: Vec<ScopeId> = Vec::new();
        for (doc, scope) in self.facts.docs.iter().zip(&mut self.doc_scopes) {
            let at = doc.range.start();
            while let Some(inner) = next.next_if(|inner| self.facts[*inner].range.start() <= at) {
                let start = self.facts[inner].range.start();
                while open.pop_if(|open| self.facts[*open].range.end() <= start).is_some() {}
                open.push(inner);
            }
            while open.pop_if(|open| self.facts[*open].range.end() <= at).is_some() {}
            if scope.is_none() {
                *scope = open.last().copied();
            }
        }
    }
}

fn is_doc(comment: &str) -> bool {
    comment.starts_with("/**") && comment.len() > 4 && !comment.starts_with("/***")
}
