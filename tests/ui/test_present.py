from contextlib import nullcontext
from pathlib import Path

import pytest

from evals.errors import UnderTestError
from index.build import add
from index.library import Library
from rag.conversation.conversations import Conversations
from rag.pipeline import Assistant
from rag.settings import Settings
from rag.types import Question
from tests.scripted import ScriptedServer
from tests.ui.test_models import wait_for
from ui.background.models import ModelSwitch
from ui.background.services import Services
from ui.evaluate.present import Present

WHO = Question(text="Who bought the mill?")


def test_a_change_of_the_model_waits_for_the_prompt_under_way_and_ends_the_run(
    library: Library, tmp_path: Path
) -> None:
    paper = tmp_path / "mill.txt"
    paper.write_text("Ada Brook bought the mill at Oster in 1911.\n")
    assert not add([paper], library).errors
    quoting = Assistant(library=library, model=None, model_name="none")
    with ScriptedServer(["Yes."], model="parrot") as server:
        switch = ModelSwitch(Settings(llm="none", data=tmp_path))
        services = Services(Conversations(tmp_path / "c.sqlite"), lambda: nullcontext(quoting), switch)
        present = Present(services)
        events = present.ask(WHO)
        next(events)
        switch._settings = switch._settings.model_copy(update={"llm": f"{server.url}#parrot"})
        services.use_model(f"{server.url}#parrot")
        assert not wait_for(lambda: not switch.busy, 0.5)
        assert list(events)
        assert wait_for(lambda: not switch.busy, 20)
        with pytest.raises(UnderTestError, match="from none to parrot"):
            list(present.ask(WHO))
