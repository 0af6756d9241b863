"""What a spreadsheet does with a cell of text: some are worked out as formulas, wherever they came from."""
from __future__ import annotations

# OWASP, CSV Injection; the full-width forms count as well in some locales. theme/static/js/search-page/results.js holds the same signs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def disarmed(text: str) -> str:
    """*text* as a cell of a CSV file: with an apostrophe before it where a spreadsheet would run it.

    >>> disarmed("=HYPERLINK(1)"), disarmed("＝1+1"), disarmed("1+1"), disarmed("")
    ("'=HYPERLINK(1)", "'＝1+1", '1+1', '')
    """
    return "'" + text if text.startswith(FORMULA) else text
