"""ClamAV's daemon over its socket: the INSTREAM command of clamd(8)."""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from naniwa.kernel.documents.scanning.port import ScannerUnavailable

CHUNK = 64 * 1024
LONGEST_REPLY = 4096


@dataclass(frozen=True)
class Clamd:
    """`address` is host and port, or the path of a socket; `patience` in seconds for each step."""

    address: tuple[str, int] | str
    patience: float = 30.0

    def find(self, file: BinaryIO) -> str:
        try:
            with closing(self._connect()) as connection:
                connection.sendall(b"zINSTREAM\0")
                self._send(connection, file)
                reply = b"".join(_reply(connection)).decode(errors="replace").rstrip("\0\n")
        except OSError as error:
            raise ScannerUnavailable from error
        return _verdict(reply)

    def _connect(self) -> socket.socket:
        family = socket.AF_UNIX if isinstance(self.address, str) else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.settimeout(self.patience)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection

    @staticmethod
    def _send(connection: socket.socket, file: BinaryIO) -> None:
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))


def _reply(connection: socket.socket) -> Iterator[bytes]:
    size = 0
    while size < LONGEST_REPLY and (part := connection.recv(LONGEST_REPLY)):
        yield part
        size += len(part)
        if part.endswith(b"\0"):
            return


def _verdict(reply: str) -> str:
    """`stream: OK`, `stream: Name FOUND`, or an error such as a size limit."""
    verdict = reply.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ScannerUnavailable(reply)
