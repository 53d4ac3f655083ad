//! JSDoc comments: what they say, and what they declare.
//!
//! In TypeScript files a comment is words only: types in it mean nothing and it declares nothing.

use source::TextRange;

use super::jsdoc_declarations::MOST_PARTS;
use super::jsdoc_text::{RawTag, read};
use super::type_members::member;
use super::*;

impl Lowering<'_> {
    /// Reads a comment. The current scope is that from which its types are seen.
    pub(super) fn lower_doc(&mut self, doc: DocId) {
        let raw = read(self.text, self.facts[doc].range);
        self.facts[doc].description = raw.description;
        if self.facts.kind.language.is_typescript() {
            for tag in raw.tags {
                let tags = self.doc_tags(tag, None);
                self.facts[doc].tags.extend(tags);
            }
            return;
        }
        if raw.tags.iter().any(|tag| tag.tag.slice(self.text) == "template") {
            self.declare_templates(doc, &raw.tags);
        }
        let types = self.doc_types(doc, &raw.tags);
        for (tag, type_annotation) in raw.tags.into_iter().zip(types) {
            let tags = self.doc_tags(tag, type_annotation);
            self.facts[doc].tags.extend(tags);
        }
    }

    /// A tag as it is kept; `@template A, B` is two.
    fn doc_tags(&self, raw: RawTag, type_annotation: Option<TypeId>) -> Vec<DocTag> {
        let tag = DocTag {
            tag: Name::from(raw.tag.slice(self.text)),
            range: raw.range,
            type_annotation: self.without_optional(type_annotation),
            name: raw.name.map(|name| Name::from(name.slice(self.text))),
            name_range: raw.name,
            is_optional: raw.is_optional || self.is_optional_type(type_annotation),
            default: raw.default.map(|default| default.slice(self.text).to_owned()),
            text: raw.text,
        };
        let others = raw.more_names.iter().map(|name| DocTag {
            name: Some(Name::from(name.slice(self.text))),
            name_range: Some(*name),
            ..tag.clone()
        });
        let others: Vec<DocTag> = others.collect();
        std::iter::once(tag).chain(others).collect()
    }

    fn is_optional_type(&self, annotation: Option<TypeId>) -> bool {
        annotation.is_some_and(|annotation| matches!(self.facts[annotation].kind, TypeKind::Optional(_)))
    }

    /// `T` of `T=`, whose mark is kept elsewhere.
    fn without_optional(&self, annotation: Option<TypeId>) -> Option<TypeId> {
        annotation.map(|annotation| match self.facts[annotation].kind {
            TypeKind::Optional(inner) => inner,
            _ => annotation,
        })
    }

    /// The type of each tag. Tags that belong to another one ([`Lowering::declare_doc_types`]) are read with it.
    fn doc_types(&mut self, doc: DocId, tags: &[RawTag]) -> Vec<Option<TypeId>> {
        let mut types = vec![None; tags.len()];
        let mut index = 0;
        while index < tags.len() {
            let own = &tags[index..];
            index += match own[0].tag.slice(self.text) {
                "typedef" | "callback" | "overload" | "import" | "enum" => {
                    self.declare_by_tag(doc, tags, index, &mut types)
                }
                // Its constraint was read when it was declared.
                "template" => 1,
                "param" | "arg" | "argument" => {
                    let own = &own[..own.len().min(MOST_PARTS)];
                    let count = own.iter().take_while(|tag| self.is_parameter_tag(tag)).count();
                    self.parameter_types(doc, own, count, &mut types[index..]);
                    count
                }
                _ => {
                    types[index] = own[0].type_range.map(|range| self.doc_type(range));
                    1
                }
            };
        }
        types
    }

    pub(super) fn is_parameter_tag(&self, tag: &RawTag) -> bool {
        matches!(tag.tag.slice(self.text), "param" | "arg" | "argument")
    }

    fn is_part_tag(&self, tag: &RawTag) -> bool {
        self.is_parameter_tag(tag) || matches!(tag.tag.slice(self.text), "property" | "prop")
    }

    /// The types of the first `count` tags. Parts (`options.depth`) make the type of what they are part of.
    pub(super) fn parameter_types(&mut self, doc: DocId, tags: &[RawTag], count: usize, types: &mut [Option<TypeId>]) {
        for index in 0..count {
            types[index] = tags[index].type_range.map(|range| self.doc_type(range));
        }
        for index in 0..count {
            let Some(name) = tags[index].name.map(|name| name.slice(self.text)) else { continue };
            if !name.contains('.') {
                let members = self.part_members(doc, &tags[..count], &types[..count], name);
                types[index] = self.with_members(types[index], tags[index].range, members);
            }
        }
    }

    /// The members that tags declare as parts of `whole`; of the top where that is empty.
    pub(super) fn part_members(
        &mut self,
        doc: DocId,
        tags: &[RawTag],
        types: &[Option<TypeId>],
        whole: &str,
    ) -> List<TypeMember> {
        let mut members = List::new();
        for (tag, annotation) in tags.iter().zip(types) {
            let Some(range) = tag.name else { continue };
            let path = range.slice(self.text);
            let Some(name) = part_name(path, whole).filter(|_| self.is_part_tag(tag)) else { continue };
            let name_range = TextRange::new(range.end() - name.len() as u32, range.end());
            let name = Name::from(name.trim_end_matches("[]"));
            if members.iter().any(|member: &TypeMember| member.name.as_ref() == Some(&name)) {
                continue;
            }
            let inner = self.part_members(doc, tags, types, path);
            let is_optional = tag.is_optional || self.is_optional_type(*annotation);
            let type_annotation = self.with_members(*annotation, tag.range, inner);
            let type_annotation = self.without_optional(type_annotation);
            members.push(TypeMember {
                is_optional,
                type_annotation,
                ..member(TypeMemberKind::Property, Some(name), name_range, tag.range, Some(doc))
            });
        }
        members
    }

    /// What `{Object}` or `{Object[]}` means when its parts are told.
    pub(super) fn with_members(
        &mut self,
        annotation: Option<TypeId>,
        range: TextRange,
        members: List<TypeMember>,
    ) -> Option<TypeId> {
        if members.is_empty() {
            return annotation;
        }
        let range = annotation.map_or(range, |annotation| self.facts[annotation].range);
        let kind = annotation.map(|annotation| self.facts[annotation].kind.clone());
        match kind {
            Some(TypeKind::Array(_)) => {
                let id = self.begin_type(range);
                let element = self.push_type(range, TypeKind::Members(members));
                Some(self.finish_type(id, TypeKind::Array(element)))
            }
            Some(TypeKind::Optional(inner)) => {
                let id = self.begin_type(range);
                let inner = self.with_members(Some(inner), range, members)?;
                Some(self.finish_type(id, TypeKind::Optional(inner)))
            }
            // A named type says more than its parts.
            Some(TypeKind::Reference { arguments, .. }) if !arguments.is_empty() => {
                let id = self.begin_type(range);
                let element = self.push_type(range, TypeKind::Members(members));
                Some(self.finish_type(id, TypeKind::Array(element)))
            }
            Some(TypeKind::Object | TypeKind::Any) | None => Some(self.push_type(range, TypeKind::Members(members))),
            Some(_) => {
                let id = self.begin_type(range);
                let members = self.push_type(range, TypeKind::Members(members));
                let parts = annotation.into_iter().chain([members]).collect();
                Some(self.finish_type(id, TypeKind::Intersection(parts)))
            }
        }
    }

    /// `@template T`: type parameters of the function or class that the comment documents.
    fn declare_templates(&mut self, doc: DocId, tags: &[RawTag]) {
        match self.facts[self.scope].kind {
            ScopeKind::Function(function) if self.facts[function].doc == Some(doc) => {
                let declared = self.template_parameters(doc, tags);
                self.facts[function].type_parameters.extend(declared);
            }
            ScopeKind::Class(class) if self.facts[class].doc == Some(doc) => {
                let declared = self.template_parameters(doc, tags);
                self.facts[class].type_parameters.extend(declared);
            }
            _ => {}
        }
    }
}

/// The name that `path` gives to a part of `whole`: `depth` of `options.depth` or `options[].depth` and `options`.
fn part_name<'p>(path: &'p str, whole: &str) -> Option<&'p str> {
    let name = match whole {
        "" => path,
        _ => path.strip_prefix(whole.trim_end_matches("[]"))?.trim_start_matches("[]").strip_prefix('.')?,
    };
    (!name.is_empty() && !name.contains('.')).then_some(name)
}
