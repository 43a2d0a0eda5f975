<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="{{labels}}">
{{{style}}}  <layerGeometryType>{{geometry}}</layerGeometryType>
</qgis>
