"""Who said it: a statement belongs to the person the passage quotes, not to another."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.types import Sentence
from rag.language import lexicon, names
from rag.language.align import coverage
from rag.language.discourse.speech import ALREADY, DECLARED, NAME, Speaker, attributions, named, speakers
from rag.language.gazetteer import STATES
from rag.language.words import content, stem
from rag.types import Support
from rag.verification.checks.quotations import quotations
from rag.verification.pair import Finding, Pair

_TURNS = re.compile(r";\s|,?\s(?:while|whereas|but)\s")
"""Where a sentence passes to another speaker."""
_OWN = 0.5
"""Share of a statement up to which what a speaker says in the passage is another one."""
_HEARD = re.compile(rf"\b(?:told|interview with|seen by|reported by)\s+(?:the\s+)?(?P<who>{NAME})")
"""Those who pass on what another said: "Berg said so, according to Reuters"."""
_ROLE = re.compile(
    r"\b(?P<kind>[\w.’'-]{1,40})\s+(?P<office>[Mm]inister|[Aa]mbassador|[Ss]ecretary|[Pp]resident)"
    rf"(?:,?\s+{NAME},?)?\s+{ALREADY}{DECLARED}"
)
_PORTFOLIOS = frozenset(map(stem, lexicon.words("names", "portfolios")))


def find(pair: Pair) -> Finding | None:
    """Words that the passage gives to another speaker."""
    texts = named([s.text for s in pair.sentences])
    told = [replace(s, text=text) for s, text in zip(pair.sentences, texts, strict=True)]
    return objection(pair.sentence, told[pair.run.first : pair.run.last], pair.context)


def objection(sentence: str, aligned: Sequence[Sentence], context: str) -> Finding | None:
    """The sentence's speaker is not the one whom the aligned part of the passage names.

    No objection where the passage names nobody ("he said"): then the names layer is the judge.
    """
    given = [speaker for part in aligned for speaker in attributions(part.text)]
    if other := _other_role(sentence, [part.text for part in aligned], given):
        return Finding(at_best=Support.UNSUPPORTED, reason=f"The passage gives these words to the {other}.")
    claimed = speakers(sentence) if given else []
    strangers = [who for who in claimed if not any(_says(who, speaker) for speaker in given)]
    if len(strangers) < len(claimed):
        passed_on = [match["who"] for part in aligned for match in _HEARD.finditer(part.text)]
        strangers = [who for who in strangers if not any(same_name(who, other) for other in passed_on)]
    if not strangers:
        return _of_another(sentence, claimed, aligned)
    origin = not names.missing(names.names("x " + strangers[0]), context)
    return Finding(
        at_best=Support.PARTLY if origin else Support.UNSUPPORTED,
        reason=f"The passage gives these words to {given[0].name}, not to {strangers[0]}.",
    )


def _of_another(sentence: str, claimed: Sequence[str], aligned: Sequence[Sentence]) -> Finding | None:
    """What one of those who speak in the passage says in the sentence, and only another in the passage."""
    for who, said in _statements(sentence, claimed):
        own: list[Sequence[str]] = []
        others: list[tuple[Sequence[str], str]] = []
        for text in (text for part in aligned for text in _TURNS.split(part.text)):
            given = attributions(text)
            if given and not any(_says(who, speaker) for speaker in given):
                others.append((content(text), given[0].name))
            else:
                own.append(content(text))
        if max((coverage(said, words) for words in own), default=0.0) > _OWN:
            continue
        lacking = set(said).difference(*own)
        for words, other in others:
            if lacking and lacking <= set(words):
                reason = f"The passage gives these words to {other}, not to {who}."
                return Finding(at_best=Support.UNSUPPORTED, reason=reason)
    return None


def _statements(sentence: str, claimed: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Speakers with the content of what they say: of as many quotations, in order, or of the sentence of one."""
    quoted = [content(quotation) for quotation in quotations(sentence)]
    if len(quoted) == len(claimed):
        return list(zip(sorted(claimed, key=sentence.find), quoted, strict=True))
    return [(claimed[0], [w for w in content(sentence) if w not in content(claimed[0])])] if len(claimed) == 1 else []


def _says(who: str, speaker: Speaker) -> bool:
    """Whether what the speaker says is said by whom a sentence names: himself, his office, or a state whose minister
    he is as far as the passage tells."""
    if any(same_name(who, other) for other in (speaker.name, *speaker.offices, *speaker.beside)):
        return True
    whose = [word for office in speaker.offices for word in office.split() if stem(word.lower()) not in _PORTFOLIOS]
    return speaker.governs and not whose and not names.missing(names.names("x " + who), STATES)


def same_name(one: str, other: str) -> bool:
    """Whether all of one name is known from the other, titles and nations before it aside."""
    ours, theirs = _bare(one), _bare(other)
    return not names.missing([ours], other) or not names.missing([theirs], str(ours))


def _bare(who: str) -> names.Name:
    """The last name in it, as titles part names: "Ukrainian President Ida Berg" is Ida Berg."""
    name = names.names("x " + who)[-1]
    while len(name.tokens) > 1 and not names.missing([names.Name(tokens=name.tokens[:1])], STATES):
        name = names.Name(tokens=name.tokens[1:])
    return name


def _other_role(sentence: str, passage: Sequence[str], given: Sequence[Speaker]) -> str | None:
    """The minister who says it in the passage where the sentence has one of another portfolio or nation say it."""
    theirs = [match for text in passage for match in _ROLE.finditer(text)]
    if any(not speaker.governs for speaker in given):
        return None
    for ours in _ROLE.finditer(sentence):
        rivals = [match for match in theirs if match["office"].lower() == ours["office"].lower()]
        kinds = [_alike(ours["kind"], rival["kind"]) for rival in rivals]
        if kinds and all(alike is False for alike in kinds):
            return f"{rivals[0]['kind']} {rivals[0]['office']}"
    return None


def _alike(one: str, other: str) -> bool | None:
    """Whether two portfolios, or two nations, are the same; None where one cannot tell."""
    if all(stem(kind.lower()) in _PORTFOLIOS for kind in (one, other)):
        return stem(one.lower()) == stem(other.lower())
    nations = [names.names("x " + kind) for kind in (one, other)]
    if all(nations) and not any(names.missing(nation, STATES) for nation in nations):
        return not names.missing(nations[0], other)
    return None
