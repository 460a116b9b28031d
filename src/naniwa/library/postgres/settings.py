"""The server's own configuration: private socket, no network, durable unless asked to be fast."""

import os
from pathlib import Path

from naniwa.library.postgres.account import launcher

ROLES = ("postgres", "naniwa_owner", "naniwa_app")
ENOUGH_SHARED_MEMORY = 512 * 1024 * 1024

COMMON = {
    "listen_addresses": "",
    "port": "5432",
    "cluster_name": "naniwa",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "unix_socket_permissions": "0700",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "10s"}


def write(cluster: Path, *, sockets: Path, fast: bool) -> None:
    """Write the configuration anew, so that an upgrade of Naniwa reaches clusters made before it."""
    settings = COMMON | (FAST if fast else DURABLE)
    settings |= {"unix_socket_directories": f'"{sockets}"', "dynamic_shared_memory_type": _shared_memory()}
    lines = [f"{name} = '{value}'" for name, value in settings.items()]
    (cluster / "postgresql.conf").write_text("# Written by Naniwa at each start.\n" + "\n".join(lines) + "\n")
    (cluster / "pg_hba.conf").write_text("local all,replication all peer map=naniwa\n")
    # PostgreSQL 15 knows no `all` in a map, so every role is named.
    names = sorted({"root", launcher()})
    mapped = [f'naniwa "{name}" {role}' for name in names for role in ROLES]
    (cluster / "pg_ident.conf").write_text("\n".join(mapped) + "\n")


def _shared_memory() -> str:
    """Containers often give /dev/shm 64 MB, too little for a parallel hash join."""
    shm = Path("/dev/shm")  # noqa: S108 - only its size is read
    if not shm.exists():
        return "mmap"
    space = os.statvfs(shm)
    return "posix" if space.f_blocks * space.f_frsize >= ENOUGH_SHARED_MEMORY else "mmap"
