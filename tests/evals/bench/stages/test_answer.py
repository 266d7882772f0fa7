"""The answer stage with scripted systems, and its planted faults: each makes the figures fall that should."""

from dataclasses import dataclass, replace

import pytest

from evals.bench.scoring import score
from evals.bench.stages.answer import ask, curve, figures
from evals.errors import UnderTestError
from evals.suites.reply import Cited, Read, Reply, Said
from rag.types import Outcome
from tests.evals.said import reply


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """Answers each question from its deed, cites it, and declines what no deed is about. Faults can be planted."""

    bed: object
    rows: object
    name: str
    shift: int = 0
    declines: bool | None = None
    parrot: bool = False
    model: str = "scripted"
    depends: tuple[str, ...] = ()

    def reply(self, question):
        row = next(row for row in self.rows if row.question == question.text)
        if (not row.gold) if self.declines is None else self.declines:
            return reply(outcome=Outcome.DECLINED)
        number = int(row.gold[0][1:]) if row.gold else 0
        text = question.text if self.parrot else f"{row.answers[0] if row.answers else 'Ada Brook'} bought it."
        right, cited = (self._read(n) for n in (number, (number + self.shift) % 160))
        deed = f"{text}" if self.parrot else right.text.split(". ")[0] + "."
        said = Said(
            text=deed,
            citations=(Cited(number=1, document_id=cited.document_id, title=cited.title, quote=cited.text),),
        )
        return Reply(
            question=question.text,
            standalone=question.text,
            outcome=Outcome.ANSWERED,
            text=text,
            sentences=(said,),
            evidence=(right, cited),
            model="scripted",
        )

    def _read(self, number):
        document = self.bed.library.catalog.document(self.bed.ids[f"d{number}"])
        return Read(document_id=document.id, title=document.title, text=document.text)


@pytest.fixture
def measure(bed, rows, options, tmp_path):
    def measure(name, **faults):
        found = figures(Clerk(bed=bed, rows=rows, name=name, **faults), bed, rows, replace(options, cache=tmp_path))
        return {metric: scores.estimate.value for metric, scores in found.metrics.items()}

    return measure


def test_a_sound_system_scores_well_on_every_figure_of_the_stage(measure):
    sound = measure("sound")
    assert {
        "token_f1", "contains", "exact_match", "citation_precision", "citation_recall",
        "citations_matched", "false_answer_rate", "false_refusal_rate", "unsupported_shown",
        "latency_p50", "latency_p95", "first_token_p50",
    } <= set(sound)  # fmt: skip
    assert (sound["contains"], sound["citations_matched"]) == (1.0, 1.0)
    assert (sound["citation_precision"], sound["citation_recall"]) == (1.0, 1.0)
    assert (sound["false_answer_rate"], sound["false_refusal_rate"], sound["unsupported_shown"]) == (0.0, 0.0, 0.0)


def test_shifting_every_citation_by_one_makes_the_citation_figures_fall(measure):
    sound, shifted = measure("sound"), measure("shifted", shift=1)
    for name in ("citation_precision", "citation_recall", "citations_matched"):
        assert shifted[name] < sound[name] - 0.5, name
    assert shifted["unsupported_shown"] > 0.5
    assert shifted["token_f1"] == sound["token_f1"]


def test_never_abstaining_raises_false_answers_and_nothing_else_of_the_decision(measure):
    never = measure("never", declines=False)
    assert (never["false_answer_rate"], never["false_refusal_rate"]) == (1.0, 0.0)


def test_always_abstaining_raises_false_refusals_and_costs_all_quality(measure):
    always = measure("always", declines=True)
    assert (always["false_answer_rate"], always["false_refusal_rate"]) == (0.0, 1.0)
    assert (always["token_f1"], always["contains"]) == (0.0, 0.0)
    assert always["citation_precision"] is None


def test_answering_with_the_question_makes_quality_and_citation_recall_fall(measure):
    sound, parrot = measure("sound"), measure("parrot", parrot=True)
    for name in ("token_f1", "contains", "citation_recall"):
        assert parrot[name] < sound[name] - 0.3, name


def test_the_same_run_twice_asks_once_and_gives_the_same_line(bed, rows, options, tmp_path):
    kept = replace(options, cache=tmp_path)
    once = figures(Clerk(bed=bed, rows=rows, name="clerk"), bed, rows, kept).line()
    nobody = Clerk(bed=None, rows=(), name="clerk")  # would fail if it were asked
    assert figures(nobody, bed, rows, kept).line() == once


def test_a_run_for_its_figures_alone_keeps_no_row_and_quotes_no_failure(bed, rows, options, tmp_path):
    class Failing(Clerk):
        def reply(self, question):
            failed = f"refused: {question.text}" if question.text == rows[0].question else None
            return super().reply(question).model_copy(update={"notice": failed})

    clerk = Failing(bed=bed, rows=rows, name="clerk")
    blind = figures(clerk, bed, rows, replace(options, cache=tmp_path, summary_only=True))
    assert not (tmp_path / "rows").exists()
    assert blind.notes[0] == "1 replies were not given by the model"
    seen = figures(clerk, bed, rows, replace(options, cache=tmp_path))
    assert seen.notes[0].endswith(f"refused: {rows[0].question}")
    assert blind.line() == seen.line()


def test_a_model_that_is_gone_stops_the_run_and_keeps_the_rows_before(bed, rows, options, tmp_path):
    asked = []

    @dataclass(frozen=True)
    class Dying:
        name: str = "dying"
        model: str = "scripted"
        depends: tuple[str, ...] = ()

        def reply(self, question):
            asked.append(question.text)
            return reply().model_copy(update={"notice": "connection refused" if len(asked) > 2 else None})

    kept = replace(options, cache=tmp_path)
    with pytest.raises(UnderTestError, match="connection refused"):
        ask(Dying(), bed, rows, kept, stage="answer")
    assert len(asked) == 5
    asked.clear()
    with pytest.raises(UnderTestError):
        ask(Dying(), bed, rows, kept, stage="answer")
    assert asked[0] == rows[2].question


def test_what_a_system_without_citations_shows_is_held_against_what_it_read(bed, rows):
    row = rows[0]
    read = [Read(document_id="d", text="The mill was sold to Ada Brook in 1911.")]
    told = score(row, reply("The mill was sold to Ada Brook.", read=read, citing=False), bed)
    assert (told["unsupported_shown"], told["citation_recall"]) == (0.0, None)
    made_up = score(row, reply("Sheep grazed on the northern hills.", read=read, citing=False), bed)
    assert made_up["unsupported_shown"] == 1.0


def test_a_flagged_sentence_is_not_shown_as_if_it_stood(bed, rows):
    flagged = score(rows[0], reply("Sheep grazed on the northern hills.", flagged=True), bed)
    assert flagged["unsupported_shown"] is None


def test_partly_answerable_questions_count_neither_as_answered_nor_as_declined_wrongly(bed, rows):
    partial = rows[-1].model_copy(update={"label": "PARTIAL", "answerable": False})
    scores = score(partial, reply(), bed)
    assert (scores["false_answer_rate"], scores["false_refusal_rate"]) == (None, None)


def test_sets_with_wrong_answers_are_scored_on_all_sides(bed, rows):
    row = rows[0].model_copy(update={"answers": ("Ada", "Ida"), "wrong_answers": ("Bo",)})
    assert score(row, reply("Ada or Ida."), bed)["all_sides"] == 1.0
    assert score(row, reply("Ada, Ida or Bo."), bed)["all_sides"] == 0.0
    assert "all_sides" not in score(rows[0], reply(), bed)


def test_a_stricter_threshold_trades_false_answers_for_false_refusals(rows):
    said = [
        reply(outcome=Outcome.ANSWERED, text="It did.").model_copy(update={"belief": belief})
        for belief in (0.9, 0.45, 0.55, 0.1)
    ]
    asked = [replace_row(rows, answerable) for answerable in (True, True, False, False)]
    points = curve_points(asked, said, 0.3)
    assert points["0.50"] == "0.50 / 0.50"
    assert points["0.60"] == "0.00 / 0.50"
    assert curve(asked, [r.model_copy(update={"belief": None}) for r in said], 0.3) == ()


def test_at_the_threshold_in_force_the_curve_gives_the_rates_that_were_reported(bed, rows):
    sure_of_what_is_little_believed = reply().model_copy(update={"belief": 0.3})
    said = [sure_of_what_is_little_believed, reply(outcome=Outcome.DECLINED).model_copy(update={"belief": 0.5})]
    asked = [replace_row(rows, True), replace_row(rows, True)]
    scores = [score(row, answer, bed)["false_refusal_rate"] for row, answer in zip(asked, said, strict=True)]
    assert sum(scores) / 2 == 0.5
    points = curve_points(asked, said, 0.4)
    assert points["0.40"] == "– / 0.50"
    assert points["0.45"] == "– / 1.00"


def test_models_of_one_name_on_different_servers_share_no_rows_and_a_password_is_no_difference(
    bed, rows, options, tmp_path
):
    def asks(llm):
        asked = []

        @dataclass(frozen=True)
        class Counting:
            name: str = "counting"
            model: str = "qwen2.5-coder-1.5b"
            depends: tuple[str, ...] = ()

            def reply(self, question):
                asked.append(question)
                return reply()

        beside = replace(bed, settings=bed.settings.model_copy(update={"llm": llm}))
        ask(Counting(), beside, rows[:2], replace(options, cache=tmp_path), stage="answer")
        return len(asked)

    assert asks("qwen2.5-coder-1.5b") == 2
    assert asks("http://one.example:8080/v1#qwen2.5-coder-1.5b") == 2
    assert asks("http://two.example:8080/v1#qwen2.5-coder-1.5b") == 2
    assert asks("http://ada:secret@one.example:8080/v1#qwen2.5-coder-1.5b") == 0
    assert asks("qwen2.5-coder-1.5b") == 0


def curve_points(asked, said, threshold):
    (note,) = curve(asked, said, threshold)
    return dict(point.split(": ") for point in note.split(": ", 1)[1].split(", "))


def replace_row(rows, answerable):
    return rows[0].model_copy(update={"answerable": answerable, "label": None})
