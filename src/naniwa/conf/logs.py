"""Log lines as JSON: when, how grave, from where, what; never what a person wrote, and no secret of a link."""

import json
import logging
import re

# PostgreSQL adds to the name of a broken rule the row that broke it.
_ROW = re.compile(r"\n(?:DETAIL|CONTEXT): .*?(?=\n\n(?:The above|During handling)|\Z)", re.DOTALL)
# Links in mails open something by a part of their address; numbers of things (36 signs) do not.
_TOKEN = re.compile(r"/[\w-]{40,}(?![\w.-])")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; `extra={"fields": {...}}` adds to it; a traceback keeps its lines inside the object."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def without_secrets(text: str) -> str:
    """The text without rows of the database and without the parts of addresses that open something."""
    return _TOKEN.sub("/…", _ROW.sub("", text))
