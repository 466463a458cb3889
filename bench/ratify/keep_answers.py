"""Write down what the peers say of the power in the bodies of `cases.py`, for a test without them.

PEERS/bin/python bench/ratify/keep_answers.py > tests/analysis/peer_answers.json
"""

import json
from importlib.metadata import version

import by_power_bdd
import by_powerindex
from cases import cases

PEERS = {"power_bdd": by_power_bdd.measure, "powerindex": by_powerindex.measure}


def main() -> None:
    """Print both indices of every player by each peer that takes the case."""
    kept = []
    for name, case in cases().items():
        for peer, measure in PEERS.items():
            if name in ("fund-190", "fund-190-85", "eu-28") or (
                peer == "powerindex" and len(case[0]) + len(case) > 2
            ):
                continue
            banzhaf, shapley = measure(case)
            kept.append(
                {
                    "case": name,
                    "peer": f"{peer} {version(peer)}",
                    "ways": case,
                    "banzhaf": [round(float(each), 12) for each in banzhaf],
                    "shapley": [round(float(each), 12) for each in shapley or ()],
                }
            )
    print("[\n" + ",\n".join(json.dumps(each) for each in kept) + "\n]")


if __name__ == "__main__":
    main()
