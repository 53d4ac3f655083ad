//! The prettier for projects that have no formatter: one version, fetched from the registry of the user's npm into Lode's cache, once.
//!
//! ```text
//! <cache folder>/prettier/3.10.1/      the package, as it is
//! ```
//!
//! What comes is compared with a hash that stands here before anything of it is written. The folder appears whole or not at all.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use package::npmrc::Npmrc;
use sha2::{Digest, Sha512};
use source::DiskFileSystem;
use ureq::tls::{PemItem, RootCerts, TlsConfig};

use crate::FormatError;

pub const VERSION: &str = "3.10.1";

/// SHA-512 of the package's archive, as npm's lockfiles have it.
const INTEGRITY: &str = "70vp3ZUYoPlFbF9uiTdXHUUCGEIp7d4+6p+8DYbkm2jP7x/3i/paXVF6dopSI3zd/CEitrZN1rc4i85xWmmXlg==";

/// It takes no longer on any network that can be worked with.
const LIMIT: Duration = Duration::from_secs(120);

/// The archive is a fraction of it.
const LARGEST: u64 = 64 << 20;

/// Where it is, if it has been fetched.
pub fn fetched(cache: &Path) -> Option<PathBuf> {
    let folder = place(cache);
    folder.join("package.json").is_file().then_some(folder)
}

/// Fetches it, in a project that may say from where.
///
/// # Errors
/// If it can't be had, or is not what it should be.
pub fn fetch(cache: &Path, project: &Path) -> Result<PathBuf, FormatError> {
    let not_fetched = |why: String| FormatError::NotFetched { version: VERSION, why };
    let npmrc = Npmrc::of_folder(project, &DiskFileSystem, &|name| std::env::var(name).ok());
    let Some(registry) = npmrc.registry().or_else(|| registry_of_npm(project)) else {
        return Err(not_fetched("no registry is named: install npm, or set `registry` in .npmrc".to_owned()));
    };
    let address = format!("{registry}prettier/-/prettier-{VERSION}.tgz");
    let archive = download(&address, &npmrc).map_err(|error| not_fetched(format!("{address}: {error}")))?;
    if BASE64_STANDARD.encode(Sha512::digest(&archive)) != INTEGRITY {
        return Err(not_fetched(format!("{address} is not the package that it should be: its hash is another one")));
    }
    unpack(&archive, cache).map_err(|error| not_fetched(format!("it can't be kept in `{}`: {error}", cache.display())))
}

/// The one that npm takes where no file names one.
fn registry_of_npm(project: &Path) -> Option<String> {
    let npm =
        Command::new("npm").args(["config", "get", "registry"]).current_dir(project).stdin(Stdio::null()).output();
    let said = String::from_utf8(npm.ok().filter(|output| output.status.success())?.stdout).ok()?;
    let registry = said.trim().trim_end_matches('/');
    registry.starts_with("http").then(|| format!("{registry}/"))
}

fn place(cache: &Path) -> PathBuf {
    cache.join("prettier").join(VERSION)
}

fn download(address: &str, npmrc: &Npmrc) -> Result<Vec<u8>, ureq::Error> {
    let roots = match npmrc.certificates().map(fs::read).transpose()? {
        Some(text) => {
            let certificates = ureq::tls::parse_pem(&text).filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            });
            RootCerts::from(certificates)
        }
        None => RootCerts::PlatformVerifier,
    };
    let mut config = ureq::Agent::config_builder()
        .timeout_global(Some(LIMIT))
        .user_agent(concat!("lode/", env!("CARGO_PKG_VERSION")))
        .tls_config(TlsConfig::builder().root_certs(roots).build());
    if let Some(proxy) = npmrc.proxy() {
        config = config.proxy(Some(ureq::Proxy::new(proxy)?));
    }
    let agent = ureq::Agent::new_with_config(config.build());
    let mut request = agent.get(address);
    if let Some(authorization) = npmrc.authorization(address) {
        request = request.header("authorization", authorization);
    }
    request.call()?.into_body().with_config().limit(LARGEST).read_to_vec()
}

fn unpack(archive: &[u8], cache: &Path) -> io::Result<PathBuf> {
    let folder = place(cache);
    let parent = folder.parent().unwrap_or(cache);
    fs::create_dir_all(parent)?;
    let fresh = tempfile::tempdir_in(parent)?;
    tar::Archive::new(GzDecoder::new(archive).take(LARGEST)).unpack(fresh.path())?;
    match fs::rename(fresh.path().join("package"), &folder) {
        // Another run may have been quicker.
        Err(_) if fetched(cache).is_some() => {}
        result => result?,
    }
    Ok(folder)
}
