"""Run by the Python that has followthemoney: reads entities from standard input, prints what is wrong with them."""

from __future__ import annotations

import json
import sys

from followthemoney import model  # type: ignore[import-not-found, unused-ignore]

known, named, wrong = set(), [], []
for line in sys.stdin:
    data = json.loads(line)
    proxy = model.get_proxy(data, cleaned=False)
    known.add(proxy.id)
    for name, values in data["properties"].items():
        prop = proxy.schema.get(name)
        if prop is None:
            wrong.append(f"{data['schema']}.{name}: no such property")
            continue
        kept = proxy.get(prop)
        wrong += [f"{data['schema']}.{name}: {value!r} isn't kept" for value in values if value not in kept]
        named += [(prop.name, value) for value in values if prop.type.name == "entity"]
    if not proxy.schema.edge and proxy.caption == proxy.schema.label:
        wrong.append(f"{data['schema']}: has no name")
wrong += [f"{name}: leads to nothing: {value}" for name, value in named if value not in known]
print(json.dumps(wrong))  # noqa: T201 - that's what it is for
