//! The function around a module's text.
//!
//! Most modules become an arrow function (`async` with top-level await), called once when the module is evaluated: all it
//! imports is known by then, so imports are variables that are written once, which is what the engine optimises best
//! (measured: a variable that is declared first and set later made a hot loop over it half again as slow).
//!
//! ```text
//! (link)=>{"use strict";link.get=…;link.set=…;let a=link.value(0),b=link.value(1);PROGRAM
//! }
//! ```
//!
//! A module in a cycle must hand out its hoisted functions before it is evaluated, and its imports must be in their dead
//! zone until the other module reaches their declaration, whenever that is. So it becomes a generator that stops before
//! its program (measured: as fast as the plain form), inside one generator for each layer of imports that get their
//! values at the same moment. Resuming such a layer runs the `let` behind it, and only that ends a dead zone:
//!
//! ```text
//! (function*(link){"use strict";yield function*(){yield function*(){link.get=…;yield;PROGRAM
//! };let b=link.value(1);};let a=link.value(0);})
//! ```
//!
//! With top-level await the innermost is an async arrow function that awaits `link.start` where the generator yields.

use std::fmt::Write;

use super::{LocalKind, Module};
use crate::edits::utf16_length;

/// The form that a module takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Layers {
    /// Not in a cycle.
    None,
    /// In a cycle: the outermost first, indices into [`Module::imports`]. Imports in no layer start as undefined.
    Cyclic(Vec<Vec<u32>>),
}

/// A script whose value is the module's function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrapped {
    pub text: String,
    /// Columns of line 0 that are not the program's, in UTF-16 units.
    pub prologue_length: u32,
}

impl Module {
    /// The script to evaluate. The code moves there.
    pub fn wrap(&mut self, layers: &Layers) -> Wrapped {
        let mut text = String::new();
        match layers {
            Layers::None => {
                text.push_str(if self.has_top_level_await { "(async(" } else { "((" });
                let _ = write!(text, "{})=>{{\"use strict\";", self.names.link);
                self.push_accessors(&mut text);
                self.push_imports(&mut text, 0..self.imports.len() as u32);
            }
            Layers::Cyclic(layers) => {
                let _ = write!(text, "(function*({}){{\"use strict\";", self.names.link);
                // A layer without imports still stops: all generators look the same to the loader.
                for _ in layers.iter().skip(1) {
                    text.push_str("yield function*(){");
                }
                text.push_str(if self.has_top_level_await { "yield async()=>{" } else { "yield function*(){" });
                self.push_accessors(&mut text);
                let rest: Vec<&str> = (0..self.imports.len() as u32)
                    .filter(|import| !layers.iter().any(|layer| layer.contains(import)))
                    .map(|import| self.imports[import as usize].local.as_str())
                    .collect();
                if !rest.is_empty() {
                    let _ = write!(text, "let {};", rest.join(","));
                }
                if self.has_top_level_await {
                    let _ = write!(text, "await {}.start;", self.names.link);
                } else {
                    text.push_str("yield;");
                }
            }
        }
        let prologue_length = utf16_length(&text) as u32;
        let prologue = std::mem::replace(&mut text, std::mem::take(&mut self.code));
        text.insert_str(0, &prologue);
        // The program's last line may end in a comment.
        text.push('\n');
        match layers {
            Layers::None => text.push_str("})"),
            Layers::Cyclic(layers) => {
                for layer in layers.iter().rev() {
                    text.push_str("};");
                    self.push_imports(&mut text, layer.iter().copied());
                }
                if layers.is_empty() {
                    text.push_str("};");
                }
                text.push_str("})");
            }
        }
        Wrapped { text, prologue_length }
    }

    fn push_imports(&self, text: &mut String, imports: impl Iterator<Item = u32>) {
        let mut lead = "let ";
        for import in imports {
            let local = &self.imports[import as usize].local;
            let _ = write!(text, "{lead}{local}={}.value({import})", self.names.link);
            lead = ",";
        }
        if lead == "," {
            text.push(';');
        }
    }

    /// `link.get`, `link.set` and what else the program uses of the link. One function with a switch, not one for each
    /// binding: the engine compiles it once.
    fn push_accessors(&self, text: &mut String) {
        let names = &self.names;
        let link = &names.link;
        if !self.locals.is_empty() {
            let _ = write!(text, "{link}.get=({link})=>{{switch({link}){{");
            for (index, local) in self.locals.iter().enumerate() {
                let _ = write!(text, "case {index}:return {};", local.name);
            }
            text.push_str("}};");
        }
        if !self.imports.is_empty() {
            let value = format!("{link}v");
            let _ = write!(text, "{link}.set=({link},{value})=>{{switch({link}){{");
            for (index, import) in self.imports.iter().enumerate() {
                let _ = write!(text, "case {index}:{}={value};break;", import.local);
            }
            text.push_str("}};");
        }
        let members = [
            (&names.announce, "announce"),
            (&names.constant, "constant"),
            (&names.meta, "meta"),
            (&names.import, "import"),
            (&names.save, "save"),
            (&names.restore, "restore"),
        ];
        let mut lead = "const ";
        for (name, member) in members {
            if !name.is_empty() {
                let _ = write!(text, "{lead}{name}={link}.{member}");
                lead = ",";
            }
        }
        if !names.this.is_empty() {
            let _ = write!(text, "{lead}{}=void 0", names.this);
            lead = ",";
        }
        if lead == "," {
            text.push(';');
        }
        if !names.context.is_empty() {
            let _ = write!(text, "let {}={}();", names.context, names.save);
        }
        if !names.default_function.is_empty() {
            let _ = write!(text, "{link}.name({});", names.default_function);
        }
    }

    /// Whether importers of this local must wait for its declaration when they are in a cycle with it.
    pub fn has_dead_zone(&self, local: u32) -> bool {
        self.locals[local as usize].kind == LocalKind::Lexical
    }
}
