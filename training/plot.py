"""log.jsonl to an SVG of the training loss against pieces seen.  plot.py OUT.svg NAME=LOG.jsonl ..."""
import html
import json
import math
import sys

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 56, 16, 16, 44
COLOURS = ("#1f6f8b", "#c8553d", "#5b8c5a", "#7d5ba6")


def read(path, window=9):
    """Points (pieces, loss), the loss averaged over a moving window; steps logged twice after a resumption: the last."""
    rows = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["step"]] = (row["pieces"], row["loss"])
    points = [rows[step] for step in sorted(rows)]
    half = window // 2
    return [(points[i][0], sum(p[1] for p in part) / len(part))
            for i in range(len(points)) for part in [points[max(0, i - half):i + half + 1]]]


def ticks(low, high, count):
    step = 10 ** math.floor(math.log10((high - low) / count))
    step = next(step * k for k in (1, 2, 5, 10) if (high - low) / (step * k) <= count)
    first = math.ceil(low / step)
    return [k * step for k in range(first, math.floor(high / step) + 1)]


def svg(curves):
    points = [point for _, curve in curves for point in curve]
    right, low, high = max(p[0] for p in points), min(p[1] for p in points), max(p[1] for p in points)
    low, high = low - 0.05 * (high - low), high + 0.05 * (high - low)
    x = lambda v: LEFT + (WIDTH - LEFT - RIGHT) * v / right
    y = lambda v: TOP + (HEIGHT - TOP - BOTTOM) * (high - v) / (high - low)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    for value in ticks(low, high, 8):
        out.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.2f}</text>')
    for value in ticks(0, right / 1e6, 8):
        out.append(f'<text x="{x(value * 1e6):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{value:g}</text>')
    out.append(f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 8}" text-anchor="middle">million word pieces seen</text>')
    out.append(f'<text transform="translate(14 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">training loss (nats)</text>')
    for index, (name, curve) in enumerate(curves):
        colour = COLOURS[index % len(COLOURS)]
        path = "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in curve)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
                   f'<text x="{WIDTH - RIGHT - 8}" y="{TOP + 16 + 16 * index}" text-anchor="end" fill="{colour}">{html.escape(name)}</text>')
    return "\n".join(out) + "\n</svg>\n"


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    curves = [(name, read(path)) for name, path in (item.split("=", 1) for item in sys.argv[2:])]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(svg(curves))


if __name__ == "__main__":
    main()
