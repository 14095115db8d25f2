"""What can go wrong with people, as one tree.

ReportedlyError
└── PeopleError             the file can't be used, or what is asked for can't be
    ├── NotAllowed          whoever asks hasn't the right
    ├── WeakPassword        a password that the rules refuse
    ├── MissingExtra        a library of the extra `team` isn't installed
    ├── OidcError           the issuer gave no usable answer, or one that doesn't let in
    └── OidcSettingsError   the file of `--oidc` doesn't hold together
"""

from __future__ import annotations

import importlib
from types import ModuleType

from reportedly.model.errors import ReportedlyError


class PeopleError(ReportedlyError):
    """The file of people can't be opened, read or written, or what is asked for can't be done."""

    code = "people"


class NotAllowed(PeopleError):
    """Whoever asks hasn't the right to."""

    code = "not_allowed"


class WeakPassword(PeopleError):
    """A password that the rules refuse; the message says which rule, never the password."""

    code = "weak_password"


class MissingExtra(PeopleError):
    """A library that only teams need isn't installed."""

    code = "missing_extra"


class OidcError(PeopleError):
    """The issuer gave no usable answer, or one that lets nobody in."""

    code = "oidc"


class OidcSettingsError(PeopleError):
    """The file of `--oidc` doesn't hold together: the message names the key and the remedy."""

    code = "settings"


def team_library(name: str) -> ModuleType:
    """The module of this name from the extra `team`, imported now; raises `MissingExtra` where it isn't installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise MissingExtra(
            f"{package} isn't installed; passwords, second factors and OIDC need: pip install 'reportedly[team]'"
        ) from error
