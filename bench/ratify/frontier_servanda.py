"""Measure Servanda's frontier kernel on the outcomes named on the command line."""

from outcomes_contender import main

from servanda.analysis.frontier import undominated

if __name__ == "__main__":
    main({"undominated": undominated})
