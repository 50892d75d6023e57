"""The commands of `relais`, one module each: options in, calls of the package, words out.

A command decides nothing that a form in a browser would have to decide again: that is done by the
package's other modules. Each imports what it needs when it runs, so that `--help` and a quick check
stay quick.
"""
