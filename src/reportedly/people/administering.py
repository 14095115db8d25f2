"""What administrators do: people, invitations, roles, settings, everybody's tokens, the log. All of it is logged.

An administrator never sets or sees a password: an invitation lets people set their own.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, insert

from reportedly.people import database, logbook, sentences, sessions, tokens, users
from reportedly.people.errors import PeopleError
from reportedly.people.persons import ApiToken, Invitation, LogLine, Person, Settings, User
from reportedly.people.roles import Role
from reportedly.people.room import Room, allow
from reportedly.people.schema import settings as settings_table

_MOST_IDLE_MINUTES, _MOST_HOURS = 24 * 60, 7 * 24


class Administering(Room):
    """The part of `People` that administrators use; every method raises `NotAllowed` where `by` is none."""

    def users(self, *, by: Person) -> list[User]:
        """Everybody, those who are closed too, by name."""
        allow(by)
        with self._file.reading() as connection:
            return users.every(connection, self._file.now())

    def user(self, name: str, *, by: Person) -> User:
        """The person of this name, however its case is written; raises `PeopleError` where nobody has it."""
        allow(by)
        with self._file.reading() as connection:
            key = users.named(connection, name).key
            return next(user for user in users.every(connection, self._file.now()) if user.id == key)

    def add_user(self, name: str, role: Role, *, by: Person) -> Invitation:
        """Adds a person; with the invitation they set their password.

        Raises `PeopleError` where it can't be a name or a role, or somebody has the name, also one who is closed.
        """
        allow(by)
        with self._file.writing() as connection:
            user = users.add(connection, name, role, self._file.now())
            self._note(connection, "added", **self._by(by), about=user.name, detail=role)
            return users.invite(connection, user, self._file.now())

    def invite(self, name: str, *, by: Person) -> Invitation:
        """A new invitation, for who lost theirs or forgot the password; the former no longer counts.

        Raises `PeopleError` where nobody has the name, the account is closed, or an issuer lets the person in.
        """
        allow(by)
        with self._file.writing() as connection:
            user = users.named(connection, name)
            self._note(connection, "invited", **self._by(by), about=user.name)
            return users.invite(connection, user, self._file.now())

    def close_user(self, name: str, *, by: Person) -> None:
        """Closes an account: sessions end, tokens are refused; the name stays with the judgements.

        Raises `PeopleError` where nobody has the name, or it is that of the last administrator.
        """
        allow(by)
        with self._file.writing() as connection:
            user = users.named(connection, name)
            users.close(connection, user)
            self._note(connection, "closed", **self._by(by), about=user.name)

    def reopen_user(self, name: str, *, by: Person) -> None:
        """Opens a closed account again; raises `PeopleError` where nobody has the name."""
        allow(by)
        with self._file.writing() as connection:
            user = users.named(connection, name)
            users.reopen(connection, user)
            self._note(connection, "reopened", **self._by(by), about=user.name)

    def end_sessions(self, name: str, *, by: Person) -> None:
        """Signs a person out wherever they are; the account and its tokens go on.

        Raises `PeopleError` where nobody has the name.
        """
        allow(by)
        with self._file.writing() as connection:
            user = users.named(connection, name)
            sessions.end_all(connection, user.key)
            self._note(connection, "signed_out_everywhere", **self._by(by), about=user.name)

    def set_role(self, name: str, role: Role, *, by: Person) -> None:
        """Gives a person another role, from their next request on.

        Raises `PeopleError` where nobody has the name, or no administrator would be left.
        """
        allow(by)
        with self._file.writing() as connection:
            user = users.named(connection, name)
            users.set_role(connection, user, role)
            self._note(
                connection,
                "role",
                **self._by(by),
                about=user.name,
                detail=sentences.ROLE_CHANGED.of(old=user.role, new=role),
            )

    def reset_second_factor(self, name: str, *, by: Person) -> None:
        """Takes away the second factor of a person who lost it; their sessions end.

        Raises `PeopleError` where nobody has the name.
        """
        allow(by)
        with self._file.writing() as connection:
            user = users.named(connection, name)
            users.forget_second_factor(connection, user.key)
            sessions.end_all(connection, user.key)
            self._note(connection, "second_factor_reset", **self._by(by), about=user.name)

    def settings(self) -> Settings:
        """What administrators set."""
        with self._file.reading() as connection:
            return database.settings_of(connection)

    def change_settings(self, new: Settings, *, by: Person) -> None:
        """Sets them anew, for sessions that are on too; raises `PeopleError` for a length that can't be."""
        allow(by)
        if not 1 <= new.idle_minutes <= _MOST_IDLE_MINUTES or not 1 <= new.absolute_hours <= _MOST_HOURS:
            raise PeopleError(sentences.SESSION_LENGTH.of(minutes=_MOST_IDLE_MINUTES, hours=_MOST_HOURS))
        value = msgspec.json.encode(new).decode()
        with self._file.writing() as connection:
            connection.execute(delete(settings_table))
            connection.execute(insert(settings_table).values(key=1, value=value))
            factor = "asked of all" if new.second_factor else "as each likes"
            detail = sentences.SETTINGS_SET.of(minutes=new.idle_minutes, hours=new.absolute_hours, factor=factor)
            self._note(connection, "settings", **self._by(by), detail=detail)

    def all_tokens(self, *, by: Person) -> list[ApiToken]:
        """Everybody's API tokens, the oldest first."""
        allow(by)
        with self._file.reading() as connection:
            return tokens.every(connection, None)

    def end_any_token(self, token: int, *, by: Person) -> None:
        """Ends somebody's API token; raises `PeopleError` where there is none with this id."""
        allow(by)
        with self._file.writing() as connection:
            ended = tokens.end(connection, token, None)
            self._note(connection, "token_ended", **self._by(by), about=ended.owner, detail=ended.name)

    def log(self, limit: int = 1_000, *, by: Person) -> list[LogLine]:
        """The last lines of the log, the oldest of them first."""
        allow(by)
        with self._file.reading() as connection:
            return logbook.newest(connection, limit)
