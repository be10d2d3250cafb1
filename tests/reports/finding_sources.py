"""What findings and input errors say in the source: collected from the code itself, so that none is forgotten."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

ROLES = ("rule", "found", "allowed")
# What is made of texts, and which of its values (by name or place) they are.
MADE: Mapping[str, Mapping[str, str]] = {
    "Finding": {role: role for role in ROLES},
    "SyntaxProblem": {"0": "rule", "2": "found", "3": "allowed"},
    "Wrong": {"1": "found", "2": "allowed"},
    **{error: {"0": "message"} for error in ("InputError", "InvalidPortfolio", "MissingFacts", "NotSupported")},
}
# Texts in mappings, and modules whose errors say why a value is none.
LISTED: Mapping[str, tuple[str, ...]] = {"files/yaml_words.py": ("_WORDS",), "domain/schema.py": ("_MISSING_NOTE",)}
VALUES = frozenset(
    {"domain/days.py", "domain/edtf.py", "domain/hours.py", "domain/quantities.py", "domain/readings.py"}
)
EVERYWHERE = frozenset({"fault", "missing_facts"})  # called from other folders too
VALUE = "{}"
_DEEPEST = 6


@dataclass(frozen=True)
class Said:
    """A text of the source with ``{}`` for each value in it; ``role`` is rule, found, allowed or message."""

    role: str
    text: str
    place: str


class Module:
    """One file: its functions, its constants and what encloses what."""

    def __init__(self, path: Path, root: Path) -> None:
        self.name = str(path.relative_to(root))
        self.folder = self.name.partition("/")[0]
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.within: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.within[child] = node
        self.functions = {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}
        self.calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def function_around(self, node: ast.AST) -> ast.FunctionDef | None:
        """The innermost function that holds a node."""
        at: ast.AST | None = self.within.get(node)
        while at is not None and not isinstance(at, ast.FunctionDef):
            at = self.within.get(at)
        return at


class Source:
    """All modules below a folder, and the functions through which texts reach a finding."""

    def __init__(self, root: Path, leave: Iterable[str] = ()) -> None:
        files = (path for path in sorted(root.rglob("*.py")) if "node_modules" not in path.parts)
        self.modules = [module for path in files if not (module := Module(path, root)).name.startswith(tuple(leave))]
        self.constants: dict[tuple[str, str], list[ast.expr]] = defaultdict(list)
        for module in self.modules:
            for node in module.tree.body:
                for name, value in _assigned(node):
                    self.constants[module.name if name.startswith("_") else "", name].append(value)
        # name of a function -> parameter -> role; private ones hold in their module alone
        self.takers: dict[tuple[str, str], dict[str, str]] = {("", name): dict(roles) for name, roles in MADE.items()}
        while self._more_takers():
            pass

    def taker(self, module: Module, call: ast.Call) -> dict[str, str]:
        """Which parameters of what is called become texts of a finding."""
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        return next((found for at in (module.name, module.folder, "") if (found := self.takers.get((at, name)))), {})

    def handed(self, module: Module, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
        """Role and expression of each text that a call hands on."""
        roles = self.taker(module, call)
        for place, value in enumerate(call.args):
            if str(place) in roles:
                yield roles[str(place)], value
        for keyword in call.keywords:
            if keyword.arg in roles:
                yield roles[keyword.arg], keyword.value
            elif keyword.arg is None and isinstance(keyword.value, ast.Name):  # **words: each by its name
                for role in ROLES:
                    if role in roles:
                        yield role, keyword.value

    def _more_takers(self) -> bool:
        grown = False
        for module in self.modules:
            for call in module.calls:
                for role, value in list(self.handed(module, call)):
                    function = module.function_around(call)
                    while function is not None:  # a value may be handed to the function that makes this one
                        grown |= any(self._take(module, function, name, role) for name in _names_in(value))
                        function = module.function_around(function)
        return grown

    def _take(self, module: Module, function: ast.FunctionDef, name: str, role: str) -> bool:
        names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
        keyword_only = [item.arg for item in function.args.kwonlyargs]
        if function.args.kwarg is not None and name == function.args.kwarg.arg:
            name = role
        elif name not in (*names, *keyword_only):
            return False
        where = module.name if function.name.startswith("_") else "" if function.name in EVERYWHERE else module.folder
        roles = self.takers.setdefault((where, function.name), {})
        if names[:1] == ["self"]:
            names = names[1:]
        known = len(roles)
        roles.setdefault(name, role)
        if name in names:
            roles.setdefault(str(names.index(name)), role)
        return len(roles) > known

    def said(self) -> Iterator[Said]:
        """Every text of every finding and input error."""
        for module in self.modules:
            for call in module.calls:
                for role, value in self.handed(module, call):
                    place = f"{module.name}:{call.lineno}"
                    for text in self.texts(module, module.function_around(call), value):
                        yield Said(role, text, place)
            yield from self._listed(module)

            for name, function in module.functions.items():
                if isinstance(function.returns, ast.Name) and function.returns.id == "Wrong":
                    yield from self._returned(module, function, f"{module.name}:{name}")

    def _listed(self, module: Module) -> Iterator[Said]:
        """Texts that a mapping keeps by what they explain, and the reasons why a value cannot be read."""
        for name in LISTED.get(module.name, ()):
            for value in self.constants[module.name, name]:
                assert isinstance(value, ast.Dict)
                yield from (
                    Said("allowed", text, module.name)
                    for item in value.values
                    for text in self.texts(module, None, item)
                )
        for call in module.calls if module.name in VALUES else ():
            name = getattr(call.func, "id", "")
            if name in ("ValueError", "EdtfError", "NoDayLeft"):
                for text in self.texts(module, module.function_around(call), call.args[0]):
                    # what is wrong with a value stands behind the value, which is told beside it
                    reason = text if name == "NoDayLeft" else text.removeprefix(VALUE).removeprefix(":").strip()
                    yield Said("reason", reason, f"{module.name}:{call.lineno}")

    def _returned(self, module: Module, function: ast.FunctionDef, place: str) -> Iterator[Said]:
        """What a check of a single value gives: the rule and what is allowed, first and second."""
        for node in ast.walk(function):
            if isinstance(node, ast.Tuple) and len(node.elts) == 3:
                for role, value in (("rule", node.elts[0]), ("allowed", node.elts[1])):
                    yield from (Said(role, text, place) for text in self.texts(module, function, value))

    # --- what an expression says -------------------------------------------------------------------------------------

    def texts(self, module: Module, function: ast.FunctionDef | None, value: ast.expr, depth: int = 0) -> list[str]:
        """The texts that an expression can be, with ``{}`` for what is only known when it runs."""
        deeper = depth + 1
        match value:
            case _ if depth > _DEEPEST:
                return [VALUE]
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                each = [self._part(module, function, part, deeper) for part in parts]
                return ["".join(chosen) for chosen in product(*each)]
            case ast.IfExp(body=one, orelse=other):
                return [*self.texts(module, function, one, deeper), *self.texts(module, function, other, deeper)]
            case ast.BoolOp(values=parts):
                return [text for part in parts for text in self.texts(module, function, part, deeper)]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                both = product(self.texts(module, function, left, deeper), self.texts(module, function, right, deeper))
                return ["".join(pair).replace(VALUE + VALUE, VALUE) for pair in both]
            case ast.Name(id=name):
                return self._named(module, function, name, deeper)
            case ast.Call(func=ast.Name(id="str"), args=[inner]):
                return self.texts(module, function, inner, deeper)
            case ast.Call(func=ast.Name(id=name)) if name in module.functions:
                asked = module.functions[name]
                returned = [node.value for node in ast.walk(asked) if isinstance(node, ast.Return) and node.value]
                return [text for item in returned for text in self.texts(module, asked, item, deeper)]
        return [VALUE]

    def _part(self, module: Module, function: ast.FunctionDef | None, part: ast.expr, depth: int) -> list[str]:
        """What a part of a text can be: words that are chosen while it runs stand in it, all else is a value."""
        if not isinstance(part, ast.FormattedValue):
            return [str(getattr(part, "value", ""))]
        if isinstance(part.value, ast.Name) and function is not None and part.value.id in _parameters(function):
            return [VALUE]
        texts = self.texts(module, function, part.value, depth)
        if isinstance(part.value, ast.Name):  # what is empty where there is none is told only where there is one
            texts = [text for text in texts if text]
        return list(dict.fromkeys(texts or [VALUE]))

    def _named(self, module: Module, function: ast.FunctionDef | None, name: str, depth: int) -> list[str]:
        at: ast.FunctionDef | None = function
        while at is not None:
            found = [value for node in ast.walk(at) for known, value in _assigned(node) if known == name]
            if found:
                return [text for value in found for text in self.texts(module, at, value, depth)]
            if name in _parameters(at):
                return []  # said where the function is called
            at = module.function_around(at)
        constants = self.constants.get((module.name, name)) or self.constants.get(("", name), [])
        return [text for value in constants for text in self.texts(module, None, value, depth)] or [VALUE]


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names that a statement gives values, each with its value; of a loop over a written list, those of each turn."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.IfExp(body=one, orelse=other)):
            for value in (one, other):
                yield from _pairs(names, value)
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
            yield from _pairs(names, value)
        case ast.For(target=ast.Tuple(elts=names), iter=ast.Tuple(elts=turns)):
            for turn in turns:
                yield from _pairs(names, turn)


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {item.arg for item in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _pairs(names: list[ast.expr], value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(value, ast.Tuple) and len(value.elts) == len(names):
        for name, item in zip(names, value.elts, strict=True):
            if isinstance(name, ast.Name):
                yield name.id, item


def _names_in(value: ast.expr) -> list[str]:
    """Names that are handed on as they are: ``found``, ``str(found)``, ``found or other``."""
    match value:
        case ast.Name(id=name):
            return [name]
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return _names_in(inner)
        case ast.BoolOp(values=parts):
            return [name for part in parts for name in _names_in(part)]
        case ast.IfExp(body=one, orelse=other):
            return [*_names_in(one), *_names_in(other)]
    return []
