from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields as the mock draws them."""
