"""Paper: keeps files safely, turns a context into DOCX, XLSX, PDF; knows no domain."""
