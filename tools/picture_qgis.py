#!/usr/bin/python3
"""Draws a folder's incidents.qgs as QGIS does, with its attribution. usage: picture_qgis.py DIR OUT.png [WIDTH HEIGHT]"""
import collections
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
from qgis.PyQt.QtCore import QRect, QSize, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont, QPainter  # noqa: E402

folder, out = os.path.abspath(sys.argv[1]), sys.argv[2]
width, height = (int(a) for a in sys.argv[3:5]) if len(sys.argv) > 4 else (1280, 800)
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
if not project.read(os.path.join(folder, "incidents.qgs")):
    sys.exit(f"{folder}/incidents.qgs does not open: {project.error()}")
settings = QgsMapSettings()
settings.setLayers([node.layer() for node in project.layerTreeRoot().findLayers()])
settings.setDestinationCrs(project.crs())
settings.setTransformContext(project.transformContext())
settings.setOutputSize(QSize(width, height))
settings.setOutputDpi(110)
settings.setExtent(QgsRectangle(project.viewSettings().defaultViewExtent()))
settings.setBackgroundColor(QColor("white"))
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
painter = QPainter(image)
painter.setFont(QFont("Noto Sans", 6))
text = project.readEntry("CopyrightLabel", "/Label", "")[0]
box = QRect(6, 4, width - 12, height - 8)
flags = int(Qt.AlignRight | Qt.AlignBottom | Qt.TextWordWrap)
painter.fillRect(painter.boundingRect(box, flags, text), QColor(255, 255, 255, 200))
painter.setPen(QColor("#444"))
painter.drawText(box, flags, text)
painter.end()
image = image.convertToFormat(image.Format_RGB32)
pixels = memoryview(image.constBits().asstring(image.sizeInBytes())).cast("I")
palette = [color for color, _ in collections.Counter(pixels).most_common(256)]  # a third of the bytes, and the same to the eye
image.convertToFormat(image.Format_Indexed8, palette, Qt.ThresholdDither | Qt.AvoidDither).save(out, None, 0)
sys.stdout.flush()
os._exit(0)  # QGIS's own tidying up crashes without a window
