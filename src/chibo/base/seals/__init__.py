"""A keyed print of every record, renewed by acts only: what is changed any other way is found (ADR 0038).

``layout`` says which tables are records and how a row reads as text; ``touching`` has the database note which rows a
transaction touched and how they read before; ``sealing`` prints them anew when the act ends; ``checking`` compares.
Nothing here is called by an act: ``audit.record`` tells that an act takes place, and the engine when it ends.
"""
