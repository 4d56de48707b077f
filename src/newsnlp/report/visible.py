"""Text that comes from an article, made safe to show."""

from __future__ import annotations

import html

from markupsafe import Markup

# Each is replaced by one character, so that offsets stay: control characters by their pictures («␀»), those
# without a picture, the ones that turn the direction of what follows, and lone surrogates by «�».
REPLACED = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
    | {0x7F: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)


def visible(text: str) -> str:
    """The text with every control character but tab, CR and LF replaced by a visible one.

    >>> visible("Мост\\x00 \\u202eоткрыт")
    'Мост␀ �открыт'
    """
    return text.translate(REPLACED)


def escaped(text: str) -> Markup:
    """The text as HTML between tags, which a browser shows to the last character.

    >>> escaped("<b>\\r\\n")
    Markup('&lt;b&gt;&#13;\\n')
    """
    return Markup(html.escape(text, quote=False).replace("\r", "&#13;"))  # a bare CR would be read as LF
