//! The rules: one line for each.

use crate::rule::Rule;

macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All rules, by their names.
        pub const RULES: &[Rule] =
            &[$(Rule { source: include_str!(concat!("rules/", stringify!($module), ".rs")), ..$module::RULE }),*];
    };
}

rules! {
    no_case_declarations
    no_class_assign
    no_compare_neg_zero
    no_cond_assign
    no_const_assign
    no_constant_binary_expression
    no_constant_condition
    no_control_regex
    no_debugger
    no_delete_var
    no_dupe_args
    no_dupe_class_members
    no_dupe_else_if
    no_dupe_keys
    no_duplicate_case
    no_empty
    no_empty_character_class
    no_empty_pattern
    no_empty_static_block
    no_ex_assign
    no_func_assign
    no_global_assign
    no_invalid_regexp
    no_irregular_whitespace
    no_loss_of_precision
    no_new_native_nonconstructor
    no_nonoctal_decimal_escape
    no_obj_calls
    no_octal
    no_redeclare
    no_regex_spaces
    no_self_assign
    no_shadow_restricted_names
    no_sparse_arrays
    no_unassigned_vars
    no_undef
    no_unexpected_multiline
    no_unsafe_negation
    no_unsafe_optional_chaining
    no_unused_vars
    no_useless_backreference
    no_useless_catch
    no_useless_escape
    no_with
    use_isnan
    valid_typeof
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
