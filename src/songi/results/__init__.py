"""What a run left: results under their keys, traces, comparisons and claims."""
