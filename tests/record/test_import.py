"""Import tables: what is written, what is not and why, once and for all."""

import json
import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from servanda.cli.main import run
from servanda.diagnostics import Severity
from servanda.model.entries import Figure, Incident
from servanda.record.imports import Made, Maker, Mapping, read_map
from servanda.record.imports.making import spelled
from servanda.record.imports.mapping import Columns, Dates, EntryOf, Form, Rule, SourceOf
from servanda.workspace import load, load_text

sys.path.insert(0, str(Path(__file__).parent))
from imported import Done, Import
from tables import HEADER, MAP, PACT, row, write_table

MIB = 2**20


def reasons(done: Done) -> dict[str, int]:
    return {each["reason"]: each["rows"] for each in done.table["reasons"]}


# -- what is written ----------------------------------------------------------------------------


def test_a_row_becomes_an_incident_and_its_figure(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(7, filed="2024-02-01")])
    done = import_()
    assert done.status == 0
    assert done.record == (
        "record of accord\n"
        'source log "A synthetic log of incidents"\n'
        "2024-01-08 recorded 2024-02-01 incident north against truce reported by mission "
        'at "Grid 7" words "synthetic \\"incident\\" 7, of no day and no place" '
        'named log-7 [log "7", unverified]\n'
        "2024-01-08 recorded 2024-02-01 figure rounds.log-7 7 by mission named log-7.rounds "
        "[log, unverified]\n"
    )
    loaded = load(tmp_path)
    assert [d for d in loaded.diagnostics if d.severity is Severity.ERROR] == []
    assert loaded.agreement is not None
    incident, figure = loaded.agreement.entries
    assert isinstance(incident.what, Incident) and isinstance(figure.what, Figure)
    assert incident.when.latest is not None and incident.recorded.earliest is not None
    assert incident.recorded.earliest > incident.when.latest


def test_a_row_may_say_of_which_kind_it_was_whom_it_struck_what_it_cost_and_where(
    import_: Import, tmp_path: Path
) -> None:
    kinds = 'kind fire "Fire"\nkind shelling "Shelling"\n  part of fire\nplace ridge "The ridge"\n'
    (tmp_path / "accord.pact").write_text(PACT + kinds, "utf-8")
    text = MAP.replace('place = "place"', 'place = "place"\nkind = "type"\nupon = "notes"').replace(
        'against = "truce"\nfigures = [{ name = "rounds", column = "rounds" }]',
        'harms = [{ name = "dead", column = "rounds" }]',
    )
    text += '[kinds]\nshelling = "shelling"\n[places]\n"Grid 7" = "ridge"\n'
    (tmp_path / "map.toml").write_text(text.replace('words = "notes"\n', ""), "utf-8")
    told = row(7, filed="2024-02-01", notes="Army of the South")
    write_table(tmp_path / "log.csv", [told, {**told, "id": "8", "type": "raid"}])
    done = import_()
    assert done.record.splitlines()[2:] == [
        "2024-01-08 recorded 2024-02-01 incident north shelling reported upon south 7 dead "
        'by mission in ridge named log-7 [log "7", unverified]'
    ]
    loaded = load(tmp_path)
    assert loaded.agreement is not None and not loaded.has_errors
    (incident,) = loaded.agreement.entries
    assert isinstance(incident.what, Incident)
    assert (incident.what.kind, incident.what.upon) == ("shelling", ("south",))
    assert [str(part.quantity.low) + part.category for part in incident.what.harm] == ["7dead"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('[kinds]\nshelling = "shooting"\n', "the agreement has no kind `shooting`"),
        ('[places]\n"Grid 7" = "moon"\n', "the agreement has no place `moon`"),
        ('[[rule]]\nwrite = "incident"\n', "lacks `against` or `kind`"),
        ('[[rule]]\nwrite = "note"\nharms = [{ name = "dead", column = "id" }]\n', "`harms`"),
    ],
)
def test_what_a_map_says_of_kinds_places_and_harms_is_looked_at(
    import_: Import, tmp_path: Path, line: str, message: str
) -> None:
    (tmp_path / "map.toml").write_text(MAP + line, "utf-8")
    write_table(tmp_path / "log.csv", [row(7)])
    done = import_()
    assert done.status == 2
    assert message in " ".join(done.err.split())


def test_the_same_row_twice_is_one_entry(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1), row(2), row(1)])
    first = import_()
    assert (first.table["written"], first.table["there_already"]) == (2, 1)
    second = import_()
    assert (second.table["written"], second.table["there_already"]) == (0, 3)
    assert second.record == first.record


def test_a_row_that_says_something_else_now_is_kept_out_and_told(
    import_: Import, tmp_path: Path
) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    first = import_()
    write_table(tmp_path / "log.csv", [row(1, place="elsewhere"), row(2)])
    second = import_()
    assert second.status == 1
    assert reasons(second) == {"an entry of this name says something else": 1}
    assert "log-1; the record was left as it is" in second.rejects
    assert second.record.startswith(first.record)
    assert second.record.count("named log-2 ") == 1


def test_what_another_record_of_the_folder_has_is_not_written_again(
    import_: Import, tmp_path: Path
) -> None:
    write_table(tmp_path / "log.csv", [row(1), row(2)])
    import_()
    (tmp_path / "log.record").rename(tmp_path / "before.record")
    write_table(tmp_path / "log.csv", [row(2), row(3)])
    done = import_()
    assert (done.table["written"], done.table["there_already"]) == (1, 1)
    assert "source log" not in done.record, "the other record declares it"
    assert [d.rule for d in load(tmp_path).diagnostics] == []


def test_an_entry_that_was_laid_out_by_hand_is_known(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    done = import_()
    by_hand = done.record.replace(" named log-1 ", "\n  named log-1; cites A1\n  # ")
    (tmp_path / "log.record").write_text(by_hand, "utf-8")
    again = import_()
    assert again.record == by_hand
    assert again.table["rejected"] == 1


def test_a_table_without_identities_is_told_apart_by_what_it_says(
    import_: Import, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text(MAP.replace('id = "id"\ndate', 'id = ""\ndate'), "utf-8")
    write_table(tmp_path / "log.csv", [row(1), row(2), row(1)])
    assert import_().table["written"] == 2
    assert import_().table["there_already"] == 3


def test_rows_that_do_not_fit_are_kept_with_their_line_and_the_reason(
    import_: Import, tmp_path: Path
) -> None:
    faults = {
        "who 'Somebody' is not in the map": row(1, who="Somebody"),
        "no rule of the map takes the row": row(2, type="rumour"),
        "happened is no date": row(3, happened="31-02-2024"),
        "happened is empty": row(4, happened=""),
        "it was recorded before it happened": row(5, happened="2024-05-05", filed="2024-05-01"),
        "rounds is no number": row(6, rounds="many"),
        "rounds is below zero": row(7, rounds="-3"),
        "id is empty, which names the row": row(8, id=" "),
        "its texts are too long for a line": row(9, notes="x" * 20_001),
    }
    write_table(tmp_path / "log.csv", [row(0), *faults.values(), row(10, type="parade")])
    done = import_()
    assert done.status == 1
    assert reasons(done) == {
        **dict.fromkeys(faults, 1),
        "left out: parades bear on nothing": 1,
    }
    counts = done.table
    assert counts["rows"] == 11
    assert (counts["written"], counts["rejected"], counts["left_out"]) == (1, 9, 1)
    assert done.rejects.startswith(f"servanda_line,servanda_reason,{','.join(HEADER)}\n")
    first = next(each for each in counts["reasons"] if each["reason"] == "happened is no date")
    assert f"\n{first['first_line']},happened is no date: '31-02-2024'" in done.rejects
    assert (
        "31-02-2024"
        in (tmp_path / "log.csv").read_text("utf-8").split("\n")[first["first_line"] - 1]
    ), "lines are those that an editor shows"


def test_rejects_that_were_mended_are_imported_as_a_table(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1), row(2, who="Somebody", notes="=1+1")])
    rejects = import_().rejects
    assert "'=1+1" in rejects, "a table for a spreadsheet has no formulas"
    (tmp_path / "mended.csv").write_text(
        rejects.replace("Somebody", "Army of the North", 1).replace("Somebody' is", "Army' is"),
        "utf-8",
    )
    mended = (
        (tmp_path / "mended.csv").read_text("utf-8").replace(",Somebody,", ",Army of the North,")
    )
    (tmp_path / "mended.csv").write_text(mended, "utf-8")
    done = import_("mended.csv")
    assert done.table["written"] == 1
    assert 'words "=1+1" named log-2 ' in done.record
    assert done.rejects == "", "no row is left, and so no file of rejects"


@pytest.mark.parametrize("day", ["1970-01-01", "9999-12-31", "1900-01-01"])
def test_a_date_that_stands_for_none_is_no_date(import_: Import, tmp_path: Path, day: str) -> None:
    write_table(tmp_path / "log.csv", [row(1, happened=day, filed="9999-12-30")])
    assert reasons(import_()) == {f"happened is {day}, which stands for no date": 1}
    meant = MAP.replace("[entry]", "[dates]\nplaceholders = []\n[entry]")
    (tmp_path / "map.toml").write_text(meant, "utf-8")
    write_table(tmp_path / "log.csv", [row(1, happened=day, filed="9999-12-31")])
    assert import_().table["written"] == 1
    assert load(tmp_path).agreement is not None


def test_precision_widens_a_date_on_both_sides(import_: Import, tmp_path: Path) -> None:
    text = MAP.replace(
        "[entry]", '[dates]\nprecision = { column = "precision", days = { 1 = 0, 2 = 3 } }\n[entry]'
    )
    (tmp_path / "map.toml").write_text(text, "utf-8")
    rows = [
        row(1, precision="1.0", filed="2024-02-01"),
        row(2, precision="2", filed="2024-02-01"),
        row(3, precision="3"),
    ]
    write_table(tmp_path / "log.csv", rows, (*HEADER, "precision"))
    done = import_()
    assert "\n2024-01-02 recorded" in done.record
    assert "\n2023-12-31/2024-01-06 recorded" in done.record
    assert reasons(done) == {"precision 3 has no days in the map": 1}


# -- what is damaged ----------------------------------------------------------------------------


def test_bytes_of_another_encoding_cost_their_row_only(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1), row(2, place="Caf\u00e9"), row(3)])
    data = (tmp_path / "log.csv").read_text("utf-8").encode("latin-1")
    (tmp_path / "log.csv").write_bytes(data)
    done = import_()
    assert (done.table["written"], done.table["rejected"]) == (2, 1)
    assert "its byte e9 is no UTF-8" in done.rejects
    (tmp_path / "map.toml").write_text(f'{MAP}\n[file]\nencoding = "latin-1"\n', "utf-8")
    assert 'at "Caf\u00e9"' in import_().record


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_of_a_file_is_no_letter(
    import_: Import, tmp_path: Path, encoding: str
) -> None:
    text = write_table(tmp_path / "log.csv", [row(1)]).read_text("utf-8")
    (tmp_path / "log.csv").write_bytes(text.encode(encoding))
    if encoding == "utf-16":
        assert "UTF-16" in import_().err
        (tmp_path / "map.toml").write_text(f'{MAP}\n[file]\nencoding = "utf-16"\n', "utf-8")
    assert import_().table["written"] == 1


def test_a_quotation_mark_that_is_not_closed_swallows_no_other_row(
    import_: Import, tmp_path: Path
) -> None:
    lines = [",".join(HEADER)]
    for number in range(6):
        mark = '"' if number == 2 else ""
        lines.append(
            f"{number},2024-01-0{number + 1},2024-01-09,Army of the South,shelling,1,{mark}X,y"
        )
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", "utf-8")
    done = import_()
    assert (done.table["written"], done.table["rejected"]) == (5, 1)
    assert done.table["reasons"][0]["first_line"] == 4
    assert "named log-2 " not in done.record


def test_a_row_with_other_cells_than_the_header_is_kept(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    with (tmp_path / "log.csv").open("a", encoding="utf-8") as stream:
        stream.write("2,2024-01-01\n\n3,2024-01-01,2024-01-02,Army of the North,shelling,1,X,y,z\n")
    done = import_()
    assert done.table["rows"] == 3
    assert reasons(done) == {"it has 2 cells, the header 8": 1, "it has 9 cells, the header 8": 1}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"a\0b,c\n1,2\n", "bytes of zero"),
        (b"PAR1 and then nothing that Parquet has", "damaged Parquet"),
        (b"id;happened;filed\n1;2;3\n", 'say `delimiter = ";"`'),
        (b"id,happend,filed\n1,2,3\n", "did you mean `happend`?"),
    ],
)
def test_what_is_no_table_of_the_map_is_refused_in_a_sentence(
    import_: Import, tmp_path: Path, data: bytes, told: str
) -> None:
    (tmp_path / "log.csv").write_bytes(data)
    done = import_()
    assert done.status == 2
    assert told in done.err
    assert done.err.count("\n") == 1
    assert done.record == ""


def test_ten_thousand_columns_are_read_and_a_missing_one_is_told_shortly(
    import_: Import, tmp_path: Path
) -> None:
    names = (*HEADER, *(f"c{number}" for number in range(10_000)))
    write_table(tmp_path / "log.csv", [row(1), row(2)], names)
    assert import_().table["written"] == 2
    write_table(tmp_path / "log.csv", [], tuple(name for name in names if name != "place"))
    done = import_()
    assert done.status == 2
    assert "none of its 10,007 columns is called `place`" in done.err
    assert len(done.err) < 200


def test_parquet_is_read_as_csv_is(import_: Import, tmp_path: Path) -> None:
    rows = [row(number) for number in range(50)]
    write_table(tmp_path / "log.csv", rows)
    as_csv = import_().record
    (tmp_path / "log.record").unlink()
    columns: dict[str, Any] = {name: [each[name] for each in rows] for name in HEADER}
    columns["id"] = pa.array([float(each) for each in columns["id"]])
    columns["rounds"] = pa.array([int(each) for each in columns["rounds"]])
    columns["happened"] = pa.array(columns["happened"]).cast(pa.date32())
    columns["filed"] = pa.array(columns["filed"]).cast(pa.timestamp("us"))
    parquet.write_table(pa.table(columns), tmp_path / "log.parquet", row_group_size=7)
    assert import_("log.parquet").record == as_csv


def test_parquet_that_is_cut_or_damaged_inside_is_told(import_: Import, tmp_path: Path) -> None:
    rows = [row(number) for number in range(5_000)]
    columns = {name: [each[name] for each in rows] for name in HEADER}
    parquet.write_table(pa.table(columns), tmp_path / "log.parquet", row_group_size=500)
    data = bytearray((tmp_path / "log.parquet").read_bytes())
    (tmp_path / "cut.parquet").write_bytes(data[: len(data) // 2])
    done = import_("cut.parquet")
    assert (done.status, done.record) == (2, "")
    assert "damaged Parquet" in done.err
    middle = len(data) // 2
    data[middle : middle + 4_000] = os.urandom(4_000)
    (tmp_path / "bad.parquet").write_bytes(data)
    done = import_("bad.parquet")
    assert done.status == 2
    assert "damaged Parquet after row" in done.err


# -- the map ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[columns]", "[colums]", "there is no key `colums`; did you mean `columns`?"),
        ('date = "happened"', 'dates = "happened"', "did you mean `date`?"),
        ('date = "happened"\n', "", "names no `date`"),
        ('recorded = "filed"\n', "", "when the rows were recorded"),
        ('unknown_actor = "reject"\n', "", "lacks `unknown_actor`"),
        ('against = "truce"', "", "lacks `against`"),
        ('against = "truce"', 'against = "truse"', "no provision `truse`; did you mean `truce`?"),
        ('by = "mission"', 'by = "misson"', "no actor `misson`; did you mean `mission`?"),
        ('id = "log"', 'id = "a log"', "no name that a text could have"),
        ('agreement = "accord"', 'agreement = "other"', "it is for `other`"),
        ("[source]", "[source", "it is no TOML"),
        ("[entry]", '[file]\nencoding = "utf-9"\n[entry]', "no encoding that we know"),
        ("[entry]", '[dates]\nrecorded = "soon"\n[entry]', "is a day such as 2024-06-10"),
        ("[entry]", '[entry]\nstate = "true"', "Invalid enum value 'true'"),
    ],
)
def test_a_fault_of_a_map_is_told_in_a_sentence(
    import_: Import, tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in MAP
    (tmp_path / "map.toml").write_text(MAP.replace(old, new, 1), "utf-8")
    done = import_()
    assert done.status == 2
    assert told in done.err
    assert "Traceback" not in done.err and len(done.err.splitlines()) == 1


# -- the page on importing ----------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "importing.md"
SHOWN = re.findall(r"^```text\n\$ servanda (.*)\n((?:.*\n)*?)```$", PAGE.read_text("utf-8"), re.M)


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the examples of the page in a folder of their own."""
    folder = tmp_path / "importing"
    shutil.copytree(ROOT / "docs" / "reference" / "importing", folder)
    monkeypatch.chdir(folder)
    return folder


def test_the_page_shows_what_its_commands_print_and_write(
    examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(SHOWN) == 2
    for command, printed in SHOWN:
        assert run(shlex.split(command)) == 1
        assert capsys.readouterr().out == printed
    written = re.findall(r"^```record\n((?:.*\n)*?)```$", PAGE.read_text("utf-8"), re.M)
    assert len(written) == 1
    assert written[0] in (examples / "ged.record").read_text("utf-8")
    loaded = load(examples)
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None
    ids = [str(entry.id) for entry in loaded.agreement.entries]
    assert len(ids) == len(set(ids)) == 10


def test_the_page_tells_every_key_of_a_map() -> None:
    text = PAGE.read_text("utf-8")
    for section in (SourceOf, Form, Columns, Dates, EntryOf, Rule):
        for key in section.__struct_fields__:
            assert f"`{key}`" in text or f"{{ {key}" in text, key


# -- whatever a row says ------------------------------------------------------------------------

TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=40)
ANY = (
    TEXT | st.text(st.sampled_from('"\\#;[]\n\r\t,= a\u2028\u200b\u0085')) | st.just("named log-1")
)


def mapping() -> Mapping:
    return read_map(MAP, "csv")


@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=4))
def test_whatever_a_row_says_its_line_is_one_entry_that_says_it(
    rows: list[tuple[str, str, str]],
) -> None:
    maker = Maker(mapping(), HEADER)
    lines: dict[str, tuple[str, str, str]] = {}
    for id_, place, notes in rows:
        cells = row(1, id=id_, place=place, notes=notes)
        made = maker.make([cells[name] for name in HEADER])
        if isinstance(made, Made):
            for name, line in made.entries:
                lines.setdefault(line, (name, place, notes))
    record = 'source log "A log"\n' + "".join(f"{line}\n" for line in lines)
    loaded = load_text({"accord.pact": PACT, "log.record": record})
    faults = [d for d in loaded.diagnostics if d.rule not in ("declared-twice", "empty-file")]
    assert faults == []
    assert loaded.agreement is not None
    for entry in loaded.agreement.entries:
        line = record.split("\n")[entry.span.line - 1]
        name, place, notes = lines[line]
        assert entry.id == name
        if isinstance(entry.what, Incident):
            assert entry.words == " ".join(notes.split())
            places = [text for key, text in entry.details if key == "place"]
            assert places == ([" ".join(place.split())] if place.split() else [])


@given(TEXT, TEXT)
def test_no_two_identities_are_spelled_alike(one: str, other: str) -> None:
    assert (spelled(one) == spelled(other)) == (one == other)


def test_the_data_of_an_import_fits_its_schema(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1), row(2, who="Somebody")])
    schema = json.loads((ROOT / "docs/reference/json/import.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(import_().table)) == []
