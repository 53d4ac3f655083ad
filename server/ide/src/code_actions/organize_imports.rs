//! Imports in order: sorted within each block of lines, those of one module in one line, unused names dropped.
//!
//! An import for its effects alone stays where it is, and nothing moves past it. Comments above an import and behind it on its line
//! move with it; those at the top of the file stay there.

use project::facts::{Import, ImportKind, ImportedName};
use rustc_hash::FxHashSet;
use source::{Edit, TextRange};

use super::{CodeActionKind, Context};

pub(super) fn find(context: &mut Context) {
    // Who asks for whatever there is does not mean the imports everywhere.
    let is_meant = !context.only.is_empty()
        || context.facts.imports.iter().any(|import| !import.is_nested && context.is_selected(import.range));
    if !context.wants(CodeActionKind::SourceOrganizeImports) || !is_meant {
        return;
    }
    let unused = crate::diagnostics::unused_ranges(context.snapshot, context.file, context.facts);
    let unused: FxHashSet<TextRange> = unused.into_iter().collect();
    let mut edits = Vec::new();
    for block in blocks(context) {
        edits.extend(organized(context, block, &unused));
    }
    context.offer("Organize imports", CodeActionKind::SourceOrganizeImports, edits);
}

/// One import with the lines that belong to it.
struct Line<'l> {
    import: &'l Import,
    range: TextRange,
}

/// Imports between which there is nothing but a line end.
fn blocks<'l>(context: &Context<'l>) -> Vec<Vec<Line<'l>>> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    let mut last_end = None;
    let imports = context.facts.imports.iter();
    for import in imports.filter(|import| import.kind == ImportKind::Static && !import.is_nested) {
        if import.names.is_empty() {
            last_end = None;
            continue;
        }
        let range = with_comments(context, import);
        let follows = last_end.is_some_and(|end: u32| {
            end <= range.start() && context.text[end as usize..range.start() as usize].trim_matches('\r') == "\n"
        });
        match blocks.last_mut().filter(|_| follows) {
            Some(block) => block.push(Line { import, range }),
            None => blocks.push(vec![Line { import, range }]),
        }
        last_end = Some(range.end());
    }
    // Two on one line, or something else beside one: left alone.
    blocks.retain(|block| {
        block.iter().all(|line| {
            let rest = &context.text[line.range.end() as usize..];
            line.range.start() == context.line_start(line.range.start())
                && (rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n"))
        })
    });
    blocks
}

fn with_comments(context: &Context, import: &Import) -> TextRange {
    let mut start = import.range.start();
    for comment in context.facts.comments.iter().rev().filter(|comment| comment.range.end() <= import.range.start()) {
        let between = &context.text[comment.range.end() as usize..start as usize];
        let is_above = between.trim().is_empty() && between.matches('\n').count() == 1;
        let is_own_line = context.text
            [context.line_start(comment.range.start()) as usize..comment.range.start() as usize]
            .trim()
            .is_empty();
        if !is_above || !is_own_line {
            break;
        }
        start = comment.range.start();
    }
    // The file's own words.
    if context.text[..start as usize].trim().is_empty()
        || context.text[..start as usize].starts_with("#!")
            && context.text[..start as usize].trim_end().lines().count() == 1
    {
        start = import.range.start();
    }
    let behind = context.facts.comments.iter().find(|comment| {
        comment.range.start() >= import.range.end()
            && context.text[import.range.end() as usize..comment.range.start() as usize]
                .chars()
                .all(|one| one == ' ' || one == '\t')
            && !context.slice(comment.range).contains('\n')
    });
    TextRange::new(start, behind.map_or(import.range.end(), |comment| comment.range.end()))
}

/// An import as it will be written.
struct Written {
    specifier: String,
    quoted: String,
    is_type_only: bool,
    default: Option<String>,
    namespace: Option<String>,
    named: Vec<String>,
    is_multiline: bool,
    /// What is around it: comments.
    before: String,
    after: String,
    /// As it stands, where it has something inside that would be lost.
    verbatim: Option<String>,
}

fn organized(context: &Context, block: Vec<Line>, unused: &FxHashSet<TextRange>) -> Option<Edit> {
    let whole = block.first()?.range.cover(block.last()?.range);
    let mut lines: Vec<Written> = Vec::new();
    for line in &block {
        if unused.contains(&line.import.range) && !context.has_comment_in(line.import.range) {
            continue;
        }
        let line = written(context, line, unused);
        let same = lines.iter_mut().find(|other| can_merge(other, &line));
        match same {
            Some(other) => {
                other.default = other.default.take().or(line.default);
                other.named.extend(line.named);
                other.is_multiline |= line.is_multiline;
            }
            None => lines.push(line),
        }
    }
    for line in &mut lines {
        line.named.sort_by_key(|name| name.trim_start_matches("type ").to_lowercase());
        line.named.dedup();
    }
    lines.sort_by_key(|line| order(&line.specifier, line.is_type_only));
    let style = crate::imports::Style::of(context.facts, context.text);
    let newline = context.newline();
    let shown: Vec<String> = lines.iter().map(|line| line.text(style, context)).collect();
    if shown.is_empty() {
        return Some(Edit::delete(context.with_line(whole)));
    }
    let text = shown.join(newline);
    (text != context.slice(whole)).then(|| Edit::replace(whole, text))
}

fn written(context: &Context, line: &Line, unused: &FxHashSet<TextRange>) -> Written {
    let import = line.import;
    let inner = import.range;
    let has_more =
        !matches!(context.text[import.specifier_range.end() as usize..inner.end() as usize].trim(), "" | ";");
    let names = import.names.iter().filter(|name| !unused.contains(&name.range));
    let text = |wanted: fn(&ImportedName) -> bool, is_braced: bool| {
        let head = TextRange::new(inner.start(), import.specifier_range.start()).slice(context.text);
        let brace = head.find('{').map_or(u32::MAX, |at| inner.start() + at as u32);
        names
            .clone()
            .filter(move |name| wanted(&name.imported) && (name.range.start() > brace) == is_braced)
            .map(|name| context.slice(name.range).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    let is_verbatim = has_more || context.has_comment_in(inner);
    Written {
        specifier: import.specifier.to_string(),
        quoted: context.slice(import.specifier_range).to_owned(),
        is_type_only: import.is_type_only,
        default: text(|name| *name == ImportedName::Default, false).pop(),
        namespace: text(|name| *name == ImportedName::Namespace, false).pop(),
        named: text(|_| true, true),
        is_multiline: context.slice(inner).contains('\n'),
        before: TextRange::new(line.range.start(), inner.start()).slice(context.text).to_owned(),
        after: TextRange::new(inner.end(), line.range.end()).slice(context.text).to_owned(),
        verbatim: is_verbatim.then(|| context.slice(inner).to_owned()),
    }
}

fn can_merge(one: &Written, other: &Written) -> bool {
    let is_plain = |line: &Written| line.verbatim.is_none() && line.namespace.is_none();
    one.specifier == other.specifier
        && one.is_type_only == other.is_type_only
        && is_plain(one)
        && is_plain(other)
        && other.before.is_empty()
        && other.after.is_empty()
        && !(one.default.is_some() && other.default.is_some())
        // `import type a, { b }` is not allowed.
        && !(one.is_type_only && (one.default.is_some() || other.default.is_some()))
}

impl Written {
    fn text(&self, style: crate::imports::Style, context: &Context) -> String {
        if let Some(text) = &self.verbatim {
            return [&self.before, text.as_str(), &self.after].concat();
        }
        let newline = context.newline();
        let mut parts: Vec<String> = self.default.iter().chain(&self.namespace).cloned().collect();
        if !self.named.is_empty() {
            parts.push(if self.is_multiline && self.named.len() > 1 {
                let unit = context.indent_unit();
                let lines: String = self.named.iter().map(|name| format!("{unit}{name},{newline}")).collect();
                format!("{{{newline}{lines}}}")
            } else {
                format!("{{ {} }}", self.named.join(", "))
            });
        }
        let word = if self.is_type_only { "import type" } else { "import" };
        let end = if style.has_semicolons { ";" } else { "" };
        format!("{}{word} {} from {}{end}{}", self.before, parts.join(", "), self.quoted, self.after)
    }
}

/// Node's modules, packages, far files, near files.
fn order(specifier: &str, is_type_only: bool) -> (u8, String, bool) {
    let rank = match specifier {
        _ if specifier.starts_with("node:") => 0,
        _ if specifier.starts_with("..") => 2,
        _ if specifier.starts_with('.') => 3,
        _ => 1,
    };
    (rank, specifier.to_lowercase(), is_type_only)
}
