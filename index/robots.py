"""What a site lets programs fetch (RFC 9309): its robots.txt, read once."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from index.errors import DocumentError
from index.web import Web

NAME = "Dossier"
LARGEST = 500_000


@dataclass(kw_only=True)
class Robots:
    web: Web
    _known: dict[str, RobotFileParser] = field(default_factory=dict)

    def check(self, address: str) -> None:
        """Raises DocumentError if the site does not want the address to be fetched by programs."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            self._known[site] = self._read(site)
        if not self._known[site].can_fetch(NAME, address):
            cause = "its site does not let programs fetch it (robots.txt)"
            raise DocumentError(address, cause, "Save the page in a browser and add the file.")

    def _read(self, site: str) -> RobotFileParser:
        """A site without rules allows everything; one whose rules cannot be had now allows nothing."""
        rules = RobotFileParser()
        try:
            text = self.web.get(f"{site}/robots.txt").data or b""
            rules.parse(text[:LARGEST].decode("utf-8", "replace").splitlines())
        except DocumentError as error:
            if "answers 4" in error.cause:
                rules.parse([])
            elif "answers 5" in error.cause:
                rules.parse(["User-agent: *", "Disallow: /"])
            else:
                raise
        return rules
