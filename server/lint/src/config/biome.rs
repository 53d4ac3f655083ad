//! Biome's configuration: its groups of rules under its own names.

use serde_json::Value;

use super::json::{members, strings};
use super::{Config, Globs, Layer, Step, rule_index};
use crate::globals::Global;
use crate::rule::Severity;

/// `None`: the file switches Biome's linter off, or says nothing of it, and someone else's counts.
pub(super) fn read(mut config: Config, value: &Value) -> Option<Config> {
    let linter = value.get("linter")?;
    if linter.get("enabled") == Some(&Value::Bool(false)) {
        return None;
    }
    let mut layer = Layer { steps: vec![Step::Recommended], ..Layer::default() };
    rules(linter, &mut layer, &mut config.notes);
    layer.globals = globals(value);
    config.layers.push(layer);
    for part in value.get("overrides").and_then(Value::as_array).into_iter().flatten() {
        let patterns = [strings(part.get("includes")), strings(part.get("include"))].concat();
        let files = globs(&mut config, &patterns, &strings(part.get("ignore")));
        let mut layer = Layer { files: Some(files), globals: globals(part), ..Layer::default() };
        match part.get("linter") {
            Some(linter) if linter.get("enabled") == Some(&Value::Bool(false)) => {
                layer.steps.push(Step::All(Severity::Off));
            }
            Some(linter) => rules(linter, &mut layer, &mut config.notes),
            None => {}
        }
        config.layers.push(layer);
    }
    for part in [value.get("files"), Some(linter)].into_iter().flatten() {
        let patterns = [strings(part.get("includes")), strings(part.get("include"))].concat();
        let (unwanted, wanted): (Vec<_>, Vec<_>) = patterns.into_iter().partition(|pattern| pattern.starts_with('!'));
        let folder = config.folder.clone();
        let unwanted = unwanted.iter().map(|pattern| pattern.trim_start_matches('!').to_owned());
        config.ignores.push((folder, unwanted.chain(strings(part.get("ignore"))).collect()));
        if !wanted.is_empty() {
            config.included = Some(globs(&mut config, &wanted, &[]));
        }
    }
    Some(config)
}

fn globs(config: &mut Config, patterns: &[String], excluded: &[String]) -> Globs {
    let (globs, broken) = Globs::new(&config.folder, patterns, excluded);
    config.notes.extend(broken.iter().map(|pattern| format!("the pattern `{pattern}` can't be read")));
    globs
}

fn rules(linter: &Value, layer: &mut Layer, notes: &mut Vec<String>) {
    let rules = linter.get("rules");
    match rules.and_then(|rules| rules.get("recommended")) {
        Some(Value::Bool(false)) => layer.steps.push(Step::All(Severity::Off)),
        Some(Value::Bool(true)) => layer.steps.push(Step::Recommended),
        _ => {}
    }
    let mut unknown = 0;
    let in_groups = members(rules).flat_map(|(_, group)| members(Some(group)));
    for (name, level) in in_groups.filter(|(name, _)| !matches!(*name, "recommended" | "all")) {
        let level = level.get("level").unwrap_or(level);
        let Some(severity) = severity(level) else { continue };
        match rule_index(&our_name(name)) {
            Some(index) => layer.steps.push(Step::Rule(index, severity, None)),
            None => unknown += usize::from(severity != Severity::Off),
        }
    }
    if unknown > 0 {
        let (rules, have) = if unknown == 1 { ("rule", "has") } else { ("rules", "have") };
        notes.push(format!("{unknown} {rules} of it {have} no counterpart in Lode"));
    }
}

/// Biome has more words for how loud a rule is.
fn severity(level: &Value) -> Option<Severity> {
    match level.as_str() {
        Some("on") => Some(Severity::Error),
        Some("info") => Some(Severity::Warning),
        _ => Severity::of(level),
    }
}

fn globals(value: &Value) -> Vec<(String, Global)> {
    let names = strings(value.get("javascript").and_then(|javascript| javascript.get("globals")));
    names.into_iter().map(|name| (name, Global::Readonly)).collect()
}

/// Biome's names that are more than ESLint's in another spelling.
const NAMES: &[(&str, &str)] = &[
    ("noArguments", "prefer-rest-params"),
    ("noAssignInExpressions", "no-cond-assign"),
    ("noBitwiseOperators", "no-bitwise"),
    ("noBlankTarget", "jsx-no-target-blank"),
    ("noCatchAssign", "no-ex-assign"),
    ("noConstantMathMinMaxClamp", "bad-min-max-func"),
    ("noControlCharactersInRegex", "no-control-regex"),
    ("noDangerouslySetInnerHtmlWithChildren", "no-danger-with-children"),
    ("noDoubleEquals", "eqeqeq"),
    ("noDuplicateClassMembers", "no-dupe-class-members"),
    ("noDuplicateJsxProps", "jsx-no-duplicate-props"),
    ("noDuplicateObjectKeys", "no-dupe-keys"),
    ("noDuplicateParameters", "no-dupe-args"),
    ("noEmptyBlockStatements", "no-empty"),
    ("noEmptyCharacterClassInRegex", "no-empty-character-class"),
    ("noFallthroughSwitchClause", "no-fallthrough"),
    ("noFunctionAssign", "no-func-assign"),
    ("noGlobalEval", "no-eval"),
    ("noGlobalObjectCalls", "no-obj-calls"),
    ("noImplicitCoercions", "no-implicit-coercion"),
    ("noImportCycles", "no-cycle"),
    ("noIncrementDecrement", "no-plusplus"),
    ("noInvalidConstructorSuper", "constructor-super"),
    ("noInvalidUseBeforeDeclaration", "no-use-before-define"),
    ("noMultipleSpacesInRegularExpressionLiterals", "no-regex-spaces"),
    ("noNegationElse", "no-negated-condition"),
    ("noNestedPromises", "no-nesting"),
    ("noParameterAssign", "no-param-reassign"),
    ("noParametersOnlyUsedInRecursion", "only-used-in-recursion"),
    ("noPrecisionLoss", "no-loss-of-precision"),
    ("noSparseArray", "no-sparse-arrays"),
    ("noSwitchDeclarations", "no-case-declarations"),
    ("noThenProperty", "no-thenable"),
    ("noUndeclaredVariables", "no-undef"),
    ("noUnreachableSuper", "no-this-before-super"),
    ("noUnusedImports", "no-unused-vars"),
    ("noUnusedVariables", "no-unused-vars"),
    ("noUselessElse", "no-else-return"),
    ("noUselessEscapeInRegex", "no-useless-escape"),
    ("noUselessFragments", "jsx-no-useless-fragment"),
    ("noUselessLabel", "no-extra-label"),
    ("noUselessLoneBlockStatements", "no-lone-blocks"),
    ("noUselessStringConcat", "no-useless-concat"),
    ("noUselessUndefinedInitialization", "no-undef-init"),
    ("noVoidElementsWithChildren", "void-dom-elements-no-children"),
    ("noYodaExpression", "yoda"),
    ("useArrowFunction", "prefer-arrow-callback"),
    ("useAwait", "require-await"),
    ("useBlockStatements", "curly"),
    ("useCollapsedElseIf", "no-lonely-if"),
    ("useConsistentArrowReturn", "arrow-body-style"),
    ("useConst", "prefer-const"),
    ("useDefaultParameterLast", "default-param-last"),
    ("useDefaultSwitchClause", "default-case"),
    ("useDefaultSwitchClauseLast", "default-case-last"),
    ("useDestructuring", "prefer-destructuring"),
    ("useExhaustiveDependencies", "exhaustive-deps"),
    ("useExponentiationOperator", "prefer-exponentiation-operator"),
    ("useGetterReturn", "getter-return"),
    ("useHookAtTopLevel", "rules-of-hooks"),
    ("useIsNan", "use-isnan"),
    ("useJsxKeyInIterable", "jsx-key"),
    ("useLiteralKeys", "dot-notation"),
    ("useNodejsImportProtocol", "prefer-node-protocol"),
    ("useNumericLiterals", "prefer-numeric-literals"),
    ("useObjectSpread", "prefer-object-spread"),
    ("useRegexLiterals", "prefer-regex-literals"),
    ("useSymbolDescription", "symbol-description"),
    ("useTemplate", "prefer-template"),
    ("useThrowOnlyError", "no-throw-literal"),
    ("useValidTypeof", "valid-typeof"),
    ("useYield", "require-yield"),
];

/// What Lode calls a rule of Biome's: `noDebugger` is `no-debugger`.
pub(crate) fn our_name(name: &str) -> String {
    if let Some((_, ours)) = NAMES.iter().find(|(theirs, _)| *theirs == name) {
        return (*ours).to_owned();
    }
    let mut ours = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            ours.push('-');
        }
        ours.push(character.to_ascii_lowercase());
    }
    ours
}
