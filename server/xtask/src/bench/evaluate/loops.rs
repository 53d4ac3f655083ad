//! What looking costs where a program does nothing but run in circles: its own time of the processor, plain and looked at, by turns.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use child::evaluation::{Limits, Workers};
use values::Run;

use super::super::installed::folder;
use super::super::table::Table;
use super::{Programs, written};

const LOOPS: &[(&str, &str)] = &[
    ("sums", "let sum = 0;\nfor (let i = 0; i < 60_000_000; i++) {\n  sum += i % 7;\n}\n"),
    ("fib", "function fib(n) {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\nfib(34);\n"),
    (
        "objects",
        "const kept = [];\nlet total = 0;\nfor (let i = 0; i < 5_000_000; i++) {\n  const point = { x: i, y: i + 1 };\n  kept[i % 1000] = point;\n  total += point.x + point.y;\n}\n",
    ),
    (
        "text",
        "let length = 0;\nfor (let i = 0; i < 3_000_000; i++) {\n  let text = 'item ' + i;\n  text += '!';\n  length += text.length;\n}\n",
    ),
    (
        "nested loops",
        "const size = 300;\nconst a = Array.from({ length: size * size }, (_, i) => i % 10);\nconst b = a.map((n) => n % 7);\nconst c = new Array(size * size).fill(0);\nfor (let i = 0; i < size; i++) {\n  for (let j = 0; j < size; j++) {\n    let sum = 0;\n    for (let k = 0; k < size; k++) {\n      sum += a[i * size + k] * b[k * size + j];\n    }\n    c[i * size + j] = sum;\n  }\n}\n",
    ),
    (
        "calls of methods",
        "class Counter {\n  constructor() {\n    this.count = 0;\n  }\n  add(n) {\n    this.count += n;\n    return this;\n  }\n}\nconst counter = new Counter();\nfor (let i = 0; i < 20_000_000; i++) {\n  counter.add(i).add(1);\n}\n",
    ),
    (
        "words of a text",
        "const words = Array.from({ length: 200_000 }, (_, i) => `word${i % 5000}`);\nconst counts = new Map();\nfor (let round = 0; round < 5; round++) {\n  for (const word of words) {\n    counts.set(word, (counts.get(word) ?? 0) + 1);\n  }\n}\n",
    ),
    (
        "sorting",
        "let seed = 1;\nconst list = Array.from({ length: 300_000 }, () => (seed = (seed * 16807) % 2147483647));\nlist.sort((a, b) => a - b);\n",
    ),
];

/// Around each: what it prints is its time in microseconds.
const BEFORE: &str = "const before = process.cpuUsage(); ";
const BEHIND: &str = "const { user, system } = process.cpuUsage(before); process.stdout.write(`${user + system}`);\n";

pub(super) fn loops(programs: &Programs) -> Result<Table> {
    let place = folder("eval");
    std::fs::create_dir_all(&place)?;
    let workers = Workers::of(programs.lode.clone())?;
    let mut table =
        Table::new("hot loops: ms of the processor, the least of all rounds", &["plain", "looked at", "times"]);
    for (name, code) in LOOPS {
        let text = format!("{BEFORE}{code}{BEHIND}");
        let file = written(&place, "loop.cjs", &text)?;
        let (mut plain, mut looked_at) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..programs.rounds.min(10) {
            let output = Command::new(&programs.lode).arg("run").arg(&file).output()?;
            plain = plain.min(milliseconds(&output.stdout, name)?);
            looked_at = looked_at.min(milliseconds(&output_of(&workers, &place, &file, &text)?, name)?);
        }
        table.row(*name, [format!("{plain:.0}"), format!("{looked_at:.0}"), format!("{:.2}", looked_at / plain)]);
    }
    Ok(table)
}

fn output_of(workers: &Workers, place: &Path, file: &Path, text: &str) -> Result<Vec<u8>> {
    let run = Run {
        file: file.to_owned(),
        folder: place.to_owned(),
        probed: vec![file.to_owned()],
        texts: vec![(file.to_owned(), text.to_owned())],
        ..Run::default()
    };
    let limits = Limits { busy: Some(Duration::from_secs(60)), ..Limits::default() };
    Ok(workers.start(&run, limits)?.follow(|_| {}).output)
}

fn milliseconds(output: &[u8], name: &str) -> Result<f64> {
    let text = String::from_utf8_lossy(output);
    let microseconds: f64 = text.trim().parse().with_context(|| format!("`{name}` printed `{text}`"))?;
    Ok(microseconds / 1e3)
}
