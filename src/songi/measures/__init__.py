"""The dataflow: each public function is a result of a study, its parameters are what it needs."""
