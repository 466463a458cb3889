"""Test the register of rules, and the guess at what a writer meant."""

from collections.abc import Iterator

import pytest

from servanda.diagnostics import (
    RULES,
    Rule,
    Severity,
    current_name,
    explain,
    register,
    rename,
    rules,
    suggest,
)


def rule(name: str, summary: str = "a deadline ran out and no act is recorded") -> Rule:
    return Rule(
        name=name,
        severity=Severity.WARNING,
        summary=summary,
        why="Somebody waits for an act.\n",
        example="a must x\n\n  by day 3\n",
        source="Article 7",
    )


@pytest.fixture(autouse=True)
def _leave_the_register_as_it_was() -> Iterator[None]:
    registered, renamed = dict(RULES), dict(rules.OLD_NAMES)
    yield
    RULES.clear()
    RULES.update(registered)
    rules.OLD_NAMES.clear()
    rules.OLD_NAMES.update(renamed)


def test_a_rule_is_explained() -> None:
    register(rule("test-deadline-passed"))
    assert explain("test-deadline-passed") == (
        "warning[test-deadline-passed]: a deadline ran out and no act is recorded\n"
        "\n"
        "Somebody waits for an act.\n"
        "\n"
        "Example:\n"
        "\n"
        "    a must x\n"
        "\n"
        "      by day 3\n"
        "\n"
        "Source: Article 7\n"
    )


def test_an_old_name_redirects_for_ever() -> None:
    register(rule("test-deadline-passed"))
    rename("test-late", "test-overdue")
    rename("test-overdue", "test-deadline-passed")
    assert current_name("test-late") == "test-deadline-passed"
    assert "`test-late` is an old name of this rule.\n" in explain("test-late")


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    register(rule("test-deadline-passed"))
    with pytest.raises(LookupError, match="did you mean `test-deadline-passed`"):
        explain("test-deadline-past")
    with pytest.raises(LookupError, match=r"no rule is named `zzz`$"):
        explain("zzz")


def test_the_nearest_old_name_is_answered_with_the_new_one() -> None:
    register(rule("test-deadline-passed"))
    rename("test-zebra-crossing", "test-deadline-passed")
    with pytest.raises(LookupError, match="did you mean `test-deadline-passed`"):
        explain("test-zebra-crosing")


def test_a_name_has_one_rule() -> None:
    first = register(rule("test-twice"))
    assert register(rule("test-twice")) is not first
    with pytest.raises(ValueError, match="two rules are named 'test-twice'"):
        register(rule("test-twice", summary="something else"))


def test_a_name_is_old_or_in_force() -> None:
    register(rule("test-new"))
    rename("test-old", "test-new")
    with pytest.raises(ValueError, match="'test-old' is the old name of 'test-new'"):
        register(rule("test-old"))
    with pytest.raises(ValueError, match="a rule in force"):
        rename("test-new", "test-newer")


def test_no_name_redirects_to_itself() -> None:
    rename("test-a", "test-b")
    with pytest.raises(ValueError, match="redirect to itself"):
        rename("test-b", "test-a")
    with pytest.raises(ValueError, match="redirect to itself"):
        rename("test-c", "test-c")


@pytest.mark.parametrize("name", ["", "Late", "too_late", "too late", "late-", "-late", "zu-spät"])
def test_a_rule_name_is_lower_case_words_with_hyphens(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case words with hyphens"):
        register(rule(name))


NAMES = ("israel", "hamas", "release-captives", "release-prisoners", "pull-back")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hamsa", "hamas"),
        ("Hamas", "hamas"),
        ("release_captives", "release-captives"),
        ("release-prisoner", "release-prisoners"),
        ("pullback", "pull-back"),
        ("phase", None),
        ("x", None),
        ("", None),
    ],
)
def test_the_nearest_name(written: str, meant: str | None) -> None:
    assert suggest(written, NAMES) == meant


def test_the_nearest_name_does_not_depend_on_the_order() -> None:
    assert suggest("abcx", ["abcd", "abce"]) == suggest("abcx", ["abce", "abcd"])


def test_no_names_no_suggestion() -> None:
    assert suggest("hamas", []) is None
