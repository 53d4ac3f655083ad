//! Realms and scripts for `node:vm`.

use std::time::{Duration, Instant};

use engine::{Context, Handle, Scope, Value};

/// A realm whose global object looks into the sandbox.
pub struct VmContext(Context);

/// A realm over `sandbox`. Where `allow_eval` is false, `eval` and `new Function` throw in it.
pub fn make_context(scope: &Scope, sandbox: Value<'_>, allow_eval: bool) -> Handle<VmContext> {
    let context = scope.new_realm_over(sandbox);
    if !allow_eval {
        context.scope().set_eval_enabled(false, "Code generation from strings disallowed for this context");
    }
    Handle::new(VmContext(context))
}

/// The realm's global object.
pub fn global_of<'s>(scope: &'s Scope, context: Handle<VmContext>) -> Value<'s> {
    scope.adopt(context.0.scope().global())
}

/// Whether the realm's global object shows its own properties only, not the sandbox's.
pub fn set_sandbox_hidden(context: Handle<VmContext>, is_hidden: bool) {
    context.0.scope().set_sandbox_hidden(is_hidden);
}

/// Evaluates a script in the realm, or in this one. `timeout` in milliseconds, 0 for none.
pub fn run<'s>(
    scope: &'s Scope,
    context: Option<Handle<VmContext>>,
    text: String,
    filename: String,
    line: i32,
    timeout: f64,
) -> Result<Value<'s>, Value<'s>> {
    if timeout > 0.0 {
        let limit = Duration::from_secs_f64(timeout / 1000.0);
        let end = Instant::now() + limit;
        scope.set_time_limit(limit, move || {
            if Instant::now() >= end {
                end_the_program(timeout);
            }
            Some(limit)
        });
    }
    let realm = context.as_ref().map_or(scope, |context| context.0.scope());
    let result =
        realm.evaluate(&text, &filename, line).map(|value| scope.adopt(value)).map_err(|error| scope.adopt(error));
    if timeout > 0.0 {
        scope.clear_time_limit();
    }
    result
}

/// The engine can end a script, but then it also ends what called it: a program is told and ended, not left half dead.
fn end_the_program(timeout: f64) -> ! {
    use std::io::Write as _;
    let _ = writeln!(
        std::io::stderr(),
        "Error [ERR_SCRIPT_EXECUTION_TIMEOUT]: Script execution timed out after {timeout}ms\n\n\
         Node throws this error at the call; JavaScriptCore can't go back there, so the program ends."
    );
    crate::process::exit_now(1)
}

/// Throws the SyntaxError of a script that does not parse.
pub fn check_syntax(scope: &Scope, text: String, filename: String, line: i32) -> Result<(), Value<'_>> {
    scope.check_syntax(&text, &filename, line)
}
