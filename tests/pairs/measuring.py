"""What the search for duplicates makes of drawn rows, beside how they were drawn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.normalise import IdRegistry, load_vocabulary, normalise
from tests.pairs.drawing import Case, rows_of

__all__ = ["Measured", "measure", "table"]


@dataclass
class Measured:
    """Pairs of rows: of one entity and of two, found certain, asked about, or neither."""

    merged: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    same: dict[str, bool] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    """Merged pairs of two entities."""
    strangers_asked: int = 0
    """Questions about rows of different cases, which are different entities too."""
    examples: dict[str, list[str]] = field(default_factory=dict)

    def _sum(self, counts: Counter[str], *, same: bool) -> int:
        return sum(count for kind, count in counts.items() if self.same[kind] is same)

    @property
    def precision(self) -> float:
        """Of the pairs that were merged, how many are one."""
        right = self._sum(self.merged, same=True)
        return right / (right + len(self.wrong)) if right else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one, how many were merged."""
        return self._sum(self.merged, same=True) / self._sum(self.pairs, same=True)

    @property
    def asked_precision(self) -> float:
        """Of the pairs that were merged or asked about, how many are one."""
        right = self._sum(self.merged, same=True) + self._sum(self.asked, same=True)
        wrong = len(self.wrong) + self._sum(self.asked, same=False) + self.strangers_asked
        return right / (right + wrong)

    @property
    def asked_recall(self) -> float:
        """Of the pairs that are one, how many were merged or asked about."""
        found = self._sum(self.merged, same=True) + self._sum(self.asked, same=True)
        return found / self._sum(self.pairs, same=True)


def measure(cases: Sequence[Case], seed: int) -> Measured:
    """Run all cases as one edition."""
    rows, of = rows_of(cases, random.Random(seed))
    made = normalise(rows, registry=IdRegistry(), vocabulary=load_vocabulary("", ""))
    assert len(rows) == len(made.listings) + len(made.duplicates), [str(finding) for finding in made.findings if "reject" in str(finding)]
    found = Measured()
    for case in cases:
        found.same[case.kind] = case.same
        found.pairs[case.kind] += len(case.rows) * (len(case.rows) - 1) // 2
    group: dict[str, str] = {}
    for merge in made.merges:
        for one, other in combinations(map(str, merge.rows), 2):
            mine, theirs = of[one], of[other]
            if mine == theirs and cases[mine].same:
                found.merged[cases[mine].kind] += 1
            else:
                found.merged[cases[mine].kind] += not cases[mine].same
                found.wrong.append((one, other))
                found.examples.setdefault(cases[mine].kind, []).append(f"{cases[mine].rows} {cases[theirs].rows}")
        group |= {str(ref): str(merge.row) for ref in merge.rows}
    for finding in made.findings:
        if finding.id == "SRC-370" and finding.question:
            place = finding.place
            row = f"{place.file} › {place.sheet} › {place.cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"  # type: ignore[union-attr]
            other = str(dict(finding.message.args)["place"])
            if of[row] == of[other]:
                found.asked[cases[of[row]].kind] += 1
            else:
                found.strangers_asked += 1
                found.examples.setdefault("strangers", []).append(str(finding.message))
    return found


def table(measured: Measured) -> str:
    """Kind by kind: pairs, merged, asked, neither; and the sums."""
    lines = [f"{'':34}{'label':>10}{'pairs':>7}{'merged':>8}{'asked':>7}{'neither':>9}"]
    for kind in sorted(measured.pairs, key=lambda one: (not measured.same[one], one)):
        pairs, merged, asked = measured.pairs[kind], measured.merged[kind], measured.asked[kind]
        label = "same" if measured.same[kind] else "different"
        lines.append(f"{kind:34}{label:>10}{pairs:7}{merged:8}{asked:7}{pairs - merged - asked:9}")
    lines.append(f"asked about rows of different cases: {measured.strangers_asked}; merged wrongly: {len(measured.wrong)}")
    lines.append(f"certain: precision {measured.precision:.4f}, recall {measured.recall:.4f}")
    lines.append(f"certain and asked: precision {measured.asked_precision:.4f}, recall {measured.asked_recall:.4f}")
    return "\n".join(lines)
