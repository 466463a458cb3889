"""Power in the electoral college, the Council of the European Union and the United States' federal system.

The tables are published with their weights by S. Bolus, whose method they illustrate (European Journal
of Operational Research 210, 2011, 258-272): in the package power_bdd 1.0.0, `tests/test_bdd.py`. He takes
the college from the survey of Matsui and Matsui (Journal of the Operations Research Society of Japan 43,
2000, 71), the people of the Union from Eurostat, the federal system from W. Kirsch. They are copied to
twelve digits. Banzhaf is there the share of all coalitions of the others, which are as many as 2 to the
number of the others.
"""

import pytest

from servanda.analysis import halves
from servanda.analysis.games import Game, Threshold, powers, powers_of, swings
from servanda.analysis.measuring import Method, measured
from servanda.analysis.quadrature import shapley

DIGITS = 6e-13

# Electors in 1996: of how many states, Banzhaf (a share of all coalitions), Shapley and Shubik.
COLLEGE = {
    54: (1, 0.466454134683, 0.108125409518),
    33: (1, 0.259586120050, 0.062968327009),
    32: (1, 0.251214326727, 0.060932721918),
    25: (1, 0.193864304125, 0.046930927216),
    23: (1, 0.177844203679, 0.043006330162),
    22: (1, 0.169885284888, 0.041056127566),
    21: (1, 0.161958070150, 0.039113851433),
    18: (1, 0.138349041676, 0.033333597693),
    15: (1, 0.114963903100, 0.027621240480),
    14: (1, 0.107211204844, 0.025731793751),
    13: (2, 0.099477161391, 0.023849541579),
    12: (2, 0.091760310639, 0.021974402283),
    11: (4, 0.084059220928, 0.020106295306),
    10: (2, 0.076372486875, 0.018245142493),
    9: (2, 0.068698727449, 0.016390867226),
    8: (6, 0.061036584694, 0.014543394244),
    7: (3, 0.053384718953, 0.012702650342),
    6: (2, 0.045741808641, 0.010868563612),
    5: (4, 0.038106546730, 0.009041063713),
    4: (6, 0.030477639570, 0.007220081533),
    3: (8, 0.022853803456, 0.005405549637),
}

# The 28 members and their people on 1 January 2019, Banzhaf (a share of all coalitions), Shapley and Shubik.
UNION = (
    (493559, 0.029936075211, 0.008839861935),  # Malta
    (613894, 0.030137911439, 0.009002234137),  # Luxembourg
    (875898, 0.030573546886, 0.009357572974),  # Cyprus
    (1324820, 0.031321063638, 0.009975079748),  # Estonia
    (1919968, 0.032310217619, 0.010788476006),  # Latvia
    (2080908, 0.032576307654, 0.011016477652),  # Slovenia
    (2794184, 0.033759012818, 0.012007360906),  # Lithuania
    (4076246, 0.035874217749, 0.013785377849),  # Croatia
    (4904226, 0.037243708968, 0.014940288918),  # Ireland
    (5450421, 0.038147434592, 0.015713165640),  # Slovakia
    (5517919, 0.038257539272, 0.015808291968),  # Finland
    (5806081, 0.038733810186, 0.016225354627),  # Denmark
    (7000039, 0.040702551603, 0.017904512380),  # Bulgaria
    (8858775, 0.043756380677, 0.020593884785),  # Austria
    (9772756, 0.045260354877, 0.021878553213),  # Hungary
    (10230185, 0.046013534069, 0.022539183557),  # Sweden
    (10276617, 0.046089619398, 0.022616538462),  # Portugal
    (10649800, 0.046703398228, 0.023149908103),  # Czechia
    (10722287, 0.046821564436, 0.023266568438),  # Greece
    (11467923, 0.048048809171, 0.024335834183),  # Belgium
    (17282163, 0.057645514607, 0.033006553130),  # Netherlands
    (19401658, 0.061206281185, 0.036381135367),  # Romania
    (37972812, 0.083463698626, 0.062414704593),  # Poland
    (46934632, 0.102743387222, 0.075047079907),  # Spain
    (60359546, 0.127711996436, 0.099541635832),  # Italy
    (66647112, 0.138514846563, 0.111314263091),  # United Kingdom
    (67028048, 0.139227420092, 0.112094219912),  # France
    (83019214, 0.170201912522, 0.146455882688),  # Germany
)

# The President, the Vice-President and each of 100 senators, each of 435 representatives: Banzhaf.
FEDERAL = (0.25, 0.01989730934679, 0.00956940721759)


def game_of(*ways: tuple[tuple[int, tuple[int, ...]], ...]) -> Game:
    """Write a game down: ways to carry, each of thresholds that must all be met."""
    made = tuple(tuple(Threshold(quota=q, weights=w) for q, w in way) for way in ways)
    return Game(players=tuple(map(str, range(len(ways[0][0][1])))), ways=made)


def test_the_electoral_college_of_1996() -> None:
    """A majority of 538 electors, each state for one candidate: both indices of all 51."""
    votes = tuple(votes for votes, (many, _, _) in COLLEGE.items() for _ in range(many))
    assert (len(votes), sum(votes)) == (51, 538)
    game = game_of(((270, votes),))
    for found, power, by_nodes in zip(votes, powers(game), shapley(game), strict=True):
        _, banzhaf, by_orders = COLLEGE[found]
        assert power.swings / 2**50 == pytest.approx(banzhaf, abs=DIGITS)
        assert float(power.shapley or 0) == pytest.approx(by_orders, abs=DIGITS)
        assert by_nodes == pytest.approx(by_orders, abs=DIGITS)


def test_the_union_of_28() -> None:
    """16 of 28 with 65 per cent of 513 million people, or 25 of 28: both indices of all members."""
    people = tuple(people for people, _, _ in UNION)
    each = (1,) * 28
    game = game_of(((16, each), (333_763_100, people)), ((25, each),))
    found = measured(game, patient=False)
    assert found.method is Method.EXACT
    assert found.powers == powers_of(game, halves.by_size(game))
    for (_, banzhaf, by_orders), power in zip(UNION, found.powers, strict=True):
        assert power.swings / 2**27 == pytest.approx(banzhaf, abs=DIGITS)
        assert float(power.shapley or 0) == pytest.approx(by_orders, abs=DIGITS)


def test_the_federal_system_of_the_united_states() -> None:
    """Both houses with the President, or with two thirds without; the Vice-President where 50 are for."""
    house, senate = (0,) * 102 + (1,) * 435, (0, 0) + (1,) * 100 + (0,) * 435
    president, vice = (1,) + (0,) * 536, (0, 1) + (0,) * 535
    game = game_of(
        ((218, house), (51, senate), (1, president)),
        ((218, house), (50, senate), (1, vice), (1, president)),
        ((290, house), (67, senate)),
    )
    found = [count / 2**536 for count in swings(game)]
    assert found[0] == pytest.approx(FEDERAL[0], abs=DIGITS)
    assert found[1:102] == pytest.approx([FEDERAL[1]] * 101, abs=DIGITS)
    assert found[102:] == pytest.approx([FEDERAL[2]] * 435, abs=DIGITS)
