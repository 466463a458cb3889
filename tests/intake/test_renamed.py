"""What is read does not hang on the names: under other names the same is drafted."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from scoring import Case, cases, read_case, score, total

OTHERS = (
    "Birk Sandoval Achebe Lindgren Moran Petit Duarte Osei Tanaka Novak Keller Brandao Ibsen Castellan "
    "Whitlock Amadi Serrano Halvorsen Quiroga Mbeki"
).split()
PLACES = {
    "Kestra": "Morava", "Norland": "Sunderia", "Osric": "Belgar", "Haldane": "Tormund", "Tavira": "Cordara",
    "Halden": "Vestria", "Ardent": "Lucania", "Sirra": "Zamora", "Dovan": "Gerona", "Tolland": "Ravenna",
    "Merin": "Arden", "Lorn": "Skerry", "Sable": "Ostrava", "Ostia": "Palmyra",
}  # fmt: skip


def renamed(case: Case, folder: Path) -> Case:
    """Give the persons and the places of an article other names, in its agreement too."""
    pact, text = case.pact.read_text("utf-8"), case.path.read_text("utf-8")
    persons = re.findall(r'^person \w+ "([^"]+)"', pact, re.MULTILINE)
    changes = dict(PLACES)
    for number, person in enumerate(persons):
        words = person.replace("General ", "").replace("Bishop ", "").split()
        changes[words[-1]] = OTHERS[number]
        changes[words[0]] = OTHERS[-1 - number]
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, changes)) + r")\b")
    new = Case(
        case.number, folder / case.path.name, folder / case.pact.name, folder / case.gold.name
    )
    for path, told in (
        (new.path, text),
        (new.pact, pact),
        (new.gold, case.gold.read_text("utf-8")),
    ):
        path.write_text(pattern.sub(lambda found: changes[found[0]], told), "utf-8")
    return new


def test_other_names_change_little(tmp_path: Path) -> None:
    chosen = [case for case in cases() if case.path.parent.name != "gaza" and not case.is_late]
    before = total(score(case, read_case(case)[0]) for case in chosen)
    renamed_cases = []
    for case in chosen:
        folder = tmp_path / case.path.stem
        folder.mkdir()
        renamed_cases.append(renamed(case, folder))
    after = total(score(case, read_case(case)[0]) for case in renamed_cases)
    assert after.signs == () and after.holders == ()
    assert before.f - after.f <= 0.05, (before.f, after.f, after.missed, after.wrong)
