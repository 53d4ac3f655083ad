//! Each line of `corpus/*.txt`, in each frame of its kind, in a short file and in a long one: a tree with everything that is around the cursor, and the right idea
//! of what the cursor stands in.

use super::*;
use crate::ast::{Decl, ModuleDecl, ModuleItem, Program, Stmt};
use crate::{Goal, Language};

/// Texts that are right by themselves; `§` is where something is being typed.
fn frames(kind: &str) -> &'static [&'static str] {
    match kind {
        "statement" => &[
            "const before = 1;\n§\nconst next = 1;\nfunction after() {}\n",
            "async function* before() {\n  const a = 1;\n  §\n  return a;\n}\nfunction after() {}\n",
            "class A extends B {\n  #a = 1;\n  async *m() {\n    §\n    return local;\n  }\n  n() {}\n}\nfunction after() {}\n",
            "it('works', async function* () {\n  §\n  expect(a).toBe(1);\n}, 1000);\nfunction after() {}\n",
            "async function* before() {\n  if (a) {\n    §\n  }\n}\nfunction after() {}\n",
            "async function* before() { § }\nfunction after() {}\n",
        ],
        "module" => &["const before = 1;\n§\nfunction after() {}\n", "§\n\nfunction after() {}\n"],
        "class" => &[
            "class A extends B {\n  before() {}\n  §\n  next() {}\n}\nfunction after() {}\n",
            "export const f = () => {\n  return class extends B {\n    §\n  };\n};\nfunction after() {}\n",
        ],
        "jsx" => &[
            "function A() {\n  const b = 1;\n  §\n}\nfunction after() {}\n",
            "class A {\n  render() {\n    §\n  }\n  b() { return <c>d</c>; }\n}\nfunction after() {}\n",
        ],
        "typescript" => &[
            "const before: number = 1;\n§\nfunction after(): void {}\n",
            "namespace N {\n  §\n  export const b: A = 1;\n}\nfunction after(): void {}\n",
        ],
        other => panic!("no frame for {other}"),
    }
}

struct Case<'t> {
    frame: &'t str,
    typed: String,
    expected: &'t str,
}

fn cases(corpus: &str) -> Vec<Case<'_>> {
    let mut frame = "statement";
    let mut all = Vec::new();
    for line in corpus.lines() {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        if let Some(name) = line.strip_prefix('@').filter(|name| name.chars().all(|c| c.is_ascii_lowercase())) {
            frame = name;
            continue;
        }
        let (typed, expected) = line.rsplit_once(" => ").unwrap_or_else(|| panic!("no `=>` in {line:?}"));
        all.push(Case { frame, typed: typed.replace('⏎', "\n"), expected });
    }
    all
}

fn described(found: &CursorParse) -> String {
    let shown =
        |range: TextRange| range.slice(&found.text).replace(MARKER, "").replace('\n', "⏎").replace("⏎    ", "⏎  ");
    let mut description = match found.place() {
        Place::Nothing => "nothing".to_owned(),
        Place::Statement => "statement".to_owned(),
        Place::Expression => "expression".to_owned(),
        Place::Member { receiver, is_optional, is_private } => {
            let optional = if is_optional { "optional " } else { "" };
            let private = if is_private { "private " } else { "" };
            format!("{optional}{private}member of {}", shown(receiver))
        }
        Place::ElementKey { receiver, .. } => format!("element key of {}", shown(receiver)),
        Place::ModuleSpecifier { from, .. } => match from {
            ImportedFrom::Import => "module specifier".to_owned(),
            ImportedFrom::Export => "re-exported module specifier".to_owned(),
            ImportedFrom::Dynamic => "dynamic module specifier".to_owned(),
            ImportedFrom::Require => "module specifier by require".to_owned(),
            ImportedFrom::Type => "type module specifier".to_owned(),
        },
        Place::ImportName { source } if shown(source).len() > 2 => format!("import name from {}", shown(source)),
        Place::ImportName { .. } => "import name".to_owned(),
        Place::ExportName { source: Some(source) } => format!("export name from {}", shown(source)),
        Place::ExportName { source: None } => "export name".to_owned(),
        Place::ObjectKey { .. } => "object key".to_owned(),
        Place::PatternKey { value: Some(value), .. } => format!("pattern key of {}", shown(value)),
        Place::PatternKey { value: None, .. } => "pattern key".to_owned(),
        Place::ClassMember { .. } => "class member".to_owned(),
        Place::String { compared: Some(other), .. } => format!("string compared with {}", shown(other)),
        Place::String { compared: None, .. } => "string".to_owned(),
        Place::Declaration => "declaration".to_owned(),
        Place::Label => "label".to_owned(),
        Place::Type => "type".to_owned(),
        Place::TypeMember { left } => format!("type member of {}", shown(left)),
        Place::JsxTag => "jsx tag".to_owned(),
        Place::JsxMember { receiver } => format!("jsx member of {}", shown(receiver)),
        Place::JsxClosingTag => "jsx closing tag".to_owned(),
        Place::JsxAttribute { tag } => format!("jsx attribute of {}", shown(tag)),
        Place::JsxAttributeValue { attribute, .. } => format!("jsx attribute value of {}", shown(attribute)),
        Place::Comment => "comment".to_owned(),
        Place::DocComment { .. } => "doc comment".to_owned(),
    };
    // The frame's own call is not of interest.
    if let Some(argument) = found.argument().filter(|argument| shown(argument.callee) != "it") {
        let new = if argument.is_new { "new " } else { "" };
        description.push_str(&format!("; argument {} of {new}{}", argument.index, shown(argument.callee)));
    }
    description
}

/// Whether the tree has what stands below the cursor at the top of the file.
fn has_after(parsed: &Parsed) -> bool {
    parsed.with(|program| {
        let is_after = |declaration: &Decl| matches!(declaration, Decl::Fn(function) if function.ident.sym == *"after");
        match program {
            Program::Module(module) => module.body.iter().any(|item| match item {
                ModuleItem::Stmt(Stmt::Decl(declaration)) => is_after(declaration),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => is_after(&export.decl),
                _ => false,
            }),
            Program::Script(script) => script
                .body
                .iter()
                .any(|statement| matches!(statement, Stmt::Decl(declaration) if is_after(declaration))),
        }
    })
}

/// Runs a corpus; what went wrong, and how many attempts were made.
fn run(corpus: &str) -> (Vec<String>, usize) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases(corpus) {
        let around = "function other(a) {\n  return [a];\n}\n".repeat(20);
        let short = frames(case.frame).iter().map(|frame| (*frame).to_owned());
        let long = frames(case.frame).iter().map(|frame| [&around, *frame, &around].concat());
        for frame in short.chain(long) {
            count += 1;
            let marked = frame.replacen('§', &case.typed, 1);
            let offset = marked.find("$0").unwrap_or_else(|| panic!("no cursor in {}", case.typed));
            let text = marked.replacen("$0", "", 1);
            let language = if case.frame == "typescript" { Language::TypeScript } else { Language::Jsx };
            let kind = SourceKind::new(language, Goal::Module);
            let Some(found) = parse_for_cursor(&text, offset as u32, kind) else {
                wrong.push(format!("no tree at all: {marked:?}"));
                continue;
            };
            let description = described(&found);
            if description != case.expected {
                wrong.push(format!(
                    "{:?} {:?}: {description}\n    instead of {}\n    {:?}",
                    found.repair, marked, case.expected, found.text
                ));
            } else if !has_after(&found.parsed) {
                wrong.push(format!(
                    "{:?} {marked:?}: nothing is known of what follows\n    {:?}",
                    found.repair, found.text
                ));
            }
        }
    }
    (wrong, count)
}

#[track_caller]
fn check(corpus: &str) {
    let (wrong, count) = run(corpus);
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn statements_in_every_frame() {
    check(include_str!("corpus/statements.txt"));
}

#[test]
fn modules_classes_elements_and_types() {
    check(include_str!("corpus/others.txt"));
}
