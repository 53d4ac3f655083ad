'use strict';
/*! What a person sees of the tests: a line for each, what failed in full, the sums. */

const lines = [];
const failures = [];
const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
const started = performance.now();

let colours;
function paint(code, text) {
  colours ??= process.stdout.hasColors?.() === true;
  return colours ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function indent(test) {
  return '  '.repeat(test.depth);
}

function count(test) {
  if (test.isSuite) {
    counts.suites++;
    return;
  }
  counts.tests++;
  if (test.skip) counts.skipped++;
  else if (test.todo) counts.todo++;
  else if (test.failed) counts.fail++;
  else counts.pass++;
}

/** Children end before their parents but are shown below them: a line waits until its top-level test has ended. */
function ended(test) {
  count(test);
  if (test.failed && !test.todo && !test.error?.isSubtests) failures.push(test);
  if (test.depth === 0) {
    show(test);
    process.stdout.write(`${lines.splice(0).join('\n')}\n`);
  }
}

function show(test) {
  const time = paint(90, `(${test.duration.toFixed(3)}ms)`);
  const reason = (value) => (typeof value === 'string' ? ` # ${value}` : '');
  const group = test.children.length > 0;
  if (group) lines.push(`${indent(test)}\u25b6 ${test.name}`);
  for (const child of test.children) if (child.ended) show(child);
  if (test.skip) lines.push(`${indent(test)}${paint(90, `\ufe63 ${test.name}`)} ${time} # SKIP${reason(test.skip).slice(2)}`);
  else if (test.todo) lines.push(`${indent(test)}${paint(34, `\u26a0 ${test.name}`)} ${time} # TODO${reason(test.todo).slice(2)}`);
  else if (test.failed) lines.push(`${indent(test)}${paint(31, `\u2716 ${test.name}`)} ${time}`);
  else lines.push(`${indent(test)}${paint(32, `\u2714 ${test.name}`)} ${time}`);
  for (const message of test.diagnostics ?? []) lines.push(`${indent(test)}\u2139 ${message}`);
}

function diagnostic(test, message) {
  (test.diagnostics ??= []).push(`${message}`);
}

function finish(root) {
  const { inspect } = require('util');
  for (const [name, value] of Object.entries(counts)) process.stdout.write(`${paint(34, `\u2139 ${name} ${value}`)}\n`);
  process.stdout.write(`${paint(34, `\u2139 duration_ms ${(performance.now() - started).toFixed(3)}`)}\n`);
  if (root.failed && root.error !== undefined) failures.push(root);
  if (failures.length === 0) return;
  process.exitCode = 1;
  process.stdout.write(`\n${paint(31, '\u2716 failing tests:')}\n`);
  for (const test of failures) {
    const error = inspect(test.error, { colors: colours }).replace(/\n/g, '\n  ');
    process.stdout.write(`\n${paint(31, `\u2716 ${test.name}`)}\n  ${error}\n`);
  }
}

module.exports = { ended, diagnostic, finish };
