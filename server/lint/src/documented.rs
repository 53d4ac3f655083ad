//! The examples in the rules' documentation are run: each under `## Bad` has a problem, each under `## Good` has none.

use syntax::{Goal, Language as Syntax, SourceKind};
use test_support::fixture::Fixture;

use crate::globals::Globals;
use crate::rule::{Rule, Run, Severity};
use crate::rules::RULES;
use crate::run::{Configured, Language, lint};
use crate::testing::problems_of_project;

/// The code blocks under a heading.
fn examples(documentation: &str, heading: &str) -> Vec<String> {
    let Some((_, section)) = documentation.split_once(&format!("## {heading}\n")) else { return Vec::new() };
    let section = section.split("\n## ").next().unwrap_or_default();
    let blocks = section.split("```js").skip(1).filter_map(|block| block.split_once('\n'));
    blocks.filter_map(|(_, block)| Some(block.split_once("```")?.0.to_owned())).collect()
}

/// What a rule says of an example, in the first goal in which it can be parsed: a module, or sloppy code. An example of a rule about
/// modules has all the files that it is about, each behind a line with its name: `//- /main.mjs`.
fn problems(rule: &'static Rule, code: &str, goals: &[Goal]) -> Option<usize> {
    if let Run::Modules(_) | Run::Package(_) = rule.run {
        let found = problems_of_project(rule, &Fixture::parse(code));
        return Some(found.iter().map(|(_, _, problems)| problems.len()).sum());
    }
    goals.iter().find_map(|goal| {
        let mut globals = Globals::new(*goal);
        globals.add_environment("browser");
        globals.add_environment("node");
        let language = Language { kind: SourceKind::new(Syntax::Jsx, *goal), globals, heeds_comments: true };
        let configured = Configured::new(rule, Severity::Error, &[]).ok()?;
        let linted = lint(code, &language, &[configured]);
        linted.is_parsed.then_some(linted.problems.len())
    })
}

#[test]
fn examples_of_all_rules() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let documentation = rule.documentation();
        let (bad, good) = (examples(&documentation, "Bad"), examples(&documentation, "Good"));
        if bad.is_empty() || good.is_empty() || rule.description().is_empty() {
            wrong.push(format!("{}: it has to say what it is about, and have examples under Bad and Good", rule.name));
        }
        for code in bad {
            let goals = [[Goal::Module].as_slice(), &[Goal::Script], &[Goal::CommonJs]];
            if !goals.iter().any(|goals| problems(rule, &code, goals).is_some_and(|count| count > 0)) {
                wrong.push(format!("{}: nothing is wrong with\n{code}", rule.name));
            }
        }
        for code in good {
            if problems(rule, &code, &[Goal::Module, Goal::Script]) != Some(0) {
                wrong.push(format!("{}: something is wrong with\n{code}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
