"""The sentences that the program can say, read from its source.

A sentence stands where something is called that tells one: ``refuse(rule, HERE)``, ``Why(detail=HERE)``, or is what a
function gives that makes sentences. It is followed through names, conditions, sums and functions to the texts that it
is made of. What is known only when the program runs is a value, ``{}`` here; a text chosen while it runs stands in it
as it is, so that one sentence may be several texts. Texts that come into a sentence by way of a list, a mapping or a
function are phrases of their own.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path

import stagehold

SOURCE = Path(stagehold.__file__).parent
VALUE = "{}"
MOST_TEXTS = 200  # of one sentence; a sentence of more is better made of phrases
_SAME = ("strip", "rstrip", "removeprefix", "removesuffix", "lower")


@dataclass(frozen=True, slots=True)
class Place:
    """Which argument of a call is told: by its number, its name, or both."""

    number: int | None = None
    name: str | None = None
    phrase: bool = False

    def of(self, call: ast.Call) -> ast.expr | None:
        """The argument, where the call has one."""
        named = next((item.value for item in call.keywords if item.arg == self.name), None)
        if named is None and self.number is not None and len(call.args) > self.number:
            return call.args[self.number]
        return named


@dataclass(slots=True)
class Told:
    """All that was found: texts by where they stand, and sentences that are made elsewhere, as they are written."""

    sentences: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    passed_on: set[str] = field(default_factory=set)


class Module:
    """One file of the source."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".")
        self.where = path.relative_to(SOURCE).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def parents(self) -> Mapping[ast.AST, ast.AST]:
        """The node around each node."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def functions(self) -> Mapping[str, list[ast.FunctionDef]]:
        """All functions and methods by name."""
        found: dict[str, list[ast.FunctionDef]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
        return found

    @cached_property
    def imports(self) -> Mapping[str, tuple[str, str]]:
        """Names taken from other modules: the module and the name there."""
        nodes = [node for node in self.tree.body if isinstance(node, ast.ImportFrom) and node.module]
        return {item.asname or item.name: (str(node.module), item.name) for node in nodes for item in node.names}

    def function_of(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The function around a node."""
        at = self.parents.get(node)
        while at is not None and not isinstance(at, ast.FunctionDef | ast.AsyncFunctionDef):
            at = self.parents.get(at)
        return at


class Reading:
    """Follows sentences through the modules given, and whatever these take from others."""

    def __init__(
        self,
        paths: Iterable[Path],
        places: Mapping[str, Place],
        functions: Collection[str] = (),
        keys: Collection[str] = (),
    ) -> None:
        self._places = places
        self._functions = functions
        self._keys = keys
        self._modules = {module.name: module for module in map(Module, paths)}
        self._busy: list[ast.AST] = []
        self.told = Told()

    def read(self) -> Told:
        """Find all of them."""
        for module in list(self._modules.values()):
            for node in ast.walk(module.tree):
                place = self._places.get(_callee(node)) if isinstance(node, ast.Call) else None
                given = None if place is None else place.of(node)
                if place is not None and place.phrase and given is not None:
                    self._keep_phrases(module, given, self._texts(module, given))
                elif given is not None:
                    self._keep(module, given)
                for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
                    if isinstance(key, ast.Constant) and key.value in self._keys:
                        self._keep(module, value)
            for name, made in module.functions.items():
                for one in made if f"{module.where}:{name}" in self._functions else ():
                    for value in _given_back(module, one):
                        self._keep(module, value)
        return self.told

    def _keep(self, module: Module, given: ast.expr) -> None:
        """A sentence, or where it is made elsewhere, how that is written."""
        for text in self._texts(module, given):
            if _says_something(text):
                self.told.sentences.setdefault(text, f"{module.where}:{given.lineno}")
            elif text:
                self.told.passed_on.add(f"{module.where}: {ast.unparse(given)}")

    # --- what an expression may be -----------------------------------------------------------------------------------

    def _texts(self, module: Module, node: ast.expr, *, inside: bool = False) -> set[str]:
        """The texts of an expression; ``inside`` a sentence, where what a call gives is a phrase."""
        if node in self._busy:
            return {VALUE}
        self._busy.append(node)
        try:
            found = self._plain_texts(module, node, inside)
        finally:
            self._busy.pop()
        assert len(found) <= MOST_TEXTS, f"{module.where}:{node.lineno} has {len(found)} texts"
        return found

    def _plain_texts(self, module: Module, node: ast.expr, inside: bool) -> set[str]:
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr(values=parts):
                return _joined(self._part(module, part) for part in parts)
            case ast.IfExp(body=one, orelse=other):
                return self._texts(module, one, inside=inside) | self._texts(module, other, inside=inside)
            case ast.BoolOp(values=parts):
                return set().union(*(self._texts(module, part, inside=inside) for part in parts))
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return _joined(self._texts(module, part, inside=inside) for part in (left, right))
            case ast.NamedExpr(value=value):
                return self._texts(module, value, inside=inside)
            case ast.Name():
                return self._named(module, node, inside)
            case ast.Call() | ast.Subscript():
                found = self._called(module, node) if isinstance(node, ast.Call) else self._looked_up(module, node)
                if not inside:
                    return found
                self._keep_phrases(module, node, found)
                return {VALUE}
        return {VALUE}

    def _part(self, module: Module, part: ast.expr) -> set[str]:
        if not isinstance(part, ast.FormattedValue):
            return self._texts(module, part)
        if part.format_spec is not None or part.conversion != -1:
            return {VALUE}
        return self._texts(module, part.value, inside=True)

    def _keep_phrases(self, module: Module, node: ast.expr, texts: Iterable[str]) -> None:
        for text in texts:
            if _says_something(text):
                self.told.phrases.setdefault(text, f"{module.where}:{node.lineno}")

    # --- names -------------------------------------------------------------------------------------------------------

    def _named(self, module: Module, node: ast.Name, inside: bool) -> set[str]:
        found: set[str] = set()
        for value, place in self._assigned(module, node):
            texts = self._texts(module, value, inside=inside) if place is None else self._of_pair(module, value, place)
            if place is not None and inside:
                self._keep_phrases(module, value, texts)
                texts = {VALUE}
            found |= texts
        if found or node.id not in module.imports:
            return found or {VALUE}
        return self._imported(module, node)

    def _assigned(self, module: Module, node: ast.Name) -> Iterator[tuple[ast.expr, int | None]]:
        """What a name is set to, in the function around it or else in its module; with the place in a pair."""
        around = module.function_of(node)
        while around is not None:
            if node.id in _parameters(around):
                return
            found = list(_settings_of(node.id, ast.walk(around)))
            if found:
                yield from found
                return
            around = module.function_of(around)
        yield from _settings_of(node.id, module.tree.body)

    def _of_pair(self, module: Module, value: ast.expr, place: int) -> set[str]:
        """One part of what is set: of a tuple, or of the tuples that a mapping gives."""
        if isinstance(value, ast.Tuple):
            return self._texts(module, value.elts[place])
        values = self._values_of(module, value) if isinstance(value, ast.Subscript) else []
        found: set[str] = set()
        for item in values:
            found |= self._texts(module, item.elts[place]) if isinstance(item, ast.Tuple) else {VALUE}
        return found or {VALUE}

    def _imported(self, module: Module, node: ast.Name) -> set[str]:
        other, name = self._other(module, node.id)
        if other is None:
            return {VALUE}
        found: set[str] = set()
        for value, place in _settings_of(name, other.tree.body):
            found |= self._texts(other, value) if place is None else {VALUE}
        return found or {VALUE}

    def _other(self, module: Module, name: str) -> tuple[Module | None, str]:
        source, original = module.imports.get(name, ("", name))
        path = SOURCE.parent / (source.replace(".", "/") + ".py")
        if not source.startswith("stagehold") or not path.is_file():
            return None, original
        if source not in self._modules:
            self._modules[source] = Module(path)
        return self._modules[source], original

    # --- calls and mappings ------------------------------------------------------------------------------------------

    def _called(self, module: Module, call: ast.Call) -> set[str]:
        """What a call gives: a list put together is a value made of phrases."""
        function, name = call.func, _callee(call)
        if name == "join" and call.args:
            self._keep_phrases(module, call, self._elements(module, call.args[0]))
            return {VALUE}
        if isinstance(function, ast.Attribute) and name in _SAME:
            return self._texts(module, function.value)
        if isinstance(function, ast.Attribute) and name == "get":
            looked = ast.Subscript(value=function.value, slice=call.args[0], ctx=ast.Load())
            ast.copy_location(looked, call)
            found = self._looked_up(module, looked)
            return found | (self._texts(module, call.args[1]) if len(call.args) > 1 else set())
        for given in call.args:
            if isinstance(given, ast.GeneratorExp | ast.ListComp | ast.Name):
                self._keep_phrases(module, given, self._elements(module, given))
        own = isinstance(function, ast.Name) or ast.unparse(function).startswith("self.")
        home, original = module, name
        if isinstance(function, ast.Name) and name not in module.functions:
            other, original = self._other(module, name)
            home = other or module
        found = set()
        for made in home.functions.get(original, ()) if own else ():
            for value in _given_back(home, made):
                found |= self._texts(home, value)
        return found or {VALUE}

    def _elements(self, module: Module, node: ast.expr) -> set[str]:
        """The texts of the parts of a list."""
        match node:
            case ast.GeneratorExp(elt=each) | ast.ListComp(elt=each):
                return self._texts(module, each)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return set().union(*(self._texts(module, part) for part in parts))
            case ast.Call(args=given) if _callee(node) not in self._places:
                return set().union(*(self._elements(module, item) for item in given))
            case ast.Name():
                return set().union(*(self._elements(module, value) for value, _ in self._assigned(module, node)))
        return set()

    def _looked_up(self, module: Module, node: ast.Subscript) -> set[str]:
        values = self._values_of(module, node)
        return set().union(*(self._texts(module, value) for value in values)) if values else {VALUE}

    def _values_of(self, module: Module, node: ast.Subscript) -> list[ast.expr]:
        """The values of a mapping that is written down under a name."""
        if not isinstance(node.value, ast.Name):
            return []
        home: Module | None = module
        given = [value for value, _ in self._assigned(module, node.value)]
        if not given:
            home, name = self._other(module, node.value.id)
            given = [] if home is None else [value for value, _ in _settings_of(name, home.tree.body)]
        return [item for value in given if isinstance(value, ast.Dict) for item in value.values]


def _given_back(module: Module, made: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(made):
        if isinstance(node, ast.Return) and node.value is not None and module.function_of(node) is made:
            yield node.value


def _callee(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    given = function.args
    return {item.arg for item in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def _settings_of(name: str, nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.expr, int | None]]:
    for node in nodes:
        if isinstance(node, ast.For):
            yield from ((value, None) for value in _values_looped(name, node))
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        value = node.value
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name) and target.id == name:
                yield value, None
            elif isinstance(target, ast.Tuple):
                for place, item in enumerate(target.elts):
                    if isinstance(item, ast.Name) and item.id == name:
                        yield value, place


def _values_looped(name: str, loop: ast.For) -> Iterator[ast.expr]:
    """The mapping, as if looked up, whose values a loop gives to a name: ``for _, name in MAPPING.items()``."""
    given, target = loop.iter, loop.target
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Attribute) and isinstance(target, ast.Tuple):
        last = target.elts[-1]
        if given.func.attr == "items" and isinstance(last, ast.Name) and last.id == name:
            looked = ast.Subscript(given.func.value, ast.Constant(0), ast.Load())
            yield ast.copy_location(looked, given)


def _joined(parts: Iterable[set[str]]) -> set[str]:
    return {"".join(chosen) for chosen in product(*parts)}


def _says_something(text: str) -> bool:
    return any(sign.isalpha() for sign in text.replace(VALUE, ""))
