"""Measure NegMAS's frontier kernels on the outcomes named on the command line.

`pareto_frontier_numpy` is the one its documentation recommends where the values are known;
`pareto_frontier_active` the one it uses itself. Both take the same array as Servanda's. Its function
`pareto_frontier` evaluates utility functions first, outcome by outcome: that is no kernel, and is not
measured here.
"""

from outcomes_contender import main

if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    from negmas.preferences.ops import pareto_frontier_active, pareto_frontier_numpy

    main(
        {
            "pareto_frontier_numpy": pareto_frontier_numpy,
            "pareto_frontier_active": pareto_frontier_active,
        }
    )
