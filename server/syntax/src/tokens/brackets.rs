//! The brackets that are open where the scanner stands, and what they say about the next token.

/// A bracket, or what a token before it makes of the place behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum OpenKind {
    Parenthesis,
    Bracket,
    /// Of a block, a function body, a class body, a `switch`.
    Block,
    /// Of an object literal, a pattern, an import list, a type.
    Object,
    /// `${` of a template.
    TemplateHole,
    /// `{` in a tag or between tags.
    JsxHole,
    /// `<name …`, not yet closed by `>`.
    JsxTag,
    /// `</name`, not yet closed by `>`.
    JsxClosingTag,
    /// Behind the `>` of an opening tag.
    JsxChildren,
}

/// What a bracket belongs to, or what the tokens before the scanner's place have begun: it says what has to follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Owner {
    Nothing,
    /// `if (`, `while (`, `with (`
    Condition,
    /// `for (`
    For,
    /// `switch (`
    Switch,
    /// `catch (`
    Catch,
    /// `function name(`, a method
    Function,
    /// `try {`
    Try,
    /// `do {`
    Do,
    /// `class A {`
    Class,
    /// `import {`
    Import,
    /// `export {`, `export *`
    Export,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Open {
    pub kind: OpenKind,
    /// Where the bracket is.
    pub at: u32,
    pub owner: Owner,
    /// What has begun inside and waits for its bracket or its `from`.
    pub pending: Owner,
    /// `?`s inside that wait for their `:`.
    pub conditionals: u16,
    /// Whether the next `:` inside ends a `case` or `default`.
    pub is_in_case: bool,
    /// `const`, `let` or `var` stands before, and no `=` yet.
    pub wants_value: bool,
    /// `;`s inside.
    pub semicolons: u16,
    /// Of a tag and of children: the end of the tag's name.
    pub name_end: u32,
}

impl Open {
    pub fn new(kind: OpenKind, at: u32) -> Open {
        Open {
            kind,
            at,
            owner: Owner::Nothing,
            pending: Owner::Nothing,
            conditionals: 0,
            is_in_case: false,
            wants_value: false,
            semicolons: 0,
            name_end: at + 1,
        }
    }

    /// Whether a statement follows its `)`.
    pub fn is_head(self) -> bool {
        matches!(self.owner, Owner::Condition | Owner::For)
    }

    /// The name of a tag, "" of a fragment.
    pub fn name(self, text: &str) -> &str {
        text.get(self.at as usize + 1..self.name_end as usize).unwrap_or("").trim()
    }

    /// Whether `}` closes it.
    pub fn is_brace(self) -> bool {
        matches!(self.kind, OpenKind::Block | OpenKind::Object | OpenKind::TemplateHole | OpenKind::JsxHole)
    }
}

/// A bracket that has no partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unmatched {
    Open(Open),
    /// A closing bracket, with the bracket that it met instead.
    Close {
        at: u32,
        met: Option<Open>,
    },
}

/// All brackets that are open, innermost last.
#[derive(Clone, Debug)]
pub(crate) struct Brackets {
    /// What is known of the text outside of all brackets.
    pub outside: Open,
    pub open: Vec<Open>,
    /// In the order in which they were noticed, at most [`KEPT`].
    pub unmatched: Vec<Unmatched>,
}

/// A broken text can have a bracket without partner on each line; nobody looks at more than a few.
const KEPT: usize = 64;

impl Brackets {
    pub fn new() -> Brackets {
        Brackets { outside: Open::new(OpenKind::Block, 0), open: Vec::new(), unmatched: Vec::new() }
    }

    /// What the scanner is directly in.
    pub fn level(&mut self) -> &mut Open {
        self.open.last_mut().unwrap_or(&mut self.outside)
    }

    pub fn top(&self) -> Option<Open> {
        self.open.last().copied()
    }

    pub fn push(&mut self, open: Open) {
        self.open.push(open);
    }

    /// Takes the bracket that `closing` at `at` closes. Whatever is still open inside it is given up, but `)` and `]` never
    /// reach out of braces: a half-typed call must not close the function around it.
    pub fn close(&mut self, closing: u8, at: u32) -> Option<Open> {
        let matches = |open: &Open| match closing {
            b')' => open.kind == OpenKind::Parenthesis,
            b']' => open.kind == OpenKind::Bracket,
            _ => open.is_brace(),
        };
        let reach = match closing {
            b'}' => 0,
            _ => self.open.iter().rposition(|open| open.is_brace()).map_or(0, |index| index + 1),
        };
        let found = self.open[reach..].iter().rposition(matches).map(|index| index + reach);
        match found {
            Some(index) => {
                let met = self.top();
                if index + 1 < self.open.len() {
                    self.report(Unmatched::Close { at, met });
                }
                self.give_up(index + 1);
                self.open.pop()
            }
            None => {
                self.report(Unmatched::Close { at, met: self.top() });
                None
            }
        }
    }

    /// Takes all brackets but the outermost `kept` as never closed.
    pub fn give_up(&mut self, kept: usize) {
        while self.open.len() > kept {
            if let Some(open) = self.open.pop() {
                self.report(Unmatched::Open(open));
            }
        }
    }

    fn report(&mut self, unmatched: Unmatched) {
        if self.unmatched.len() < KEPT {
            self.unmatched.push(unmatched);
        }
    }
}
