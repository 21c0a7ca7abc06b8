#!/usr/bin/python3
"""Cuts the two document fonts down to the scripts that documents are printed in.

    apt-get install fonts-roboto-unhinted fonttools
    ./make.py /usr/share/fonts/truetype/roboto/unhinted/RobotoTTF

Kerning, hints and names are left out: the PDF writer uses none of them. A few signs that Roboto
lacks and that item descriptions have (arrows, tick, boxes) are drawn here.
"""
import sys
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

KEEP = [(0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B9, 0x2DD), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F),
        (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x215F), (0x2190, 0x22FF),
        (0x25A0, 0x25FF), (0x2713, 0x2713), (0xFB01, 0xFB02), (0xFFFD, 0xFFFD)]


def turn(points, quarter):
    """Turns points around the middle of a 1400 wide sign that stands on the line."""
    for _ in range(quarter):
        points = [(700 - (y - 600), 600 + (x - 700)) for x, y in points]
    return points


def signs(bold):
    t = 110 if bold else 65  # half the stroke
    arrow = [[(150, 600 - t), (150, 600 + t), (850, 600 + t), (850, 900), (1250, 600), (850, 300), (850, 600 - t)]]
    out = {0x2192: [turn(p, 0) for p in arrow], 0x2191: [turn(p, 1) for p in arrow],
           0x2190: [turn(p, 2) for p in arrow], 0x2193: [turn(p, 3) for p in arrow]}
    box = [(200, 100), (200, 1100), (1200, 1100), (1200, 100)]
    hole = [(200 + 2 * t, 100 + 2 * t), (1200 - 2 * t, 100 + 2 * t), (1200 - 2 * t, 1100 - 2 * t), (200 + 2 * t, 1100 - 2 * t)]
    out[0x25A0], out[0x25A1] = [box], [box, hole]
    out[0x2713] = [[(150, 560), (290, 690), (540, 400), (1130, 1200), (1270, 1090), (560, 130)]]
    return out


def cut(source, target, bold):
    font = TTFont(source)
    cmap = font.getBestCmap()
    for code, contours in signs(bold).items():
        if code in cmap:
            continue
        pen = TTGlyphPen(None)
        for contour in contours:
            pen.moveTo(contour[0])
            for point in contour[1:]:
                pen.lineTo(point)
            pen.closePath()
        name = "uni%04X" % code
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (1400, 150)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
    font.setGlyphOrder(font["glyf"].glyphOrder)
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 5, 13], notdef_outline=True, glyph_names=False,
                             drop_tables=["GSUB", "GPOS", "GDEF", "DSIG", "gasp", "cvt ", "fpgm", "prep", "hdmx", "VDMX", "LTSH", "kern"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for a, b in KEEP for c in range(a, b + 1)])
    cutter.subset(font)
    font["cmap"].tables = [t for t in font["cmap"].tables if (t.platformID, t.platEncID, t.format) == (3, 1, 4)]
    font.save(target)


folder = sys.argv[1]
cut(folder + "/Roboto-Regular.ttf", "Roboto-Regular.ttf", False)
cut(folder + "/Roboto-Bold.ttf", "Roboto-Bold.ttf", True)
