"""How long a recorded sound is; one that no player could play is refused."""
from __future__ import annotations

import io

from plugins.pictures import BadPicture


def seconds(data: bytes, suffix: str) -> int:
    """The length of the sound *data* in whole seconds, at least one; raises ``BadPicture`` where nothing can be heard."""
    from tinytag import TinyTag, TinyTagException  # seldom needed

    try:
        found = TinyTag.get(f"am-thanh{suffix}", file_obj=io.BytesIO(data), tags=False).duration
    except (TinyTagException, ValueError, KeyError, IndexError, OverflowError, ZeroDivisionError, MemoryError) as error:
        raise BadPicture("tệp âm thanh đã hỏng") from error
    if not found:
        raise BadPicture("tệp âm thanh không có tiếng hoặc đã hỏng")
    return max(1, round(found))
