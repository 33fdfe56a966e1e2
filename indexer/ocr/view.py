"""A page image on its way through cleaning, which never forgets where its pixels came from."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from paraq.records.model import Box

Grey = npt.NDArray[np.uint8]
Affine = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """A grey image made from a part of an original image.

    Attributes:
        grey: The image.
        to_original: 2x3 affine map from its pixels to those of the original.
        size: Width and height of the original.
    """

    grey: Grey
    to_original: Affine
    size: tuple[int, int]

    @classmethod
    def whole(cls, grey: Grey) -> "View":
        """Return the view of an original as it is."""
        return cls(grey, np.array([[1, 0, 0], [0, 1, 0]], np.float64), (grey.shape[1], grey.shape[0]))

    def drawn_from(self, size: tuple[int, int]) -> "View":
        """Return the view as that of an original of this width and height, of which the present one is a smaller drawing."""
        scale = np.diag([size[0] / self.size[0], size[1] / self.size[1]])
        return View(self.grey, np.asarray(scale @ self.to_original, np.float64), size)

    def with_grey(self, grey: Grey) -> "View":
        """Return the view with other grey levels at the same places."""
        return View(grey, self.to_original, self.size)

    def turned(self, quarters: int) -> "View":
        """Return the view turned clockwise by so many quarters."""
        height, width = self.grey.shape
        # Where a pixel of the turned image stood before.
        back = {
            0: [[1, 0, 0], [0, 1, 0]],
            1: [[0, 1, 0], [-1, 0, height]],
            2: [[-1, 0, width], [0, -1, height]],
            3: [[0, -1, width], [1, 0, 0]],
        }[quarters % 4]
        grey = np.ascontiguousarray(np.rot90(self.grey, -quarters))
        return View(grey, self._after(np.array(back, np.float64)), self.size)

    def straightened(self, degrees: float, fill: float) -> "View":
        """Return the view turned counter-clockwise about its middle, made larger so that nothing is cut off."""
        height, width = self.grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        sine, cosine = abs(np.sin(np.deg2rad(degrees))), abs(np.cos(np.deg2rad(degrees)))
        wide, high = int(np.ceil(width * cosine + height * sine)), int(np.ceil(height * cosine + width * sine))
        turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
        grey = cv2.warpAffine(self.grey, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=fill)
        return View(np.asarray(grey, np.uint8), self._after(cv2.invertAffineTransform(turn)), self.size)

    def cropped(self, left: int, top: int, right: int, bottom: int) -> "View":
        """Return a part of the view."""
        grey = np.ascontiguousarray(self.grey[top:bottom, left:right])
        return View(grey, self._after(np.array([[1, 0, left], [0, 1, top]], np.float64)), self.size)

    def scaled(self, factor: float) -> "View":
        """Return the view made larger (smooth) or smaller (averaged)."""
        width, height = (max(1, round(side * factor)) for side in self.grey.shape[::-1])
        way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        grey = cv2.resize(self.grey, (width, height), interpolation=way)
        return self._resized(np.asarray(grey, np.uint8))

    def narrowed(self, factor: float, width: float) -> "View":
        """Return the view made smaller (averaged), its width by a further factor."""
        sides = max(1, round(self.grey.shape[1] * factor * width)), max(1, round(self.grey.shape[0] * factor))
        return self._resized(np.asarray(cv2.resize(self.grey, sides, interpolation=cv2.INTER_AREA), np.uint8))

    def _resized(self, grey: Grey) -> "View":
        (high, wide), (height, width) = self.grey.shape, grey.shape
        return View(grey, self._after(np.array([[wide / width, 0, 0], [0, high / height, 0]], np.float64)), self.size)

    def _after(self, back: npt.ArrayLike) -> Affine:
        return np.asarray(self.to_original @ np.vstack([np.asarray(back, np.float64), [0, 0, 1]]), np.float64)

    def box(self, left: float, top: float, width: float, height: float) -> Box:
        """Return the upright box on the original around a rectangle of the view, cut at the original's edges."""
        right, bottom = left + width, top + height
        corners = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]], np.float64)
        points = corners @ self.to_original.T
        low = np.clip(np.floor(points.min(axis=0) + 1e-6), 0, (self.size[0] - 1, self.size[1] - 1)).astype(int)
        high = np.clip(np.ceil(points.max(axis=0) - 1e-6), 1, self.size).astype(int)
        return Box(int(low[0]), int(low[1]), int(max(1, high[0] - low[0])), int(max(1, high[1] - low[1])))
