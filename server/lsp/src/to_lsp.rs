//! Our words in the client's.

use source::{Encoding, SourceText, TextRange};
use tower_lsp_server::ls_types::{DiagnosticSeverity, DiagnosticTag, FoldingRangeKind, Position, Range, SymbolKind};

pub(crate) fn position(text: &SourceText, offset: u32, encoding: Encoding) -> Position {
    let position = text.position(offset, encoding);
    Position { line: position.line, character: position.column }
}

pub(crate) fn range(text: &SourceText, range: TextRange, encoding: Encoding) -> Range {
    Range { start: position(text, range.start(), encoding), end: position(text, range.end(), encoding) }
}

pub(crate) fn symbol_kind(kind: ide::SymbolKind) -> SymbolKind {
    match kind {
        ide::SymbolKind::Module => SymbolKind::MODULE,
        ide::SymbolKind::Namespace => SymbolKind::NAMESPACE,
        ide::SymbolKind::Class => SymbolKind::CLASS,
        ide::SymbolKind::Method => SymbolKind::METHOD,
        ide::SymbolKind::Property => SymbolKind::PROPERTY,
        ide::SymbolKind::Field => SymbolKind::FIELD,
        ide::SymbolKind::Constructor => SymbolKind::CONSTRUCTOR,
        ide::SymbolKind::Enum => SymbolKind::ENUM,
        ide::SymbolKind::EnumMember => SymbolKind::ENUM_MEMBER,
        ide::SymbolKind::Interface => SymbolKind::INTERFACE,
        ide::SymbolKind::Function => SymbolKind::FUNCTION,
        ide::SymbolKind::Variable => SymbolKind::VARIABLE,
        ide::SymbolKind::Constant => SymbolKind::CONSTANT,
        ide::SymbolKind::TypeAlias => SymbolKind::STRUCT,
    }
}

pub(crate) fn severity(severity: ide::Severity) -> DiagnosticSeverity {
    match severity {
        ide::Severity::Error => DiagnosticSeverity::ERROR,
        ide::Severity::Warning => DiagnosticSeverity::WARNING,
        ide::Severity::Information => DiagnosticSeverity::INFORMATION,
        ide::Severity::Hint => DiagnosticSeverity::HINT,
    }
}

pub(crate) fn diagnostic_tag(tag: ide::DiagnosticTag) -> DiagnosticTag {
    match tag {
        ide::DiagnosticTag::Unnecessary => DiagnosticTag::UNNECESSARY,
        ide::DiagnosticTag::Deprecated => DiagnosticTag::DEPRECATED,
    }
}

pub(crate) fn fold_kind(kind: ide::FoldKind) -> Option<FoldingRangeKind> {
    match kind {
        ide::FoldKind::Comment => Some(FoldingRangeKind::Comment),
        ide::FoldKind::Imports => Some(FoldingRangeKind::Imports),
        ide::FoldKind::Region => Some(FoldingRangeKind::Region),
        ide::FoldKind::Code => None,
    }
}
