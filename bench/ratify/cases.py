"""Bodies to measure, as plain numbers: each a choice of ways, each way thresholds that must all be met.

`eu-27` has made-up populations in parts of ten thousand, in the shape of the European Union's: 15 of
27 with 65 per cent of the people, or 24 of 27. `fund-190` has made-up weights of 190 members that come
to about five million, as skewed as those of the International Monetary Fund; it decides by more than
half of them, and as `fund-190-85` by 85 per cent.
"""

import random

Case = tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

_PEOPLE = (1875, 1530, 1331, 1064, 826, 433, 399, 236, 238, 227, 231, 223, 209, 202, 154)
_PEOPLE += (127, 125, 119, 106, 89, 62, 50, 38, 32, 18, 12, 10)


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
        "fund-190": (((sum(fund) // 2 + 1, fund),),),
        "fund-190-85": (((-(-sum(fund) * 85 // 100), fund),),),
    }
