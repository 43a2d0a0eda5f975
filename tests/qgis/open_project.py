#!/usr/bin/python3
"""Opens a folder's project in QGIS from another place than it was written to, and says what is wrong with it.

usage: open_project.py DIR     (exit status 1 if anything is wrong)
"""
import glob
import html
import json
import os
import shutil
import sys
import tempfile
from datetime import date, timedelta

from project import drawn, leave, opened  # first: it starts QGIS without a window
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapSettings,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime, Qt

HOSTILE = "</b><script>alert('1')</script> & \"quoted\" <img src=x onerror=alert(2)>"
wrong = []


def expect(holds, message):
    if not holds:
        wrong.append(message)


def features_of(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["features"]


def picture(project, layers):
    image = drawn(project, layers, 900, 700)
    return image.constBits().asstring(image.sizeInBytes())


def context_of(layer, feature):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return context


def tip(layer, feature):
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context_of(layer, feature))


def shown_on(layer, day):
    """The ids that the layer's temporal settings leave on a day."""
    start = QDateTime(day.year, day.month, day.day, 0, 0, 0, 0, Qt.UTC)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    range_ = QgsDateTimeRange(start, start.addDays(1), True, False)
    wanted = QgsFeatureRequest().setFilterExpression(layer.temporalProperties().createFilterString(context, range_))
    return {feature["id"] for feature in layer.getFeatures(wanted)}


def check_layer(layer, path, project):
    name, features = layer.name(), features_of(path)
    by_id = {feature["id"]: feature["properties"] for feature in features}
    expect(layer.featureCount() == len(features), f"{name}: {layer.featureCount()} features of {len(features)}")
    areas = path.endswith("_areas.geojson")
    renders = "singleSymbol" if areas else "RuleRenderer"
    expect(layer.renderer().type() == renders, f"{name}: renderer {layer.renderer().type()}")
    shape = QgsWkbTypes.MultiPolygon if areas else QgsWkbTypes.Point
    expect(layer.wkbType() == shape, f"{name}: of {QgsWkbTypes.displayString(layer.wkbType())}")
    expect(areas or layer.labelsEnabled() and layer.labeling().settings().fieldName == "name", f"{name}: no labels")
    expect(layer.attributeAlias(layer.fields().indexOf("event_date")) == "First day", f"{name}: no aliases")
    expect("Natural Earth" in layer.attribution(), f"{name}: attribution {layer.attribution()!r}")
    expect("Natural Earth" in "".join(layer.metadata().rights()), f"{name}: rights {layer.metadata().rights()!r}")
    for field, kind in {"event_date": "Date", "confidence": "Real", "fatalities": "Integer", "geo_precision": "Integer", "notes": "String"}.items():
        found = layer.fields().field(field).typeName()
        expect(found == kind, f"{name}: {field} is {found}")

    renderer, render = layer.renderer().clone(), QgsRenderContext.fromMapSettings(QgsMapSettings())
    render.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    # reported as a set of rules; the group of subkinds must hold one for each feature
    filters = []
    if not areas:
        (group,) = [rule for rule in renderer.rootRule().children() if rule.label() == "Subkind"]
        filters = [rule.filterExpression() for rule in group.children()]
        expect(filters[-1] == "ELSE", f"{name}: no rule for what has no subkind")
    renderer.startRender(render, layer.fields())
    for feature in layer.getFeatures():
        render.expressionContext().setFeature(feature)
        expect(renderer.willRenderFeature(feature, render), f"{name}: {feature['id']} is not drawn")
        subkind, holding = by_id[feature["id"]]["subkind"], 0
        for text in filters[:-1]:
            expression = QgsExpression(text)
            expect(not expression.hasParserError(), f"{name}: {text}: {expression.parserErrorString()}")
            holding += bool(expression.evaluate(context_of(layer, feature)))
        expect(areas or holding == (subkind is not None), f"{name}: {holding} rules for subkind {subkind}")
        said, notes = tip(layer, feature), by_id[feature["id"]]["notes"]
        expect(html.escape(notes, quote=False) in html.unescape(said) or notes in html.unescape(said),
               f"{name}: the tip of {feature['id']} lacks its evidence: {said}")
        expect("[%" not in said, f"{name}: an expression of the tip fails: {said}")
    renderer.stopRender(render)

    dates = {key: p[key] for p in by_id.values() for key in ("event_date",) if p[key]}
    days = sorted({date.fromisoformat(p["event_date"]) for p in by_id.values() if p["event_date"]})
    for day in {d + timedelta(days=n) for d in days for n in (-1, 0, 1)} if dates else ():
        of_day = {i for i, p in by_id.items() if p["event_date"]
                  and p["event_date"] <= day.isoformat() <= (p["event_date_end"] or p["event_date"])}
        expect(shown_on(layer, day) == of_day, f"{name}: on {day} {len(shown_on(layer, day))} of {len(of_day)} are shown")
    return days


def check_hostile(folder):
    """Texts that are HTML stay text in the tip, and a link is a link only to the web."""
    for path in sorted(glob.glob(folder + "/*.geojson")):
        features = features_of(path)
        if features:
            break
    else:
        return
    for link, linked in (("javascript:alert(1)", False), ('https://example.org/?a="onclick="alert(3)', True)):
        for column in ("name", "notes", "source", "claimed_by", "location", "alternatives"):
            features[0]["properties"][column] = HOSTILE
        features[0]["properties"]["source_url"] = link
        hostile = os.path.join(tempfile.mkdtemp(dir=folder), os.path.basename(path))
        with open(hostile, "w", encoding="utf-8") as file:
            json.dump({"type": "FeatureCollection", "features": features[:1]}, file)
        shutil.copy(path.replace(".geojson", ".qml"), hostile.replace(".geojson", ".qml"))
        layer = QgsVectorLayer(hostile, "hostile", "ogr")
        said = tip(layer, next(layer.getFeatures()))
        expect(html.escape(HOSTILE, quote=False) in said.replace("&quot;", '"'), f"hostile text is not shown: {said}")
        expect("<script" not in said and "<img" not in said, f"hostile text is HTML: {said}")
        expect(('href="' in said) == linked and '"onclick' not in said, f"hostile link: {said}")


moved = os.path.join(tempfile.mkdtemp(), "moved é folder")
shutil.copytree(sys.argv[1], moved)
project = opened(moved)
expect(project.crs().authid() == "EPSG:3857", f"CRS {project.crs().authid()}")
expect("Natural Earth" in project.readEntry("CopyrightLabel", "/Label")[0], "no attribution on the map")
nodes = project.layerTreeRoot().findLayers()
layers = [node.layer() for node in nodes]
expect(all(layer is not None and layer.isValid() and layer.isSpatial() for layer in layers), "a layer is broken")
if not wrong:
    own = [layer for layer in layers if "basemap" not in layer.id()]
    paths = sorted(glob.glob(moved + "/*.geojson"))
    expected = {os.path.basename(path)[:-8] for path in paths}
    expect({layer.id()[len("incident_layer_"):] for layer in own} == expected, "the layers are not those of the folder")
    shapes = [layer.geometryType() for layer in own]
    expect(shapes == sorted(shapes), "areas lie over the points")
    view = QgsCoordinateTransform(project.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), project).transformBoundingBox(
        QgsRectangle(project.viewSettings().defaultViewExtent()))
    days = []
    found = [feature for layer in own for feature in layer.getFeatures()]
    seen = [feature for feature in found if feature.geometry().intersects(view)]
    expect(not found or 2 * len(seen) > len(found), f"{len(seen)} of {len(found)} incidents lie in the view")
    sea = [f.geometry() for layer in layers if layer not in own for f in layer.getFeatures()
           if layer.geometryType() == QgsWkbTypes.PolygonGeometry and f["class"] == "sea"]
    bare = [f["id"] for f in found if f.geometry().type() == QgsWkbTypes.PointGeometry
            and not any(part.intersects(f.geometry()) for part in sea)]
    expect(not bare, f"no basemap lies under {bare}")
    for layer in own:
        expect(os.path.realpath(layer.source().split("|")[0]).startswith(os.path.realpath(moved)), layer.source())
        days += check_layer(layer, f"{moved}/{layer.id()[len('incident_layer_'):]}.geojson", project)
    if days:
        begin = project.timeSettings().temporalRange().begin().date()
        expect(begin.toPyDate() == min(days), f"the project's time begins on {begin}, not {min(days)}")
    basemap = [layer for layer in layers if layer not in own]
    some = any(layer.featureCount() for layer in own)
    expect(all(layer.featureCount() for layer in basemap), "the basemap is empty")
    expect((picture(project, layers) != picture(project, basemap)) == some, "the markers are not drawn, or without incidents")
    check_hostile(moved)
for line in dict.fromkeys(wrong):
    print("FAIL", line)
shutil.rmtree(os.path.dirname(moved))
leave(1 if wrong else 0)
