"""The evidence book of a run: HTML, PDF and XLSX from one tree of blocks; it never computes."""
