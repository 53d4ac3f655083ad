//! What is offered where something definite is wanted, and what is not.

use super::{check_first, check_guesses, check_has, list, source_of};

#[test]
fn keys_of_what_a_base_class_takes() {
    check_has(
        "
class Base { /** @param {{ retries: number, name: string }} options */ constructor(options) {} }
class Derived extends Base { constructor() { super({ $0 }); } }
",
        "retries name",
    );
    check_first(
        "
const { EventEmitter } = require('node:events');
class Bus extends EventEmitter { constructor() { super({ cap$0 }); } }
",
        "captureRejections",
    );
}

#[test]
fn declarations_are_not_imported() {
    let items = list("//- /api.d.ts\nexport declare function serverOf(): void;\n//- /main.js\nserverO$0");
    assert!(!items.iter().any(|item| item.label == "serverOf"), "{items:?}");
}

#[test]
fn what_streams_inherit_is_imported_from_events_alone() {
    let items = list("EventEmitterAsync$0");
    let found: Vec<_> = items.iter().filter(|item| item.import.is_some()).map(source_of).collect();
    assert_eq!(found, [Some("node:events")]);
}

#[test]
fn a_guess_fits_what_is_typed() {
    let uses: String = (0..300).map(|number| format!("x{number}.m{number}();\n")).collect();
    check_guesses(
        &format!("//- /other.js\n{uses}{uses}y.filter();\n//- /main.js\nfunction f(names) {{ names.filt$0 }}"),
        "filter",
    );
}
