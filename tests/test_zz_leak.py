from hypothesis import given, settings, strategies as st
import duckdb
import pyarrow
@settings(max_examples=2,deadline=None)
@given(st.integers())
def test_e(x):
    pass
