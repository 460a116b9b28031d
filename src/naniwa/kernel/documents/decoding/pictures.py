"""Pictures written anew: upright, in ordinary colours, without place, time or device, and small enough to keep."""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
LONGEST = 6000  # A4 at 500 dots an inch
THUMBNAIL = 360
QUALITY = 88

register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # our own bound below is tighter, and refuses instead of warning


class TooManyPixels(Exception):
    """More picture elements than are taken."""


@dataclass(frozen=True)
class Picture:
    """The bytes of a clean picture, PNG where it was one and else JPEG, and of its thumbnail, always JPEG."""

    content: bytes
    thumbnail: bytes


def rewrite(path: Path, media_type: str, *, pixels: int) -> Picture:
    """Decode and encode again. Raises TooManyPixels, and what decoders raise where it is broken."""
    with Image.open(path, formats=[FORMATS[media_type]]) as image:
        if image.width * image.height > pixels:
            raise TooManyPixels
        image.draft("RGB", (LONGEST, LONGEST))
        clean = _upright(image)
    return Picture(_encoded(clean, png=media_type == "image/png"), _thumbnail(clean))


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    upright = ImageOps.exif_transpose(image)
    plain = _ordinary_colours(upright)
    plain.thumbnail((LONGEST, LONGEST))
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _ordinary_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode in {"1", "L"} else "RGB"
    if profile and image.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError):
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            image = converted or image
    return image.convert(mode)


def _encoded(image: Image.Image, *, png: bool) -> bytes:
    """The picture as PNG or JPEG, with nothing beside it."""
    out = BytesIO()
    if png:
        image.save(out, "PNG")
    else:
        _on_white(image).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _thumbnail(image: Image.Image) -> bytes:
    """A JPEG of at most 360 by 360."""
    small = _on_white(image)
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    out = BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.copy()
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white
