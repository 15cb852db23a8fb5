from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    REGISTER_TAKEN = "desk.register_taken", "带出登记簿"
