"""The definition of this service."""

from naniwa.library.service import NavItem, Service

CLINIC, CALLER, SUPERVISOR, PHYSICIAN, OBSERVER = "clinic", "caller", "supervisor", "physician", "observer"
COORDINATOR, HOSPITAL = "coordinator", "hospital"
CENTRE = (CALLER, SUPERVISOR, PHYSICIAN, OBSERVER)
"""Who work at a health centre, and see its cases."""
CALLERS = (CALLER, SUPERVISOR, PHYSICIAN)
"""Who call patients for the first time."""
REPORTERS = (CLINIC, *CENTRE)
INTAKE = (CALLER, SUPERVISOR)
RULES = (SUPERVISOR, PHYSICIAN)
REGISTRARS = ("administrator",)
"""Who register health centres, where they are the prefecture's."""
EVERYBODY = (CLINIC, *CENTRE, COORDINATOR, HOSPITAL)
SERVICE = Service(
    slug="outbreak",
    title="感染症への対応",
    title_en="Outbreak response",
    urls="naniwa.services.outbreak.urls",
    navigation=(
        NavItem("今すること", "What to do now", "outbreak:home", "staff", EVERYBODY, icon="home"),
        NavItem("患者を届け出る", "Report a case", "outbreak:report", "staff", REPORTERS, icon="plus"),
        NavItem("最初の連絡", "First contact", "outbreak:queue", "staff", CALLERS, icon="phone"),
        NavItem("急ぎの対応", "Urgent tasks", "outbreak:tasks", "staff", CENTRE, icon="alert"),
        NavItem("健康観察", "Daily observation", "outbreak:observed", "staff", CENTRE, icon="chart"),
        NavItem("患者の一覧", "Cases", "outbreak:cases", "staff", REPORTERS, icon="users"),
        NavItem("接触者", "Contacts", "outbreak:contacts", "staff", CENTRE, icon="users"),
        NavItem("クラスター", "Clusters", "outbreak:clusters", "staff", CENTRE, icon="users"),
        NavItem("搬送", "Transport", "outbreak:transports", "staff", CENTRE, icon="flag"),
        NavItem("宿泊療養", "Hotels", "outbreak:hotels", "staff", CENTRE, icon="building"),
        NavItem("ファイルの取り込み", "File import", "outbreak:intake", "staff", INTAKE, icon="upload"),
        NavItem("観察の規則", "Observation rules", "outbreak:rules", "staff", RULES, icon="file"),
        NavItem("保存期間", "Retention", "outbreak:retention", "staff", (SUPERVISOR,), icon="clock"),
        NavItem("保健所の設定", "Health centre", "outbreak:centre", "staff", (SUPERVISOR,), icon="settings"),
        NavItem("保健所の登録", "Register health centres", "outbreak:centres", "staff", REGISTRARS, icon="building"),
        NavItem(
            "体調を知らせる（療養中の方）",
            "Report how you are (patients)",
            "outbreak:enter",
            "public",
            icon="phone",
            about="保健所から番号をもらった方が、毎日の体調を知らせるページ。",
            about_en="For those whom a health centre gave a code: tell it each day how you are.",
        ),
        NavItem("発生動向", "Outbreak figures", "outbreak:dashboard", "public", icon="chart"),
        NavItem("発生動向", "Outbreak figures", "outbreak:figures", "staff", EVERYBODY, icon="chart"),
        NavItem("入院・入所の調整", "Placement", "outbreak:placement", "staff", (COORDINATOR,), icon="flag"),
        NavItem("病床", "Beds", "outbreak:beds", "staff", (COORDINATOR,), icon="inbox"),
        NavItem("入院調整の依頼", "Ask for a bed", "outbreak:ask_bed", "staff", (*CENTRE, COORDINATOR), icon="plus"),
        NavItem("病床の報告", "Report beds", "outbreak:own_beds", "staff", (HOSPITAL,), icon="check"),
    ),
)
