"""How fast pages become reports, stage by stage, beside plain trafilatura in the same run.

    python benchmarks/gathering.py [--pages 150]

Reads ../shared/data/pages-fr where it stands; without it, pages made up here. CPU time of one process,
stages interleaved page by page, so that the ratios hold on a machine that is busy with other things.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import trafilatura

from reportedly.gathering import Article, Defaults, articles, to_report
from reportedly.gathering.body import html_paragraphs
from reportedly.gathering.decoding import decode
from reportedly.gathering.guards import check_html
from reportedly.gathering.metadata import read_metadata
from reportedly.gathering.repeats import without_repeats
from reportedly.gathering.teasers import set_apart
from reportedly.gathering.tongue import language_of
from reportedly.model import Report
from reportedly.running.workers import Limits, run_ordered

DATA = Path(__file__).parents[2] / "shared" / "data" / "pages-fr" / "input.jsonl.gz"
REFERENCE = "trafilatura fast=True"


def whole(article: Article) -> Report:
    """The stage that a worker runs; here, so that workers can import it by name."""
    return to_report(article, Defaults())


def pages(count: int) -> list[Article]:
    """The first pages of the data, or made-up ones."""
    if DATA.exists():
        found = (article for article in articles([str(DATA)]) if isinstance(article, Article))
        return list(itertools.islice(found, count))
    menu = "".join(f'<li><a href="/{i}">Rubrique inventée {i}</a></li>' for i in range(400))
    story = "".join(f"<p>Paragraphe inventé numéro {i}, sur la pluie et le beau temps.</p>" for i in range(25))
    page = f"<html><body><ul>{menu}</ul><article><h1>Pluie</h1>{story}</article><ul>{menu}</ul></body></html>"
    return [Article(name=f"made up {i}", content=page.encode(), kind="html") for i in range(count)]


def stages(article: Article) -> Iterable[tuple[str, Callable[[], object]]]:
    """Each stage on one page, as a call without arguments."""
    source = decode(article.name, article.content)
    lines = html_paragraphs(source)
    report = whole(article)
    return (
        (REFERENCE, lambda: trafilatura.extract(source, fast=True, include_comments=False)),
        ("decode", lambda: decode(article.name, article.content)),
        ("guards", lambda: check_html(article.name, source)),
        ("metadata", lambda: read_metadata(source)),
        ("body", lambda: html_paragraphs(source)),
        ("repeats and teasers", lambda: set_apart(report.title, without_repeats(lines))),
        ("language", lambda: language_of(report.text, "fr")),
        ("bytes to report", lambda: whole(article)),
    )


def main() -> None:
    """Prints milliseconds a page, pages a second and the ratio to the reference for each stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150)
    found = pages(parser.parse_args().pages)
    whole(found[0])  # what is loaded at first use isn't a page's cost
    spent: dict[str, float] = {}
    for article in found:
        for name, stage in stages(article):
            start = time.process_time()
            stage()
            spent[name] = spent.get(name, 0.0) + time.process_time() - start
    size = sum(len(article.content) for article in found) / len(found) / 1_000
    print(f"{len(found)} pages of {size:.0f} KB on average; CPU time, one process")
    for name, seconds in spent.items():
        each = 1_000 * seconds / len(found)
        print(f"{name:24}{each:9.2f} ms {1_000 / each:9.0f} pages/s {seconds / spent[REFERENCE]:7.2f} x")
    for jobs in (1, 2):
        # Workers must find `whole` by name: `python benchmarks/gathering.py` is __main__ there too.
        results = run_ordered(whole, found * 2, jobs=jobs, limits=Limits(seconds=30))
        next(results)
        start = time.perf_counter()
        count = sum(1 for _ in results)
        print(f"{jobs} worker(s){count / (time.perf_counter() - start):36.0f} pages/s of wall time")


if __name__ == "__main__":
    main()
