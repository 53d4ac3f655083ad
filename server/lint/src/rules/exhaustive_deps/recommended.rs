//! What a list has to name, from what is used and what it names already.

use rustc_hash::FxHashSet;

use super::gathered::Gathered;

/// What a list names.
pub(super) struct Declared {
    /// `props.name`
    pub path: String,
    /// Whether it is no value of the component.
    pub is_external: bool,
}

/// How a list should be.
#[derive(Default)]
pub(super) struct Recommendation {
    pub suggested: Vec<String>,
    pub missing: Vec<String>,
    pub needless: Vec<String>,
    pub doubled: Vec<String>,
}

impl Recommendation {
    pub fn is_right(&self) -> bool {
        self.missing.is_empty() && self.needless.is_empty() && self.doubled.is_empty()
    }

    pub fn message(&self, hook: &str) -> String {
        let named = |paths: &[String]| paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        if !self.missing.is_empty() {
            let (is, it) = if self.missing.len() == 1 { ("is", "which") } else { ("are", "which") };
            format!("`{hook}` depends on {}, {it} {is} not in its list", named(&self.missing))
        } else if !self.needless.is_empty() {
            let is_ref = self.needless.iter().any(|path| path.ends_with(".current"));
            let why = if is_ref { "; a change of a ref renders nothing" } else { "" };
            format!("`{hook}` does not depend on {}{why}", named(&self.needless))
        } else {
            format!("the list of `{hook}` names {} twice", named(&self.doubled))
        }
    }
}

/// A value or a property, with the properties below it, in the order in which they were first met.
#[derive(Default)]
struct Branch {
    is_used: bool,
    /// Whether it or something below is used.
    has_use: bool,
    /// Whether it is named, or never changes.
    is_settled: bool,
    below: Vec<(String, Branch)>,
}

impl Branch {
    fn at(&mut self, path: &str, passed: impl Fn(&mut Branch)) -> &mut Branch {
        let mut branch = self;
        for name in path.split('.') {
            let index = match branch.below.iter().position(|(known, _)| known == name) {
                Some(index) => index,
                None => {
                    branch.below.push((name.to_owned(), Branch::default()));
                    branch.below.len() - 1
                }
            };
            branch = &mut branch.below[index].1;
            passed(branch);
        }
        branch
    }

    /// Gathers what is used and settled by nothing above it, and what settles some use.
    fn scan(&self, above: &str, missing: &mut Vec<String>, settling: &mut FxHashSet<String>) {
        for (name, branch) in &self.below {
            let path = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
            if branch.is_settled {
                if branch.has_use {
                    settling.insert(path);
                }
            } else if branch.is_used {
                missing.push(path);
            } else {
                branch.scan(&path, missing, settling);
            }
        }
    }
}

pub(super) fn recommend(gathered: &Gathered, declared: &[Declared], is_effect: bool) -> Recommendation {
    let mut tree = Branch::default();
    for dependency in &gathered.dependencies {
        tree.at(&dependency.path, |passed| passed.has_use = true).is_used = true;
    }
    for one in declared {
        tree.at(&one.path, |_| ()).is_settled = true;
    }
    for dependency in gathered.dependencies.iter().filter(|dependency| dependency.is_stable) {
        tree.at(&dependency.path, |_| ()).is_settled = true;
    }
    let mut found = Recommendation::default();
    let mut settling = FxHashSet::default();
    tree.scan("", &mut found.missing, &mut settling);
    for Declared { path, is_external } in declared {
        let is_known = found.suggested.contains(path);
        if settling.contains(path) {
            let list = if is_known { &mut found.doubled } else { &mut found.suggested };
            list.push(path.clone());
        } else if is_effect && !path.ends_with(".current") && !is_external {
            // An effect may run again for other reasons. What React does not know of is none.
            if !is_known {
                found.suggested.push(path.clone());
            }
        } else if !found.needless.contains(path) {
            found.needless.push(path.clone());
        }
    }
    found.suggested.extend(found.missing.iter().cloned());
    found
}
