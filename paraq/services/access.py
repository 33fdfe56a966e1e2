"""Who may see what: the one restriction that every search carries."""

from datetime import date

from paraq.query.plan import Among, AnyOf, Between, Everything, Plan
from paraq.records.viewer import Viewer


def sight(viewer: Viewer, today: date | None = None) -> Plan:
    """Return the plan of the pages that a viewer may see: those open by today, and all of the viewer's own fonds."""
    if viewer.fonds is None:
        return Everything()
    day = today or date.today()
    opened = Between("opens", None, int(day.strftime("%Y%m%d")))
    return AnyOf((opened, Among("fonds", tuple(sorted(viewer.fonds))))) if viewer.fonds else opened
