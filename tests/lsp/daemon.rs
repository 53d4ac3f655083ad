//! One process for all editors of a user.

use super::Body;

pub const TESTS: &[(&str, Body)] = &[];
