from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    SIGNED_IN = "people.signed_in", "登录"
    SIGNED_OUT = "people.signed_out", "退出"
    IDENTITY_CONFIRMED = "people.identity.confirmed", "再输密码确认"
    HIRED = "people.officer.hired", "建立人员账号"
    ADMINISTRATOR_ADMITTED = "people.administrator.admitted", "设立管理员"
    OFFICER_AMENDED = "people.officer.amended", "更改人员资料"
    ACCOUNT_DISABLED = "people.account.disabled", "停用账号"
    ACCOUNT_ENABLED = "people.account.enabled", "恢复账号"
    PASSWORD_CHANGED = "people.password.changed", "修改密码"
    PASSWORD_RESET = "people.password.reset", "重设密码"
    DEPARTMENT_OPENED = "people.department.opened", "设立机构"
    DEPARTMENT_AMENDED = "people.department.amended", "更改机构"
    POST_CREATED = "people.post.created", "设立职务"
    POST_AMENDED = "people.post.amended", "更改职务"
    APPOINTED = "people.appointed", "任职"
    RELEASED = "people.released", "免职"
    PUT_IN_CHARGE = "people.charge.given", "明确分管"
    RELIEVED_OF_CHARGE = "people.charge.ended", "解除分管"
    ORGAN_REMEMBERED = "people.organ.remembered", "记下通讯单位"
    ORGAN_AMENDED = "people.organ.amended", "更改通讯单位"
    STAND_IN_APPOINTED = "people.stand_in.appointed", "委托代办"
    STAND_IN_ENDED = "people.stand_in.ended", "结束委托"
