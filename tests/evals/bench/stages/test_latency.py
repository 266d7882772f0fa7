"""The latency stage, with a chat model that is told what to say."""

from dataclasses import replace

from langchain_core.language_models.fake_chat_models import FakeListChatModel

from evals.bench.stages import latency


def test_both_systems_are_timed_side_by_side_and_their_calls_counted(options, monkeypatch):
    monkeypatch.setattr(latency, "open_model", lambda _: FakeListChatModel(responses=["Ada Brook took the plot."]))
    found = {f.system: f for f in latency.run(replace(options, limit=4))}
    values = {name: {key: m.estimate.value for key, m in f.metrics.items()} for name, f in found.items()}
    assert list(values) == ["dossier", "stock"]
    assert values["stock"]["calls"] == values["stock"]["calls_most"] == 1.0
    assert 0 <= values["dossier"]["calls"] <= 2
    assert values["stock"]["model_p50"] <= values["stock"]["latency_p50"]
    assert "of stock's" in found["dossier"].notes[-1]


def test_without_a_model_dossier_quotes_alone(options):
    (alone,) = latency.run(replace(options, limit=2))
    assert alone.system == "dossier"
    assert alone.metrics["calls"].estimate.value == 0.0
