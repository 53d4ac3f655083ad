//! What is run first: the preloads, then a file, a piece of code, or standard input.

use std::borrow::Cow;

use engine::{Data, Scope};
use node::builtin::{Builtin, builtin_source, native};

use crate::loader::Loader;

/// What to run.
#[derive(Clone, Debug, Default)]
pub enum Entry {
    /// A file, as it was given on the command line.
    File(String),
    /// A piece of code; its value is printed where `print` says so.
    Code { text: String, print: bool },
    /// The program is read from standard input.
    #[default]
    StandardInput,
    /// The interactive prompt.
    Prompt,
}

/// What kind of module code without a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputType {
    CommonJs,
    Module,
    CommonJsTypeScript,
    ModuleTypeScript,
}

pub(crate) const BUILTINS: &[Builtin] = &[
    Builtin { id: "internal/main/preparation", source: builtin_source!("main/preparation.js"), natives: &[] },
    Builtin { id: "internal/main", source: builtin_source!("main/main.js"), natives: &[native!(options)] },
    Builtin { id: "internal/eval", source: builtin_source!("eval/eval.js"), natives: &[] },
];

/// What `internal/main` has to know of the options.
fn options(scope: &Scope) -> Data {
    let loader = scope.state::<Loader>();
    let options = &loader.shared().options;
    let list = |items: &[String]| Data::Array(items.iter().map(|item| Data::String(item.clone())).collect());
    let (kind, text, print) = match loader.entry() {
        Entry::File(path) => ("file", Some(path.clone()), false),
        Entry::Code { text, print } => ("code", Some(text.clone()), *print),
        Entry::StandardInput => ("stdin", None, false),
        Entry::Prompt => ("prompt", None, false),
    };
    let input_type = options.input_type.map(|input_type| match input_type {
        InputType::CommonJs => "commonjs",
        InputType::Module => "module",
        InputType::CommonJsTypeScript => "commonjs-typescript",
        InputType::ModuleTypeScript => "module-typescript",
    });
    let has_channel = std::env::var_os("NODE_CHANNEL_FD").is_some();
    let prepares = !(options.flags.is_empty()
        && options.env_files.is_empty()
        && options.require.is_empty()
        && options.import.is_empty());
    let is_plain = kind == "file" && !prepares && !has_channel && !options.check;
    Data::Object(vec![
        // A file, and nothing to do before it.
        (Cow::Borrowed("isPlain"), is_plain.into()),
        (Cow::Borrowed("kind"), kind.into()),
        (Cow::Borrowed("text"), text.into()),
        (Cow::Borrowed("print"), print.into()),
        (Cow::Borrowed("require"), list(&options.require)),
        (Cow::Borrowed("import"), list(&options.import)),
        (Cow::Borrowed("inputType"), input_type.into()),
        (Cow::Borrowed("hasChannel"), has_channel.into()),
        (Cow::Borrowed("check"), options.check.into()),
        (
            Cow::Borrowed("envFiles"),
            Data::Array(
                options
                    .env_files
                    .iter()
                    .map(|(path, required)| Data::Array(vec![path.as_str().into(), (*required).into()]))
                    .collect(),
            ),
        ),
    ])
}
