"""The load stage: many people at once, each a program with a key of their own, ask the real server on loopback.

`--people` ask from `--processes` by the official `openai` client, one question after the other each, every second one
streamed: `--limit` requests in all, or for `--minutes`. Between two of them they read for `--pause` seconds, half as
long to one and a half times as long by chance; at 0 they never pause. Each question has been asked alone before; an
answer to another question is mixed up, another answer to the same is changed (a model's may be). Times are the asker's,
waiting for their turn included; memory is that of the server. Without a model the answers are quotations.
"""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

import openai

from evals.bench.figures import Figures, Metric, Score
from evals.bench.load_server import Memory, Running, running
from evals.bench.questions import as_question, open_question_bed
from evals.bench.stage import Options
from evals.errors import BenchError
from evals.metrics.latency import p50, p95
from evals.progress import Progress
from index.key_tables import FILE
from index.types import Filters
from rag.types import Question
from serving.keys import Keys
from serving.people import Role

SYSTEMS = ("server",)
REQUESTS = 1_000
"""Without --limit and --minutes."""
MOST_PEOPLE = 200
MOST_MINUTES = 120
LONGEST_PAUSE_S = 600.0
_QUESTIONS = 40
"""Different ones, each asked alone first."""
_PATIENCE_S = 300
_LOOK_S = 2.0
"""Seconds between two looks at the server's memory."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came of one request. `error` is its kind; `refused` that the queue was full; `understood` is the question
    that was answered and `answer` everything that was said, both as text."""

    asked: int
    error: str = ""
    refused: bool = False
    understood: str = ""
    answer: str = ""
    evidence_s: float | None = None
    whole_s: float | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """One process's share: a key for each of its people, and the numbers of requests that are theirs."""

    address: str
    keys: Sequence[str]
    people: Sequence[int]
    everybody: int
    requests: int | None
    until: float | None
    pause: float
    questions: Sequence[Question]
    seed: int


def run(options: Options) -> Iterator[Figures]:
    """One line: the server with the settings' model."""
    with open_question_bed(replace(options, limit=None)) as (bed, rows):
        settings = bed.settings
        chance = random.Random(options.seed)
        chosen = chance.sample(rows, min(_QUESTIONS, len(rows)))
        questions = [as_question(row, bed) for row in chosen]
    keys = Keys(settings.root)
    made = [keys.add(f"person {n}", Role.READER, "")[0] for n in range(options.people)]
    try:
        with running(settings) as server:
            alone = [_ask(_client(server.address, made[0]), n, q, streamed=False) for n, q in enumerate(questions)]
            if failed := next((said.error for said in alone if said.error), None):
                raise BenchError(f"The server cannot answer one question alone ({failed}).", hint="Ask it by hand.")
            begun = time.monotonic()
            replies, memory = _under_load(server, made, questions, options)
            seconds = time.monotonic() - begun
    finally:
        (settings.root / FILE).unlink(missing_ok=True)  # the bed is used again, by whoever holds no key
    yield figures(replies, alone, memory, seconds, options)


def _under_load(
    server: Running, keys: Sequence[str], questions: Sequence[Question], options: Options
) -> tuple[list[Said], list[Memory]]:
    requests = None if options.minutes else options.limit or REQUESTS
    until = time.time() + options.minutes * 60 if options.minutes else None
    shares = [range(p, options.people, options.processes) for p in range(options.processes)]
    work = [
        Work(
            address=server.address, keys=[keys[person] for person in people], people=people, everybody=options.people,
            requests=requests, until=until, pause=options.pause, questions=questions, seed=options.seed,
        )
        for people in shares
    ]  # fmt: skip
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    memory = [server.memory()]
    progress = Progress(f"{options.bench} load", len(work))
    with ProcessPoolExecutor(options.processes, mp_context=context) as processes:
        running: set[Future[list[Said]]] = {processes.submit(_process, share) for share in work}
        futures = list(running)
        while running:
            done, running = wait(running, timeout=_LOOK_S)
            memory.append(server.memory())
            for _ in done:
                progress.step()
    return list(chain.from_iterable(future.result() for future in futures)), memory


def _process(work: Work) -> list[Said]:
    """All requests of the people of one process."""
    with ThreadPoolExecutor(len(work.people)) as people:
        return list(chain.from_iterable(people.map(lambda n: _person(work, n), range(len(work.people)))))


def _person(work: Work, which: int) -> list[Said]:
    client, replies = _client(work.address, work.keys[which]), list[Said]()
    for number in count(work.people[which], work.everybody):
        if (work.requests is not None and number >= work.requests) or (work.until and time.time() >= work.until):
            return replies
        chance = random.Random(f"{work.seed} {number}")
        asked = chance.randrange(len(work.questions))
        time.sleep(work.pause * chance.uniform(0.5, 1.5))
        replies.append(_ask(client, asked, work.questions[asked], streamed=number % 2 == 1))
    raise AssertionError("numbers do not end")


def _client(address: str, key: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=address, api_key=key, max_retries=0, timeout=_PATIENCE_S)


def _ask(client: openai.OpenAI, asked: int, question: Question, *, streamed: bool) -> Said:
    messages: list[Any] = [{"role": turn.role, "content": turn.content} for turn in question.history]
    messages.append({"role": "user", "content": question.text})
    body = {"dossier": _scope(question.filters) | ({"as_of": question.as_of.isoformat()} if question.as_of else {})}
    began = time.monotonic()
    try:
        told = _streamed(client, messages, body) if streamed else _whole(client, messages, body)
    except openai.APIStatusError as error:
        return Said(asked=asked, error=f"status {error.status_code}", refused=error.status_code == 503)
    except openai.OpenAIError as error:
        return Said(asked=asked, error=type(error).__name__)
    if told is None:
        return Said(asked=asked, error="no end")
    whole_s = time.monotonic() - began
    took = told["seconds"]
    after = (took["whole"] or 0.0) - (took["evidence"] or 0.0)  # the server's own: waiting is before the evidence
    shown = [told["outcome"], told["text"], told["missing"] or "", *(n["quote"] for n in told["nearest"])]
    return Said(
        asked=asked, understood=told["read_as"], answer="\n".join(shown), evidence_s=whole_s - after, whole_s=whole_s
    )


def _whole(client: openai.OpenAI, messages: list[Any], body: dict[str, Any]) -> dict[str, Any] | None:
    reply = client.chat.completions.create(model="dossier", messages=messages, extra_body=body)
    return (reply.model_extra or {}).get("dossier")


def _streamed(client: openai.OpenAI, messages: list[Any], body: dict[str, Any]) -> dict[str, Any] | None:
    told = None
    for chunk in client.chat.completions.create(model="dossier", messages=messages, stream=True, extra_body=body):
        told = (chunk.model_extra or {}).get("dossier") or told
    return told


def _scope(filters: Filters) -> dict[str, Any]:
    return {"sources": list(filters.sources)} if filters.sources else {}


def figures(
    replies: Sequence[Said], alone: Sequence[Said], memory: Sequence[Memory], seconds: float, options: Options
) -> Figures:
    """Shares over all requests, times over those that were answered."""
    answered = [(said, alone[said.asked]) if not said.error else None for said in replies]

    def of(score: Callable[[Said, Said], float | None]) -> list[Score]:
        return [None if pair is None else score(*pair) for pair in answered]

    evidence, whole = of(lambda said, _: said.evidence_s), of(lambda said, _: said.whole_s)
    first, middle, last = memory[0], memory[len(memory) // 2], memory[-1]
    metrics = {
        "errors": Metric(scores=[float(bool(said.error) and not said.refused) for said in replies]),
        "refused": Metric(scores=[float(said.refused) for said in replies]),
        "mixed_up": Metric(scores=of(lambda said, own: float(said.understood != own.understood))),
        "changed": Metric(scores=of(lambda said, own: float(said.answer != own.answer))),
        "evidence_p50": Metric(scores=evidence, statistic=p50),
        "evidence_p95": Metric(scores=evidence, statistic=p95),
        "whole_p50": Metric(scores=whole, statistic=p50),
        "whole_p95": Metric(scores=whole, statistic=p95),
    }
    for name, look in (("begin", first), ("middle", middle), ("end", last)):
        metrics[f"server_mb_{name}"] = Metric(scores=[look.server_mb])
        metrics[f"chroma_mb_{name}"] = Metric(scores=[look.chroma_mb])
    tenths = [memory[round(n * (len(memory) - 1) / 10)].server_mb for n in range(11)]
    kinds = sorted({said.error for said in replies if said.error})
    return Figures(
        bench=options.bench, stage="load", system=f"server-{options.settings.llm}", n=len(replies), metrics=metrics,
        notes=(
            f"{len(replies)} requests of {options.people} people, who read for {options.pause:g} s, "
            f"in {options.processes} processes in {seconds:.0f} s, "
            f"{len(alone)} different questions; errors: {', '.join(kinds) or 'none'}; other work on the machine counts",
            f"server's MB at the begin and after each tenth: {', '.join(f'{mb or 0:.0f}' for mb in tenths)}",
        ),
    )  # fmt: skip
