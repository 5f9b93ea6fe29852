"""The gate to the map, read from the syntax tree of the draw module: nothing goes past it.

That a text came through is said by its type, `Inert`, which mypy holds; what a type cannot say is here. `WAYS_AROUND`
proves that each rule can fail.
"""

import ast
import re

import pytest

from claimatlas.kinds import Text, WebAddress
from claimatlas.schema import CLAIMS, EVENTS
from tests.unit.test_architecture import ROOT, Source

ONLY_DRAW = {"folium", "branca", "jinja2"}
WORDLESS = {
    "folium",
    "folium.Map",
    "folium.FeatureGroup",
    "folium.plugins.pattern.StripePattern",
    "folium.template.Template",
    "branca.element.MacroElement",
}
"""What draw may know of folium: nothing that takes a text to show, such as a tooltip, a popup, an icon or a GeoJSON."""
GATE = "claimatlas/draw/inert.py"
WORDS = {c.name for table in (CLAIMS, EVENTS) for c in table.columns if isinstance(c.kind, Text | WebAddress)}
FRAMES = {"claims", "events", "rows", "known", "live", "coarse", "assessments", "checked_claims", "checked_events"}
"""Where a view or a record keeps rows of the files."""


def only_draw_knows_folium(source):
    found = [(node, dotted) for node, dotted in source.imported() if dotted.split(".")[0] in ONLY_DRAW]
    if source.within(("claimatlas/draw",)):
        return [source.says(node, f"{dotted} can show a text.") for node, dotted in found if dotted not in WORDLESS]
    return [source.says(node, f"{dotted} is known only in draw.") for node, dotted in found]


def folium_is_handed_nothing_but_constants(source):
    """What draw calls of folium by its name; its own elements are held by their types."""
    reached = [
        source.says(node, f"{ast.unparse(node)} can show a text.")
        for node in source.nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and source.aliases.get(node.value.id) in ONLY_DRAW
        and f"{source.aliases[node.value.id]}.{node.attr}" not in WORDLESS
    ]
    handed = [
        source.says(call, f"{ast.unparse(given)} is handed to folium and is no constant.")
        for call, dotted, _ in source.calls()
        if dotted.split(".")[0] in ONLY_DRAW
        for given in [*call.args, *(keyword.value for keyword in call.keywords)]
        if not isinstance(given, ast.Constant)
    ]
    return reached + handed


def templates_write_only_what_came_through_the_gate(source):
    """In a template stand the names of elements, and attributes whose class says that they are inert or one of few."""
    if not source.within(("claimatlas/draw",)):
        return []
    offences = []
    for owner in (node for node in source.nodes if isinstance(node, ast.ClassDef)):
        held = {node.target.id: ast.unparse(node.annotation) for node in owner.body if isinstance(node, ast.AnnAssign)}
        for text in (node for node in ast.walk(owner) if isinstance(node, ast.Constant)):
            offences += [source.says(text, sentence) for sentence in _offences_of(str(text.value), held)]
    return offences


def _offences_of(template, held):
    """Say what a template does with anything but names of elements and what is held to be inert."""
    inert = {f"this.{name}" for name, kind in held.items() if re.match(r"Inert$|Literal\[", kind)}
    inert |= {f"this{owner}.get_name()" for owner in ("", "._parent", ".parent_map")}
    for done in re.findall(r"\{%-?(.*?)-?%\}", template):
        words = done.split()
        if words[:1] == ["for"] and words[2] == "in" and held.get(words[3].removeprefix("this.")) == "list[Inert]":
            inert.add(words[1])
        elif words[:1] not in (["macro"], ["endmacro"], ["endfor"]):
            yield f"{{%{done}%}} is more than a template of draw may do."
    for written in re.findall(r"\{\{(.*?)\}\}", template):
        if written.strip() not in inert:
            yield f"{{{{{written}}}}} writes what did not come through the gate."


def the_gate_alone_says_that_a_text_is_inert(source):
    """Elsewhere the type stands in annotations and imports, and nowhere else: not called, not cast to."""
    if source.path == GATE:
        return []
    annotated = {
        id(inner)
        for node in source.nodes
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if isinstance(annotation, ast.AST)
        for inner in ast.walk(annotation)
    }
    return [
        source.says(node, "only the gate says that a text is inert.")
        for node in source.nodes
        if (isinstance(node, ast.Name) and node.id == "Inert" and id(node) not in annotated)
        or (isinstance(node, ast.Attribute) and node.attr == "Inert")
        or (isinstance(node, ast.Constant) and node.value == "Inert" and not _is_exported(source, node))
    ]


def _is_exported(source, constant):
    lists = [n.value for n in source.nodes if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"]
    return any(constant in ast.walk(one) for one in lists)


def draw_looks_at_no_row_of_a_file(source):
    """Neither at the frames that hold rows, nor at a column of words by its name."""
    if not source.within(("claimatlas/draw",)):
        return []
    looked_at = [
        source.says(node, f".{node.attr} holds rows of a file.")
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr in FRAMES
    ]
    named = [
        source.says(node, f"{node.value} is a column of words.")
        for node in source.nodes
        if isinstance(node, ast.Constant) and node.value in WORDS
    ]
    named += [
        source.says(node, f".{node.attr} is a column of words.")
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr in WORDS
    ]
    return looked_at + named


RULES = (
    only_draw_knows_folium,
    folium_is_handed_nothing_but_constants,
    templates_write_only_what_came_through_the_gate,
    the_gate_alone_says_that_a_text_is_inert,
    draw_looks_at_no_row_of_a_file,
)
TIPS, PAGE = "claimatlas/draw/tips.py", "claimatlas/ui/map_view.py"
ELEMENT = """class Leak(MacroElement):
    words: str
    script: Inert
    _template = Template("{{% macro script(this, kwargs) %}}tell({0});{{% endmacro %}}")
"""
WAYS_AROUND = (
    (only_draw_knows_folium, "claimatlas/ui/screen.py", "import jinja2"),
    (only_draw_knows_folium, "claimatlas/export/page.py", "from branca.element import Element"),
    (only_draw_knows_folium, TIPS, "from folium import Tooltip"),
    (only_draw_knows_folium, TIPS, "import folium.features"),
    (only_draw_knows_folium, TIPS, "from jinja2 import Environment"),
    (folium_is_handed_nothing_but_constants, TIPS, "import folium\nfolium.Popup('x')"),
    (folium_is_handed_nothing_but_constants, TIPS, "import folium as f\nsink = f.GeoJson"),
    (
        folium_is_handed_nothing_but_constants,
        TIPS,
        "import folium\nfolium.FeatureGroup(name=said)",
    ),
    (
        folium_is_handed_nothing_but_constants,
        TIPS,
        "from folium import FeatureGroup\nFeatureGroup(*a)",
    ),
    (templates_write_only_what_came_through_the_gate, TIPS, ELEMENT.format("{{ this.words }}")),
    (templates_write_only_what_came_through_the_gate, TIPS, ELEMENT.format("{{ kwargs['x'] }}")),
    (templates_write_only_what_came_through_the_gate, TIPS, ELEMENT.format("{{ this.script.x }}")),
    (
        templates_write_only_what_came_through_the_gate,
        TIPS,
        ELEMENT.format("{{this.options|tojson}}"),
    ),
    (
        templates_write_only_what_came_through_the_gate,
        TIPS,
        ELEMENT.format("{% for x in this.script %}{{ x }}{% endfor %}"),
    ),
    (templates_write_only_what_came_through_the_gate, TIPS, ELEMENT.format("{% set x = this.words %}")),
    (the_gate_alone_says_that_a_text_is_inert, TIPS, "script = Inert(words)"),
    (the_gate_alone_says_that_a_text_is_inert, PAGE, "script = cast(Inert, words)"),
    (the_gate_alone_says_that_a_text_is_inert, PAGE, "script = cast('Inert', words)"),
    (the_gate_alone_says_that_a_text_is_inert, PAGE, "script = draw.Inert(words)"),
    (draw_looks_at_no_row_of_a_file, "claimatlas/draw/message.py", "told = view.claims.to_dict()"),
    (draw_looks_at_no_row_of_a_file, "claimatlas/draw/message.py", "told = view.latest['summary']"),
    (draw_looks_at_no_row_of_a_file, "claimatlas/draw/message.py", "told = row.claimant"),
)


def every_source():
    paths = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "claimatlas").rglob("*.py")]
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_nothing_goes_past_the_gate(rule):
    offences = [sentence for source in every_source() for sentence in rule(source)]
    assert not offences, "\n".join(["", *offences])


@pytest.mark.parametrize(("rule", "path", "text"), WAYS_AROUND)
def test_a_way_around_the_gate_is_seen(rule, path, text):
    assert rule(Source(path, text))


def test_every_rule_of_the_gate_is_proved_able_to_fail():
    assert {rule for rule, _, _ in WAYS_AROUND} == set(RULES)
