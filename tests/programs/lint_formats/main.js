// What `lode lint` prints for the programs of others, checked by the schemas they have, or by the grammar that they document.
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { realpathSync } = require('node:fs');
const Ajv = require('ajv');
const cheerio = require('cheerio');

function lint(format) {
    // Under the name `node` Lode takes Node's command line.
    const lode = realpathSync(process.execPath);
    const { stdout, status } = spawnSync(lode, ['lint', 'src', '-f', format, '-W', 'no-empty'], { encoding: 'utf8' });
    assert.strictEqual(status, 1, format);
    return stdout;
}

function valid(schema, value, name) {
    const ajv = new Ajv({ schemaId: 'auto', allErrors: true, logger: false, unknownFormats: 'ignore' });
    ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
    const isValid = ajv.validate(schema, value);
    console.log(name, isValid ? 'is valid' : JSON.stringify(ajv.errors, null, 2));
}

// SARIF: the schema of OASIS.
const sarif = JSON.parse(lint('sarif'));
const { $schema, ...schema } = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
valid({ ...schema, $schema: 'http://json-schema.org/draft-04/schema#' }, sarif, 'sarif');
const [run] = sarif.runs;
for (const { ruleId, ruleIndex } of run.results) {
    assert.strictEqual(ruleIndex === undefined ? ruleId : run.tool.driver.rules[ruleIndex].id, ruleId);
}
console.log(run.results.filter((result) => result.suppressions).length, 'suppressed');

// GitLab: what its documentation says that each issue has.
const issue = {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
        description: { type: 'string', minLength: 1 },
        check_name: { type: 'string', minLength: 1 },
        fingerprint: { type: 'string', minLength: 1 },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
            type: 'object',
            required: ['path', 'lines'],
            properties: {
                path: { type: 'string', not: { pattern: '^(/|\\./)' } },
                lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
            },
        },
    },
};
const issues = JSON.parse(lint('gitlab'));
valid({ type: 'array', items: issue }, issues, 'gitlab');
assert.strictEqual(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);

// XML: elements, and which attributes they may have; those with a mark they must have.
function xml(format, elements) {
    const text = lint(format);
    assert.ok(text.startsWith('<?xml version="1.0" encoding="utf-8"?>\n'));
    assert.ok(!/[\0-\x08\x0B\x0C\x0E-\x1F]/.test(text) && !/&(?!(lt|gt|amp|quot|apos|#\d+);)/.test(text));
    const document = cheerio.load(text, { xml: { xmlMode: true, decodeEntities: true } });
    const check = (element, parent) => {
        const known = elements[element.name];
        assert.ok(known && known.within === parent, `${element.name} in ${parent}`);
        const names = Object.keys(element.attribs);
        for (const name of names) assert.ok(known.has.some((one) => one.replace('!', '') === name), `${element.name} ${name}`);
        for (const name of known.has.filter((one) => one.endsWith('!'))) assert.ok(names.includes(name.slice(0, -1)), name);
        element.children.filter((child) => child.type === 'tag').forEach((child) => check(child, element.name));
    };
    const roots = document.root()[0].children.filter((child) => child.type === 'tag');
    assert.strictEqual(roots.length, 1);
    check(roots[0], '');
    console.log(format, 'is valid');
    return document;
}
xml('checkstyle', {
    checkstyle: { within: '', has: ['version!'] },
    file: { within: 'checkstyle', has: ['name!'] },
    error: { within: 'file', has: ['line!', 'column', 'severity!', 'message!', 'source'] },
});
const junit = xml('junit', {
    testsuites: { within: '', has: ['name', 'time', 'tests', 'failures', 'errors'] },
    testsuite: { within: 'testsuites', has: ['name!', 'tests!', 'failures', 'errors', 'time', 'skipped'] },
    testcase: { within: 'testsuite', has: ['name!', 'classname', 'time'] },
    failure: { within: 'testcase', has: ['message', 'type'] },
});
junit('testsuite').each((_, suite) => {
    const count = junit(suite).find('testcase').length;
    assert.strictEqual(Number(suite.attribs.tests), count);
    assert.strictEqual(Number(suite.attribs.failures), junit(suite).find('failure').length);
});

// GitHub: `::command name=value,…::message`, where what parts them is escaped; columns only within a line.
for (const line of lint('github').trimEnd().split('\n')) {
    const [, command, properties, message] = /^::(error|warning) ([^:]+)::(.+)$/.exec(line) ?? assert.fail(line);
    const values = Object.fromEntries(properties.split(',').map((property) => property.split('=')));
    assert.ok(values.file && Number(values.line) >= 1 && Number(values.endLine) >= Number(values.line), line);
    assert.strictEqual('col' in values, values.line === values.endLine, line);
    assert.ok(!/%(?!25|0D|0A|3A|2C)/.test(properties + message), line);
    console.log(command, decodeURIComponent(values.file), values.line, values.title);
}

// ESLint's JSON: the fixes it gives are the ones it makes.
const [{ source, messages }] = JSON.parse(lint('json')).filter(({ filePath }) => filePath.endsWith('all.js'));
const { fix } = messages.find(({ ruleId }) => ruleId === 'no-extra-boolean-cast');
console.log(JSON.stringify((source.slice(0, fix.range[0]) + fix.text + source.slice(fix.range[1])).split('\n')[6]));
