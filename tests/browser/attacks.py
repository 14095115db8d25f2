"""Pages made to harm whoever reads them: what a hostile outlet, a hostile mirror or a joker would send.

Each payload stands in every place that a page can fill: headline, outlet, byline, address, id, text, quoted words,
names of who speaks. They are read by the program itself; what no page of this kind would be read as (a place whose
name is markup) is put into the store as a reader that a user brings could put it there.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import html
import json
from pathlib import Path

import msgspec

from reportedly.model import (
    Account,
    Count,
    Event,
    Perpetrator,
    Quote,
    Reading,
    Report,
    Speaker,
    Victim,
    Weapon,
    When,
    Where,
)
from reportedly.reconciling import page_incidents
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.browser.desks import reportedly

RUNS = "window.pwned=1;alert(1)"
MARKUP = {
    "script": f"<script>{RUNS}</script>",
    "image": f'<img src=x class=pwned onerror="{RUNS}">',
    "svg": f'<svg class=pwned onload="{RUNS}"><a xlink:href="javascript:{RUNS}">x</a></svg>',
    "frame": f'"><iframe class=pwned srcdoc="<script>parent.{RUNS}</script>"></iframe>',
    "attribute": f'" onfocus="{RUNS}" autofocus tabindex=1 class="pwned" x="',
    "single": f"' onmouseover='{RUNS}' class='pwned' x='",
    "ends": f"</textarea></title></script></style></td></table></form><b class=pwned onclick={RUNS}>b</b>",
    "comment": "--><b class=pwned>b</b><!--",
    "template": "T{{7*7}}T T{% print 7*7 %}T T${7*7}T T#{7*7}T",
    "entities": "&amp;lt;b class=pwned&amp;gt; &lt;img class=pwned src=x onerror=window.pwned=1&gt;",
    "style": "<style class=pwned>*{display:none!important}</style><link class=pwned rel=stylesheet href=//evil>",
    "meta": '<meta class=pwned http-equiv=refresh content="0;url=//evil.example"><base class=pwned href=//evil>',
    "form": '<form class=pwned action="//evil.example/"><button class=pwned>x</button></form>',
}  # fmt: skip
LETTERS = {
    "override": "\u202erorret\u202e",
    "isolates": "\u2067\u2067\u2066\u202b",
    "closed": "\u2069\u2069\u202c\u202c\u202e",  # closes what stands around it, then turns round what follows
    "heaps": "Z" + "\u0335\u0489\u0321\u0300" * 60 + "algo" + "\u0e49" * 80,
    "unseen": "a\u200b\u200d\ufeff\u2060\u00ad\u180eb",
    "formula": "=HYPERLINK(\"//evil.example\",\"x\")",
    "long": "W" * 5000,
    "steps": "\u0085\u2028\u2029\x0b\x0c",
}  # fmt: skip
ADDRESSES = (
    f"javascript:{RUNS}",
    f"data:text/html,<script>{RUNS}</script>",
    f"vbscript:{RUNS}",
    f"https://evil.example/'\"><img class=pwned src=x onerror={RUNS}>?q=\"'<b class=pwned>&lt;",
    f"\tjavascript:{RUNS}",
    f"https://[evil/\"onclick=\"{RUNS}",
    f"https://evil.example/'\"><img/class=pwned/src=x/onerror={RUNS}>?q=\"'&lt;b",
    "https://evil.example/\u202egpj.exe",
    "https://u:p@evil.example:99999/" + "a" * 4000,
    "//evil.example/x",
)  # fmt: skip
PLACES = ("Gaya", "Isiolo", "Niono")
DAY = datetime.date(2026, 3, 5)


def payloads() -> dict[str, str]:
    """All of them, by name."""
    return MARKUP | LETTERS


def write_pages(folder: Path) -> None:
    """The pages, as files of every kind that is read."""
    folder.mkdir()
    records = [_record(n, name, text) for n, (name, text) in enumerate(payloads().items())]
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    for n, (name, text) in enumerate(payloads().items()):
        (folder / f"page-{name}.html").write_text(_page(n, text), encoding="utf-8")
    huge = _story("Isiolo", "the police", "six") + " And so on. " * 40_000
    (folder / "megabyte.jsonl").write_text(
        json.dumps({"id": "megabyte", "title": "Six killed in Isiolo " + "headline " * 120_000, "text": huge,
                    "outlet": "Outlet " + "O" * 50_000, "published": "2026-03-06", "language": "en"}) + "\n"
    )  # fmt: skip
    nested = "<table><tr><td>" * 3000 + f"<p>{_story('Niono', 'the mayor', 'four')}</p>" + "</td></tr></table>" * 3000
    (folder / "nested.html").write_text(f"<html lang=en><h1>Four killed in Niono, mayor says</h1>{nested}</html>")
    (folder / "null.html").write_bytes(
        b"<html lang=en><title>Nine\0 killed</title><h1>Nine killed \0 in Gaya</h1><p>"
        + _story("Gaya", "a \0 doctor", "nine").encode().replace(b"market", b"mar\0ket") + b"</p></html>"
    )  # fmt: skip
    for name in (
        'it\'s "quoted" <img src=x onerror=alert(1)>.txt',
        "two\nlines \u202etxt.exe.txt",
        "-rf;$(id)`id`.txt",
    ):
        (folder / name).write_text(f"Five killed in Gaya\n\n{_story('Gaya', 'a nurse', 'five')}\n", encoding="utf-8")
    (folder / "bomb.html.gz").write_bytes(gzip.compress(b"<p>" + b"\0" * 5_000_000))


def make_store(file: Path, folder: Path) -> Path:
    """A store that has read the pages, and the values of a reader that says whatever it likes; people judged in it."""
    write_pages(folder)
    reportedly("add", folder, "--store", file, "--jobs", "2", codes=(0, 1))
    with open_store(file) as store:
        for n, (name, text) in enumerate(payloads().items()):
            store.add(_claimed(n, name, text))
        link_store(store)
    return file


def _record(n: int, name: str, text: str) -> dict[str, str]:
    return {
        "id": f"{name} {text[:300]}",
        "url": ADDRESSES[n % len(ADDRESSES)],
        "outlet": f"Wire {text}",
        "title": f"{text} Gunmen kill five in {PLACES[n % 3]} {text}",
        "text": f"{_story(PLACES[n % 3], f'Musa {text} Idris, a doctor', 'five')} “We buried five {text} people,” he "
        f"said.\n\n{text}\n\nA relative, Amina {text}, told Radio {text} that three of them were children.",
        "published": "2026-03-06",
        "language": "en",
    }


def _page(n: int, text: str) -> str:
    shown, value = html.escape(text), html.escape(text, quote=True)
    linked = json.dumps({
        "@type": "NewsArticle", "headline": f"Gunmen kill five in {PLACES[n % 3]} {text}",
        "publisher": {"@type": "Organization", "name": f"Publisher {text}"}, "author": {"name": f"Author {text}"},
        "datePublished": "2026-03-06",
    }).replace("</", "<\\/")  # fmt: skip
    address = html.escape(ADDRESSES[n % len(ADDRESSES)])
    story = html.escape(_story(PLACES[n % 3], f"Musa {text} Idris, a doctor", "five"))
    return (
        f'<html lang="en"><head><title>{shown}</title><link rel="canonical" href="{address}">'
        f'<meta property="og:site_name" content="Site {value}"><meta name="author" content="{value}">'
        f'<script type="application/ld+json">{linked}</script></head><body>'
        f"<h1>Gunmen kill five in {PLACES[n % 3]} {shown}</h1><p>{story}</p>"
        f"<p>“They {shown} shot at us,” said {shown} Salif, a trader.</p>{text}</body></html>"
    )


def _story(place: str, speaker: str, killed: str) -> str:
    return (
        f"Gunmen on motorbikes killed {killed} people at a market in {place} on Thursday, 5 March 2026, {speaker} "
        f"said. Seven others were wounded in the attack, the governor said."
    )


def _claimed(n: int, name: str, text: str) -> Reading:
    """A page every value of which is the payload, as a reader that a user brings might say."""
    words = text if text.strip() else f"x{text}"
    day = DAY + datetime.timedelta(days=30 * n) if name in LETTERS else DAY  # these have an incident each
    page = f"{words}\n\n{words} in {words} on 5 March: {words}"
    quote = Quote.of(page, len(words) + 2, 2 * len(words) + 2)
    account = Account(
        id="a1", incident="i1", act="accusation", background=False, confidence=0.5,
        speaker=Speaker(name=words, type="witness", via=words, quote=quote),
        event=Event(type="Violence against civilians", sub_type="Attack", quote=quote),
        when=When(start=day, end=day, precision="day", quote=quote),
        where=Where(name=words, admin1=words, country="NE", latitude=11.9 + n / 10, longitude=3.4, precision="exact",
                    quote=quote),
        victims=(Victim(outcome="killed", count=Count(n + 1, n + 1, words), quote=quote, name=words),
                 Victim(outcome="injured", count=Count(None, None, words), quote=quote)),
        perpetrators=(Perpetrator(name=words, actor=None, type="armed_group", status="accused", quote=quote),),
        weapons=(Weapon(name=words, quote=quote),),
    )  # fmt: skip
    report = Report(
        id=f"claimed {name}", text=page, title=words, outlet=words, byline=words, url=ADDRESSES[n % len(ADDRESSES)],
        language="ar" if n % 2 else "en", published=day, text_sha256=hashlib.sha256(page.encode()).hexdigest(),
        teasers=(words,),
    )  # fmt: skip
    made = (account,)
    return msgspec.structs.replace(Reading(report=report, accounts=made, incidents=()), incidents=page_incidents(made))
