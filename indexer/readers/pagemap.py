"""Where a place on a PDF page stands on its image."""

import ctypes
import math
from typing import Any

from paraq import imaging
from paraq.records.model import Box

# Steps of the device grid on which pdfium is asked for the map from page to image; fine enough for a tenth of a pixel.
GRID = 100_000


class PageMap:
    """Maps rectangles of a PDF page, in points, to boxes on its image, in pixels, whatever its rotation and crop."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = imaging.pdf_page_size(page)
        origin, right, up = (self._probe(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
        self._x = (origin[0], (right[0] - origin[0]) / 1000, (up[0] - origin[0]) / 1000)
        self._y = (origin[1], (right[1] - origin[1]) / 1000, (up[1] - origin[1]) / 1000)
        self.scale = math.hypot(self._x[1], self._y[1])
        """Pixels a point."""

    def _probe(self, page: Any, x: float, y: float) -> tuple[float, float]:
        import pypdfium2.raw as pdfium

        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, across, down)
        return across.value * self.width / GRID, down.value * self.height / GRID

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point in pixels; at the border of the image if it is beyond."""
        across = self._x[0] + self._x[1] * x + self._x[2] * y
        down = self._y[0] + self._y[1] * x + self._y[2] * y
        return max(0.0, min(across, float(self.width))), max(0.0, min(down, float(self.height)))

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the box of a rectangle; on the page where it sticks out."""
        (start_x, across_x, up_x), (start_y, across_y, up_y) = self._x, self._y
        one, other = start_x + across_x * left + up_x * top, start_x + across_x * right + up_x * bottom
        first, last = (int(one), int(other) + 1) if one < other else (int(other), int(one) + 1)
        one, other = start_y + across_y * left + up_y * top, start_y + across_y * right + up_y * bottom
        upper, lower = (int(one), int(other) + 1) if one < other else (int(other), int(one) + 1)
        first, last = max(0, min(first, self.width - 1)), min(last, self.width)
        upper, lower = max(0, min(upper, self.height - 1)), min(lower, self.height)
        return Box(first, upper, max(1, last - first), max(1, lower - upper))
