"""A data folder with everything that one can hold: documents, an upload, conversations, a notebook, keys, what was
done."""

from dataclasses import replace

from evals.faults.scene import Scene
from index.build import add_uploads
from index.conversation_tables import CONVERSATIONS
from index.types import Filters
from rag.conversation.conversations import Conversations
from rag.conversation.exchange import Rating, State
from rag.conversation.notebook import chosen
from rag.pipeline import answer, open_assistant
from rag.settings import Settings
from rag.types import Question
from serving.audit import Audit
from serving.keys import Keys
from serving.people import Role

QUESTION = "What was said about the price?"

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"4 0 obj<</Length 69>>stream\nBT /F1 12 Tf 20 100 Td (The price of rye in Lund was 40 crowns.) Tj ET\nendstream "
    b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""A page with one sentence, as small as one can be."""


def furnish(scene: Scene) -> None:
    scene.fill()
    data = scene.own.data
    with scene.library() as library:
        add_uploads([("rye.pdf", PDF)], library)
    with open_assistant(Settings.model_validate(scene.own.model_dump() | {"llm": "none"})) as assistant:
        said = answer(assistant, Question(text=QUESTION))
    kept = Conversations(data / CONVERSATIONS)
    for number in range(3):
        conversation = kept.create(f"Prices {number}")
        exchange = kept.ask(conversation, QUESTION, Filters())
        kept.save(exchange.id, State.DONE, answer=said)
        if number == 0:
            kept.share(conversation)
            kept.rate(exchange.id, Rating(good=False))
            kept.notebook.pin(chosen(replace(exchange, answer=said)))
            kept.notebook.write("To be read again before Monday.")
    keys = Keys(data)
    keys.add("Anton Moe", Role.READER, "", days=30)
    _, key = keys.add("Ida Berg", Role.EDITOR, "")
    for number in range(3):
        Audit(data).note(key.person, "", "asked", question=f"{number}. {QUESTION}")
    (data / "preferences.json").write_text('{"abstain_threshold": 0.4, "language": "English"}', "utf-8")
