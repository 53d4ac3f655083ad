'use strict';
/*! The familiar sentence for what the engine says in its own words. Used where an error is shown to a person; the error object keeps
 * the engine's message.
 */

/** The last step of an expression: its property as V8 quotes it. */
function propertyOf(expression) {
  const named = /(?:\.|\?\.)([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(expression);
  if (named !== null) return `'${named[1]}'`;
  const called = /(?:\.|\?\.)([\p{ID_Start}$_][\p{ID_Continue}$]*)\(/u.exec(expression);
  if (called !== null) return `'${called[1]}'`;
  const quoted = /\[(['"])([^'"]*)\1\]$/.exec(expression);
  return quoted === null ? undefined : `'${quoted[2]}'`;
}

const rules = [
  [/^Can't find variable: (.+)$/, (_, name) => `${name} is not defined`],
  [/^(undefined|null) is not an object \(evaluating '([^]*)'\)$/, (_, value, expression) => {
    const assigned = /^([^=]*[^=!<>])=(?![=>])/.exec(expression);
    const property = propertyOf((assigned === null ? expression : assigned[1]).trim());
    const what = assigned === null ? ['read', 'reading'] : ['set', 'setting'];
    return property === undefined ? `Cannot ${what[0]} properties of ${value}` : `Cannot ${what[0]} properties of ${value} (${what[1]} ${property})`;
  }],
  [/^([^]*) is not a function\. \(In '[^]*', '[^]*' is [^]*\)$/, (_, name) => `${name} is not a function`],
  [/^[^]* is not a constructor \(evaluating 'new ([^(]*)[^]*'\)$/, (_, name) => `${name || '(intermediate value)'} is not a constructor`],
  [/^([^]*) is not a function \(evaluating '[^]*'\)$/, (_, name) => `${name} is not a function`],
  [/^Cannot access uninitialized variable\.$/, () => 'Cannot access a variable before its initialization'],
  [/^Cannot call a class constructor (\w+ )?without \|new\|$/, (_, name) => `Class constructor ${name ?? ''}cannot be invoked without 'new'`],
  [/^Invalid mix of BigInt and other type in .*$/, () => 'Cannot mix BigInt and other types, use explicit conversions'],
  [/^Cannot convert a symbol to a string$/, () => 'Cannot convert a Symbol value to a string'],
  [/^undefined is not a function \(near '\.\.\.[^]* of ([^]+)\.\.\.'\)$/, (_, name) => `${name} is not iterable`],
  [/^undefined is not a function \(near '\.\.\.\[[^]*\]\.\.\.'\)$/, () => 'A value that is not iterable cannot be destructured as an array'],
  [/^([^]*) is not an Object\. \(evaluating '(['"]?)([^]+)\2 in [^]+'\)$/, (_, value, _quote, key) => (
    `Cannot use 'in' operator to search for '${key}' in ${value.replace(/^(['"])([^]*)\1$/, '$2')}`)],
  [/^Right hand side of instanceof is not (an object|callable)$/, (_, what) => `Right-hand side of 'instanceof' is not ${what}`],
  [/^'super\(\)' must be called in derived constructor before accessing \|this\| or returning non-object\.$/, () => (
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor")],
  [/^Maximum call stack size exceeded\.$/, () => 'Maximum call stack size exceeded'],
  [/^reduce of empty array with no initial value$/, () => 'Reduce of empty array with no initial value'],
  [/^String\.prototype\.repeat argument must be greater than or equal to 0 and not be Infinity$/, () => 'Invalid count value'],
  [/^Array length must be a positive integer of safe magnitude\.$/, () => 'Invalid array length'],
  [/^URI error$/, () => 'URI malformed'],
  [/^Right side of assignment cannot be destructured$/, () => 'Cannot destructure a value that is null or undefined'],
];

/** V8's sentence for an engine's message, or the message itself. */
function familiar(message) {
  for (const [pattern, replace] of rules) {
    if (pattern.test(message)) return message.replace(pattern, replace);
  }
  return message;
}

module.exports = { familiar };
