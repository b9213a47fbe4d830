#!/usr/bin/env python3
"""Makes the two Inter files from Debian's fonts-inter: fewer scripts, tabular figures by default."""
from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F),
          (0x1E00, 0x1EFF), (0x2000, 0x23FF), (0x25A0, 0x26FF), (0x2713, 0x2718), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)]

for weight in ("Regular", "SemiBold"):
    font = TTFont(f"/usr/share/fonts/opentype/inter/Inter-{weight}.otf")
    table = font["GSUB"].table
    tabular = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    tabular.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    for cmap in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in cmap.cmap:
                cmap.cmap[code] = tabular.get(cmap.cmap[code], cmap.cmap[code])
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    cut = subset.Subsetter(options)
    cut.populate(unicodes={code for first, last in RANGES for code in range(first, last + 1)})
    cut.subset(font)
    font.save(f"Inter-{weight}.otf")
