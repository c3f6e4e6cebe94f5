"""Draws the pictures in this folder: the mark (a horn bell of three arcs) in the sizes that browsers and apps ask for.

Run it here after a change: `python3 draw.py`. It needs nothing but Python.
"""

import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent
# The mark on a square of 24: the two flaring sides of the bell and its rim, as cubic curves.
ARCS = [
    [(3, 10.4), (11, 10.4), (15, 8.2), (17.6, 3.2)],
    [(3, 13.6), (11, 13.6), (15, 15.8), (17.6, 20.8)],
    [(17.6, 3.2), (21.6, 8), (21.6, 16), (17.6, 20.8)],
]
STROKE = 2.5
STEPS = 120
PAPER, RAISED, LINE, SAND, BRASS, NIGHT, GOLD = (
    (0xFA, 0xF8, 0xF4), (0xF3, 0xEF, 0xE8), (0xE2, 0xDC, 0xD1), (0x8F, 0x86, 0x76), (0x8A, 0x58, 0x00), (0x14, 0x13, 0x18), (0xF0, 0xB6, 0x49),
)
# Shades between the two colours of a picture, for smooth edges.
SHADES = 32


def points():
    """The mark as many points close to each other."""
    for a, b, c, d in ARCS:
        for step in range(STEPS + 1):
            t = step / STEPS
            u = 1 - t
            yield tuple(u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i] for i in (0, 1))


def coverage(width, height, size, left, top, stroke=STROKE):
    """How much of each pixel the mark covers, drawn `size` pixels wide at that place, as shades."""
    shades = [bytearray(width) for _ in range(height)]
    scale = size / 24
    radius = stroke * scale / 2
    reach = int(radius) + 2
    for x, y in points():
        x, y = left + x * scale, top + y * scale
        for row in range(max(0, int(y) - reach), min(height, int(y) + reach + 1)):
            for column in range(max(0, int(x) - reach), min(width, int(x) + reach + 1)):
                distance = ((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2) ** 0.5
                shade = round(min(1, max(0, radius - distance + 0.5)) * (SHADES - 1))
                if shade > shades[row][column]:
                    shades[row][column] = shade
    return shades


def png(width, height, ground, ink, shades, transparent=False):
    """A PNG with a palette from ground to ink."""
    palette = b"".join(bytes(round(g + (i - g) * n / (SHADES - 1)) for g, i in zip(ground, ink)) for n in range(SHADES))
    if transparent:
        palette = bytes(ink) * SHADES

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), chunk(b"PLTE", palette)]
    if transparent:
        parts.append(chunk(b"tRNS", bytes(round(255 * n / (SHADES - 1)) for n in range(SHADES))))
    rows = b"".join(b"\0" + bytes(row) for row in shades)
    return b"".join([*parts, chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b"")])


def icon(size):
    """The mark alone; brass reads on light and dark tabs."""
    return png(size, size, BRASS, (0xB9, 0x7A, 0x0C), coverage(size, size, size, 0, 0, 3), transparent=True)


def ico(*sizes):
    """Several icons in one file, as old browsers ask for."""
    pictures = [icon(size) for size in sizes]
    start = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in zip(sizes, pictures):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), start + len(body))
        body += picture
    return head + body


def main():
    """Writes every picture."""
    (HERE / "favicon.ico").write_bytes(ico(16, 32, 48))
    (HERE / "touch_icon.png").write_bytes(png(180, 180, NIGHT, GOLD, coverage(180, 180, 120, 30, 30)))
    (HERE / "missing_avatar.png").write_bytes(png(400, 400, SAND, PAPER, coverage(400, 400, 216, 92, 92)))
    (HERE / "missing_header.png").write_bytes(png(1500, 500, RAISED, LINE, coverage(1500, 500, 640, 780, -70)))
    (HERE / "thumbnail.png").write_bytes(png(1200, 630, NIGHT, GOLD, coverage(1200, 630, 360, 420, 135)))


if __name__ == "__main__":
    main()
