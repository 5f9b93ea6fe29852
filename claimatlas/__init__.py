"""Claim Atlas: who claims what, where and when, in an armed conflict.

A claim is not a fact; silence is not control.
"""

__version__ = "0.1.0"
