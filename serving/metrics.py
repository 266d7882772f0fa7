"""Figures for Prometheus: questions, outcomes, verdicts, seconds by stage, and the queue. No names and no words."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from rag.types import Answer
from serving.gate import Gate

_SECONDS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120)
"""Bounds from a quotation on an idle machine to a long answer of a slow model."""


class Metrics:
    """Those of one process, which forgets them when it ends."""

    def __init__(self, gate: Gate) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._questions = Counter(
            "dossier_questions", "Questions that ended, by what came of them", ["outcome"], registry=self._registry
        )
        self._verdicts = Counter(
            "dossier_sentences", "Sentences of answers by their verdict", ["verdict"], registry=self._registry
        )
        self._seconds = Histogram(
            "dossier_question_seconds", "Seconds since the question was asked, by stage", ["stage"],
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        for name, about, read in (
            ("dossier_questions_running", "Questions being answered now", lambda: gate.running),
            ("dossier_questions_waiting", "Questions in the queue now", lambda: gate.waiting),
        ):
            Gauge(name, about, registry=self._registry).set_function(read)

    def waited(self, seconds: float) -> None:
        self._seconds.labels("waiting").observe(seconds)

    def answered(self, answer: Answer) -> None:
        self._questions.labels(answer.outcome.value).inc()
        for sentence in answer.sentences:
            self._verdicts.labels(str(sentence.verdict.support)).inc()
        usage = answer.usage
        stages = {
            "evidence": usage.evidence_s, "first word": usage.first_token_s, "verifying": usage.verify_s,
            "whole": usage.total_s,
        }  # fmt: skip
        for stage, seconds in stages.items():
            if seconds is not None:
                self._seconds.labels(stage).observe(seconds)

    def ended(self, outcome: str) -> None:
        """One without an answer: "stopped", "failed" or "refused"."""
        self._questions.labels(outcome).inc()

    def text(self) -> bytes:
        """In Prometheus's text format."""
        return generate_latest(self._registry)
