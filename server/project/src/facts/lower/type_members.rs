//! Members of interfaces and of types in braces.

use source::TextRange;
use syntax::ast::{Expr, Lit, MemberProp, TsFnParam, TsIndexSignature, TsTypeAnn, TsTypeElement, TsTypeParamDecl};

use super::functions::Signature;
use super::*;

impl Lowering<'_> {
    pub(super) fn lower_type_members(&mut self, nodes: &[TsTypeElement]) -> List<TypeMember> {
        nodes.iter().map(|node| self.lower_type_member(node)).collect()
    }

    fn lower_type_member(&mut self, node: &TsTypeElement) -> TypeMember {
        let range = range_of(node);
        let doc = self.doc_before(range);
        match node {
            TsTypeElement::TsPropertySignature(property) => {
                let (name, name_range) = self.type_member_key(&property.key, property.computed);
                TypeMember {
                    is_optional: property.optional,
                    is_readonly: property.readonly,
                    type_annotation: self.lower_annotation(property.type_ann.as_deref()),
                    ..member(TypeMemberKind::Property, name, name_range, range, doc)
                }
            }
            TsTypeElement::TsMethodSignature(method) => {
                let (name, name_range) = self.type_member_key(&method.key, method.computed);
                let function = self.signature(Signature {
                    range,
                    name: name.clone().map(|name| (name, name_range)),
                    type_parameters: method.type_params.as_deref(),
                    parameters: &method.params,
                    return_type: method.type_ann.as_deref(),
                    doc,
                });
                TypeMember {
                    is_optional: method.optional,
                    function: Some(function),
                    ..member(TypeMemberKind::Method, name, name_range, range, doc)
                }
            }
            TsTypeElement::TsGetterSignature(getter) => {
                let (name, name_range) = self.type_member_key(&getter.key, getter.computed);
                TypeMember {
                    type_annotation: self.lower_annotation(getter.type_ann.as_deref()),
                    ..member(TypeMemberKind::Getter, name, name_range, range, doc)
                }
            }
            TsTypeElement::TsSetterSignature(setter) => {
                let (name, name_range) = self.type_member_key(&setter.key, setter.computed);
                let annotation = annotation_of(&setter.param);
                TypeMember {
                    type_annotation: self.lower_annotation(annotation),
                    ..member(TypeMemberKind::Setter, name, name_range, range, doc)
                }
            }
            TsTypeElement::TsCallSignatureDecl(call) => {
                let (parameters, type_parameters) = (&call.params, call.type_params.as_deref());
                let function = self.nameless(range, parameters, type_parameters, call.type_ann.as_deref(), doc);
                TypeMember {
                    function,
                    ..member(TypeMemberKind::Call, None, TextRange::empty(range.start()), range, doc)
                }
            }
            TsTypeElement::TsConstructSignatureDecl(construct) => {
                let (parameters, type_parameters) = (&construct.params, construct.type_params.as_deref());
                let function = self.nameless(range, parameters, type_parameters, construct.type_ann.as_deref(), doc);
                let name_range = TextRange::new(range.start(), range.start() + "new".len() as u32);
                TypeMember { function, ..member(TypeMemberKind::Construct, None, name_range, range, doc) }
            }
            TsTypeElement::TsIndexSignature(index) => self.lower_index_signature(index),
        }
    }

    /// `[key: string]: T`
    fn lower_index_signature(&mut self, node: &TsIndexSignature) -> TypeMember {
        let range = range_of(node);
        let doc = self.doc_before(range);
        let key = node.params.first();
        let name_range = key.map_or(TextRange::empty(range.start()), range_of);
        TypeMember {
            is_readonly: node.readonly,
            index: self.lower_annotation(key.and_then(annotation_of)),
            type_annotation: self.lower_annotation(node.type_ann.as_deref()),
            ..member(TypeMemberKind::Index, None, name_range, range, doc)
        }
    }

    fn nameless(
        &mut self,
        range: TextRange,
        parameters: &[TsFnParam],
        type_parameters: Option<&TsTypeParamDecl>,
        return_type: Option<&TsTypeAnn>,
        doc: Option<DocId>,
    ) -> Option<FunctionId> {
        Some(self.signature(Signature { range, name: None, type_parameters, parameters, return_type, doc }))
    }

    /// A member's name, if it can be told, and where it stands.
    fn type_member_key(&mut self, key: &Expr, is_computed: bool) -> (Option<Name>, TextRange) {
        let range = range_of(key);
        let name = match key {
            Expr::Ident(name) if !is_computed => Some(name.sym.clone()),
            Expr::Lit(Lit::Str(text)) => Some(name_of_string(&text.value)),
            Expr::Lit(Lit::Num(number)) => Some(Name::from(number.value.to_string())),
            Expr::Member(member) => match (&*member.obj, &member.prop) {
                (Expr::Ident(object), MemberProp::Ident(symbol)) if object.sym == *"Symbol" => {
                    return (Some(Name::from(format!("@@{}", symbol.sym))), range);
                }
                _ => None,
            },
            _ => None,
        };
        if name.is_none() && is_computed {
            self.without_parent(|lowering| lowering.expression(key));
        }
        (name, range)
    }
}

pub(super) fn member(
    kind: TypeMemberKind,
    name: Option<Name>,
    name_range: TextRange,
    range: TextRange,
    doc: Option<DocId>,
) -> TypeMember {
    TypeMember {
        kind,
        name,
        name_range,
        range,
        is_optional: false,
        is_readonly: false,
        type_annotation: None,
        function: None,
        index: None,
        doc,
    }
}

fn annotation_of(parameter: &TsFnParam) -> Option<&TsTypeAnn> {
    match parameter {
        TsFnParam::Ident(name) => name.type_ann.as_deref(),
        TsFnParam::Array(pattern) => pattern.type_ann.as_deref(),
        TsFnParam::Rest(pattern) => pattern.type_ann.as_deref(),
        TsFnParam::Object(pattern) => pattern.type_ann.as_deref(),
    }
}
