//! What JSDoc comments declare: `@typedef`, `@callback`, `@enum`, `@import`, `@template`, and the signatures of `@overload`.
//!
//! A tag that declares has parts: the tags behind it that say more of it, as `@property` does of `@typedef`.

use source::TextRange;

use super::jsdoc_text::RawTag;
use super::jsdoc_types::DocParameter;
use super::*;

/// More parts than these are written by no one; each is compared with each.
pub(super) const MOST_PARTS: usize = 1000;

impl Lowering<'_> {
    /// Declares what the tag at `index` says, gives the types of its parts to `types`, and tells how many tags that were.
    pub(super) fn declare_by_tag(
        &mut self,
        doc: DocId,
        tags: &[RawTag],
        index: usize,
        types: &mut [Option<TypeId>],
    ) -> usize {
        let own = &tags[index..];
        let is = |tag: &RawTag, names: &[&str]| names.contains(&tag.tag.slice(self.text));
        let count_of = |names: &[&str]| 1 + own[1..].iter().take(MOST_PARTS).take_while(|tag| is(tag, names)).count();
        match own[0].tag.slice(self.text) {
            "typedef" => {
                let count = count_of(&["property", "prop", "template"]);
                types[index] = self.declare_typedef(doc, tags, index, count, types);
                count
            }
            tag @ ("callback" | "overload") => {
                let mut count = count_of(&["param", "arg", "argument", "returns", "return", "this", "template"]);
                // What it returns is said last: what follows is said of the function itself.
                let returns = own[..count].iter().position(|tag| is(tag, &["returns", "return"]));
                count = returns.map_or(count, |returns| returns + 1);
                types[index] = match tag {
                    "callback" => self.declare_callback(doc, tags, index, count, types),
                    _ => {
                        let id = self.begin_type(own[0].range);
                        let function = self.doc_signature(doc, tags, index, count, None, types);
                        Some(self.finish_type(id, TypeKind::Function(function)))
                    }
                };
                count
            }
            "enum" => {
                types[index] = self.declare_enum(doc, &own[0]);
                1
            }
            _ => {
                self.declare_import(doc, &own[0]);
                1
            }
        }
    }

    /// `@template {Constraint} T`: declared in the current scope.
    pub(super) fn template_parameters(&mut self, doc: DocId, tags: &[RawTag]) -> List<BindingId> {
        let mut parameters = List::new();
        for tag in tags.iter().filter(|tag| tag.tag.slice(self.text) == "template") {
            let constraint = tag.type_range.map(|range| self.doc_type(range));
            let default = tag.default.map(|range| self.doc_type(range));
            for name_range in tag.name.iter().chain(&tag.more_names) {
                let declaration = Declaration {
                    kind: DeclarationKind::TypeParameter { constraint, default },
                    name_range: *name_range,
                    range: tag.range,
                    type_annotation: None,
                    doc: Some(doc),
                    is_ambient: true,
                };
                let name = Name::from(name_range.slice(self.text));
                parameters.push(self.declare(self.scope, &name, declaration, None));
            }
        }
        parameters
    }

    fn declare_typedef(
        &mut self,
        doc: DocId,
        tags: &[RawTag],
        index: usize,
        count: usize,
        types: &mut [Option<TypeId>],
    ) -> Option<TypeId> {
        let tag = &tags[index];
        let name = tag.name.or_else(|| self.name_behind(doc))?;
        self.declare_alias(doc, tag, name, |lowering, alias| {
            lowering.facts[alias].type_parameters = lowering.templates_around(doc, tags, index, count);
            let base = tag.type_range.map(|range| lowering.doc_type(range));
            let parts = index + 1..index + count;
            for part in parts.clone() {
                let range = tags[part].type_range.filter(|_| tags[part].tag.slice(lowering.text) != "template");
                types[part] = range.map(|range| lowering.doc_type(range));
            }
            let members = lowering.part_members(doc, &tags[parts.clone()], &types[parts], "");
            let range = tag.type_range.unwrap_or(tag.range);
            match lowering.with_members(base, range, members) {
                Some(target) => target,
                // `@typedef Name` alone.
                None => lowering.push_type(range, TypeKind::Any),
            }
        })
    }

    fn declare_callback(
        &mut self,
        doc: DocId,
        tags: &[RawTag],
        index: usize,
        count: usize,
        types: &mut [Option<TypeId>],
    ) -> Option<TypeId> {
        let tag = &tags[index];
        let name = tag.name.or_else(|| self.name_behind(doc))?;
        self.declare_alias(doc, tag, name, |lowering, alias| {
            lowering.facts[alias].type_parameters = lowering.templates_around(doc, tags, index, count);
            let id = lowering.begin_type(tag.range);
            let name = (Name::from(name.slice(lowering.text)), name);
            let function = lowering.doc_signature(doc, tags, index, count, Some(name), types);
            lowering.finish_type(id, TypeKind::Function(function))
        })
    }

    /// The templates of a comment that declares a type by the tag at `index`: those before the first such tag, and its own.
    fn templates_around(&mut self, doc: DocId, tags: &[RawTag], index: usize, count: usize) -> List<BindingId> {
        let is_declaring = |tag: &&RawTag| matches!(tag.tag.slice(self.text), "typedef" | "callback" | "overload");
        let before = tags.iter().take_while(|tag| !is_declaring(tag)).count();
        let mut parameters = self.template_parameters(doc, &tags[..before.min(index)]);
        if tags[index].tag.slice(self.text) == "typedef" {
            parameters.extend(self.template_parameters(doc, &tags[index + 1..index + count]));
        }
        parameters
    }

    /// The signature that `@param`, `@returns` and their kin behind the tag at `index` say.
    fn doc_signature(
        &mut self,
        doc: DocId,
        tags: &[RawTag],
        index: usize,
        count: usize,
        name: Option<(Name, TextRange)>,
        types: &mut [Option<TypeId>],
    ) -> FunctionId {
        let range = tags[index..index + count].iter().fold(tags[index].range, |range, tag| range.cover(tag.range));
        let function = self.begin_doc_signature(name, range, Some(doc));
        let (tags, types) = (&tags[index + 1..index + count], &mut types[index + 1..index + count]);
        self.facts[function].type_parameters = self.template_parameters(doc, tags);
        // Parts may stand between parameters, so all of them are read as one list.
        let parameters: Vec<usize> = (0..tags.len()).filter(|tag| self.is_parameter_tag(&tags[*tag])).collect();
        let run = parameters.first().copied().unwrap_or(0)..parameters.last().map_or(0, |last| last + 1);
        if !run.is_empty() {
            self.parameter_types(doc, &tags[run.clone()], run.len(), &mut types[run]);
        }
        for (tag, annotation) in tags.iter().zip(types) {
            match tag.tag.slice(self.text) {
                "returns" | "return" => {
                    *annotation = annotation.or_else(|| tag.type_range.map(|range| self.doc_type(range)));
                    self.facts[function].return_type = *annotation;
                }
                "this" => {
                    *annotation = annotation.or_else(|| tag.type_range.map(|range| self.doc_type(range)));
                    self.facts[function].this_type = *annotation;
                }
                "template" => {}
                _ => {
                    let Some(name_range) = tag.name else { continue };
                    let name = name_range.slice(self.text);
                    if !name.contains('.') {
                        let parameter = DocParameter {
                            name: Name::from(name),
                            name_range: Some(name_range),
                            range: tag.range,
                            is_optional: tag.is_optional,
                        };
                        self.doc_signature_parameter(function, parameter, *annotation);
                    }
                }
            }
        }
        self.leave_scope();
        function
    }

    /// `/** @enum {T} */ const Name = { … }` declares the type `Name` as well.
    fn declare_enum(&mut self, doc: DocId, tag: &RawTag) -> Option<TypeId> {
        let name = self.name_behind(doc)?;
        let range = tag.type_range?;
        self.declare_alias(doc, tag, name, |lowering, _| lowering.doc_type(range))
    }

    /// Declares a type where the comment stands, and exports it from a module's top. `NS.Name` is known by its last name.
    fn declare_alias(
        &mut self,
        doc: DocId,
        tag: &RawTag,
        name_range: TextRange,
        target: impl FnOnce(&mut Self, AliasId) -> TypeId,
    ) -> Option<TypeId> {
        let inner = self.scope;
        self.scope = self.scope_of_comment(doc);
        let path = name_range.slice(self.text);
        let start = path.rfind(['.', '~', '#']).map_or(0, |dot| dot + 1);
        let name_range = TextRange::new(name_range.start() + start as u32, name_range.end());
        let name = Name::from(&path[start..]);
        let id = AliasId(self.facts.aliases.len() as u32);
        let declaration = Declaration {
            kind: DeclarationKind::Alias(id),
            name_range,
            range: tag.range.cover(name_range),
            type_annotation: None,
            doc: Some(doc),
            is_ambient: true,
        };
        let binding = self.declare(self.scope, &name, declaration, None);
        if self.scope == Facts::FILE_SCOPE {
            self.facts.exports.push(Export {
                name: ExportName::Named(name.clone()),
                what: Exported::Binding(binding),
                name_range,
                range: tag.range.cover(name_range),
                is_type_only: true,
            });
        }
        let scope = self.enter_scope(ScopeKind::Type, self.facts[doc].range);
        self.facts.aliases.push(Alias {
            name,
            scope,
            type_parameters: List::new(),
            target: TypeId(u32::MAX),
            range: tag.range,
            doc: Some(doc),
        });
        let target = target(self, id);
        self.facts[id].target = target;
        self.scope = inner;
        Some(target)
    }

    /// The scope that a comment stands in, though it is read in that of the function or class that it documents.
    fn scope_of_comment(&self, doc: DocId) -> ScopeId {
        let is_own = match self.facts[self.scope].kind {
            ScopeKind::Function(function) => self.facts[function].doc == Some(doc),
            ScopeKind::Class(class) => self.facts[class].doc == Some(doc),
            _ => false,
        };
        let outer = self.facts[self.scope].parent.filter(|_| is_own);
        outer.unwrap_or(self.scope)
    }

    /// The name that is declared or assigned behind a comment: `const Name`, `ns.Name =`.
    fn name_behind(&self, doc: DocId) -> Option<TextRange> {
        let mut at = self.facts[doc].range.end() as usize;
        let mut is_declared = false;
        loop {
            let rest = self.text.get(at..)?;
            let word_start = at + (rest.len() - rest.trim_start().len());
            let rest = &self.text[word_start..];
            let length =
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))).unwrap_or(rest.len());
            match &rest[..length] {
                "" => return None,
                "export" => at = word_start + length,
                "const" | "let" | "var" => {
                    is_declared = true;
                    at = word_start + length;
                }
                _ => {
                    let behind = rest[length..].trim_start();
                    let is_assigned = behind.starts_with('=') && !behind.starts_with("==");
                    let range = TextRange::from(word_start..word_start + length);
                    return (is_declared || is_assigned).then_some(range);
                }
            }
        }
    }

    /// `@import { A, B as C } from 'm'`, `@import * as ns from 'm'`, `@import D from 'm'`.
    fn declare_import(&mut self, doc: DocId, tag: &RawTag) {
        let Some(clause) = super::jsdoc_imports::read(self.text, tag) else { return };
        let inner = self.scope;
        self.scope = self.scope_of_comment(doc);
        let import = self.push_import(Import {
            kind: ImportKind::Type,
            specifier: Name::from(clause.specifier.slice(self.text).trim_matches(['\'', '"'])),
            specifier_range: clause.specifier,
            range: tag.range,
            is_type_only: true,
            names: List::new(),
            is_nested: false,
        });
        for name in clause.names {
            let imported = match name.imported.slice(self.text) {
                "*" => ImportedName::Namespace,
                _ if name.is_default => ImportedName::Default,
                imported => ImportedName::Named(Name::from(imported)),
            };
            let range = name.imported.cover(name.local);
            let value = self.push_expression(range, ExpressionKind::Imported { import, name: imported.clone() });
            let declaration = Declaration {
                kind: DeclarationKind::Import(import),
                name_range: name.local,
                range,
                type_annotation: None,
                doc: None,
                is_ambient: true,
            };
            let local = Name::from(name.local.slice(self.text));
            let local = Some(self.declare(self.scope, &local, declaration, Some(value)));
            let imported_range = name.imported;
            self.facts[import].names.push(ImportSpecifier {
                imported,
                imported_range,
                local,
                range,
                is_type_only: true,
            });
        }
        self.scope = inner;
    }
}
