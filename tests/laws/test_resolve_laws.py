"""Laws of resolving: whatever a text says, faults are values, and each stands inside its file."""

from random import Random
from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32)


@given(seed=SEEDS)
def test_texts_mutated_by_tokens_lines_and_clauses_are_read(fuzz: ModuleType, seed: int) -> None:
    fuzz.hold_to_laws(fuzz.mutate_grammar(Random(seed), fuzz.seeds(), fuzz.words_of_the_language()))


@given(seed=SEEDS)
def test_texts_mutated_by_bytes_are_read(fuzz: ModuleType, seed: int) -> None:
    fuzz.hold_to_laws(fuzz.mutate_bytes(Random(seed), fuzz.seeds()))


@given(data=st.data())
def test_soup_of_the_words_of_the_language_is_read(fuzz: ModuleType, data: st.DataObject) -> None:
    words = fuzz.words_of_the_language()
    line = st.lists(st.sampled_from(words), min_size=1, max_size=8).map(" ".join)
    indents = st.sampled_from(("", "", "  ", "    "))
    lines = data.draw(st.lists(st.tuples(indents, line).map("".join), max_size=15))
    start = 'agreement accord "An accord"\nparty israel "Israel", hamas "Hamas"\nphase one "One"\n'
    fuzz.hold_to_laws((start + "\n".join(lines)).encode())


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read(fuzz: ModuleType, data: bytes) -> None:
    fuzz.hold_to_laws(data)


def test_each_seed_is_read_as_it_is(fuzz: ModuleType) -> None:
    for seed in fuzz.seeds():
        fuzz.hold_to_laws(seed.encode())
