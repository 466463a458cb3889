"""Write the schemas of the data of commands and pages into docs/reference/json, from the tables' types."""

import json
from pathlib import Path

from servanda.reports.schemas import schemas
from servanda.web.registry import schemas as page_schemas

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "json"


def main() -> None:
    for name, schema in {**schemas(), **page_schemas()}.items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.schema.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
