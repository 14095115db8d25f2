"""Heavy HTML, made up: news pages of 150 to 350 KB with what such pages carry besides their story.

The same seed gives the same pages. Menus, styles, scripts with data, teasers with pictures, comments and footers make
up most of the bytes, as on real pages of this weight; the story is a few thousand letters, every third one violent.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable


def _words(row: str) -> list[str]:
    return row.split()


WORDS = _words(
    "marché ville conseil projet saison équipe école route ministre région travaux habitants budget réunion semaine "
    "entreprise quartier musée récolte pluie rivière concert association bureau transport commerce service hôpital"
)
VERBS = _words("annonce prépare visite ouvre termine étudie présente soutient organise retrouve")
TOWNS = _words("Agadez Gaya Zinder Mopti Bamako Dosso Tahoua Maradi")
VIOLENT = (
    "Au moins {n} personnes ont été tuées {day} à {town} dans l'explosion d'une bombe, a annoncé la police.",
    "{n} soldats ont été blessés {day} près de {town}, selon un responsable de l'hôpital.",
    "Le groupe a revendiqué l'attaque, qui a fait {n} morts à {town}, dans un message diffusé {day}.",
)
DAYS = _words("lundi mardi mercredi jeudi vendredi samedi dimanche")
SMALLEST, LARGEST = 150_000, 350_000  # bytes of a page


def heavy_pages(count: int, seed: int = 1) -> list[str]:
    """So many pages of HTML."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret about them
    return [_page(chance, violent=at % 3 == 0) for at in range(count)]


def _page(chance: random.Random, *, violent: bool) -> str:
    title = f"{chance.choice(TOWNS)} : {_sentence(chance)}"
    story = "\n".join(f"<p>{_paragraph(chance, violent)}</p>" for _ in range(chance.randint(8, 20)))
    head = (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="2026-03-{chance.randint(1, 28):02}T08:00:00+01:00">'
        f'<meta property="og:site_name" content="Le Courrier inventé">{_style(chance)}</head><body>'
    )
    body = f"{_menu(chance)}<main><article><h1>{title}</h1>\n{story}\n</article></main>"
    size = chance.randint(SMALLEST, LARGEST)
    return head + body + _filled(chance, size - len(head) - len(body)) + "</body></html>"


def _filled(chance: random.Random, size: int) -> str:
    """Furniture of about so many bytes."""
    kinds: tuple[Callable[[random.Random], str], ...] = (_teaser, _teaser, _comment, _script, _menu)
    parts: list[str] = []
    while size > 0:
        parts.append(chance.choice(kinds)(chance))
        size -= len(parts[-1])
    return "\n".join(parts)


def _sentence(chance: random.Random) -> str:
    nouns = chance.sample(WORDS, 6)
    return f"le {nouns[0]} {chance.choice(VERBS)} un {nouns[1]} pour la {nouns[2]}, le {nouns[3]} et le {nouns[4]}"


def _paragraph(chance: random.Random, violent: bool) -> str:
    sentences = [f"{_sentence(chance).capitalize()}." for _ in range(chance.randint(2, 5))]
    if violent and chance.random() < 0.6:
        told = chance.choice(VIOLENT)
        sentences[0] = told.format(n=chance.randint(2, 30), day=chance.choice(DAYS), town=chance.choice(TOWNS))
    return " ".join(sentences)


def _menu(chance: random.Random) -> str:
    items = "".join(f'<li class="menu-item"><a href="/{w}/">{w.title()}</a></li>' for w in chance.sample(WORDS, 20))
    return f'<nav class="menu"><ul>{items}</ul></nav>'


def _style(chance: random.Random) -> str:
    rules = (
        f".{w}-{n}{{margin:{n}px;padding:{n}px;color:#{n:06x}}}" for w in WORDS for n in chance.sample(range(99), 9)
    )
    return f"<style>{''.join(rules)}</style>"


def _script(chance: random.Random) -> str:
    data = {w: [chance.randint(0, 10**6) for _ in range(60)] for w in chance.sample(WORDS, 8)}
    return f"<script>window.state={json.dumps(data)};</script>"


def _teaser(chance: random.Random) -> str:
    return (
        '<div class="teaser"><a href="/x"><img src="/i.jpg" srcset="/i-320.jpg 320w, /i-640.jpg 640w" alt="">'
        f"<h3>{_sentence(chance).capitalize()}</h3>"
        f'<span class="time">Il y a {chance.randint(2, 9)} heures</span></a></div>'
    )


def _comment(chance: random.Random) -> str:
    name = chance.choice(WORDS).title()
    return f'<div class="comment"><span class="author">{name}</span><p>{_sentence(chance).capitalize()} !</p></div>'
