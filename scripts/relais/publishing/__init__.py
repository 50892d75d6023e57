"""Putting a verified site before its visitors in one step, and the way back.

A target is a folder that a web server delivers (`folder`) or a bucket (`bucket`). Both keep the
last releases with a manifest each, and both change what visitors see only when everything that the
new release needs is there.
"""
