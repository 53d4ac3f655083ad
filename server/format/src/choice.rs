//! Which formatter formats a file.
//!
//! What the format script of the package runs, if that is configured or depended on; else the one whose configuration is nearest;
//! else the one that a package.json depends on; else prettier, installed or pinned. A configuration that is nearer than the script
//! goes before it: it was put there for this part.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use package::manifest::PackageJson;

use crate::FormatError;
use crate::folder::{Folder, Folders, Tool};
use crate::program;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Choice {
    pub tool: Tool,
    pub install: Install,
    /// The file that says so. `None`: nothing is configured.
    pub because: Option<PathBuf>,
}

/// Where a formatter is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Install {
    /// A prettier to load.
    Package { folder: PathBuf, version: String, working_folder: PathBuf },
    /// A program to run.
    Program { path: PathBuf, version: String, working_folder: PathBuf },
    /// The prettier of Lode's cache.
    Pinned { working_folder: PathBuf },
}

impl Choice {
    /// Whether the same process can do the work of both.
    pub fn is_same(&self, other: &Choice) -> bool {
        self.tool == other.tool && self.install == other.install
    }

    /// As a person is told: `prettier 3.5.0`.
    pub fn title(&self) -> String {
        let version = match &self.install {
            Install::Package { version, .. } | Install::Program { version, .. } => version,
            Install::Pinned { .. } => crate::pinned::VERSION,
        };
        format!("{} {version}", self.tool.name())
    }
}

/// # Errors
/// If what is asked for is not installed.
pub fn choose(folders: &Folders, file: &Path) -> Result<Choice, FormatError> {
    let around = folders.around(file);
    let Some((tool, because)) = wanted(&around) else {
        let install = installed_prettier(file).unwrap_or_else(|| pinned(&around, file));
        return Ok(Choice { tool: Tool::Prettier, install, because: None });
    };
    let depended = around.iter().find(|folder| folder.dependencies.contains(&tool));
    let install = match tool {
        Tool::Prettier => match installed_prettier(file) {
            Some(install) => Some(install),
            // Configured, and meant for one that is installed elsewhere: an editor's, a global one.
            None if depended.is_none() => Some(pinned(&around, file)),
            None => None,
        },
        _ => program::installed(tool, file, because.parent().unwrap_or(&because)),
    };
    match install {
        Some(install) => Ok(Choice { tool, install, because: Some(because) }),
        None => {
            let because = depended.map_or(because, |folder| folder.path.join("package.json"));
            Err(FormatError::NotInstalled { tool, because })
        }
    }
}

/// What the folders ask for, and the file that does.
fn wanted(around: &[Arc<Folder>]) -> Option<(Tool, PathBuf)> {
    let configured = |tool: Tool| {
        let mut folders = around.iter().enumerate();
        folders.find_map(|(far, folder)| Some((far, tool, folder.configuration(tool)?.to_owned())))
    };
    let depended = |tool: Tool| {
        let mut folders = around.iter().enumerate();
        folders.find_map(|(far, folder)| {
            folder.dependencies.contains(&tool).then(|| (far, tool, folder.path.join("package.json")))
        })
    };
    let nearest = |mut found: Vec<(usize, Tool, PathBuf)>| {
        found.sort();
        found.into_iter().next()
    };
    let configuration = nearest(Tool::ALL.into_iter().filter_map(configured).collect());
    let script = around.iter().enumerate().find_map(|(far, folder)| Some((far, folder.script?)));
    if let Some((far, tool)) = script
        && configuration.as_ref().is_none_or(|(configured, ..)| *configured >= far)
        && let Some((_, tool, because)) = configured(tool).or_else(|| depended(tool))
    {
        return Some((tool, because));
    }
    let found = configuration.or_else(|| nearest(Tool::ALL.into_iter().filter_map(depended).collect()));
    found.map(|(_, tool, because)| (tool, because))
}

/// The prettier that a file's own `require` would find.
fn installed_prettier(file: &Path) -> Option<Install> {
    let (folder, version, working_folder) = installed(Tool::Prettier, file)?;
    Some(Install::Package { folder, version, working_folder })
}

/// The package of a tool in the nearest `node_modules` that has it, its version, and the folder that `node_modules` is in.
pub(crate) fn installed(tool: Tool, file: &Path) -> Option<(PathBuf, String, PathBuf)> {
    file.ancestors().skip(1).find_map(|around| {
        let folder = fs::canonicalize(around.join("node_modules").join(tool.package())).ok()?;
        let manifest = folder.join("package.json");
        let package = PackageJson::parse(&manifest, &fs::read(&manifest).ok()?).ok()?;
        Some((folder, package.version.unwrap_or_default(), around.to_owned()))
    })
}

/// Relative names in a configuration are taken from the outermost package, where one would call prettier.
fn pinned(around: &[Arc<Folder>], file: &Path) -> Install {
    let outermost = around.iter().rfind(|folder| folder.path.join("package.json").is_file());
    let folder = outermost.map_or(file.parent().unwrap_or(file), |folder| &folder.path);
    Install::Pinned { working_folder: folder.to_owned() }
}
