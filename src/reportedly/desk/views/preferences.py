"""How the desk looks in this browser, kept in its cookies: language, theme, keys, graphic words."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.desk.visiting import THEMES, submitted
from reportedly.desk.words import LANGUAGES

router = APIRouter()

CHOICES = {"lang": tuple(LANGUAGES), "theme": THEMES, "keys": ("on", "off"), "graphic": ("show", "hide")}
YEAR = 365 * 24 * 3600  # seconds


@router.post("/preferences")
async def prefer(request: Request) -> Response:
    """Keeps what was chosen, and goes back."""
    found, fields = await submitted(request)
    response = found.on_to((fields.get("back") or ["/"])[0])
    for name, values in CHOICES.items():
        chosen = (fields.get(name) or [""])[0]
        if chosen in values:
            response.set_cookie(name, chosen, max_age=YEAR, path="/", samesite="strict")
    return response
