// Dear ImGui 1.86 to 1.92 behind one set of names: what differs between the versions, keys, and input fed in
// by hand (scripts and tests, where no window feeds it).
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <cstddef>
#include <cstdint>

namespace backroll {

// Keys have the numbers GLFW gives them: that is what ImGui 1.86 with the GLFW backend counts in.
enum class Key : int {
  // clang-format off
  space = 32, apostrophe = 39, comma = 44, minus, period, slash,
  n0 = 48, n1, n2, n3, n4, n5, n6, n7, n8, n9,
  semicolon = 59, equal = 61,
  a = 65, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z,
  left_bracket = 91, backslash, right_bracket,
  escape = 256, enter, tab, backspace, insert, erase, right, left, down, up, page_up, page_down, home, end,
  f1 = 290, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12,
  pad_subtract = 333, pad_add, shift = 340, ctrl, alt
  // clang-format on
};

inline void add_polyline(ImDrawList* draw, const ImVec2* points, int count, ImU32 colour, float thickness,
                         bool closed = false) {
#if IMGUI_VERSION_NUM >= 19280
  draw->AddPolyline(points, count, colour, thickness, closed ? ImDrawFlags_Closed : 0);
#else
  draw->AddPolyline(points, count, colour, closed ? ImDrawFlags_Closed : 0, thickness);
#endif
}

inline void push_font(ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(font, font->LegacySize);
#else
  ImGui::PushFont(font);
#endif
}

// Of a font as it was loaded [pixel].
inline float font_size(const ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
  return font->LegacySize;
#else
  return font->FontSize;
#endif
}

#if IMGUI_VERSION_NUM >= 19140
inline constexpr ImGuiCol kFocusColour = ImGuiCol_NavCursor;
#else
inline constexpr ImGuiCol kFocusColour = ImGuiCol_NavHighlight;
#endif

// After an item: the wheel over it does not scroll the window.
inline void keep_wheel() {
#if IMGUI_VERSION_NUM >= 18900
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
#else
  ImGui::SetItemUsingMouseWheel();
#endif
}

#if IMGUI_VERSION_NUM >= 18700
inline ImGuiKey imgui_key(Key key) {
  const int n = static_cast<int>(key);
  if (key >= Key::a && key <= Key::z) return static_cast<ImGuiKey>(ImGuiKey_A + n - static_cast<int>(Key::a));
  if (key >= Key::n0 && key <= Key::n9)
    return static_cast<ImGuiKey>(ImGuiKey_0 + n - static_cast<int>(Key::n0));
  if (key >= Key::f1 && key <= Key::f12)
    return static_cast<ImGuiKey>(ImGuiKey_F1 + n - static_cast<int>(Key::f1));
  static constexpr struct {
    Key key;
    ImGuiKey imgui;
  } others[] = {{Key::space, ImGuiKey_Space},
                {Key::apostrophe, ImGuiKey_Apostrophe},
                {Key::comma, ImGuiKey_Comma},
                {Key::minus, ImGuiKey_Minus},
                {Key::period, ImGuiKey_Period},
                {Key::slash, ImGuiKey_Slash},
                {Key::semicolon, ImGuiKey_Semicolon},
                {Key::equal, ImGuiKey_Equal},
                {Key::left_bracket, ImGuiKey_LeftBracket},
                {Key::backslash, ImGuiKey_Backslash},
                {Key::right_bracket, ImGuiKey_RightBracket},
                {Key::escape, ImGuiKey_Escape},
                {Key::enter, ImGuiKey_Enter},
                {Key::tab, ImGuiKey_Tab},
                {Key::backspace, ImGuiKey_Backspace},
                {Key::insert, ImGuiKey_Insert},
                {Key::erase, ImGuiKey_Delete},
                {Key::right, ImGuiKey_RightArrow},
                {Key::left, ImGuiKey_LeftArrow},
                {Key::down, ImGuiKey_DownArrow},
                {Key::up, ImGuiKey_UpArrow},
                {Key::page_up, ImGuiKey_PageUp},
                {Key::page_down, ImGuiKey_PageDown},
                {Key::home, ImGuiKey_Home},
                {Key::end, ImGuiKey_End},
                {Key::pad_subtract, ImGuiKey_KeypadSubtract},
                {Key::pad_add, ImGuiKey_KeypadAdd},
                {Key::shift, ImGuiKey_LeftShift},
                {Key::ctrl, ImGuiKey_LeftCtrl},
                {Key::alt, ImGuiKey_LeftAlt}};
  for (const auto& other : others)
    if (other.key == key) return other.imgui;
  return ImGuiKey_None;
}
#endif

inline bool key_pressed(Key key, bool repeat = false) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(imgui_key(key), repeat);
#else
  return ImGui::IsKeyPressed(static_cast<int>(key), repeat);
#endif
}

inline void inject_mouse(const ImVec2& at) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
#else
  ImGui::GetIO().MousePos = at;
#endif
}

// 0 left, 1 right, 2 middle.
inline void inject_button(int button, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseButtonEvent(button, down);
#else
  ImGui::GetIO().MouseDown[button] = down;
#endif
}

inline void inject_wheel(float notches) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseWheelEvent(0, notches);
#else
  ImGui::GetIO().MouseWheel += notches;
#endif
}

// Ctrl, Shift and Alt as keys also count as modifiers.
inline void inject_key(Key key, bool down) {
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18900
  if (key == Key::ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, down);
  if (key == Key::shift) io.AddKeyEvent(ImGuiMod_Shift, down);
  if (key == Key::alt) io.AddKeyEvent(ImGuiMod_Alt, down);
  io.AddKeyEvent(imgui_key(key), down);
#elif IMGUI_VERSION_NUM >= 18700
  if (key == Key::ctrl) io.AddKeyEvent(ImGuiKey_ModCtrl, down);
  if (key == Key::shift) io.AddKeyEvent(ImGuiKey_ModShift, down);
  if (key == Key::alt) io.AddKeyEvent(ImGuiKey_ModAlt, down);
  io.AddKeyEvent(imgui_key(key), down);
#else
  io.KeysDown[static_cast<std::size_t>(key)] = down;
  if (key == Key::ctrl) io.KeyCtrl = down;
  if (key == Key::shift) io.KeyShift = down;
  if (key == Key::alt) io.KeyAlt = down;
#endif
}

// A part of the window that the arrow keys pass into and out of as if it were none. With ImGui::EndChild().
inline bool begin_child(const char* name, const ImVec2& size, ImGuiWindowFlags flags = 0) {
#if IMGUI_VERSION_NUM >= 19100
  return ImGui::BeginChild(name, size, ImGuiChildFlags_NavFlattened, flags);
#else
  return ImGui::BeginChild(name, size, false, flags | ImGuiWindowFlags_NavFlattened);
#endif
}

// A texture of OpenGL as ImGui's.
inline ImTextureID texture_id(unsigned texture) {
  return (ImTextureID)(std::uintptr_t)texture;
}

// Without a window backend 1.86 has to be told which key number is Tab, Enter and so on; once a context.
inline void map_keys() {
#if IMGUI_VERSION_NUM < 18700
  static constexpr struct {
    ImGuiKey imgui;
    Key key;
  } keys[] = {{ImGuiKey_Tab, Key::tab},
              {ImGuiKey_LeftArrow, Key::left},
              {ImGuiKey_RightArrow, Key::right},
              {ImGuiKey_UpArrow, Key::up},
              {ImGuiKey_DownArrow, Key::down},
              {ImGuiKey_PageUp, Key::page_up},
              {ImGuiKey_PageDown, Key::page_down},
              {ImGuiKey_Home, Key::home},
              {ImGuiKey_End, Key::end},
              {ImGuiKey_Insert, Key::insert},
              {ImGuiKey_Delete, Key::erase},
              {ImGuiKey_Backspace, Key::backspace},
              {ImGuiKey_Space, Key::space},
              {ImGuiKey_Enter, Key::enter},
              {ImGuiKey_Escape, Key::escape},
              {ImGuiKey_A, Key::a},
              {ImGuiKey_C, Key::c},
              {ImGuiKey_V, Key::v},
              {ImGuiKey_X, Key::x},
              {ImGuiKey_Y, Key::y},
              {ImGuiKey_Z, Key::z}};
  for (const auto& [imgui, key] : keys) ImGui::GetIO().KeyMap[imgui] = static_cast<int>(key);
#endif
}

}  // namespace backroll
