"""The browsers stage: many people at once in real browsers, each a session of their own, ask in the pages.

`--people` Chromium contexts ask for `--minutes`, one question after the other, each in a new conversation. An error is
an exception that the page shows or its script raises, an answer that failed, or none within PATIENCE_S. A page is
locked if its question box is still closed LOCKED_S after the answer stands; it is loaded anew then, as a person would.
An answer is mixed up if it stands below another question, changed if the same question was answered otherwise before
(a model's may be). Memory is that of the server. Needs playwright (requirements-dev.txt) and Chromium (CHROMIUM, or the
one on the PATH).
"""

import asyncio
import os
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evals.bench.figures import Figures, Metric
from evals.bench.load_server import Memory, Running, running
from evals.bench.questions import as_question, open_question_bed
from evals.bench.stage import Options
from evals.errors import BenchError
from evals.metrics.latency import p50, p95

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

SYSTEMS = ("pages",)
MINUTES = 2.0
"""Without --minutes."""
LOCKED_S = 15.0
"""The page learns within five seconds that an answer stands, and draws itself anew; a busy machine takes longer."""
PATIENCE_S = 300.0
_LOOK_S = 2.0
"""Seconds between two looks at the server's memory."""
_QUESTIONS = 40
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_BOX = '[data-testid="stChatInputTextArea"]'
_EXCHANGE = ".root[data-state]"
_ENDED = ", ".join(f'.root[data-state="{state}"]' for state in ("done", "declined", "stopped", "failed"))
_EXCEPTION = '[data-testid="stException"]'


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What came of one question. `shown` is the question above the answer; `free_s` the seconds after the answer until
    the next question could be typed, None if the page was locked."""

    asked: int
    error: str = ""
    shown: str = ""
    answer: str = ""
    answer_s: float | None = None
    free_s: float | None = None


def run(options: Options) -> Iterator[Figures]:
    """One line: the pages with the settings' model."""
    with open_question_bed(replace(options, limit=None)) as (bed, rows):
        settings = bed.settings
        plain = [" ".join(as_question(row, bed).text.split()) for row in rows if not row.turns]
    questions = random.Random(options.seed).sample(plain, min(_QUESTIONS, len(plain)))
    if not questions:
        raise BenchError(f"{options.folder}: has follow-ups alone.", hint="Name a set of plain questions.")
    with running(settings) as server:
        begun = time.monotonic()
        with ThreadPoolExecutor(1) as own:  # whoever calls may have a loop of their own
            visits, memory = own.submit(asyncio.run, _all(server, questions, options)).result()
        seconds = time.monotonic() - begun
    yield figures(visits, questions, memory, seconds, options)


def chromium() -> str:
    """Raises BenchError where there is none."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if not named:
        raise BenchError("There is no Chromium on the PATH.", hint="Install it, or name it with CHROMIUM.")
    return named


async def _all(server: Running, questions: Sequence[str], options: Options) -> tuple[list[Visit], list[Memory]]:
    try:
        from playwright.async_api import async_playwright
    except ImportError as error:
        raise BenchError("playwright is not installed.", hint="pip install -r requirements-dev.txt") from error
    until = time.monotonic() + (options.minutes or MINUTES) * 60
    memory, visits = [server.memory()], list[Visit]()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        address = server.address.removesuffix("/v1")
        people = [
            asyncio.create_task(_person(browser, address, questions, f"{options.seed} {n}", until, visits))
            for n in range(options.people)
        ]
        try:
            while (await asyncio.wait(people, timeout=_LOOK_S))[1]:
                memory.append(server.memory())
            for person in people:
                person.result()
        finally:
            await browser.close()
    return visits, memory


async def _person(
    browser: "Browser", address: str, questions: Sequence[str], seed: str, until: float, visits: list[Visit]
) -> None:
    chance = random.Random(seed)
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_S * 1000)
    page = await context.new_page()
    raised: list[str] = []
    page.on("pageerror", lambda error: raised.append(str(error)))
    stands, asked = False, 0
    while not asked or time.monotonic() < until:
        asked += 1
        if not stands and (trouble := await _opened(page, address)):
            visits.append(Visit(asked=0, error=trouble))
            continue
        visit = await _visit(page, chance.randrange(len(questions)), questions)
        error = visit.error or " ".join(raised)
        raised.clear()
        stands = not error and visit.free_s is not None
        if stands:
            error = await _begun_anew(page)
            stands = not error
        visits.append(replace(visit, error=error))
    await context.close()


async def _opened(page: "Page", address: str) -> str:
    """What went wrong on the way to a new conversation by the address, empty where it stands."""
    from playwright.async_api import Error

    try:
        await page.goto(address)
        await page.wait_for_selector(f"{_BOX}:enabled")
    except Error as error:
        return f"the page did not open: {str(error).splitlines()[0]}"
    return ""


async def _begun_anew(page: "Page") -> str:
    """What went wrong on the way to a new conversation by a click, empty where it stands."""
    from playwright.async_api import Error

    try:
        await page.get_by_role("button", name="New conversation").click()
        # A locator looks into shadow trees, in which an answer stands, and `document.querySelector` does not.
        await page.locator(_EXCHANGE).first.wait_for(state="detached")
    except Error as error:
        return f"no new conversation: {str(error).splitlines()[0]}"
    return ""


async def _visit(page: "Page", asked: int, questions: Sequence[str]) -> Visit:
    from playwright.async_api import Error

    began = time.monotonic()
    try:
        box = page.locator(_BOX)
        await box.fill(questions[asked])
        await box.press("Enter")
        await page.wait_for_selector(f"{_ENDED}, {_EXCEPTION}", state="attached")
        answer_s = time.monotonic() - began
        if await page.locator(_EXCEPTION).count():
            return Visit(asked=asked, error=(await page.locator(_EXCEPTION).first.inner_text())[:300])
        exchange = page.locator(_EXCHANGE).first
        state = await exchange.get_attribute("data-state")
        visit = Visit(
            asked=asked,
            error="" if state in ("done", "declined") else f"the answer is {state}",
            shown=await exchange.locator(".question").first.inner_text(),
            answer=await exchange.locator(".answer").first.inner_text(),
            answer_s=answer_s,
        )
    except Error as error:
        return Visit(asked=asked, error=str(error).splitlines()[0])
    try:
        await page.wait_for_selector(f"{_BOX}:enabled", timeout=LOCKED_S * 1000)
    except Error:
        return visit
    return replace(visit, free_s=time.monotonic() - began - answer_s)


def figures(
    visits: Sequence[Visit], questions: Sequence[str], memory: Sequence[Memory], seconds: float, options: Options
) -> Figures:
    """Shares over all visits; what an answer was over those without an error."""
    first: dict[int, str] = {}
    for visit in visits:
        if not visit.error:
            first.setdefault(visit.asked, visit.answer)
    whole = [None if visit.error else visit for visit in visits]
    metrics = {
        "errors": Metric(scores=[float(bool(v.error)) for v in visits]),
        "locked": Metric(scores=[None if v is None else float(v.free_s is None) for v in whole]),
        "mixed_up": Metric(scores=[None if v is None else float(v.shown != questions[v.asked]) for v in whole]),
        "changed": Metric(scores=[None if v is None else float(v.answer != first[v.asked]) for v in whole]),
        "answer_p50": Metric(scores=[None if v is None else v.answer_s for v in whole], statistic=p50),
        "answer_p95": Metric(scores=[None if v is None else v.answer_s for v in whole], statistic=p95),
        "free_p95": Metric(scores=[None if v is None else v.free_s for v in whole], statistic=p95),
        "server_mb_begin": Metric(scores=[memory[0].server_mb]),
        "server_mb_end": Metric(scores=[memory[-1].server_mb]),
    }
    tenths = [memory[round(n * (len(memory) - 1) / 10)].server_mb for n in range(11)]
    said = sorted({v.error for v in visits if v.error})
    return Figures(
        bench=options.bench, stage="browsers", system=f"pages-{options.settings.llm}", n=len(visits), metrics=metrics,
        notes=(
            f"{len(visits)} questions of {options.people} browsers in {seconds:.0f} s, {len(questions)} different ones",
            f"server's MB at the begin and after each tenth: {', '.join(f'{mb or 0:.0f}' for mb in tenths)}",
            *(f"error: {error}" for error in said),
        ),
    )  # fmt: skip
