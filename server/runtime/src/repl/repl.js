'use strict';
/*! The prompt: reads, evaluates, prints. Declarations can be made again, `await` works at the top, objects are completed live. */

const { prepare } = lode.native('internal/repl');
const { exposeBuiltins, moduleFor } = require('internal/eval');
const { makeRequire } = require('internal/commonjs/loader');
const { inspect, stripVTControlCharacters } = require('util');

const HELP = `Type JavaScript. What it evaluates to is printed; \`_\` is the last value, \`_error\` the last error.
An unfinished text goes on on the next line. \`await\` works, \`import('x')\` too; builtins (fs, path, ...) are there.

.break    leave an unfinished text (or Ctrl+C, which stops an \`await\` too)
.clear    forget everything that was declared here
.editor   type several lines, run them with Ctrl+D
.exit     leave (or Ctrl+D on an empty line)
.help     this text
.load     run the lines of a file
.save     write the lines of this session to a file
`;

/** Where the history is kept: one line each, newest last. */
function historyFile() {
  const { NODE_REPL_HISTORY, HOME, XDG_STATE_HOME } = process.env;
  if (NODE_REPL_HISTORY !== undefined) return NODE_REPL_HISTORY.trim() || undefined;
  const path = require('path');
  if (XDG_STATE_HOME) return path.join(XDG_STATE_HOME, 'lode', 'history');
  return HOME ? path.join(HOME, '.local', 'state', 'lode', 'history') : undefined;
}

const HISTORY_SIZE = 1000;

/** Stands for what was awaited until Ctrl+C. */
const abandoned = Symbol('abandoned');

function readHistory(file) {
  try {
    return require('fs').readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(-HISTORY_SIZE).reverse();
  } catch {
    return [];
  }
}

/** Keeps the history; that it can't be written is no reason to disturb. */
function writeHistory(file, history) {
  try {
    const fs = require('fs');
    fs.mkdirSync(require('path').dirname(file), { recursive: true });
    fs.writeFileSync(file, `${history.slice(0, HISTORY_SIZE).reverse().join('\n')}\n`, { mode: 0o600 });
  } catch {
    // Read-only home, full disk.
  }
}

/** The text of an error without the frames of the prompt itself, and of what it called: those of files are left. */
function withoutInsideFrames(text) {
  const kept = [];
  for (const line of text.split('\n')) {
    if (!/^\s+at .*(\bnode:|\[prompt\]|<anonymous>\)$)/.test(stripVTControlCharacters(line))) kept.push(line);
    // An error's properties follow its last frame, in braces.
    else if (line.endsWith(' {')) kept[kept.length - 1] += ' {';
  }
  return kept.join('\n');
}

class Prompt {
  constructor() {
    this.pending = '';
    this.lines = [];
    this.editing = false;
    this.interactive = Boolean(process.stdin.isTTY);
    this.colors = Boolean(process.stdout.isTTY) && process.stdout.hasColors?.() !== false;
    this.busy = false;
    this.queue = [];
    this.setGlobals();
  }

  setGlobals() {
    const module = moduleFor('[prompt]');
    globalThis.module = module;
    globalThis.require = makeRequire(module);
    globalThis.exports = module.exports;
    exposeBuiltins(globalThis);
    for (const name of ['_', '_error']) {
      Object.defineProperty(globalThis, name, { __proto__: null, value: undefined, writable: true, configurable: true, enumerable: false });
    }
    this.known = new Set(Object.getOwnPropertyNames(globalThis));
  }

  start() {
    const readline = require('readline');
    if (this.interactive) {
      process.stdout.write(`Lode ${process.versions.lode} (Node.js ${process.version}). Type .help for help, Ctrl+D to leave.\n`);
    }
    const file = this.interactive ? historyFile() : undefined;
    this.reader = readline.createInterface({
      input: process.stdin,
      output: this.interactive ? process.stdout : undefined,
      terminal: this.interactive,
      prompt: '> ',
      history: file === undefined ? [] : readHistory(file),
      historySize: HISTORY_SIZE,
      removeHistoryDuplicates: true,
      completer: (line) => require('internal/repl_completion').complete(line, this.pending),
    });
    this.reader.on('line', (line) => {
      // At once: Ctrl+C may end a program that loops for ever.
      if (file !== undefined) writeHistory(file, this.reader.history ?? []);
      this.enqueue(line);
    });
    this.reader.on('SIGINT', () => this.interrupt());
    this.reader.on('close', () => {
      this.closed = true;
      this.enqueue(undefined);
    });
    process.on('uncaughtException', (error) => {
      this.showError(error);
      this.prompt();
    });
    this.prompt();
  }

  prompt() {
    if (!this.interactive || this.closed) return;
    this.reader.setPrompt(this.editing ? '' : this.pending === '' ? '> ' : '... ');
    this.reader.prompt(true);
  }

  interrupt() {
    if (this.abandon !== undefined) {
      this.abandon();
      return;
    }
    if (this.pending === '' && !this.editing && this.reader.line === '') {
      if (this.warned) {
        this.reader.close();
        return;
      }
      this.warned = true;
      process.stdout.write('(To leave, press Ctrl+C again or Ctrl+D or type .exit)\n');
    }
    this.pending = '';
    this.editing = false;
    this.reader.line = '';
    this.reader.cursor = 0;
    process.stdout.write('\n');
    this.prompt();
  }

  /** Lines are taken one after the other: an `await` holds back those behind it. */
  enqueue(line) {
    this.queue.push(line);
    if (!this.busy) this.drain();
  }

  async drain() {
    this.busy = true;
    while (this.queue.length > 0) {
      const line = this.queue.shift();
      if (line === undefined) {
        if (this.pending !== '') await this.evaluate(this.pending, true);
        process.exit();
      }
      await this.take(line);
    }
    this.busy = false;
    this.prompt();
  }

  async take(line) {
    this.warned = false;
    const trimmed = line.trim();
    if (!this.editing && this.pending === '' && /^\.[a-z]+(\s|$)/.test(trimmed)) {
      await this.command(trimmed);
      return;
    }
    if (this.pending !== '' && trimmed === '.break') {
      this.pending = '';
      return;
    }
    this.pending += this.pending === '' ? line : `\n${line}`;
    if (this.editing || this.pending.trim() === '') {
      if (!this.editing) this.pending = '';
      return;
    }
    await this.evaluate(this.pending, false);
  }

  async command(text) {
    const [, name, argument] = /^\.(\w+)\s*(.*)$/.exec(text);
    switch (name) {
      case 'help':
        process.stdout.write(HELP);
        break;
      case 'exit':
        this.reader.close();
        break;
      case 'break':
        break;
      case 'clear':
        for (const key of Object.getOwnPropertyNames(globalThis)) {
          if (!this.known.has(key)) {
            delete globalThis[key];
            // What a script declared with `var` stays, but empty.
            if (key in globalThis) globalThis[key] = undefined;
          }
        }
        process.stdout.write('Cleared\n');
        break;
      case 'editor':
        this.editing = true;
        process.stdout.write('// Type, then Ctrl+D to run, Ctrl+C to leave\n');
        break;
      case 'load':
        await this.load(argument);
        break;
      case 'save':
        this.save(argument);
        break;
      default:
        process.stdout.write(`There is no command .${name}; .help lists them\n`);
    }
  }

  async load(file) {
    let text;
    try {
      text = require('fs').readFileSync(file, 'utf8');
    } catch (error) {
      process.stdout.write(`Can't load: ${error.message}\n`);
      return;
    }
    await this.evaluate(text, true);
  }

  save(file) {
    try {
      require('fs').writeFileSync(file, `${this.lines.join('\n')}\n`);
      process.stdout.write(`Saved to ${file}\n`);
    } catch (error) {
      process.stdout.write(`Can't save: ${error.message}\n`);
    }
  }

  async evaluate(text, isFinal) {
    const prepared = prepare(text);
    if (prepared.kind === 'incomplete' && !isFinal) return;
    this.pending = '';
    if (prepared.kind !== 'complete') {
      const message = prepared.message ?? 'Unexpected end of input';
      this.showSyntaxError(message, text, prepared.start ?? text.length);
      return;
    }
    this.lines.push(text);
    try {
      const code = require('internal/esm/script').prepare(prepared.code, '[prompt]');
      let value = this.run(code);
      if (prepared.isAsync) {
        const boxed = await this.unlessAbandoned(value);
        if (boxed === abandoned) {
          process.stdout.write('\nNo longer waited for\n');
          return;
        }
        value = boxed?.value;
      }
      this.show(value);
    } catch (error) {
      globalThis._error = error;
      this.showError(error);
    }
  }

  /** Runs a script. Keys are signals meanwhile: nobody reads them while it is busy, and Ctrl+C has to stop what does not end. */
  run(code) {
    if (this.interactive) process.stdin.setRawMode(false);
    try {
      return lode.native('vm').run(undefined, code, '[prompt]', 1, 0);
    } finally {
      if (this.interactive) process.stdin.setRawMode(true);
    }
  }

  /** What a promise comes to, or `abandoned` after Ctrl+C. */
  async unlessAbandoned(promise) {
    const { promise: interrupted, resolve } = Promise.withResolvers();
    this.abandon = () => resolve(abandoned);
    try {
      return await Promise.race([promise, interrupted]);
    } finally {
      this.abandon = undefined;
    }
  }

  show(value) {
    globalThis._ = value;
    process.stdout.write(`${inspect(value, { colors: this.colors, showProxy: true })}\n`);
  }

  showError(error) {
    const isError = typeof error === 'object' && error !== null && Error.isError(error);
    let text = inspect(error, { colors: this.colors });
    // The frames of the prompt itself say nothing.
    if (isError) text = withoutInsideFrames(text);
    process.stdout.write(`Uncaught ${text}\n`);
  }

  showSyntaxError(message, text, start) {
    const before = text.slice(0, start);
    const lineStart = before.lastIndexOf('\n') + 1;
    const lineEnd = text.indexOf('\n', start);
    const line = text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
    process.stdout.write(`${line}\n${' '.repeat(start - lineStart)}^\n\nUncaught SyntaxError: ${message}\n`);
  }
}

function start() {
  new Prompt().start();
}

module.exports = { start };
