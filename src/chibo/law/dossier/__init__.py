"""The frozen facts of one whole dossier and its file form (JSON, versioned, read strictly)."""

from chibo.law.dossier.form import VERSION, FileFault, from_file, schema, to_file
from chibo.law.dossier.whole import DossierFacts

__all__ = ["VERSION", "DossierFacts", "FileFault", "from_file", "schema", "to_file"]
