//! CommonJS texts that can't run as they are: with `await` (the asynchronous context), `import()`, types, `using`.

use serde::{Deserialize, Serialize};

use crate::edits::utf16_length;
use crate::module::Wrapped;
use crate::positions::Positions;
use crate::rewrite::Rewritten;

/// A compiled CommonJS body.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CommonJs {
    /// The body without any wrapper.
    #[serde(skip)]
    pub code: String,
    /// Names that the body uses and its surroundings must define, with what each means.
    pub helpers: Vec<(String, Helper)>,
    /// Without the wrapper: `prologue_length` is set by [`CommonJs::wrap`].
    pub positions: Positions,
}

/// What a compiled body takes from outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Helper {
    /// `import(specifier, options)`.
    Import,
    /// `save()` gives the asynchronous context.
    Save,
    /// `restore(context, value)` puts it back and gives `value`.
    Restore,
}

impl Helper {
    /// The property of the object that [`CommonJs::wrap`]'s function takes.
    pub fn member(self) -> &'static str {
        match self {
            Helper::Import => "import",
            Helper::Save => "save",
            Helper::Restore => "restore",
        }
    }
}

impl CommonJs {
    /// A text that runs as it is.
    pub fn plain(code: String) -> Self {
        CommonJs { code, helpers: Vec::new(), positions: Positions::default() }
    }

    /// `None` when nothing changed.
    pub(crate) fn of(text: &str, rewritten: Rewritten) -> Option<Self> {
        if rewritten.code == text {
            return None;
        }
        let names = rewritten.names;
        let helpers = [(names.import, Helper::Import), (names.save, Helper::Save), (names.restore, Helper::Restore)];
        let helpers = helpers.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        Some(CommonJs { code: rewritten.code, helpers, positions: rewritten.positions })
    }

    /// A script whose value is `(helpers) => wrapper`, where `wrapper` is the function that Node calls with `parameters`.
    /// Two functions, so that the inner one's `arguments` and `length` are what Node's are. The code moves there.
    pub fn wrap(&mut self, parameters: &str) -> Wrapped {
        let mut prologue = String::from("(function({");
        for (index, (name, helper)) in self.helpers.iter().enumerate() {
            if index > 0 {
                prologue.push(',');
            }
            prologue.push_str(helper.member());
            prologue.push(':');
            prologue.push_str(name);
        }
        prologue.push_str("}){return function(");
        prologue.push_str(parameters);
        prologue.push_str("){");
        let mut text = std::mem::take(&mut self.code);
        text.insert_str(0, &prologue);
        text.push_str("\n}})");
        Wrapped { text, prologue_length: utf16_length(&prologue) as u32 }
    }
}
