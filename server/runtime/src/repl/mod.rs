//! The prompt: `lode repl`.

use std::borrow::Cow;

use engine::Data;
use node::builtin::{Builtin, builtin_source, native};
use transform::{Typed, typed};

pub(crate) const BUILTINS: &[Builtin] = &[
    Builtin { id: "internal/repl", source: builtin_source!("repl/repl.js"), natives: &[native!(prepare)] },
    Builtin { id: "internal/repl_completion", source: builtin_source!("repl/completion.js"), natives: &[] },
];

/// What to do with a typed text: `{ kind: 'complete', code, isAsync }`, `{ kind: 'incomplete' }` or `{ kind: 'wrong', message, start }`
/// (`start` in UTF-16 units).
fn prepare(text: String) -> Data {
    let object = |kind: &'static str, mut rest: Vec<(Cow<'static, str>, Data)>| {
        rest.insert(0, (Cow::Borrowed("kind"), kind.into()));
        Data::Object(rest)
    };
    match typed(&text) {
        Typed::Complete { code, is_async } => {
            object("complete", vec![(Cow::Borrowed("code"), code.into()), (Cow::Borrowed("isAsync"), is_async.into())])
        }
        Typed::Incomplete => object("incomplete", Vec::new()),
        Typed::Wrong(error) => {
            let start = error.range.start() as usize;
            let before = text.get(..start).unwrap_or(&text).encode_utf16().count();
            object(
                "wrong",
                vec![
                    (Cow::Borrowed("message"), error.message.into()),
                    (Cow::Borrowed("start"), Data::Number(before as f64)),
                ],
            )
        }
    }
}
