//! The files that are open, as Landlock rules.

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd,
    RestrictionStatus, Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};
use std::path::Path;

use values::Permissions;

use super::Paths;

/// What is asked for; a kernel that has less gives what it has.
const WANTED: ABI = ABI::V7;
/// The first that keeps files outside from being cut short.
const ENOUGH: ABI = ABI::V3;

/// Holds this thread to its files, or says why it is not held.
pub(super) fn restrict(paths: &Paths, permissions: &Permissions) -> Result<(), String> {
    let status = apply(paths, permissions).map_err(|error| format!("Landlock does not take the rules ({error})"))?;
    match (status.ruleset, status.landlock) {
        (RulesetStatus::NotEnforced, LandlockStatus::NotEnabled) => {
            Err("Landlock is not switched on in this kernel".to_owned())
        }
        (RulesetStatus::NotEnforced, _) => Err("this kernel has no Landlock: Linux 5.13 and newer have it".to_owned()),
        (_, LandlockStatus::Available { effective_abi, .. }) if effective_abi < ENOUGH => {
            Err("this kernel's Landlock does not keep files from being cut short: Linux 6.2 and newer do".to_owned())
        }
        _ if paths.parts.is_cut => Err("there are too many files here to find all secrets among them".to_owned()),
        _ => Ok(()),
    }
}

fn apply(paths: &Paths, permissions: &Permissions) -> Result<RestrictionStatus, RulesetError> {
    let mut ruleset =
        Ruleset::default().set_compatibility(CompatLevel::BestEffort).handle_access(AccessFs::from_all(WANTED))?;
    if !permissions.net {
        ruleset = ruleset.handle_access(AccessNet::from_all(WANTED))?;
    }
    let mut rules = ruleset.scope(Scope::from_all(WANTED))?.create()?;
    let mut look = AccessFs::ReadFile | AccessFs::ReadDir;
    let change = AccessFs::from_all(WANTED)
        & !(AccessFs::Execute | AccessFs::MakeChar | AccessFs::MakeBlock | AccessFs::IoctlDev);
    // Of the program's own folder and of what it may write nothing is ever executed but by a permission for both.
    if permissions.run {
        look |= AccessFs::Execute;
    }
    let devices = AccessFs::ReadFile | AccessFs::WriteFile;
    rules = open(rules, [Path::new("/dev/null"), Path::new("/dev/zero")], devices)?;
    rules = open(rules, &paths.system, look)?;
    rules = open(rules, &paths.parts.whole, look)?;
    rules = open(rules, paths.parts.split.iter().map(|(folder, _)| folder), AccessFs::ReadDir)?;
    rules = open(rules, &paths.named, look)?;
    rules = open(rules, paths.writable.iter().chain(&paths.cache), look | change)?;
    rules.restrict_self()
}

/// What is not there needs no rule.
fn open(
    mut rules: RulesetCreated,
    paths: impl IntoIterator<Item = impl AsRef<Path>>,
    access: impl Into<BitFlags<AccessFs>>,
) -> Result<RulesetCreated, RulesetError> {
    let access = access.into();
    for path in paths {
        let path = path.as_ref();
        let Ok(opened) = PathFd::new(path) else { continue };
        let access = if path.is_dir() { access } else { access & AccessFs::from_file(WANTED) };
        rules = rules.add_rule(PathBeneath::new(opened, access))?;
    }
    Ok(rules)
}
