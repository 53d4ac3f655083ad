//! Each line of `half_typed.txt`, in each frame: what is offered while the code around is whole, half or not there yet.

use super::list;

/// What the lines speak of.
const DECLARED: &str = "const o = { alpha: 1, beta: { gamma: 2 }, run() { return { inner: 1 }; } };
class Base { start() {} stop() {} }
function go(first, second) {}
/** @param {'left' | 'right'} side */
function turn(side) {}
const list = [{ item: 1 }];
";

/// What stands around a line.
const FRAMES: [(&str, &str); 4] = [
    ("", "\n"),
    ("", "\nafter();\nfunction later() { return 1; }\n"),
    ("function frame() {\n  ", "\n}\n"),
    ("class Frame {\n  method() {\n    ", "\n  }\n}\n"),
];

#[test]
fn half_typed_code_is_answered() {
    let lines = include_str!("half_typed.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in lines {
        // An arrow before the last one is a function's.
        let (snippet, wanted) = line.rsplit_once(" => ").expect(line);
        let snippet = snippet.replace('⏎', "\n");
        for (before, after) in FRAMES {
            count += 1;
            let items = list(&format!("{DECLARED}{before}{snippet}{after}"));
            for label in wanted.split_whitespace() {
                let (label, is_wanted) = label.strip_prefix('!').map_or((label, true), |label| (label, false));
                if items.iter().any(|item| item.label == label) != is_wanted {
                    let found: Vec<&str> = items.iter().take(8).map(|item| item.label.as_str()).collect();
                    wrong.push(format!("{before:?} {line}: {label} in {found:?}"));
                }
            }
        }
    }
    assert!(count > 800, "{count} attempts");
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
