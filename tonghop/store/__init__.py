"""The store: immutable versions and a pointer, files as received, what people record. Nobody else opens DuckDB."""

from tonghop.store.versions import Draft, Store, store_folder

__all__ = ["Draft", "Store", "store_folder"]
