"""Which tests run when: what a file costs, in one place.

`make quick` leaves out everything that is named here, `make test` what is long or needs tools, and `make full` runs it
all. A folder counts for every file in it. What is left out is not even imported: that takes longer than many tests.
"""

from pathlib import Path

PROCESS = (
    "cli/test_across.py",
    "cli/test_ci_files.py",
    "cli/test_denied.py",
    "cli/test_every_organization.py",
    "cli/test_jobs.py",
    "cli/test_kept_rules.py",
    "cli/test_many_findings.py",
    "cli/test_notify.py",
    "cli/test_odd_answers.py",
    "cli/test_overwriting.py",
    "cli/test_publish.py",
    "cli/test_report.py",
    "cli/test_schedules.py",
    "cli/test_store_forget_killed.py",
    "cli/test_words.py",
    "collect",
    "contract/test_local_organization.py",
    "end_to_end",
    "engine/test_interrupts.py",
    "engine/test_watch.py",
    "evaluate/distribute",
    "notify",
    "reports/test_fixes.py",
    "reports/test_formats.py",
    "cli/test_look.py",
    "simulator/test_process.py",
    "spec/test_names.py",
    "spec/test_repairs.py",
    "spec/test_swap.py",
    "spec/test_trial.py",
    "spec/test_view.py",
)
"""What starts processes, or serves and asks over a socket."""

SEARCH = (
    "adversary",
    "cli/test_acceptance.py",
    "cli/test_attested.py",
    "cli/test_choosing.py",
    "cli/test_commands.py",
    "cli/test_completion.py",
    "cli/test_config.py",
    "cli/test_controls.py",
    "cli/test_diff.py",
    "cli/test_earlier_stores.py",
    "cli/test_evidence.py",
    "cli/test_explain.py",
    "cli/test_fixes.py",
    "cli/test_forecast.py",
    "cli/test_init.py",
    "cli/test_keep.py",
    "cli/test_known_values.py",
    "cli/test_new_since.py",
    "cli/test_one_process.py",
    "cli/test_organizations.py",
    "cli/test_pack_ids.py",
    "cli/test_pack_pins.py",
    "cli/test_packs.py",
    "cli/test_places.py",
    "cli/test_privacy.py",
    "cli/test_profiles.py",
    "cli/test_query.py",
    "cli/test_report_past.py",
    "cli/test_rules_diff.py",
    "cli/test_rules_doubts.py",
    "cli/test_rules_export.py",
    "cli/test_rules_lint.py",
    "cli/test_rules_new.py",
    "cli/test_rules_sql.py",
    "cli/test_site.py",
    "cli/test_stale_suspended.py",
    "cli/test_store.py",
    "cli/test_store_forget.py",
    "cli/test_store_forget_whom.py",
    "cli/test_store_prune.py",
    "cli/test_telling.py",
    "cli/test_waived.py",
    "cli/test_waivers.py",
    "engine/test_put.py",
    "evaluate/test_by_key.py",
    "evaluate/test_explain.py",
    "evaluate/test_kept_findings.py",
    "evaluate/test_less_information.py",
    "evaluate/test_locked_engine.py",
    "evaluate/test_required_policies.py",
    "evaluate/test_unlisted.py",
    "evaluate/test_unlisted_bundled.py",
    "evaluate/test_waiving.py",
    "expressions/test_addresses.py",
    "expressions/test_by_key.py",
    "expressions/test_composites.py",
    "expressions/test_doubts.py",
    "expressions/test_edges.py",
    "expressions/test_injection.py",
    "expressions/test_joins.py",
    "expressions/test_limits.py",
    "expressions/test_parts.py",
    "expressions/test_reach.py",
    "expressions/test_three_valued.py",
    "expressions/test_unknown_elements.py",
    "expressions/test_write.py",
    "history/test_compare.py",
    "history/test_organization.py",
    "reports/test_controls.py",
    "reports/test_every_format.py",
    "reports/test_explanation.py",
    "reports/test_facts.py",
    "reports/test_fixes.py",
    "reports/test_hostile_text.py",
    "reports/test_inert.py",
    "reports/test_privacy.py",
    "reports/test_random_results.py",
    "reports/test_sarif_limits.py",
    "reports/test_walking.py",
    "results/test_consistency.py",
    "results/test_read.py",
    "rulebook/test_below.py",
    "rulebook/test_mutated_files.py",
    "rulebook/test_mutated_packs.py",
    "rulebook/test_promises.py",
    "settings/test_waiver_files.py",
    "simulator/test_any_writes.py",
    "simulator/test_organization.py",
    "simulator/test_role_writes.py",
    "simulator/test_user_writes.py",
    "snapshots/test_archives.py",
    "snapshots/test_by_key.py",
    "snapshots/test_certain.py",
    "snapshots/test_compose.py",
    "snapshots/test_derive.py",
    "snapshots/test_earlier.py",
    "snapshots/test_keys.py",
    "snapshots/test_losses.py",
    "snapshots/test_plain_files.py",
    "snapshots/test_redact.py",
    "snapshots/test_renamed.py",
    "snapshots/test_strange.py",
    "snapshots/test_tallies.py",
    "spec/test_adapt.py",
    "spec/test_document.py",
    "spec/test_impact.py",
    "spec/test_report.py",
)
"""What tries very much: random expressions, changed answers, one organization, rule or snapshot after the other."""

LONG = (
    "end_to_end/test_month.py",
    "spec/test_changes.py",
    "spec/test_corpus.py",
    "spec/test_large.py",
    "spec/test_random_documents.py",
    "spec/test_regen.py",
    "spec/test_repaired_clients.py",
    "spec/test_swap_in.py",
    "adversary/test_echoes.py",
    "cli/test_bounds.py",
    "cli/test_closed_pipe.py",
    "collect/test_kill.py",
    "collect/test_resume.py",
    "end_to_end/test_absent_is_not_unknown.py",
    "end_to_end/test_by_key_killed.py",
    "end_to_end/test_environment.py",
    "end_to_end/test_fixes.py",
    "end_to_end/test_interrupted.py",
    "end_to_end/test_interrupted_sealing.py",
    "end_to_end/test_lost_between_runs.py",
    "end_to_end/test_oracle.py",
    "end_to_end/test_run.py",
    "end_to_end/test_unreadable.py",
    "end_to_end/test_wheel.py",
    "evaluate/test_less_of_a_snapshot.py",
    "expressions/test_completions.py",
    "expressions/test_tables_asked.py",
)
"""What takes minutes, and is about parts that few changes touch; in this order, before all else.

First the longest test, and the modules whose tests share what takes half a minute to make: a worker that has nothing
left takes over what the other has at the end of its list, and would make it again.
"""

TOOLS = (
    "cli/test_spark.py",
    "contract/test_anything.py",
    "contract/test_prism.py",
    "evaluate/distribute/test_spark.py",
    "reports/browser",
)
"""What needs Java, a browser, or tools that `make contract` installs."""

COSTS = {"process": PROCESS, "search": SEARCH, "long": LONG, "tools": TOOLS}

LEFT_OUT = {"quick": {"process", "search", "long", "tools"}, "test": {"long", "tools"}, "full": set[str]()}
"""What each tier leaves out."""


def is_in_tier(file: Path, tier: str) -> bool:
    """Return whether a tier has a test file, whose path is relative to `tests/`."""
    return not any(_is_listed(file.as_posix(), COSTS[cost]) for cost in LEFT_OUT[tier])


def rank(file: Path) -> int:
    """Return the place in which a test file, whose path is relative to `tests/`, runs; what is not long comes last."""
    long = (*LONG, *TOOLS)
    return next((at for at, place in enumerate(long) if _is_listed(file.as_posix(), (place,))), len(long))


def _is_listed(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}/") for place in places)
