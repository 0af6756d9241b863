"""Pictures from people and portals: decoded whole, turned upright, stripped of what they tell about their maker."""
from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

LIMIT = 40_000_000  # pixels: more is a mistake or a trap
QUALITY = 88
_EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}


class BadPicture(ValueError):
    """The bytes are no picture that may be shown; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Size:
    """In pixels, as shown (turned upright)."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Safe:
    """A picture fit to publish: its bytes without EXIF, GPS or XMP, its extension (".jpg") and size."""

    data: bytes
    extension: str
    size: Size


def safe(data: bytes) -> Safe:
    """Decode *data* whole and give a picture fit to publish; raises ``BadPicture``.

    Bytes that hold no metadata stay as they are; others are turned upright and encoded again.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                if image.format not in _EXTENSIONS:
                    raise BadPicture(f"ảnh dạng {image.format} không dùng được trên trang")
                if image.width * image.height > LIMIT:
                    raise BadPicture(f"ảnh {image.width}×{image.height} lớn quá {LIMIT // 1_000_000} triệu điểm ảnh")
                kind = image.format
                image.load()
                telling = bool(image.getexif()) or any(k in image.info for k in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"))
                if not telling:
                    return Safe(data, _EXTENSIONS[kind], Size(image.width, image.height))
                upright = ImageOps.exif_transpose(image)
                return Safe(_encoded(upright, kind), _EXTENSIONS[kind], Size(upright.width, upright.height))
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPicture(f"ảnh lớn quá {LIMIT // 1_000_000} triệu điểm ảnh") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        if "truncated" in str(error):
            raise BadPicture("ảnh bị cắt cụt, thiếu phần cuối") from None
        raise BadPicture("tệp không phải ảnh hoặc đã hỏng") from None


def _encoded(image: Image.Image, kind: str) -> bytes:
    bare = Image.new(image.mode, image.size)
    if image.mode == "P":
        bare.putpalette(image.getpalette() or [])
    bare.paste(image)
    profile = image.info.get("icc_profile")  # colours, not a maker
    options = {"icc_profile": profile} if profile else {}
    out = io.BytesIO()
    if kind in ("JPEG", "WEBP", "AVIF"):
        options["quality"] = QUALITY
    bare.save(out, kind, **options)
    return out.getvalue()
