"""List the small changes that can be made to a module, and make one of them.

The operators, each by the name under which a report shows it:

- comparison: `<` becomes `<=` and `>=`; `==` `!=`, `is` `is not`, `in` `not in` change places
- condition: the test of an `if`, `while` or conditional expression is negated; a `not` goes
- part: one part of an `and` or `or`, of a `|` or `&`, or the filter of a comprehension goes
- and/or: `and` and `or` change places
- number: a whole number becomes one more, and one less
- boolean: `True` and `False` change places
- arithmetic: `+` and `-`, `*` and `//` change places; a minus sign goes
- call: `min` and `max`, `any` and `all` change places
- return: another value of the same kind is given: one more, the opposite, nothing
- statement: a call, a yield, a raise or an assignment to what had a value before goes
- arm: an arm of a `match` goes; so does the guard of one
- loop: `break` and `continue` change places

Left alone are annotations, decorators, imports, assertions, documentation, and words meant for a reader
(texts, and what stands inside a formatted text or an exception).
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace

from mutants.change import Found, Key, Made, Mutant, Scope, Slot, mutant, told

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
EMPTY = {"list": "[]", "tuple": "()", "dict": "{}", "set": "set()", "frozenset": "frozenset()"}


def parsed(source: str) -> ast.Module:
    """Read a module."""
    return ast.parse(source)


def mutants_of(module: str, tree: ast.Module) -> list[tuple[Mutant, Made]]:
    """List the changes to a module, in the order of its text, each with what makes it in the tree."""
    found: list[tuple[Mutant, Made]] = []
    seen: Counter[Key] = Counter()
    for change, make in _body(tree, "body", Scope(module=module)):
        numbered = replace(change, number=seen[change.key])
        seen[change.key] += 1
        found.append((numbered, make))
    return found


# -- statements ------------------------------------------------------------------------------


def _body(parent: ast.AST, field: str, scope: Scope) -> Found:
    for index, statement in enumerate(getattr(parent, field)):
        yield from _statement(Slot(parent, field, index), statement, scope)


def _statement(slot: Slot, node: ast.stmt, scope: Scope) -> Found:
    at = replace(scope, first=node.lineno, last=node.end_lineno or node.lineno, around=None)
    match node:
        case ast.FunctionDef():
            yield from _function(node, scope)
        case ast.ClassDef():
            inner = replace(scope, function=_joined(scope, node.name))
            owner = (*scope.owner, node.name) if not scope.is_inside else scope.owner
            yield from _body(node, "body", replace(inner, owner=owner))
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Pass() | ast.Global():
            return
        case ast.Break() | ast.Continue():
            other = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
            yield from mutant(at, "loop", slot, ast.copy_location(other, node))
        case ast.Raise():
            yield from _removed(slot, node, at)
        case ast.Return():
            yield from _returned(node, at)
            yield from _expressions(node, ("value",), at)
        case ast.Expr():
            yield from _called(slot, node, at)
        case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
            yield from _assigned(slot, node, at)
        case ast.If() | ast.While():
            if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                return
            header = replace(at, last=node.test.end_lineno or node.lineno)
            yield from _tested(node, header)
            yield from _body(node, "body", scope)
            yield from _body(node, "orelse", scope)
        case ast.For():
            header = replace(at, last=node.iter.end_lineno or node.lineno)
            yield from _expressions(node, ("iter",), header)
            yield from _body(node, "body", scope)
            yield from _body(node, "orelse", scope)
        case ast.Match():
            header = replace(at, last=node.subject.end_lineno or node.lineno)
            yield from _expressions(node, ("subject",), header)
            yield from _arms(node, header, scope)
        case ast.With():
            yield from _body(node, "body", scope)
        case ast.Try():
            for field in ("body", "orelse", "finalbody"):
                yield from _body(node, field, scope)
            for handler in node.handlers:
                yield from _body(handler, "body", scope)
        case _:
            return


def _joined(scope: Scope, name: str) -> str:
    return f"{scope.function}.{name}" if scope.function else name


def _function(node: ast.FunctionDef, scope: Scope) -> Found:
    name = _joined(scope, node.name)
    early = replace(scope, function=name, first=node.lineno, last=node.lineno)
    for field in ("defaults", "kw_defaults"):
        for index, default in enumerate(getattr(node.args, field)):
            if default is not None:
                yield from _expression(Slot(node.args, field, index), default, early)
    arguments = [*node.args.args, *node.args.kwonlyargs]
    stored = Counter(
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    )
    again = {name for name, times in stored.items() if times > 1}
    inner = replace(
        scope,
        function=name,
        owner=scope.owner if scope.is_inside else (*scope.owner, node.name),
        is_inside=True,
        returns=ast.unparse(node.returns) if node.returns is not None else "",
        bound=frozenset({a.arg for a in arguments} | again),
    )
    yield from _body(node, "body", inner)


def _removed(slot: Slot, node: ast.stmt, scope: Scope) -> Found:
    """Let a statement stand where it is never reached, so that a generator stays one."""
    never = ast.If(test=ast.Constant(value=False), body=[node], orelse=[])
    old = slot.get()
    before = told(old)
    yield (
        Mutant(
            module=scope.module,
            function=scope.function,
            operator="statement",
            change=f"{before} -> (nothing)",
            line=node.lineno,
            first=scope.first,
            last=scope.last,
            owner=scope.owner if scope.is_inside else (),
        ),
        lambda: slot.put(ast.copy_location(never, node)),
    )


def _called(slot: Slot, node: ast.Expr, scope: Scope) -> Found:
    if isinstance(node.value, ast.Constant):  # documentation
        return
    if isinstance(node.value, ast.Call) and _name(node.value.func) == "assert_never":
        return
    if not _is_initializer(node.value):
        yield from _removed(slot, node, scope)
    yield from _expressions(node, ("value",), scope)


def _is_initializer(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "__init__"
    )


def _assigned(slot: Slot, node: ast.Assign | ast.AugAssign | ast.AnnAssign, scope: Scope) -> Found:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {each.id for each in targets if isinstance(each, ast.Name)}
    if "__all__" in names or node.value is None:
        return
    if isinstance(node.value, ast.Call) and _name(node.value.func) in ("TypeVar", "Struct"):
        return
    if _is_rewritten(node, targets, scope):
        yield from _removed(slot, node, scope)
    if not scope.is_inside and isinstance(node.value, ast.BinOp | ast.Subscript):
        return  # the name of a type
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        other = ast.AugAssign(target=node.target, op=ARITHMETIC[type(node.op)](), value=node.value)
        yield from mutant(scope, "arithmetic", slot, ast.copy_location(other, node))
    yield from _expressions(node, ("value",), scope)


def _is_rewritten(
    node: ast.Assign | ast.AugAssign | ast.AnnAssign, targets: list[ast.expr], scope: Scope
) -> bool:
    """Tell whether what is assigned to had a value before, as far as one can see."""
    if not scope.is_inside or isinstance(node, ast.AnnAssign):
        return False
    if isinstance(node, ast.AugAssign):
        return True
    if scope.function.endswith(("__init__", "__post_init__")):
        return False
    return all(
        isinstance(each, ast.Subscript | ast.Attribute)
        or (isinstance(each, ast.Name) and each.id in scope.bound)
        for each in targets
    )


def _arms(node: ast.Match, header: Scope, scope: Scope) -> Found:
    for index, case in enumerate(node.cases):
        if len(node.cases) > 1:
            yield from _arm_removed(node, case, header)
        if case.guard is not None:
            slot = Slot(case, "guard")
            no_guard = ast.copy_location(ast.Constant(value=True), case.guard)
            yield from mutant(header, "arm", slot, no_guard)
            yield from _expression(slot, case.guard, header)
        yield from _body(node.cases[index], "body", scope)


def _arm_removed(node: ast.Match, case: ast.match_case, scope: Scope) -> Found:
    def make() -> None:
        node.cases.remove(case)

    first = told(case.body[0])
    yield (
        Mutant(
            module=scope.module,
            function=scope.function,
            operator="arm",
            change=f"{told(case)}: {first} -> (no such arm)",
            line=case.pattern.lineno,
            first=scope.first,
            last=scope.last,
            owner=scope.owner if scope.is_inside else (),
        ),
        make,
    )


def _tested(node: ast.If | ast.While | ast.IfExp, scope: Scope) -> Found:
    """Negate a condition, where no single comparison in it can be turned round instead."""
    slot = Slot(node, "test")
    yield from _negated(slot, node.test, scope)
    yield from _expression(slot, node.test, scope)


def _negated(slot: Slot, test: ast.expr, scope: Scope) -> Found:
    is_turned = isinstance(test, ast.Compare) and len(test.ops) == 1
    is_not = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    if not is_turned and not is_not and not isinstance(test, ast.Constant):
        negated = ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=test), test)
        yield from mutant(scope, "condition", slot, negated)


def _returned(node: ast.Return, scope: Scope) -> Found:
    """Give another value of the same kind, where the kind is known; else nothing."""
    slot = Slot(node, "value")
    value = node.value
    if value is None or isinstance(value, ast.Constant):
        return
    returns = scope.returns
    kind = returns.split("[")[0]
    new: ast.expr
    if returns == "bool":
        if isinstance(value, ast.Compare | ast.BoolOp | ast.UnaryOp):
            return
        new = ast.UnaryOp(op=ast.Not(), operand=value)
    elif returns in ("int", "Instant"):
        new = ast.BinOp(left=value, op=ast.Add(), right=ast.Constant(value=1))
    elif kind in EMPTY:
        new = ast.parse(EMPTY[kind], mode="eval").body
        if ast.unparse(new) == ast.unparse(value):
            return
    else:
        new = ast.Constant(value=None)
    yield from mutant(
        scope, "return", slot, ast.copy_location(new, value), Slot(slot.parent, "value")
    )


# -- expressions -----------------------------------------------------------------------------


def _expressions(node: ast.AST, fields: tuple[str, ...], scope: Scope) -> Found:
    for field in fields:
        value = getattr(node, field)
        if isinstance(value, ast.expr):
            yield from _expression(Slot(node, field), value, scope)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, ast.expr):
                    yield from _expression(Slot(node, field, index), each, scope)


def _expression(slot: Slot, node: ast.expr, scope: Scope) -> Found:
    match node:
        case ast.JoinedStr():
            return
        case ast.Constant():
            yield from _constant(slot, node, scope)
            return
        case _:
            scope = replace(scope, around=slot)
    match node:
        case ast.Compare():
            yield from _compared(node, slot, scope)
        case ast.BoolOp():
            yield from _parts(node, slot, scope)
        case ast.BinOp():
            yield from _computed(node, slot, scope)
        case ast.UnaryOp():
            if isinstance(node.op, ast.USub | ast.Not):
                name = "condition" if isinstance(node.op, ast.Not) else "arithmetic"
                yield from mutant(scope, name, slot, node.operand)
            if not isinstance(node.operand, ast.Constant):
                yield from _expressions(node, ("operand",), scope)
        case ast.Call():
            yield from _call(node, slot, scope)
        case ast.IfExp():
            yield from _tested(node, scope)
            yield from _expressions(node, ("body", "orelse"), scope)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            yield from _expressions(node, ("elt",), scope)
            yield from _filters(node, slot, scope)
        case ast.DictComp():
            yield from _expressions(node, ("key", "value"), scope)
            yield from _filters(node, slot, scope)
        case ast.Lambda():
            yield from _expressions(node, ("body",), scope)
        case ast.Slice():
            yield from _expressions(node, ("lower", "upper"), scope)
        case _:
            yield from _expressions(node, node._fields, scope)


def _constant(slot: Slot, node: ast.Constant, scope: Scope) -> Found:
    shown = scope.around
    if isinstance(node.value, bool):
        other = ast.copy_location(ast.Constant(value=not node.value), node)
        yield from mutant(scope, "boolean", slot, other, shown)
    elif isinstance(node.value, int):
        for more in (1, -1):
            other = ast.copy_location(ast.Constant(value=node.value + more), node)
            yield from mutant(scope, "number", slot, other, shown)


def _compared(node: ast.Compare, slot: Slot, scope: Scope) -> Found:
    for index, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield from mutant(scope, "comparison", Slot(node, "ops", index), other(), slot)
    yield from _expressions(node, ("left", "comparators"), scope)


def _parts(node: ast.BoolOp, slot: Slot, scope: Scope) -> Found:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield from mutant(scope, "and/or", Slot(node, "op"), other, slot)
    for index in range(len(node.values)):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        left = rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)
        yield from mutant(scope, "part", slot, ast.copy_location(left, node))
    yield from _expressions(node, ("values",), scope)


def _computed(node: ast.BinOp, slot: Slot, scope: Scope) -> Found:
    if isinstance(node.op, ast.BitOr | ast.BitAnd):
        yield from mutant(scope, "part", slot, node.left)
        yield from mutant(scope, "part", slot, node.right)
    elif type(node.op) in ARITHMETIC:
        yield from mutant(scope, "arithmetic", Slot(node, "op"), ARITHMETIC[type(node.op)](), slot)
    yield from _expressions(node, ("left", "right"), scope)


def _call(node: ast.Call, slot: Slot, scope: Scope) -> Found:
    name = _name(node.func)
    if isinstance(node.func, ast.Name) and name in CALLS:
        other = ast.copy_location(ast.Name(id=CALLS[name], ctx=ast.Load()), node.func)
        yield from mutant(scope, "call", Slot(node, "func"), other, slot)
    yield from _expressions(node, ("func", "args"), scope)
    for keyword in node.keywords:
        if keyword.arg not in ("strict", "text", "words", "note", "default_factory"):
            yield from _expression(Slot(keyword, "value"), keyword.value, scope)


def _filters(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, slot: Slot, scope: Scope
) -> Found:
    for generator in node.generators:
        yield from _expressions(generator, ("iter",), scope)
        for index, test in enumerate(generator.ifs):
            place = Slot(generator, "ifs", index)
            always = ast.copy_location(ast.Constant(value=True), test)
            yield from mutant(scope, "part", place, always, slot)
            yield from _expression(place, test, scope)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
