//! Walks the tree to the cursor. Whatever is found further in overrides what was found around it.

use source::TextRange;

use super::place::{Argument, ImportedFrom, Place};
use crate::ast::*;
use crate::range;
use crate::visit::{Visit, VisitWith};

pub(super) struct Finder {
    offset: u32,
    marker: Option<TextRange>,
    pub place: Place,
    pub argument: Option<Argument>,
    /// The class that is being visited.
    class: TextRange,
    /// What the pattern that is visited next takes apart.
    value: Option<TextRange>,
    /// What the string that is visited next is compared with.
    compared: Option<TextRange>,
}

impl Finder {
    pub fn new(offset: u32, marker: Option<TextRange>) -> Finder {
        Finder {
            offset,
            marker,
            place: Place::Nothing,
            argument: None,
            class: TextRange::empty(0),
            value: None,
            compared: None,
        }
    }

    /// Whether a name is the one at the cursor.
    fn is_here(&self, span: Span) -> bool {
        let range = range(span);
        match self.marker {
            Some(marker) => range == marker,
            None => range.touches(self.offset) && !range.is_empty(),
        }
    }

    fn holds(&self, span: Span) -> bool {
        range(span).touches(self.offset)
    }

    /// Whether the cursor is between the quotes.
    fn is_in_string(&self, string: &Str) -> bool {
        let range = range(string.span);
        range.start() < self.offset && self.offset < range.end()
            || self.marker.is_none() && range.start() == self.offset
    }

    fn member(&mut self, receiver: Span, property: &MemberProp, is_optional: bool) {
        let receiver = range(receiver);
        match property {
            MemberProp::Ident(name) if self.is_here(name.span) => {
                self.place = Place::Member { receiver, is_optional, is_private: false };
            }
            MemberProp::PrivateName(name) if self.is_private_here(name.span) => {
                self.place = Place::Member { receiver, is_optional, is_private: true };
            }
            MemberProp::Computed(computed) => {
                computed.visit_with(self);
                if let Expr::Lit(Lit::Str(string)) = &*computed.expr
                    && self.is_in_string(string)
                {
                    self.place = Place::ElementKey { receiver, string: range(string.span) };
                }
            }
            _ => {}
        }
    }

    /// The marker is a name without its `#`.
    fn is_private_here(&self, span: Span) -> bool {
        let range = range(span);
        self.is_here(span) || self.marker.is_some_and(|marker| marker == TextRange::new(range.start() + 1, range.end()))
    }

    fn arguments(&mut self, call: Span, (callee, end): (Span, u32), arguments: &[ExprOrSpread], is_new: bool) {
        let (call, callee) = (range(call), range(callee));
        // Behind the bracket that opens the arguments, and not behind the one that closes them.
        if end < self.offset && self.offset < call.end() {
            let before = arguments.iter().filter(|argument| range(argument.expr.span()).end() < self.offset);
            let index = before.count() as u32;
            self.argument = Some(Argument { call, callee, index, is_new });
        }
        arguments.visit_with(self);
    }

    /// The callee, and where it ends with its type arguments.
    fn callee(&self, callee: Span, types: &Option<Box<TsTypeParamInstantiation>>) -> (Span, u32) {
        let end = types.as_ref().map_or(callee, |types| types.span);
        (callee, range(end).end())
    }

    fn specifier(&mut self, string: &Str, from: ImportedFrom) -> bool {
        let is_here = self.is_in_string(string);
        if is_here {
            self.place = Place::ModuleSpecifier { string: range(string.span), from };
        }
        is_here
    }

    fn is_key_here(&self, key: &PropName) -> bool {
        match key {
            PropName::Ident(name) => self.is_here(name.span),
            PropName::Str(string) => self.is_in_string(string),
            _ => false,
        }
    }

    fn class_key(&mut self, is_here: bool) {
        if is_here {
            self.place = Place::ClassMember { class: self.class };
        }
    }

    fn declared(&mut self, name: &Ident) {
        if self.is_here(name.span) {
            self.place = Place::Declaration;
        }
    }
}

fn is_require(callee: &Callee) -> bool {
    let Callee::Expr(callee) = callee else { return false };
    match &**callee {
        Expr::Ident(name) => name.sym == *"require",
        Expr::Member(member) => {
            matches!(&*member.obj, Expr::Ident(name) if name.sym == *"require")
                && matches!(&member.prop, MemberProp::Ident(name) if name.sym == *"resolve")
        }
        _ => false,
    }
}

impl Visit for Finder {
    fn visit_stmt(&mut self, statement: &Stmt) {
        if !self.holds(statement.span()) {
            return;
        }
        statement.visit_children_with(self);
        match statement {
            Stmt::Expr(expression) if self.place == Place::Expression => {
                if matches!(&*expression.expr, Expr::Ident(name) if self.is_here(name.span)) {
                    self.place = Place::Statement;
                }
            }
            Stmt::Break(BreakStmt { label: Some(label), .. })
            | Stmt::Continue(ContinueStmt { label: Some(label), .. })
                if self.is_here(label.span) =>
            {
                self.place = Place::Label;
            }
            _ => {}
        }
    }

    fn visit_ident(&mut self, name: &Ident) {
        if self.is_here(name.span) {
            self.place = Place::Expression;
        }
    }

    fn visit_str(&mut self, string: &Str) {
        if self.is_in_string(string) {
            self.place = Place::String { string: range(string.span), compared: self.compared };
        }
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        member.obj.visit_with(self);
        self.member(member.obj.span(), &member.prop, false);
    }

    fn visit_super_prop_expr(&mut self, member: &SuperPropExpr) {
        match &member.prop {
            SuperProp::Ident(name) if self.is_here(name.span) => {
                self.place = Place::Member { receiver: range(member.obj.span), is_optional: false, is_private: false };
            }
            SuperProp::Ident(_) => {}
            SuperProp::Computed(computed) => computed.visit_with(self),
        }
    }

    fn visit_opt_chain_expr(&mut self, chain: &OptChainExpr) {
        match &*chain.base {
            OptChainBase::Member(member) => {
                member.obj.visit_with(self);
                self.member(member.obj.span(), &member.prop, chain.optional);
            }
            OptChainBase::Call(call) => {
                call.callee.visit_with(self);
                let callee = self.callee(call.callee.span(), &call.type_args);
                self.arguments(chain.span, callee, &call.args, false);
            }
        }
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        call.callee.visit_with(self);
        call.type_args.visit_with(self);
        let callee = self.callee(call.callee.span(), &call.type_args);
        self.arguments(call.span, callee, &call.args, false);
        let from = match &call.callee {
            Callee::Import(_) => ImportedFrom::Dynamic,
            callee if is_require(callee) => ImportedFrom::Require,
            _ => return,
        };
        if let Some(Expr::Lit(Lit::Str(string))) = call.args.first().map(|argument| &*argument.expr) {
            self.specifier(string, from);
        }
    }

    fn visit_new_expr(&mut self, call: &NewExpr) {
        call.callee.visit_with(self);
        call.type_args.visit_with(self);
        if let Some(arguments) = &call.args {
            let callee = self.callee(call.callee.span(), &call.type_args);
            self.arguments(call.span, callee, arguments, true);
        }
    }

    fn visit_bin_expr(&mut self, binary: &BinExpr) {
        use BinaryOp::{EqEq, EqEqEq, NotEq, NotEqEq};
        let compares = matches!(binary.op, EqEq | EqEqEq | NotEq | NotEqEq);
        let compared = self.compared.take();
        self.compared = compares.then(|| range(binary.right.span()));
        binary.left.visit_with(self);
        self.compared = compares.then(|| range(binary.left.span()));
        binary.right.visit_with(self);
        self.compared = compared;
    }

    fn visit_switch_stmt(&mut self, switch: &SwitchStmt) {
        switch.discriminant.visit_with(self);
        for case in &switch.cases {
            self.compared = Some(range(switch.discriminant.span()));
            case.test.visit_with(self);
            self.compared = None;
            case.cons.visit_with(self);
        }
    }

    fn visit_object_lit(&mut self, object: &ObjectLit) {
        self.compared = None;
        object.visit_children_with(self);
        for property in &object.props {
            let PropOrSpread::Prop(property) = property else { continue };
            let is_here = match &**property {
                Prop::Shorthand(name) => self.is_here(name.span),
                Prop::KeyValue(property) => self.is_key_here(&property.key),
                Prop::Assign(property) => self.is_here(property.key.span),
                Prop::Getter(property) => self.is_key_here(&property.key),
                Prop::Setter(property) => self.is_key_here(&property.key),
                Prop::Method(property) => self.is_key_here(&property.key),
            };
            if is_here {
                self.place = Place::ObjectKey { object: range(object.span) };
            }
        }
    }

    fn visit_object_pat(&mut self, pattern: &ObjectPat) {
        let value = self.value.take();
        pattern.visit_children_with(self);
        for property in &pattern.props {
            let is_here = match property {
                ObjectPatProp::KeyValue(property) => self.is_key_here(&property.key),
                ObjectPatProp::Assign(property) => self.is_here(property.key.id.span),
                ObjectPatProp::Rest(_) => false,
            };
            if is_here {
                self.place = Place::PatternKey { pattern: range(pattern.span), value };
            }
        }
    }

    fn visit_array_pat(&mut self, pattern: &ArrayPat) {
        self.value = None;
        pattern.visit_children_with(self);
    }

    fn visit_key_value_pat_prop(&mut self, property: &KeyValuePatProp) {
        self.value = None;
        property.visit_children_with(self);
    }

    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        name.type_ann.visit_with(self);
        self.declared(&name.id);
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        self.value = declarator.init.as_ref().map(|value| range(value.span()));
        declarator.name.visit_with(self);
        self.value = None;
        declarator.init.visit_with(self);
    }

    fn visit_assign_expr(&mut self, assignment: &AssignExpr) {
        self.value = Some(range(assignment.right.span()));
        self.compared = None;
        assignment.left.visit_with(self);
        self.value = None;
        assignment.right.visit_with(self);
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        match target {
            // Not a declaration, although the tree says so.
            SimpleAssignTarget::Ident(name) => self.visit_ident(&name.id),
            other => other.visit_children_with(self),
        }
    }

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        self.declared(&function.ident);
        function.function.visit_with(self);
    }

    fn visit_fn_expr(&mut self, function: &FnExpr) {
        if let Some(name) = &function.ident {
            self.declared(name);
        }
        function.function.visit_with(self);
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        self.declared(&class.ident);
        class.class.visit_with(self);
    }

    fn visit_class_expr(&mut self, class: &ClassExpr) {
        if let Some(name) = &class.ident {
            self.declared(name);
        }
        class.class.visit_with(self);
    }

    fn visit_class(&mut self, class: &Class) {
        let outer = std::mem::replace(&mut self.class, range(class.span));
        class.visit_children_with(self);
        self.class = outer;
    }

    fn visit_class_prop(&mut self, property: &ClassProp) {
        property.visit_children_with(self);
        self.class_key(self.is_key_here(&property.key));
    }

    fn visit_class_method(&mut self, method: &ClassMethod) {
        method.visit_children_with(self);
        self.class_key(self.is_key_here(&method.key));
    }

    fn visit_private_prop(&mut self, property: &PrivateProp) {
        property.visit_children_with(self);
        self.class_key(self.is_private_here(property.key.span));
    }

    fn visit_private_method(&mut self, method: &PrivateMethod) {
        method.visit_children_with(self);
        self.class_key(self.is_private_here(method.key.span));
    }

    fn visit_ident_name(&mut self, _: &IdentName) {
        // A key or a member's name: whoever holds it tells which.
    }

    fn visit_import_decl(&mut self, import: &ImportDecl) {
        let source = range(import.src.span);
        for specifier in &import.specifiers {
            match specifier {
                ImportSpecifier::Named(name) => {
                    let imported = match &name.imported {
                        Some(ModuleExportName::Ident(imported)) => imported.span,
                        Some(ModuleExportName::Str(string)) => string.span,
                        None => name.local.span,
                    };
                    if self.is_here(imported) {
                        self.place = Place::ImportName { source };
                    } else {
                        self.declared(&name.local);
                    }
                }
                ImportSpecifier::Default(name) => self.declared(&name.local),
                ImportSpecifier::Namespace(name) => self.declared(&name.local),
            }
        }
        if !self.specifier(&import.src, ImportedFrom::Import) {
            import.with.visit_with(self);
        }
    }

    fn visit_named_export(&mut self, export: &NamedExport) {
        let source = export.src.as_ref().map(|source| range(source.span));
        for specifier in &export.specifiers {
            if let ExportSpecifier::Named(name) = specifier
                && self.is_here(name.orig.span())
            {
                self.place = Place::ExportName { source };
            }
        }
        if let Some(string) = &export.src {
            self.specifier(string, ImportedFrom::Export);
        }
    }

    fn visit_export_all(&mut self, export: &ExportAll) {
        self.specifier(&export.src, ImportedFrom::Export);
    }

    fn visit_ts_external_module_ref(&mut self, module: &TsExternalModuleRef) {
        self.specifier(&module.expr, ImportedFrom::Require);
    }

    fn visit_ts_import_type(&mut self, import: &TsImportType) {
        import.visit_children_with(self);
        self.specifier(&import.arg, ImportedFrom::Type);
    }

    fn visit_ts_type_ref(&mut self, reference: &TsTypeRef) {
        reference.visit_children_with(self);
        if matches!(&reference.type_name, TsEntityName::Ident(name) if self.is_here(name.span)) {
            self.place = Place::Type;
        }
    }

    fn visit_ts_qualified_name(&mut self, name: &TsQualifiedName) {
        name.left.visit_with(self);
        if self.is_here(name.right.span) {
            self.place = Place::TypeMember { left: range(name.left.span()) };
        }
    }

    fn visit_ts_expr_with_type_args(&mut self, reference: &TsExprWithTypeArgs) {
        reference.visit_children_with(self);
        match (&*reference.expr, self.place) {
            (Expr::Ident(name), _) if self.is_here(name.span) => self.place = Place::Type,
            (Expr::Member(member), Place::Member { receiver, .. }) if range(member.obj.span()) == receiver => {
                self.place = Place::TypeMember { left: receiver };
            }
            _ => {}
        }
    }

    fn visit_ts_type_alias_decl(&mut self, alias: &TsTypeAliasDecl) {
        alias.visit_children_with(self);
        self.declared(&alias.id);
    }

    fn visit_ts_interface_decl(&mut self, interface: &TsInterfaceDecl) {
        interface.visit_children_with(self);
        self.declared(&interface.id);
    }

    fn visit_ts_property_signature(&mut self, property: &TsPropertySignature) {
        property.type_ann.visit_with(self);
        if self.is_here(property.key.span()) {
            self.place = Place::Declaration;
        }
    }

    fn visit_jsx_opening_element(&mut self, element: &JSXOpeningElement) {
        let tag = range(element.name.span());
        match &element.name {
            JSXElementName::JSXMemberExpr(member) => {
                if self.is_here(member.prop.span) {
                    self.place = Place::JsxMember { receiver: range(member.obj.span()) };
                }
            }
            name => {
                if self.is_here(name.span()) {
                    self.place = Place::JsxTag;
                }
            }
        }
        for attribute in &element.attrs {
            let JSXAttrOrSpread::JSXAttr(attribute) = attribute else {
                attribute.visit_with(self);
                continue;
            };
            if self.is_here(attribute.name.span()) {
                self.place = Place::JsxAttribute { tag };
            }
            if let Some(JSXAttrValue::Str(string)) = &attribute.value {
                if self.is_in_string(string) {
                    let (attribute, string) = (range(attribute.name.span()), range(string.span));
                    self.place = Place::JsxAttributeValue { tag, attribute, string };
                }
            } else {
                attribute.value.visit_with(self);
            }
        }
    }

    fn visit_jsx_closing_element(&mut self, element: &JSXClosingElement) {
        if self.is_here(element.name.span()) || self.marker.is_none() && self.holds(element.span) {
            self.place = Place::JsxClosingTag;
        }
    }
}
