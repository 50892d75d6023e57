"""What editors do with content: begin, translate, withdraw, rename, delete.

Each operation is a function: plain values in, a description of what was written out. A command or a
form in a browser only asks and shows. What editors wrote stays as it is, byte for byte, except for
the places that an operation must change (`relais.desk.splice`), and either all files of an
operation change or none (`relais.desk.writing`).
"""
