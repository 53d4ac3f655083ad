const { pathToFileURL } = await import('node:url');
const { createRequire } = await import('node:module');

/** A preset may extend one that extends one, and so on. */
const DEEPEST = 20;

const [path, named, mark] = process.argv.slice(-3);
const presets = JSON.parse(named);

const kept = ({
    name, files, excludedFiles, ignores, rules, languageOptions, linterOptions, extends: bases, env, globals, overrides, ignorePatterns,
    noInlineConfig, reportUnusedDisableDirectives, parserOptions, root, error,
}) => ({
    name,
    files: files?.flat?.(Infinity).filter((pattern) => typeof pattern === 'string') ?? files,
    excludedFiles,
    ignores: ignores?.filter?.((pattern) => typeof pattern === 'string'),
    rules, env, globals, overrides, ignorePatterns, noInlineConfig, reportUnusedDisableDirectives, root, extends: bases, error,
    languageOptions: languageOptions && { globals: languageOptions.globals, sourceType: languageOptions.sourceType },
    linterOptions: linterOptions && {
        noInlineConfig: linterOptions.noInlineConfig,
        reportUnusedDisableDirectives: linterOptions.reportUnusedDisableDirectives,
    },
    parserOptions: parserOptions && { sourceType: parserOptions.sourceType },
});

/** The package that a short name means: `standard` is `eslint-config-standard`, `@a` is `@a/eslint-config`. */
function packageOf(name, prefix) {
    if (!name.startsWith('@')) return name.startsWith(`${prefix}-`) ? name : `${prefix}-${name}`;
    const [scope, own, ...rest] = name.split('/');
    if (!own || own === prefix) return `${scope}/${prefix}`;
    return [scope, own.startsWith(`${prefix}-`) ? own : `${prefix}-${own}`, ...rest].join('/');
}

/** What a name in an `extends` stands for, with all that it extends itself. */
function preset(name, by, depth) {
    try {
        const require = createRequire(by);
        const [, plugin, member] = /^plugin:(.+)\/([^/]+)$/.exec(name) ?? [];
        if (plugin) {
            const file = require.resolve(packageOf(plugin, 'eslint-plugin'));
            const module = require(file);
            const config = (module.configs ?? module.default?.configs)?.[member];
            if (!config) throw new Error(`it has no configuration \`${member}\``);
            return whole(config, file, depth);
        }
        const file = require.resolve(/^[./]/.test(name) ? name : packageOf(name, 'eslint-config'));
        const config = require(file);
        return whole(config.default ?? config, file, depth);
    } catch (error) {
        return { name, error: String(error?.message ?? error).split('\n')[0] };
    }
}

function whole(config, by, depth = 0) {
    if (depth > DEEPEST) throw new Error('it is extended over and over');
    const bases = [config.extends ?? []].flat(Infinity);
    const isOwn = (base) => typeof base !== 'string' || base.startsWith('eslint:') || /\.(json|ya?ml)$/.test(base);
    return {
        ...config,
        extends: bases.map((base) => (isOwn(base) ? base : kept(preset(base, by, depth + 1)))),
        overrides: config.overrides?.map((part) => kept(whole(part, by, depth))),
    };
}

let exported;
if (presets.length > 0) {
    exported = presets.map((name) => preset(name, path, 0));
} else {
    const loaded = await import(pathToFileURL(path).href);
    exported = loaded.default ?? loaded;
    if (typeof exported === 'function') exported = await exported();
    exported = await exported;
    exported = Array.isArray(exported) ? exported.flat(Infinity).filter(Boolean) : exported;
    if (/\.eslintrc\.\w+$/.test(path)) exported = whole(exported, path);
}

const plain = (key, value) => {
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof RegExp) return String(value);
    return value;
};
const text = JSON.stringify(Array.isArray(exported) ? exported.map(kept) : kept(exported), plain);
process.stdout.write(mark + text, () => process.exit(0));
