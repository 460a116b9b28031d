"""Where things begin and end in a YAML text, and the cuts that change one of them."""

from collections.abc import Sequence

import yaml

from naniwa.services.procedures.definitions.editing.places import Place, Yaml
from naniwa.services.procedures.definitions.editing.writing import after_dash, after_key, inline, scalar

type Pair = tuple[yaml.Node, yaml.Node]
type Held = yaml.MappingNode | yaml.SequenceNode


class NotHere(Exception):
    """The text is not written in a way that this cut knows."""


def put(text: str, place: Place, value: Yaml, order: Sequence[str]) -> str:
    """Replace a value, or write a new key after those that come before it in `order`. Raises NotHere."""
    parent, step = _find(text, place[:-1]), place[-1]
    if isinstance(parent, yaml.MappingNode):
        pair = next((pair for pair in parent.value if pair[0].value == step), None)
        return _replaced(text, parent, pair, value) if pair else _added(text, parent, str(step), value, order)
    if isinstance(parent, yaml.SequenceNode) and isinstance(step, int) and step < len(parent.value):
        item = parent.value[step]
        written = inline(value) if parent.flow_style else after_dash(value, item.start_mark.column)
        return _cut(text, _start(item), _end(text, item), written)
    raise NotHere


def rename(text: str, place: Place, new: str) -> str:
    """Call a key something else. Raises NotHere."""
    pair = next((pair for pair in _find(text, place[:-1]).value if pair[0].value == place[-1]), None)
    if pair is None:
        raise NotHere
    return _cut(text, _start(pair[0]), int(pair[0].end_mark.index), scalar(new))


def remove(text: str, place: Place) -> str:
    """Take a key or an item out, an item with the comments right above it. Raises NotHere."""
    parent, step = _find(text, place[:-1]), place[-1]
    if len(parent.value) == 1:
        empty = "[]" if isinstance(parent, yaml.SequenceNode) else "{}"
        return _emptied(text, place[:-1], parent, empty)
    if isinstance(parent, yaml.SequenceNode) and isinstance(step, int):
        if parent.flow_style:
            return _unlisted(text, [(_start(one), _end(text, one)) for one in parent.value], step)
        begin, end = _chunks(text, parent)[step]
        return _cut(text, begin, end, "")
    number = next((at for at, pair in enumerate(parent.value) if pair[0].value == step), None)
    if number is None or not isinstance(parent, yaml.MappingNode):
        raise NotHere
    if parent.flow_style:
        return _unlisted(text, [(_start(key), _end(text, one)) for key, one in parent.value], number)
    return _unkeyed(text, parent, number)


def insert(text: str, place: Place, value: Yaml) -> str:
    """Write a new item into a list that has some. Raises NotHere."""
    parent, number = _find(text, place[:-1]), place[-1]
    if not isinstance(parent, yaml.SequenceNode) or not isinstance(number, int) or not parent.value:
        raise NotHere
    if parent.flow_style:
        if number < len(parent.value):
            at = _start(parent.value[number])
            return _cut(text, at, at, inline(value) + ", ")
        at = _end(text, parent.value[-1])
        return _cut(text, at, at, ", " + inline(value))
    chunks = _chunks(text, parent)
    column = parent.start_mark.column
    written = " " * column + "- " + after_dash(value, column + 2) + "\n"
    if number < len(chunks):
        return _cut(text, chunks[number][0], chunks[number][0], written)
    end = chunks[-1][1]
    return _cut(text, end, end, written if text[:end].endswith("\n") else "\n" + written)


def move(text: str, place: Place, to: int) -> str:
    """Put an item of a block list at another number. Raises NotHere."""
    parent, number = _find(text, place[:-1]), place[-1]
    if not isinstance(parent, yaml.SequenceNode) or parent.flow_style or not isinstance(number, int):
        raise NotHere
    chunks = _chunks(text, parent)
    pieces = [text[begin:end] if text[:end].endswith("\n") else text[begin:end] + "\n" for begin, end in chunks]
    moved = pieces.pop(number)
    pieces.insert(to, moved)
    return _cut(text, chunks[0][0], chunks[-1][1], "".join(pieces))


def _find(text: str, place: Place) -> Held:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for step in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
    if not isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        raise NotHere
    return node


def _start(node: yaml.Node) -> int:
    return int(node.start_mark.index)


def _end(text: str, node: yaml.Node) -> int:
    """Where the thing itself ends, before blank lines and comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return _start(node) + len(text[_start(node) : end].rstrip())
    return end


def _cut(text: str, begin: int, end: int, written: str) -> str:
    return text[:begin] + written + text[end:]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """After the line break of the line, or the end of the text."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _replaced(text: str, parent: yaml.MappingNode, pair: Pair, value: Yaml) -> str:
    key, old = pair
    colon = text.index(":", int(key.end_mark.index))
    if parent.flow_style:
        return _cut(text, colon + 1, max(_end(text, old), colon + 1), " " + inline(value))
    column = key.start_mark.column
    written = after_key(value, column, column + colon + 1 - _start(key))
    return _cut(text, colon + 1, max(_end(text, old), colon + 1), written)


def _added(text: str, parent: yaml.MappingNode, key: str, value: Yaml, order: Sequence[str]) -> str:
    before = set(order[: order.index(key)]) if key in order else {pair[0].value for pair in parent.value}
    earlier = [pair for pair in parent.value if pair[0].value in before]
    if not parent.value:
        return _cut(text, _start(parent), _end(text, parent), inline({key: value}))
    if parent.flow_style:
        written = f"{scalar(key)}: {inline(value)}"
        if not earlier:
            at = _start(parent.value[0][0])
            return _cut(text, at, at, written + ", ")
        at = _end(text, earlier[-1][1])
        return _cut(text, at, at, ", " + written)
    column = parent.value[0][0].start_mark.column
    written = f"{scalar(key)}:" + after_key(value, column, column + len(key) + 1)
    if not earlier:
        at = _start(parent.value[0][0])
        return _cut(text, at, at, written + "\n" + " " * column)
    at = _line_end(text, _end(text, earlier[-1][1]))
    lead = "" if text[:at].endswith("\n") else "\n"
    return _cut(text, at, at, lead + " " * column + written + "\n")


def _emptied(text: str, place: Place, node: Held, empty: str) -> str:
    if node.flow_style:
        return _cut(text, _start(node), _end(text, node), empty)
    if not place:
        raise NotHere
    parent = _find(text, place[:-1])
    if isinstance(parent, yaml.MappingNode):
        pair = next(pair for pair in parent.value if pair[0].value == place[-1])
        colon = text.index(":", int(pair[0].end_mark.index))
        return _cut(text, colon + 1, _end(text, node), " " + empty)
    return _cut(text, _start(node), _end(text, node), empty)


def _unlisted(text: str, spans: Sequence[tuple[int, int]], number: int) -> str:
    """Without one of several things that commas part."""
    if number + 1 < len(spans):
        return _cut(text, spans[number][0], spans[number + 1][0], "")
    return _cut(text, spans[number - 1][1], spans[number][1], "")


def _unkeyed(text: str, parent: yaml.MappingNode, number: int) -> str:
    key, value = parent.value[number]
    begin, line = _start(key), _line_start(text, _start(key))
    if text[line:begin].strip():
        # It shares its line with a dash, so what follows it takes its place.
        return _cut(text, begin, _start(parent.value[number + 1][0]), "") if number == 0 else _raise()
    return _cut(text, line, _line_end(text, _end(text, value)), "")


def _raise() -> str:
    raise NotHere


def _chunks(text: str, parent: yaml.SequenceNode) -> list[tuple[int, int]]:
    """Each item of a block list with its lines: from the comments right above it to where the next one begins."""
    begins: list[int] = []
    for item in parent.value:
        dash = text.rindex("-", 0, _start(item)) if _start(item) and text[_start(item)] != "-" else _dash(text, item)
        line = _line_start(text, dash)
        if text[line:dash].strip():
            raise NotHere
        begins.append(_with_comments(text, line) if begins else line)
    ends = [*begins[1:], _line_end(text, _end(text, parent.value[-1]))]
    return list(zip(begins, ends, strict=True))


def _dash(text: str, item: yaml.Node) -> int:
    return text.rindex("-", 0, _start(item))


def _with_comments(text: str, line: int) -> int:
    while line:
        above = _line_start(text, line - 1)
        if not text[above:line].strip().startswith("#"):
            return line
        line = above
    return line
