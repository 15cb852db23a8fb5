from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    TAKEN = "bookings.taken", "登记占用"
    MOVED = "bookings.moved", "改占用时间"
    RELEASED = "bookings.released", "解除占用"
