"""Run the lint rules over an agreement and its record."""

from collections.abc import Callable, Collection, Iterator

from servanda.checks.rules import (
    affiliates_not_covered,
    aggregate_count_undefined,
    breach_consequence_missing,
    breach_severity_undefined,
    clock_may_never_start,
    complaint_channel_missing,
    cross_breach_unstated,
    day_count_ambiguous,
    deadline_impossible,
    deadline_past_at_signing,
    dispute_deadlock,
    dispute_resolution_missing,
    duration_unstated,
    entry_time_not_exact,
    incorporation_dangling,
    monitor_access_unguaranteed,
    monitor_composition_missing,
    monitor_verify_conflated,
    no_entry_into_force,
    no_monitor,
    no_obligated_actor,
    orphan_phase,
    permission_contradicts_prohibition,
    permitted_acts_missing,
    phase_exit_undefined,
    phase_transition_by_talks_only,
    prohibited_acts_not_listed,
    relative_deadline_unanchored,
    renewal_gap,
    renewal_rule_missing,
    reporting_duty_incomplete,
    self_defence_unbounded,
    sequence_cycle,
    sequence_unstated,
    unilateral_exit_unbounded,
    vacuum_after_withdrawal,
    vague_timing,
    weapon_class_undefined,
    withdrawal_without_line,
    withdrawal_without_verifier,
)
from servanda.diagnostics import Diagnostic, Rule, current_name, in_order
from servanda.model.agreement import Agreement

_MODULES = (
    affiliates_not_covered,
    aggregate_count_undefined,
    breach_consequence_missing,
    breach_severity_undefined,
    clock_may_never_start,
    complaint_channel_missing,
    cross_breach_unstated,
    day_count_ambiguous,
    deadline_impossible,
    deadline_past_at_signing,
    dispute_deadlock,
    dispute_resolution_missing,
    duration_unstated,
    entry_time_not_exact,
    incorporation_dangling,
    monitor_access_unguaranteed,
    monitor_composition_missing,
    monitor_verify_conflated,
    no_entry_into_force,
    no_monitor,
    no_obligated_actor,
    orphan_phase,
    permission_contradicts_prohibition,
    permitted_acts_missing,
    phase_exit_undefined,
    phase_transition_by_talks_only,
    prohibited_acts_not_listed,
    relative_deadline_unanchored,
    renewal_gap,
    renewal_rule_missing,
    reporting_duty_incomplete,
    self_defence_unbounded,
    sequence_cycle,
    sequence_unstated,
    unilateral_exit_unbounded,
    vacuum_after_withdrawal,
    vague_timing,
    weapon_class_undefined,
    withdrawal_without_line,
    withdrawal_without_verifier,
)

LINT_RULES: tuple[Rule, ...] = tuple(module.RULE for module in _MODULES)
_CHECKS: tuple[tuple[str, Callable[[Agreement], Iterator[Diagnostic]]], ...] = tuple(
    (module.RULE.name, module.check) for module in _MODULES
)


def lint(agreement: Agreement, only: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Give what all rules find, or only the named ones, in the order of the text."""
    wanted = None if only is None else {current_name(name) for name in only}
    return in_order(
        diagnostic
        for name, check in _CHECKS
        if wanted is None or name in wanted
        for diagnostic in check(agreement)
    )
