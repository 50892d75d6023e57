"""The templates of overrides/, compiled to plainer Python than Jinja makes of them by itself.

What they show is the same (`tests/build/test_rendering.py` compares every page), in three quarters
of the time: Jinja's own code asks at each dot, call and output for things that our templates do
not use, such as keys of mappings after a dot or functions that want to be given the context.
"""

from __future__ import annotations

import hashlib
import re
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from jinja2.compiler import Frame

_OPTIONS: Final[dict[str, Any]] = {
    "undefined": jinja2.StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
_is_special: Final = re.compile("[&<>'\"]").search


def environment(root: Path, *, follow: bool = False) -> jinja2.Environment:
    """Return the environment of the templates of the project at `root`.

    It escapes everything by default, and a misspelt name fails instead of showing nothing. With
    `follow` it looks for changes of a template whenever that is used.
    """
    return _Templates(
        loader=jinja2.FileSystemLoader(root / "overrides"),
        auto_reload=follow,
        bytecode_cache=_bytecode(),
        cache_size=-1,  # all: to keep the least used in mind takes longer
        **_OPTIONS,
    )


class _PlainPython(CodeGenerator):
    """Writes what a template says as a dot, a call and an output of Python."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `(thing).name`, which is never the key of a mapping."""
        if iskeyword(node.attr) or node.node == nodes.Name("self", "load"):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's own signature
    ) -> None:
        """Write a call of a function, which never wants to be given the context besides."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write what stands together as one text: each text goes through several generators."""
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        finalize = self._make_finalize()
        self.writeline("yield ''.join((", node)
        for child in node.nodes:
            self.newline(child)
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self._output_child_pre(child, frame, finalize)
                self.visit(child, frame)
                self._output_child_post(child, frame, finalize)
            self.write(", ")
        self.write("))")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class _Templates(jinja2.Environment):
    code_generator_class = _PlainPython

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows besides: copied for each page, which a plain map is soon."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def shown(value: object) -> str:
        """Return a value as it stands in HTML, which `escape` says too, with less ado."""
        if type(value) is str:
            return escape(value) if _is_special(value) else value
        if type(value) is Markup:
            return value
        html: Callable[[], str] | None = getattr(value, "__html__", None)
        return html() if html else escape(value)


def _bytecode() -> jinja2.BytecodeCache | None:
    """Return where compiled templates are kept: with Python's own bytecode, as they are code too.

    That is not below .relais/, of which a copy may come from elsewhere. None if nothing can be
    written there.
    """
    made_with = f"{jinja2.__version__} {_OPTIONS} {Path(__file__).read_text('utf-8')}"
    digest = hashlib.sha256(made_with.encode()).hexdigest()[:16]
    folder = Path(__file__).parent / "__pycache__" / f"templates-{digest}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Bytecode(str(folder))


class _Bytecode(jinja2.FileSystemBytecodeCache):
    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the same for a template of every project: its text is compared besides."""
        del filename
        return super().get_cache_key(name)
