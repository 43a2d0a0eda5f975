#!/usr/bin/python3
"""Draws a folder's incidents.qgs as QGIS does, with its attribution. usage: picture_qgis.py DIR OUT.png [WIDTH HEIGHT]"""
import collections
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/qgis"))
from project import drawn, leave, opened  # noqa: E402  first: it starts QGIS without a window
from qgis.PyQt.QtCore import QRect, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont, QPainter  # noqa: E402

folder, out = os.path.abspath(sys.argv[1]), sys.argv[2]
width, height = (int(a) for a in sys.argv[3:5]) if len(sys.argv) > 4 else (1280, 800)
project = opened(folder)
layers = [node.layer() for node in project.layerTreeRoot().findLayers()]
image = drawn(project, layers, width, height, setOutputDpi=110, setBackgroundColor=QColor("white"))
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
leave(0)
