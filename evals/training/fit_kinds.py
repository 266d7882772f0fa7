"""Teaches what kind of briefing a question asks for, and which of its words are the subject.

    python -m evals.training.fit_kinds ROWS [--keep-out WRITER …] [--passes N] [--members N] [--write]

ROWS is a folder with `qa.jsonl.gz`: its questions are plain ones. Requests for briefings are made from
`requests.yaml`. With writers kept out, figures are of their templates; else everything is taught. Several networks are
taught, which differ in their seeds alone, and their word is averaged (Lakshminarayanan et al. 2017, "Simple and
Scalable Predictive Uncertainty Estimation using Deep Ensembles"): one alone moves by some points from seed to seed. Of
each kind the threshold is that at which one in two thousand of the public questions kept out (one passage in 25) is
taken for it. `--write` puts weights and manifest where the app reads them. Four minutes a network on one busy thread.
"""

import argparse
import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from evals.progress import Progress
from evals.training.requests import Asked, plain, requests
from evals.training.rows import LANGUAGES, questions
from index.embed import TokenEmbeddings, Vectors, open_embeddings
from index.models import EMBEDDING_NAME
from rag.briefing.kind import FOLDER, KINDS, MANIFEST, SCALE, TAGS, WEIGHTS, Manifest, units
from rag.settings import Settings
from rag.types import BriefingKind

COMMAND = "python -m evals.training.fit_kinds ROWS --write"
MEMBERS = 3
"""Networks whose word is averaged."""
FILLED = 4
"""Times that each template is filled."""
PLAIN = 8_000
"""Public questions that are taught: as many as requests, and some."""
TAKEN = 0.0005
"""Share of the public questions kept out that may be taken for requests of one kind."""
LEFT_OUT = frozenset({"qmsum"})
"""Its questions ask for summaries."""
WIDTH, HEADS, DROP = 96, 4, 0.35
RATE, BATCH, DECAY = 2e-3, 64, 1e-2
SMOOTH, TAGGED = 0.05, 1.0
"""Label smoothing; what tagging counts beside telling the kind."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A question as the network sees it. `tags` is None where nobody knows them."""

    kind: int
    words: NDArray[np.float16]
    sentence: Vectors
    tags: list[int] | None
    writer: str
    held_out: bool = False


class Network(nn.Module):  # type: ignore[misc]
    """`rag.briefing.kind.forward` computes the same, of all the networks together."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(384, WIDTH)
        self.sentence = nn.Linear(384, WIDTH)
        self.place = nn.Parameter(torch.zeros(2, WIDTH))
        self.layers = nn.ModuleList([nn.Conv1d(WIDTH, WIDTH, 3, padding=1) for _ in range(2)])
        self.attention = nn.Linear(WIDTH, HEADS)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.kind = nn.Linear(WIDTH * (HEADS + 1), len(KINDS))
        self.drop = nn.Dropout(DROP)

    def forward(self, words: torch.Tensor, mask: torch.Tensor, sentence: torch.Tensor) -> tuple[torch.Tensor, ...]:
        x = self.word(self.drop(SCALE * words))
        first, last = torch.zeros_like(mask), mask - torch.cat([mask[:, 1:], torch.zeros_like(mask[:, :1])], 1)
        first[:, 0] = 1
        x = torch.relu(x + first[..., None] * self.place[0] + last[..., None] * self.place[1]) * mask[..., None]
        for layer in self.layers:
            x = x + torch.relu(layer(self.drop(x).transpose(1, 2)).transpose(1, 2)) * mask[..., None]
        share = self.attention(x).masked_fill(mask[..., None] == 0, -1e4).softmax(1)
        pooled = torch.einsum("blw,blh->bhw", x, share).flatten(1)
        whole = torch.relu(self.sentence(self.drop(SCALE * sentence)))
        return self.kind(self.drop(torch.cat([pooled, whole], 1))), self.tag(x)

    def stored(self) -> dict[str, NDArray[np.float16]]:
        """The weights by the names that the app knows, rows of inputs first."""
        found: dict[str, torch.Tensor] = {"place": self.place}
        for name in ("word", "sentence", "attention", "tag", "kind"):
            layer: nn.Linear = getattr(self, name)
            found |= {name: layer.weight.T, f"{name}_bias": layer.bias}
        for name, conv in zip(("first", "second"), self.layers, strict=True):
            assert isinstance(conv, nn.Conv1d)
            assert conv.bias is not None
            found |= {name: conv.weight.permute(2, 1, 0).reshape(3 * WIDTH, WIDTH), f"{name}_bias": conv.bias}
        return {name: t.detach().numpy().astype(np.float16) for name, t in found.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--keep-out", nargs="*", default=[], metavar="WRITER")
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--limit", type=int, default=PLAIN, help="public questions, to try it")
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)  # so small a network waits longer for a second thread than it has work for one
    settings = Settings(llm="none")
    embeddings = open_embeddings(EMBEDDING_NAME, settings.models)
    rows = [row for row in questions(options.rows, LANGUAGES | {"ja"}) if row.set not in LEFT_OUT]
    random.Random(0).shuffle(rows)
    taught = [row for row in rows if not row.held_out][: options.limit]
    kept = [row for row in rows if row.held_out]
    asked = [*plain(taught, random.Random(1)), *requests(rows, FILLED, random.Random(3))]
    examples = encoded(asked, embeddings)
    unseen = encoded(list(plain(kept, random.Random(2))), embeddings, held_out=True)
    out = [e for e in examples if e.writer in options.keep_out]
    own = [e for e in examples if e.writer not in options.keep_out]
    networks = [teach(own, options.passes, seed) for seed in range(options.members)]
    limits = thresholds(networks, unseen)
    taken = float(np.mean(read(networks, unseen, limits) > 0))
    print(f"{taken:.4f} of {len(unseen)} public questions taken; thresholds {limits}")
    if out:
        show(networks, out, limits)
    if options.write:
        write(networks, limits, taken, {r.set: r.licence for r in (*taught, *kept)})


def thresholds(networks: Sequence[Network], plain: Sequence[Example]) -> dict[BriefingKind, float]:
    """Of each kind the share from which a question is read so: TAKEN of the plain ones are. Never below even odds."""
    shares, _ = predict(networks, plain)
    likeliest = 1 + shares[:, 1:].argmax(1)
    found = {}
    for at, kind in enumerate(KINDS[1:], start=1):
        own = np.sort(1 - shares[likeliest == at, 0])[::-1]
        allowed = int(TAKEN * len(plain))
        found[kind] = round(max(0.5, float(own[allowed]) + 1e-4 if allowed < len(own) else 0.5), 4)
    return found


def read(
    networks: Sequence[Network], examples: Sequence[Example], limits: Mapping[BriefingKind, float]
) -> NDArray[np.int64]:
    """The kind that each is read as, 0 for a plain question."""
    shares, _ = predict(networks, examples)
    likeliest = 1 + shares[:, 1:].argmax(1)
    needed = np.array([1.0, *(limits[kind] for kind in KINDS[1:])])
    return np.where(1 - shares[:, 0] >= needed[likeliest], likeliest, 0)


def encoded(asked: Sequence[Asked], embeddings: TokenEmbeddings, *, held_out: bool = False) -> list[Example]:
    progress = Progress("questions", len(asked))
    made: list[Example] = []
    for start in range(0, len(asked), 256):
        some = asked[start : start + 256]
        places = [units(a.text) for a in some]
        sentences, words = embeddings.encode_spans(
            [a.text for a in some], [[(u.start, u.end) for u in own] for own in places]
        )
        for one, own, vectors, sentence in zip(some, places, words, sentences, strict=True):
            progress.step()
            if len(own):
                tags = None if one.marks is None else [_tag(one, u.start) for u in own]
                made.append(Example(kind=KINDS.index(one.kind), words=vectors.astype(np.float16), sentence=sentence,
                                    tags=tags, writer=one.writer, held_out=held_out))  # fmt: skip
    return made


def _tag(asked: Asked, at: int) -> int:
    found = [tag for start, end, tag in asked.marks or () if start <= at < end]
    return TAGS.index("document" if "document" in found else found[0] if found else "frame")


def teach(examples: Sequence[Example], passes: int, seed: int) -> Network:
    chance = random.Random(seed)
    torch.manual_seed(seed)
    network = Network()
    steps = passes * (len(examples) // BATCH + 1)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    counts = np.bincount([e.kind for e in examples], minlength=len(KINDS))
    usual = counts[1:].mean()
    weight = torch.tensor([8 * usual / counts[0], *(usual / np.maximum(counts[1:], 1))], dtype=torch.float32)
    progress = Progress("batches", steps)
    for _ in range(passes):
        order = sorted(chance.sample(range(len(examples)), len(examples)), key=lambda i: len(examples[i].words))
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        for batch in chance.sample(batches, len(batches)):
            some = [examples[i] for i in batch]
            words, mask, sentences, tags = _inputs(some)
            kinds, tagged = network(words, mask, sentences)
            right = torch.tensor([e.kind for e in some])
            loss = functional.cross_entropy(kinds, right, weight=weight, label_smoothing=SMOOTH)
            if (tags >= 0).any():
                loss = loss + TAGGED * functional.cross_entropy(tagged.flatten(0, 1), tags.flatten(), ignore_index=-1)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            progress.step()
    network.eval()
    return network


def _inputs(some: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    longest = max(len(e.words) for e in some)
    words = np.zeros((len(some), longest, 384), dtype=np.float32)
    mask = np.zeros((len(some), longest), dtype=np.float32)
    tags = np.full((len(some), longest), -1)
    for row, one in enumerate(some):
        words[row, : len(one.words)] = one.words
        mask[row, : len(one.words)] = 1
        if one.tags is not None:
            tags[row, : len(one.tags)] = one.tags
    return (
        torch.tensor(words),
        torch.tensor(mask),
        torch.tensor(np.stack([e.sentence for e in some])),
        torch.tensor(tags),
    )


def predict(networks: Sequence[Network], examples: Sequence[Example]) -> tuple[NDArray[np.float64], list[list[int]]]:
    """The shares of the kinds, a row each, and the likeliest tag of each word, both by all of the networks together."""
    shares, tags = [], []
    with torch.no_grad():
        for start in range(0, len(examples), 256):
            some = examples[start : start + 256]
            words, mask, sentences, _ = _inputs(some)
            told = [network(words, mask, sentences) for network in networks]
            shares.append(torch.stack([kinds.softmax(1) for kinds, _ in told]).mean(0).numpy().astype(np.float64))
            tagged = torch.stack([own for _, own in told]).mean(0)
            tags += [row[: len(e.words)].argmax(1).tolist() for row, e in zip(tagged, some, strict=True)]
    return np.vstack(shares), tags


def show(networks: Sequence[Network], out: Sequence[Example], limits: Mapping[BriefingKind, float]) -> None:
    """Of the writers kept out: kinds told rightly at their thresholds, requests whose every word is tagged rightly."""
    _, tags = predict(networks, out)
    told = read(networks, out, limits)
    for at, kind in enumerate(KINDS):
        own = [i for i, e in enumerate(out) if e.kind == at]
        if own:
            whole = np.mean([tags[i] == out[i].tags for i in own])
            print(f"{kind:>14}: told {np.mean(told[own] == at):.3f}, all words tagged {whole:.3f} of {len(own)}")
    asked = [i for i, e in enumerate(out) if e.kind != KINDS.index(BriefingKind.FACT)]
    print(f"briefings: told {np.mean([told[i] == out[i].kind for i in asked]):.3f} of {len(asked)}")


def write(networks: Sequence[Network], limits: dict[BriefingKind, float], taken: float, sets: dict[str, str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / WEIGHTS
    members = [network.stored() for network in networks]
    np.savez_compressed(path, **{name: np.stack([m[name] for m in members]) for name in members[0]})  # type: ignore[arg-type]
    made = Manifest(
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(), made_by=COMMAND, embedding=EMBEDDING_NAME,
        thresholds=limits, taken=round(taken, 4), sets=dict(sorted(sets.items())),
    )  # fmt: skip
    (FOLDER / MANIFEST).write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
