//! `lode lint --init`: a `lode.json` to begin with, and beside it the schema by which editors complete it.

use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Color, Style};
use anyhow::{Context, bail};

use crate::report;

const FINE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green))).bold();

const NAME: &str = "lode.json";
const SCHEMA: &str = "lode.schema.json";

const TEXT: &str = r#"{
  "$schema": "./lode.schema.json",
  "lint": {
    "rules": {
      "eqeqeq": ["error", "always", { "null": "ignore" }]
    },
    "ignorePatterns": [],
    "overrides": []
  }
}
"#;

pub fn write(here: &Path) -> anyhow::Result<ExitCode> {
    let path = here.join(NAME);
    if path.exists() || here.join("lode.jsonc").exists() {
        bail!("there is a configuration here already; it is left as it is");
    }
    for (name, text) in [(NAME, TEXT), (SCHEMA, &format!("{}\n", lint::config::schema()))] {
        std::fs::write(here.join(name), text).with_context(|| format!("`{name}` can't be written"))?;
    }
    anstream::println!("{FINE}✔{FINE:#} `{NAME}` is written, and `{SCHEMA}`, by which editors complete it");
    for other in lint::config::NAMES.iter().skip_while(|name| name.starts_with("lode")) {
        if here.join(other).exists() {
            report::note(&format!("`{other}` counts no more from now on; what is to stay of it belongs in `{NAME}`"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
