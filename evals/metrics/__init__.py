"""Pure metrics, one family a module. A metric that cannot be scored is None, never zero; means leave None out."""
