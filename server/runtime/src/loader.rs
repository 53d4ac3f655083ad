//! What the loaders of one thread share: the resolver.

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;

use engine::{ErrorKind, Scope, Value};
use resolve::error::{Class, Property, ResolveError};
use resolve::resolver::{Resolver, ResolverOptions, global_folders};

use crate::edited::WithEdited;
use crate::{Entry, Options};

/// The thread's resolver and options.
#[derive(Default)]
pub(crate) struct Loader {
    shared: OnceCell<Shared>,
    entry: OnceCell<Entry>,
}

pub(crate) struct Shared {
    pub resolver: Resolver,
    pub options: Options,
    /// Compiled texts.
    pub cache: transform::Cache,
}

pub(crate) fn install(scope: &Scope, options: Options) {
    let home = std::env::var_os("HOME");
    let program = std::env::current_exe().ok();
    let resolver = Resolver::new(ResolverOptions {
        conditions: options.conditions.clone(),
        global_folders: global_folders(
            std::env::var("NODE_PATH").ok().as_deref(),
            home.as_deref().map(Path::new),
            program.as_deref(),
        ),
        preserve_symlinks: options.preserve_symlinks,
        preserve_symlinks_main: options.preserve_symlinks_main,
        ..files(&options)
    });
    let cache = transform::Cache::new(Some(options.cache_folder().join("transform")));
    let _ = scope.state::<Loader>().shared.set(Shared { resolver, options, cache });
}

/// The disk, and what only an editor has.
fn files(options: &Options) -> ResolverOptions {
    match options.observer.clone() {
        Some(observer) => ResolverOptions { files: Arc::new(WithEdited { observer }), ..ResolverOptions::default() },
        None => ResolverOptions::default(),
    }
}

impl Loader {
    pub(crate) fn shared(&self) -> &Shared {
        self.shared.get().expect("installed before any program runs")
    }

    /// What is run first, once that is known.
    pub(crate) fn begin(&self, entry: Entry) {
        let _ = self.entry.set(entry);
    }

    pub(crate) fn entry(&self) -> &Entry {
        self.entry.get().expect("set before the program starts")
    }
}

/// The JavaScript error of a failed resolution, with Node's code and properties.
pub(crate) fn resolve_error<'s>(scope: &'s Scope, error: &ResolveError) -> Value<'s> {
    let kind = match error.class() {
        Class::Error | Class::UriError => ErrorKind::Error,
        Class::TypeError => ErrorKind::TypeError,
        Class::RangeError => ErrorKind::RangeError,
    };
    let value = scope.error(kind, &error.to_string());
    let fill = || -> Result<(), Value<'s>> {
        if let Some(code) = error.code() {
            value.set("code", code)?;
        }
        for (name, property) in error.properties() {
            match property {
                Property::String(text) => value.set(name, text)?,
                Property::Strings(texts) => value.set(name, texts)?,
            }
        }
        Ok(())
    };
    match fill() {
        Ok(()) => value,
        Err(exception) => exception,
    }
}
