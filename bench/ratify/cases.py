"""Bodies to measure, as plain numbers: each a choice of ways, each way thresholds that must all be met.

`eu-27` has made-up populations in parts of ten thousand, in the shape of the European Union's: 15 of
27 with 65 per cent of the people, or 24 of 27. `eu-28` has the people of the 28 members on 1 January
2019, each counted, as the tests of `power_bdd` have them: 16 of 28 with 65 per cent, or 25. `fund-190`
has made-up weights of 190 members that come to about five million, as skewed as those of the
International Monetary Fund; it decides by more than half of them, and as `fund-190-85` by 85 per cent.
"""

import random

Case = tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

_PEOPLE = (1875, 1530, 1331, 1064, 826, 433, 399, 236, 238, 227, 231, 223, 209, 202, 154)
_PEOPLE += (127, 125, 119, 106, 89, 62, 50, 38, 32, 18, 12, 10)

_PERSONS = (493_559, 613_894, 875_898, 1_324_820, 1_919_968, 2_080_908, 2_794_184)
_PERSONS += (4_076_246, 4_904_226, 5_450_421, 5_517_919, 5_806_081, 7_000_039, 8_858_775)
_PERSONS += (9_772_756, 10_230_185, 10_276_617, 10_649_800, 10_722_287, 11_467_923, 17_282_163)
_PERSONS += (19_401_658, 37_972_812, 46_934_632, 60_359_546, 66_647_112, 67_028_048, 83_019_214)


def _fund() -> tuple[int, ...]:
    chance = random.Random(7)
    raw = [1500 + chance.paretovariate(0.9) * 3000 for _ in range(190)]
    return tuple(max(1500, int(each * 5_050_000 / sum(raw))) for each in raw)


def cases() -> dict[str, Case]:
    """Give the cases by name."""
    one = (1,) * 15
    states = (54, 33, 32, 25, 23, 22, 21, 18, 15, 14, 13, 13, 12, 12, *[11] * 4, 10, 10, 9, 9)
    states += (*[8] * 6, 7, 7, 7, 6, 6, *[5] * 4, *[4] * 6, *[3] * 8)
    fund = _fund()
    return {
        "council": (((9, one), (5, (1,) * 5 + (0,) * 10)),),
        "knesset": (((61, (32, 24, 14, 12, 11, 7, 6, 5, 5, 4)),),),
        "college": (((270, states),),),
        "eu-27": (
            ((15, (1,) * 27), (-(-sum(_PEOPLE) * 65 // 100), _PEOPLE)),
            ((24, (1,) * 27),),
        ),
        "eu-28": (
            ((16, (1,) * 28), (333_763_100, _PERSONS)),
            ((25, (1,) * 28),),
        ),
        "fund-190": (((sum(fund) // 2 + 1, fund),),),
        "fund-190-85": (((-(-sum(fund) * 85 // 100), fund),),),
    }
