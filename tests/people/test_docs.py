"""What the pages say of people is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from reportedly.people import RIGHTS, ROLES, Person, may
from reportedly.people.oidc import OidcSettings, read_oidc_settings
from reportedly.people.persons import Settings
from reportedly.people.users import INVITED_DAYS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_table_of_roles() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (DOCS / "why" / "people.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    assert tuple(rows[0][1:]) == ROLES
    said = {right: row[1:] for row in rows[1:] for right in re.findall(r"`(\w+)`", row[0])}
    people = [Person(id=1, name="Amira", role=role, via="password") for role in ROLES]
    assert said == {right: ["●" if may(person, right) else "" for person in people] for right in RIGHTS}


def test_the_example_of_oidc(tmp_path: Path) -> None:
    page = (DOCS / "how-to" / "team.md").read_text(encoding="utf-8")
    path = tmp_path / "oidc.yml"
    path.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    settings = read_oidc_settings(path)
    assert settings.roles == {
        "coder": ("recorders",), "editor": ("editors", "heads-of-desk"), "administrator": ("desk-admins",),
    }  # fmt: skip
    for name in OidcSettings.__struct_fields__:
        assert f"\n{name}:" in page, f"{name} isn't in the example"


def test_the_numbers() -> None:
    page = (DOCS / "why" / "people.md").read_text(encoding="utf-8")
    assert (Settings().idle_minutes, Settings().absolute_hours, INVITED_DAYS) == (60, 12, 7)
    assert "It ends unused after an hour and in any case after twelve" in page
    assert "good once and for a week" in page
