//! Disallows files that no program reaches.
//!
//! ## Why
//! They are read, searched, changed and kept working for nothing. A program begins where package.json says it, with tests, configurations of
//! tools and pages of frameworks; where nothing of the kind is found, nothing is said. All files that are linted are looked at, so the rule
//! says something only where the whole project is.
//!
//! ## Bad
//! ```js
//! //- /package.json
//! { "name": "shop", "main": "main.js" }
//! //- /main.js
//! export const total = 1;
//! //- /old.js
//! export const total = 2;
//! ```
//!
//! ## Good
//! ```js
//! //- /package.json
//! { "name": "shop", "main": "main.js" }
//! //- /main.js
//! export { total } from './total.js';
//! //- /total.js
//! export const total = 2;
//! ```

use source::TextRange;

use crate::imports::importer::Importer;
use crate::report::Report;
use crate::rule::rule;

rule!("unused-file", Imports, Off, None, modules);

fn run(importer: &Importer, report: &mut Report) {
    if importer.module.is_declarations || importer.setting.is_installed || !importer.modules.is_whole() {
        return;
    }
    if !importer.modules.usage().is_reached(importer.path) {
        report.at(TextRange::empty(0), "no program reaches this file");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check_project, problems_of_project};
    use test_support::fixture::Fixture;

    #[test]
    fn files_that_lead_to_each_other_only() {
        let fixture = Fixture::parse(
            r#"
//- /package.json
{ "name": "shop", "bin": { "shop": "./bin.js" }, "exports": { "./hot/*": "./hot/*.js" }, "scripts": { "seed": "node tools/seed.js" }, "devDependencies": { "next": "1" } }
//- /bin.js
require('./used');
//- /used.js
import('./lazy.js');
//- /lazy.js
1;
//- /one.js
import './two.js';
//- /two.js
import './one.js';
//- /tools/seed.js
1;
//- /pages/index.js
1;
//- /used.test.js
1;
//- /vite.config.js
1;
//- /hot/a.js
1;
"#,
        );
        let found = problems_of_project(&RULE, &fixture);
        let unused: Vec<_> =
            found.iter().filter(|(_, _, problems)| !problems.is_empty()).map(|(path, ..)| path).collect();
        assert_eq!(unused, ["/one.js", "/two.js"].map(std::path::Path::new));
    }

    #[test]
    fn without_a_beginning_nothing_is_said() {
        check_project(&RULE, "//- /a.js\nimport './b.js';\n//- /b.js\n1;\n//- /c.js\n2;\n");
    }
}
