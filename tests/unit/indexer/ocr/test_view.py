import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.ocr.view import View

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("turned"), st.tuples(st.integers(0, 3))),
        st.tuples(st.just("straightened"), st.tuples(st.floats(-15, 15), st.just(255))),
        st.tuples(st.just("scaled"), st.sampled_from([(0.5,), (1.5,), (2.0,)])),
        st.tuples(st.just("narrowed"), st.sampled_from([(1.0, 0.85), (0.8, 0.85)])),
    ),
    max_size=4,
)


@given(STEPS)
def test_a_mark_is_found_where_it_was_whatever_is_done_to_the_page(steps):
    page = np.full((200, 140), 255, np.uint8)
    page[50:70, 90:110] = 0
    view = View.whole(page)
    for step, values in steps:
        view = getattr(view, step)(*values)
    rows, columns = np.nonzero(view.grey < 128)
    top, left = rows.min(), columns.min()
    box = view.box(left, top, columns.max() - left + 1, rows.max() - top + 1)
    # A page made small knows a place to half of its own pixels, which may be large ones of the page.
    slack = max(3.0, 0.6 * max(page.shape) / min(view.grey.shape))
    # Straightening makes the upright box around a turned one larger, never smaller or elsewhere.
    assert box.left <= 90 + slack and box.left + box.width >= 110 - slack
    assert box.top <= 50 + slack and box.top + box.height >= 70 - slack
    assert abs(box.left + box.width / 2 - 100) <= 4 and abs(box.top + box.height / 2 - 60) <= 4


def test_a_crop_keeps_its_place():
    view = View.whole(np.zeros((100, 80), np.uint8)).cropped(10, 20, 60, 90)
    assert view.grey.shape == (70, 50)
    assert view.box(0, 0, 5, 5).as_list() == [10, 20, 5, 5]


def test_boxes_never_leave_the_page():
    view = View.whole(np.zeros((100, 80), np.uint8))
    assert view.box(-20, -20, 500, 500).as_list() == [0, 0, 80, 100]
    assert view.box(79, 99, 40, 40).as_list() == [79, 99, 1, 1]


def test_boxes_on_a_smaller_drawing_are_those_of_its_original():
    view = View.whole(np.zeros((100, 80), np.uint8)).cropped(10, 20, 60, 90).drawn_from((160, 200))
    assert view.size == (160, 200)
    assert view.box(1, 2, 3, 4).as_list() == [22, 44, 6, 8]
