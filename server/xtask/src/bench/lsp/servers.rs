//! The servers: how each is started, and what an editor says to it.
//!
//! All get the same: the capabilities of a usual editor, UTF-16 positions, incremental changes, no settings of taste. Each start has
//! folders of its own for what it keeps on disk, so that none profits from an earlier run by accident. TypeScript's servers fetch
//! types of packages from the registry unless they are told not to; what is there today would then decide, so they do it only where
//! that is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use test_support::lsp_client::{LspClient, usual_answer};

use super::editor::Editor;
use super::processes::MARK;
use super::projects::{folder, packages};
use super::watching::Watchers;

/// How long a server may take for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

const TYPESCRIPT_7: &str = "typescript@7.0.2";
const TYPESCRIPT_6: &str = "typescript@6.0.3";
const TYPESCRIPT_LANGUAGE_SERVER: &str = "typescript-language-server@6.0.2";

/// The names by which servers are asked for, in the order of the table.
const NAMES: &[&str] = &["lode", "ts7", "tsls"];

pub(crate) struct Server {
    pub name: &'static str,
    /// As the head of the report has it.
    pub description: String,
    program: PathBuf,
    arguments: Vec<String>,
    /// Sent with `initialize`.
    options: Value,
    /// The answer to any question for configuration.
    configuration: Value,
    fetched_types: Option<PathBuf>,
}

/// What differs from start to start.
pub(crate) struct Setting<'a> {
    /// Where the server keeps what is to be there at the next start.
    pub cache: &'a Path,
    /// Whether the client offers to watch files.
    pub watches: bool,
}

/// The servers of these names, or all. `lode` gives the program, if it is wanted.
pub(crate) fn servers(
    names: &[String],
    fetch_types: bool,
    lode: impl FnOnce() -> Result<PathBuf>,
) -> Result<Vec<Server>> {
    if let Some(unknown) = names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        bail!("no server is called `{unknown}`; there are {}", NAMES.join(", "));
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let fetched_types = fetch_types.then(|| folder().join("fetched-types"));
    let mut servers = Vec::new();
    if wanted("lode") {
        let program = lode()?;
        let description = program.display().to_string();
        let arguments = vec!["lsp".to_owned()];
        let (options, configuration) = (Value::Null, Value::Null);
        servers.push(Server {
            name: "lode",
            description,
            program,
            arguments,
            options,
            configuration,
            fetched_types: None,
        });
    }
    if wanted("ts7") {
        let installed = packages("typescript-7", &[TYPESCRIPT_7]).context("installing TypeScript 7")?;
        let program = native_compiler(&installed)?;
        let arguments = ["--lsp", "--stdio"].map(str::to_owned).to_vec();
        let description = format!("{TYPESCRIPT_7}, tsc --lsp");
        let configuration = json!({
            "tsserver": { "automaticTypeAcquisition": { "enabled": fetch_types } },
            "disableAutomaticTypeAcquisition": !fetch_types,
        });
        let (options, fetched_types) = (Value::Null, fetched_types.clone());
        servers.push(Server { name: "ts7", description, program, arguments, options, configuration, fetched_types });
    }
    if wanted("tsls") {
        let installed = language_server_folder()?;
        let command = installed.join("node_modules/typescript-language-server/lib/cli.mjs");
        let arguments = vec![command.display().to_string(), "--stdio".to_owned()];
        let tsserver = installed.join("node_modules/typescript/lib/tsserver.js");
        let options = json!({ "tsserver": { "path": tsserver }, "disableAutomaticTypingAcquisition": !fetch_types });
        let description = format!("{TYPESCRIPT_LANGUAGE_SERVER} on {TYPESCRIPT_6}");
        let (program, configuration) = ("node".into(), Value::Null);
        servers.push(Server { name: "tsls", description, program, arguments, options, configuration, fetched_types });
    }
    Ok(servers)
}

/// The biggest file that everybody knows: TypeScript 6's own, in one.
pub(crate) fn big_file() -> Result<PathBuf> {
    Ok(language_server_folder()?.join("node_modules/typescript/lib/typescript.js"))
}

impl Server {
    /// Starts it in a folder and lets it introduce itself.
    pub(crate) fn start(&self, root: &Path, setting: &Setting) -> Result<Editor> {
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let mark = format!("{}-{}", std::process::id(), STARTED.fetch_add(1, Ordering::Relaxed));
        let runtime = tempfile::Builder::new().prefix("lode-bench").tempdir()?;
        fs::create_dir_all(setting.cache)?;
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .current_dir(root)
            .env(MARK, &mark)
            .env("LODE_CACHE_DIR", setting.cache)
            // Where a daemon's socket is.
            .env("LODE_RUNTIME_DIR", runtime.path())
            // Where TypeScript looks for the types that it has fetched, whether it may fetch more or not.
            .env("XDG_CACHE_HOME", self.fetched_types.as_deref().unwrap_or(setting.cache));
        let watchers = Watchers::default();
        let seen = watchers.clone();
        let configuration = self.configuration.clone();
        let answer = move |method: &str, params: &Value| {
            seen.see(method, params);
            if method == "workspace/configuration" {
                let count = params["items"].as_array().map_or(0, Vec::len);
                return Ok(Value::Array(vec![configuration.clone(); count]));
            }
            usual_answer(method, params)
        };
        let client = LspClient::spawn_with(&mut command, Box::new(answer))
            .with_context(|| format!("{} can't be started", self.program.display()))?;
        let uri = test_support::lsp_client::uri(root);
        let mut params = json!({
            "processId": std::process::id(),
            "clientInfo": { "name": "lode bench" },
            "rootUri": uri,
            "workspaceFolders": [{ "uri": uri, "name": "project" }],
            "capabilities": capabilities(setting.watches),
        });
        if !self.options.is_null() {
            params["initializationOptions"] = self.options.clone();
        }
        let id = client.send("initialize", params);
        let answer = client.wait_response(id, PATIENCE);
        if let Some(Err(error)) = answer.as_ref().map(|answer| &answer.result) {
            bail!("{} refuses to start: {error}", self.name);
        }
        if answer.is_none() {
            bail!("{} doesn't start: {}", self.name, client.errors().lines().next().unwrap_or("it says nothing"));
        }
        client.notify("initialized", json!({}));
        Ok(Editor::new(client, mark, watchers, runtime))
    }
}

fn language_server_folder() -> Result<PathBuf> {
    packages("typescript-language-server", &[TYPESCRIPT_LANGUAGE_SERVER, TYPESCRIPT_6])
        .context("installing typescript-language-server")
}

/// The program itself, as editors start it, without the script around it.
fn native_compiler(installed: &Path) -> Result<PathBuf> {
    let scope = installed.join("node_modules/@typescript");
    fs::read_dir(&scope)?
        .flatten()
        .map(|entry| entry.path().join("lib/tsc"))
        .find(|path| path.is_file())
        .with_context(|| format!("{} has no program for this machine", scope.display()))
}

/// What a usual editor can do.
fn capabilities(watches: bool) -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "synchronization": { "didSave": true, "dynamicRegistration": true },
            "completion": {
                "contextSupport": true,
                "completionItem": {
                    "snippetSupport": true,
                    "commitCharactersSupport": true,
                    "documentationFormat": ["markdown", "plaintext"],
                    "deprecatedSupport": true,
                    "preselectSupport": true,
                    "tagSupport": { "valueSet": [1] },
                    "insertReplaceSupport": true,
                    "labelDetailsSupport": true,
                    "resolveSupport": { "properties": ["documentation", "detail", "additionalTextEdits"] },
                },
                "completionList": { "itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "data"] },
            },
            "definition": { "linkSupport": true },
            "publishDiagnostics": { "relatedInformation": true },
        },
        "window": { "workDoneProgress": true },
        "workspace": {
            "applyEdit": true,
            "configuration": true,
            "workspaceFolders": true,
            "didChangeConfiguration": { "dynamicRegistration": true },
            "didChangeWatchedFiles": { "dynamicRegistration": watches, "relativePatternSupport": watches },
        },
    })
}
