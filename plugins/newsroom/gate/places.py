"""Where a picture says it was taken: GPS in EXIF or XMP."""
from __future__ import annotations

import io
import re
import warnings

from PIL import Image

_GPS = 0x8825  # EXIF 2.3, the GPS block
_LATITUDE, _LONGITUDE = 2, 4
_XMP = re.compile(rb"GPSL(?:atitude|ongitude)")


def located(data: bytes) -> bool:
    """Does the picture *data* tell where it was taken? False for what is no picture.

    Nothing is decoded but the head, so that a page of pictures costs milliseconds.
    """
    if _XMP.search(data):
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                told = picture.getexif().get_ifd(_GPS)
    except Exception:  # Pillow raises whatever a broken file makes it raise; the build tells of broken pictures
        return False
    return _LATITUDE in told or _LONGITUDE in told
