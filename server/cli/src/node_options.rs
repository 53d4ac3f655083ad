//! Node's own options, as far as they mean something to Lode. One table: what each is called, whether it takes a value, what it does.

use std::ffi::OsString;

use runtime::{InputType, Options};

/// What is to be done with an option.
enum Effect {
    /// Sets something of the runtime's options.
    Set(fn(&mut Parsed, String) -> Result<(), String>),
    /// Read by JavaScript from the list of flags.
    Flag,
    /// Likewise, and only these values are right.
    OneOf(&'static [&'static str]),
    /// Means nothing here, or is always so: taken and left alone, since npm scripts pass it.
    Ignored,
    /// Can't be had: a sentence.
    Refused(&'static str),
}

struct NodeOption {
    names: &'static [&'static str],
    takes_value: bool,
    effect: Effect,
}

/// A command line in Node's form.
#[derive(Default)]
pub struct Parsed {
    pub options: Options,
    /// The options as they were given: `process.execArgv`.
    pub given: Vec<String>,
    /// What follows the options: the file and its arguments.
    pub rest: Vec<String>,
    pub eval: Option<String>,
    /// The script of package.json to run.
    pub script: Option<String>,
    pub print: bool,
    pub check: bool,
    pub interactive: bool,
    pub version: bool,
    pub help: bool,
}

const fn option(names: &'static [&'static str], takes_value: bool, effect: Effect) -> NodeOption {
    NodeOption { names, takes_value, effect }
}

macro_rules! set {
    (|$parsed:ident, $value:ident| $body:expr) => {
        Effect::Set(|$parsed: &mut Parsed, $value: String| {
            $body;
            Ok(())
        })
    };
}

const OPTIONS: &[NodeOption] = &[
    option(&["-e", "--eval"], true, set!(|parsed, value| parsed.eval = Some(value))),
    option(&["-p", "--print"], false, set!(|parsed, _value| parsed.print = true)),
    option(&["-c", "--check"], false, set!(|parsed, _value| parsed.check = true)),
    option(&["-i", "--interactive"], false, set!(|parsed, _value| parsed.interactive = true)),
    option(&["-v", "--version"], false, set!(|parsed, _value| parsed.version = true)),
    option(&["-h", "--help"], false, set!(|parsed, _value| parsed.help = true)),
    option(&["-r", "--require"], true, set!(|parsed, value| parsed.options.require.push(value))),
    option(&["--import"], true, set!(|parsed, value| parsed.options.import.push(value))),
    option(&["-C", "--conditions"], true, set!(|parsed, value| parsed.options.conditions.push(value))),
    option(&["--env-file"], true, set!(|parsed, value| parsed.options.env_files.push((value, true)))),
    option(&["--env-file-if-exists"], true, set!(|parsed, value| parsed.options.env_files.push((value, false)))),
    option(&["--preserve-symlinks"], false, set!(|parsed, _value| parsed.options.preserve_symlinks = true)),
    option(&["--preserve-symlinks-main"], false, set!(|parsed, _value| parsed.options.preserve_symlinks_main = true)),
    option(&["--input-type"], true, Effect::Set(input_type)),
    option(&["--max-old-space-size", "--max-heap-size"], true, Effect::Set(maximum_heap)),
    option(
        &["--no-warnings", "--no-deprecation", "--throw-deprecation", "--trace-deprecation", "--trace-warnings"],
        false,
        Effect::Flag,
    ),
    option(
        &[
            "--trace-uncaught",
            "--pending-deprecation",
            "--expose-gc",
            "--experimental-vm-modules",
            "--enable-source-maps",
        ],
        false,
        Effect::Flag,
    ),
    option(&["--stack-trace-limit", "--title", "--disable-warning"], true, Effect::Flag),
    option(
        &["--unhandled-rejections"],
        true,
        Effect::OneOf(&["strict", "warn", "none", "throw", "warn-with-error-codes"]),
    ),
    option(
        &["--insecure-http-parser", "--network-family-autoselection", "--enable-network-family-autoselection"],
        false,
        Effect::Flag,
    ),
    option(
        &["--dns-result-order", "--max-http-header-size", "--network-family-autoselection-attempt-timeout"],
        true,
        Effect::Flag,
    ),
    option(&["--warnings", "--deprecation", "--abort-on-uncaught-exception"], false, Effect::Ignored),
    option(
        &["--experimental-strip-types", "--experimental-transform-types", "--no-experimental-strip-types"],
        false,
        Effect::Ignored,
    ),
    option(&["--experimental-require-module"], false, Effect::Ignored),
    option(&["--no-experimental-require-module"], false, Effect::Flag),
    option(
        &["--experimental-detect-module", "--no-experimental-detect-module", "--experimental-modules"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--experimental-json-modules", "--experimental-import-meta-resolve", "--experimental-wasm-modules"],
        false,
        Effect::Ignored,
    ),
    option(
        &[
            "--experimental-fetch",
            "--experimental-global-webcrypto",
            "--experimental-webstorage",
            "--experimental-worker",
        ],
        false,
        Effect::Ignored,
    ),
    option(
        &["--experimental-global-navigator", "--no-experimental-global-navigator", "--experimental-websocket"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--no-experimental-websocket", "--no-experimental-fetch", "--no-experimental-global-webcrypto"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--experimental-async-context-frame", "--no-async-context-frame", "--experimental-eventsource"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--no-addons", "--no-global-search-paths", "--force-context-aware", "--frozen-intrinsics"],
        false,
        Effect::Ignored,
    ),
    option(&["--use-openssl-ca", "--use-bundled-ca", "--use-system-ca", "--force-fips"], false, Effect::Ignored),
    option(
        &["--preserve-symlinks-all", "--trace-exit", "--trace-sigint", "--trace-sync-io", "--verify-base-objects"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--allow-natives-syntax", "--harmony", "--harmony-weak-refs", "--no-opt", "--jitless", "--use-strict"],
        false,
        Effect::Ignored,
    ),
    option(&["--max-semi-space-size", "--stack-size", "--v8-pool-size"], true, Effect::Ignored),
    option(
        &["--icu-data-dir", "--openssl-config", "--tls-cipher-list", "--secure-heap", "--report-directory"],
        true,
        Effect::Ignored,
    ),
    option(&["--localstorage-file", "--diagnostic-dir"], true, Effect::Ignored),
    option(
        &[
            "--openssl-legacy-provider",
            "--openssl-shared-config",
            "--enable-fips",
            "--zero-fill-buffers",
            "--node-snapshot",
        ],
        false,
        Effect::Ignored,
    ),
    option(
        &["--tls-min-v1.0", "--tls-min-v1.1", "--tls-min-v1.2", "--tls-min-v1.3", "--tls-max-v1.2", "--tls-max-v1.3"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--experimental-repl-await", "--experimental-shadow-realm", "--experimental-sqlite", "--addons"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--interpreted-frames-native-stack", "--track-heap-objects", "--report-uncaught-exception"],
        false,
        Effect::Ignored,
    ),
    option(
        &["--report-on-fatalerror", "--report-on-signal", "--report-compact", "--node-memory-debug"],
        false,
        Effect::Ignored,
    ),
    option(&["--report-dir", "--report-filename", "--report-signal", "--heapsnapshot-signal"], true, Effect::Ignored),
    option(
        &["--disable-proto", "--trace-event-categories", "--secure-heap-min", "--test-reporter", "--tls-keylog"],
        true,
        Effect::Ignored,
    ),
    option(
        &["--experimental-loader", "--loader"],
        true,
        Effect::Refused(
            "loaders on another thread are not built; `--import` a file that calls `module.registerHooks` instead",
        ),
    ),
    option(&["--inspect", "--inspect-brk", "--inspect-wait"], false, Effect::Refused("there is no inspector yet")),
    option(&["--test"], false, Effect::Refused("the test runner is not built yet")),
    option(&["--watch"], false, Effect::Refused("watch mode is not built yet")),
    option(&["--run"], true, set!(|parsed, value| parsed.script = Some(value))),
    option(
        &["--build-sea", "--experimental-sea-config"],
        true,
        Effect::Refused("single executable applications are not built yet"),
    ),
];

/// What makes sense for one start of the program only.
const NOT_IN_ENVIRONMENT: &[&str] = &[
    "-e",
    "--eval",
    "-p",
    "--print",
    "-pe",
    "-c",
    "--check",
    "-i",
    "--interactive",
    "-v",
    "--version",
    "-h",
    "--help",
    "--env-file",
    "--env-file-if-exists",
    "--test",
    "--run",
    "--build-sea",
    "--experimental-sea-config",
    "--use-strict",
    "--allow-natives-syntax",
];

fn input_type(parsed: &mut Parsed, value: String) -> Result<(), String> {
    parsed.options.input_type = Some(match value.as_str() {
        "commonjs" => InputType::CommonJs,
        "module" => InputType::Module,
        "commonjs-typescript" => InputType::CommonJsTypeScript,
        "module-typescript" => InputType::ModuleTypeScript,
        _ => {
            return Err(
                "--input-type must be \"module\", \"commonjs\", \"module-typescript\" or \"commonjs-typescript\""
                    .to_owned(),
            );
        }
    });
    Ok(())
}

fn maximum_heap(parsed: &mut Parsed, value: String) -> Result<(), String> {
    let megabytes: usize =
        value.parse().map_err(|_| format!("--max-old-space-size needs a number of MiB, not `{value}`"))?;
    parsed.options.maximum_heap = Some(megabytes << 20);
    Ok(())
}

fn find(name: &str) -> Option<&'static NodeOption> {
    OPTIONS.iter().find(|option| option.names.contains(&name))
}

/// Node takes underscores for hyphens.
fn with_hyphens(name: &str) -> String {
    if name.starts_with("--") { name.replace('_', "-") } else { name.to_owned() }
}

/// The option that `--no-…` turns off.
fn find_negated(name: &str) -> Option<&'static NodeOption> {
    find(&format!("--{}", name.strip_prefix("--no-")?))
}

/// Whether it is one of Node's options.
pub fn is_known(argument: &str) -> bool {
    let name = with_hyphens(argument.split('=').next().unwrap_or(argument));
    find(&name).or_else(|| find_negated(&name)).is_some() || name == "-pe"
}

/// Reads Node's options up to the first argument that is none. `Err` is the sentence to show (exit code 9).
pub fn parse(arguments: Vec<OsString>) -> Result<Parsed, String> {
    let mut parsed = Parsed::default();
    let variable = std::env::var("NODE_OPTIONS").unwrap_or_default();
    let from_environment = split_words(&variable)?;
    let mut environment = from_environment.into_iter();
    while let Some(argument) = environment.next() {
        take(&mut parsed, &argument, &mut environment, true)?;
    }
    let mut arguments = arguments.into_iter().map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            parsed.rest.extend(arguments.by_ref());
            break;
        }
        if !argument.starts_with('-') || argument == "-" {
            parsed.rest.push(argument);
            parsed.rest.extend(arguments.by_ref());
            break;
        }
        take(&mut parsed, &argument, &mut arguments, false)?;
    }
    Ok(parsed)
}

fn take(
    parsed: &mut Parsed,
    argument: &str,
    rest: &mut dyn Iterator<Item = String>,
    from_environment: bool,
) -> Result<(), String> {
    let (name, inline) = match argument.split_once('=') {
        Some((name, value)) if argument.starts_with("--") => (with_hyphens(name), Some(value)),
        _ => (with_hyphens(argument), None),
    };
    let name = name.as_str();
    // The name as it was given, and that a value followed.
    let shown = &argument[..name.len() + usize::from(inline.is_some())];
    if from_environment && NOT_IN_ENVIRONMENT.contains(&name) {
        return Err(format!("{shown} is not allowed in NODE_OPTIONS"));
    }
    // `-pe` is `-p -e`.
    if argument == "-pe" {
        parsed.print = true;
        return take(parsed, "-e", rest, from_environment);
    }
    let Some(option) = find(name) else {
        match find_negated(name) {
            Some(negated) if negated.takes_value => {
                return Err(format!("{shown} is an invalid negation because it is not a boolean option"));
            }
            Some(negated) => {
                if matches!(negated.effect, Effect::Flag) {
                    parsed.options.flags.push(name.to_owned());
                }
                if !from_environment {
                    parsed.given.push(argument.to_owned());
                }
                return Ok(());
            }
            None if from_environment => return Err(format!("{shown} is not allowed in NODE_OPTIONS")),
            None => return Err(format!("bad option: {argument}")),
        }
    };
    let mut given = vec![argument.to_owned()];
    let value = if !option.takes_value {
        String::new()
    } else if let Some(value) = inline {
        if value.is_empty() {
            return Err(format!("{shown} requires an argument"));
        }
        value.to_owned()
    } else {
        // What looks like an option is none's value, unless a backslash says so.
        let value = rest.next().filter(|value| !value.starts_with('-'));
        let value = value.ok_or_else(|| format!("{shown} requires an argument"))?;
        given.push(value.clone());
        if value.starts_with("\\-") { value[1..].to_owned() } else { value }
    };
    match &option.effect {
        Effect::Set(set) => set(parsed, value)?,
        Effect::OneOf(values) if !values.contains(&value.as_str()) => {
            return Err(format!("invalid value for {name}"));
        }
        Effect::Flag | Effect::OneOf(_) => {
            parsed.options.flags.push(if option.takes_value { format!("{name}={value}") } else { name.to_owned() });
        }
        Effect::Ignored => {}
        Effect::Refused(why) => return Err(format!("{name}: {why}")),
    }
    if !from_environment
        && !matches!(name, "-e" | "--eval" | "-p" | "--print" | "-c" | "--check" | "-i" | "--interactive")
    {
        parsed.given.extend(given);
    } else if !from_environment {
        parsed.given.push(argument.to_owned());
        if given.len() > 1 {
            parsed.given.push(given.swap_remove(1));
        }
    }
    Ok(())
}

/// NODE_OPTIONS is split at spaces; double quotes group, a backslash inside them escapes.
fn split_words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut started) = (false, false);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' if quoted => match characters.next() {
                Some(escaped) => word.push(escaped),
                None => return Err("invalid value for NODE_OPTIONS (invalid escape)".to_owned()),
            },
            '"' => {
                quoted = !quoted;
                started = true;
            }
            ' ' if !quoted => {
                if started {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            _ => {
                started = true;
                word.push(character);
            }
        }
    }
    if quoted {
        return Err("invalid value for NODE_OPTIONS (unterminated string)".to_owned());
    }
    if started {
        words.push(word);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_end_at_the_file() {
        let parsed = parse(["-r", "a", "--conditions=b", "app.js", "-r", "c"].map(OsString::from).to_vec()).unwrap();
        assert_eq!(parsed.options.require, ["a"]);
        assert_eq!(parsed.options.conditions, ["b"]);
        assert_eq!(parsed.rest, ["app.js", "-r", "c"]);
        assert_eq!(parsed.given, ["-r", "a", "--conditions=b"]);
    }

    #[test]
    fn words_are_split_as_node_splits_them() {
        assert_eq!(split_words(r#"--require "./a b.js" --x"#).unwrap(), ["--require", "./a b.js", "--x"]);
        assert!(split_words("\"open").is_err());
    }

    #[test]
    fn a_bad_option_is_named() {
        assert_eq!(refusal(&["--nope"]), "bad option: --nope");
        assert_eq!(refusal(&["--no-pe=1"]), "bad option: --no-pe=1");
    }

    #[track_caller]
    fn refusal(arguments: &[&str]) -> String {
        parse(arguments.iter().map(OsString::from).collect()).err().expect("the command line is refused")
    }

    #[test]
    fn values_are_checked_in_nodes_words() {
        assert_eq!(refusal(&["--unhandled-rejections=bad"]), "invalid value for --unhandled-rejections");
        assert_eq!(refusal(&["--unhandled_rejections", "bad"]), "invalid value for --unhandled-rejections");
        assert_eq!(refusal(&["--unhandled-rejections="]), "--unhandled-rejections= requires an argument");
        assert_eq!(refusal(&["--require", "-p", "1"]), "--require requires an argument");
        assert_eq!(
            refusal(&["--no-max-http-header-size"]),
            "--no-max-http-header-size is an invalid negation because it is not a boolean option"
        );
    }

    #[test]
    fn flags_are_handed_to_javascript() {
        let flags = ["--insecure_http_parser", "--no-insecure-http-parser", "--dns-result-order", "ipv4first"];
        let parsed = parse(flags.map(OsString::from).to_vec()).unwrap();
        assert_eq!(
            parsed.options.flags,
            ["--insecure-http-parser", "--no-insecure-http-parser", "--dns-result-order=ipv4first"]
        );
        assert_eq!(parsed.given, flags);
    }
}
