"""The people of a store, as one object: who asks, who is let in."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from reportedly.people import database, handshakes, limits, sentences, sessions, signing_in, tokens, users
from reportedly.people.administering import Administering
from reportedly.people.database import Clock, PeopleFile
from reportedly.people.errors import PeopleError, team_library
from reportedly.people.handshakes import Kept
from reportedly.people.own import Own
from reportedly.people.passwords import Hashing, Passwords, check
from reportedly.people.persons import Identity, Person, Refused, Session, SignedIn
from reportedly.people.schema import ALONE


def open_people(
    store: str | Path, *, team: bool = False, clock: Clock = database.now, hashing: Hashing | None = None
) -> People:
    """The people of the store at this path: the file beside it, made where it's missing, for its owner's eyes only.

    With `team` people sign in; without, there is one person with every right. `clock` gives an aware UTC time.
    Raises `PeopleError` where the file isn't one of people, is of a newer version, or can't be opened.
    """
    return People(PeopleFile(database.beside(Path(store)), clock), Passwords(hashing or Hashing()), team=team)


class People(Administering, Own):
    """The people of a store; a context manager, for any number of threads and processes.

    Every method raises `PeopleError` where the file can't be used.
    """

    def __enter__(self) -> People:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def require_extra(self) -> None:
        """Raises `MissingExtra` where a library is missing that a team needs: for a desk to ask as it starts."""
        for library in ("argon2", "pyotp"):
            team_library(library)

    def session(self, token: str) -> Session | None:
        """The session with this token, used by this; None where it is none, or is over."""
        return sessions.find(self._file, token, team=self.team)

    def begin_alone(self) -> SignedIn:
        """A session of the one person of alone mode, for its CSRF token; raises `PeopleError` in a team."""
        if self.team:
            raise PeopleError(sentences.PEOPLE_SIGN_IN.of())
        with self._file.writing() as connection:
            token = sessions.begin(connection, ALONE, "alone", self._file.now())
            return SignedIn(token=token, session=sessions.made(connection, token))

    def local_person(self) -> Person:
        """Whoever works at this machine's command line, with every right: who can read the file can do anything."""
        return sessions.local_person()

    def has_users(self) -> bool:
        """Whether anybody has been added yet."""
        with self._file.reading() as connection:
            return bool(users.every(connection, self._file.now()))

    def sign_in(
        self, name: str, password: str, code: str = "", address: str = "", *, replacing: str = ""
    ) -> SignedIn | Refused:
        """Lets somebody in, in a session of its own; the one with the token `replacing` ends with it.

        `code` is what the app shows, or a recovery code. `address` is the client's, for the limits and the log.
        Raises `MissingExtra` without the extra `team`, `PeopleError` in alone mode.
        """
        self._refuse_alone()
        attempt = signing_in.Attempt(name, password, code, address)
        return self._in_place_of(replacing, signing_in.by_password(self._file, self._passwords, attempt))

    def sign_in_as(self, identity: Identity, address: str = "", *, replacing: str = "") -> SignedIn | Refused:
        """Lets somebody in whom an OIDC issuer vouches for (`Oidc.finish`); adds them where they're new.

        Raises `PeopleError` in alone mode, or where the issuer's name for them can't be one.
        """
        self._refuse_alone()
        return self._in_place_of(replacing, signing_in.by_issuer(self._file, identity, address))

    def sign_out(self, token: str) -> None:
        """Ends the session with this token, if there is one."""
        with self._file.writing() as connection:
            name = sessions.owner(connection, token)
            sessions.end(connection, token)
            if name:
                self._note(connection, "signed_out", who=name, about=name)

    def sign_out_everywhere(self, person: Person) -> None:
        """Ends every session of the person."""
        with self._file.writing() as connection:
            sessions.end_all(connection, person.id)
            self._note(connection, "signed_out_everywhere", who=person.name, about=person.name)

    def token(self, bearer: str) -> Person | None:
        """Whose API token this is, with the role that it gives; None where it is none, or is over."""
        return tokens.find(self._file, bearer, team=self.team)

    def invited(self, token: str) -> str | None:
        """The name of whom this invitation is for; None where it isn't one, was used, or is over."""
        with self._file.reading() as connection:
            row = users.invited(connection, token, self._file.now())
            return None if row is None else str(row.name)

    def accept(self, token: str, password: str, *, address: str = "") -> str:
        """Sets the password of whom the invitation is for; their name. They sign in with it next.

        Raises `WeakPassword` where the rules refuse it (the invitation goes on), `PeopleError` where the invitation
        was used or is over, `MissingExtra` without the extra `team`.
        """
        name = self.invited(token)
        if name is None:
            raise PeopleError(sentences.INVITATION_OVER.of())
        check(password, name)
        kept = self._passwords.hash(password)
        with self._file.writing() as connection:
            row = users.invited(connection, token, self._file.now())
            if row is None:  # used while we hashed
                raise PeopleError(sentences.INVITATION_OVER.of())
            users.set_password(connection, row.key, kept)
            limits.forget(connection, limits.name_bucket(row.folded))
            self._note(connection, "password_set", who=row.name, about=row.name, address=address)
        return name

    def keep(self, kept: Kept) -> str:
        """Keeps what `Oidc.begin` wants kept, for ten minutes; the token goes into a cookie of that browser."""
        with self._file.writing() as connection:
            return handshakes.keep(connection, kept, self._file.now())

    def kept(self, token: str) -> Kept | None:
        """What was kept with this token, once: it is dropped here. None where there's nothing, or it is over."""
        with self._file.writing() as connection:
            return handshakes.take(connection, token, self._file.now())

    def _in_place_of(self, former: str, answer: SignedIn | Refused) -> SignedIn | Refused:
        if former and isinstance(answer, SignedIn):
            with self._file.writing() as connection:
                sessions.end(connection, former)
        return answer
