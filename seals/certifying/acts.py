from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    TEMPLATE_MADE = "seals.certificate_template.made", "设证明模板"
    TEMPLATE_AMENDED = "seals.certificate_template.amended", "改证明模板"
    ISSUED = "seals.certificate.issued", "开具证明"
    PRINT_ASKED = "seals.certificate.print_asked", "打印证明"
    PRINTED = "seals.certificate.printed", "生成证明"
