//! Package names, by npm's rules.

use std::fmt;

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    Empty,
    TooLong,
    StartsWithDot,
    StartsWithUnderscore,
    OuterSpace,
    Capitals,
    Reserved,
    NotUrlSafe,
}

impl fmt::Display for NameProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Empty => "the name must not be empty",
            Self::TooLong => "the name must not be longer than 214 characters",
            Self::StartsWithDot => "the name must not start with a dot",
            Self::StartsWithUnderscore => "the name must not start with an underscore",
            Self::OuterSpace => "the name must not start or end with a space",
            Self::Capitals => "the name must not have capital letters",
            Self::Reserved => "the name is reserved",
            Self::NotUrlSafe => "the name may hold only letters, digits, and `-` `_` `.` after an optional `@scope/`",
        })
    }
}

/// Checks a name for a new package. Old packages on the registry break some of these rules; they are not asked.
pub fn check(name: &str) -> Result<(), NameProblem> {
    if name.is_empty() {
        return Err(NameProblem::Empty);
    }
    if name.trim() != name {
        return Err(NameProblem::OuterSpace);
    }
    if name.starts_with('.') {
        return Err(NameProblem::StartsWithDot);
    }
    if name.starts_with('_') {
        return Err(NameProblem::StartsWithUnderscore);
    }
    if matches!(name, "node_modules" | "favicon.ico") {
        return Err(NameProblem::Reserved);
    }
    if name.chars().count() > 214 {
        return Err(NameProblem::TooLong);
    }
    let (scope, bare) = split(name);
    let safe = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    };
    if !safe(bare) || scope.is_some_and(|scope| !safe(scope)) || (scope.is_some() && bare.starts_with('.')) {
        return Err(NameProblem::NotUrlSafe);
    }
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(NameProblem::Capitals);
    }
    Ok(())
}

/// `@scope/name` as (`scope`, `name`).
pub fn split(name: &str) -> (Option<&str>, &str) {
    match name.strip_prefix('@').and_then(|rest| rest.split_once('/')) {
        Some((scope, bare)) => (Some(scope), bare),
        None => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npm_accepts_and_refuses_these() {
        for name in ["a", "some-package", "under_score", "period.js", "123numeric", "@npm/thingy", "@a-b/c.d"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for (name, problem) in [
            ("", NameProblem::Empty),
            (".start", NameProblem::StartsWithDot),
            ("_start", NameProblem::StartsWithUnderscore),
            (" a", NameProblem::OuterSpace),
            ("node_modules", NameProblem::Reserved),
            ("CAPITAL", NameProblem::Capitals),
            ("contain:colons", NameProblem::NotUrlSafe),
            ("@scope", NameProblem::NotUrlSafe),
            ("@a/b/c", NameProblem::NotUrlSafe),
            ("@a/.b", NameProblem::NotUrlSafe),
        ] {
            assert_eq!(check(name), Err(problem), "{name}");
        }
        assert_eq!(check(&"a".repeat(215)), Err(NameProblem::TooLong));
    }
}
