"""The script that page_images runs: draws one page of a PDF to standard output, within limits on memory and time."""

import os
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import cast

import typst
from PIL import Image

MEMORY = 2 * 1024**3
PROCESSOR_SECONDS = 15
NICE = 10  # whoever waits for a page comes first
SOURCE = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("{name}", page: {page})'


def draw(path: Path, page: int, dots: int) -> bytes:
    source = SOURCE.format(name="/" + path.name, page=page).encode()
    drawn = typst.Compiler(source, root=path.parent, ignore_system_fonts=True).compile(format="png", ppi=dots)
    return cast("bytes", drawn[0] if isinstance(drawn, list) else drawn)


def main(path: Path, page: int, dots: int, kind: str) -> None:
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    content = draw(path, page, dots)
    if kind == "jpeg":
        out = BytesIO()
        Image.open(BytesIO(content)).convert("RGB").save(out, "JPEG", quality=80)
        content = out.getvalue()
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
