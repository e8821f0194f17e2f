"""What numba's compiler does again and again, or for nobody, spared: most of a first start was spent on it.

What comes out stays the same. A numba that is built otherwise is left as it is.
"""

import importlib
import importlib.util
from collections.abc import Collection, Iterable
from types import CodeType
from typing import Any

import llvmlite.binding.ffi
import numba._dynfunc
import numba.core.base
import numba.core.codegen
import numba.core.cpu
import numba.core.imputils
import numba.core.inline_closurecall
import numba.core.ir
import numba.core.postproc
import numba.core.targetconfig
import numba.core.transforms
import numba.core.typed_passes
import numba.core.types
import numba.core.types.functions
import numba.core.typing.context
import numba.core.typing.templates

_algebra: Any = importlib.import_module("numba.np.linalg")
_stack: Any = numba.core.targetconfig.ConfigStack
_functions: Any = numba.core.types.functions.BaseFunction
_overloads: Any = numba.core.typing.templates._OverloadFunctionTemplate
_library: Any = numba.core.codegen.JITCodeLibrary
_context: Any = numba.core.cpu.CPUContext
_number: Any = numba.core.types.Number
_make_function: Any = numba._dynfunc.make_function
_processor: Any = numba.core.postproc.PostProcessor
_inliner: Any = numba.core.inline_closurecall.InlineClosureCallPass
_rewriter: Any = numba.core.typed_passes.NopythonRewrites
_contexts: tuple[Any, ...] = (numba.core.base.BaseContext, numba.core.typing.context.BaseContext)
_registries: tuple[Any, ...] = (numba.core.imputils.builtin_registry, numba.core.typing.templates.builtin_registry)

HANDED_DOWN = ("fastmath", "error_model", "nrt", "forceinline")
"""Options that what a kernel calls takes over from it."""
INLINED = frozenset({"array", "reduce", "stencil"})
"""Names of what numba writes out where it is called, as it does with functions within functions."""
COMPUTES = frozenset({"binop", "call", "inplace_binop", "unary"})
"""Expressions that can make an array."""


def remember() -> None:
    """Have numba remember, in this process. Once is enough: at the import of this module's first user."""
    if hasattr(_functions, "get_call_type"):
        _remember_types()
    if hasattr(_overloads, "_get_impl") and hasattr(_overloads, "_build_impl"):
        _share_parts()
    if hasattr(_library, "finalize") and hasattr(_library, "_optimize_functions"):
        _keep_parts_plain()
        _pass_over_declarations()
    if hasattr(numba.core.ir.Inst, "_rec_list_vars"):
        _list_variables_fast()
    if hasattr(_algebra, "ensure_blas"):
        _leave_scipy_out()
    if hasattr(_processor, "_insert_var_dels"):
        _follow_variables_when_asked()
    if hasattr(_inliner, "run") and hasattr(_rewriter, "run_pass"):
        _write_out_closures_where_there_are()
        _rewrite_what_makes_arrays()
    if all(hasattr(each, "refresh") for each in _contexts):
        _look_for_news_only()
    if hasattr(llvmlite.binding.ffi.lib, "_lock"):
        _tell_nobody_of_locks()


def _remember_types() -> None:
    """Type an operation on the same types once, where numba tries all of its templates each time.

    Only what is the same whatever the options: an operation that is itself compiled for its caller is sought anew.
    """
    seek = _functions.get_call_type

    def get_call_type(function: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws:
            return seek(function, context, args, kws)
        known = function.__dict__.setdefault("_known", {})
        signature = known.get(key := tuple(args))
        if signature is None:
            signature = seek(function, context, args, kws)
            if function._impl_keys.get(signature.args) is function.typing_key:
                known[key] = signature
        return signature

    _functions.get_call_type = get_call_type


def _share_parts() -> None:
    """Compile what kernels call once for all callers that hand down the same options.

    numba compares all options of a caller, some forty, and compiles anew for one that only its caller has a use for.
    Nor does what numba itself brings along need a door for C.
    """

    def get_impl(template: Any, args: Any, kws: Any) -> Any:
        options = _stack.top_or_none()
        own = template._jit_options if hasattr(template, "_jit_options") else {}
        if "no_cpython_wrapper" in own:
            own.setdefault("no_cfunc_wrapper", True)
        if not kws and all(isinstance(kind, _number) for kind in args):
            own = {*own, "_nrt"}  # numbers have no users to count
        key = template.context, tuple(args), tuple(kws.items()), options and _handed_down(options, own)
        if key in template._impl_cache:
            return template._impl_cache[key]
        return template._build_impl(key, args, kws)

    _overloads._get_impl = get_impl


def _handed_down(options: Any, own: Collection[str] = ()) -> tuple[str, ...]:
    """What a caller's options decide for what it calls, but for those of which that has its own."""
    return tuple(str(_plain(getattr(options, name))) for name in HANDED_DOWN if f"_{name}" not in own)


def _plain(option: Any) -> Any:
    """An option as something that reads the same in any order."""
    return sorted(option.flags) if hasattr(option, "flags") else option


def _keep_parts_plain() -> None:
    """Neither optimise a part as a whole nor make machine code of it: its callers take it in, and do both to all.

    numba does so for each part as if somebody could call it; what has no door from Python is only ever linked.
    """
    finalize, get_executable = _library.finalize, _context.get_executable

    def finalize_plainly(library: Any) -> None:
        if not getattr(library, "_is_part", False):
            finalize(library)
            return
        library._raise_if_finalized()
        for linked in dict.fromkeys(library._linking_libraries):
            library._reload_init.update(linked._reload_init)
            library._final_module.link_in(linked._get_module_for_linking(), preserve=True)
        library._finalize_dynamic_globals()
        library._finalized = True

    def executable(context: Any, library: Any, description: Any, env: Any) -> Any:
        options = _stack.top_or_none()
        if options is None or not options.no_cpython_wrapper:
            return get_executable(context, library, description, env)
        library._is_part = True
        library._ensure_finalized()
        name = description.qualname.rpartition(".")[2]
        return _make_function(description.lookup_module(), name, "", 0, env, (library,))

    _library.finalize, _context.get_executable = finalize_plainly, executable


def _pass_over_declarations() -> None:
    """Optimise the functions that a module has, not those that it only names: these are six in seven."""

    def optimize_functions(library: Any, module: Any) -> None:
        module.data_layout = library._codegen._data_layout
        for function in module.functions:
            if not function.is_declaration:
                passes, builder = library._codegen._function_pass_manager()
                passes.run(function, builder)

    _library._optimize_functions = optimize_functions


def _leave_scipy_out() -> None:
    """See whether there is a SciPy without loading it: numba does so for matrices, which no kernel multiplies.

    Where it is installed that was a third of the time in which kernels that are cached were loaded.
    """
    ensure_blas = _algebra.ensure_blas

    def find_blas() -> None:
        if importlib.util.find_spec("scipy") is None:
            raise ImportError("SciPy is required for linear algebra")

    _algebra.ensure_blas = find_blas
    try:
        importlib.import_module("numba.np.arraymath")  # it asks once, as it is loaded
    finally:
        _algebra.ensure_blas = ensure_blas


def _list_variables_fast() -> None:
    """Find the variables of a statement without asking of each place and name in it whether it is one."""
    ir: Any = numba.core.ir
    variable, statement = ir.Var, ir.Inst
    others: set[type] = set()

    def collect(values: Iterable[Any], found: list[Any]) -> None:
        for value in values:
            kind = type(value)
            if kind in others:
                continue
            if isinstance(value, variable):
                found.append(value)
            elif isinstance(value, statement):
                found.extend(value.list_vars())
            elif isinstance(value, list | tuple):
                collect(value, found)
            elif isinstance(value, dict):
                collect(value.values(), found)
            else:
                others.add(kind)

    def rec_list_vars(_: Any, value: Any) -> list[Any]:
        found: list[Any] = []
        collect((value,), found)
        return found

    statement._rec_list_vars = rec_list_vars


def _follow_variables_when_asked() -> None:
    """Find out how long variables live where that is used, which is not after each of the passes that tell it anew."""
    run = _processor.run
    lifetime: Any = numba.core.postproc.VariableLifetime
    tidied: Any = numba.core.transforms.canonicalize_cfg

    def run_lazily(processor: Any, emit_dels: bool = False, extend_lifetimes: bool = False) -> None:
        function = processor.func_ir
        if function.is_generator:
            run(processor, emit_dels, extend_lifetimes)
            return
        function.blocks = tidied(function.blocks)
        function.variable_lifetime = lifetime(function.blocks)  # looks when it is asked
        function.generator_info = None
        if emit_dels:
            processor._insert_var_dels(extend_lifetimes=extend_lifetimes)

    _processor.run = run_lazily


def _write_out_closures_where_there_are() -> None:
    """Seek functions within a function, and how long its variables live, in one that has any."""
    run = _inliner.run

    def run_where_there_are(inliner: Any) -> None:
        code = inliner.func_ir.func_id.code
        if any(isinstance(each, CodeType) for each in code.co_consts) or not INLINED.isdisjoint(code.co_names):
            run(inliner)

    _inliner.run = run_where_there_are


def _rewrite_what_makes_arrays() -> None:
    """Seek what is better computed at once, array by array, in a function that makes an array or looks up by strings.

    For the search numba finds out once more how long all variables live.
    """
    run_pass = _rewriter.run_pass
    types: Any = numba.core.types

    def makes_array(state: Any, statement: Any) -> bool:
        if getattr(getattr(statement, "value", None), "op", None) not in COMPUTES:
            return False
        return isinstance(state.typemap[statement.target.name], types.Array)

    def run_where_worthwhile(rewriter: Any, state: Any) -> bool:
        statements = (each for block in state.func_ir.blocks.values() for each in block.body)
        if any(isinstance(kind, types.StringLiteral) for kind in state.typemap.values()) or any(
            makes_array(state, each) for each in statements
        ):
            return bool(run_pass(rewriter, state))
        return False

    _rewriter.run_pass = run_where_worthwhile


def _look_for_news_only() -> None:
    """Go through what can be compiled only if something was added since: numba does before each function it calls."""

    def watched(refresh: Any) -> Any:
        def refresh_if_new(context: Any) -> None:
            there = _entries(context)
            if context.__dict__.get("_seen") != there:
                refresh(context)
                context._seen = there  # what it has added itself is new to the next one

        return refresh_if_new

    for context in _contexts:
        context.refresh = watched(context.refresh)


def _entries(context: Any) -> int:
    """How many entries are in the lists that a context is made of."""
    lists = {**dict.fromkeys(_registries), **context._registries}  # an intrinsic may add to any of them
    return sum(len(entries) for registry in lists for entries in vars(registry).values() if isinstance(entries, list))


def _tell_nobody_of_locks() -> None:
    """Call into LLVM without an event before and after each call."""
    lock: Any = llvmlite.binding.ffi.lib._lock
    for told in [each for each in lock._cblist if each[0].__module__ == numba.core.base.__name__]:
        lock.unregister(*told)
