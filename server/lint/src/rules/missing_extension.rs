//! Requires the extension, or the name of the file, in imports of ES modules that Node runs.
//!
//! ## Why
//! `import` takes a specifier as it is, unlike `require`: Node tries no extensions and no `index.js`, and the program ends before its
//! first line has run. Nothing is said where a bundler or a compiler is at work, which try them.
//!
//! ## Bad
//! ```js
//! //- /lib.mjs
//! export const total = 1;
//! //- /main.mjs
//! import { total } from './lib';
//! ```
//!
//! ## Good
//! ```js
//! //- /lib.mjs
//! export const total = 1;
//! //- /main.mjs
//! import { total } from './lib.mjs';
//! ```

use std::path::Path;

use resolve::error::ResolveError;
use source::{Edit, TextRange};

use crate::imports::Target;
use crate::imports::importer::Importer;
use crate::imports::module::Request;
use crate::report::Report;
use crate::rule::rule;

rule!("missing-extension", Imports, Error, Safe, modules);

fn run(importer: &Importer, report: &mut Report) {
    if !importer.is_module_in_node() {
        return;
    }
    for request in importer.module.requests.iter().filter(|request| request.kind.is_import() && !request.is_guarded) {
        let Target::Missing(failure) = importer.target(request) else { continue };
        if !matches!(failure.error, ResolveError::FileNotFound { .. } | ResolveError::DirectoryImport { .. }) {
            continue;
        }
        let Some(added) = failure.lenient.as_deref().and_then(|file| added(importer, request, file)) else { continue };
        let specifier = request.specifier.trim_end_matches('/');
        let message = format!("Node needs the whole name of the file: `{specifier}{added}`");
        let range = TextRange::from(request.range);
        let inside = TextRange::new(range.start() + 1, range.end().saturating_sub(1).max(range.start() + 1));
        report.at(range, message).fix([Edit::replace(inside, format!("{specifier}{added}"))]);
    }
}

/// What has to be added to a specifier so that it names the file.
fn added(importer: &Importer, request: &Request, file: &Path) -> Option<String> {
    let specifier = request.specifier.trim_end_matches('/');
    let last = specifier.rsplit('/').next()?;
    let name = file.file_name()?.to_str()?;
    if let Some(extension) = name.strip_prefix(last).filter(|rest| rest.starts_with('.'))
        && !matches!(last, "." | "..")
    {
        return Some(extension.to_owned());
    }
    let folder = importer.path.parent()?.join(specifier);
    let is_inside =
        name.starts_with("index.") && importer.modules.files.is_directory(&folder) || !specifier.starts_with('.');
    (is_inside && name.starts_with("index.")).then(|| format!("/{name}"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_project;

    #[test]
    fn files_and_folders() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "type": "module" }
//- /lib.js
export default 1;
//- /folder/index.js
export default 1;
//- /main.js
import a from './lib';
//            ^^^^^^^ Node needs the whole name of the file: `./lib.js`
import b from './folder';
//            ^^^^^^^^^^ Node needs the whole name of the file: `./folder/index.js`
export * from './folder/';
//            ^^^^^^^^^^^ Node needs the whole name of the file: `./folder/index.js`
import c from './lib.js';
import d from './none';
//- /other.cjs
require('./lib');
"#,
        );
    }

    #[test]
    fn where_others_run_the_code() {
        check_project(
            &RULE,
            r#"
//- /package.json
{ "type": "module", "devDependencies": { "vite": "1" } }
//- /lib.js
export default 1;
//- /main.js
import a from './lib';
"#,
        );
        check_project(
            &RULE,
            r#"
//- /lib.js
export default 1;
//- /main.js
import a from './lib';
"#,
        );
    }
}
