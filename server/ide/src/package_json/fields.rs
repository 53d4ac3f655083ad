//! The fields of package.json.

/// Fields with what they are for, the most used first.
pub(super) const FIELDS: [(&str, &str); 34] = [
    ("name", "What others install and import it by"),
    ("version", "Three numbers: breaking changes, additions, corrections"),
    ("description", "What it is for, in a sentence"),
    ("type", "How `.js` files are read: `module` or `commonjs`"),
    ("main", "The file that `require` and `import` of the package give, where `exports` doesn't say"),
    ("exports", "What can be imported from outside, and by which file each is; all other files are hidden"),
    ("imports", "Names starting with `#` that the package's own files import by"),
    ("types", "The declarations of `main`"),
    ("module", "The ES module that bundlers take instead of `main`"),
    ("browser", "What bundlers for browsers take instead of `main`, or of single files"),
    ("bin", "Programs that are installed with it: a name and its file for each"),
    ("files", "What is published; package.json, the readme and the licence always are"),
    ("scripts", "Commands by name, for `npm run`"),
    ("dependencies", "Packages that it needs to run"),
    ("devDependencies", "Packages that are needed to work on it"),
    ("peerDependencies", "Packages that whoever uses it must have"),
    ("peerDependenciesMeta", "Which of `peerDependencies` are optional"),
    ("optionalDependencies", "Packages that it uses if they can be installed"),
    ("bundledDependencies", "Packages that are published inside of it"),
    ("overrides", "Other versions than dependencies ask for"),
    ("workspaces", "Folders with packages that belong to this one"),
    ("engines", "Versions of Node and npm that it works with"),
    ("packageManager", "The package manager with its version, such as `pnpm@9.0.0`"),
    ("private", "`true`: it is never published"),
    ("license", "An SPDX identifier, such as `MIT`"),
    ("author", "Who made it"),
    ("contributors", "Who else did"),
    ("repository", "Where the source is"),
    ("homepage", "Its page"),
    ("bugs", "Where to report what is wrong"),
    ("keywords", "Words to find it by"),
    ("sideEffects", "`false`: bundlers may leave out files of which nothing is used"),
    ("publishConfig", "Settings for publishing it"),
    ("config", "Settings that scripts see in their environment"),
];

pub(super) fn meaning(field: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, meaning)| *meaning)
}

/// What the objects in fields hold.
pub(super) fn names_in(path: &[&str]) -> &'static [&'static str] {
    match path {
        ["scripts"] => &["start", "test", "build", "dev", "lint", "format", "prepare", "prepublishOnly", "postinstall"],
        ["engines"] => &["node", "npm"],
        ["repository"] => &["type", "url", "directory"],
        ["bugs"] => &["url", "email"],
        ["author"] | ["contributors", ""] => &["name", "email", "url"],
        ["publishConfig"] => &["access", "registry", "tag", "provenance"],
        ["directories"] => &["lib", "bin", "man", "doc", "example", "test"],
        ["peerDependenciesMeta", _] => &["optional"],
        // Their order counts: the first that holds is taken, so `types` goes first and `default` last.
        ["exports"] => &[".", "./package.json", "types", "import", "require", "default"],
        ["exports" | "imports", _, ..] => {
            &["types", "import", "require", "node", "browser", "development", "production", "default"]
        }
        _ => &[],
    }
}

/// What a field can be, with the quotes that it has in the file.
pub(super) fn values_of(path: &[&str]) -> &'static [&'static str] {
    match path {
        ["type"] => &["\"module\"", "\"commonjs\""],
        ["private"] | ["peerDependenciesMeta", _, "optional"] => &["true", "false"],
        ["sideEffects"] => &["false", "true"],
        ["license"] => &[
            "\"MIT\"",
            "\"ISC\"",
            "\"Apache-2.0\"",
            "\"BSD-3-Clause\"",
            "\"GPL-3.0-only\"",
            "\"MPL-2.0\"",
            "\"UNLICENSED\"",
        ],
        ["publishConfig", "access"] => &["\"public\"", "\"restricted\""],
        ["repository", "type"] => &["\"git\""],
        _ => &[],
    }
}
