//! What can be folded away: what is between brackets, comments, imports that stand together, `//#region`.

use project::Snapshot;
use project::facts::{Facts, ImportKind};
use source::{FileId, SourceText, TextRange};

use crate::brackets;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fold {
    /// More than one line.
    pub range: TextRange,
    pub kind: FoldKind,
    /// The last line says where the fold ends: an editor that hides whole lines is to leave it.
    pub keeps_last_line: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FoldKind {
    Code,
    Comment,
    Imports,
    Region,
}

/// In the order of the text.
pub fn folding_ranges(snapshot: &Snapshot, file: FileId) -> Vec<Fold> {
    let (Some(text), Some(facts)) = (snapshot.text(file), snapshot.facts(file)) else { return Vec::new() };
    let mut folds = Vec::new();
    for pair in brackets::pairs(text.text(), snapshot.kind(file)) {
        folds.push(Fold { range: pair.range, kind: FoldKind::Code, keeps_last_line: true });
    }
    comments(&text, &facts, &mut folds);
    imports(&text, &facts, &mut folds);
    folds.retain(|fold| line_of(&text, fold.range.end()) > line_of(&text, fold.range.start()));
    // Of brackets that open on the same line, as in `f({`, an editor can offer one.
    folds.sort_by_key(|fold| (line_of(&text, fold.range.start()), std::cmp::Reverse(fold.range.end())));
    folds.dedup_by_key(|fold| line_of(&text, fold.range.start()));
    folds
}

fn comments(text: &SourceText, facts: &Facts, folds: &mut Vec<Fold>) {
    let mut regions = Vec::new();
    let mut run: Option<TextRange> = None;
    for comment in &facts.comments {
        if comment.is_block {
            folds.push(Fold { range: comment.range, kind: FoldKind::Comment, keeps_last_line: false });
            continue;
        }
        match region(text.slice(comment.range)) {
            Some(Region::Starts) => regions.push(comment.range.start()),
            Some(Region::Ends) => {
                if let Some(start) = regions.pop() {
                    let range = TextRange::new(start, comment.range.end());
                    folds.push(Fold { range, kind: FoldKind::Region, keeps_last_line: false });
                }
            }
            None => {
                let continues = run.is_some_and(|run| {
                    line_of(text, comment.range.start()) == line_of(text, run.end()) + 1
                        && is_alone_on_its_line(text, comment.range)
                });
                match run.filter(|_| continues) {
                    Some(before) => run = Some(before.cover(comment.range)),
                    None => {
                        let before = run.replace(comment.range);
                        folds.extend(before.map(of_comments));
                        if !is_alone_on_its_line(text, comment.range) {
                            run = None;
                        }
                    }
                }
            }
        }
    }
    folds.extend(run.map(of_comments));
}

fn of_comments(range: TextRange) -> Fold {
    Fold { range, kind: FoldKind::Comment, keeps_last_line: false }
}

fn is_alone_on_its_line(text: &SourceText, comment: TextRange) -> bool {
    let start = text.lines().line_start(line_of(text, comment.start()));
    text.slice(TextRange::new(start, comment.start())).trim().is_empty()
}

enum Region {
    Starts,
    Ends,
}

fn region(comment: &str) -> Option<Region> {
    let said = comment.trim_start_matches('/').trim_start();
    let said = said.strip_prefix('#')?;
    if said.starts_with("region") {
        return Some(Region::Starts);
    }
    said.starts_with("endregion").then_some(Region::Ends)
}

/// Imports with nothing but white space and comments between them.
fn imports(text: &SourceText, facts: &Facts, folds: &mut Vec<Fold>) {
    let statements = facts.imports.iter().filter(|import| import.kind == ImportKind::Static && !import.is_nested);
    let mut run: Option<TextRange> = None;
    for import in statements {
        let continues = run.is_some_and(|run| {
            let between = text.slice(TextRange::new(run.end(), import.range.start()));
            between.trim_matches(|character: char| character.is_whitespace() || character == ';').is_empty()
        });
        match run.filter(|_| continues) {
            Some(before) => run = Some(before.cover(import.range)),
            None => folds.extend(run.replace(import.range).map(of_imports)),
        }
    }
    folds.extend(run.map(of_imports));
}

fn of_imports(range: TextRange) -> Fold {
    Fold { range, kind: FoldKind::Imports, keeps_last_line: false }
}

fn line_of(text: &SourceText, offset: u32) -> u32 {
    text.lines().line_of(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let checked = Checked::new(text);
        let text = checked.snapshot.text(checked.main()).unwrap();
        let mut shown = String::new();
        for fold in folding_ranges(&checked.snapshot, checked.main()) {
            let (start, end) = (line_of(&text, fold.range.start()), line_of(&text, fold.range.end()));
            shown += &format!("{start}-{end} {:?}\n", fold.kind);
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn brackets_that_span_lines() {
        check(
            "function f() {\n  if (a) {\n    b({\n      c: [1],\n    });\n  }\n}\n",
            expect![[r#"
                0-6 Code
                1-5 Code
                2-4 Code
            "#]],
        );
    }

    #[test]
    fn comments_and_regions() {
        check(
            "/**\n * a\n */\nx;\n// one\n// two\n\n// three\ny; // four\n// five\n//#region r\nz;\n// #endregion\n",
            expect![[r#"
                0-2 Comment
                4-5 Comment
                10-12 Region
            "#]],
        );
    }

    #[test]
    fn imports_that_stand_together() {
        check(
            "import a from 'a';\nimport {\n  b,\n} from 'b';\nimport 'c'\na;\nimport 'd';\n",
            expect![[r#"
                0-4 Imports
                1-3 Code
            "#]],
        );
    }

    #[test]
    fn half_typed_text_folds_too() {
        check(
            "function f() {\n  g(\n}\nfunction h() {\n}\n",
            expect![[r#"
                0-2 Code
                3-4 Code
            "#]],
        );
    }
}
