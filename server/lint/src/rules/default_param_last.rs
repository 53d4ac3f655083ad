//! Requires that parameters with a default come last.
//!
//! ## Why
//! Only the last arguments of a call can be left out.
//!
//! ## Bad
//! ```js
//! function create(name = "none", size) {}
//! ```
//!
//! ## Good
//! ```js
//! function create(size, name = "none") {}
//! ```

use syntax::ast::{ArrowExpr, Constructor, Function, ParamOrTsParamProp, Pat, TsParamPropParam};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("default-param-last", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    let mut look = |parameters: &mut dyn DoubleEndedIterator<Item = (Kind, source::TextRange)>| {
        let mut has_plain = false;
        for (kind, range) in parameters.rev() {
            match kind {
                Kind::Plain => has_plain = true,
                Kind::Optional if has_plain => {
                    report.at(range, "a parameter with a default stands before one without");
                }
                Kind::Optional | Kind::Rest => {}
            }
        }
    };
    for (_, function) in file.nodes.all::<Function>() {
        look(&mut function.params.iter().map(|parameter| (Kind::of(&parameter.pat), parameter.pat.range())));
    }
    for (_, arrow) in file.nodes.all::<ArrowExpr>() {
        look(&mut arrow.params.iter().map(|parameter| (Kind::of(parameter), parameter.range())));
    }
    for (_, constructor) in file.nodes.all::<Constructor>() {
        look(&mut constructor.params.iter().map(|parameter| match parameter {
            ParamOrTsParamProp::Param(it) => (Kind::of(&it.pat), it.pat.range()),
            ParamOrTsParamProp::TsParamProp(it) => match &it.param {
                TsParamPropParam::Assign(_) => (Kind::Optional, it.range()),
                TsParamPropParam::Ident(name) if name.id.optional => (Kind::Optional, it.range()),
                TsParamPropParam::Ident(_) => (Kind::Plain, it.range()),
            },
        }));
    }
}

enum Kind {
    Plain,
    Optional,
    Rest,
}

impl Kind {
    fn of(pattern: &Pat) -> Kind {
        let is_optional = match pattern {
            Pat::Rest(_) => return Kind::Rest,
            Pat::Assign(_) => true,
            Pat::Ident(it) => it.id.optional,
            Pat::Object(it) => it.optional,
            Pat::Array(it) => it.optional,
            _ => false,
        };
        if is_optional { Kind::Optional } else { Kind::Plain }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn defaults_before_others() {
        check(&RULE, "\nx = (a = 1, { b }, c = 2, ...d) => {};\n//   ^^^^^ before one without\n");
    }
}
