"""What the API answers and takes beside the contract's own nouns. All of it is JSON, UTF-8; days are ISO 8601."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from reportedly.model import Account, Change, Estimate, Judgement, Link, LinkedIncident, Reading
from reportedly.model.search import Row, Run
from reportedly.model.vocabulary import JudgementField, JudgementKind, State
from reportedly.people import Role as PersonRole


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: the `rights` they have, `csrf` for requests by cookie, the `language` that they chose, if any.

    `team` is whether people sign in here; where nobody has yet, `name` and `role` are empty, and `issuer` says whether
    they can by an OpenID Connect issuer. Who is `enrolling` must set up a second factor before anything else.
    `via` is how they came in: `alone`, `password`, `oidc` (who has no password here), or `token`.
    """

    name: str
    role: str
    rights: tuple[str, ...]
    team: bool
    csrf: str | None
    language: str | None = None
    enrolling: bool = False
    issuer: bool = False
    via: Literal["", "alone", "password", "oidc", "token"] = ""


class SigningIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name, a password, and the code of a second factor where one is asked for."""

    name: str
    password: str
    code: str = ""


class Accepting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An invitation's token and the password that its person chooses."""

    token: str
    password: str


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send the browser to sign in."""

    address: str


class IssuerAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the issuer sent the browser back with: the parameters of that address."""

    query: dict[str, str]


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password as it was and as it shall be."""

    old: str
    new: str


class Coded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code of the second factor."""

    code: str = ""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A session that was begun: who is signed in, and until when at the latest (UTC)."""

    me: Me
    ends: datetime.datetime


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that wasn't let in, and the whole seconds until another attempt is looked at (`wait`, 0: at once).

    `why` is `wrong` (name, password or code, or a closed account: which isn't said), `wait` (too many attempts; this
    one wasn't looked at), `code` (the code of the second factor is missing), and by an issuer `no_role` and
    `name_taken`. `code` is always `refused`.
    """

    code: str
    why: str
    wait: int


class RecoveryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """What lets somebody in who lost the second factor, each once."""

    codes: tuple[str, ...]


class NewTokenAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An API token to be made: a name to know it by, what it may do, the last day on which it is let in."""

    name: str
    role: PersonRole
    ends: datetime.date


class Saving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search to be kept: `query` is the view's address behind the `?`, `seen` how many it found."""

    name: str
    query: str
    seen: int = 0


class Visited(msgspec.Struct, frozen=True, kw_only=True):
    """When the person looked at a view before this visit, UTC; None: never."""

    before: datetime.datetime | None


class Adding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to be added: a name, given once, and a role."""

    name: str
    role: PersonRole


class PeopleChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an administrator changes of a person: the role, or one action; `invite` answers with an invitation."""

    role: PersonRole | None = None
    action: Literal["close", "reopen", "invite", "reset_second_factor", "sign_out"] | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A report as a list needs it: without its text. `day` is of publishing, else of retrieving."""

    id: str
    outlet: str | None
    title: str | None
    url: str | None
    language: str | None
    published: datetime.date | None
    day: datetime.date | None
    raw_sha256: str | None
    text_sha256: str | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one report, `page`, tells of the incident; `id` is the telling's, `accounts` are in the report's order.

    `unseen`: it came since somebody last set the incident's state.
    """

    id: str
    page: Page
    accounts: tuple[Account, ...]
    unseen: bool


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What a page told of the incident in a `revision` of it, and tells no longer since `day`; `killed` by that.

    `withdrawn`: its outlet took the page away; else it was changed.
    """

    page: Page
    revision: int
    day: datetime.date
    withdrawn: bool
    killed: Estimate


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement, and the id of the entry that undoes it, where one does."""

    judgement: Judgement
    undone_by: str | None = None


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with all that a person needs to judge it.

    `asked` is the id that was asked for: another than `incident.id` where the incident was merged or split. `version`
    goes back with a judgement, as `seen`. `as_of` is the day up to which it is told, None for now; `days` those of its
    reports and judgements, and those on which its pages came to be others. `told` has its accounts, report by report,
    `gone` what pages told and tell no longer, `log` the judgements about it, undone ones included, the oldest first.
    `dismissed`: it was judged to be no incident.
    """

    asked: str
    version: str
    incident: LinkedIncident
    told: tuple[Told, ...]
    log: tuple[Entry, ...]
    dismissed: bool
    days: tuple[datetime.date, ...]
    as_of: datetime.date | None = None
    gone: tuple[Left, ...] = ()


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """What one day changed of an incident."""

    day: datetime.date
    change: Change


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """Another incident that comes near, and why it was nearly taken for the same."""

    row: Row
    link: Link


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """Some of what waits for a person; `total` counts all, `next` asks for those behind them (None: no more).

    `why` has, by the id of an incident that several tellings make, the likeliest of the links that make it one.
    """

    total: int
    rows: tuple[Row, ...]
    why: dict[str, Link]
    next: str | None = None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two incidents side by side; `link` is the strongest pair between them (None: nothing speaks for their being one).

    `against` are the standing judgements that keep them apart.
    """

    one: Dossier
    other: Dossier
    link: Link | None
    against: tuple[Judgement, ...]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where an incident of a report is kept: its id in the report, and the id of the `linked` incident."""

    incident: str
    linked: str | None


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was read. `revision` counts from 1; `revisions` is how many there are.

    `seen` is where else its page, or a copy of it, was seen: addresses, or a copy's own id where that has none.
    """

    reading: Reading
    revision: int
    revisions: int
    places: tuple[Place, ...]
    seen: tuple[str, ...]


class Outlined(msgspec.Struct, frozen=True, kw_only=True):
    """An incident on the map and the timeline; `title` says what and where, `event` what, as ACLED names it."""

    id: str
    title: str
    event: str | None
    day_start: datetime.date | None
    day_end: datetime.date | None
    day_precision: str | None
    country: str | None
    admin1: str | None
    place: str | None
    place_precision: str | None
    latitude: float | None
    longitude: float | None
    killed_best: int | None
    reports: int
    state: State
    grade: str


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """Every incident that a search finds, for map and timeline; how many are `undated`, how many `unplaced`.

    `left_out` counts those beyond what one answer holds: narrow the search down.
    """

    rows: tuple[Outlined, ...]
    undated: int
    unplaced: int
    left_out: int = 0


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What has changed since a day; `next` asks for more (None: no more)."""

    since: datetime.date
    changes: tuple[Change, ...]
    next: str | None = None


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """Judgements, the newest first; `next` asks for older ones (None: no more)."""

    entries: tuple[Entry, ...]
    next: str | None = None


class Judging(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement to be made, of some `kind`, with the reason `why`.

    `incidents` are the ids that it is about: two or more to `merge`, one for all others, none to `undo`. `take_out`
    names what `split` takes out, reports or tellings; `field` and `value` are those of `value`, `value` alone a state
    or the id of the entry to `undo`. `seen` has the version of each incident as it was seen. Who judges is who asks.
    """

    kind: JudgementKind
    why: str
    incidents: tuple[str, ...] = ()
    seen: dict[str, str] = {}
    take_out: tuple[str, ...] = ()
    field: JudgementField | None = None
    value: str = ""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a judgement: the entry as it is in the log, and where its incidents are now."""

    judgement: Judgement
    incidents: tuple[str, ...]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody judged, or pages came, while a person was at it: what was asked, and how the incidents are now.

    `now` are the incidents of which it was asked, `since` the last entries about those that changed.
    """

    code: str
    message: str
    asked: Judging
    now: tuple[Dossier, ...]
    since: tuple[Entry, ...]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong: a code that stays, and one line that says what it is and what to do.

    `against` are the standing entries that a judgement contradicts: they are undone first, or, where one seals, the
    incident is given another state.
    """

    code: str
    message: str
    against: tuple[Judgement, ...] = ()


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much the store holds. `unlinked` counts reports that aren't linked yet; `version` changes with any of it."""

    reports: int
    accounts: int
    incidents: int
    failures: int
    unlinked: int
    version: str


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """Runs of `add` and `link`, the newest first."""

    runs: tuple[Run, ...]


__all__ = [
    "Accepting", "Adding", "Changes", "Coded", "Comparison", "Conflict", "Counts", "Dossier", "Entry", "Inbox",
    "Issuer", "IssuerAnswer", "Judged", "Judging", "Log", "Me", "Near", "NewPassword", "NewTokenAsked",
    "Opened", "Outline", "Outlined", "Page", "PeopleChange", "Place", "Problem", "RecoveryCodes", "Refusal",
    "ReportPage", "Runs", "Saving", "SigningIn", "Stage", "Told", "Visited",
]  # fmt: skip
