"""What people do for themselves: password, second factor, language, API tokens, saved searches, visits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row

from reportedly.people import database, limits, passwords, searches, second_factor, sentences, sessions, tokens, users
from reportedly.people.errors import NotAllowed, PeopleError
from reportedly.people.persons import ApiToken, Enrolment, NewToken, Person, Refused, SavedSearch, SignedIn
from reportedly.people.roles import Role, may
from reportedly.people.room import Room


class Own(Room):
    """The part of `People` for what is a person's own; `person` is whoever asks."""

    def change_password(self, token: str, old: str, new: str, *, address: str = "") -> SignedIn | Refused:
        """Another password for the person of this session; all their sessions end, and a new one begins.

        Refused where `old` is wrong, or was too often. Raises `WeakPassword` where the rules refuse the new one,
        `PeopleError` where there is no session with this token, or its person has no password.
        """
        session = sessions.find(self._file, token, team=self.team)
        if session is None or session.person.via != "password":
            raise PeopleError(sentences.OLD_PASSWORD_FIRST.of())
        person = session.person
        passwords.check(new, person.name)
        counted = [limits.proof_bucket(person.id)]
        with self._file.writing() as connection:
            user = users.by_key(connection, person.id)
            wait = limits.reserve(connection, counted, self._file.now())
        if wait:
            return Refused(why="wait", wait=wait)
        fits = self._passwords.fits(old, user.password)
        kept = self._passwords.hash(new) if fits else ""
        with self._file.writing() as connection:
            now_kept = users.by_key(connection, person.id)
            if not fits or now_kept.password != user.password or not now_kept.active:
                detail = sentences.ANOTHER_PASSWORD.of()
                self._note(connection, "refused", about=person.name, address=address, detail=detail)
                return Refused(why="wrong", wait=limits.waiting(connection, counted, self._file.now()))
            limits.forget(connection, counted[0])
            users.set_password(connection, person.id, kept)
            self._note(connection, "password_changed", who=person.name, about=person.name, address=address)
            fresh = sessions.begin(connection, person.id, "password", self._file.now())
            return SignedIn(token=fresh, session=sessions.made(connection, fresh))

    def begin_second_factor(self, person: Person, code: str = "") -> Enrolment | Refused:
        """A new second factor, to be confirmed; `code` is one of the present one, where there is one."""
        with self._with_code(person, code) as (connection, user, refused):
            return refused or second_factor.begin(connection, user)

    def confirm_second_factor(self, person: Person, code: str) -> tuple[str, ...]:
        """Makes the new second factor count, by a code that the app shows; the recovery codes, shown this once.

        Raises `PeopleError` where the code isn't of it.
        """
        with self._file.writing() as connection:
            user = _with_password(connection, person)
            codes = second_factor.confirm(connection, user, code, self._file.now())
            self._note(connection, "second_factor_on", who=person.name, about=person.name)
            return codes

    def renew_recovery_codes(self, person: Person, code: str) -> tuple[str, ...] | Refused:
        """New recovery codes in the place of the old ones; `code` is one that the app shows."""
        with self._with_code(person, code) as (connection, user, refused):
            if refused is None and user.totp is None:
                raise PeopleError(sentences.FACTOR_FIRST.of())
            if refused is None:
                self._note(connection, "recovery_codes_renewed", who=person.name, about=person.name)
            return refused or second_factor.renew_recovery_codes(connection, user.key)

    def drop_second_factor(self, person: Person, code: str) -> Refused | None:
        """Does without a second factor from now on; raises `NotAllowed` where the settings require it of all."""
        with self._with_code(person, code) as (connection, user, refused):
            if database.settings_of(connection).second_factor:
                raise NotAllowed(sentences.FACTOR_REQUIRED.of())
            if refused is None:
                users.forget_second_factor(connection, user.key)
                self._note(connection, "second_factor_off", who=person.name, about=person.name)
            return refused

    def recovery_codes_left(self, person: Person) -> int:
        """How many recovery codes the person has yet."""
        with self._file.reading() as connection:
            return second_factor.recovery_codes_left(connection, person.id)

    def set_language(self, person: Person, language: str) -> None:
        """Keeps the language of the person's interface, as `fr`; raises `PeopleError` where it isn't a code."""
        with self._file.writing() as connection:
            users.set_language(connection, person.id, language)

    def add_token(self, person: Person, name: str, role: Role, ends: datetime.date) -> NewToken:
        """A new API token, let in up to and on the day `ends` (UTC), 366 days from now at the latest.

        Raises `NotAllowed` where its role is above the person's, or a token asks for it; `PeopleError` for a name or
        an end that it can't have.
        """
        if person.via == "token" or not may(person, "read"):
            raise NotAllowed(sentences.TOKEN_BY_A_PERSON.of())
        with self._file.writing() as connection:
            new = tokens.add(connection, person, name, role, ends, self._file.now())
            detail = sentences.TOKEN_MADE.of(name=new.token.name, role=role, day=ends)
            self._note(connection, "token_added", who=person.name, about=person.name, detail=detail)
            return new

    def tokens(self, person: Person) -> list[ApiToken]:
        """The person's API tokens, the oldest first; those that are over too."""
        with self._file.reading() as connection:
            return tokens.every(connection, person.id)

    def end_token(self, person: Person, token: int) -> None:
        """Ends an API token of the person's; raises `PeopleError` where they have none with this id."""
        with self._file.writing() as connection:
            ended = tokens.end(connection, token, person.id)
            self._note(connection, "token_ended", who=person.name, about=person.name, detail=ended.name)

    def searches(self, person: Person) -> list[SavedSearch]:
        """The person's saved searches, by name."""
        with self._file.reading() as connection:
            return searches.every(connection, person.id)

    def save_search(self, person: Person, name: str, query: str, seen: int) -> SavedSearch:
        """Keeps a view's query string, and how many it finds now; one of the same name is replaced.

        Raises `PeopleError` for a name or a query that can't be, and beyond 200 searches.
        """
        with self._file.writing() as connection:
            return searches.save(connection, person.id, (name, query, seen), self._file.now())

    def looked_at_search(self, person: Person, search: int, seen: int) -> bool:
        """Keeps how many the search finds now that the person looks; false where they have no such search."""
        with self._file.writing() as connection:
            return searches.looked_at(connection, person.id, search, seen)

    def drop_search(self, person: Person, search: int) -> bool:
        """Drops a saved search; false where the person has no such search."""
        with self._file.writing() as connection:
            return searches.drop(connection, person.id, search)

    def visited(self, person: Person, view: str) -> datetime.datetime | None:
        """Keeps that the person looks at the view now; when their visit before this one ended (None: never before).

        Looking again within half an hour is the same visit, and gives the same answer.
        """
        with self._file.writing() as connection:
            return searches.visited(connection, person.id, view, self._file.now())

    @contextmanager
    def _with_code(self, person: Person, code: str) -> Iterator[tuple[Connection, Row[Any], Refused | None]]:
        """A transaction for what asks for a code of the second factor, where the person has one.

        It is refused where the code is wrong, or was too often: a session left open must not be enough.
        """
        counted = [limits.proof_bucket(person.id)]
        with self._file.writing() as connection:
            user, now = _with_password(connection, person), self._file.now()
            refused = None
            if user.totp is not None:
                wait = limits.reserve(connection, counted, now)
                if wait:
                    refused = Refused(why="wait", wait=wait)
                elif second_factor.accepts(connection, user, code, now):
                    limits.forget(connection, counted[0])
                    if second_factor.is_recovery_code(code):
                        self._note(connection, "recovery_code_used", who=person.name, about=person.name)
                else:
                    detail = sentences.CODE_WHILE_SIGNED_IN.of()
                    self._note(connection, "refused", about=person.name, detail=detail)
                    refused = Refused(why="wrong", wait=limits.waiting(connection, counted, now))
            yield connection, user, refused


def _with_password(connection: Connection, person: Person) -> Row[Any]:
    """The user; raises `NotAllowed` where they don't come in by a password of ours: a second factor goes with one."""
    user = users.by_key(connection, person.id)
    if person.via != "password" or user.password is None:
        raise NotAllowed(sentences.FACTOR_WITH_PASSWORD.of())
    return user
