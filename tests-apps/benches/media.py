"""Uploads: what a photo costs, and whether readers notice that twenty videos are being worked on."""

import json
import pathlib
import random
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.request
import uuid

from benches.load import drive
from benches.processes import Fanfare, family, resident_mib

READERS = 16


def upload(server, token, path, kind):
    """Uploads a file; answers its id and whether it is ready."""
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\nContent-Type: {kind}\r\n\r\n'
    body = head.encode() + pathlib.Path(path).read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(server.base + "/api/v2/media", body, headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["id"], answer.status == 200


def wait(server, token, attachment):
    """Waits until an upload has been worked on."""
    request = urllib.request.Request(f"{server.base}/api/v1/media/{attachment}", headers={"Authorization": f"Bearer {token}"})
    while True:
        with urllib.request.urlopen(request) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)


def make(folder):
    """A photo of 12 megapixels with something to see in it, and a video of a minute that must be encoded anew."""
    photo, video = folder / "photo.jpg", folder / "video.webm"
    noise = "testsrc2=size=4000x3000:rate=1,noise=alls=20"
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", noise, "-frames:v", "1", "-q:v", "3", photo], check=True
    )
    moving = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=60", "-f", "lavfi", "-i", "sine=duration=60"]
    # Browsers do not play this, so it has to be encoded anew.
    coded = ["-c:v", "mpeg4", "-q:v", "5", "-c:a", "libmp3lame", "-f", "mov"]
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", *moving, *coded, video], check=True)
    return photo, video


def post(server, token, text):
    """Posts something."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps({"status": text}).encode()
    urllib.request.urlopen(urllib.request.Request(server.base + "/api/v1/statuses", body, headers)).read()


def media(options):
    """What a photo of 12 megapixels costs, and how readers fare while videos are being encoded (needs ffmpeg)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fanfare-bench-"))
    photo, video = make(folder)
    server = Fanfare(folder / "data")
    token = server.member("alice")
    upload(server, token, photo, "image/jpeg")
    used, took = [], []
    for _ in range(options.photos):
        before, began = server.cpu_seconds(), time.perf_counter()
        attachment, is_ready = upload(server, token, photo, "image/jpeg")
        took.append((time.perf_counter() - began) * 1000)
        if not is_ready:
            wait(server, token, attachment)
        used.append((server.cpu_seconds() - before) * 1000)
    used.sort(), took.sort()
    print(f"photo of 12 megapixels    {used[len(used) // 2]:8.0f} ms CPU, server and worker  (median of {len(used)}; {photo.stat().st_size >> 10} KiB)")
    print(f"  from upload to ready    {took[len(took) // 2]:8.0f} ms")
    for number in range(40):
        post(server, token, f"post {number} {random.random()}")
    reads = [("/api/v1/timelines/home?limit=40", token)]
    idle = drive(server, reads, READERS, options.seconds)
    print(f"readers, idle             {idle.p50_ms:8.2f} ms p50, {idle.p95_ms:.2f} p95, {idle.p99_ms:.2f} p99, {idle.per_second:.0f}/s  ({READERS} at once)")
    uploads = [threading.Thread(target=upload, args=(server, token, video, "video/quicktime")) for _ in range(options.videos)]
    began = time.perf_counter()
    for thread in uploads:
        thread.start()
    time.sleep(1)
    beside = drive(server, reads, READERS, options.seconds)
    memory = server.memory_mib()
    children = sum(resident_mib(pid) for pid in family(server.process.pid)[1:])
    print(f"readers, beside {options.videos} videos  {beside.p50_ms:8.2f} ms p50, {beside.p95_ms:.2f} p95, {beside.p99_ms:.2f} p99, {beside.per_second:.0f}/s")
    print(f"  as ratios of idle       {beside.p50_ms / idle.p50_ms:8.2f} p50, {beside.p95_ms / idle.p95_ms:.2f} p95, {beside.p99_ms / idle.p99_ms:.2f} p99")
    print(f"memory                    {memory:8.0f} MiB, and {children:.0f} MiB of workers")
    for thread in uploads:
        thread.join()
    print(f"uploads answered after    {time.perf_counter() - began:8.1f} s")
    server.stop()
    shutil.rmtree(folder)
