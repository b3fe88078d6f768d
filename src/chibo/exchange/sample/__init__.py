"""The sample cell: made-up people whose figures are those of the article of 2018."""

from chibo.exchange.sample.loading import load_sample, sample_cell
from chibo.exchange.sample.shape import SampleCell, read_cell

__all__ = ["SampleCell", "load_sample", "read_cell", "sample_cell"]
