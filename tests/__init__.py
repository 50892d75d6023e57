"""The tests of Relais. Each states one behaviour in its docstring."""
