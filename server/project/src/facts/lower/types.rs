//! Types as TypeScript writes them.
//!
//! A type's row stands before those of its parts. Types declare too: what a signature takes, type parameters, `infer T`.

use source::TextRange;
use syntax::ast::{
    Expr, MemberProp, Pat, TruePlusMinus, TsConditionalType, TsEntityName, TsExprWithTypeArgs, TsFnOrConstructorType,
    TsImportType, TsKeywordTypeKind, TsLit, TsMappedType, TsThisTypeOrIdent, TsTupleElement, TsType, TsTypeOperatorOp,
    TsTypeParam, TsTypeParamDecl, TsTypeQuery, TsTypeQueryExpr, TsTypeRef, TsUnionOrIntersectionType,
};

use super::functions::Signature;
use super::jsdoc_types::DocPart;
use super::{Type, *};

/// What is known only while types are lowered.
#[derive(Default)]
pub(super) struct TypesState {
    /// Of the conditional types whose `extends` is being walked, innermost last: where `infer` declares.
    conditional_scopes: Vec<ScopeId>,
    /// Whether the type stands in a comment, where some names mean something else.
    pub(super) is_in_doc: bool,
    /// Of such a type: the parts that only JSDoc can write, by where they start.
    pub(super) doc_parts: Vec<DocPart>,
}

impl Lowering<'_> {
    pub(crate) fn lower_type(&mut self, node: &TsType) -> TypeId {
        let id = self.begin_type(range_of(node));
        let kind = self.type_kind(node);
        self.finish_type(id, kind)
    }

    /// Puts a type into the table before its parts. [`Lowering::finish_type`] says what it is.
    pub(super) fn begin_type(&mut self, range: TextRange) -> TypeId {
        let id = TypeId(self.facts.types.len() as u32);
        self.facts.types.push(Type { range, kind: TypeKind::Any });
        id
    }

    pub(super) fn finish_type(&mut self, id: TypeId, kind: TypeKind) -> TypeId {
        self.facts[id].kind = kind;
        id
    }

    pub(super) fn push_type(&mut self, range: TextRange, kind: TypeKind) -> TypeId {
        let id = self.begin_type(range);
        self.finish_type(id, kind)
    }

    fn lower_types(&mut self, nodes: &[Box<TsType>]) -> List<TypeId> {
        nodes.iter().map(|node| self.lower_type(node)).collect()
    }

    fn type_kind(&mut self, node: &TsType) -> TypeKind {
        match node {
            TsType::TsKeywordType(keyword) => keyword_type(keyword.kind),
            TsType::TsThisType(_) => TypeKind::This,
            TsType::TsFnOrConstructorType(TsFnOrConstructorType::TsFnType(function)) => {
                TypeKind::Function(self.signature(Signature {
                    range: range_of(function),
                    name: None,
                    type_parameters: function.type_params.as_deref(),
                    parameters: &function.params,
                    return_type: Some(&function.type_ann),
                    doc: None,
                }))
            }
            TsType::TsFnOrConstructorType(TsFnOrConstructorType::TsConstructorType(function)) => {
                TypeKind::Constructor(self.signature(Signature {
                    range: range_of(function),
                    name: None,
                    type_parameters: function.type_params.as_deref(),
                    parameters: &function.params,
                    return_type: Some(&function.type_ann),
                    doc: None,
                }))
            }
            TsType::TsTypeRef(reference) => self.type_reference(reference),
            TsType::TsTypeQuery(query) => self.type_query(query),
            TsType::TsTypeLit(literal) => TypeKind::Members(self.lower_type_members(&literal.members)),
            TsType::TsArrayType(array) => TypeKind::Array(self.lower_type(&array.elem_type)),
            TsType::TsTupleType(tuple) => {
                TypeKind::Tuple(tuple.elem_types.iter().map(|element| self.tuple_element(element)).collect())
            }
            TsType::TsOptionalType(optional) => TypeKind::Optional(self.lower_type(&optional.type_ann)),
            TsType::TsRestType(rest) => TypeKind::Rest(self.lower_type(&rest.type_ann)),
            TsType::TsUnionOrIntersectionType(TsUnionOrIntersectionType::TsUnionType(union)) => {
                TypeKind::Union(self.lower_types(&union.types))
            }
            TsType::TsUnionOrIntersectionType(TsUnionOrIntersectionType::TsIntersectionType(intersection)) => {
                TypeKind::Intersection(self.lower_types(&intersection.types))
            }
            TsType::TsConditionalType(conditional) => self.conditional_type(conditional),
            TsType::TsInferType(infer) => {
                let inner = self.scope;
                self.scope = self.types.conditional_scopes.last().copied().unwrap_or(inner);
                let binding = self.lower_type_parameter(&infer.type_param);
                self.scope = inner;
                TypeKind::Infer(binding)
            }
            // Its own row would say nothing, but the row's place is taken: the kind of what is inside.
            TsType::TsParenthesizedType(parenthesised) => self.type_kind(&parenthesised.type_ann),
            TsType::TsTypeOperator(operator) => {
                let operand = self.lower_type(&operator.type_ann);
                match operator.op {
                    TsTypeOperatorOp::KeyOf => TypeKind::KeyOf(operand),
                    TsTypeOperatorOp::Unique | TsTypeOperatorOp::ReadOnly => TypeKind::Operator(operand),
                }
            }
            TsType::TsIndexedAccessType(access) => {
                let object = self.lower_type(&access.obj_type);
                TypeKind::IndexedAccess { object, index: self.lower_type(&access.index_type) }
            }
            TsType::TsMappedType(mapped) => self.mapped_type(mapped),
            TsType::TsLitType(literal) => self.literal_type(&literal.lit),
            TsType::TsTypePredicate(predicate) => TypeKind::Predicate {
                parameter: match &predicate.param_name {
                    TsThisTypeOrIdent::TsThisType(_) => Name::from("this"),
                    TsThisTypeOrIdent::Ident(name) => name.sym.clone(),
                },
                is_asserts: predicate.asserts,
                type_annotation: self.lower_annotation(predicate.type_ann.as_deref()),
            },
            TsType::TsImportType(import) => self.import_type(import, range_of(import), false),
        }
    }

    fn type_reference(&mut self, node: &TsTypeRef) -> TypeKind {
        if let TsEntityName::Ident(name) = &node.type_name
            && self.types.is_in_doc
            && let Some(kind) = self.doc_type_reference(name, node.type_params.as_deref())
        {
            return kind;
        }
        let (name, path) = self.entity_name(&node.type_name, Usage::Type);
        TypeKind::Reference { name, path, arguments: self.lower_type_arguments(node.type_params.as_deref()) }
    }

    /// `A.B.C`: a reference to the first name, and the others.
    pub(super) fn entity_name(&mut self, node: &TsEntityName, usage: Usage) -> (ReferenceId, List<Name>) {
        let mut path = List::new();
        let mut left = node;
        while let TsEntityName::TsQualifiedName(qualified) = left {
            path.push(qualified.right.sym.clone());
            left = &qualified.left;
        }
        path.reverse();
        let first = match left {
            TsEntityName::Ident(name) => self.reference(&name.sym, range_of(name), usage),
            TsEntityName::TsQualifiedName(_) => unreachable!("the loop ends at an identifier"),
        };
        (first, path)
    }

    /// `extends A.B<T>` of an interface, `implements A.B<T>` of a class.
    pub(crate) fn lower_heritage(&mut self, node: &TsExprWithTypeArgs) -> TypeId {
        let id = self.begin_type(range_of(node));
        let mut path = List::new();
        let mut left = &*node.expr;
        while let Expr::Member(member) = left {
            match &member.prop {
                MemberProp::Ident(name) => path.push(name.sym.clone()),
                MemberProp::PrivateName(_) | MemberProp::Computed(_) => return id,
            }
            left = &member.obj;
        }
        path.reverse();
        let Expr::Ident(name) = left else { return id };
        let name = self.reference(&name.sym, range_of(name), Usage::Type);
        let arguments = self.lower_type_arguments(node.type_args.as_deref());
        self.finish_type(id, TypeKind::Reference { name, path, arguments })
    }

    fn type_query(&mut self, node: &TsTypeQuery) -> TypeKind {
        let name = match &node.expr_name {
            TsTypeQueryExpr::Import(import) => return self.import_type(import, range_of(node), true),
            TsTypeQueryExpr::TsEntityName(name) => name,
        };
        if let Some(kind) = self.type_of_this(name) {
            return kind;
        }
        let (name, path) = self.entity_name(name, Usage::Read);
        TypeKind::TypeOf { name, path, arguments: self.lower_type_arguments(node.type_args.as_deref()) }
    }

    /// `typeof this.a` is `this['a']`.
    fn type_of_this(&mut self, name: &TsEntityName) -> Option<TypeKind> {
        match name {
            TsEntityName::Ident(name) => (name.sym == *"this").then_some(TypeKind::This),
            TsEntityName::TsQualifiedName(qualified) => {
                let object = self.type_of_this(&qualified.left)?;
                let object = self.push_type(range_of(&qualified.left), object);
                let key = TypeKind::Literal(LiteralType::String(qualified.right.sym.clone()));
                let index = self.push_type(range_of(&qualified.right), key);
                Some(TypeKind::IndexedAccess { object, index })
            }
        }
    }

    fn import_type(&mut self, node: &TsImportType, range: TextRange, is_typeof: bool) -> TypeKind {
        let import = self.push_type_import(name_of_string(&node.arg.value), range_of(&node.arg), range);
        let mut path = List::new();
        let mut qualifier = node.qualifier.as_ref();
        while let Some(name) = qualifier {
            qualifier = match name {
                TsEntityName::Ident(name) => {
                    path.push(name.sym.clone());
                    None
                }
                TsEntityName::TsQualifiedName(qualified) => {
                    path.push(qualified.right.sym.clone());
                    Some(&qualified.left)
                }
            };
        }
        path.reverse();
        TypeKind::Import { import, path, arguments: self.lower_type_arguments(node.type_args.as_deref()), is_typeof }
    }

    fn push_type_import(&mut self, specifier: Name, specifier_range: TextRange, range: TextRange) -> ImportId {
        let id = ImportId(self.facts.imports.len() as u32);
        self.facts.imports.push(Import {
            kind: ImportKind::Type,
            specifier,
            specifier_range,
            range,
            is_type_only: true,
            names: List::new(),
            is_nested: false,
        });
        id
    }

    fn tuple_element(&mut self, node: &TsTupleElement) -> TupleElement {
        let (label, mut is_rest, mut is_optional) = match &node.label {
            Some(Pat::Ident(name)) => (Some(name.sym.clone()), false, name.optional),
            Some(Pat::Rest(rest)) => (rest.arg.as_ident().map(|name| name.sym.clone()), true, false),
            _ => (None, false, false),
        };
        let mut element = &*node.ty;
        loop {
            element = match element {
                TsType::TsOptionalType(optional) => {
                    is_optional = true;
                    &optional.type_ann
                }
                TsType::TsRestType(rest) => {
                    is_rest = true;
                    &rest.type_ann
                }
                _ => break,
            };
        }
        TupleElement { label, element: self.lower_type(element), is_optional, is_rest }
    }

    fn conditional_type(&mut self, node: &TsConditionalType) -> TypeKind {
        let check = self.lower_type(&node.check_type);
        let scope = self.enter_scope(ScopeKind::Type, range_of(node));
        self.types.conditional_scopes.push(scope);
        let extends = self.lower_type(&node.extends_type);
        self.types.conditional_scopes.pop();
        let consequent = self.lower_type(&node.true_type);
        self.leave_scope();
        let alternate = self.lower_type(&node.false_type);
        TypeKind::Conditional { scope, check, extends, consequent, alternate }
    }

    fn mapped_type(&mut self, node: &TsMappedType) -> TypeKind {
        let scope = self.enter_scope(ScopeKind::Type, range_of(node));
        let keys = match &node.type_param.constraint {
            Some(keys) => self.lower_type(keys),
            None => self.push_type(range_of(&node.type_param), TypeKind::Any),
        };
        let parameter = self.declare_type_parameter(&node.type_param, Some(keys), None);
        let name = node.name_type.as_ref().map(|name| self.lower_type(name));
        let value = node.type_ann.as_ref().map(|value| self.lower_type(value));
        self.leave_scope();
        let is_optional = node.optional.map(|sign| sign != TruePlusMinus::Minus);
        TypeKind::Mapped(Box::new(MappedType { scope, parameter, keys, name, value, is_optional }))
    }

    fn literal_type(&mut self, node: &TsLit) -> TypeKind {
        TypeKind::Literal(match node {
            TsLit::Number(number) => LiteralType::Number(number.value),
            TsLit::Str(text) => LiteralType::String(name_of_string(&text.value)),
            TsLit::Bool(value) => LiteralType::Boolean(value.value),
            TsLit::BigInt(_) => LiteralType::BigInt,
            TsLit::Tpl(template) => {
                let mut texts: List<Name> = template
                    .quasis
                    .iter()
                    .map(|part| part.cooked.as_ref().map_or_else(|| part.raw.clone(), name_of_string))
                    .collect();
                if template.types.is_empty() {
                    LiteralType::String(texts.pop().unwrap_or_default())
                } else {
                    return TypeKind::TemplateLiteral { texts, types: self.lower_types(&template.types) };
                }
            }
        })
    }

    /// Declares `<T extends C = D>` in the current scope.
    pub(crate) fn lower_type_parameters(&mut self, node: Option<&TsTypeParamDecl>) -> List<BindingId> {
        node.map_or(List::new(), |node| {
            node.params.iter().map(|parameter| self.lower_type_parameter(parameter)).collect()
        })
    }

    fn lower_type_parameter(&mut self, node: &TsTypeParam) -> BindingId {
        let constraint = node.constraint.as_ref().map(|constraint| self.lower_type(constraint));
        let default = node.default.as_ref().map(|default| self.lower_type(default));
        self.declare_type_parameter(node, constraint, default)
    }

    fn declare_type_parameter(
        &mut self,
        node: &TsTypeParam,
        constraint: Option<TypeId>,
        default: Option<TypeId>,
    ) -> BindingId {
        let declaration = Declaration {
            kind: DeclarationKind::TypeParameter { constraint, default },
            name_range: range_of(&node.name),
            range: range_of(node),
            type_annotation: None,
            doc: None,
            is_ambient: true,
        };
        self.declare(self.scope, &node.name.sym, declaration, None)
    }
}

fn keyword_type(kind: TsKeywordTypeKind) -> TypeKind {
    use TsKeywordTypeKind::*;
    match kind {
        TsAnyKeyword | TsIntrinsicKeyword => TypeKind::Any,
        TsUnknownKeyword => TypeKind::Unknown,
        TsNumberKeyword => TypeKind::Number,
        TsObjectKeyword => TypeKind::Object,
        TsBooleanKeyword => TypeKind::Boolean,
        TsBigIntKeyword => TypeKind::BigInt,
        TsStringKeyword => TypeKind::String,
        TsSymbolKeyword => TypeKind::Symbol,
        TsVoidKeyword => TypeKind::Void,
        TsUndefinedKeyword => TypeKind::Undefined,
        TsNullKeyword => TypeKind::Null,
        TsNeverKeyword => TypeKind::Never,
    }
}
