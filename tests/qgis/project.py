"""QGIS without a window: its start, a folder's project, a picture of it, and its end."""
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "*=false")
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()


def opened(folder):
    """The project of a folder of layers."""
    project = QgsProject.instance()
    if not project.read(os.path.join(folder, "incidents.qgs")):
        print(f"{folder}/incidents.qgs does not open: {project.error()}", file=sys.stderr)
        leave(1)
    return project


def drawn(project, layers, width, height, **settings_of):
    """The layers as the project's view shows them; `settings_of` names further setters, setOutputDpi=110."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setOutputSize(QSize(width, height))
    settings.setExtent(QgsRectangle(project.viewSettings().defaultViewExtent()))
    for setter, value in settings_of.items():
        getattr(settings, setter)(value)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def leave(status):
    """Ends the program: QGIS's own tidying up crashes without a window."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
