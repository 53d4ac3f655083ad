//! JSX: components and elements behind `<`, attributes by what the component takes, their values.

use infer::{Follow, Infer, MemberKind, Node, Part, Type, UNIVERSAL};
use project::facts::{ExpressionId, ExpressionKind, Facts, FunctionId, ImportKind, Jsx, Name, PropertyKind, ThisOf};
use rustc_hash::FxHashSet;

use super::context::{Context, is_typed};
use super::ranking::fits;
use super::{Item, ItemKind, auto_import, members, names};

/// Elements that pages are made of, the frequent ones first.
const FREQUENT: [&str; 24] = [
    "div", "span", "p", "a", "button", "input", "ul", "li", "img", "form", "label", "h1", "h2", "h3", "section",
    "table", "tr", "td", "select", "option", "textarea", "main", "header", "footer",
];

/// What elements take besides the properties of their own interface, the frequent ones first.
const ATTRIBUTES: [&str; 38] = [
    "className",
    "onClick",
    "style",
    "key",
    "id",
    "onChange",
    "ref",
    "children",
    "title",
    "role",
    "onSubmit",
    "onKeyDown",
    "onBlur",
    "onFocus",
    "onInput",
    "tabIndex",
    "hidden",
    "onMouseEnter",
    "onMouseLeave",
    "onMouseDown",
    "onMouseUp",
    "onMouseMove",
    "onDoubleClick",
    "onKeyUp",
    "onScroll",
    "onWheel",
    "onPointerDown",
    "onPointerMove",
    "onPointerUp",
    "onTouchStart",
    "onTouchEnd",
    "onDragStart",
    "onDrop",
    "onLoad",
    "onError",
    "lang",
    "draggable",
    "dangerouslySetInnerHTML",
];

/// Behind `<`. Whether there may be more than was found.
pub(crate) fn tags(context: &Context, items: &mut Vec<Item>) -> bool {
    let mut found = Vec::new();
    names::values_in_scope(context, None, &mut found);
    found.retain(|item| is_component(&item.label) && context.facts.lookup(context.scope, &item.label).is_some());
    let is_incomplete = auto_import::exported(context, &mut found);
    items.extend(found.into_iter().filter(|item| is_component(&item.label)));
    let elements = intrinsic_elements(&context.infer, context.file);
    for member in context.infer.members(&elements) {
        if member.level >= UNIVERSAL || !fits(&context.prefix, &member.name) {
            continue;
        }
        let rank = FREQUENT.iter().position(|frequent| **frequent == *member.name);
        let score = rank.map_or(0.0, |rank| 3.0 - rank as f32 * 0.1);
        items.push(Item::new(member.name.to_string(), ItemKind::Property, score));
    }
    is_incomplete
}

fn is_component(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Behind `</`: the innermost tag that is open.
pub(crate) fn closing_tag(context: &Context, tag: &str, items: &mut Vec<Item>) {
    if !tag.is_empty() && fits(&context.prefix, tag) {
        items.push(Item::new(tag, ItemKind::Property, 0.0));
    }
}

/// `<tag here`
pub(crate) fn attributes(context: &Context, element: ExpressionId, items: &mut Vec<Item>) {
    let Some(jsx) = jsx(&context.facts, element) else { return };
    let taken = jsx.attributes.iter().filter(|attribute| attribute.kind != PropertyKind::Spread);
    let taken = taken.filter_map(|attribute| attribute.key.name()).filter(|name| !is_typed(name));
    let mut seen: FxHashSet<Name> = taken.cloned().collect();
    let declared = properties(context, jsx);
    for (index, member) in context.infer.members(&declared).iter().enumerate() {
        let is_wanted =
            member.level < UNIVERSAL && member.kind != MemberKind::Type && fits(&context.prefix, &member.name);
        if is_wanted && seen.insert(member.name.clone()) {
            // What must be there comes first, then in the order in which it is declared.
            let score = 10.0 + if member.is_optional { 0.0 } else { 5.0 } - (index as f32).min(400.0) * 0.01;
            items.push(members::of_member(context, member, score));
        }
    }
    let more: Vec<Name> = match tag_name(&context.facts, jsx) {
        Some(tag) if declared.is_unknown() => of_element(context, tag),
        Some(_) => Vec::new(),
        None => {
            let mut names = used_by_component(context, jsx);
            names.push("key".into());
            names
        }
    };
    for (index, name) in more.into_iter().enumerate() {
        if fits(&context.prefix, &name) && seen.insert(name.clone()) {
            items.push(Item::new(name.to_string(), ItemKind::Property, 5.0 - index as f32 * 0.01));
        }
    }
}

/// What an attribute takes; for its value.
pub(crate) fn expected_of_attribute(context: &Context, element: ExpressionId, attribute: &str) -> Type {
    match jsx(&context.facts, element) {
        Some(jsx) => context.infer.property_of(&properties(context, jsx), attribute),
        None => Type::unknown(),
    }
}

/// The type of all attributes of an element, as far as it is declared; for what is told of one.
pub(crate) fn properties_of(context: &Context, element: ExpressionId) -> Type {
    jsx(&context.facts, element).map(|jsx| properties(context, jsx)).unwrap_or_default()
}

fn jsx(facts: &Facts, element: ExpressionId) -> Option<&Jsx> {
    match &facts[element].kind {
        ExpressionKind::Jsx(jsx) => Some(jsx),
        _ => None,
    }
}

/// The name of a host's element.
fn tag_name<'f>(facts: &'f Facts, jsx: &Jsx) -> Option<&'f Name> {
    match &facts[jsx.tag?].kind {
        ExpressionKind::String(name) => Some(name),
        _ => None,
    }
}

fn properties(context: &Context, jsx: &Jsx) -> Type {
    let infer = &context.infer;
    if let Some(tag) = tag_name(&context.facts, jsx) {
        return match declared_elements(infer, context.file) {
            Some(elements) => infer.property_of(&elements, tag),
            None => Type::unknown(),
        };
    }
    let Some(tag) = jsx.tag else { return Type::unknown() };
    let component = infer.type_of(context.node(tag));
    let mut result = Type::unknown();
    for signature in infer.signatures(&component) {
        result.merge(infer.parameter_type(&signature, 0));
    }
    let instance = infer.property_of(&component, "prototype");
    result.merge(infer.property_of(&instance, "props"));
    result.merge(infer.property_of(&component, "propTypes"));
    result.non_nullable()
}

/// `JSX.IntrinsicElements`, of React's types or of globals.
fn declared_elements(infer: &Infer, file: source::FileId) -> Option<Type> {
    let of_react = infer.exports(file, "react", ImportKind::Static).into_iter().find(|member| *member.name == *"JSX");
    let namespaces = of_react.map(|member| infer.type_of_member_value(&member.value)).into_iter();
    let namespaces = namespaces.chain([infer.property_of(&Part::Global.into(), "JSX")]);
    namespaces
        .map(|namespace| infer.members_named(&namespace, "IntrinsicElements"))
        .flat_map(|interfaces| infer.origins_of_members(&interfaces, Follow::Names))
        .map(|interface| infer.type_of_origin(&interface))
        .find(|elements| !elements.is_unknown())
}

fn intrinsic_elements(infer: &Infer, file: source::FileId) -> Type {
    let of_document = || infer.instances_of_library("HTMLElementTagNameMap").unwrap_or_default();
    declared_elements(infer, file).unwrap_or_else(of_document)
}

/// What an element has in a document: the names that all have, and the properties of its own interface.
fn of_element(context: &Context, tag: &str) -> Vec<Name> {
    let infer = &context.infer;
    let members_of = |of: Option<Type>| infer.members(&of.unwrap_or_default());
    let of_all = members_of(infer.instances_of_library("HTMLElement"));
    let of_all: FxHashSet<&Name> = of_all.iter().map(|member| &member.name).collect();
    let own = infer.instances_of_library("HTMLElementTagNameMap").map(|all| infer.property_of(&all, tag));
    let own = members_of(own).into_iter().filter(|member| !of_all.contains(&member.name) && is_attribute(&member.name));
    let own = own.filter(|member| matches!(member.kind, MemberKind::Property | MemberKind::Accessor));
    own.map(|member| member.name).chain(ATTRIBUTES.iter().map(|name| Name::from(*name))).collect()
}

/// Of a document's names: no constants, and no events, which JSX writes otherwise.
fn is_attribute(name: &str) -> bool {
    !name.starts_with("on") && name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// What a component without declared properties takes: the names in its parameter's pattern, those that it takes from its
/// parameter or from `this.props`.
fn used_by_component(context: &Context, jsx: &Jsx) -> Vec<Name> {
    let Some(tag) = jsx.tag else { return Vec::new() };
    let mut found = Vec::new();
    for part in context.infer.type_of(context.node(tag)).parts() {
        match part {
            Part::Function { function, .. } => of_function(context, *function, &mut found),
            Part::Class(class) => {
                let Some(facts) = context.infer.facts(class.file) else { continue };
                let range = facts[class.id].range;
                let in_class = |object: ExpressionId| {
                    range.contains_range(facts[object].range)
                        && matches!(&facts[object].kind, ExpressionKind::Member { object, property, .. }
                            if **property == *"props" && is_own_this(&facts, *object))
                };
                taken_from(&facts, &in_class, &mut found);
            }
            _ => {}
        }
    }
    found
}

fn is_own_this(facts: &Facts, object: ExpressionId) -> bool {
    matches!(facts[object].kind, ExpressionKind::This(ThisOf::Function(_) | ThisOf::Class { .. }))
}

fn of_function(context: &Context, function: Node<FunctionId>, found: &mut Vec<Name>) {
    let Some(facts) = context.infer.facts(function.file) else { return };
    let Some(parameter) = facts[function.id].parameters.first() else { return };
    let is_parameter = |object: ExpressionId| {
        object == parameter.value
            || matches!(facts[object].kind, ExpressionKind::Reference(reference)
                if parameter.binding.is_some() && facts[reference].binding == parameter.binding)
    };
    taken_from(&facts, &is_parameter, found);
}

/// The names that are taken from an object, by a dot or by a pattern.
fn taken_from(facts: &Facts, is_it: &dyn Fn(ExpressionId) -> bool, found: &mut Vec<Name>) {
    for expression in &facts.expressions {
        if let ExpressionKind::Member { object, property, .. } | ExpressionKind::Part { object, property, .. } =
            &expression.kind
            && !is_typed(property)
            && is_it(*object)
        {
            found.push(property.clone());
        }
    }
}
