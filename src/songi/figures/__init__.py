"""Charts and maps, one function each: numbers in, a Vega-Lite specification out."""
