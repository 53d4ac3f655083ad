//! The projects on which the servers are tried, as npm has them: the published sources of a package at the root of a folder, its
//! dependencies in `node_modules`. They are put into the user's cache once, with pinned versions: of the package itself by number,
//! of everything below it by a date after which nothing counts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::installed::{self, BEFORE, install, kept};
use crate::workspace::{files, succeed};

struct Source {
    name: &'static str,
    version: &'static str,
    /// Where its own sources are.
    folders: &'static [&'static str],
    /// With what its developers need, where that is not a thousand packages.
    with_development: bool,
}

const SOURCES: &[Source] = &[
    Source { name: "express", version: "5.3.0", folders: &["lib", "index.js"], with_development: true },
    Source { name: "fastify", version: "5.12.8", folders: &["lib", "fastify.js"], with_development: false },
    Source { name: "webpack", version: "5.113.0", folders: &["lib"], with_development: false },
    Source { name: "eslint", version: "10.15.0", folders: &["lib"], with_development: false },
    Source { name: "mocha", version: "12.0.3", folders: &["lib", "bin"], with_development: false },
];

/// A shop of our own with two dozen usual dependencies: what start, memory and typing are measured in.
const SHOP: &str = r#"{
  "name": "shop",
  "version": "1.0.0",
  "private": true,
  "dependencies": {
    "@aws-sdk/client-s3": "^3", "axios": "^1", "chalk": "^5", "commander": "^14", "date-fns": "^4", "dotenv": "^17",
    "express": "^5", "fastify": "^5", "ioredis": "^5", "jsonwebtoken": "^9", "lodash": "^4", "mongodb": "^7", "pg": "^8",
    "react": "^19", "react-dom": "^19", "rxjs": "^7", "uuid": "^13", "winston": "^3", "ws": "^8", "yargs": "^18", "zod": "^4"
  },
  "devDependencies": {
    "@types/express": "^5", "@types/lodash": "^4", "@types/node": "^22", "@types/pg": "^8", "@types/react": "^19", "@types/ws": "^8"
  }
}
"#;

/// The shop's own code.
const SHOP_FILES: &[(&str, &str)] = &[
    (
        "server.js",
        "const express = require('express');\nconst { priceOf } = require('./prices');\n\nconst app = express();\n\n\
         app.get('/price/:id', (request, response) => response.json(priceOf(request.params.id)));\n\nmodule.exports = app;\n",
    ),
    (
        "prices.js",
        "const prices = new Map([['tea', 3], ['cake', 5]]);\n\nfunction priceOf(id) {\n  return prices.get(id);\n}\n\n\
         module.exports = { priceOf };\n",
    ),
    ("page.js", "const { priceOf } = require('./prices');\n\nmodule.exports = (id) => `costs ${priceOf(id)}`;\n"),
];

pub(crate) struct Project {
    pub name: &'static str,
    pub version: &'static str,
    pub folder: PathBuf,
    /// Direct ones, of every kind.
    pub dependencies: Vec<String>,
    folders: &'static [&'static str],
    is_module: bool,
}

/// The projects of these names, or all.
pub(crate) fn projects(names: &[String]) -> Result<Vec<Project>> {
    for name in names {
        if !SOURCES.iter().any(|source| source.name == name) {
            let known: Vec<&str> = SOURCES.iter().map(|source| source.name).collect();
            bail!("no project is called `{name}`; there are {}", known.join(", "));
        }
    }
    let wanted = SOURCES.iter().filter(|source| names.is_empty() || names.iter().any(|name| name == source.name));
    wanted.map(|source| source.project().with_context(|| format!("installing {}", source.name))).collect()
}

/// The shop's folder.
pub(crate) fn shop() -> Result<PathBuf> {
    kept(&folder(), "shop", &format!("{BEFORE}\n{SHOP}"), |folder| {
        fs::write(folder.join("package.json"), SHOP)?;
        for (name, text) in SHOP_FILES {
            fs::write(folder.join(name), text)?;
        }
        install(folder, &[])
    })
}

/// A folder of the benchmark that holds these packages, as `name@version`.
pub(crate) fn packages(name: &str, packages: &[&str]) -> Result<PathBuf> {
    installed::packages(&folder(), name, packages)
}

pub(crate) fn folder() -> PathBuf {
    installed::folder("lsp")
}

impl Source {
    fn project(&self) -> Result<Project> {
        let recipe = format!("{}@{} before {BEFORE}, development: {}", self.name, self.version, self.with_development);
        let folder = kept(&folder(), self.name, &recipe, |folder| {
            let package = format!("{}@{}", self.name, self.version);
            let mut npm = Command::new("npm");
            npm.args(["pack", "--loglevel=error", &package]).current_dir(folder);
            let output = npm.output().context("npm can't be started")?;
            let archive = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            if !output.status.success() || archive.is_empty() {
                bail!("npm pack {package} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
            }
            succeed(Command::new("tar").args(["xzf", &archive, "--strip-components=1"]).current_dir(folder))?;
            fs::remove_file(folder.join(&archive))?;
            let path = folder.join("package.json");
            let own = fs::read_to_string(&path)?;
            if !self.with_development {
                // npm works out what it leaves out all the same, which takes long and may not be possible.
                let mut manifest: Value = serde_json::from_str(&own)?;
                manifest.as_object_mut().context("no object")?.remove("devDependencies");
                fs::write(&path, manifest.to_string())?;
            }
            install(folder, &[])?;
            fs::write(&path, own)?;
            Ok(())
        })?;
        let manifest: Value = serde_json::from_slice(&fs::read(folder.join("package.json"))?)?;
        let mut dependencies: Vec<String> = ["dependencies", "devDependencies", "optionalDependencies"]
            .iter()
            .filter_map(|key| manifest[key].as_object())
            .flat_map(|names| names.keys().cloned())
            .filter(|name| folder.join("node_modules").join(name).is_dir())
            .collect();
        dependencies.sort();
        Ok(Project {
            name: self.name,
            version: self.version,
            folder,
            dependencies,
            folders: self.folders,
            is_module: manifest["type"] == "module",
        })
    }
}

impl Project {
    /// Its own JavaScript, sorted.
    pub(crate) fn source_files(&self) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for folder in self.folders {
            let path = self.folder.join(folder);
            match path.is_dir() {
                true => ["js", "mjs", "cjs"].iter().for_each(|extension| found.extend(files(&path, extension))),
                false => found.push(path),
            }
        }
        if found.is_empty() {
            bail!("{} has no sources", self.folder.display());
        }
        found.sort();
        Ok(found)
    }

    pub(crate) fn is_module(&self, path: &Path) -> bool {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("mjs") => true,
            Some("cjs") => false,
            _ => self.is_module,
        }
    }

    /// Whether an installed package declares its types, or somebody does for it.
    pub(crate) fn has_types(&self, package: &str) -> bool {
        let modules = self.folder.join("node_modules");
        let of_types = package.trim_start_matches('@').replace('/', "__");
        let folder = modules.join(package);
        let manifest = fs::read_to_string(folder.join("package.json")).unwrap_or_default();
        modules.join("@types").join(of_types).is_dir()
            || manifest.contains("\"types\"")
            || manifest.contains("\"typings\"")
            || folder.join("index.d.ts").is_file()
    }
}

/// The file that a relative specifier means.
pub(crate) fn own_module(specifier: &str, from: &Path) -> Option<PathBuf> {
    let path = from.parent()?.join(specifier);
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", path.display()));
    [path.clone(), beside(".js"), beside(".json"), beside("/index.js")]
        .into_iter()
        .find(|path| path.is_file())
        .and_then(|path| fs::canonicalize(path).ok())
}
