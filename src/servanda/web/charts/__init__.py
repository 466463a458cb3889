"""Draw what pages show: typed values come in, SVG goes out; every chart has its table on the page."""
