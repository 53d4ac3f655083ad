//! What blanking can't do: JSX, enums, namespaces with values, decorators, parameter properties, `using`. The tree goes
//! through swc's own transforms and is printed, with a map back to the original; the module rewrite then works on what was
//! printed.

use std::path::Path;

use swc_common::comments::SingleThreadedComments;
use swc_common::sync::Lrc;
use swc_common::{FileName, GLOBALS, Globals, Mark, SourceMap as SwcSourceMap};
use swc_ecma_codegen::text_writer::JsWriter;
use swc_ecma_codegen::{Config as PrinterConfig, Emitter};
use swc_ecma_compat_es2022::class_properties::{self, class_properties};
use swc_ecma_transforms_base::fixer::fixer;
use swc_ecma_transforms_base::helpers::{HELPERS, Helpers, inject_helpers};
use swc_ecma_transforms_base::hygiene::hygiene;
use swc_ecma_transforms_base::resolver;
use swc_ecma_transforms_proposal::decorator_2023_11::decorator_2023_11;
use swc_ecma_transforms_proposal::decorators::{self, decorators};
use swc_ecma_transforms_proposal::explicit_resource_management::explicit_resource_management;
use swc_ecma_transforms_react as react;
use swc_ecma_transforms_typescript::typescript;
use syntax::ast::{Module, ModuleItem, Program};
use syntax::{Goal, Language, SourceKind};

use crate::TransformError;
use crate::options::{Jsx, Options, TypeScriptOptions};
use crate::rewrite::{line_and_column, line_index};
use crate::source_map::{Mapping, SourceMap};

/// A text printed anew: plain JavaScript.
pub(crate) struct Lowered {
    pub code: String,
    pub source_map: SourceMap,
    /// How the printed text is to be compiled.
    pub options: Options,
}

/// Prints `text` as JavaScript that the engine's grammar has. The text is known to parse.
pub(crate) fn lower(path: &Path, text: &str, options: &Options, goal: Goal) -> Result<Lowered, TransformError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let kind = SourceKind::new(options.language, goal);
    let printed = syntax::parse_for_printing(text, kind, |program, comments| {
        GLOBALS.set(&Globals::new(), || {
            HELPERS.set(&Helpers::new(false), || print(path, text, program, &comments, options))
        })
    });
    let Some((code, source_map)) = printed else {
        let message = "Maximum call stack size exceeded: the program is nested too deeply";
        return Err(TransformError::syntax(path, text, source::TextRange::empty(0), message));
    };
    let options = Options { language: Language::JavaScript, ..options.clone() };
    Ok(Lowered { code, source_map, options })
}

fn print(
    path: &Path,
    text: &str,
    mut program: Program,
    comments: &SingleThreadedComments,
    options: &Options,
) -> (String, SourceMap) {
    let files: Lrc<SwcSourceMap> = Lrc::default();
    files.new_source_file(FileName::Real(path.to_owned()).into(), text.to_owned());
    let (unresolved, top_level) = (Mark::new(), Mark::new());
    let is_typescript = options.language.is_typescript();
    let TypeScriptOptions { experimental_decorators, emit_decorator_metadata, use_define_for_class_fields, .. } =
        options.typescript;

    program.mutate(&mut resolver(unresolved, top_level, is_typescript));
    // Decorators first: their metadata is made of types.
    if experimental_decorators && is_typescript {
        program.mutate(&mut decorators(decorators::Config {
            legacy: true,
            emit_metadata: emit_decorator_metadata,
            use_define_for_class_fields,
        }));
    } else {
        decorate(&mut program);
    }
    program.mutate(&mut explicit_resource_management());
    if is_typescript {
        program.mutate(&mut typescript::typescript(
            typescript::Config {
                verbatim_module_syntax: options.typescript.verbatim_module_syntax,
                native_class_properties: use_define_for_class_fields,
                import_export_assign_config: match &program {
                    Program::Module(module) if crate::rewrite::is_typescript_common_js(options.language, module) => {
                        typescript::TsImportExportAssignConfig::Classic
                    }
                    _ => typescript::TsImportExportAssignConfig::NodeNext,
                },
                // A file that imported nothing but types was a module all the same, which the caller knows.
                no_empty_export: true,
                ..typescript::Config::default()
            },
            unresolved,
            top_level,
        ));
        if !use_define_for_class_fields {
            let config = class_properties::Config { set_public_fields: true, ..class_properties::Config::default() };
            program.mutate(&mut class_properties(config, unresolved));
        }
    }
    if options.language.has_jsx() {
        let jsx = jsx_options(&options.typescript.jsx);
        program.mutate(&mut react::react(files.clone(), Some(comments.clone()), jsx, top_level, unresolved));
    }
    program.mutate(&mut inject_helpers(unresolved));
    program.mutate(&mut hygiene());
    program.mutate(&mut fixer(Some(comments)));

    let mut code = Vec::with_capacity(text.len());
    let mut positions = Vec::new();
    let mut emitter = Emitter {
        cfg: PrinterConfig::default(),
        comments: Some(comments),
        cm: files.clone(),
        wr: JsWriter::new(files.clone(), "\n", &mut code, Some(&mut positions)),
    };
    // Writing to memory can't fail.
    let _ = emitter.emit_program(&program);
    drop(emitter);

    let index = line_index(text);
    let mut mappings: Vec<Mapping> = positions
        .into_iter()
        // Nodes that a transform made have no place.
        .filter(|(position, _)| position.0 > 0 && position.0 as usize <= text.len() + 1)
        .map(|(position, place)| {
            let (line, column) = line_and_column(&index, text, syntax::offset(position));
            [place.line, place.col, line, column]
        })
        .collect();
    mappings.sort();
    mappings.dedup_by_key(|mapping| (mapping[0], mapping[1]));
    (String::from_utf8(code).unwrap_or_default(), SourceMap { mappings })
}

/// Decorators of ECMAScript's. The pass tells uses of a class by its new name in modules only, so a script is one meanwhile.
fn decorate(program: &mut Program) {
    let Program::Script(script) = program else { return program.mutate(&mut decorator_2023_11()) };
    let body = std::mem::take(&mut script.body).into_iter().map(ModuleItem::Stmt).collect();
    let mut module = Program::Module(Module { span: script.span, body, shebang: None });
    module.mutate(&mut decorator_2023_11());
    if let Program::Module(module) = module {
        script.body = module.body.into_iter().filter_map(ModuleItem::stmt).collect();
    }
}

fn jsx_options(jsx: &Jsx) -> react::Options {
    let mut options = react::Options { next: Some(true), ..react::Options::default() };
    match jsx {
        Jsx::Automatic { import_source, development } => {
            options.runtime = Some(react::Runtime::Automatic);
            options.import_source = Some(import_source.as_str().into());
            options.development = Some(*development);
        }
        Jsx::Classic { pragma, fragment } => {
            options.runtime = Some(react::Runtime::Classic);
            options.pragma = Some(pragma.clone().into());
            options.pragma_frag = Some(fragment.clone().into());
        }
    }
    options
}
