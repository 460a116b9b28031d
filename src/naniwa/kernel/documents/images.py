"""Pictures written anew: upright, in ordinary colours, without place, time or device, and small enough to keep."""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from naniwa.kernel.documents.limits import Kind, Limits, heavy
from naniwa.kernel.documents.refusals import TooManyPixels, Unreadable

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.HEIC: "HEIF"}
LONGEST = 6000  # A4 at 500 dots an inch
THUMBNAIL = 360
QUALITY = 88
MILLION = 1_000_000

register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # our own bound below is tighter, and refuses instead of warning


@dataclass(frozen=True)
class Picture:
    """A clean picture: its kind, and the bytes of it and of its thumbnail (always JPEG)."""

    kind: Kind
    content: bytes
    thumbnail: bytes


def rewrite(path: Path, kind: Kind, limits: Limits) -> Picture:
    """Decode and encode again; HEIC becomes JPEG. Raises TooManyPixels, Unreadable."""
    with heavy():
        try:
            with Image.open(path, formats=[FORMATS[kind]]) as image:
                _check_size(image, limits.pixels if kind is Kind.JPEG else limits.pixels_whole)
                image.draft("RGB", (LONGEST, LONGEST))
                clean = _upright(image)
        except (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError) as error:
            raise Unreadable from error
        kept = Kind.PNG if kind is Kind.PNG else Kind.JPEG
        return Picture(kept, encode(clean, kept), thumbnail(clean))


def _check_size(image: Image.Image, limit: int) -> None:
    if image.width * image.height > limit:
        raise TooManyPixels(limit=limit // MILLION)


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


def encode(image: Image.Image, kind: Kind) -> bytes:
    """The picture as JPEG or PNG, with nothing beside it."""
    out = BytesIO()
    if kind is Kind.PNG:
        image.save(out, "PNG")
    else:
        _on_white(image).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def thumbnail(image: Image.Image) -> bytes:
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
