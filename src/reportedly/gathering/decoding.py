"""Bytes to text: byte-order mark, strict UTF-8, what HTTP says, what the page says, detection, in this order."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator

from resiliparse.parse.encoding import detect_encoding

from reportedly.model.errors import EmptyInput, NotText

MAX_REPLACED = 0.01
"""Share of U+FFFD above which the bytes aren't text in the encoding tried."""
MAX_CONTROLS = 0.01
"""Share of control characters above which a decoded page is binary after all."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_MAGICS = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP or Office file", b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"{\\rtf": "an RTF document", b"\x1f\x8b": "gzip inside gzip",
    b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive", b"7z\xbc\xaf": "a 7z archive",
    b"(\xb5/\xfd": "a Zstandard archive", b"PAR1": "a Parquet file", b"SQLite format 3": "an SQLite database",
}  # fmt: skip
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_OF_HTTP = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
# The encodings of the web (the WHATWG encoding standard) by Python's names, and no others: Python's "punycode" takes
# hours for a page. What a page calls Latin-1 is Windows-1252 in fact, and so with others; the standard reads them so.
# UTF-16 isn't among them, since its bytes tell it: what calls itself so in letters of one byte isn't.
_AS_ITSELF = (
    "utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874",
    "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949", *(f"cp125{digit}" for digit in range(9)),
    *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
)  # fmt: skip
_OTHERWISE = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
              "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932",
              "euc_kr": "cp949"}  # fmt: skip
_ON_THE_WEB = {codecs.lookup(name).name: name for name in _AS_ITSELF} | {
    codecs.lookup(name).name: meant for name, meant in _OTHERWISE.items()
}
# Names that Python doesn't know
_WEB_NAMES = {"windows-874": "cp874", "x-sjis": "cp932", "x-mac-cyrillic": "mac-cyrillic", "x-euc-jp": "euc_jp",
              "x-gbk": "gb18030", "x-x-big5": "big5hkscs", "iso-8859-8-i": "iso8859-8", "logical": "iso8859-8",
              "dos-874": "cp874"}  # fmt: skip
# Invisible marks: order of direction, soft hyphens, zero-width spaces. Joiners (U+200C, U+200D) shape words
# and emoji: they stay.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x061C, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F])
# Bytes of Windows-1252 that were read as Latin-1 somewhere on their way: U+0092 is an apostrophe.
_MISREAD = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_NEWLINES = {0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x2028: "\n", 0x2029: "\n"}
_CLEAN = {**_INVISIBLE, **_CONTROLS, **_MISREAD, **_NEWLINES}
_UNCLEAN = re.compile(f"[{re.escape(''.join(map(chr, _CLEAN)))}]")
# UTF-8 that was read as Windows-1252 on its way: "â€œ" is a quotation mark, "Ã©" an e with an accent. Of a
# closing mark the last byte stands for nothing there and is lost; of a no-break space the "Â" is left over.
_HIGH = "".join(bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xC0))
_MANGLED = re.compile(f"[ÂÃ][{_HIGH}]|â[{_HIGH}]{{2}}|â€(?:\ufffd|(?![{_HIGH}]))|(?<![A-ZÀ-Þ])Â(?![^\\W\\d_])")
_LEFT_OVER = {"Â": " ", "â€": "”", "â€\ufffd": "”"}
# The punctuation of an old Macintosh, read as Windows-1252: "the groupÕs", "on MondayÉ", "ten civilians Ñ all men".
_MACINTOSH = re.compile(r"(?<=[a-z])Õ(?=[a-z])|(?<=[a-z])É(?![a-zß-ÿ])|(?<=\s)Ñ(?=\s)")
_FROM_MACINTOSH = {"Õ": "’", "É": "…", "Ñ": "—"}
_C0 = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ENTITY = re.compile(r"&(?:quot|amp|apos|nbsp|lt|gt|#\d{2,5}|#x[0-9a-fA-F]{2,4}|[lr][sda]quo|hellip|[mn]dash);")
# A single plain or no-break space, which is what nearly all are, stays as it is. That every match begins with a white
# space is said first: the search then goes from one to the next.
_SPACES = re.compile(r"[^\S\n](?:[^\S\n]+|(?<=[\t\u1680\u2000-\u200a\u205f\u3000]))")


def decode(name: str, content: bytes, charset: str | None = None) -> str:
    """The page as text; `charset` is what came with it says of its encoding, as HTTP does.

    Raises `EmptyInput` for nothing, `NotText` where no encoding fits.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyInput(f"{name}: empty; nothing to read in it")
    refuse_binary(name, content)
    for encoding in _candidates(content, charset):
        text = _try(content, encoding)
        if text is not None:
            return _refuse_controls(name, text, sure=encoding == "utf-8")
    raise NotText(f"{name}: not text in any encoding that was tried; save it as UTF-8 text or as HTML")


def charset_of(content_type: str | None) -> str | None:
    """The encoding that a Content-Type names, in small letters."""
    found = _OF_HTTP.search(content_type[:1_000]) if content_type else None
    return found[1].lower() if found else None


def refuse_binary(name: str, head: bytes) -> None:
    """Raises `NotText` where the first bytes are a known binary format's, or hold NULs and no UTF-16."""
    for magic, what in _MAGICS.items():
        if head.startswith(magic):
            raise NotText(f"{name}: {what}, not text; save it as text or HTML")
    sample = head[:8192]
    if not bom_of(head) and not _wide(sample) and sample.count(0) > max(len(sample) * MAX_CONTROLS, 2):
        raise NotText(f"{name}: binary, not text; give text, HTML, JSON Lines or CSV")


def bom_of(content: bytes) -> str | None:
    """The encoding that the byte-order mark at the start tells, if there is one."""
    return next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)


def tidy(text: str) -> str:
    """`text` with one kind of newline and without NULs, controls and invisible marks.

    White space alone is changed: runs become one space, lines are stripped. No-break spaces stay (they hold
    numbers together), and so does the text's own normal form.
    """
    text = text.replace("\r\n", "\n")
    if _UNCLEAN.search(text):
        text = text.translate(_CLEAN)
    if "Â" in text or "Ã" in text or "â€" in text:
        text = _MANGLED.sub(_unmangle, text)
    if "Õ" in text or "É" in text or "Ñ" in text:
        text = _MACINTOSH.sub(lambda found: _FROM_MACINTOSH[found.group()], text)
    text = _SPACES.sub(" ", text)
    return "\n".join(line.strip() for line in text.split("\n"))


def _unmangle(found: re.Match[str]) -> str:
    mangled = found.group()
    if mangled in _LEFT_OVER:
        return _LEFT_OVER[mangled]
    try:
        return mangled.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return mangled  # an honest "Â«" or the like


def without_entities(text: str) -> str:
    """A text field with the HTML entities that crawlers leave in it ("&quot;") as the characters they are."""
    return html.unescape(text) if _ENTITY.search(text) else text


def one_line(text: str | None) -> str | None:
    """`text` tidied onto one line; None where nothing is left of it."""
    return " ".join(tidy(text).split("\n")).strip() or None if text else None


def _candidates(content: bytes, charset: str | None) -> Iterator[str]:
    bom = bom_of(content)
    if bom:
        yield bom
        return
    yield "utf-8"
    wide = _wide(content[:8192])
    if wide:
        yield wide
    said = [m.group(1).decode("ascii") for m in _CHARSET.finditer(content[:4096])][:3]
    yield from filter(None, map(_on_the_web, (charset or "", *said)))
    # A page that breaks off inside a character, or holds a stray byte, is still UTF-8.
    yield "utf-8/replace"
    yield _on_the_web(detect_encoding(content) or "") or "cp1252"


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is NUL in Latin text, NUL (for its spaces) or 6 in Arabic."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = (bytes_.count(0) + (bytes_.count(6) if 0 in bytes_ else 0) for bytes_ in (sample[0::2], sample[1::2]))
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd < half * 0.05 else None


def _try(content: bytes, encoding: str) -> str | None:
    strict = encoding == "utf-8"
    codec = encoding.removesuffix("/replace")
    try:
        text = content.decode(codec, "strict" if strict else "replace")
    except UnicodeDecodeError:
        return None
    if strict:
        return None if "\x00" in text and _wide(content[:8192]) else text
    return text if text.count("\ufffd") <= len(text) * MAX_REPLACED else None


def _on_the_web(said: str) -> str | None:
    """Python's name of an encoding; None where the web has no such."""
    name = said.lower()
    try:
        return _ON_THE_WEB.get(codecs.lookup(_WEB_NAMES.get(name) or name.removeprefix("x-")).name)
    except LookupError:
        return None


def _refuse_controls(name: str, text: str, *, sure: bool) -> str:
    """`text`, unless it's full of what no text holds; `sure` spares valid UTF-8 the slower half of the search."""
    sample = text[:20_000]
    odd = len(_C0.findall(sample))
    if not sure:
        odd += sum(1 for c in sample if c > "\u02ff" and unicodedata.category(c) in ("Cn", "Co"))
    if odd > max(len(sample) * MAX_CONTROLS, 2):
        raise NotText(f"{name}: binary, not text; give text, HTML, JSON Lines or CSV")
    return text.removeprefix("\ufeff")
