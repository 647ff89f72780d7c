"""A made-up interregional workbook: labels where the Bank of Korea has them, flows of nobody."""

import io
from dataclasses import dataclass, field

import numpy as np
from openpyxl import Workbook

PROVINCES = ("서울", "경기", "부산", "제주")
PRODUCTS = ("의약품", "연구개발", "토목건설")


@dataclass
class Economy:
    provinces: tuple = PROVINCES
    products: tuple = PRODUCTS
    nation: bool = True
    title: str = "2020년 지역산업연관표"
    sheet: str = "총거래표"
    spoiled: dict = field(default_factory=dict)

    def __post_init__(self):
        stream = np.random.default_rng(5)
        size = len(self.provinces) * len(self.products)
        self.domestic = stream.integers(1, 40, (size, size)).astype(float)
        self.imported = stream.integers(0, 9, (len(self.products), size)).astype(float)
        self.households = stream.integers(1, 50, (size, len(self.provinces))).astype(float)
        self.exports = stream.integers(100, 900, size).astype(float)
        bought = self.domestic.sum(axis=0) + self.imported.sum(axis=0)
        sold = self.domestic.sum(axis=1) + self.households.sum(axis=1) + self.exports
        self.output = np.maximum(bought * 1.5, sold).round()
        self.exports += self.output - sold
        self.added = self.output - bought
        self.wages = (self.added / 2).round()

    def lines(self):
        """Return the sheet; the header stands in lines 5 to 7, as in the bank's own."""
        p, n = self.provinces, self.products
        regions = [one for one in p for _ in n]
        rows = [[self.title], ["총거래표"], ["생산자가격"], ["(단위: 백만원)"]]
        rows.append([None, None, None, *regions, *p, None])
        codes = [f"{k:02}" for _ in p for k in range(1, len(n) + 1)]
        rows.append([None, None, None, *codes, *["9110"] * len(p), "9180"])
        rows.append(["지역", "부문", "부문명", *[one for _ in p for one in n],
                     *["민간소비지출"] * len(p), "수출"])  # fmt: skip
        for k, (region, code) in enumerate(zip(regions, codes, strict=True)):
            name = n[k % len(n)]
            cells = [*self.domestic[k], *self.households[k], self.exports[k]]
            rows.append([region, code, name, *cells])
        if self.nation:
            rows.append(["전국", None, None, *self.domestic.sum(axis=0)])
        for k, name in enumerate(n):
            rows.append(["수입", f"{k + 1:02}", name, *self.imported[k]])
        total = self.domestic.sum(axis=0) + self.imported.sum(axis=0)
        rows.append([None, "9590", "중간투입계", *total])
        rows.append([None, "9610", "피용자보수", *self.wages])
        rows.append([None, "9690", "부가가치계", *self.added])
        rows.append([None, "9700", "총투입계", *self.output])
        for (row, column), cell in self.spoiled.items():
            rows[row - 1][column] = cell
        return rows

    def workbook(self):
        book = Workbook()
        book.active.title = self.sheet
        for row in self.lines():
            book.active.append(row)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()
