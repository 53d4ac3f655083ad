//! The drivers: parse, look for errors, print anew what can't be blanked, rewrite, remember.

use std::path::Path;

use syntax::ast::Program;
use syntax::{Language, Parsed, SourceKind};

use crate::common_js::CommonJs;
use crate::explain::first_error;
use crate::module::Module;
use crate::options::Options;
use crate::positions::Positions;
use crate::rewrite::{self, Goal, Rewritten};
use crate::source_map::SourceMap;
use crate::{TransformError, lower, scan};

/// Compiles an ES module.
pub fn module(path: &Path, text: &str, options: &Options) -> Result<Module, TransformError> {
    let parsed = parse(path, text, options, syntax::Goal::Module)?;
    let erasable = parsed.with(|program| rewrite::is_erasable(text, program, options));
    if erasable {
        let rewritten = parsed.with(|program| rewrite::rewrite(path, text, program, Goal::Module, options))?;
        return Ok(rewritten.into_module(text));
    }
    drop(parsed);
    let lowered = lower::lower(path, text, options, syntax::Goal::Module)?;
    let mut module = self::module(path, &lowered.code, &lowered.options)?;
    module.positions.source_map = Some(lowered.source_map);
    module.retrace_requests();
    Ok(module)
}

/// Compiles the body of Node's CommonJS wrapper. `None` says that the text runs as it is.
pub fn common_js(path: &Path, text: &str, options: &Options) -> Result<Option<CommonJs>, TransformError> {
    if runs_as_it_is(text, options) {
        return Ok(None);
    }
    // TypeScript's own CommonJS words are module items to the parser.
    let has_such_words = || ["import", "export"].iter().any(|word| text.contains(word));
    let goal = if options.language.is_typescript() && has_such_words() {
        syntax::Goal::Module
    } else {
        syntax::Goal::CommonJs
    };
    let mut parsed = parse(path, text, options, goal)?;
    if goal == syntax::Goal::Module
        && !parsed.with(|program| match program {
            Program::Module(module) => rewrite::is_typescript_common_js(options.language, module),
            Program::Script(_) => false,
        })
    {
        parsed = parse(path, text, options, syntax::Goal::CommonJs)?;
    }
    let erasable = parsed.with(|program| rewrite::is_erasable(text, program, options));
    if erasable {
        let rewritten = parsed.with(|program| rewrite::rewrite(path, text, program, Goal::CommonJs, options))?;
        return Ok(CommonJs::of(text, rewritten));
    }
    drop(parsed);
    let lowered = lower::lower(path, text, options, goal)?;
    let compiled = common_js(path, &lowered.code, &lowered.options)?;
    let mut compiled = compiled.unwrap_or_else(|| CommonJs::plain(lowered.code));
    compiled.positions.source_map = Some(lowered.source_map);
    Ok(Some(compiled))
}

/// Rewrites a classic script, which nothing wraps: `import()` and the asynchronous context go to the globals that
/// [`ScriptNames`] names. `None` says that the text runs as it is.
pub fn script(path: &Path, text: &str, options: &Options, base: u32) -> Result<Option<Script>, TransformError> {
    if runs_as_it_is(text, options) {
        return Ok(None);
    }
    let parsed = parse(path, text, options, syntax::Goal::Script)?;
    if !parsed.with(|program| rewrite::is_erasable(text, program, options)) {
        drop(parsed);
        let lowered = lower::lower(path, text, options, syntax::Goal::Script)?;
        let compiled = script(path, &lowered.code, &lowered.options, base)?;
        let mut compiled = compiled.unwrap_or_else(|| Script { code: lowered.code, positions: Positions::default() });
        compiled.positions.source_map = Some(lowered.source_map);
        return Ok(Some(compiled));
    }
    let rewritten = parsed.with(|program| rewrite::rewrite(path, text, program, Goal::Script(base), options))?;
    let Rewritten { code, positions, .. } = rewritten;
    Ok((code != text).then_some(Script { code, positions }))
}

/// A rewritten classic script.
#[derive(Clone, PartialEq, Debug)]
pub struct Script {
    pub code: String,
    pub positions: Positions,
}

/// The globals that a rewritten script uses: an array of functions for `import()`, and those of the asynchronous context.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptNames {
    pub import: String,
    pub save: String,
    pub restore: String,
}

impl ScriptNames {
    pub fn get() -> Self {
        let names = rewrite::script_names();
        ScriptNames { import: names.import, save: names.save, restore: names.restore }
    }
}

/// Blanks the types of a TypeScript text and nothing else.
pub fn strip_types(path: &Path, text: &str) -> Result<String, TransformError> {
    let options = Options { language: Language::TypeScript, ..Options::for_path(path) };
    let parsed = parse(path, text, &options, syntax::Goal::Module)?;
    if let Some((at, what)) = parsed.with(rewrite::first_unerasable) {
        let message = format!("{what} is not supported in strip-only mode");
        return Err(TransformError::unsupported(
            path,
            text,
            at,
            message,
            "transform the types instead of stripping them",
        ));
    }
    Ok(parsed.with(|program| rewrite::rewrite(path, text, program, Goal::Types, &options))?.code)
}

/// Prints a TypeScript text as JavaScript, with a map back.
pub fn transform_types(path: &Path, text: &str) -> Result<(String, SourceMap), TransformError> {
    let mut options = Options { language: Language::TypeScript, ..Options::for_path(path) };
    options.typescript.verbatim_module_syntax = true;
    drop(parse(path, text, &options, syntax::Goal::Module)?);
    let lowered = lower::lower(path, text, &options, syntax::Goal::Module)?;
    Ok((lowered.code, lowered.source_map))
}

/// Whether a CommonJS text needs nothing, told without parsing it.
fn runs_as_it_is(text: &str, options: &Options) -> bool {
    !has_words_to_rewrite(text, options) || !options.has_settings() && !scan::needs_rewrite(text)
}

/// Whether a CommonJS text has any of the words without which it surely runs as it is.
pub(crate) fn has_words_to_rewrite(text: &str, options: &Options) -> bool {
    options.has_settings() || ["await", "import", "using", "accessor", "@"].iter().any(|word| text.contains(word))
}

fn parse(path: &Path, text: &str, options: &Options, goal: syntax::Goal) -> Result<Parsed, TransformError> {
    let parsed = syntax::parse(text, SourceKind::new(options.language, goal));
    match first_error(path, text, &parsed) {
        Some(error) => Err(error),
        None => Ok(parsed),
    }
}
