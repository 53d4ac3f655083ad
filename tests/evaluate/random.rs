//! Programs made at random, from numbers that are the same each time: statements in statements, with every way to leave them. A
//! program writes down where it comes by and what its variables are.

use std::fmt::Write;

use libtest_mimic::Trial;

use super::Program;
use super::equal::is_equal;

/// How many are run, and how many statements each has at its top.
const PROGRAMS: u64 = 24;
const STATEMENTS: usize = 40;
/// Statements in statements, at most.
const DEPTH: usize = 5;

pub fn add(trials: &mut Vec<Trial>) {
    for seed in 0..PROGRAMS {
        trials.push(Trial::test(format!("evaluate::random::{seed}"), move || {
            let program = program(seed);
            is_equal(&program).map_err(|failed| {
                let why = failed.message().unwrap_or_default().to_owned();
                format!("{why}\n--- the program\n{}", program.0[0].1).into()
            })
        }));
    }
}

fn program(seed: u64) -> Program {
    let mut maker = Maker {
        state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
        text: String::new(),
        names: 0,
        scope: Scope::default(),
    };
    maker.line(0, "const trace = []; const at = (place, value) => { if (trace.length < 2000) trace.push(place + ':' + value); return value };");
    maker.line(0, "let fuel = 3000; const burn = () => { if (fuel-- < 0) throw new RangeError('empty') };");
    let variable = maker.variable();
    maker.line(0, &format!("let {variable} = 1;"));
    for _ in 0..STATEMENTS {
        maker.line(0, "try {");
        maker.statement(1);
        maker.line(0, "} catch (error) { at('caught', error?.name ?? error) }");
    }
    maker.line(0, "setTimeout(() => { console.log(trace.join(' ')); console.log(fuel) }, 5)");
    let name = if seed.is_multiple_of(3) { "main.mjs" } else { "main.cjs" };
    Program::of(name, maker.text)
}

/// What may be done where a statement stands.
#[derive(Clone, Default)]
struct Scope {
    variables: Vec<String>,
    labels: Vec<String>,
    is_in_loop: bool,
    is_in_function: bool,
    is_async: bool,
    is_generator: bool,
}

struct Maker {
    state: u64,
    text: String,
    names: usize,
    scope: Scope,
}

impl Maker {
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        ((self.state >> 16) % end as u64) as usize
    }

    fn line(&mut self, depth: usize, code: &str) {
        let _ = writeln!(self.text, "{:1$}{code}", "", depth * 2);
    }

    fn name(&mut self, kind: char) -> String {
        self.names += 1;
        format!("{kind}{}", self.names)
    }

    /// One that is known from here on.
    fn variable(&mut self) -> String {
        let name = self.name('v');
        self.scope.variables.push(name.clone());
        name
    }

    fn known(&mut self) -> String {
        let index = self.below(self.scope.variables.len());
        self.scope.variables[index].clone()
    }

    /// Statements in a scope of their own.
    fn block(&mut self, depth: usize, change: impl FnOnce(&mut Scope)) {
        let outer = self.scope.clone();
        change(&mut self.scope);
        for _ in 0..=self.below(3) {
            self.statement(depth + 1);
        }
        self.scope = outer;
    }

    fn expression(&mut self, depth: usize) -> String {
        let variable = self.known();
        if depth > 3 {
            return variable;
        }
        let kind = self.below(22);
        let outer = self.scope.clone();
        // Their parts stand in functions.
        if matches!(kind, 3 | 6 | 14 | 18) {
            self.scope.is_async = false;
            self.scope.is_generator = false;
        }
        let (left, right) = (self.expression(depth + 1), self.expression(depth + 2));
        self.scope = outer;
        match kind {
            0 => format!("({left}, {right})"),
            1 => format!("({left} ? {right} : {variable})"),
            2 => format!("({left} ?? {right})"),
            3 => format!("(({variable}) => {variable} + ' ' + {right})({left})"),
            4 => format!("[{left}, ...[{right}]].length"),
            5 => format!("`${{{left}}}-${{{right}}}`.length"),
            6 => format!("({{ a: {left}, get b() {{ return at('get', {right}) }} }}).b"),
            7 => format!("({variable} = {left})"),
            8 => format!("({variable} += 1)"),
            9 => format!("typeof {left}"),
            10 => format!("({{ m() {{ return this.x }}, x: {left} }}).m()"),
            11 => format!("(null?.x[{left}] || {right})"),
            12 => format!("({left} && {right})"),
            13 => format!("[{left}, {right}].map((x, i) => at('map', x) + i).join()"),
            14 => format!("(function () {{ return arguments.length + {left} }})({right}, 1)"),
            15 => format!("new (class {{ constructor(x) {{ this.x = x }} }})({left}).x"),
            16 if self.scope.is_async => format!("(await {left})"),
            17 if self.scope.is_generator => format!("(yield {left})"),
            18 => format!("((a = {left}, {{ b = {right} }} = {{}}) => {{ return a === b }})()"),
            19 => format!("String({left}).replace(/\\d/g, (d) => +d + 1)"),
            20 => format!("at('e', {left})"),
            _ => variable,
        }
    }

    fn statement(&mut self, depth: usize) {
        let place = self.name('p');
        let value = self.expression(1);
        if depth > DEPTH {
            return self.line(depth, &format!("at('{place}', {value});"));
        }
        match self.below(26) {
            0 => {
                self.line(depth, &format!("if ({value}) {{"));
                self.block(depth, |_| {});
                self.line(depth, "} else {");
                self.block(depth, |_| {});
                self.line(depth, "}");
            }
            1 => {
                self.line(depth, &format!("if ({value})"));
                self.statement_alone(depth + 1);
                self.line(depth, "else");
                self.statement_alone(depth + 1);
            }
            2 => self.for_loop(depth),
            3 => self.for_of(depth, &value),
            4 => {
                let (counter, rounds) = (self.name('w'), self.below(4));
                self.line(depth, &format!("let {counter} = {rounds}; while ({counter}-- > 0) {{ burn();"));
                self.block(depth, |scope| scope.is_in_loop = true);
                self.line(depth, "}");
            }
            5 => {
                self.line(depth, "try {");
                self.block(depth, |_| {});
                self.line(depth, &format!("}} catch (caught) {{ at('{place}', caught?.name ?? caught);"));
                self.block(depth, |_| {});
                self.line(depth, "} finally {");
                self.line(depth + 1, &format!("at('{place}f', {value});"));
                self.line(depth, "}");
            }
            6 => self.line(depth, &format!("if (fuel % 3 === 0) throw {value};")),
            7 => self.switch(depth, &value),
            8 | 9 => self.function(depth),
            10 => {
                let label = self.name('l');
                self.line(depth, &format!("{label}: {{"));
                self.block(depth, |scope| scope.labels.push(label));
                self.line(depth, "}");
            }
            11 if !self.scope.labels.is_empty() => {
                let index = self.below(self.scope.labels.len());
                let label = self.scope.labels[index].clone();
                self.line(depth, &format!("if ({value}) break {label};"));
            }
            12 if self.scope.is_in_loop => self.line(depth, &format!("if ({value}) continue;")),
            13 if self.scope.is_in_loop => self.line(depth, &format!("if ({value}) break;")),
            14 if self.scope.is_in_function => self.line(depth, &format!("if (fuel % 2) return {value};")),
            15 => {
                let name = self.variable();
                self.line(depth, &format!("let {name} = {value}"));
            }
            16 => {
                let (first, second) = (self.name('v'), self.name('v'));
                self.line(depth, &format!("let {{ {first} = {value}, x: [{second}, ...r{first}] = [1, 2] }} = {{}}"));
                self.scope.variables.extend([first, second]);
            }
            17 => {
                let name = self.known();
                self.line(depth, &format!("{name}++"));
            }
            18 => {
                let name = self.known();
                self.line(depth, &format!("{name} ??= {value}"));
            }
            19 => self.class(depth, &value),
            20 => {
                self.line(depth, "{");
                self.block(depth, |_| {});
                self.line(depth, "}");
            }
            21 => self.line(depth, &format!("Promise.resolve({value}).then((x) => at('{place}', x));")),
            _ => self.line(depth, &format!("at('{place}', {value})")),
        }
    }

    /// One that needs no block around it.
    fn statement_alone(&mut self, depth: usize) {
        let value = self.expression(1);
        let place = self.name('p');
        self.line(depth, &format!("at('{place}', {value});"));
    }

    fn for_loop(&mut self, depth: usize) {
        let (variable, end) = (self.name('v'), self.below(5));
        let label = self.name('l');
        self.line(depth, &format!("{label}: for (let {variable} = 0; {variable} < {end}; {variable}++) {{ burn();"));
        self.block(depth, |scope| {
            scope.variables.push(variable);
            scope.labels.push(label);
            scope.is_in_loop = true;
        });
        self.line(depth, "}");
    }

    fn for_of(&mut self, depth: usize, value: &str) {
        let variable = self.name('v');
        self.line(depth, &format!("for (let {variable} of [{value}, 2]) {{"));
        self.block(depth, |scope| {
            scope.variables.push(variable);
            scope.is_in_loop = true;
        });
        self.line(depth, "}");
    }

    fn switch(&mut self, depth: usize, value: &str) {
        self.line(depth, &format!("switch ({value}) {{"));
        for case in 0..self.below(3) {
            self.line(depth, &format!("case {case}: {{"));
            self.block(depth, |_| {});
            self.line(depth, if case == 1 { "}" } else { "} break" });
        }
        self.line(depth, "default:");
        self.statement_alone(depth + 1);
        self.line(depth, "}");
    }

    fn function(&mut self, depth: usize) {
        let (name, parameter) = (self.name('f'), self.name('v'));
        let (kind, is_async, is_generator) =
            [("function", false, false), ("async function", true, false), ("function*", false, true)][self.below(3)];
        self.line(depth, &format!("{kind} {name}({parameter} = 1) {{ burn();"));
        self.block(depth, |scope| {
            *scope = Scope { variables: std::mem::take(&mut scope.variables), ..Scope::default() };
            scope.variables.push(parameter);
            scope.is_in_function = true;
            scope.is_async = is_async;
            scope.is_generator = is_generator;
        });
        self.line(depth, "}");
        let argument = self.expression(2);
        match (is_async, is_generator) {
            (true, _) => self.line(
                depth,
                &format!("{name}({argument}).then((x) => at('{name}', x), (e) => at('{name}', e?.name ?? e));"),
            ),
            (_, true) => self.line(depth, &format!("for (const x of {name}({argument})) at('{name}', x)")),
            _ => self.line(depth, &format!("at('{name}', {name}({argument}))")),
        }
    }

    fn class(&mut self, depth: usize, value: &str) {
        let name = self.name('C');
        let other = self.expression(2);
        self.line(depth, &format!("class {name} extends Object {{ #p = 1; f = () => this.#p; static s = 5;"));
        self.line(depth + 1, &format!("constructor(x) {{ super(); this.#p = x; at('{name}', new.target.name) }}"));
        self.line(depth + 1, &format!("get g() {{ return this.#p }} set g(v) {{ this.#p = v }} m(x) {{ return super.valueOf() === this && x === {name}.s }}"));
        self.line(depth, "}");
        let made = self.name('o');
        self.line(depth, &format!("const {made} = new {name}(1); {made}.g = 7; at('{name}', {made}.f() + {made}.m({other}) + typeof {made}.g)"));
        self.line(depth, &format!("at('{name}', typeof {value});"));
    }
}
