"""LangChain's tutorial chain in a plain Streamlit chat: what `scripts/time_chat.py` times beside Dossier.

The same library, model and embeddings; the chain is `evals.systems.stock`.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent.parent))

from langchain_core.messages import HumanMessage

from evals.systems.recursive import open_store
from evals.systems.stock import PROMPT, SPLIT, StockSearch
from index.library import open_library
from rag.models.chat import open_model
from rag.settings import Settings
from rag.types import Question


@st.cache_resource
def _chain():  # type: ignore[no-untyped-def]
    settings = Settings()
    library = ExitStack().enter_context(
        open_library(
            data=settings.data, models=settings.models, embedding=settings.embedding, chunk_tokens=settings.chunk_tokens
        )
    )
    return StockSearch(library=library, store=open_store(library, "stock", SPLIT)), open_model(settings)


search, model = _chain()
if question := st.chat_input("Ask"):
    with st.chat_message("user"):
        st.write(question)
    with st.chat_message("assistant"):
        context = "\n\n".join(chunk.text for chunk in search.top(Question(text=question)))
        messages = [HumanMessage(PROMPT.format(question=question, context=context))]
        st.write_stream(chunk.text for chunk in model.stream(messages))
