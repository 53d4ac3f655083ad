//! node:test: `test`, `it`, `describe`, `suite`, their `skip`, `todo` and `only`, hooks, subtests, plans, time limits, `mock.fn`,
//! `mock.method`, `mock.getter` and `mock.setter`; a report on standard output and exit code 1 when a test fails. Files are run one by one
//! (`lode run file.test.js`). Not covered: `run()`, `--test` with its file search, other reporters, coverage, snapshots, mocked
//! timers and modules: they throw `ERR_NOT_IMPLEMENTED`. Documentation: Node.js, "Test runner".

use crate::builtin::{Builtin, builtin_source};

pub const BUILTINS: &[Builtin] = &[Builtin { id: "test", source: builtin_source!("test/test.js"), natives: &[] }];
