//! Tags, attributes and their values.

use super::{check_accepted, check_first, check_has, list};

/// A component with declared properties, and the JSX behind it.
fn with_button(jsx: &str) -> String {
    format!(
        "/** @param {{{{ kind: 'primary' | 'plain', label: string, size?: number }}}} props */\nfunction Button(props) {{ return null; }}\n{jsx}"
    )
}

fn in_file(text: &str) -> String {
    format!("//- /main.jsx\n{text}")
}

#[test]
fn components_in_scope_are_tags() {
    check_first(&in_file("function Card() {}\nconst a = <Ca$0"), "Card");
    check_has(&in_file("function Card() {}\nconst a = <$0"), "Card div span");
    check_has(&in_file("const Card = () => null;\nfunction Page() { return <Ca$0 />; }"), "Card");
    check_has(&in_file("import Card from './card';\nconst a = <Ca$0></Card>;"), "Card");
    check_has(&in_file("class Card extends React.Component {}\nconst a = (\n  <div>\n    <Ca$0\n  </div>\n);"), "Card");
}

#[test]
fn what_is_no_component_is_no_tag() {
    check_has(&in_file("const card = 1;\nconst a = <ca$0"), "!card");
    check_has(&in_file("const a = <$0"), "!Array !Map !const !console");
}

#[test]
fn elements_are_tags() {
    check_first(&in_file("const a = <di$0"), "div");
    check_has(&in_file("const a = <in$0"), "input");
    check_has(&in_file("const a = <div><sp$0</div>;"), "span");
    check_has(&in_file("const a = <tex$0"), "textarea");
}

#[test]
fn components_of_other_files_are_imported() {
    check_accepted(
        "//- /main.jsx\nimport a from 'a';\nconst b = <Car$0 />;\n//- /card.jsx\nexport function Card() {}\n",
        "Card",
        Some("./card"),
        "import a from 'a';\nimport { Card } from './card';\nconst b = <Card />;\n",
    );
    check_has("//- /main.jsx\nconst b = <ca$0 />;\n//- /cards.js\nexport const cards = [];\n", "!cards");
}

#[test]
fn members_of_a_namespace_are_tags() {
    check_has(&in_file("const Menu = { Item() {}, List() {} };\nconst a = <Menu.$0"), "Item List");
}

#[test]
fn the_open_tag_is_closed() {
    check_first(&in_file("const a = <section><p></p></$0"), "section");
    check_first(&in_file("const a = <section></sec$0>;"), "section");
}

#[test]
fn attributes_of_declared_properties() {
    check_first(&in_file(&with_button("const a = <Button $0 />;")), "kind label size");
    check_has(&in_file(&with_button("const a = <Button la$0 />;")), "label !kind");
    check_has(&in_file(&with_button("const a = <Button label=\"a\" $0 />;")), "!label kind size key");
    check_has(&in_file(&with_button("const a = <Button $0></Button>;")), "kind label");
    check_has(&in_file(&with_button("const a = <Button\n  $0\n/>;")), "kind label");
}

#[test]
fn attributes_of_typed_properties() {
    check_has(
        "//- /main.tsx\ninterface Props { wide: boolean; tall?: number }\nfunction Box({ wide }: Props) { return null; }\nconst a = <Box $0 />;",
        "wide tall",
    );
}

#[test]
fn attributes_of_a_pattern() {
    check_has(&in_file("function Box({ wide, tall = 1, ...rest }) {}\nconst a = <Box $0 />;"), "wide tall !rest");
    check_has(&in_file("const Box = ({ wide }) => null;\nconst a = <Box wi$0 />;"), "wide");
    check_has(&in_file("function Box({ wide: w }) {}\nconst a = <Box $0 />;"), "wide !w");
}

#[test]
fn attributes_that_are_used() {
    check_has(&in_file("function Box(props) { return props.wide; }\nconst a = <Box $0 />;"), "wide");
    check_has(&in_file("function Box(props) { const { wide } = props; }\nconst a = <Box $0 />;"), "wide");
    check_has(
        &in_file("class Box extends Base { render() { return this.props.wide; } }\nconst a = <Box $0 />;"),
        "wide",
    );
}

#[test]
fn attributes_of_prop_types() {
    check_has(&in_file("function Box() {}\nBox.propTypes = { wide: 1, tall: 2 };\nconst a = <Box $0 />;"), "wide tall");
}

#[test]
fn attributes_of_a_component_of_another_file() {
    check_has(
        "//- /main.jsx\nimport { Box } from './box';\nconst a = <Box $0 />;\n//- /box.jsx\nexport function Box({ wide }) {}\n",
        "wide key",
    );
}

#[test]
fn attributes_of_elements() {
    check_has(&in_file("const a = <div $0 />;"), "className onClick style key id !addEventListener !ELEMENT_NODE");
    check_has(&in_file("const a = <input $0 />;"), "value checked placeholder onChange !select");
    check_has(&in_file("const a = <a hr$0 />;"), "href");
    check_has(&in_file("const a = <div className=\"a\" cl$0 />;"), "!className");
}

#[test]
fn attributes_of_elements_as_react_declares_them() {
    let types = "//- /node_modules/@types/react/package.json\n{ \"name\": \"@types/react\", \"types\": \"index.d.ts\" }\n//- /node_modules/@types/react/index.d.ts\nexport = React;\nexport as namespace React;\ndeclare namespace React {\n  interface DOMAttributes<T> { onClick?: () => void }\n  interface HTMLAttributes<T> extends DOMAttributes<T> { className?: string; dir?: 'ltr' | 'rtl' }\n  type DetailedHTMLProps<E extends HTMLAttributes<T>, T> = { key?: string } & E;\n  namespace JSX { interface IntrinsicElements { div: DetailedHTMLProps<HTMLAttributes<{}>, {}>; blink: {} } }\n}\n//- /package.json\n{ \"dependencies\": { \"react\": \"1\", \"@types/react\": \"1\" } }\n//- /node_modules/react/package.json\n{ \"name\": \"react\", \"main\": \"index.js\" }\n//- /node_modules/react/index.js\n";
    check_has(&format!("//- /main.jsx\nconst a = <div $0 />;\n{types}"), "className onClick key dir !onScroll");
    check_has(&format!("//- /main.jsx\nconst a = <bl$0 />;\n{types}"), "blink");
    check_has(&format!("//- /main.jsx\nconst a = <div dir=\"$0\" />;\n{types}"), "ltr rtl");
}

#[test]
fn values_of_attributes() {
    check_has(&in_file(&with_button("const a = <Button kind=\"$0\" />;")), "primary plain");
    check_has(&in_file(&with_button("const a = <Button kind=\"pr$0\" />;")), "primary");
    assert!(list(&in_file(&with_button("const a = <Button label=\"$0\" />;"))).is_empty());
}

#[test]
fn values_in_braces_are_names() {
    check_has(&in_file("const size = 1;\nconst a = <div title={si$0} />;"), "size");
    check_has(&in_file("const o = { alpha: 1 };\nconst a = <div>{o.$0}</div>;"), "alpha");
}

#[test]
fn text_between_tags_is_the_authors() {
    assert!(list(&in_file("const a = <div>some te$0</div>;")).is_empty());
}
