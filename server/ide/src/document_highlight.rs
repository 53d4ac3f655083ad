//! The other places in the file of what the cursor stands on: where a name is declared, read and written; for the name of a member,
//! where the same name is a member's.

use project::Snapshot;
use project::facts::{BindingId, ExpressionKind, Facts, Name, PropertyKind, ReferenceId, Usage};
use source::TextRange;

use crate::{FilePosition, events};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Highlight {
    pub range: TextRange,
    pub kind: HighlightKind,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HighlightKind {
    Text,
    Read,
    Write,
}

/// In the order of the text.
pub fn document_highlight(snapshot: &Snapshot, position: FilePosition) -> Vec<Highlight> {
    let Some(facts) = snapshot.facts(position.file) else { return Vec::new() };
    let mut found = match name_at(&facts, position.offset) {
        Some(Named::Binding(binding)) => of_binding(&facts, binding),
        Some(Named::Unbound(reference)) => of_global(&facts, reference),
        Some(Named::Member(name)) => of_member(&facts, &name),
        None => events::in_file(&facts, position.offset).into_iter().map(of_event).collect(),
    };
    found.sort_by_key(|highlight| (highlight.range.start(), highlight.range.end()));
    found.dedup_by_key(|highlight| highlight.range);
    found
}

enum Named {
    Binding(BindingId),
    /// A global, or nothing.
    Unbound(ReferenceId),
    Member(Name),
}

fn name_at(facts: &Facts, offset: u32) -> Option<Named> {
    if let Some(reference) = facts.reference_at(offset) {
        return Some(facts[reference].binding.map_or(Named::Unbound(reference), Named::Binding));
    }
    let declares = |binding: &&project::facts::Binding| {
        binding.declarations.iter().any(|declaration| declaration.name_range.touches(offset))
    };
    if let Some(binding) = facts.bindings.iter().find(declares) {
        let index = facts.bindings.iter().position(|candidate| std::ptr::eq(candidate, binding))?;
        return Some(Named::Binding(BindingId(index as u32)));
    }
    members(facts).find(|(_, highlight)| highlight.range.touches(offset)).map(|(name, _)| Named::Member(name.clone()))
}

fn of_binding(facts: &Facts, binding: BindingId) -> Vec<Highlight> {
    let declared = facts[binding].declarations.iter().map(|declaration| declaration.name_range);
    let declared = declared.map(|range| Highlight { range, kind: HighlightKind::Write });
    let used = facts.references.iter().filter(|reference| reference.binding == Some(binding));
    declared.chain(used.map(|reference| of_use(reference.range, reference.usage))).collect()
}

fn of_global(facts: &Facts, reference: ReferenceId) -> Vec<Highlight> {
    let name = &facts[reference].name;
    let same = facts.references.iter().filter(|other| other.binding.is_none() && other.name == *name);
    same.map(|other| of_use(other.range, other.usage)).collect()
}

fn of_member(facts: &Facts, name: &Name) -> Vec<Highlight> {
    members(facts).filter(|(other, _)| *other == name).map(|(_, highlight)| highlight).collect()
}

fn of_event((range, is_emitted): (TextRange, bool)) -> Highlight {
    Highlight { range, kind: if is_emitted { HighlightKind::Write } else { HighlightKind::Read } }
}

fn of_use(range: TextRange, usage: Usage) -> Highlight {
    let kind = match usage {
        Usage::Read | Usage::Type | Usage::Export => HighlightKind::Read,
        Usage::Write | Usage::ReadWrite => HighlightKind::Write,
    };
    Highlight { range, kind }
}

/// Every place where a member is named.
fn members(facts: &Facts) -> impl Iterator<Item = (&Name, Highlight)> {
    let accessed = facts.expressions.iter().enumerate().filter_map(|(index, expression)| {
        let ExpressionKind::Member { property, property_range, .. } = &expression.kind else { return None };
        let parent = facts.parents.get(index).copied().flatten();
        let is_written = parent.is_some_and(|parent| match &facts[parent].kind {
            ExpressionKind::Assign { target, .. } => target.index() == index,
            ExpressionKind::Update(_) => true,
            _ => false,
        });
        let kind = if is_written { HighlightKind::Write } else { HighlightKind::Read };
        Some((property, Highlight { range: *property_range, kind }))
    });
    let of_objects = facts.expressions.iter().flat_map(|expression| match &expression.kind {
        ExpressionKind::Object(properties) => properties.as_slice(),
        _ => &[],
    });
    // A shorthand is a use of the variable.
    let of_objects = of_objects.filter(|property| property.kind != PropertyKind::Shorthand);
    let of_objects = of_objects.filter_map(|property| Some((property.key.name()?, property.key_range)));
    let of_classes = facts.classes.iter().flat_map(|class| &class.members);
    let of_classes = of_classes.filter_map(|member| Some((member.key.name()?, member.key_range)));
    let of_types = facts.interfaces.iter().flat_map(|interface| &interface.members);
    let of_types = of_types.filter_map(|member| Some((member.name.as_ref()?, member.name_range)));
    let declared = of_objects.chain(of_classes).chain(of_types);
    accessed.chain(declared.map(|(name, range)| (name, Highlight { range, kind: HighlightKind::Write })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Checked;

    /// Labels are `read`, `write` or `text`.
    fn check(text: &str) {
        let checked = Checked::new(text);
        let found = document_highlight(&checked.snapshot, checked.position());
        let found: Vec<(TextRange, String)> =
            found.iter().map(|highlight| (highlight.range, format!("{:?}", highlight.kind).to_lowercase())).collect();
        assert_eq!(found, checked.labels(), "{text}");
    }

    #[test]
    fn a_variable_is_declared_read_and_written() {
        check(
            "
let na$0me = 1;
//  ^^^^ write
name += name;
//^^ write
//      ^^^^ read
{ let name; }
f({ name });
//  ^^^^ read
",
        );
    }

    #[test]
    fn a_parameter_is_not_the_variable_of_the_same_name() {
        check(
            "
const x = 1;
function f(x$0) {
//         ^ write
  return x;
//       ^ read
}
",
        );
    }

    #[test]
    fn a_global_is_every_use_of_it() {
        check(
            "
proc$0ess.exit();
//^^^^^ read
{ let process; process; }
call(process);
//   ^^^^^^^ read
",
        );
    }

    #[test]
    fn members_by_their_name() {
        check(
            "
const object = { size: 1 };
//               ^^^^ write
object.si$0ze = object.size;
//     ^^^^ write
//                   ^^^^ read
class A { size() {} }
//        ^^^^ write
let size;
",
        );
    }

    #[test]
    fn events_by_their_name() {
        check(
            "
bus.on('re$0ady', f);
//     ^^^^^^^ read
bus.emit('ready');
//       ^^^^^^^ write
bus.emit('other', 'ready');
",
        );
    }

    #[test]
    fn nothing_where_there_is_no_name() {
        check("1 +$0 2");
    }
}
