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
    accessor_pairs
    always_return
    array_callback_return
    arrow_body_style
    bad_array_method_on_arguments
    bad_bitwise_operator
    bad_char_at_comparison
    bad_comparison_sequence
    bad_match_all_arg
    bad_min_max_func
    bad_object_literal_comparison
    bad_replace_all_arg
    block_scoped_var
    builtin_export
    builtin_member
    camelcase
    catch_or_return
    cjs_named
    class_methods_use_this
    complexity
    consistent_return
    const_comparisons
    constructor_super
    curly
    cycle_tdz
    default
    default_case
    default_case_last
    default_param_last
    deprecated_api
    deprecated_package
    dot_notation
    double_comparisons
    eqeqeq
    erasing_op
    exhaustive_deps
    exports_map
    first
    for_direction
    func_names
    getter_return
    guard_for_in
    id_length
    jsx_key
    jsx_no_duplicate_props
    jsx_no_target_blank
    jsx_no_undef
    jsx_no_useless_fragment
    max_classes_per_file
    max_depth
    max_lines
    max_lines_per_function
    max_nested_callbacks
    max_params
    max_statements
    missing_extension
    missing_throw
    named
    namespace
    new_cap
    no_alert
    no_array_constructor
    no_async_promise_executor
    no_await_in_loop
    no_await_in_promise_methods
    no_bitwise
    no_callback_in_promise
    no_caller
    no_case_declarations
    no_children_prop
    no_class_assign
    no_compare_neg_zero
    no_cond_assign
    no_console
    no_const_assign
    no_constant_binary_expression
    no_constant_condition
    no_constructor_return
    no_continue
    no_control_regex
    no_cycle
    no_danger_with_children
    no_debugger
    no_delete_var
    no_direct_mutation_state
    no_div_regex
    no_dupe_args
    no_dupe_class_members
    no_dupe_else_if
    no_dupe_keys
    no_duplicate_case
    no_duplicates
    no_else_return
    no_empty
    no_empty_character_class
    no_empty_file
    no_empty_function
    no_empty_pattern
    no_empty_static_block
    no_eq_null
    no_eval
    no_ex_assign
    no_extend_native
    no_extra_bind
    no_extra_boolean_cast
    no_extra_label
    no_fallthrough
    no_func_assign
    no_global_assign
    no_implicit_coercion
    no_implied_eval
    no_import_assign
    no_inner_declarations
    no_invalid_fetch_options
    no_invalid_regexp
    no_invalid_remove_event_listener
    no_invalid_this
    no_irregular_whitespace
    no_iterator
    no_label_var
    no_labels
    no_lone_blocks
    no_lonely_if
    no_loop_func
    no_loss_of_precision
    no_misleading_character_class
    no_multi_assign
    no_multi_str
    no_negated_condition
    no_nested_ternary
    no_nesting
    no_new
    no_new_func
    no_new_native_nonconstructor
    no_new_statics
    no_new_wrappers
    no_nonoctal_decimal_escape
    no_obj_calls
    no_object_constructor
    no_octal
    no_octal_escape
    no_param_reassign
    no_plusplus
    no_promise_executor_return
    no_promise_in_callback
    no_proto
    no_prototype_builtins
    no_redeclare
    no_regex_spaces
    no_restricted_globals
    no_restricted_imports
    no_restricted_properties
    no_restricted_syntax
    no_return_assign
    no_return_in_finally
    no_return_wrap
    no_script_url
    no_self_assign
    no_self_compare
    no_sequences
    no_setter_return
    no_shadow
    no_shadow_restricted_names
    no_single_promise_in_promise_methods
    no_sparse_arrays
    no_template_curly_in_string
    no_ternary
    no_thenable
    no_this_before_super
    no_throw_literal
    no_unassigned_vars
    no_undef
    no_undef_init
    no_undefined
    no_underscore_dangle
    no_unexpected_multiline
    no_unknown_property
    no_unneeded_ternary
    no_unreachable
    no_unreachable_loop
    no_unresolved
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
    no_useless_call
    no_useless_catch
    no_useless_computed_key
    no_useless_concat
    no_useless_constructor
    no_useless_escape
    no_useless_fallback_in_spread
    no_useless_length_check
    no_useless_rename
    no_useless_return
    no_useless_spread
    no_var
    no_void
    no_with
    number_arg_out_of_range
    object_shorthand
    one_var
    only_used_in_recursion
    operator_assignment
    param_names
    prefer_arrow_callback
    prefer_const
    prefer_destructuring
    prefer_exponentiation_operator
    prefer_node_protocol
    prefer_numeric_literals
    prefer_object_spread
    prefer_promise_reject_errors
    prefer_regex_literals
    prefer_rest_params
    prefer_spread
    prefer_string_starts_ends_with
    prefer_template
    preserve_caught_error
    radix
    require_await
    require_in_esm
    require_yield
    rules_of_hooks
    sort_imports
    sort_keys
    sort_vars
    strict
    style_prop_object
    symbol_description
    undeclared_dependency
    uninvoked_array_callback
    unsupported_api
    unused_dependency
    unused_export
    unused_file
    use_isnan
    valid_params
    valid_typeof
    vars_on_top
    void_dom_elements_no_children
    yoda
}

/// Names that others have for rules, beside their own.
const ALIASES: [(&str, &str); 16] = [
    ("no-deprecated", "deprecated-api"),
    ("no-deprecated-api", "deprecated-api"),
    ("no-deprecated-imports", "deprecated-api"),
    ("no-duplicate-imports", "no-duplicates"),
    ("no-extraneous-dependencies", "undeclared-dependency"),
    ("no-extraneous-import", "undeclared-dependency"),
    ("no-extraneous-require", "undeclared-dependency"),
    ("no-import-cycles", "no-cycle"),
    ("no-missing-import", "no-unresolved"),
    ("no-missing-require", "no-unresolved"),
    ("no-undeclared-dependencies", "undeclared-dependency"),
    ("no-unpublished-import", "undeclared-dependency"),
    ("no-unresolved-imports", "no-unresolved"),
    ("no-unused-modules", "unused-export"),
    ("node-builtins", "unsupported-api"),
    ("imports-first", "first"),
];

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    let find = |name: &str| RULES.iter().find(|rule| rule.name == name);
    find(name).or_else(|| ALIASES.iter().find(|(alias, _)| *alias == name).and_then(|(_, name)| find(name)))
}
