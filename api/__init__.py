"""Answers over HTTP and MCP: OpenAI's protocol, Dossier's own routes, and tools for agents, over one assistant."""

import os

# As in `index`: onnxruntime must find this before its first import, whichever package comes first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
