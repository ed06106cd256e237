#include "report/picture_file.hpp"

#include <cairo/cairo-pdf.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

constexpr double kInch = 25.4;  // [mm]

struct FreeObject {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(GError* error) const { g_error_free(error); }
};
template <class Object>
using Owned = std::unique_ptr<Object, FreeObject>;

[[noreturn]] void fail(const fs::path& file, GError* error) {
  const Owned<GError> owned(error);
  throw MachineError("cannot draw " + file.string() + ": " +
                     (owned ? owned->message : "librsvg says no more"));
}

void check(cairo_status_t status, const fs::path& file) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw MachineError("cannot write " + file.string() + ": " + cairo_status_to_string(status));
}

}  // namespace

void write_picture(const std::string& svg, const fs::path& file, double width_mm) {
  const std::string ending = file.extension().string();
  if (ending == ".svg") {
    write_text_file(file, svg);
    return;
  }
  if (ending != ".png" && ending != ".pdf")
    throw InputError(file.string() + ": a chart's file ends in .svg, .png or .pdf");
  GError* error = nullptr;
  const Owned<RsvgHandle> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (!handle) fail(file, error);
  double width = 0, height = 0;
  rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height);
  const bool pdf = ending == ".pdf";
  const double across = width_mm / kInch * (pdf ? 72 : kPictureDpi), scale = across / width;
  const fs::path partial = partial_name(file);
  if (file.has_parent_path()) make_folder(file.parent_path());
  const Owned<cairo_surface_t> surface(
      pdf ? cairo_pdf_surface_create(partial.c_str(), across, height * scale)
          : cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(std::lround(across)),
                                       static_cast<int>(std::lround(height * scale))));
  check(cairo_surface_status(surface.get()), file);
  const Owned<cairo_t> cairo(cairo_create(surface.get()));
  const RsvgRectangle place{0, 0, across, height * scale};
  if (!rsvg_handle_render_document(handle.get(), cairo.get(), &place, &error)) fail(file, error);
  check(cairo_status(cairo.get()), file);
  if (!pdf) check(cairo_surface_write_to_png(surface.get(), partial.c_str()), file);
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()), file);
  commit_file(file);
}

}  // namespace backroll
