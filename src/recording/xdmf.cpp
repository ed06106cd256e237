#include "recording/xdmf.hpp"

#include "recording/csv.hpp"

namespace backroll {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string item(const std::string& indent, const std::string& size, const char* type, int bytes,
                 const std::string& where) {
  return indent + "<DataItem Dimensions=\"" + size + "\" NumberType=\"" + type + "\" Precision=\"" +
         std::to_string(bytes) + "\" Format=\"HDF\">" + escaped(where) + "</DataItem>\n";
}

std::string attribute(const char* name, const char* type, const char* centre, const std::string& data) {
  return std::string("        <Attribute Name=\"") + name + "\" AttributeType=\"" + type + "\" Center=\"" +
         centre + "\">\n" + data + "        </Attribute>\n";
}

}  // namespace

std::string xdmf_step_name(int step) {
  std::string digits = std::to_string(step);
  if (digits.size() < 5) digits.insert(0, 5 - digits.size(), '0');
  return "step_" + digits;
}

std::string xdmf_text(const XdmfMesh& mesh, const std::string& h5_file) {
  const std::string nodes = std::to_string(mesh.nodes), hexes = std::to_string(mesh.hexes);
  const std::string deep(10, ' ');
  const std::string body =
      "        <Topology TopologyType=\"Hexahedron\" NumberOfElements=\"" + hexes + "\">\n" +
      item(deep, hexes + " 8", "Int", 4, h5_file + ":/mesh/hexes") + "        </Topology>\n" +
      "        <Geometry GeometryType=\"XYZ\">\n" +
      item(deep, nodes + " 3", "Float", 8, h5_file + ":/mesh/nodes") + "        </Geometry>\n" +
      attribute("label", "Scalar", "Cell", item(deep, hexes, "UChar", 1, h5_file + ":/mesh/label"));
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Xdmf Version=\"3.0\">\n  <Domain>\n"
      "    <Information Name=\"label names\" Value=\"" +
      escaped(mesh.label_names) +
      "\"/>\n    <Grid Name=\"backroll\" GridType=\"Collection\" CollectionType=\"Temporal\">\n";
  const auto open = [&](double time) {
    text += "      <Grid Name=\"tissue\" GridType=\"Uniform\">\n        <Time Value=\"" + csv_number(time) +
            "\"/>\n" + body;
  };
  const std::string close = "      </Grid>\n";
  for (std::size_t s = 0; s < mesh.times.size(); ++s) {
    const std::string step = h5_file + ":/" + xdmf_step_name(static_cast<int>(s)) + "/";
    open(mesh.times[s]);
    text += attribute("displacement", "Vector", "Node",
                      item(deep, nodes + " 3", "Float", 4, step + "displacement"));
    text += attribute("pressure_kpa", "Scalar", "Node", item(deep, nodes, "Float", 4, step + "pressure_kpa"));
    text += attribute("compressive_stress_kpa", "Scalar", "Cell",
                      item(deep, hexes, "Float", 4, step + "compressive_stress_kpa"));
    if (mesh.bones > 0)
      text += attribute("bone_pose", "Matrix", "Grid",
                        item(deep, std::to_string(mesh.bones) + " 6", "Float", 8, step + "bone_pose"));
    text += close;
  }
  if (mesh.times.empty()) {
    open(0);
    text += close;
  }
  return text + "    </Grid>\n  </Domain>\n</Xdmf>\n";
}

}  // namespace backroll
