//! Classes and their members.

use expect_test::expect;

use super::*;

fn check(text: &str, expect: Expect) {
    let facts = facts(text);
    let mut lines = Vec::new();
    for class in &facts.classes {
        let extends = class.extends.map_or(String::new(), |value| format!(" extends {}", show(&facts, value)));
        lines.push(format!("class {}{extends}", class.name.as_deref().unwrap_or("?")));
        for member in &class.members {
            let name = member.key.name().map_or("…".to_owned(), |name| name.to_string());
            let place = if member.is_static { "static " } else { "" };
            let value = member.value.map_or(String::new(), |value| format!(" = {}", show(&facts, value)));
            let doc = member.doc.map_or(String::new(), |doc| format!(" {}", facts[doc].range.slice(text)));
            let access = match member.accessibility {
                Accessibility::Public => String::new(),
                access => format!("{access:?} ").to_lowercase(),
            };
            lines.push(format!("  {access}{place}{:?} {name}{value}{doc}", member.kind));
        }
    }
    check_lines(lines, expect);
}

#[test]
fn members_of_all_kinds() {
    check(
        "\
/** A */
class A extends B {
  /** x */ x = 1;
  static y;
  #z = () => this.#z;
  'quoted' = 2;
  [computed] = 3;
  /** m */ async m() {}
  static *n() {}
  get o() { return 1 }
  set o(v) {}
  #p() {}
  accessor q = 4;
  static { A.r = 1 }
  constructor() { super(); }
}
const C = class { }, D = class E extends mixin(F) {};",
        expect![[r#"
            class A extends B
              Field x = 1 /** x */
              static Field y
              private Field #z = function #z
              Field quoted = 2
              Field … = 3
              Method m /** m */
              static Method n
              Getter o
              Setter o
              private Method #p
              Accessor q = 4
              static StaticBlock …
              Constructor constructor
            class C
            class E extends mixin(F)
        "#]],
    );
}

#[test]
fn typescript_members() {
    check(
        "\
// typescript
abstract class A {
  private a: string;
  protected b?: number;
  [key: string]: unknown;
  abstract c(): void;
  d(): string;
  d(x?: number) { return '' }
  constructor(private e: string, readonly f = 1, g: Date) {}
}
export default class {}",
        expect![[r#"
            class A
              private Field a
              protected Field b
              IndexSignature …
              Method c
              Method d
              Method d
              Constructor constructor
              private Field e = <parameter 0>
              Field f = <<parameter 1> or 1>
            class ?
        "#]],
    );
}
