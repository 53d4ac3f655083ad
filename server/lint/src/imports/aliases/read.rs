//! What the text of a configuration says of aliases.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fancy_regex::Regex;
use syntax::ast::{
    ArrayLit, CallExpr, Callee, Expr, KeyValueProp, Lit, MemberExpr, MetaPropKind, NewExpr, ObjectLit, Prop,
    PropOrSpread,
};
use syntax::semantic::{DefinitionKind, Node, Semantic};

use super::{Alias, Aliases, Pattern, To, destination};
use crate::file::{File, without_casts};
use crate::globals::Globals;
use crate::names::{member_name, property_name};
use crate::run::Language;
use crate::values::constant_string;

/// A `const` may stand for another.
const MOST_CONSTANTS: usize = 4;

/// Adds what a program says. One that can't be parsed says nothing.
pub(super) fn program(text: &str, path: &Path, aliases: &mut Aliases) {
    let kind = project::source_kind(path, None, text);
    let parsed = syntax::parse_with_comments(text, kind);
    let Some(folder) = path.parent().filter(|_| parsed.errors.is_empty()) else { return };
    let added = catch_unwind(AssertUnwindSafe(|| {
        parsed.with(|program| {
            let semantic = Semantic::new(program, kind);
            let language = Language { kind, globals: Globals::default(), heeds_comments: false };
            let file = File::new(text, &language, semantic, &parsed.comments);
            let mut reader = Reader { file: &file, folder, found: Aliases::default() };
            reader.read();
            reader.found
        })
    }));
    if let Ok(found) = added {
        aliases.all.extend(found.all);
        aliases.roots.extend(found.roots);
    }
}

struct Reader<'a, 'f> {
    file: &'f File<'a>,
    folder: &'f Path,
    found: Aliases,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self) {
        let file = self.file;
        for (_, property) in file.nodes.all::<KeyValueProp>() {
            match property_name(&property.key).as_deref() {
                // webpack's, Rspack's, and Vite's.
                Some("resolve") => {
                    if let Some(Expr::Object(object)) = self.value(&property.value) {
                        self.resolve(object);
                    }
                }
                Some("moduleNameMapper") => self.module_names(&property.value),
                Some("modulePaths" | "moduleDirectories") => self.roots(&property.value),
                _ => {}
            }
        }
        for (_, list) in file.nodes.all::<ArrayLit>() {
            self.plugin(list);
        }
        // `@rollup/plugin-alias`
        for (_, call) in file.nodes.all::<CallExpr>() {
            let (Callee::Expr(callee), [first]) = (&call.callee, &*call.args) else { continue };
            let is_alias = matches!(without_casts(callee), Expr::Ident(name) if *name.sym == *"alias");
            if is_alias && let Some(Expr::Object(object)) = self.value(&first.expr) {
                self.aliases_in(object, "entries", false);
            }
        }
    }

    /// `resolve: { alias, modules }`
    fn resolve(&mut self, object: &'a ObjectLit) {
        self.aliases_in(object, "alias", false);
        if let Some(modules) = self.property(object, "modules") {
            self.roots(modules);
        }
    }

    /// `["module-resolver", { root, alias }]`
    fn plugin(&mut self, list: &'a ArrayLit) {
        let mut items = list.elems.iter().map(|item| item.as_ref().map(|item| &*item.expr));
        let (Some(Some(name)), Some(Some(options))) = (items.next(), items.next()) else { return };
        let name = constant_string(self.file, name);
        if !matches!(name.as_deref(), Some("module-resolver" | "babel-plugin-module-resolver")) {
            return;
        }
        if let Some(Expr::Object(options)) = self.value(options) {
            self.aliases_in(options, "alias", true);
            if let Some(roots) = self.property(options, "root") {
                self.roots(roots);
            }
        }
    }

    /// What an object has under a name: names with what they stand for, as an object or as a list of `{ find, replacement }`.
    fn aliases_in(&mut self, object: &'a ObjectLit, name: &str, is_babel: bool) {
        match self.property(object, name).and_then(|aliases| self.value(aliases)) {
            Some(Expr::Object(aliases)) => {
                for (key, value) in self.entries(aliases) {
                    let to = self.destinations(value);
                    let name = match key.strip_suffix('$') {
                        Some(name) if !is_babel => Pattern::Exact(name.to_owned()),
                        _ if is_babel && key.starts_with('^') => match Regex::new(&key) {
                            Ok(regex) => Pattern::Matching(Arc::new(regex)),
                            Err(_) => continue,
                        },
                        _ => Pattern::Prefix(key.into_owned()),
                    };
                    self.found.all.push(Alias { name, to, is_spare: false });
                }
            }
            Some(Expr::Array(aliases)) => {
                for item in aliases.elems.iter().flatten() {
                    if let Some(Expr::Object(item)) = self.value(&item.expr) {
                        self.found_and_replaced(item);
                    }
                }
            }
            _ => {}
        }
    }

    fn found_and_replaced(&mut self, item: &'a ObjectLit) {
        let find = self.property(item, "find").or_else(|| self.property(item, "name"));
        let replacement = self.property(item, "replacement").or_else(|| self.property(item, "alias"));
        let Some(find) = find.and_then(|find| self.value(find)) else { return };
        let name = match find {
            Expr::Lit(Lit::Regex(regex)) => match Regex::new(&regex.exp) {
                Ok(regex) => Pattern::Matching(Arc::new(regex)),
                Err(_) => return,
            },
            find => match constant_string(self.file, find) {
                Some(find) => Pattern::Prefix(find.into_owned()),
                None => return,
            },
        };
        let to = replacement.map_or_else(|| vec![To::Anything], |replacement| self.destinations(replacement));
        self.found.all.push(Alias { name, to, is_spare: false });
    }

    /// `moduleNameMapper: { "^@/(.*)$": "<rootDir>/src/$1" }`
    fn module_names(&mut self, value: &'a Expr) {
        let Some(Expr::Object(names)) = self.value(value) else { return };
        for (key, value) in self.entries(names) {
            if let Ok(regex) = Regex::new(&key) {
                let to = self.destinations(value);
                self.found.all.push(Alias { name: Pattern::Matching(Arc::new(regex)), to, is_spare: true });
            }
        }
    }

    fn roots(&mut self, value: &'a Expr) {
        let items: Vec<&'a Expr> = match self.value(value) {
            Some(Expr::Array(list)) => list.elems.iter().flatten().map(|item| &*item.expr).collect(),
            Some(other) => vec![other],
            None => return,
        };
        for item in items {
            let root = match self.destination(item) {
                To::Path(path) => path,
                // Also one that is not said to be beside the configuration; `node_modules` is looked at anyway.
                To::Specifier(name) if name != "node_modules" => self.folder.join(name),
                _ => continue,
            };
            self.found.roots.push(root);
        }
    }

    /// The names of an object that can be told, with their values.
    fn entries(&self, object: &'a ObjectLit) -> Vec<(Cow<'a, str>, &'a Expr)> {
        let entry = |property: &'a PropOrSpread| match property {
            PropOrSpread::Prop(property) => match &**property {
                Prop::KeyValue(it) => Some((property_name(&it.key)?, &*it.value)),
                _ => None,
            },
            PropOrSpread::Spread(_) => None,
        };
        object.props.iter().filter_map(entry).collect()
    }

    fn property(&self, object: &'a ObjectLit, name: &str) -> Option<&'a Expr> {
        let plain = self.entries(object).into_iter().find(|(key, _)| key == name).map(|(_, value)| value);
        plain.or_else(|| {
            let shorthand = object.props.iter().find_map(|property| match property {
                PropOrSpread::Prop(property) => property.as_shorthand().filter(|it| *it.sym == *name),
                PropOrSpread::Spread(_) => None,
            })?;
            self.declared(shorthand)
        })
    }

    /// An expression, or what the `const` has that it is the name of; a name that is none stays one.
    fn value(&self, expression: &'a Expr) -> Option<&'a Expr> {
        let mut current = without_casts(expression);
        for _ in 0..MOST_CONSTANTS {
            match current {
                Expr::Ident(name) => match self.declared(name) {
                    Some(declared) => current = without_casts(declared),
                    None => return Some(current),
                },
                _ => return Some(current),
            }
        }
        None
    }

    fn declared(&self, name: &syntax::ast::Ident) -> Option<&'a Expr> {
        let [definition] = &*self.file.variable(name)?.definitions else { return None };
        match self.file.node(definition.node) {
            Node::VarDeclarator(declarator)
                if definition.kind == DefinitionKind::Const && declarator.name.is_ident() =>
            {
                declarator.init.as_deref()
            }
            _ => None,
        }
    }

    fn destinations(&self, value: &'a Expr) -> Vec<To> {
        match self.value(value) {
            Some(Expr::Array(list)) => list.elems.iter().flatten().map(|item| self.destination(&item.expr)).collect(),
            _ => vec![self.destination(value)],
        }
    }

    fn destination(&self, value: &'a Expr) -> To {
        if let Some(text) = constant_string(self.file, value) {
            return match text.strip_prefix("<rootDir>") {
                Some(rest) => To::Path(self.folder.join(rest.trim_start_matches('/'))),
                None => destination(self.folder, &text),
            };
        }
        self.path(value).map_or(To::Anything, To::Path)
    }

    /// The path that an expression makes.
    fn path(&self, value: &'a Expr) -> Option<PathBuf> {
        match self.value(value)? {
            Expr::Ident(name) => (*name.sym == *"__dirname").then(|| self.folder.to_owned()),
            Expr::Member(member) => self.member(member),
            Expr::Call(call) => self.call(call),
            Expr::New(new) => self.url(new),
            Expr::Tpl(template) => {
                let [first, rest] = &*template.quasis else { return None };
                let starts = first.cooked.as_ref()?.is_empty();
                let folder = self.path(template.exprs.first().filter(|_| starts)?)?;
                let rest = rest.cooked.as_ref()?.as_str()?;
                Some(source::normalize_lexically(&folder.join(rest.trim_start_matches('/'))))
            }
            other => constant_string(self.file, other).map(|text| self.folder.join(&*text)),
        }
    }

    /// `import.meta.dirname`, and what a URL has as its path.
    fn member(&self, member: &'a MemberExpr) -> Option<PathBuf> {
        let name = member_name(&member.prop)?;
        match without_casts(&member.obj) {
            Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta && name == "dirname" => {
                Some(self.folder.to_owned())
            }
            Expr::New(url) if matches!(&*name, "pathname" | "href") => self.url(url),
            _ => None,
        }
    }

    /// `path.resolve(__dirname, "src")`, `fileURLToPath(new URL("./src", import.meta.url))`
    fn call(&self, call: &'a CallExpr) -> Option<PathBuf> {
        let Callee::Expr(callee) = &call.callee else { return None };
        let name = match without_casts(callee) {
            Expr::Ident(name) => Cow::Borrowed(&*name.sym),
            Expr::Member(member) => member_name(&member.prop)?,
            _ => return None,
        };
        let arguments = call.args.iter().map(|argument| argument.spread.is_none().then_some(&*argument.expr));
        let arguments: Vec<&Expr> = arguments.collect::<Option<_>>()?;
        match (&*name, &*arguments) {
            ("cwd", []) => Some(self.folder.to_owned()),
            ("fileURLToPath", [url]) => match self.value(url)? {
                Expr::New(url) => self.url(url),
                _ => None,
            },
            ("dirname", [argument]) if self.is_own_file(argument) => Some(self.folder.to_owned()),
            ("resolve" | "join", [first, rest @ ..]) => {
                let mut path = self.path(first)?;
                for part in rest {
                    path.push(&*constant_string(self.file, part)?);
                }
                Some(source::normalize_lexically(&path))
            }
            _ => None,
        }
    }

    /// `fileURLToPath(import.meta.url)`, `__filename`
    fn is_own_file(&self, expression: &'a Expr) -> bool {
        match self.value(expression) {
            Some(Expr::Ident(name)) => *name.sym == *"__filename",
            Some(Expr::Call(call)) => call.args.first().is_some_and(|argument| is_own_url(&argument.expr)),
            _ => false,
        }
    }

    /// `new URL("./src", import.meta.url)`
    fn url(&self, new: &'a NewExpr) -> Option<PathBuf> {
        let is_url = matches!(without_casts(&new.callee), Expr::Ident(name) if *name.sym == *"URL");
        let [path, base] = &**new.args.as_ref().filter(|_| is_url)? else { return None };
        let path = constant_string(self.file, &path.expr).filter(|_| is_own_url(&base.expr))?;
        Some(source::normalize_lexically(&self.folder.join(&*path)))
    }
}

/// `import.meta.url`
fn is_own_url(expression: &Expr) -> bool {
    match without_casts(expression) {
        Expr::Member(member) => {
            matches!(&*member.obj, Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta)
                && member_name(&member.prop).as_deref() == Some("url")
        }
        _ => false,
    }
}
