//! KML: a placemark a feature, with its columns as data that a schema types, and its days as a time span.

use std::io::{self, Write};

use geojson::{Feature, GeometryValue, Position};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use serde_json::Value;

use super::Table;
use crate::{
    export::{types, xml::escaped},
    report::COLUMNS,
};

type Xml<'w> = Writer<&'w mut dyn Write>;

/// What every file begins with.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n  <Document id=\"incident-mapper\">";

pub(super) fn write(out: &mut dyn Write, table: &Table<'_>) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("kml").with_attribute(("xmlns", "http://www.opengis.net/kml/2.2")).write_inner_content(
        |xml| {
            xml.create_element("Document").with_attribute(("id", "incident-mapper")).write_inner_content(|xml| {
                text(xml, "name", &table.name)?;
                style(xml, &table.kind.color)?;
                schema(xml, table)?;
                // which is a layer to GDAL, also when it is empty
                xml.create_element("Folder").write_inner_content(|xml| {
                    text(xml, "name", &table.name)?;
                    table.features().try_for_each(|feature| placemark(xml, &feature))
                })?;
                Ok(())
            })?;
            Ok(())
        },
    )?;
    xml.into_inner().write_all(b"\n")
}

/// An element of text alone.
fn text(xml: &mut Xml<'_>, element: &str, content: &str) -> io::Result<()> {
    xml.create_element(element).write_text_content(BytesText::from_escaped(escaped(content)))?;
    Ok(())
}

/// The kind's colour, as aabbggrr; polygons are see-through.
fn style(xml: &mut Xml<'_>, color: &str) -> io::Result<()> {
    let [red, green, blue] = [1, 3, 5].map(|at| color.get(at..at + 2).unwrap_or("00").to_ascii_lowercase());
    let (opaque, thin) = (format!("ff{blue}{green}{red}"), format!("66{blue}{green}{red}"));
    xml.create_element("Style").with_attribute(("id", "kind")).write_inner_content(|xml| {
        for (element, color) in [("IconStyle", &opaque), ("LineStyle", &opaque), ("PolyStyle", &thin)] {
            xml.create_element(element).write_inner_content(|xml| text(xml, "color", color))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The columns with their types.
fn schema(xml: &mut Xml<'_>, table: &Table<'_>) -> io::Result<()> {
    let columns = COLUMNS.iter().map(|column| (column.name, types::of(column.kind).kml));
    let style = table.style().iter().map(|name| (*name, "string"));
    let schema = xml.create_element("Schema").with_attributes([("name", table.name.as_str()), ("id", "columns")]);
    schema.write_inner_content(|xml| {
        columns.chain(style).try_for_each(|(name, of)| {
            xml.create_element("SimpleField").with_attributes([("type", of), ("name", name)]).write_empty().map(|_| ())
        })
    })?;
    Ok(())
}

fn placemark(xml: &mut Xml<'_>, feature: &Feature) -> io::Result<()> {
    let of = |name: &str| feature.property(name).and_then(Value::as_str);
    let id = of("id").unwrap_or_default();
    xml.create_element("Placemark").with_attribute(("id", id)).write_inner_content(|xml| {
        text(xml, "name", of("name").unwrap_or_default())?;
        if let Some(first) = of("event_date") {
            let last = of("event_date_end").unwrap_or(first);
            xml.create_element("TimeSpan").write_inner_content(|xml| {
                text(xml, "begin", first)?;
                text(xml, "end", last)
            })?;
        }
        text(xml, "styleUrl", "#kind")?;
        xml.create_element("ExtendedData").write_inner_content(|xml| {
            let data = xml.create_element("SchemaData").with_attribute(("schemaUrl", "#columns"));
            data.write_inner_content(|xml| {
                let known = feature.properties.iter().flatten().filter(|(_, value)| !value.is_null());
                known.into_iter().try_for_each(|(name, value)| {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    let data = xml.create_element("SimpleData").with_attribute(("name", name.as_str()));
                    data.write_text_content(BytesText::from_escaped(escaped(&value))).map(|_| ())
                })
            })?;
            Ok(())
        })?;
        match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Point { coordinates }) => point(xml, coordinates),
            Some(GeometryValue::MultiPolygon { coordinates }) => polygons(xml, coordinates),
            _ => Ok(()),
        }
    })?;
    Ok(())
}

fn point(xml: &mut Xml<'_>, position: &Position) -> io::Result<()> {
    let coordinates = format!("{},{}", position[0], position[1]);
    xml.create_element("Point").write_inner_content(|xml| text(xml, "coordinates", &coordinates))?;
    Ok(())
}

fn polygons(xml: &mut Xml<'_>, polygons: &[Vec<Vec<Position>>]) -> io::Result<()> {
    xml.create_element("MultiGeometry").write_inner_content(|xml| {
        for polygon in polygons {
            xml.create_element("Polygon").write_inner_content(|xml| {
                for (i, ring) in polygon.iter().enumerate() {
                    let positions: Vec<String> = ring.iter().map(|p| format!("{},{}", p[0], p[1])).collect();
                    let boundary = if i == 0 { "outerBoundaryIs" } else { "innerBoundaryIs" };
                    xml.create_element(boundary).write_inner_content(|xml| {
                        let ring = xml.create_element("LinearRing");
                        ring.write_inner_content(|xml| text(xml, "coordinates", &positions.join(" ")))?;
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}
