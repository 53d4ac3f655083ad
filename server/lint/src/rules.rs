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
    array_callback_return
    block_scoped_var
    consistent_return
    constructor_super
    curly
    default_case_last
    dot_notation
    eqeqeq
    for_direction
    getter_return
    guard_for_in
    new_cap
    no_alert
    no_array_constructor
    no_async_promise_executor
    no_await_in_loop
    no_caller
    no_case_declarations
    no_class_assign
    no_compare_neg_zero
    no_cond_assign
    no_console
    no_const_assign
    no_constant_binary_expression
    no_constant_condition
    no_constructor_return
    no_control_regex
    no_debugger
    no_delete_var
    no_dupe_args
    no_dupe_class_members
    no_dupe_else_if
    no_dupe_keys
    no_duplicate_case
    no_else_return
    no_empty
    no_empty_character_class
    no_empty_pattern
    no_empty_static_block
    no_eval
    no_ex_assign
    no_extend_native
    no_extra_bind
    no_extra_boolean_cast
    no_extra_label
    no_fallthrough
    no_func_assign
    no_global_assign
    no_implied_eval
    no_import_assign
    no_invalid_regexp
    no_irregular_whitespace
    no_iterator
    no_labels
    no_lone_blocks
    no_lonely_if
    no_loop_func
    no_loss_of_precision
    no_misleading_character_class
    no_multi_str
    no_new_func
    no_new_native_nonconstructor
    no_new_wrappers
    no_nonoctal_decimal_escape
    no_obj_calls
    no_octal
    no_octal_escape
    no_promise_executor_return
    no_proto
    no_prototype_builtins
    no_redeclare
    no_regex_spaces
    no_self_assign
    no_self_compare
    no_sequences
    no_setter_return
    no_shadow
    no_shadow_restricted_names
    no_sparse_arrays
    no_template_curly_in_string
    no_this_before_super
    no_throw_literal
    no_unassigned_vars
    no_undef
    no_undef_init
    no_unexpected_multiline
    no_unneeded_ternary
    no_unreachable
    no_unreachable_loop
    no_unsafe_finally
    no_unsafe_negation
    no_unsafe_optional_chaining
    no_unused_expressions
    no_unused_labels
    no_unused_private_class_members
    no_unused_vars
    no_use_before_define
    no_useless_assignment
    no_useless_backreference
    no_useless_catch
    no_useless_computed_key
    no_useless_concat
    no_useless_constructor
    no_useless_escape
    no_useless_rename
    no_useless_return
    no_var
    no_void
    no_with
    object_shorthand
    prefer_const
    prefer_promise_reject_errors
    prefer_regex_literals
    prefer_rest_params
    prefer_spread
    preserve_caught_error
    require_await
    require_yield
    symbol_description
    use_isnan
    valid_typeof
    yoda
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
