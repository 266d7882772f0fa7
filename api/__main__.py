"""python -m api: Dossier as an MCP server on standard input and output, for desktop clients and agents."""

from api.tools import server
from rag.pipeline import open_assistant
from rag.settings import Settings


def main() -> None:
    with open_assistant(Settings()) as assistant:
        server(lambda: assistant).run("stdio")


if __name__ == "__main__":
    main()
