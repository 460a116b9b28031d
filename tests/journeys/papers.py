"""The papers that applicants send, a photograph and a scan made on the spot; and what stands in those they get."""

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw


def photograph(folder: Path, name: str) -> Path:
    """A JPEG as a telephone takes it, with the place where it was taken inside."""
    image = Image.new("RGB", (900, 640), "#f4f1ea")
    draw = ImageDraw.Draw(image)
    for line in range(12):
        draw.line((60, 80 + line * 42, 840, 80 + line * 42), fill="#345", width=2)
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    file = folder / name
    image.save(file, "JPEG", exif=exif, quality=70)
    return file


def scan(folder: Path, name: str, *, pages: int = 2) -> Path:
    """A PDF of some pages."""
    sheets = [Image.new("RGB", (595, 842), "#fff") for _ in range(pages)]
    for number, sheet in enumerate(sheets, start=1):
        ImageDraw.Draw(sheet).text((80, 80), f"LEDGER {number}", fill="#000")
    out = BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    file = folder / name
    file.write_bytes(out.getvalue())
    return file


def written_in(pdf: bytes) -> str:
    """The words of a PDF."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()
