"""Under ``seals:``, beside what is asked for and stamped with them."""

from django.urls import path

from seals.keeping.views import custody, life, register

urlpatterns = [
    path("", register.register_of_seals, name="register_of_seals"),
    path("enter/", register.enter, name="seal_enter"),
    path("make/", life.make, name="seal_make"),
    path("<int:seal>/", register.seal_page, name="seal"),
    path("<int:seal>/amend/", register.amend, name="seal_amend"),
    path("<int:seal>/trail/", register.trail, name="seal_trail"),
    path("<int:seal>/imprint/", register.keep_imprint, name="seal_imprint"),
    path("<int:seal>/imprint.png", register.imprint, name="seal_picture"),
    path("<int:seal>/upkeep/", register.upkeep, name="seal_upkeep"),
    path("<int:seal>/handover/", custody.propose, name="seal_handover"),
    path("<int:seal>/back/", custody.give_back, name="seal_back"),
    path("<int:seal>/ask/<slug:what>/", life.ask, name="seal_ask"),
    path("<int:seal>/lost/", life.lost, name="seal_lost"),
    path("<int:seal>/lost/step/", life.step, name="seal_lost_step"),
    path("handovers/<int:handover>/", custody.handover, name="handover"),
    path("handovers/<int:handover>/amend/", custody.amend, name="handover_amend"),
    path("makings/<int:making>/", life.making, name="making"),
    path("makings/<int:making>/amend/", life.amend, name="making_amend"),
]
