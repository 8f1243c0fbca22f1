"""Debian's nginx with the very configuration that docs/deploy.md tells people to use."""

import getpass
import grp
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.servers import HOST, ROOT, free_port, running

NGINX = "/usr/sbin/nginx"
_FENCED = re.compile(r"```nginx\n# (\S+)\n(.*?)```", re.S)


def installed() -> bool:
    return shutil.which(NGINX) is not None


def blocks() -> dict[str, str]:
    """The configuration files of docs/deploy.md, by the name in their first line."""
    text = (ROOT / "docs" / "deploy.md").read_text()
    return {Path(name).name: body for name, body in _FENCED.findall(text)}


@contextmanager
def nginx(app: str, page: bytes, folder: Path) -> Iterator[str]:
    """In front of `app`; at `/bare.html` it serves a file with these bytes. Yields its address."""
    (folder / "www").mkdir(parents=True)
    (folder / "www" / "bare.html").write_bytes(page)
    port = free_port()
    settings = folder / "nginx.conf"
    settings.write_text(_whole(blocks(), urlsplit(app).netloc, port, folder))
    command = [NGINX, "-p", str(folder), "-c", str(settings), "-e", str(folder / "error.log")]
    with running(command, folder / "nginx.log", port):
        yield f"http://{HOST}:{port}"


def _whole(files: dict[str, str], app: str, port: int, folder: Path) -> str:
    """The page's files with our ports and folders, in a server without TLS."""
    shared = files["commonfield.conf"].partition("server {")[0]
    shared = shared.replace("127.0.0.1:8000", app).replace("/var/cache/nginx", str(folder))
    # Started by root, nginx's workers would else be somebody who may not enter our folder.
    own, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
    return f"""
user {own} {group};
daemon off; master_process on; worker_processes 2; pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  types {{ text/html html; }}
  sendfile on; tcp_nopush on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {shared}
  server {{
    listen {HOST}:{port};
    location = /bare.html {{ root {folder}/www; }}
    {files["commonfield-site.conf"]}
  }}
}}
"""
