#include "viewer/ui/fonts.hpp"

#include <filesystem>

#include "viewer/ui/compat.hpp"

#if defined(__GNUC__) && defined(__ELF__)
#define BACKROLL_EMBED(symbol, path)                                                                \
  asm(".section .rodata\n.balign 16\n.globl " #symbol "_begin\n" #symbol "_begin:\n.incbin \"" path \
      "\"\n.globl " #symbol "_end\n" #symbol "_end:\n.byte 0\n.previous\n");                        \
  extern "C" const unsigned char symbol##_begin[], symbol##_end[];
#ifdef UI_FONT
BACKROLL_EMBED(backroll_ui_font, UI_FONT)
#define BACKROLL_HAS_FONT
#endif
#ifdef UI_BOLD_FONT
BACKROLL_EMBED(backroll_ui_bold_font, UI_BOLD_FONT)
#define BACKROLL_HAS_BOLD_FONT
#endif
#ifdef UI_SYMBOL_FONT
BACKROLL_EMBED(backroll_ui_symbol_font, UI_SYMBOL_FONT)
#define BACKROLL_HAS_SYMBOL_FONT
#endif
#endif

namespace backroll {
namespace {

struct FontSource {
  const unsigned char* begin = nullptr;  // embedded
  const unsigned char* end = nullptr;
  const char* path = nullptr;

  bool there() const { return begin || (path && std::filesystem::exists(path)); }
};

constexpr const char* kRoboto = "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf";
constexpr const char* kRobotoBold = "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf";
constexpr const char* kDejaVu = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

FontSource text_source() {
#ifdef BACKROLL_HAS_FONT
  return {backroll_ui_font_begin, backroll_ui_font_end, nullptr};
#else
  return {nullptr, nullptr, kRoboto};
#endif
}

FontSource heading_source() {
#ifdef BACKROLL_HAS_BOLD_FONT
  return {backroll_ui_bold_font_begin, backroll_ui_bold_font_end, nullptr};
#else
  return {nullptr, nullptr, kRobotoBold};
#endif
}

FontSource symbol_source() {
#ifdef BACKROLL_HAS_SYMBOL_FONT
  return {backroll_ui_symbol_font_begin, backroll_ui_symbol_font_end, nullptr};
#else
  return {nullptr, nullptr, kDejaVu};
#endif
}

// Latin, Greek, dashes and quotes, raised digits, minus and comparison signs.
constexpr ImWchar kText[] = {0x20,   0xFF,   0x370,  0x3FF,  0x2010, 0x2027, 0x2070, 0x209C,
                             0x2212, 0x2212, 0x2248, 0x2248, 0x2264, 0x2265, 0};
// What Roboto lacks: arrows, shapes.
constexpr ImWchar kSymbols[] = {0x2070, 0x209C, 0x2190, 0x21BB, 0x25A0, 0x25FF, 0};

bool add(const FontSource& source, float size, const ImWchar* ranges, bool merge) {
  if (!source.there()) return false;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.MergeMode = merge;
  if (!source.begin) return atlas.AddFontFromFileTTF(source.path, size, &config, ranges) != nullptr;
  config.FontDataOwnedByAtlas = false;
  return atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(source.begin),
                                    static_cast<int>(source.end - source.begin), size, &config,
                                    ranges) != nullptr;
}

void add_face(const FontSource& source, float size) {
  if (!add(source, size, kText, false)) {
    ImFontConfig config;
    config.SizePixels = size;
    ImGui::GetIO().Fonts->AddFontDefault(&config);
  }
  add(symbol_source(), size, kSymbols, true);
}

ImFont* face(int index) {
  const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  return atlas.Fonts.Size > index ? atlas.Fonts[index] : ImGui::GetFont();
}

}  // namespace

void load_fonts(float scale) {
  ImGui::GetIO().Fonts->Clear();
  const FontSource heading = heading_source();
  add_face(text_source(), 16 * scale);
  add_face(heading.there() ? heading : text_source(), 16 * scale);
  add_face(text_source(), 13 * scale);
}

ImFont* heading_font() {
  return face(1);
}

ImFont* small_font() {
  return face(2);
}

}  // namespace backroll
